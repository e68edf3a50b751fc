//! Requests and replies as plain values.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::contract::Millis;

/// A request ready to be sent. What authenticates stands in `body` and `secret_headers`, which do
/// not print.
#[derive(Debug)]
pub struct HttpRequest {
    /// How.
    pub method: Method,
    /// The whole URL; nothing in it authenticates.
    pub url: String,
    /// Header names and values that do not authenticate.
    pub headers: Vec<(&'static str, String)>,
    /// Headers that authenticate, each with the placeholder that stands for it in stored copies.
    pub secret_headers: Vec<SecretHeader>,
    /// The body as it goes out.
    pub body: SecretString,
    /// The body with a placeholder such as `{{key}}` for what authenticates: what is stored.
    pub shown_body: String,
    /// The string that was signed, where it holds no secret.
    pub signed: Option<String>,
    /// How it was signed, as far as that may be stored.
    pub signed_with: SignedWith,
}

/// How a request was signed, as far as that may be stored: together with the request and the secret it tells what
/// authenticated it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedWith {
    /// The time the signature carries, by the vendor's clock; none where it carries none.
    pub at: Option<Millis>,
    /// The account's settings that concern signing, as they stood.
    pub settings: BTreeMap<String, String>,
}

/// A request as it is stored: what authenticates stands as placeholders, phone numbers are whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRequest {
    /// `POST`.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// The string that was signed, where it holds no secret.
    pub signed: Option<String>,
    /// How it was signed; none for rows of versions that did not keep it.
    pub signed_with: Option<SignedWith>,
}

/// A header that authenticates.
#[derive(Debug)]
pub struct SecretHeader {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: SecretString,
    /// What stands for it in stored copies: `{{appSecret}}`.
    pub placeholder: String,
}

impl HttpRequest {
    /// The body's bytes, for the door.
    pub fn body_bytes(&self) -> Vec<u8> {
        self.body.expose_secret().as_bytes().to_vec()
    }

    /// The request as it may be stored and shown.
    pub fn stored(&self) -> StoredRequest {
        StoredRequest {
            method: self.method.as_str().to_owned(),
            url: self.url.clone(),
            headers: self.shown_headers(),
            body: self.shown_body.clone(),
            signed: self.signed.clone(),
            signed_with: Some(self.signed_with.clone()),
        }
    }

    /// The headers as they may be stored and shown.
    pub fn shown_headers(&self) -> Vec<(String, String)> {
        let plain = self
            .headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        let secret = self
            .secret_headers
            .iter()
            .map(|header| (header.name.to_owned(), header.placeholder.clone()));
        plain.chain(secret).collect()
    }
}

/// The methods vendors use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// DELETE.
    Delete,
}

impl Method {
    /// As written on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
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
