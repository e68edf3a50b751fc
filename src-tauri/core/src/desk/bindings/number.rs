//! Numbers of a binding: what a person typed becomes what goes out.

use crate::desk::send::numbers;
use crate::msisdn::Msisdn;

/// Bytes the vendor takes.
const LONGEST: usize = 24;

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotANumber {
    /// Nothing was given.
    Missing,
    /// Something else than digits and one plus in front, or too long.
    Form,
}

/// The number in `text`: a mainland mobile as its bare 11 digits, any other as its digits with the
/// plus it was given with.
pub(super) fn number(text: &str) -> Result<Msisdn, NotANumber> {
    if text.trim().is_empty() {
        return Err(NotANumber::Missing);
    }
    let (digits, plus) = numbers::folded(text).map_err(|_| NotANumber::Form)?;
    let sign = if plus { "+" } else { "" };
    let number = Msisdn::folded(&format!("{sign}{digits}"));
    if digits.is_empty() || number.reveal().len() > LONGEST {
        return Err(NotANumber::Form);
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_becomes_what_goes_out() {
        for (text, sent) in [
            ("１３８ ００００-０００１", "13800000001"),
            ("+86 138 0000 0001", "13800000001"),
            ("0086-13800000001", "13800000001"),
            ("010 8888 6666", "01088886666"),
            ("+44 7911 123456", "+447911123456"),
            ("10086", "10086"),
        ] {
            assert_eq!(
                number(text).map(|found| found.reveal().to_owned()),
                Ok(sent.into()),
                "{text}"
            );
        }
        for (text, fault) in [
            ("  ", NotANumber::Missing),
            ("+", NotANumber::Form),
            ("1380000000a", NotANumber::Form),
            ("138+00000001", NotANumber::Form),
            ("1234567890123456789012345", NotANumber::Form),
        ] {
            assert_eq!(number(text), Err(fault), "{text}");
        }
    }
}
