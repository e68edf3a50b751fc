//! The status push (第五章): its body, and the two headers that show where it comes from.

use std::collections::BTreeMap;

use secrecy::ExposeSecret;
use subtle::ConstantTimeEq;

use super::{report, sign};
use crate::contract::message::ReportChannel;
use crate::vendors::read;
use crate::vendors::{Access, Batch, PushBody, PushItem, Reading};

/// 5.3: they are the customer's own outbound secret.
pub const SECRET_HEADERS: [&str; 2] = ["appkey", "appsecret"];

/// Reads a push: the document shows one object; an array and a form are taken as well.
pub fn read(push: &PushBody<'_>) -> Reading<Batch<PushItem>> {
    match read::push_items(push) {
        Some(items) => Reading::Success(read::batch(&items, |fields| {
            report::read(fields, ReportChannel::Push).map(PushItem::Report)
        })),
        None => Reading::Unreadable {
            why: "neither JSON nor a form",
        },
    }
}

/// Whether both headers are the account's. Both are compared whatever the first one says, in a time
/// that depends on their lengths alone.
pub fn is_authentic(headers: &BTreeMap<String, String>, access: &Access) -> bool {
    let said = |name: &str| headers.get(name).map(String::as_bytes).unwrap_or_default();
    let [app_key, app_secret] = SECRET_HEADERS.map(said);
    let expected = sign::app_secret(&access.secret);
    let right = app_key.ct_eq(access.vendor_account.as_bytes())
        & app_secret.ct_eq(expected.expose_secret().as_bytes());
    // An account without a name or a secret lets nothing in.
    let complete = !access.vendor_account.is_empty() && !access.secret.expose_secret().is_empty();
    complete && bool::from(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn access() -> Access {
        Access {
            vendor_account: "10002".to_owned(),
            secret: "abc123".into(),
            ..Access::default()
        }
    }

    fn headers(app_key: &str, app_secret: &str) -> BTreeMap<String, String> {
        [("appkey", app_key), ("appsecret", app_secret), ("host", "desk")]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    #[test]
    fn both_headers_have_to_be_right() {
        const RIGHT: &str = "E99A18C428CB38D5F260853678922E03";
        assert!(is_authentic(&headers("10002", RIGHT), &access()));
        for (app_key, app_secret) in [
            ("10003", RIGHT),
            ("10002", "E99A18C428CB38D5F260853678922E04"),
            ("10002", "abc123"),
            ("10002", ""),
            ("", RIGHT),
            ("10002", &RIGHT[..31]),
        ] {
            assert!(
                !is_authentic(&headers(app_key, app_secret), &access()),
                "{app_key} {app_secret}"
            );
        }
        assert!(!is_authentic(&BTreeMap::new(), &access()));
        // The digest of nothing is well known.
        let nothing = headers("", "D41D8CD98F00B204E9800998ECF8427E");
        assert!(!is_authentic(&nothing, &Access::default()));
    }

    fn pushed(body: &str) -> Reading<Batch<PushItem>> {
        read(&PushBody {
            content_type: None,
            body: body.as_bytes(),
        })
    }

    #[test]
    fn a_push_is_an_object_an_array_or_a_form() {
        let object = r#"{"desc":"","errorCode":"16","mobile":"99121244155","msgId":"240924170907169917","status":2,"timestamp":"20240924050907"}"#;
        for body in [
            object.to_owned(),
            format!("[{object}]"),
            "desc=&errorCode=16&mobile=99121244155&msgId=240924170907169917&status=2&timestamp=20240924050907"
                .to_owned(),
        ] {
            let Reading::Success(batch) = pushed(&body) else {
                panic!("{body}")
            };
            let [PushItem::Report(item)] = batch.items.as_slice() else {
                panic!("{body}")
            };
            assert_eq!(item.dedupe, "240924170907169917|99121244155|push|2|20240924050907");
            assert_eq!(item.code, "16");
        }
    }

    #[test]
    fn what_is_no_push_is_said_to_be_none() {
        for body in ["", "<html>a=b</html>", "hello", "{\"msgId\":"] {
            assert!(matches!(pushed(body), Reading::Unreadable { .. }), "{body}");
        }
        let Reading::Success(batch) = pushed(r#"[{"msgId":"1"},7]"#) else {
            panic!("readable")
        };
        assert!(batch.items.is_empty());
        assert_eq!(batch.bad.len(), 2);
    }
}
