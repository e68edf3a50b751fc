//! Pushes (`linkaccount.md`, 短信回调通知 and 语音回调通知): JSON in the examples, a form is taken too.

use serde_json::{Map, Value};

use super::codes;
use crate::contract::account::PushKind;
use crate::contract::message::ReportChannel;
use crate::msisdn::Msisdn;
use crate::vendors::read::{self, maybe, optional, required};
use crate::vendors::{Batch, PushBody, PushItem, Reading, ReportItem};

/// A push of one of the two kinds.
pub fn read(kind: PushKind, push: &PushBody<'_>) -> Reading<Batch<PushItem>> {
    let item = match kind {
        PushKind::SmsStatus => text,
        PushKind::VoiceStatus => voice,
        PushKind::InternationalStatus | PushKind::CallRecord | PushKind::CallStart => {
            return Reading::not_offered();
        }
    };
    match read::push_items(push) {
        Some(items) => Reading::Success(read::batch(&items, |fields| item(fields).map(PushItem::Report))),
        None => Reading::Unreadable {
            why: "neither JSON nor a form",
        },
    }
}

/// What became of a text, or of one segment of it.
fn text(fields: &Map<String, Value>) -> Result<ReportItem, String> {
    let (msg_id, code) = (required(fields, "smsMsgId")?, required(fields, "status")?);
    let (to, part) = (optional(fields, "to"), part(fields)?);
    Ok(ReportItem {
        dedupe: [msg_id.as_str(), &to, &optional(fields, "sequence"), &code].join("|"),
        verdict: codes::push_verdict(codes::TEXT_PUSH, &code),
        msg_id,
        msisdn: (!to.is_empty()).then(|| Msisdn::folded(&to)),
        code,
        table: codes::TEXT_PUSH,
        // May be a bare date.
        time: optional(fields, "updateTime"),
        echo: optional(fields, "extend"),
        part,
        channel: ReportChannel::Push,
        fields: read::all(fields),
    })
}

/// Which segment of how many; `sequence` counts only when `total` is over 1. A segment whose place cannot be read is
/// not taken for the whole message.
fn part(fields: &Map<String, Value>) -> Result<Option<(u32, u32)>, String> {
    let Some(total) = maybe(fields, "total") else {
        return Ok(None);
    };
    let total: u32 = total
        .trim()
        .parse()
        .map_err(|_| "total is no number".to_owned())?;
    if total <= 1 {
        return Ok(None);
    }
    maybe(fields, "sequence")
        .and_then(|sequence| sequence.trim().parse().ok())
        .filter(|sequence| (1..=total).contains(sequence))
        .map(|sequence| Some((sequence, total)))
        .ok_or_else(|| "sequence is not within total".to_owned())
}

/// What became of a call.
fn voice(fields: &Map<String, Value>) -> Result<ReportItem, String> {
    let (msg_id, code) = (required(fields, "msgId")?, required(fields, "status")?);
    let (to, began) = (optional(fields, "to"), optional(fields, "callOutStartTime"));
    Ok(ReportItem {
        dedupe: [msg_id.as_str(), &code, &began].join("|"),
        verdict: codes::push_verdict(codes::VOICE_PUSH, &code),
        msg_id,
        msisdn: (!to.is_empty()).then(|| Msisdn::folded(&to)),
        code,
        table: codes::VOICE_PUSH,
        // Without a zone, which is not confirmed: kept as it came.
        time: maybe(fields, "callEndTime").unwrap_or(began),
        echo: optional(fields, "extend"),
        part: None,
        channel: ReportChannel::Push,
        fields: read::all(fields),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::ReportVerdict;

    fn pushed(kind: PushKind, body: &str) -> Reading<Batch<PushItem>> {
        read(
            kind,
            &PushBody {
                content_type: None,
                body: body.as_bytes(),
            },
        )
    }

    fn reports(kind: PushKind, body: &str) -> Vec<ReportItem> {
        let Reading::Success(batch) = pushed(kind, body) else {
            panic!("{body}")
        };
        assert!(batch.bad.is_empty(), "{:?}", batch.bad);
        batch
            .items
            .into_iter()
            .map(|item| match item {
                PushItem::Report(report) => report,
                PushItem::Call(_) => panic!("a call"),
            })
            .collect()
    }

    const SMS: &str = r#"{"smsMsgId":"e1f27fd2","total":"1","sequence":"1","status":"1300001",
        "msg":"用户已成功收到短信","source":"2","updateTime":"2019-07-27","extend":"T01abcdefghi","to":"+8613412345678"}"#;

    #[test]
    fn the_documents_example_is_read() {
        let report = reports(PushKind::SmsStatus, SMS).remove(0);
        assert_eq!(report.dedupe, "e1f27fd2|+8613412345678|1|1300001");
        assert_eq!(report.msisdn.unwrap().reveal(), "13412345678");
        assert_eq!(report.verdict, ReportVerdict::Delivered);
        assert_eq!((report.table, report.part), ("text_push", None));
        assert_eq!(
            (report.time.as_str(), report.echo.as_str()),
            ("2019-07-27", "T01abcdefghi")
        );
        assert_eq!(report.fields.len(), 9);
        assert_eq!(report.fields["source"], "2");
    }

    #[test]
    fn a_form_and_numbers_say_the_same() {
        let form = "smsMsgId=e1f27fd2&total=1&sequence=1&status=1300001&msg=%E7%94%A8&source=2\
            &updateTime=2019-07-27&extend=T01abcdefghi&to=%2B8613412345678";
        let numbers =
            r#"{"smsMsgId":"e1f27fd2","total":1,"sequence":1,"status":1300001,"to":"+8613412345678"}"#;
        let expected = reports(PushKind::SmsStatus, SMS).remove(0).dedupe;
        for body in [form, numbers] {
            let report = reports(PushKind::SmsStatus, body).remove(0);
            assert_eq!(report.dedupe, expected);
            assert_eq!(report.verdict, ReportVerdict::Delivered);
        }
        let big = reports(
            PushKind::SmsStatus,
            r#"[{"smsMsgId":9007199254740993,"status":"1300006","extra":{"a":[]}}]"#,
        )
        .remove(0);
        assert_eq!(big.msg_id, "9007199254740993");
        assert_eq!((big.verdict, big.msisdn), (ReportVerdict::Failed, None));
        assert_eq!(big.fields["extra"], r#"{"a":[]}"#);
    }

    #[test]
    fn a_code_says_what_its_table_says() {
        for (code, verdict) in [
            ("1300001", ReportVerdict::Delivered),
            ("1300004", ReportVerdict::Failed),
            ("1300005", ReportVerdict::None),
            ("1300013", ReportVerdict::Failed),
            ("1399999", ReportVerdict::None),
        ] {
            let body = format!(r#"{{"smsMsgId":"a","status":{code}}}"#);
            assert_eq!(reports(PushKind::SmsStatus, &body)[0].verdict, verdict, "{code}");
        }
    }

    #[test]
    fn a_segment_is_part_of_a_text() {
        let body = r#"{"smsMsgId":"a","total":"3","sequence":2,"status":"1300001","to":"13412345678"}"#;
        assert_eq!(reports(PushKind::SmsStatus, body)[0].part, Some((2, 3)));
        for place in [
            r#""total":3"#,
            r#""total":3,"sequence":4"#,
            r#""total":3,"sequence":0"#,
            r#""total":"all""#,
        ] {
            let body = format!(r#"{{"smsMsgId":"a","status":"1300001",{place}}}"#);
            let Reading::Success(batch) = pushed(PushKind::SmsStatus, &body) else {
                panic!("{place}")
            };
            assert_eq!((batch.items.len(), batch.bad.len()), (0, 1), "{place}");
        }
    }

    #[test]
    fn a_call_keeps_its_times_as_they_came() {
        let body = r#"{"msgId":"11fb06c3","status":0,"callerNum":"+8631180985016","to":"+86134123456578",
            "callOutStartTime":"2019-07-29 06:27:08","callEndTime":"2019-07-29 06:27:21","extend":"T01abcdefghi"}"#;
        let report = reports(PushKind::VoiceStatus, body).remove(0);
        assert_eq!(report.dedupe, "11fb06c3|0|2019-07-29 06:27:08");
        assert_eq!(
            (report.verdict, report.table),
            (ReportVerdict::Delivered, "voice_push")
        );
        assert_eq!(report.time, "2019-07-29 06:27:21");
        assert_eq!(report.fields["callerNum"], "+8631180985016");
        // Thirteen digits, as the document prints it: no mainland number, so it stays as it is.
        assert_eq!(report.msisdn.unwrap().reveal(), "+86134123456578");
        for status in ["1", "2"] {
            let body = format!("msgId=a&status={status}&to=13412345678");
            let report = reports(PushKind::VoiceStatus, &body).remove(0);
            assert_eq!((report.verdict, report.part), (ReportVerdict::Failed, None));
        }
    }

    #[test]
    fn what_cannot_be_read_is_kept_aside() {
        let Reading::Success(batch) = pushed(
            PushKind::SmsStatus,
            r#"[{"smsMsgId":"a"},{"status":"1300001"},7,{"smsMsgId":"b","status":"1300001"}]"#,
        ) else {
            panic!("readable")
        };
        assert_eq!((batch.items.len(), batch.bad.len()), (1, 3));
        let deep = "[".repeat(100_000);
        for body in ["", "<html>a=b</html>", "hello", "{", deep.as_str()] {
            assert!(
                matches!(pushed(PushKind::SmsStatus, body), Reading::Unreadable { .. }),
                "{body:.20}"
            );
        }
        let gbk = PushBody {
            content_type: Some("application/json; charset=GBK"),
            body: b"{\"smsMsgId\":\"a\",\"msg\":\"\xb2\xd9\"}",
        };
        assert!(matches!(
            read(PushKind::SmsStatus, &gbk),
            Reading::Unreadable { .. }
        ));
        assert!(matches!(
            pushed(PushKind::CallStart, SMS),
            Reading::Unreadable { .. }
        ));
    }
}
