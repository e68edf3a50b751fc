//! A client of International SMS.

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use switchboard_sandbox::IntlSms;

use crate::bench::{Bench, json_of};
use crate::tool::md5sum;

pub(crate) const SEND: &str = "/api/v1/international/sms/send";
pub(crate) const BALANCE: &str = "/api/v1/international/sms/balance";
pub(crate) const STATUS: &str = "/api/v1/international/sms/status";

pub(crate) const MOBILE: &str = "2348031000010";

impl Bench {
    pub(crate) fn intl(&self) -> &IntlSms {
        &self.sandbox.description().vendors.intl_sms
    }

    /// What `appSecret` must say, by `md5sum`.
    pub(crate) fn intl_secret(&self) -> String {
        md5sum(&self.intl().secret).to_uppercase()
    }

    /// A request with right headers and no body.
    pub(crate) fn intl_request(&self, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.intl().base_url);
        let request = if path == BALANCE {
            self.client.get(url)
        } else {
            self.client.post(url).header("content-type", "application/json")
        };
        request
            .header("accept", "application/json")
            .header("appKey", &self.intl().app_key)
            .header("appSecret", self.intl_secret())
    }

    pub(crate) async fn intl_ask(&self, path: &str, body: Value) -> Value {
        let mut request = self.intl_request(path);
        if path != BALANCE {
            request = request.body(body.to_string());
        }
        let response = request.send().await.expect("a reply");
        assert_eq!(response.status(), 200);
        json_of(response).await
    }

    /// Sends to these numbers and gives the message id.
    pub(crate) async fn intl_send(&self, mobile: &str) -> String {
        let reply = self.intl_ask(SEND, text_to(mobile)).await;
        assert_eq!(reply["code"], 0, "{reply}");
        reply["data"]["msgId"].as_str().expect("a string").to_owned()
    }

    pub(crate) async fn intl_balance(&self) -> f64 {
        let reply = self.intl_ask(BALANCE, Value::Null).await;
        reply["data"]["balance"].as_f64().expect("a number")
    }

    /// Asks for the status of one message until it is not open any more.
    pub(crate) async fn intl_settled(&self, msg_id: &str, mobile: &str) -> Value {
        for _ in 0..500 {
            let reply = self.intl_ask(STATUS, about(msg_id, mobile)).await;
            if reply["code"] == 0 && reply["data"][0]["status"] != 1 {
                return reply["data"][0].clone();
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("{msg_id} stays open");
    }
}

/// A send that is right in everything.
pub(crate) fn text_to(mobile: &str) -> Value {
    json!({ "mobile": mobile, "content": "The Special code is 279275", "senderID": "Univasa" })
}

/// A query about one message.
pub(crate) fn about(msg_id: &str, mobile: &str) -> Value {
    json!({ "data": [{ "msgId": msg_id, "mobile": mobile }] })
}

/// `sendTime` so many seconds from now, in Shanghai.
pub(crate) fn send_time(seconds: i64) -> String {
    let at = chrono::Utc::now() + chrono::TimeDelta::seconds(seconds + 8 * 3600);
    at.format("%Y%m%d%H%M%S").to_string()
}
