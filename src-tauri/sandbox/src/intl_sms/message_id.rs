//! Message ids: the time they were given out, `yyMMddHHmmss` in Asia/Shanghai, then six digits, as in the
//! document's example 240924162017564896 (intl-sms.md, 2.6).

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use rand::Rng;

const TIME: &str = "%y%m%d%H%M%S";
const TIME_DIGITS: usize = 12;

/// Gives out ids that never come twice.
#[derive(Debug, Clone, Default)]
pub(super) struct MessageIds {
    last: u64,
}

impl MessageIds {
    /// An id that was not given out before.
    pub(super) fn next(&mut self, now: DateTime<Utc>) -> String {
        let time = (now + TimeDelta::hours(8)).format(TIME).to_string();
        let drawn = rand::rng().random_range(0..1_000_000_u64);
        let proposed = time.parse::<u64>().unwrap_or_default() * 1_000_000 + drawn;
        self.last = proposed.max(self.last + 1);
        format!("{:018}", self.last)
    }
}

/// When an id was given out, if it says so.
pub(super) fn given_out(msg_id: &str) -> Option<DateTime<Utc>> {
    let time = msg_id.get(..TIME_DIGITS)?;
    // Longer than the shortest ids of the document (20240914171086) only when it is really of this form.
    if msg_id.len() != 18 || !msg_id.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let local = NaiveDateTime::parse_from_str(time, TIME).ok()?;
    Some(local.and_utc() - TimeDelta::hours(8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_it_was_given_out() {
        let at = given_out("240924162017564896").expect("of this form");
        assert_eq!(at.to_rfc3339(), "2024-09-24T08:20:17+00:00");
        assert_eq!(given_out("20240914171086"), None);
        let mut ids = MessageIds::default();
        assert_eq!(given_out(&ids.next(at)), Some(at));
    }
}
