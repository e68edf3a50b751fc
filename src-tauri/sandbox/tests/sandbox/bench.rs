//! A fresh sandbox and a client that speaks to it; digests come from `md5sum`, not from the sandbox.

use std::net::{Ipv4Addr, SocketAddr};

use chrono::Utc;
use reqwest::Client;
use serde_json::{Value, json};
use switchboard_sandbox::{Lianjiang, Sandbox};

use crate::tool::md5sum;

pub(crate) const SMS: &str = "/api/v1/sms";
pub(crate) const TEMPLATE: &str = "/api/v1/smsTp";
pub(crate) const BALANCE: &str = "/api/v1/accountNum";
pub(crate) const REPORT: &str = "/api/v1/report";
pub(crate) const REPLY: &str = "/api/v1/reply";

pub(crate) const LOCAL: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
}

impl Bench {
    pub(crate) async fn new() -> Bench {
        let client = Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .build()
            .expect("a client");
        Bench {
            sandbox: Sandbox::start(LOCAL).await.expect("a sandbox"),
            client,
        }
    }

    pub(crate) fn lianjiang(&self) -> &Lianjiang {
        &self.sandbox.description().vendors.lianjiang
    }

    pub(crate) fn authority(&self) -> &str {
        self.lianjiang().base_url.trim_start_matches("http://")
    }

    /// The authentication fields of a request made now.
    pub(crate) fn auth(&self) -> Value {
        let timestamp = Utc::now().timestamp();
        json!({
            "account": self.lianjiang().account,
            "timestamp": timestamp,
            "key": key(&self.lianjiang().key, &timestamp.to_string()),
        })
    }

    /// `fields` with right authentication; a field of its own wins, null takes one away.
    pub(crate) fn signed(&self, fields: Value) -> Value {
        let mut body = self.auth();
        for (name, value) in fields.as_object().expect("an object") {
            body[name] = value.clone();
        }
        body
    }

    /// A plain send that is right in everything.
    pub(crate) fn plain(&self, mobile: &str) -> Value {
        json!({ "content": "【总机】您好", "mobile": mobile, "code": "12", "ext": "abc" })
    }

    /// A template send that is right in everything.
    pub(crate) fn template(&self, mobiles: &[&str]) -> Value {
        let group = |mobile: &&str| json!({ "mobile": mobile, "content": ["4711", "5"] });
        json!({
            "template": self.lianjiang().template,
            "templateId": self.lianjiang().template_id,
            "ext": "t",
            "list": mobiles.iter().map(group).collect::<Vec<_>>(),
        })
    }

    pub(crate) async fn raw(&self, path: &str, content_type: Option<&str>, body: &str) -> Value {
        let mut request = self.client.post(format!("{}{path}", self.lianjiang().base_url));
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let response = request.body(body.to_owned()).send().await.expect("a reply");
        assert_eq!(response.status(), 200);
        json_of(response).await
    }

    /// Posts a signed request.
    pub(crate) async fn ask(&self, path: &str, fields: Value) -> Value {
        self.raw(path, Some("application/json"), &self.signed(fields).to_string())
            .await
    }

    /// Posts a signed request that is expected to be answered wrongly or not at all.
    pub(crate) async fn try_ask(&self, path: &str, fields: Value) -> reqwest::Result<reqwest::Response> {
        self.client
            .post(format!("{}{path}", self.lianjiang().base_url))
            .header("content-type", "application/json;charset=UTF-8")
            .body(self.signed(fields).to_string())
            .send()
            .await
    }

    pub(crate) async fn balance(&self) -> Value {
        self.ask(BALANCE, json!({})).await["smsNum"].clone()
    }

    /// Posts to control and expects it to be understood.
    pub(crate) async fn order(&self, path: &str, body: Value) {
        let (status, reply) = self.control(path, &body.to_string()).await;
        assert_eq!((status, reply), (200, json!({ "ok": true })));
    }

    pub(crate) async fn control(&self, path: &str, body: &str) -> (u16, Value) {
        let url = format!("{}{path}", self.sandbox.description().control);
        let response = self
            .client
            .post(url)
            .body(body.to_owned())
            .send()
            .await
            .expect("a reply");
        (response.status().as_u16(), json_of(response).await)
    }

    pub(crate) async fn log(&self, query: &str) -> Vec<Value> {
        self.read(&format!("/log{query}")).await
    }

    /// Reads an array from control.
    pub(crate) async fn read(&self, path: &str) -> Vec<Value> {
        let url = format!("{}{path}", self.sandbox.description().control);
        let response = self.client.get(url).send().await.expect("a reply");
        json_of(response).await.as_array().expect("an array").clone()
    }

    /// Polls until something is handed out.
    pub(crate) async fn poll(&self, path: &str) -> Vec<Value> {
        loop {
            let reply = self.ask(path, json!({})).await;
            match reply["code"].as_i64() {
                Some(20000) => return reply["list"].as_array().expect("a list").clone(),
                Some(40999) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
                _ => panic!("{reply}"),
            }
        }
    }
}

pub(crate) async fn json_of(response: reqwest::Response) -> Value {
    let text = response.text().await.expect("a body");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// MD5(secret + MD5(timestamp))
pub(crate) fn key(secret: &str, timestamp: &str) -> String {
    md5sum(&format!("{secret}{}", md5sum(timestamp)))
}

/// `count` different numbers.
pub(crate) fn mobiles(count: usize) -> Vec<String> {
    (0..count).map(|index| format!("138{index:08}")).collect()
}

/// The values of one field.
pub(crate) fn each(items: &[Value], field: &str) -> Vec<Value> {
    items.iter().map(|item| item[field].clone()).collect()
}
