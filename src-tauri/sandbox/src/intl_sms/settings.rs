//! What the document leaves open and control can set.

use std::time::Duration;

use serde::Deserialize;

/// How `data` of a balance is written: the table says array, the example shows an object.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Shape {
    #[default]
    Object,
    Array,
}

/// How a report's `timestamp` is written: the example has seconds, the table's format does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum TimestampDigits {
    /// yyyyMMddHHmmss
    #[default]
    #[serde(rename = "14")]
    Seconds,
    /// yyyyMMddHHmm
    #[serde(rename = "12")]
    Minutes,
}

/// How a status query speaks of a message that has no report yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OpenAs {
    /// With an item whose status is 1 (状态没返回).
    #[default]
    Item,
    /// Not at all, like one it does not know.
    Absent,
}

/// The settings as they are.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) balance_shape: Shape,
    pub(crate) timestamp_digits: TimestampDigits,
    /// Minutes ahead of UTC, for `timestamp`.
    pub(crate) timestamp_zone: i32,
    /// Minutes ahead of UTC, for `sendTime`.
    pub(crate) send_time_zone: i32,
    pub(crate) open_as: OpenAs,
    /// `status` of a failure in a push: 1 by the table, 2 in the example.
    pub(crate) push_failed_status: i64,
    /// Between a push that was not acknowledged and its repetition.
    pub(crate) repeat_pause: Duration,
    /// Of a segment, in ten-thousandths of the currency's unit.
    pub(crate) price: u64,
    pub(crate) currency_name: String,
    pub(crate) currency_code: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            balance_shape: Shape::default(),
            timestamp_digits: TimestampDigits::default(),
            timestamp_zone: 480,
            send_time_zone: 480,
            open_as: OpenAs::default(),
            push_failed_status: 1,
            repeat_pause: Duration::from_millis(200),
            price: 500,
            currency_name: "人民币".to_owned(),
            currency_code: "CNY".to_owned(),
        }
    }
}

/// A change of the settings; what is left out stays as it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    balance_shape: Option<Shape>,
    timestamp_digits: Option<TimestampDigits>,
    timestamp_zone_minutes: Option<i16>,
    send_time_zone_minutes: Option<i16>,
    open_as: Option<OpenAs>,
    push_failed_status: Option<i64>,
    repeat_pause_ms: Option<u32>,
    price: Option<super::account::Money>,
    currency_name: Option<String>,
    currency_code: Option<String>,
}

impl Settings {
    /// Takes over what the change names.
    pub(crate) fn change(&mut self, change: Change) {
        fn set<T>(setting: &mut T, to: Option<T>) {
            if let Some(value) = to {
                *setting = value;
            }
        }
        set(&mut self.balance_shape, change.balance_shape);
        set(&mut self.timestamp_digits, change.timestamp_digits);
        set(
            &mut self.timestamp_zone,
            change.timestamp_zone_minutes.map(i32::from),
        );
        set(
            &mut self.send_time_zone,
            change.send_time_zone_minutes.map(i32::from),
        );
        set(&mut self.open_as, change.open_as);
        set(&mut self.push_failed_status, change.push_failed_status);
        let pause = change.repeat_pause_ms.map(|ms| Duration::from_millis(ms.into()));
        set(&mut self.repeat_pause, pause);
        set(&mut self.price, change.price.map(|price| price.0));
        set(&mut self.currency_name, change.currency_name);
        set(&mut self.currency_code, change.currency_code);
    }
}
