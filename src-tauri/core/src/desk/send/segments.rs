//! Billed segments of a domestic message, as estimated (`vendors.md`, *Counting*).
//!
//! The signature with its 【】 counts; up to 70 UTF-16 units are one segment, longer is ⌈n/67⌉. An
//! emoji is two units; plain ASCII counts the same.

const ONE: u32 = 70;
const EACH: u32 = 67;

/// Length of a text in UTF-16 units.
pub fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Billed segments of a text of `units`.
pub fn segments(units: u32) -> u32 {
    match units {
        0 => 0,
        1..=ONE => 1,
        _ => units.div_ceil(EACH),
    }
}

/// Units that still fit without one more segment.
pub fn left(units: u32) -> u32 {
    if units <= ONE {
        ONE - units
    } else {
        segments(units) * EACH - units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_change_where_the_table_says() {
        for (units, expected) in [
            (0, 0),
            (1, 1),
            (70, 1),
            (71, 2),
            (134, 2),
            (135, 3),
            (201, 3),
            (202, 4),
        ] {
            assert_eq!(segments(units), expected, "{units} units");
        }
    }

    #[test]
    fn an_emoji_is_two_units_and_a_bracket_one() {
        assert_eq!(units("【总机】a😀"), 7);
    }

    #[test]
    fn what_is_left_brings_no_further_segment_and_one_more_does() {
        for length in 1..500 {
            assert_eq!(segments(length + left(length)), segments(length), "{length}");
            assert_eq!(
                segments(length + left(length) + 1),
                segments(length) + 1,
                "{length}"
            );
        }
    }
}
