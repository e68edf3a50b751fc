//! One listening socket and its connections, each of which a reply can ask to be cut.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

use crate::StartError;

/// How long replies under way may take once the sandbox is told to stop.
const GRACE: Duration = Duration::from_millis(250);

/// How long to wait before accepting again after the system refused, e.g. for want of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// In a response's extensions: send nothing and close the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut;

/// A service error is the one thing that makes hyper close a connection without a reply.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut on purpose")]
struct CutError;

/// A listening socket, served until it is closed or dropped.
#[derive(Debug)]
pub(crate) struct Listener {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

impl Listener {
    /// Listens on `address` and answers with `router`.
    pub(crate) async fn open(address: SocketAddr, router: Router) -> Result<Listener, StartError> {
        let failed = |source| StartError::Listen { address, source };
        let socket = TcpListener::bind(address).await.map_err(failed)?;
        let bound = socket.local_addr().map_err(failed)?;
        let (stop, stopped) = watch::channel(false);
        let serving = tokio::spawn(serve(socket, router, stopped));
        Ok(Listener {
            address: bound,
            stop,
            serving,
        })
    }

    /// The URL a client on this machine reaches it at.
    pub(crate) fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(match address.ip() {
                IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
            });
        }
        format!("http://{address}")
    }

    /// Stops accepting, lets replies under way finish within [`GRACE`], cuts what is left.
    pub(crate) async fn close(mut self) {
        self.stop.send_replace(true);
        // A failed join means the loop is over already, which is what is wanted.
        let _ = (&mut self.serving).await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // The connections live in the loop's own set and end with it.
        self.serving.abort();
    }
}

async fn serve(socket: TcpListener, router: Router, stopped: watch::Receiver<bool>) {
    let mut stop = stopped.clone();
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = told(&mut stop) => break,
            Some(_) = connections.join_next() => {}
            accepted = socket.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(stream, router.clone(), stopped.clone()));
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
        }
    }
    drop(socket);
    let finished = async { while connections.join_next().await.is_some() {} };
    // Running out of time is the normal end of a connection that hangs on purpose.
    let _ = tokio::time::timeout(GRACE, finished).await;
    connections.shutdown().await;
}

async fn converse(stream: TcpStream, router: Router, mut stopped: watch::Receiver<bool>) {
    // Only latency depends on it.
    let _ = stream.set_nodelay(true);
    let routes = TowerToHyperService::new(router);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let reply = routes.call(request);
        async move { cut_or_pass(reply.await) }
    });
    let mut connection = pin!(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    // A connection's errors are the client's doing or asked for by a fault: neither concerns the sandbox.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = told(&mut stopped) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}

/// Ends once the listener is told to stop, or is gone.
async fn told(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

fn cut_or_pass(reply: Result<Response<Body>, Infallible>) -> Result<Response<Body>, CutError> {
    let Ok(response) = reply;
    if response.extensions().get::<Cut>().is_some() {
        Err(CutError)
    } else {
        Ok(response)
    }
}
