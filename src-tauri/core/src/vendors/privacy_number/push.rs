//! The two pushes (5.1, 5.3): forms, or JSON where it was arranged. Nothing in them shows where they
//! come from but the path they come to.

use crate::contract::account::PushKind;
use crate::vendors::read;
use crate::vendors::{Batch, PushBody, PushItem, Reading};

use super::call;

/// Reads a push of `kind`.
pub fn read(kind: PushKind, push: &PushBody<'_>) -> Reading<Batch<PushItem>> {
    let begin = match kind {
        PushKind::CallStart => "callTime",
        _ => "beginTime",
    };
    match read::push_items(push) {
        Some(items) => Reading::Success(read::batch(&items, |fields| {
            call::read(fields, kind, begin).map(PushItem::Call)
        })),
        None => Reading::Unreadable {
            why: "neither a form nor JSON",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::CallItem;

    fn items(kind: PushKind, body: &str) -> Vec<CallItem> {
        let push = PushBody {
            content_type: None,
            body: body.as_bytes(),
        };
        let Reading::Success(batch) = read(kind, &push) else {
            panic!("{body}")
        };
        assert!(batch.bad.is_empty(), "{:?}", batch.bad);
        batch
            .items
            .into_iter()
            .map(|item| match item {
                PushItem::Call(call) => call,
                PushItem::Report(_) => panic!("a report"),
            })
            .collect()
    }

    #[test]
    fn a_call_record_is_read_from_a_form_and_from_json() {
        let form = "devid=10000000&appid=app1&taskid=t-1&subid=s-1&caller=%2B8613800000001&rcaller=8617000000001\
            &callee=13900000002&result=answered&beginTime=1622020210&ringTime=1622020212&answerTime=1622020215\
            &releaseTime=1622020275&duration=60&recording=http%3A%2F%2Fr%2F1.mp3&userData=UDAxYWJjZGVmZ2hp\
            &releasedir=1&later=x";
        let json = r#"{"devid":"10000000","appid":"app1","taskid":"t-1","subid":"s-1","caller":"+8613800000001",
            "rcaller":8617000000001,"callee":13900000002,"result":"answered","beginTime":1622020210,
            "ringTime":1622020212,"answerTime":1622020215,"releaseTime":1622020275,"duration":60,
            "recording":"http://r/1.mp3","userData":"UDAxYWJjZGVmZ2hp","releasedir":1,"later":"x"}"#;
        let (form, json) = (
            items(PushKind::CallRecord, form),
            items(PushKind::CallRecord, json),
        );
        assert_eq!(form, json);
        let [call] = form.as_slice() else {
            panic!("one item")
        };
        assert_eq!(call.caller.reveal(), "13800000001");
        assert_eq!(call.x_number, "17000000001");
        assert_eq!(call.callee.reveal(), "13900000002");
        assert_eq!((call.began, call.duration), (Some(1_622_020_210), Some(60)));
        assert_eq!(call.result.as_deref(), Some("answered"));
        assert_eq!(call.released_by.as_deref(), Some("1"));
        assert_eq!(call.recording.as_deref(), Some("http://r/1.mp3"));
        assert_eq!(call.echo, "P01abcdefghi");
        assert_eq!(call.dedupe, "t-1|s-1|1622020210");
        assert_eq!(call.fields.len(), 17);
        assert_eq!(call.fields["later"], "x");
        assert_eq!(call.fields["userData"], "UDAxYWJjZGVmZ2hp");
    }

    #[test]
    fn a_call_start_brings_a_short_message() {
        let form = "devid=1&appid=app1&taskid=t-1&subid=&caller=13800000001&rcaller=17000000001&callee=\
            &callTime=1622020210&smsContent=%E4%BD%A0%E5%A5%BD+1";
        let [call] = &items(PushKind::CallStart, form)[..] else {
            panic!("one item")
        };
        assert_eq!(call.sms_content.as_deref(), Some("你好 1"));
        assert_eq!((call.result.clone(), call.duration), (None, None));
        assert_eq!(call.dedupe, "t-1||1622020210");
    }

    #[test]
    fn a_bad_item_is_kept_aside_alone_and_what_is_no_push_is_said_to_be_none() {
        let push = |body: &'static str| {
            read(
                PushKind::CallRecord,
                &PushBody {
                    content_type: Some("application/x-www-form-urlencoded"),
                    body: body.as_bytes(),
                },
            )
        };
        let Reading::Success(batch) = push(r#"[{"taskid":"1","rcaller":"17000000001"},{"taskid":"2"},[]]"#)
        else {
            panic!("readable")
        };
        assert_eq!((batch.items.len(), batch.bad.len()), (1, 2));
        for body in ["", "<html>a=b</html>", "{\"taskid\":"] {
            assert!(matches!(push(body), Reading::Unreadable { .. }), "{body}");
        }
    }
}
