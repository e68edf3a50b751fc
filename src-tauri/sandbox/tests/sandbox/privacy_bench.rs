//! A client for privacy numbers.

use chrono::Utc;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use switchboard_sandbox::PrivacyNumber;

use crate::bench::{Bench, json_of};
use crate::tool::sha256sum;

pub(crate) const STATUS: &str = "/api/v1/account/status";
pub(crate) const INTERLINE: &str = "/igw/service/uc/interline";

pub(crate) const A: &str = "13800000001";
pub(crate) const B: &str = "13800000002";

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

impl Bench {
    pub(crate) fn privacy(&self) -> &PrivacyNumber {
        &self.sandbox.description().vendors.privacy_number
    }

    pub(crate) fn x(&self, index: usize) -> &str {
        &self.privacy().x_numbers[index]
    }

    /// The header of a request made at `millis`, its tag by `sha256sum`.
    pub(crate) fn keytime(&self, millis: i64) -> String {
        let digest = sha256sum(&format!("{}{millis}", self.privacy().auth_key));
        format!(
            "Keytime {},{millis},{}",
            self.privacy().developer_id,
            &digest[24..40]
        )
    }

    pub(crate) fn axb_path(&self, index: usize) -> String {
        format!("{INTERLINE}/{}", self.x(index))
    }

    pub(crate) fn xa_path(&self, index: usize) -> String {
        format!("{INTERLINE}/{}/transfer", self.x(index))
    }

    /// An AXB bind that is right in everything.
    pub(crate) fn axb(&self, reqid: &str) -> Vec<(String, String)> {
        pairs(&[
            ("appid", &self.privacy().appid),
            ("anum", A),
            ("bnum", B),
            ("reqid", reqid),
            ("ttl", "100"),
            ("display", "0,1"),
            ("userData", "dG9rZW4="),
        ])
    }

    /// An XA bind that is right in everything.
    pub(crate) fn xa(&self, reqid: &str) -> Vec<(String, String)> {
        pairs(&[("appid", &self.privacy().appid), ("anum", A), ("reqid", reqid)])
    }

    pub(crate) async fn privacy_request(
        &self,
        method: Method,
        path: &str,
        authorization: Option<&str>,
        body: Option<(&str, &str)>,
    ) -> Response {
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.privacy().base_url));
        if let Some(authorization) = authorization {
            request = request.header("Authorization", authorization);
        }
        if let Some((content_type, body)) = body {
            request = request.header("content-type", content_type).body(body.to_owned());
        }
        request.send().await.expect("a reply")
    }

    /// A request with right authentication; it must be answered with 200.
    async fn privacy_ask(&self, method: Method, path: &str, body: Option<(&str, &str)>) -> Value {
        let keytime = self.keytime(Utc::now().timestamp_millis());
        let response = self.privacy_request(method, path, Some(&keytime), body).await;
        assert_eq!(response.status(), 200);
        json_of(response).await
    }

    pub(crate) async fn put(&self, path: &str, parameters: &[(String, String)]) -> Value {
        self.privacy_ask(Method::PUT, path, Some((FORM, &form(parameters))))
            .await
    }

    pub(crate) async fn delete(&self, path: &str, parameters: &[(&str, &str)]) -> Value {
        let path = format!("{path}?{}", form(&pairs(parameters)));
        self.privacy_ask(Method::DELETE, &path, None).await
    }

    pub(crate) async fn account_status(&self) -> Value {
        self.privacy_ask(Method::GET, STATUS, None).await
    }

    /// Binds the standard pair on an X and gives its `subid`.
    pub(crate) async fn bound(&self, index: usize, reqid: &str) -> String {
        let reply = self.put(&self.axb_path(index), &self.axb(reqid)).await;
        assert_eq!(reply["error"], 0, "{reply}");
        reply["subid"].as_str().expect("a string").to_owned()
    }

    /// Posts to control and gives its answer, which must be 200.
    pub(crate) async fn play(&self, call: Value) -> Value {
        let (status, reply) = self.control("/calls", &call.to_string()).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }
}

pub(crate) fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

/// With another value; `None` takes the parameter away.
pub(crate) fn with(
    parameters: &[(String, String)],
    name: &str,
    value: Option<&str>,
) -> Vec<(String, String)> {
    let mut changed: Vec<(String, String)> = parameters
        .iter()
        .filter(|(other, _)| other != name)
        .cloned()
        .collect();
    changed.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    changed
}

/// Percent-encodes all but letters and digits.
pub(crate) fn form(parameters: &[(String, String)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    let pairs: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}

/// The fields of a form body, all of them text.
pub(crate) fn read_form(body: &str) -> Value {
    let mut fields = json!({});
    for pair in body.split('&') {
        let (name, value) = pair.split_once('=').expect("a pair");
        let mut bytes = Vec::new();
        let mut rest = value.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'+' => b' ',
                b'%' => {
                    let hex = [rest.next().expect("hex"), rest.next().expect("hex")];
                    u8::from_str_radix(std::str::from_utf8(&hex).expect("text"), 16).expect("hex")
                }
                plain => plain,
            });
        }
        fields[name] = json!(String::from_utf8(bytes).expect("text"));
    }
    fields
}
