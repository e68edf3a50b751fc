//! `sendTime`: yyyyMMddHHmmss, as in 20191224100212 (intl-sms.md, 2.3).

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::codes::Refusal;

/// How long ago a time may be and still mean "now". The document does not speak of times that have passed.
const LATE: TimeDelta = TimeDelta::minutes(1);

/// Reads a time of a zone that is so many minutes ahead of UTC.
pub(super) fn read(text: &str, zone_minutes: i32, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    let is_plain = text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit());
    let local = NaiveDateTime::parse_from_str(text, "%Y%m%d%H%M%S")
        .ok()
        .filter(|_| is_plain)
        .ok_or(Refusal::SendTime)?;
    let at = local.and_utc() - TimeDelta::minutes(i64::from(zone_minutes));
    if at < now - LATE {
        return Err(Refusal::SendTime);
    }
    Ok(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_form_is_read() {
        let now = DateTime::from_timestamp(1_577_152_900, 0).expect("in range");
        // 2019-12-24 10:02:12 in Shanghai
        let at = read("20191224100212", 480, now).map(|at| at.timestamp());
        assert_eq!(at, Ok(1_577_152_932));
        for wrong in [
            "2019-12-24 10:02",
            "201912241002",
            "20191324100212",
            "20191224250212",
            "20191224100212 ",
            "20191224090212",
        ] {
            assert_eq!(read(wrong, 480, now), Err(Refusal::SendTime), "{wrong}");
        }
    }
}
