//! The door through proxies: user and password, and a company's proxy that opens TLS with an
//! authority of its own, trusted by way of the operating system's store or not at all.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// `user:password` in base64, as a proxy sees it.
const CREDENTIALS: &str = "Basic c3VwcG9ydDpzZSBjcmV0";

/// A proxy that opens what passes through it.
struct Intercepting {
    port: u16,
    authority: PathBuf,
    seen: Arc<Mutex<Vec<String>>>,
    _folder: tempfile::TempDir,
}

impl Intercepting {
    async fn start(wants_password: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let authority = make_authority(folder.path());
        let chain: Vec<_> = CertificateDer::pem_file_iter(folder.path().join("leaf.pem"))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let key = PrivateKeyDer::from_pem_file(folder.path().join("leaf.key")).unwrap();
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let tls = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = seen.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (tls, notes) = (tls.clone(), notes.clone());
                tokio::spawn(async move { serve(stream, tls, wants_password, &notes).await });
            }
        });
        Self {
            port,
            authority,
            seen,
            _folder: folder,
        }
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, tls: TlsAcceptor, wants_password: bool, notes: &Mutex<Vec<String>>) {
    let head = head(&mut stream).await;
    notes
        .lock()
        .unwrap()
        .push(head.lines().next().unwrap_or_default().to_owned());
    let allowed = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .any(|(name, value)| name.eq_ignore_ascii_case("proxy-authorization") && value == CREDENTIALS);
    if wants_password && !allowed {
        let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\n\
                       content-length: 0\r\nconnection: close\r\n\r\n";
        let _ = stream.write_all(refusal.as_bytes()).await;
        return;
    }
    if !head.starts_with("CONNECT ") {
        answer(&mut stream, "proxied").await;
        return;
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    // A client that does not trust the authority ends here.
    if let Ok(mut opened) = tls.accept(stream).await {
        let inner = self::head(&mut opened).await;
        notes
            .lock()
            .unwrap()
            .push(inner.lines().next().unwrap_or_default().to_owned());
        answer(&mut opened, "intercepted").await;
    }
}

async fn head(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut bytes = Vec::new();
    while !bytes.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => bytes.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn answer(stream: &mut (impl AsyncWrite + Unpin), body: &str) {
    let reply = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(reply.as_bytes()).await;
    let _ = stream.shutdown().await;
}

/// An authority and a certificate for `vendor.test`, made by OpenSSL. Gives the authority's file.
fn make_authority(folder: &Path) -> PathBuf {
    let openssl = |arguments: &[&str]| {
        let done = Command::new("openssl")
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .output()
            .expect("openssl is installed");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    let new_key = ["-newkey", "rsa:2048", "-nodes"];
    openssl(
        &[
            &[
                "req",
                "-x509",
                "-subj",
                "/CN=A company's own authority",
                "-days",
                "2",
            ][..],
            &new_key,
            &["-keyout", "authority.key", "-out", "authority.pem"],
            &["-addext", "keyUsage=critical,keyCertSign,cRLSign"],
        ]
        .concat(),
    );
    openssl(
        &[
            &["req", "-subj", "/CN=vendor.test"][..],
            &new_key,
            &["-keyout", "leaf.key", "-out", "leaf.csr"],
        ]
        .concat(),
    );
    std::fs::write(
        folder.join("leaf.ext"),
        "subjectAltName=DNS:vendor.test\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n",
    )
    .unwrap();
    openssl(&[
        "x509",
        "-req",
        "-in",
        "leaf.csr",
        "-CA",
        "authority.pem",
        "-CAkey",
        "authority.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "leaf.ext",
        "-out",
        "leaf.pem",
    ]);
    folder.join("authority.pem")
}

/// Asks through the product's door in a process of its own.
async fn ask(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_door_probe"));
    command.args(arguments);
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    let asked = command.envs(environment.iter().copied()).output().await.unwrap();
    assert!(
        asked.status.success(),
        "{}",
        String::from_utf8_lossy(&asked.stderr)
    );
    String::from_utf8(asked.stdout).unwrap().trim().to_owned()
}

const VENDOR: &str = "https://vendor.test/phone/info";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_companys_authority_is_trusted_when_the_system_trusts_it_and_not_otherwise() {
    let proxy = Intercepting::start(false).await;
    let store = proxy.authority.to_str().unwrap();
    let trusted = ask(&[VENDOR, &proxy.url()], &[("SSL_CERT_FILE", store)]).await;
    assert_eq!(trusted, "reply 200 intercepted");
    let stranger = ask(&[VENDOR, &proxy.url()], &[]).await;
    assert_eq!(stranger, "certificate refused");
    let lines = proxy.seen();
    assert_eq!(
        lines,
        [
            "CONNECT vendor.test:443 HTTP/1.1",
            "POST /phone/info HTTP/1.1",
            "CONNECT vendor.test:443 HTTP/1.1"
        ],
        "the one that does not trust sent no request"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_gets_its_user_and_password_and_a_wrong_one_sends_nothing() {
    let proxy = Intercepting::start(true).await;
    let store = proxy.authority.to_str().unwrap();
    let trust = [("SSL_CERT_FILE", store)];
    let right = ask(&[VENDOR, &proxy.url(), "support", "se cret"], &trust).await;
    assert_eq!(right, "reply 200 intercepted");
    for wrong in [
        &[VENDOR, &proxy.url(), "support", "other"][..],
        &[VENDOR, &proxy.url()],
    ] {
        let refused = ask(wrong, &trust).await;
        assert!(refused.starts_with("never connected"), "{refused}");
    }
    let plain = "http://vendor.test/api/v1/sms";
    let answered = ask(&[plain, &proxy.url(), "support", "se cret"], &[]).await;
    assert_eq!(answered, "reply 200 proxied");
    assert!(
        proxy
            .seen()
            .contains(&"POST http://vendor.test/api/v1/sms HTTP/1.1".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_systems_proxy_is_used_when_nothing_else_is_said() {
    let proxy = Intercepting::start(false).await;
    let store = proxy.authority.to_str().unwrap();
    let url = proxy.url();
    let answered = ask(&[VENDOR], &[("SSL_CERT_FILE", store), ("HTTPS_PROXY", &url)]).await;
    assert_eq!(answered, "reply 200 intercepted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_practice_leaves_this_computer() {
    use switchboard_core::contract::account::Reason;
    use switchboard_core::vendors::door::{Door as _, DoorLimits, HttpDoor, Outcome, Proxy, Route};
    use switchboard_core::vendors::http::{HttpRequest, Method, SignedWith};

    let proxy = Intercepting::start(false).await;
    let door = HttpDoor::new(DoorLimits::default(), true).unwrap();
    let request = |url: &str| HttpRequest {
        method: Method::Post,
        url: url.to_owned(),
        headers: Vec::new(),
        secret_headers: Vec::new(),
        body: String::new().into(),
        shown_body: String::new(),
        signed: None,
        signed_with: SignedWith::default(),
    };
    let by_proxy = Route::Proxy(Proxy {
        url: proxy.url(),
        user: String::new(),
        password: String::new().into(),
    });
    for route in [&Route::System, &Route::Direct, &by_proxy] {
        for url in ["https://vendor.test/send", "http://vendor.test/send"] {
            let outcome = door.send(&request(url), route).await;
            assert_eq!(
                outcome,
                Outcome::NeverConnected(Reason::ConnectionRefused),
                "{url}"
            );
        }
    }
    assert!(proxy.seen().is_empty(), "a proxy is a way out too");
    let here = door
        .send(&request(&format!("{}/here", proxy.url())), &by_proxy)
        .await;
    assert!(matches!(here, Outcome::Reply(_)), "{here:?}");
    assert_eq!(
        proxy.seen(),
        ["POST /here HTTP/1.1"],
        "straight, not by way of a proxy"
    );
}
