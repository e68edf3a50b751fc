//! Registered templates and the values that fill them.

/// The longest value, in characters. The document names the code but no figure.
const LONGEST_VALUE: usize = 50;
/// The most digits of a number. The document names the code but no figure.
const MOST_DIGITS: usize = 8;

/// What stands in for a value: the tables have codes for dates and for numbers of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    /// Any text up to [`LONGEST_VALUE`].
    Text,
    /// Up to [`MOST_DIGITS`] digits.
    Number,
    /// `yyyy/MM/dd`, as in the document's request example.
    Date,
}

/// Why values do not fill a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    Count,
    Length,
    Date,
    Number,
}

/// A template, with `{}` for each value.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) id: &'static str,
    text: &'static str,
    blanks: &'static [Blank],
}

/// The template of the description.
pub(super) const TEXT: Template = Template {
    id: "110240",
    text: "您的订单{}已由{}揽收，请留意签收。",
    blanks: &[Blank::Text, Blank::Text],
};

/// What fills [`TEXT`], for the description.
pub(super) const TEXT_PARAMS: [&str; 2] = ["20260105001", "张师傅"];

/// A second one, whose values are a number and a date.
const TYPED: Template = Template {
    id: "110241",
    text: "您的取件码是{}，请于{}前取件。",
    blanks: &[Blank::Number, Blank::Date],
};

/// The voice template of the description.
pub(super) const VOICE: Template = Template {
    id: "TTS01",
    text: "您的验证码是{}，{}分钟内有效。",
    blanks: &[Blank::Text, Blank::Text],
};

/// What fills [`VOICE`], for the description.
pub(super) const VOICE_PARAMS: [&str; 2] = ["4711", "5"];

/// The text template registered under an id.
pub(super) fn text(id: &str) -> Option<&'static Template> {
    [&TEXT, &TYPED].into_iter().find(|template| template.id == id)
}

/// The voice template registered under an id.
pub(super) fn voice(id: &str) -> Option<&'static Template> {
    (id == VOICE.id).then_some(&VOICE)
}

impl Template {
    /// The text as it reaches the phone.
    pub(super) fn fill(&self, values: &[String]) -> Result<String, Misfit> {
        if values.len() != self.blanks.len() {
            return Err(Misfit::Count);
        }
        for (blank, value) in self.blanks.iter().zip(values) {
            blank.check(value)?;
        }
        let mut parts = self.text.split("{}");
        let first = parts.next().unwrap_or_default().to_owned();
        Ok(parts
            .zip(values)
            .fold(first, |text, (part, value)| text + value + part))
    }
}

impl Blank {
    fn check(self, value: &str) -> Result<(), Misfit> {
        if value.chars().count() > LONGEST_VALUE {
            return Err(Misfit::Length);
        }
        match self {
            Blank::Text => Ok(()),
            Blank::Number => {
                let digits = (1..=MOST_DIGITS).contains(&value.len())
                    && value.bytes().all(|byte| byte.is_ascii_digit());
                digits.then_some(()).ok_or(Misfit::Number)
            }
            Blank::Date => chrono::NaiveDate::parse_from_str(value, "%Y/%m/%d")
                .map(|_| ())
                .map_err(|_| Misfit::Date),
        }
    }
}

/// Billed segments: up to 70 UTF-16 units are one, longer texts are cut at 67 (vendors.md, Counting).
pub(super) fn segments(content: &str) -> u64 {
    match content.encode_utf16().count() {
        0..=70 => 1,
        long => long.div_ceil(67) as u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn values_fill_a_template_in_their_order() {
        assert_eq!(
            TEXT.fill(&values(&["A1", "{}"])),
            Ok("您的订单A1已由{}揽收，请留意签收。".into())
        );
        assert_eq!(
            TEXT.fill(&values(&TEXT_PARAMS)).map(|text| segments(&text)),
            Ok(1)
        );
        assert!(VOICE.fill(&values(&VOICE_PARAMS)).is_ok());
    }

    #[test]
    fn values_must_fit() {
        assert_eq!(TEXT.fill(&values(&["1"])), Err(Misfit::Count));
        assert_eq!(TEXT.fill(&values(&["1", "2", "3"])), Err(Misfit::Count));
        assert!(TEXT.fill(&values(&["1", &"字".repeat(50)])).is_ok());
        assert_eq!(TEXT.fill(&values(&["1", &"字".repeat(51)])), Err(Misfit::Length));
        assert!(TYPED.fill(&values(&["12345678", "2026/01/05"])).is_ok());
        for wrong in ["", "123456789", "12a", "１２"] {
            assert_eq!(TYPED.fill(&values(&[wrong, "2026/01/05"])), Err(Misfit::Number));
        }
        for wrong in ["", "2026/02/30", "2026-01-05", "明天"] {
            assert_eq!(TYPED.fill(&values(&["1", wrong])), Err(Misfit::Date));
        }
    }

    #[test]
    fn segments_count_utf16_units() {
        let of = |count: usize| segments(&"字".repeat(count));
        assert_eq!([of(70), of(71), of(134), of(135)], [1, 2, 2, 3]);
        assert_eq!(segments(&"😀".repeat(36)), 2);
    }
}
