//! Reading `application/x-www-form-urlencoded` strictly: what is not well formed, or given twice, is wrong.

use std::collections::BTreeMap;

use super::codes::Refusal;
use crate::media_type;
use crate::play::Received;

/// Parameters by name, decoded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Those of a body (请求参数: 按 application/x-www-form-urlencoded 提交).
    pub(super) fn of_body(request: &Received) -> Result<Parameters, Refusal> {
        if !request.content_type().is_some_and(media_type::is_form) {
            return Err(Refusal::Parameter);
        }
        let text = std::str::from_utf8(&request.body).map_err(|_| Refusal::Parameter)?;
        Parameters::read(text)
    }

    /// Those of a query (4.2: 参数需要带着 URI 里面).
    pub(super) fn of_query(request: &Received) -> Result<Parameters, Refusal> {
        Parameters::read(request.query.as_deref().unwrap_or_default())
    }

    fn read(text: &str) -> Result<Parameters, Refusal> {
        let mut read = BTreeMap::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name).ok_or(Refusal::Parameter)?;
            let value = decode(value).ok_or(Refusal::Parameter)?;
            if read.insert(name, value).is_some() {
                return Err(Refusal::Parameter);
            }
        }
        Ok(Parameters(read))
    }

    /// A parameter that may be left out; a blank one is the same as none.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        let value = self.0.get(name)?;
        Some(value.as_str()).filter(|value| !value.trim().is_empty())
    }

    /// A parameter that must be there (必选).
    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.optional(name).ok_or(Refusal::Parameter)
    }
}

/// Undoes the form encoding of one name or value.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Form encoding of one name or value.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_encoding_there_and_back() {
        let text = "a b+c=d&e%f/中文=";
        assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        assert_eq!(decode("%4"), None);
        assert_eq!(decode("%zz"), None);
        assert_eq!(decode("%ff"), None);
    }

    #[test]
    fn a_parameter_given_twice_is_wrong() {
        assert_eq!(Parameters::read("a=1&a=1"), Err(Refusal::Parameter));
        let read = Parameters::read("a=1&&b=&c").expect("fine");
        assert_eq!(read.optional("a"), Some("1"));
        assert_eq!(read.required("b"), Err(Refusal::Parameter));
        assert_eq!(read.optional("c"), None);
    }
}
