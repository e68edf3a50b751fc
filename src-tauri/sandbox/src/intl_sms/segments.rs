//! Billed segments of a text (vendors.md, Counting, International).

/// What GSM-7 writes in one place each (GSM 03.38, default alphabet, without the escape).
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
                     ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// What GSM-7 writes behind an escape: two places that stay together.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// How many messages a text is billed as.
pub(super) fn segments(text: &str) -> u64 {
    let places: Option<Vec<usize>> = text.chars().map(gsm_places).collect();
    match places {
        Some(places) => cut(&places, 160, 153),
        None => match text.encode_utf16().count() {
            0..=70 => 1,
            long => long.div_ceil(67) as u64,
        },
    }
}

fn gsm_places(character: char) -> Option<usize> {
    if BASIC.contains(character) {
        Some(1)
    } else if EXTENDED.contains(character) {
        Some(2)
    } else {
        None
    }
}

/// Characters that take two places may not be torn apart.
fn cut(places: &[usize], alone: usize, together: usize) -> u64 {
    if places.iter().sum::<usize>() <= alone {
        return 1;
    }
    let mut count = 1;
    let mut used = 0;
    for needed in places {
        if used + needed > together {
            count += 1;
            used = 0;
        }
        used += needed;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gsm_texts_are_cut_at_160_and_153() {
        let of = |count: usize| segments(&"a".repeat(count));
        assert_eq!([of(1), of(160), of(161), of(306), of(307)], [1, 1, 2, 2, 3]);
        assert_eq!(segments(&"€".repeat(80)), 1);
        assert_eq!(segments(&"€".repeat(81)), 2);
        // 152 places, then an escape that does not fit into the last one.
        assert_eq!(segments(&format!("{}€{}", "a".repeat(152), "a".repeat(152))), 3);
    }

    #[test]
    fn one_other_character_makes_it_70_and_67() {
        assert_eq!(segments(&format!("【{}", "a".repeat(69))), 1);
        assert_eq!(segments(&format!("【{}", "a".repeat(70))), 2);
        assert_eq!(segments(&"字".repeat(135)), 3);
        assert_eq!(segments(&"😀".repeat(36)), 2);
    }
}
