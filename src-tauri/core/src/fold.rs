//! Text as it is compared: what nobody sees, or would tell apart, makes no difference.

use unicode_normalization::UnicodeNormalization;

/// Whether a character takes no room and stands for nothing by itself: zero-width characters, direction
/// marks and isolates, the soft hyphen, the byte order mark, variation selectors.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
        || matches!(letter, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{FEFF}')
        || matches!(letter, '\u{FE00}'..='\u{FE0F}')
}

/// A text without what nobody sees, full width as half width, in lower case, each run of white space and
/// control characters as one space, none at its ends.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfkc().filter(|letter| !is_invisible(*letter)) {
        if letter.is_whitespace() || letter.is_control() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        folded.extend(letter.to_lowercase());
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_tells_apart_is_the_same() {
        for text in [
            "Stop it",
            " ｓｔｏｐ\u{3000}it\n",
            "s\u{200B}top\u{0} \u{202E}IT\u{FE0F}",
        ] {
            assert_eq!(folded(text), "stop it", "{text:?}");
        }
        assert_eq!(folded("\u{200B} \u{202E}\u{7}"), "");
    }
}
