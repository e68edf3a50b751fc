//! A customer of LinkAccount: every signature is made, and every ciphertext read, by the `openssl` program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use switchboard_sandbox::{Linkaccount, LinkaccountLegacy, Registered};
use tempfile::TempDir;

use crate::bench::{Bench, json_of};

pub(crate) const INFO: &str = "/phone/info";
pub(crate) const VERIFY: &str = "/phone/verify";
pub(crate) const TEXT: &str = "/sms/text/send";
pub(crate) const VOICE: &str = "/sms/voice/send";

pub(crate) const NUMBER: &str = "+8613412345678";
/// The number behind the token of the description.
pub(crate) const PRACTICE: &str = "13800138000";

/// One account of one dialect, with its keys in files.
pub(crate) struct Customer {
    pub(crate) bench: Bench,
    base_url: String,
    keys: TempDir,
}

impl Customer {
    pub(crate) async fn new() -> Customer {
        let bench = Bench::new().await;
        let described = &bench.sandbox.description().vendors.linkaccount;
        let keys = keys_of(&described.registered);
        Customer {
            base_url: described.base_url.clone(),
            bench,
            keys,
        }
    }

    pub(crate) async fn legacy() -> Customer {
        let bench = Bench::new().await;
        let described = &bench.sandbox.description().vendors.linkaccount_legacy;
        let keys = keys_of(&described.registered);
        Customer {
            base_url: described.base_url.clone(),
            bench,
            keys,
        }
    }

    pub(crate) fn described(&self) -> &Linkaccount {
        &self.bench.sandbox.description().vendors.linkaccount
    }

    pub(crate) fn described_legacy(&self) -> &LinkaccountLegacy {
        &self.bench.sandbox.description().vendors.linkaccount_legacy
    }

    /// A text to these recipients that is right in everything but for the signature, which it has not.
    pub(crate) fn text(&self, recipient: &str) -> Value {
        let described = self.described();
        json!({
            "app_key": described.app_key, "recipient": recipient, "sign_name": described.registered.sign_name,
            "template_id": described.registered.template_id,
            "template_params": described.registered.template_params, "extend": "e-1",
        })
    }

    /// A call, likewise.
    pub(crate) fn voice(&self, recipient: &str) -> Value {
        let described = self.described();
        json!({
            "app_key": described.app_key, "recipient": recipient,
            "template_id": described.registered.voice_template_id,
            "template_params": described.registered.voice_template_params, "extend": "e-2",
        })
    }

    /// The question which number it is, likewise.
    pub(crate) fn info(&self) -> Value {
        let described = self.described();
        json!({
            "app_key": described.app_key, "channel": "0", "platform": "1", "token": described.registered.token,
        })
    }

    /// The question whether it is this number, likewise.
    pub(crate) fn verify(&self, phone: &str) -> Value {
        with(&self.info(), json!({ "phone_num": phone }))
    }

    pub(crate) fn signing_key(&self) -> PathBuf {
        self.keys.path().join("signing.pem")
    }

    /// The request with a right signature.
    pub(crate) fn signed(&self, fields: &Value) -> Value {
        let sign = sign(&self.signing_key(), &pairs(fields));
        with(fields, json!({ "sign": sign }))
    }

    /// Posts what is right but for the signature, which is added.
    pub(crate) async fn ask(&self, path: &str, fields: &Value) -> Value {
        self.post(path, &self.signed(fields)).await
    }

    /// Posts a request whose signature is of this string.
    pub(crate) async fn ask_of(&self, path: &str, fields: &Value, signed: &str) -> Value {
        let sign = sign(&self.signing_key(), signed);
        self.post(path, &with(fields, json!({ "sign": sign }))).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        self.raw(path, Some("application/json; charset=UTF-8"), &body.to_string())
            .await
    }

    pub(crate) async fn raw(&self, path: &str, content_type: Option<&str>, body: &str) -> Value {
        let mut request = self.bench.client.post(format!("{}{path}", self.base_url));
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let response = request.body(body.to_owned()).send().await.expect("a reply");
        assert_eq!(response.status(), 200);
        json_of(response).await
    }

    /// Posts and expects a refusal in the header, with nothing beside it.
    pub(crate) async fn refused(&self, path: &str, fields: &Value, code: i64, text: &str) {
        let reply = self.ask(path, fields).await;
        assert_refused(&reply, code, text, fields);
    }

    /// What stands in `body`, which only the decryption key reads.
    pub(crate) fn opened(&self, reply: &Value) -> String {
        let hex = reply["body"].as_str().unwrap_or_else(|| panic!("{reply}"));
        assert!(
            hex.len() == 256 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')),
            "{hex}"
        );
        let bytes: Vec<u8> = (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"))
            .collect();
        let key = self.keys.path().join("decryption.pem");
        let key = key.to_str().expect("text");
        let options = [
            "pkeyutl",
            "-decrypt",
            "-pkeyopt",
            "rsa_padding_mode:pkcs1",
            "-inkey",
            key,
        ];
        String::from_utf8(openssl(&options, &bytes)).expect("text")
    }

    pub(crate) async fn order(&self, path: &str, body: Value) {
        self.bench.order(path, body).await;
    }

    /// Sets how LinkAccount behaves.
    pub(crate) async fn set(&self, settings: Value) {
        self.order("/settings", json!({ "linkaccount": settings })).await;
    }

    /// Sets what becomes of texts and calls.
    pub(crate) async fn reports(&self, orders: Value) {
        self.order("/reports", with(&orders, json!({ "vendor": "linkaccount" })))
            .await;
    }

    pub(crate) async fn last(&self) -> Value {
        let log = self.bench.log("?all=1").await;
        log.last().expect("an entry").clone()
    }
}

pub(crate) fn assert_refused(reply: &Value, code: i64, text: &str, of: &Value) {
    assert_eq!(reply["header"]["code"], code, "{of} {reply}");
    assert_eq!(reply["header"]["msg"], text, "{of} {reply}");
    assert!(reply["header"]["time"].is_i64(), "{reply}");
    assert_eq!(reply.as_object().expect("an object").len(), 1, "{reply}");
}

pub(crate) fn assert_done(reply: &Value) {
    assert_eq!(reply["header"]["code"], 200, "{reply}");
    assert_eq!(reply["header"]["msg"], "操作成功", "{reply}");
}

/// The fields with others over them; null takes one away.
pub(crate) fn with(fields: &Value, others: Value) -> Value {
    let mut fields = fields.clone();
    let all = fields.as_object_mut().expect("an object");
    for (name, value) in others.as_object().expect("an object") {
        match value {
            Value::Null => all.remove(name),
            value => all.insert(name.clone(), value.clone()),
        };
    }
    fields
}

/// `key=value`, keys ascending, joined by `&`.
pub(crate) fn pairs(fields: &Value) -> String {
    let mut pairs: Vec<(String, String)> = fields
        .as_object()
        .expect("an object")
        .iter()
        .map(|(name, value)| (name.clone(), value_text(value)))
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(value_text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

/// The upper-case hex of a SHA256withRSA signature.
pub(crate) fn sign(key: &Path, text: &str) -> String {
    let key = key.to_str().expect("text");
    openssl(&["dgst", "-sha256", "-sign", key], text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect()
}

pub(crate) fn openssl(options: &[&str], input: &[u8]) -> Vec<u8> {
    let mut tool = Command::new("openssl")
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("openssl is installed");
    tool.stdin
        .take()
        .expect("piped")
        .write_all(input)
        .expect("it reads");
    let output = tool.wait_with_output().expect("it ends");
    assert!(output.status.success(), "openssl {options:?}");
    output.stdout
}

fn keys_of(registered: &Registered) -> TempDir {
    let keys = tempfile::tempdir().expect("a folder");
    for (name, pem) in [
        ("signing.pem", &registered.signing_key),
        ("decryption.pem", &registered.decryption_key),
    ] {
        std::fs::write(keys.path().join(name), pem).expect("written");
    }
    keys
}
