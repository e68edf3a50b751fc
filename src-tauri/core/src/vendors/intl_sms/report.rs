//! A status report, queried (4.5) or pushed (5.4): the same fields, but `status` means different
//! things.

use serde_json::{Map, Value};

use super::codes::{PUSH_STATUS, QUERY_STATUS};
use crate::contract::message::ReportChannel;
use crate::msisdn::Msisdn;
use crate::vendors::codes::carrier_verdict;
use crate::vendors::read::{self, optional, required};
use crate::vendors::{ReportItem, ReportVerdict};

/// Reads one item.
pub fn read(fields: &Map<String, Value>, channel: ReportChannel) -> Result<ReportItem, String> {
    let (msg_id, mobile, status) = (
        required(fields, "msgId")?,
        required(fields, "mobile")?,
        required(fields, "status")?,
    );
    // 12 digits in the text, 14 in the example, and no zone: kept as it came.
    let time = optional(fields, "timestamp");
    let (verdict, status_table) = meaning(&status, channel);
    let (code, table) = reason(optional(fields, "errorCode"), &status, verdict, status_table);
    let digits = mobile.trim();
    Ok(ReportItem {
        dedupe: [msg_id.as_str(), &mobile, channel_name(channel), &status, &time].join("|"),
        msg_id,
        msisdn: Some(Msisdn::abroad(digits.strip_prefix('+').unwrap_or(digits))),
        code,
        table,
        verdict,
        time,
        // Nothing is echoed.
        echo: String::new(),
        part: None,
        channel,
        fields: read::all(fields),
    })
}

/// What `status` says, and the table it stands in.
fn meaning(status: &str, channel: ReportChannel) -> (ReportVerdict, &'static str) {
    match (channel, status) {
        (ReportChannel::Push, "0") => (ReportVerdict::Delivered, PUSH_STATUS),
        (ReportChannel::Push, "1") => (ReportVerdict::Failed, PUSH_STATUS),
        // 5.4 does not know 2 in a push, 5.5 shows one: it can only be the query's.
        (ReportChannel::Push, "2") => (ReportVerdict::Failed, QUERY_STATUS),
        (ReportChannel::Push, _) => (ReportVerdict::None, PUSH_STATUS),
        (ReportChannel::Poll | ReportChannel::Query, "0") => (ReportVerdict::Delivered, QUERY_STATUS),
        (ReportChannel::Poll | ReportChannel::Query, "2") => (ReportVerdict::Failed, QUERY_STATUS),
        // 1 is still open; a value that the document has not says nothing final either.
        (ReportChannel::Poll | ReportChannel::Query, _) => (ReportVerdict::None, QUERY_STATUS),
    }
}

/// The code a person reads as the reason. `status` decides, `errorCode` (the carrier's word, so in
/// no table of the vendor) says why: it is taken where it says the same as `status`. Where it is
/// empty or says the opposite ("failed: DELIVRD") the status itself is the reason. `errorCode` stays
/// among the report's fields either way.
fn reason(
    error_code: String,
    status: &str,
    verdict: ReportVerdict,
    status_table: &'static str,
) -> (String, &'static str) {
    if !error_code.is_empty() && carrier_verdict(&error_code) == verdict {
        (error_code, "")
    } else {
        (status.to_owned(), status_table)
    }
}

fn channel_name(channel: ReportChannel) -> &'static str {
    match channel {
        ReportChannel::Poll => "poll",
        ReportChannel::Query => "query",
        ReportChannel::Push => "push",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn item(value: &Value, channel: ReportChannel) -> ReportItem {
        read(value.as_object().unwrap(), channel).unwrap()
    }

    fn report(status: u8, error_code: &str) -> Value {
        json!({ "desc": "", "errorCode": error_code, "mobile": "99121244155",
            "msgId": "240924170907169917", "status": status, "timestamp": "20240924050907" })
    }

    #[test]
    fn a_status_means_different_things_by_channel() {
        use ReportChannel::{Push, Query};
        use ReportVerdict::{Delivered, Failed, None};
        for (channel, status, verdict) in [
            (Query, 0, Delivered),
            (Query, 1, None),
            (Query, 2, Failed),
            (Query, 3, None),
            (Push, 0, Delivered),
            (Push, 1, Failed),
            (Push, 2, Failed),
            (Push, 3, None),
        ] {
            assert_eq!(
                item(&report(status, ""), channel).verdict,
                verdict,
                "{channel:?} {status}"
            );
        }
    }

    #[test]
    fn the_reason_is_the_carriers_word_unless_it_contradicts() {
        use ReportChannel::{Push, Query};
        for (channel, status, error_code, code, table) in [
            (Query, 2, "16", "16", ""),
            (Query, 2, "UNDELIV", "UNDELIV", ""),
            (Query, 2, "", "2", QUERY_STATUS),
            (Query, 2, "DELIVRD", "2", QUERY_STATUS),
            (Query, 0, "DELIVRD", "DELIVRD", ""),
            (Query, 0, "0", "0", QUERY_STATUS),
            (Query, 1, "", "1", QUERY_STATUS),
            (Push, 1, "EXPIRED", "EXPIRED", ""),
            (Push, 1, "", "1", PUSH_STATUS),
            (Push, 2, "", "2", QUERY_STATUS),
            (Push, 0, "", "0", PUSH_STATUS),
        ] {
            let item = item(&report(status, error_code), channel);
            assert_eq!(
                (item.code.as_str(), item.table),
                (code, table),
                "{channel:?} {status} {error_code}"
            );
        }
    }

    #[test]
    fn text_and_numbers_are_the_same_report() {
        let text = json!({ "mobile": "+99121244155", "msgId": "240924170907169917", "status": "2",
            "timestamp": "20240924050907", "errorCode": "16", "more": { "a": 1 } });
        let number = json!({ "mobile": 99_121_244_155_u64, "msgId": 240_924_170_907_169_917_u64,
            "status": 2, "timestamp": 20_240_924_050_907_u64, "errorCode": 16 });
        let (text, number) = (
            item(&text, ReportChannel::Push),
            item(&number, ReportChannel::Push),
        );
        assert_eq!(number.msg_id, "240924170907169917");
        assert_eq!(
            (&text.msg_id, &text.msisdn, &text.code, &text.time),
            (&number.msg_id, &number.msisdn, &number.code, &number.time)
        );
        assert_eq!(
            number.dedupe,
            "240924170907169917|99121244155|push|2|20240924050907"
        );
        assert_eq!(text.fields["more"], r#"{"a":1}"#);
    }

    #[test]
    fn what_identifies_it_has_to_be_there() {
        for missing in ["msgId", "mobile", "status"] {
            let mut value = report(0, "");
            value.as_object_mut().unwrap().remove(missing);
            let why = read(value.as_object().unwrap(), ReportChannel::Query).unwrap_err();
            assert!(why.contains(missing));
        }
        // The time is not needed to say what became of the message.
        let mut value = report(0, "");
        value.as_object_mut().unwrap().remove("timestamp");
        assert_eq!(item(&value, ReportChannel::Query).time, "");
    }
}
