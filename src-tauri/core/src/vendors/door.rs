//! The HTTP door: the only place that touches the network.
//!
//! No redirects, no retries, a short idle pool (a request that costs must not go out on a
//! connection the vendor is about to close), and bodies read with a cap.

use std::error::Error as StdError;
use std::time::Duration;

use async_trait::async_trait;
use futures::StreamExt;
use reqwest::header::HeaderValue;

use super::http::{HttpReply, HttpRequest, Method};
use crate::contract::account::Reason;
use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// No connection was made: nothing was sent.
    NeverConnected(Reason),
    /// The server's certificate was refused: nothing was sent.
    CertificateRefused,
    /// Connected, then no complete answer: the vendor may have acted.
    Broken(Reason),
    /// A complete answer, whatever its status.
    Reply(HttpReply),
}

/// The way to the vendors.
#[async_trait]
pub trait Door: Send + Sync {
    /// Sends once, by `route`.
    async fn send(&self, request: &HttpRequest, route: &Route) -> Outcome;
}

/// How a request reaches its vendor.
#[derive(Debug, Clone, Default)]
pub enum Route {
    /// As the system says.
    #[default]
    System,
    /// Straight.
    Direct,
    /// Through a proxy.
    Proxy(Proxy),
}

/// A proxy that was entered by hand.
#[derive(Debug, Clone)]
pub struct Proxy {
    /// `http://host:port`, without user and password.
    pub url: String,
    /// The user, may be empty.
    pub user: String,
    /// The password, from the keychain.
    pub password: SecretString,
}

/// How long and how much the door waits for.
#[derive(Debug, Clone, Copy)]
pub struct DoorLimits {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the whole answer is there.
    pub reply: Duration,
    /// Bytes of a body.
    pub body_bytes: usize,
}

impl Default for DoorLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            reply: Duration::from_secs(30),
            body_bytes: 16 * 1024 * 1024,
        }
    }
}

/// The real door.
#[derive(Debug)]
pub struct HttpDoor {
    system: reqwest::Client,
    direct: reqwest::Client,
    limits: DoorLimits,
    loopback_only: bool,
}

/// The door could not be built.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client could not be built: {0}")]
pub struct DoorError(#[from] reqwest::Error);

impl HttpDoor {
    /// A door; with `loopback_only` (practice) nothing leaves this computer: no other host is connected to, and no proxy
    /// is used.
    pub fn new(limits: DoorLimits, loopback_only: bool) -> Result<Self, DoorError> {
        let direct = builder(&limits).no_proxy().build()?;
        let system = if loopback_only {
            direct.clone()
        } else {
            builder(&limits).build()?
        };
        Ok(Self {
            system,
            direct,
            limits,
            loopback_only,
        })
    }

    /// A proxy's client is made for the request: its password is not kept, and what goes through
    /// a proxy is rare enough.
    fn client_for(&self, route: &Route) -> Result<reqwest::Client, reqwest::Error> {
        match route {
            _ if self.loopback_only => Ok(self.direct.clone()),
            Route::System => Ok(self.system.clone()),
            Route::Direct => Ok(self.direct.clone()),
            Route::Proxy(proxy) => {
                let mut way = reqwest::Proxy::all(&proxy.url)?;
                if !proxy.user.is_empty() {
                    way = way.basic_auth(&proxy.user, proxy.password.expose_secret());
                }
                builder(&self.limits).proxy(way).build()
            }
        }
    }
}

/// Whether a URL leads to this computer.
pub fn is_loopback(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn builder(limits: &DoorLimits) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .connect_timeout(limits.connect)
        .timeout(limits.reply)
        .pool_idle_timeout(Duration::from_secs(2))
        .user_agent(concat!("Switchboard/", env!("CARGO_PKG_VERSION")))
}

#[async_trait]
impl Door for HttpDoor {
    async fn send(&self, request: &HttpRequest, route: &Route) -> Outcome {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        if self.loopback_only && !is_loopback(&request.url) {
            return Outcome::NeverConnected(Reason::ConnectionRefused);
        }
        let client = match self.client_for(route) {
            Ok(client) => client,
            Err(error) => return failure(&error),
        };
        let mut builder = client.request(method, &request.url);
        for (name, value) in &request.headers {
            builder = builder.header(*name, value);
        }
        for header in &request.secret_headers {
            match HeaderValue::from_str(header.value.expose_secret()) {
                Ok(mut value) => {
                    value.set_sensitive(true);
                    builder = builder.header(header.name, value);
                }
                Err(_) => return Outcome::NeverConnected(Reason::SecretMissing),
            }
        }
        let response = match builder.body(request.body_bytes()).send().await {
            Ok(response) => response,
            Err(error) => return failure(&error),
        };
        let status = response.status().as_u16();
        let date = response
            .headers()
            .get(reqwest::header::DATE)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let mut body = Vec::new();
        let mut chunks = response.bytes_stream();
        while let Some(chunk) = chunks.next().await {
            match chunk {
                Ok(bytes) if body.len() + bytes.len() > self.limits.body_bytes => {
                    return Outcome::Broken(Reason::ReplyTooLarge);
                }
                Ok(bytes) => body.extend_from_slice(&bytes),
                Err(error) => return failure(&error),
            }
        }
        Outcome::Reply(HttpReply { status, date, body })
    }
}

/// Sorts an error by the one question that matters: can the vendor have seen the request?
fn failure(error: &reqwest::Error) -> Outcome {
    if error.is_builder() {
        // A URL or header that cannot be sent at all: nothing left this computer.
        return Outcome::NeverConnected(Reason::NameNotFound);
    }
    if error.is_connect() {
        let words = chain(error);
        if words.contains("certificate") {
            return Outcome::CertificateRefused;
        }
        if error.is_timeout() {
            return Outcome::NeverConnected(Reason::ConnectTimeout);
        }
        if words.contains("dns error") || words.contains("lookup address") {
            return Outcome::NeverConnected(Reason::NameNotFound);
        }
        return Outcome::NeverConnected(Reason::ConnectionRefused);
    }
    if error.is_timeout() {
        return Outcome::Broken(Reason::ReplyTimeout);
    }
    Outcome::Broken(Reason::ConnectionCut)
}

fn chain(error: &dyn StdError) -> String {
    let mut words = error.to_string().to_lowercase();
    let mut source = error.source();
    while let Some(inner) = source {
        words.push_str(": ");
        words.push_str(&inner.to_string().to_lowercase());
        source = inner.source();
    }
    words
}
