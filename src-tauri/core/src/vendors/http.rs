//! Requests and replies as plain values.

use secrecy::{ExposeSecret, SecretString};

/// A request ready to be sent. What authenticates is only in `body`, which does not print.
#[derive(Debug)]
pub struct HttpRequest {
    /// `POST`.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// Header names and values; none of them authenticates.
    pub headers: Vec<(&'static str, String)>,
    /// The body as it goes out.
    pub body: SecretString,
    /// The body with a placeholder such as `{{key}}` for what authenticates: what is stored.
    pub shown_body: String,
}

impl HttpRequest {
    /// The body's bytes, for the door.
    pub fn body_bytes(&self) -> Vec<u8> {
        self.body.expose_secret().as_bytes().to_vec()
    }
}

/// The methods vendors use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// POST.
    Post,
}

impl Method {
    /// As written on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
        }
    }
}

/// A reply, read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpReply {
    /// The status.
    pub status: u16,
    /// The `Date` header, if there was one.
    pub date: Option<String>,
    /// The body, bytes as they came.
    pub body: Vec<u8>,
}

impl HttpReply {
    /// The body as text; what is not UTF-8 is replaced, so that it can be shown and stored.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
