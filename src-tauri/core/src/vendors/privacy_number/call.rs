//! One call detail record (5.1) or call start (5.3).

use data_encoding::{BASE64, BASE64_NOPAD};
use serde_json::{Map, Value};

use crate::contract::account::PushKind;
use crate::msisdn::Msisdn;
use crate::vendors::CallItem;
use crate::vendors::read::{self, integer, maybe, optional, required};

/// Reads one item; `begin` is the name of the field that says when it began.
///
/// Without its task it cannot be told from another, without its X number it belongs to no binding.
/// `subid` is required by the document, but an XA has none that the desk ever saw; a caller may
/// withhold their number: neither is a reason to lose the item.
pub fn read(fields: &Map<String, Value>, kind: PushKind, begin: &str) -> Result<CallItem, String> {
    let (task_id, x_number) = (required(fields, "taskid")?, required(fields, "rcaller")?);
    let subid = optional(fields, "subid");
    let number = |name: &str| Msisdn::folded(&optional(fields, name));
    Ok(CallItem {
        kind,
        dedupe: [task_id.as_str(), &subid, &optional(fields, begin)].join("|"),
        task_id,
        subid,
        caller: number("caller"),
        x_number: Msisdn::folded(&x_number).reveal().to_owned(),
        callee: number("callee"),
        began: integer(fields, begin),
        duration: integer(fields, "duration"),
        result: maybe(fields, "result"),
        released_by: maybe(fields, "releasedir"),
        recording: maybe(fields, "recording"),
        sms_content: maybe(fields, "smsContent"),
        echo: echo(&optional(fields, "userData")),
        fields: read::all(fields),
    })
}

/// `userData` with base64 undone. What is not base64 of a text was bound by another program, or is
/// returned in another form: it stays as it came. A form that was not percent-encoded has lost its
/// plus signs to spaces.
fn echo(user_data: &str) -> String {
    let packed = user_data.trim().replace(' ', "+");
    BASE64
        .decode(packed.as_bytes())
        .or_else(|_| BASE64_NOPAD.decode(packed.as_bytes()))
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .filter(|text| !text.chars().any(char::is_control))
        .unwrap_or_else(|| user_data.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_undone_and_anything_else_left() {
        for (user_data, text) in [
            ("UDAxYWJjZGVmZ2hp", "P01abcdefghi"),
            ("UDAxYWJjZGVmZ2hpLuiuouWNlSAx", "P01abcdefghi.订单 1"),
            ("UDAxYWJjZGVmZ2hpLjE=", "P01abcdefghi.1"),
            ("UDAxYWJjZGVmZ2hpLjE", "P01abcdefghi.1"),
            // Three bytes that fill their four characters with a plus.
            (" 4 ", " 4 "),
            ("P01abcdefghi", "P01abcdefghi"),
            ("not base64!", "not base64!"),
            ("订单", "订单"),
            ("", ""),
        ] {
            assert_eq!(echo(user_data), text, "{user_data}");
        }
        let with_plus = BASE64.encode("P01abcdefghi.>>~>".as_bytes());
        assert!(with_plus.contains('+'), "{with_plus}");
        assert_eq!(echo(&with_plus.replace('+', " ")), "P01abcdefghi.>>~>");
    }
}
