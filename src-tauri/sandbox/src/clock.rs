//! The vendor's clock, which a fault may shift.

use axum::http::HeaderValue;
use chrono::{DateTime, TimeDelta, Utc};

/// The largest shift, ten years: message ids carry the time and must keep their 18 digits.
pub(crate) const LARGEST_SKEW: i64 = 10 * 366 * 24 * 3600;

/// The vendor's clock as one request sees it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Clock {
    skew: TimeDelta,
}

impl Clock {
    /// A clock that is `seconds` ahead; the caller has kept them within [`LARGEST_SKEW`].
    pub(crate) fn skewed(seconds: i64) -> Clock {
        Clock {
            skew: TimeDelta::try_seconds(seconds).unwrap_or_default(),
        }
    }

    /// The time it shows.
    pub(crate) fn now(self) -> DateTime<Utc> {
        Utc::now() + self.skew
    }

    /// The `Date` header of a reply sent now.
    pub(crate) fn date_header(self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.now().format("%a, %d %b %Y %H:%M:%S GMT").to_string()).ok()
    }
}

/// A time the way Lianjiang writes it: Asia/Shanghai, which has no summer time, `yyyy-MM-dd HH:mm:ss`
/// (lianjiang.md, 四.3; zone from vendors.md, Lianjiang).
pub(crate) fn shanghai(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(8)).format("%Y-%m-%d %H:%M:%S").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The document's own pair: message id 1528810912… and its report's time 21:41:54, two seconds later.
    #[test]
    fn a_report_time_is_shanghai_time() {
        let at = DateTime::from_timestamp(1_528_810_914, 0).expect("in range");
        assert_eq!(shanghai(at), "2018-06-12 21:41:54");
    }
}
