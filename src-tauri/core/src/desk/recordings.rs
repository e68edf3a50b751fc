//! Recordings of calls through X numbers: fetched when a person asks, never by themselves. They go
//! into a file the person chooses and are not kept here.

use url::Url;

use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::account::Reason;
use crate::store::act::{self, Act};
use crate::store::x_call;
use crate::vendors::door::Outcome;
use crate::vendors::http::{HttpRequest, Method, SignedWith};

/// A recording, or why there is none.
#[derive(Debug)]
pub enum Recording {
    /// Its bytes, and the name its URL ends in.
    Fetched {
        /// The sound.
        bytes: Vec<u8>,
        /// A name for the file; it has no folder in it.
        name: String,
    },
    /// It could not be fetched.
    NotFetched(Reason),
}

impl Desk {
    /// Fetches the recording of a call. Nothing that authenticates goes with the request: the link
    /// came in a push, and may lead anywhere. Who listened is recorded.
    pub async fn fetch_recording(&self, call_id: Id) -> Result<Recording, DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let (account_id, link) = self
            .store()
            .read(move |connection| x_call::recording(connection, call_id))
            .await?
            .ok_or(DeskError::NotFound("the recording"))?;
        let access = self.access(account_id).await?;
        let url = Url::parse(&access.access.base_url)
            .and_then(|base| base.join(&link))
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"));
        let Some(url) = url else {
            return Ok(Recording::NotFetched(Reason::NameNotFound));
        };
        self.store()
            .write(move |transaction| {
                act::insert(transaction, Act::RecordingFetched, call_id, &identity, now)
            })
            .await?;
        let request = HttpRequest {
            method: Method::Get,
            url: url.to_string(),
            headers: Vec::new(),
            secret_headers: Vec::new(),
            body: String::new().into(),
            shown_body: String::new(),
            signed: None,
            signed_with: SignedWith::default(),
        };
        Ok(match self.around().door.send(&request, &access.route).await {
            Outcome::Reply(reply) if reply.status == 200 => Recording::Fetched {
                bytes: reply.body,
                name: file_name(&url),
            },
            Outcome::Reply(reply) => Recording::NotFetched(Reason::HttpStatus { status: reply.status }),
            Outcome::NeverConnected(reason) | Outcome::Broken(reason) => Recording::NotFetched(reason),
            Outcome::CertificateRefused => Recording::NotFetched(Reason::CertificateRefused),
        })
    }
}

/// What a link ends in, if that makes a file's name.
fn file_name(url: &Url) -> String {
    let last = url.path_segments().and_then(|mut parts| parts.next_back());
    let name: String = last
        .unwrap_or_default()
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_'))
        .take(80)
        .collect();
    let name = name.trim_start_matches('.');
    if name.is_empty() {
        "recording".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_links_end_is_a_name_without_a_folder() {
        for (link, name) in [
            ("https://a.test/r/2026/call-1.wav?x=1", "call-1.wav"),
            ("https://a.test/", "recording"),
            ("https://a.test/a/..%2F..%2Fetc%2Fpasswd", "2F..2Fetc2Fpasswd"),
            ("https://a.test/.hidden", "hidden"),
        ] {
            assert_eq!(file_name(&Url::parse(link).unwrap()), name, "{link}");
        }
    }
}
