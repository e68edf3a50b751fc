//! `GET /pushes`, `POST /push` and `POST /push_urls`.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::call::{Answer, Misunderstood, done, json_reply, parse, present, read};
use crate::push::{Push, Repeats, Target};
use crate::state::Shared;
use crate::vendor::Vendor;

/// Every attempt to deliver a push.
pub(super) async fn deliveries(State(shared): State<Arc<Shared>>) -> Response {
    json_reply(StatusCode::OK, &json!(shared.state().pushes.deliveries()))
}

/// An arbitrary push as it is written in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Arbitrary {
    vendor: Vendor,
    #[serde(default = "arbitrary")]
    kind: String,
    url: String,
    #[serde(default = "json_type")]
    content_type: String,
    #[serde(default)]
    headers: HashMap<String, String>,
    /// A string as it is; anything else as JSON.
    #[serde(default)]
    body: Value,
}

fn arbitrary() -> String {
    "arbitrary".to_owned()
}

fn json_type() -> String {
    "application/json;charset=UTF-8".to_owned()
}

/// Posts whatever is asked for, once.
pub(super) async fn push(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let asked: Arbitrary = parse(&read(body).await?)?;
    Target::read(&asked.url).map_err(Misunderstood)?;
    let is_value = |text: &str| HeaderValue::from_str(text).is_ok();
    let is_name = |text: &str| HeaderName::from_bytes(text.as_bytes()).is_ok();
    if !is_value(&asked.content_type)
        || !asked
            .headers
            .iter()
            .all(|(name, value)| is_name(name) && is_value(value))
    {
        return Err(Misunderstood("A header cannot be written like that.".to_owned()));
    }
    let body = match asked.body {
        Value::Null => Vec::new(),
        Value::String(text) => text.into_bytes(),
        other => other.to_string().into_bytes(),
    };
    let push = Push {
        vendor: asked.vendor,
        kind: asked.kind,
        url: asked.url,
        content_type: asked.content_type,
        headers: asked.headers.into_iter().collect(),
        body,
        repeats: Repeats::Never,
    };
    shared.state().pushes.queue(Duration::ZERO, vec![push]);
    Ok(done())
}

/// Where vendors push to whose requests name no URL. Null takes one away, what is left out stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Urls {
    #[serde(default, deserialize_with = "present")]
    intl_sms: Option<Option<String>>,
    #[serde(default)]
    privacy_number: PrivacyNumberUrls,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PrivacyNumberUrls {
    #[serde(default, deserialize_with = "present")]
    cdr: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    call_start: Option<Option<String>>,
}

/// Sets where pushes go.
pub(super) async fn urls(State(shared): State<Arc<Shared>>, body: Body) -> Answer {
    let asked: Urls = parse(&read(body).await?)?;
    let mut state = shared.state();
    let state = &mut *state;
    let kept = &mut state.privacy_number.push_urls;
    let changes = [
        (asked.intl_sms, &mut state.intl_sms.push_url),
        (asked.privacy_number.cdr, &mut kept.cdr),
        (asked.privacy_number.call_start, &mut kept.call_start),
    ];
    for (url, _) in &changes {
        if let Some(Some(url)) = url {
            Target::read(url).map_err(Misunderstood)?;
        }
    }
    for (url, kept) in changes {
        if let Some(url) = url {
            *kept = url;
        }
    }
    Ok(done())
}
