//! Pasted phone numbers: what a person sees as a number becomes eleven digits, or a reason.
//!
//! Full-width digits, spaces, dashes, `+86`, zero-width and direction marks are taken out under
//! the surface; anything else is refused, never guessed.

use phonenumber::{Mode, country};

use crate::contract::send::BadLineReason;
use crate::msisdn::{Msisdn, typed_digits};

/// The number in `text`.
pub fn normalise(text: &str) -> Result<Msisdn, BadLineReason> {
    let (digits, plus) = folded(text)?;
    let national = without_country(&digits, plus);
    match national.len() {
        0 => Err(BadLineReason::NotANumber),
        1..=10 => Err(BadLineReason::TooShort),
        // `+1 415 555 2671` has eleven digits that begin as a mainland mobile does, and is somebody else's.
        _ if plus && national.len() == digits.len() => Err(BadLineReason::NotMobile),
        11 => Msisdn::mainland(national).ok_or(BadLineReason::NotMobile),
        _ => Err(BadLineReason::TooLong),
    }
}

/// The number in `text`, anywhere in the world: with `+` or `00` and its country code, or the digits
/// alone as the gateway writes them. Eleven digits that are a mainland mobile are asked about, never
/// guessed: `1` is a country code too.
pub fn international(text: &str) -> Result<Msisdn, BadLineReason> {
    let (digits, plus) = folded(text)?;
    let (digits, plus) = match digits.strip_prefix("00") {
        Some(rest) if !plus => (rest, true),
        _ => (digits.as_str(), plus),
    };
    match digits.len() {
        0 => return Err(BadLineReason::NotANumber),
        1..=6 => return Err(BadLineReason::TooShort),
        16.. => return Err(BadLineReason::TooLong),
        _ => {}
    }
    if !plus && Msisdn::mainland(digits).is_some() {
        return Err(BadLineReason::CountryCodeMissing);
    }
    let number =
        phonenumber::parse(None, format!("+{digits}")).map_err(|_| BadLineReason::CountryCodeMissing)?;
    if phonenumber::is_valid(&number) || is_mainland(digits) {
        // As the plan writes it: a trunk zero that a person typed is not part of the number.
        let written = number.format().mode(Mode::E164).to_string();
        Ok(Msisdn::abroad(written.trim_start_matches('+')))
    } else {
        Err(BadLineReason::NotInPlan)
    }
}

fn is_mainland(digits: &str) -> bool {
    digits
        .strip_prefix("86")
        .is_some_and(|national| Msisdn::mainland(national).is_some())
}

/// Whether a library of numbering plans does not know the range: a warning, never a refusal.
pub fn unknown_range(msisdn: &Msisdn) -> bool {
    phonenumber::parse(Some(country::Id::CN), msisdn.reveal()).map_or(true, |number| !number.is_valid())
}

/// The digits in `text`, and whether a plus stood in front.
pub(in crate::desk) fn folded(text: &str) -> Result<(String, bool), BadLineReason> {
    typed_digits(text).ok_or(BadLineReason::NotANumber)
}

/// A number in the form in which it is sent to, where it is one that can be: what a vendor or a binding wrote otherwise
/// (`00…`, digits without the plus) is the same number.
pub(in crate::desk) fn as_sent_to(msisdn: &Msisdn) -> Msisdn {
    if Msisdn::mainland(msisdn.reveal()).is_some() {
        return msisdn.clone();
    }
    international(msisdn.reveal()).unwrap_or_else(|_| msisdn.clone())
}

fn without_country(digits: &str, plus: bool) -> &str {
    for prefix in if plus { &["86"][..] } else { &["0086", "86"][..] } {
        if let Some(rest) = digits.strip_prefix(prefix)
            && rest.len() == 11
        {
            return rest;
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_sees_as_a_number_is_taken() {
        for text in [
            "13800000001",
            "138 0000 0001",
            "+86 138-0000-0001",
            "86 13800000001",
            "0086 13800000001",
            "１３８０００００００１",
            "\u{202A}+86 138\u{200B}0000\u{200D}0001\u{202C}",
            "\u{FEFF}138.0000.0001",
            "(+86) 138–0000–0001",
        ] {
            assert_eq!(
                normalise(text).map(|number| number.reveal().to_owned()),
                Ok("13800000001".into()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn anything_else_is_refused_with_its_reason() {
        for (text, reason) in [
            ("1380000", BadLineReason::TooShort),
            ("138000000011", BadLineReason::TooLong),
            ("12345678901", BadLineReason::NotMobile),
            ("+44 7911 123456", BadLineReason::NotMobile),
            ("+1 415 555 2671", BadLineReason::NotMobile),
            ("1380000000a", BadLineReason::NotANumber),
            ("13800000001 ext 5", BadLineReason::NotANumber),
            ("13800000001/13800000002", BadLineReason::NotANumber),
            ("---", BadLineReason::NotANumber),
            ("86138000000", BadLineReason::NotMobile),
        ] {
            assert_eq!(normalise(text), Err(reason), "{text:?}");
        }
    }

    #[test]
    fn international_numbers_need_their_country_code() {
        for (text, stored) in [
            ("+234 803 100 0010", "+2348031000010"),
            ("2348031000010", "+2348031000010"),
            ("00234 803-100-0010", "+2348031000010"),
            ("+86 138 0000 0001", "13800000001"),
            ("8613800000001", "13800000001"),
            ("+1 305 555 0123", "+13055550123"),
            ("+44 (0)7911 123456", "+447911123456"),
            ("+49 0151 23456789", "+4915123456789"),
        ] {
            assert_eq!(
                international(text).map(|number| number.reveal().to_owned()),
                Ok(stored.into()),
                "{text:?}"
            );
        }
        for (text, reason) in [
            ("13800000001", BadLineReason::CountryCodeMissing),
            ("+999 123456789", BadLineReason::CountryCodeMissing),
            ("+234 12", BadLineReason::TooShort),
            ("+44 1", BadLineReason::TooShort),
            ("+12345678901234567", BadLineReason::TooLong),
            ("+1 305 555", BadLineReason::NotInPlan),
            ("abc", BadLineReason::NotANumber),
        ] {
            assert_eq!(international(text), Err(reason), "{text:?}");
        }
    }

    #[test]
    fn a_range_no_plan_knows_is_told_from_one_that_is_known() {
        assert!(!unknown_range(&Msisdn::mainland("13812345678").unwrap()));
    }
}
