//! Rules for message texts: signature, length, billed segments, template variables.

use super::codes::Refusal;

/// The longest text, in UTF-16 units. The document names the code but no figure.
const LONGEST: usize = 500;

/// Refuses a text without a signature in front, or one that is too long.
pub(crate) fn check(content: &str) -> Result<(), Refusal> {
    let name = content
        .strip_prefix('【')
        .and_then(|rest| rest.split_once('】'))
        .map(|(name, _)| name);
    if !name.is_some_and(|name| (2..=20).contains(&name.chars().count())) {
        return Err(Refusal::SignError);
    }
    if units(content) > LONGEST {
        Err(Refusal::ContentOut)
    } else {
        Ok(())
    }
}

/// Billed segments: up to 70 UTF-16 units are one, longer texts are cut at 67 (vendors.md, Counting).
pub(crate) fn segments(content: &str) -> u64 {
    match units(content) {
        0..=70 => 1,
        long => long.div_ceil(67) as u64,
    }
}

fn units(content: &str) -> usize {
    content.encode_utf16().count()
}

/// The text with each `{…}` of the template replaced by the next value; `None` if their counts differ.
pub(crate) fn fill(template: &str, values: &[String]) -> Option<String> {
    let mut text = String::new();
    let mut values = values.iter();
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        let (_, after) = from.split_once('}')?;
        text.push_str(before);
        text.push_str(values.next()?);
        rest = after;
    }
    text.push_str(rest);
    values.next().is_none().then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_count_utf16_units() {
        let of = |count: usize| segments(&"字".repeat(count));
        assert_eq!([of(1), of(70), of(71), of(134), of(135)], [1, 1, 2, 2, 3]);
        assert_eq!(segments(&"😀".repeat(36)), 2);
    }

    #[test]
    fn a_signature_stands_in_front_and_has_2_to_20_characters() {
        let name = |count: usize| format!("【{}】内容", "名".repeat(count));
        assert_eq!(check(&name(2)), Ok(()));
        assert_eq!(check(&name(20)), Ok(()));
        for wrong in [
            name(0),
            name(1),
            name(21),
            "内容【总机】".into(),
            "【总机内容".into(),
            "[总机]内容".into(),
        ] {
            assert_eq!(check(&wrong), Err(Refusal::SignError), "{wrong}");
        }
    }

    #[test]
    fn the_longest_text_has_500_units() {
        let of = |count: usize| check(&format!("【总机】{}", "字".repeat(count - 4)));
        assert_eq!(of(500), Ok(()));
        assert_eq!(of(501), Err(Refusal::ContentOut));
    }

    #[test]
    fn filling_needs_as_many_values_as_placeholders() {
        let values = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(fill("a{x}b{y}c", &values(&["1", "{2}"])), Some("a1b{2}c".into()));
        assert_eq!(fill("a{x}b{y}c", &values(&["1"])), None);
        assert_eq!(fill("a{x}b{y}c", &values(&["1", "2", "3"])), None);
    }
}
