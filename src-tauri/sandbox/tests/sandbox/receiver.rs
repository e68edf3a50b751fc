//! A customer's URL that pushes arrive at.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri};

/// One push as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Arrived {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().expect("text")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("json")
    }
}

/// Listens on loopback, keeps what arrives and answers as told, `{"code":0,"msg":"ok"}` otherwise.
pub(crate) struct Receiver {
    pub(crate) url: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
    replies: Arc<Mutex<VecDeque<(u16, String)>>>,
}

impl Receiver {
    pub(crate) async fn new() -> Receiver {
        let arrived = Arc::new(Mutex::new(Vec::new()));
        let replies = Arc::new(Mutex::new(VecDeque::<(u16, String)>::new()));
        let (kept, told) = (Arc::clone(&arrived), Arc::clone(&replies));
        let answer = move |uri: Uri, headers: HeaderMap, body: Bytes| {
            kept.lock().expect("whole").push(Arrived {
                path: uri.to_string(),
                headers,
                body: String::from_utf8(body.to_vec()).expect("text"),
            });
            let reply = told.lock().expect("whole").pop_front();
            let (status, text) = reply.unwrap_or((200, r#"{"code":0,"msg":"ok"}"#.to_owned()));
            async move { (StatusCode::from_u16(status).expect("a status"), text) }
        };
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let url = format!("http://{}", socket.local_addr().expect("an address"));
        tokio::spawn(async move {
            // It ends with the test's runtime.
            let _ = axum::serve(socket, Router::new().fallback(answer)).await;
        });
        Receiver {
            url,
            arrived,
            replies,
        }
    }

    /// What the next pushes are answered with.
    pub(crate) fn answer(&self, replies: &[(u16, &str)]) {
        let replies = replies.iter().map(|(status, text)| (*status, (*text).to_owned()));
        self.replies.lock().expect("whole").extend(replies);
    }

    /// All that arrived so far.
    pub(crate) fn so_far(&self) -> Vec<Arrived> {
        self.arrived.lock().expect("whole").clone()
    }

    /// Waits until so many have arrived.
    pub(crate) async fn wait_for(&self, count: usize) -> Vec<Arrived> {
        for _ in 0..200 {
            let arrived = self.so_far();
            if arrived.len() >= count {
                return arrived;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{count} pushes did not arrive: {:?}", self.so_far());
    }
}
