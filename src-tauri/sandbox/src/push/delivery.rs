//! One POST to the customer and its reply.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, header};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::{Push, Target};
use crate::body;

/// How long the customer has to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The most that is read of an answer.
const REPLY_LIMIT: usize = 64 * 1024;

/// The customer's answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) text: String,
}

/// Posts it; the error is a sentence.
pub(super) async fn post(push: &Push) -> Result<Answer, String> {
    let target = Target::read(&push.url)?;
    match tokio::time::timeout(PATIENCE, exchange(push, &target)).await {
        Ok(answered) => answered,
        Err(_) => Err(format!("There was no answer within {} s.", PATIENCE.as_secs())),
    }
}

async fn exchange(push: &Push, target: &Target) -> Result<Answer, String> {
    let stream = TcpStream::connect((target.address, target.port))
        .await
        .map_err(|error| format!("The receiver could not be reached: {error}."))?;
    let failed = |error: hyper::Error| format!("The receiver did not answer: {error}.");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
    let mut request = Request::post(&target.path)
        .header(header::HOST, &target.authority)
        .header(header::CONTENT_TYPE, &push.content_type);
    for (name, value) in &push.headers {
        request = request.header(name, value);
    }
    let request = request
        .body(Body::from(push.body.clone()))
        .map_err(|error| format!("The push could not be written: {error}."))?;
    let answer = async {
        let response = sender.send_request(request).await.map_err(failed)?;
        let status = response.status().as_u16();
        let text = body::read(Body::new(response.into_body()), REPLY_LIMIT).await;
        let text = text.map_err(|_| "The receiver's answer could not be read.".to_owned())?;
        Ok(Answer {
            status,
            text: String::from_utf8_lossy(&text).into_owned(),
        })
    };
    // The connection only moves while it is polled; it ends by itself, or is dropped with the answer.
    let mut connection = std::pin::pin!(connection);
    let mut answer = std::pin::pin!(answer);
    tokio::select! {
        answered = &mut answer => answered,
        _ = &mut connection => answer.await,
    }
}
