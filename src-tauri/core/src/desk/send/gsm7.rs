//! Billed segments of an international message, as estimated (`vendors.md`, *Counting*): GSM 7-bit
//! 160/153, some characters counting two; one character outside makes the whole text UCS-2, 70/67.

use super::segments;
use crate::contract::send::Encoding;

/// GSM 03.38, the basic alphabet.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Characters of the extension table: an escape and one more.
const EXTENSION: &str = "|^€{}[]~\\\u{c}";

const ONE: u32 = 160;
const EACH: u32 = 153;
const UCS2_ONE: u32 = 70;
const UCS2_EACH: u32 = 67;

/// How a text is encoded, its length in that alphabet's units, its segments, and the units that
/// still fit without one more segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Which alphabet, and which character decided it.
    pub encoding: Encoding,
    /// Septets, or UTF-16 units.
    pub units: u32,
    /// Billed segments.
    pub segments: u32,
    /// Units left in the last segment.
    pub left: u32,
}

/// Counts a text.
pub fn count(text: &str) -> Counted {
    let outside = text
        .chars()
        .enumerate()
        .find(|(_, letter)| septets(*letter).is_none());
    match outside {
        None => {
            let (units, segments, left) = packed(text);
            Counted {
                encoding: Encoding::Gsm7,
                units,
                segments,
                left,
            }
        }
        Some((index, letter)) => {
            let units = segments::units(text);
            Counted {
                encoding: Encoding::Ucs2 {
                    character: letter.to_string(),
                    position: u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1),
                    without_brackets: brackets_alone(text).then(|| {
                        let (_, segments, _) = packed(&text.replace(['【', '】'], ""));
                        segments
                    }),
                },
                units,
                segments: if units <= UCS2_ONE {
                    units.min(1)
                } else {
                    units.div_ceil(UCS2_EACH)
                },
                left: if units <= UCS2_ONE {
                    UCS2_ONE - units
                } else {
                    units.div_ceil(UCS2_EACH) * UCS2_EACH - units
                },
            }
        }
    }
}

/// Whether 【 and 】 are the only characters outside GSM 7-bit.
fn brackets_alone(text: &str) -> bool {
    text.chars()
        .all(|letter| matches!(letter, '【' | '】') || septets(letter).is_some())
}

fn septets(letter: char) -> Option<u32> {
    if BASIC.contains(letter) {
        Some(1)
    } else if EXTENSION.contains(letter) {
        Some(2)
    } else {
        None
    }
}

/// Septets, segments and septets left. A character of two septets may not straddle a boundary: the
/// last septet of a segment stays empty before it.
fn packed(text: &str) -> (u32, u32, u32) {
    let units: u32 = text.chars().filter_map(septets).sum();
    if units <= ONE {
        return (units, units.min(1), ONE - units);
    }
    let (mut segments, mut used) = (1, 0);
    for size in text.chars().filter_map(septets) {
        if used + size > EACH {
            segments += 1;
            used = 0;
        }
        used += size;
    }
    (units, segments, EACH - used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gsm_7_bit_is_160_then_153_each() {
        for (length, segments) in [(0, 0), (1, 1), (160, 1), (161, 2), (306, 2), (307, 3)] {
            let counted = count(&"a".repeat(length));
            assert_eq!(
                (counted.segments, counted.encoding),
                (segments, Encoding::Gsm7),
                "{length}"
            );
        }
    }

    #[test]
    fn a_character_of_two_septets_does_not_straddle() {
        assert_eq!(count(&"€".repeat(80)).segments, 1);
        // 76 fit into 153 septets, the last septet stays empty.
        assert_eq!(count(&"€".repeat(152)).segments, 2);
        assert_eq!(count(&"€".repeat(153)).segments, 3);
        assert_eq!(
            count(&format!("{}€{}", "a".repeat(152), "a".repeat(10))).segments,
            2
        );
    }

    #[test]
    fn one_character_outside_decides_and_is_named() {
        let counted = count("Code 279275 ✓ thanks");
        assert_eq!(
            counted.encoding,
            Encoding::Ucs2 {
                character: "✓".into(),
                position: 13,
                without_brackets: None
            }
        );
        let signed = count(&format!("【Acme】{}", "a".repeat(100)));
        assert_eq!(signed.segments, 2);
        assert!(matches!(
            signed.encoding,
            Encoding::Ucs2 {
                without_brackets: Some(1),
                position: 1,
                ..
            }
        ));
    }
}
