//! The callback receiver: a small HTTP/1.1 server on 127.0.0.1 that takes vendors' pushes.
//!
//! May enter: what protects a listening port (limits of time, size and number; no browser may
//! speak to it). May call: nothing. What a push means is the desk's; here it is bytes, handed to
//! an [`Inbox`], and answered only when that says so.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderName, ORIGIN};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Version};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

/// What the receiver bears.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Until all headers are there.
    pub header_time: Duration,
    /// Until the whole body is there.
    pub body_time: Duration,
    /// Bytes of a body.
    pub body_bytes: usize,
    /// Connections at once; one more waits.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_time: Duration::from_secs(5),
            body_time: Duration::from_secs(10),
            body_bytes: 256 * 1024,
            connections: 32,
        }
    }
}

/// A request that passed the receiver's own checks.
#[derive(Debug)]
pub struct Arrived {
    /// The path, without the query.
    pub path: String,
    /// Header names in lower case, in the order in which they came; values that are no text are left out.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is on disk: 200 with the body the vendor wants.
    Kept(&'static str),
    /// Nothing is received there: 404.
    NoSuchPath,
    /// It does not carry what the vendor sends to show that it is itself: 401.
    NotAuthentic,
    /// It could not be kept: 503, so that the vendor sends it again.
    NotKept,
}

/// Takes what arrives. It must not say [`Answer::Kept`] before it is on disk.
#[async_trait]
pub trait Inbox: Send + Sync + 'static {
    /// Takes one push.
    async fn take(&self, arrived: Arrived) -> Answer;
}

/// A receiver that listens. Dropping it stops it.
#[derive(Debug)]
pub struct Listening {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Listening {
    /// The port, as the system gave it.
    pub fn port(&self) -> u16 {
        self.address.port()
    }
}

impl Listening {
    /// Stops listening; comes back when the port is free again.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        self.accepting.abort();
        // It ends by being aborted, which is an error for whoever waits for it.
        let _ = (&mut self.accepting).await;
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        self.accepting.abort();
    }
}

/// Listens on 127.0.0.1. Port 0 is any free one.
pub async fn listen(port: u16, inbox: Arc<dyn Inbox>, limits: Limits) -> io::Result<Listening> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let address = listener.local_addr()?;
    let stop = watch::Sender::new(false);
    let stopped = stop.subscribe();
    let accepting = tokio::spawn(accept(listener, inbox, limits, stopped));
    Ok(Listening {
        address,
        stop,
        accepting,
    })
}

async fn accept(
    listener: TcpListener,
    inbox: Arc<dyn Inbox>,
    limits: Limits,
    stopped: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    loop {
        // A place first: one too many waits in the system's own queue instead of being turned away.
        let Ok(place) = places.clone().acquire_owned().await else {
            return;
        };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file descriptors, most likely: the next try may find one.
                tracing::warn!(%error, "a connection to the callback receiver could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (inbox, mut stopped) = (inbox.clone(), stopped.clone());
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, inbox.clone(), limits));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.header_time)
                .keep_alive(true)
                .max_buf_size(64 * 1024)
                .serve_connection(TokioIo::new(stream), service);
            tokio::pin!(connection);
            tokio::select! {
                ended = connection.as_mut() => {
                    if let Err(error) = ended {
                        tracing::debug!(%error, "a connection to the callback receiver broke");
                    }
                }
                () = async { let _ = stopped.wait_for(|stopped| *stopped).await; } => {
                    connection.as_mut().graceful_shutdown();
                    // What is being kept is answered; nobody waits longer than a body may take.
                    let _ = tokio::time::timeout(limits.body_time, connection).await;
                }
            }
            drop(place);
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    inbox: Arc<dyn Inbox>,
    limits: Limits,
) -> Result<Response<Full<Bytes>>, Infallible> {
    if let Some(refusal) = refused(&request) {
        return Ok(plain(refusal));
    }
    let path = request.uri().path().to_owned();
    let headers = request
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect();
    let body = Limited::new(request.into_body(), limits.body_bytes).collect();
    let body = match tokio::time::timeout(limits.body_time, body).await {
        Err(_) => return Ok(plain(StatusCode::REQUEST_TIMEOUT)),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            return Ok(plain(StatusCode::PAYLOAD_TOO_LARGE));
        }
        Ok(Err(_)) => return Ok(plain(StatusCode::BAD_REQUEST)),
        Ok(Ok(body)) => body.to_bytes().to_vec(),
    };
    let answer = inbox.take(Arrived { path, headers, body }).await;
    Ok(match answer {
        Answer::Kept(acknowledgement) => {
            let mut response = Response::new(Full::new(Bytes::from_static(acknowledgement.as_bytes())));
            let json = hyper::header::HeaderValue::from_static("application/json; charset=utf-8");
            response.headers_mut().insert(CONTENT_TYPE, json);
            response
        }
        Answer::NoSuchPath => plain(StatusCode::NOT_FOUND),
        Answer::NotAuthentic => plain(StatusCode::UNAUTHORIZED),
        Answer::NotKept => plain(StatusCode::SERVICE_UNAVAILABLE),
    })
}

/// Vendors' programs send neither `Origin` nor `Sec-Fetch-*`; browsers do, and a web page must not be able to speak to
/// a port on this computer.
fn refused(request: &Request<Incoming>) -> Option<StatusCode> {
    let from_a_page = |name: &HeaderName| *name == ORIGIN || name.as_str().starts_with("sec-fetch-");
    if request.headers().keys().any(from_a_page) {
        Some(StatusCode::FORBIDDEN)
    } else if request.version() != Version::HTTP_11 {
        Some(StatusCode::HTTP_VERSION_NOT_SUPPORTED)
    } else if request.method() != Method::POST {
        Some(StatusCode::METHOD_NOT_ALLOWED)
    } else {
        None
    }
}

fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    if status == StatusCode::METHOD_NOT_ALLOWED {
        let post = hyper::header::HeaderValue::from_static("POST");
        response.headers_mut().insert(ALLOW, post);
    }
    response
}
