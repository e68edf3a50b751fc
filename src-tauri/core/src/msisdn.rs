//! Phone numbers.

use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::fold::is_invisible;

/// A phone number in one form for all vendors, so that one number is one number everywhere: a mainland
/// mobile as its bare 11 digits (`1[3-9]` and nine more), any other number with `+` and its country
/// code. What a vendor writes otherwise (`+86…`, digits without the plus) is turned in its own folder.
///
/// `Debug` and `Display` are masked, so that no log line can hold a full number; [`Msisdn::reveal`]
/// is the one way to the digits.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Msisdn(String);

impl Msisdn {
    /// Takes 11 digits that are a mainland mobile number.
    pub fn mainland(digits: &str) -> Option<Self> {
        let bytes = digits.as_bytes();
        (bytes.len() == 11
            && bytes.iter().all(u8::is_ascii_digit)
            && bytes[0] == b'1'
            && (b'3'..=b'9').contains(&bytes[1]))
        .then(|| Self(digits.to_owned()))
    }

    /// Takes digits with their country code, without the plus.
    pub fn abroad(digits: &str) -> Self {
        digits
            .strip_prefix("86")
            .and_then(Self::mainland)
            .unwrap_or_else(|| Self(format!("+{digits}")))
    }

    /// The digits with their country code, without the plus.
    pub fn with_country_code(&self) -> String {
        match self.0.strip_prefix('+') {
            Some(digits) => digits.to_owned(),
            None if Self::mainland(&self.0).is_some() => format!("86{}", self.0),
            None => self.0.clone(),
        }
    }

    /// Takes what a vendor wrote: a mainland mobile with or without `86`, `+86`, `0086` becomes its bare
    /// digits, anything else stays as it is.
    pub fn folded(text: &str) -> Self {
        let digits = text.trim();
        ["+86", "0086", "86", ""]
            .into_iter()
            .find_map(|prefix| digits.strip_prefix(prefix).and_then(Self::mainland))
            .unwrap_or_else(|| Self(digits.to_owned()))
    }

    /// Takes what a vendor or the database says, whatever its form.
    pub fn as_given(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// All digits. Not for logs.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// First three and last four characters: `138****0001`.
    pub fn masked(&self) -> String {
        mask(&self.0)
    }

    /// The characters from last to first: what the index for last digits holds.
    pub fn reversed(&self) -> String {
        self.0.chars().rev().collect()
    }
}

impl fmt::Debug for Msisdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Msisdn({})", self.masked())
    }
}

impl fmt::Display for Msisdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// First three and last four characters, `****` between; less where the text is short.
pub fn mask(number: &str) -> String {
    let place = |letter: Option<(usize, char)>| letter.map(|(at, _)| at);
    let head = place(number.char_indices().nth(3));
    let tail = place(number.char_indices().nth_back(3));
    match (number.char_indices().nth(7), head, tail) {
        (Some(_), Some(head), Some(tail)) => [&number[..head], "****", &number[tail..]].concat(),
        _ => "*".repeat(number.chars().count()),
    }
}

/// What a person sees as the digits of a number in `text`, and whether a plus stood in front: full-width digits count,
/// spaces, dashes, quotes and what cannot be seen are left out. `None` where something else stands there.
pub fn typed_digits(text: &str) -> Option<(String, bool)> {
    let mut digits = String::with_capacity(16);
    let mut plus = false;
    for letter in text.nfkc() {
        match letter {
            '0'..='9' => digits.push(letter),
            '+' if digits.is_empty() && !plus => plus = true,
            letter if is_separator(letter) => {}
            _ => return None,
        }
    }
    Some((digits, plus))
}

fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '.' | '(' | ')' | '\'' | '"')
        // Dashes other than the hyphen.
        || matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2212}')
        || is_invisible(letter)
}

/// What holds digits that are no phone number, by the vendors' own names for it.
const NO_NUMBERS: [&str; 18] = [
    "answerTime",
    "beginTime",
    "callTime",
    "code",
    "createTime",
    "devid",
    "error",
    "errorCode",
    "releaseTime",
    "result",
    "ringTime",
    "sendTime",
    "sequence",
    "status",
    "time",
    "timestamp",
    "ttl",
    "updateTime",
];

/// The value of a field as it may be shown: masked, unless its name says that it holds no number.
pub fn mask_field(name: &str, value: &str) -> String {
    if NO_NUMBERS.contains(&name) {
        value.to_owned()
    } else {
        mask_in_text(value)
    }
}

/// Masks every run of 7 to 15 digits in a text, for bodies shown under *Technical details*: as long as
/// phone numbers are. Message ids of 18 digits are left whole, and so are times and codes: what stands
/// in a field, JSON or form, whose name says so.
pub fn mask_in_text(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut run = String::new();
    for letter in text.chars().chain(std::iter::once('\0')) {
        if letter.is_ascii_digit() {
            run.push(letter);
            continue;
        }
        if (7..=15).contains(&run.len()) && !NO_NUMBERS.contains(&field_before(&shown)) {
            shown.push_str(&mask(&run));
        } else {
            shown.push_str(&run);
        }
        run.clear();
        if letter != '\0' {
            shown.push(letter);
        }
    }
    shown
}

/// The name of the field whose value begins where a text ends: `"name": "` or `name=`. Empty where
/// nothing of that kind stands there.
fn field_before(text: &str) -> &str {
    let form = text.strip_suffix('=').map(|before| {
        let from = before
            .rfind(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .map_or(0, |at| at + 1);
        before.get(from..).unwrap_or_default()
    });
    let json = || {
        let before = text.strip_suffix('"').unwrap_or(text).trim_end();
        let quoted = before.strip_suffix(':')?.trim_end().strip_suffix('"')?;
        quoted.rsplit_once('"').map(|(_, name)| name)
    };
    form.or_else(json).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_mainland_mobiles_are_taken() {
        assert!(Msisdn::mainland("13800000001").is_some());
        for wrong in [
            "1380000000",
            "138000000011",
            "12800000001",
            "23800000001",
            "1380000000a",
            "",
        ] {
            assert!(Msisdn::mainland(wrong).is_none(), "{wrong} is no mainland mobile");
        }
    }

    #[test]
    fn neither_debug_nor_display_shows_the_number() {
        let number = Msisdn::mainland("13812345678").unwrap();
        assert_eq!(format!("{number} {number:?}"), "138****5678 Msisdn(138****5678)");
    }

    #[test]
    fn a_mask_leaves_the_first_three_and_the_last_four() {
        for (number, masked) in [
            ("13812345678", "138****5678"),
            ("12345678", "123****5678"),
            ("1234567", "*******"),
            ("", ""),
            ("一二三四五六七八九", "一二三****六七八九"),
        ] {
            assert_eq!(mask(number), masked);
        }
    }

    #[test]
    fn bodies_are_masked_but_ids_and_stamps_stay() {
        let body =
            r#"{"mobile":"13812345678,13912345678","msgId":"152880982911993396","timestamp":1528807644}"#;
        let shown = mask_in_text(body);
        assert_eq!(
            shown,
            r#"{"mobile":"138****5678,139****5678","msgId":"152880982911993396","timestamp":1528807644}"#
        );
        let reply = r#"{"header": {"code": 1100016}, "result":[{"to":"+8613812345678","status" : "1300001"}], "n":"4512345678"}"#;
        assert_eq!(
            mask_in_text(reply),
            r#"{"header": {"code": 1100016}, "result":[{"to":"+861****5678","status" : "1300001"}], "n":"451****5678"}"#
        );
        assert_eq!(
            mask_in_text("caller=13812345678&beginTime=1622020210&callee=4512345678&code=1100016"),
            "caller=138****5678&beginTime=1622020210&callee=451****5678&code=1100016"
        );
    }
}
