//! How a push is written: a form, or JSON where that was arranged (privacy-numbers.md, 5.1 and 5.3).

use serde_json::{Map, Value};

use super::parameters::encode;
use super::settings::PushForm;

/// `Content-Type` and body.
pub(super) fn write(form: PushForm, fields: &Map<String, Value>) -> (String, Vec<u8>) {
    match form {
        PushForm::Json => (
            "application/json;charset=UTF-8".to_owned(),
            Value::Object(fields.clone()).to_string().into_bytes(),
        ),
        PushForm::Form => {
            let pairs: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{}={}", encode(name), encode(&text(value))))
                .collect();
            (
                "application/x-www-form-urlencoded;charset=UTF-8".to_owned(),
                pairs.join("&").into_bytes(),
            )
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
