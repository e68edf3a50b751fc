//! Scheduled sends: a wall clock's time, the zone it is read in, and what goes out.

use chrono::{FixedOffset, NaiveDateTime, TimeZone};

use crate::contract::Millis;

/// The setting that names the zone.
pub const ZONE: &str = "send_time_zone";

/// `2026-01-31T09:30` or with seconds, by the clock of `zone`: as it goes out, and the moment.
pub fn read(text: &str, zone: &str) -> Option<(String, Millis)> {
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    let at = offset(zone)?.from_local_datetime(&local).single()?;
    Some((local.format("%Y%m%d%H%M%S").to_string(), at.timestamp_millis()))
}

/// The zones a vendor's clock may stand in; neither has summer time.
fn offset(zone: &str) -> Option<FixedOffset> {
    match zone {
        "Asia/Shanghai" => FixedOffset::east_opt(8 * 3600),
        "UTC" => FixedOffset::east_opt(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_its_zone() {
        let (text, shanghai) = read("2024-09-24T10:02:12", "Asia/Shanghai").unwrap();
        assert_eq!(text, "20240924100212");
        let (_, utc) = read("2024-09-24T10:02:12", "UTC").unwrap();
        assert_eq!(utc - shanghai, 8 * 3600 * 1000);
        for wrong in ["2024-09-24 10:02", "20240924100212", "2024-02-30T10:00", ""] {
            assert_eq!(read(wrong, "UTC"), None, "{wrong}");
        }
        assert_eq!(read("2024-09-24T10:02", "Mars"), None);
    }
}
