//! Where a push may go: plain HTTP on this machine, and nowhere else.

use std::net::{IpAddr, Ipv4Addr};

use axum::http::Uri;
use axum::http::uri::Scheme;

/// A URL on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// What `Host` says.
    pub(crate) authority: String,
    pub(crate) address: IpAddr,
    pub(crate) port: u16,
    /// Path and query.
    pub(crate) path: String,
}

impl Target {
    /// Reads a URL; the error is a sentence that says why nothing is delivered there.
    pub(crate) fn read(url: &str) -> Result<Target, String> {
        let uri: Uri = url.parse().map_err(|_| format!("{url:?} is not a URL."))?;
        if uri.scheme() != Some(&Scheme::HTTP) {
            return Err(format!(
                "{url:?} is not an http URL; nothing else is delivered to."
            ));
        }
        let authority = uri
            .authority()
            .filter(|authority| !authority.as_str().contains('@'));
        let authority = authority.ok_or_else(|| format!("{url:?} names no host."))?;
        let address = loopback(authority.host())
            .ok_or_else(|| format!("{url:?} is not on this machine; nothing is delivered there."))?;
        Ok(Target {
            authority: authority.as_str().to_owned(),
            address,
            port: authority.port_u16().unwrap_or(80),
            path: uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        })
    }
}

/// No name is looked up: what a resolver says is not known to stay on this machine.
fn loopback(host: &str) -> Option<IpAddr> {
    if host.eq_ignore_ascii_case("localhost") {
        return Some(Ipv4Addr::LOCALHOST.into());
    }
    let address: IpAddr = host.trim_matches(['[', ']']).parse().ok()?;
    address.is_loopback().then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_delivered_to() {
        for url in [
            "http://127.0.0.1:8080/a?b=c",
            "http://localhost/x",
            "http://[::1]:1/",
            "http://127.9.9.9",
        ] {
            assert!(Target::read(url).is_ok(), "{url}");
        }
        for url in [
            "https://127.0.0.1/",
            "http://example.com/",
            "http://10.0.0.1/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1@example.com/",
            "http://0.0.0.0/",
            "/path",
            "",
            "ftp://127.0.0.1/",
        ] {
            assert!(Target::read(url).is_err(), "{url}");
        }
        let target = Target::read("http://127.0.0.1:8080/a?b=c").expect("fine");
        assert_eq!((target.port, target.path.as_str()), (8080, "/a?b=c"));
    }
}
