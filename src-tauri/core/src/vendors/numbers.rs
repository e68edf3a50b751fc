//! The phone numbers of a stored request, found by the vendor's own field names: masked in the window, asked for by a
//! script.

use std::borrow::Cow;

use serde_json::Value;
use url::form_urlencoded;

use super::shell::Word;
use crate::msisdn::mask;

/// What is as long as a phone number in a text: the same as `msisdn::mask_in_text`.
const IN_TEXT: std::ops::RangeInclusive<usize> = 7..=15;
/// A shorter number is told by its field alone: elsewhere the same digits are something else.
const TELLING: usize = 5;

/// Which fields of a vendor's requests hold what.
#[derive(Debug, Clone, Copy)]
pub struct FieldKinds {
    /// Phone numbers, whatever their length.
    pub numbers: &'static [&'static str],
    /// Ids, times and codes, whose digits are no phone number.
    pub ids: &'static [&'static str],
    /// What the vendor echoes: our token, which is an id, and behind a point a person's own text.
    pub echoes: &'static [&'static str],
}

impl FieldKinds {
    fn is_number(self, field: &str, digits: usize) -> bool {
        if self.ids.contains(&field) {
            false
        } else {
            self.numbers.contains(&field) || IN_TEXT.contains(&digits)
        }
    }
}

/// Phone numbers, each once, in the order in which they were found: digits alone.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Numbers(Vec<String>);

impl Numbers {
    /// All of them.
    pub fn all(&self) -> &[String] {
        &self.0
    }

    /// JSON as a word of a shell, its numbers as variables. `own` are fields of the outermost object that are the
    /// script's to fill in.
    pub fn json(&mut self, value: &Value, kinds: FieldKinds, own: &[(&str, Word)]) -> Word {
        let mut word = Word::default();
        self.put_json(&mut word, "", value, kinds, own);
        word
    }

    fn put_json(
        &mut self,
        word: &mut Word,
        field: &str,
        value: &Value,
        kinds: FieldKinds,
        own: &[(&str, Word)],
    ) {
        match value {
            Value::Object(fields) => {
                word.text("{");
                for (at, (name, value)) in fields.iter().enumerate() {
                    if at > 0 {
                        word.text(",");
                    }
                    word.text(&Value::String(name.clone()).to_string());
                    word.text(":");
                    match own.iter().find(|(own, _)| own == name) {
                        Some((_, value)) => word.append(value),
                        None => self.put_json(word, name, value, kinds, &[]),
                    }
                }
                word.text("}");
            }
            Value::Array(items) => {
                word.text("[");
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        word.text(",");
                    }
                    self.put_json(word, field, item, kinds, &[]);
                }
                word.text("]");
            }
            Value::String(text) => {
                word.text("\"");
                self.put_text(word, field, text, kinds, |text| {
                    let quoted = Value::String(text.to_owned()).to_string();
                    Cow::Owned(quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned())
                });
                word.text("\"");
            }
            other => word.text(&other.to_string()),
        }
    }

    /// A form as a word of a shell, its numbers as variables.
    pub fn form(&mut self, form: &str, kinds: FieldKinds) -> Word {
        let mut word = Word::default();
        for (at, (name, value)) in form_urlencoded::parse(form.as_bytes()).enumerate() {
            if at > 0 {
                word.text("&");
            }
            word.text(&encoded(&name));
            word.text("=");
            self.put_text(&mut word, &name, &value, kinds, |text| Cow::Owned(encoded(text)));
        }
        word
    }

    /// A text as a word of a shell: what is as long as a number is one.
    pub fn text(&mut self, text: &str) -> Word {
        let kinds = FieldKinds {
            numbers: &[],
            ids: &[],
            echoes: &[],
        };
        let mut word = Word::default();
        self.put_text(&mut word, "", text, kinds, Cow::Borrowed);
        word
    }

    fn put_text<'t>(
        &mut self,
        word: &mut Word,
        field: &str,
        text: &'t str,
        kinds: FieldKinds,
        encode: impl Fn(&'t str) -> Cow<'t, str>,
    ) {
        let token = if kinds.echoes.contains(&field) {
            text.find('.').unwrap_or(text.len())
        } else {
            0
        };
        let (token, mut rest) = text.split_at(token);
        word.text(&encode(token));
        while !rest.is_empty() {
            let is_digit = |letter: char| letter.is_ascii_digit();
            let (run, other) = if rest.starts_with(is_digit) {
                rest.split_at(rest.find(|letter| !is_digit(letter)).unwrap_or(rest.len()))
            } else {
                ("", rest)
            };
            if run.is_empty() {
                let (text, after) = other.split_at(other.find(is_digit).unwrap_or(other.len()));
                word.text(&encode(text));
                rest = after;
            } else {
                if kinds.is_number(field, run.len()) {
                    word.variable(&self.variable(run));
                } else {
                    word.text(&encode(run));
                }
                rest = other;
            }
        }
    }

    /// The variable a number stands in.
    fn variable(&mut self, digits: &str) -> String {
        let at = self
            .0
            .iter()
            .position(|known| known == digits)
            .unwrap_or_else(|| {
                self.0.push(digits.to_owned());
                self.0.len() - 1
            });
        variable(at)
    }

    /// A text in which these numbers, and nothing else, stand as variables: what was signed is made of the values of
    /// the body, and may have them side by side.
    pub fn known_in(&self, text: &str) -> Word {
        let mut word = Word::default();
        let mut rest = text;
        while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
            let (before, from) = rest.split_at(at);
            let end = from.find(|letter: char| !letter.is_ascii_digit());
            let (run, after) = from.split_at(end.unwrap_or(from.len()));
            word.text(before);
            self.put_run(&mut word, run);
            rest = after;
        }
        word.text(rest);
        word
    }

    fn put_run(&self, word: &mut Word, run: &str) {
        if let Some(index) = self.0.iter().position(|known| known == run) {
            return word.variable(&variable(index));
        }
        let inside = self
            .0
            .iter()
            .enumerate()
            .filter(|(_, known)| known.len() >= TELLING);
        let first = inside
            .filter_map(|(index, known)| Some((run.find(known.as_str())?, known.len(), index)))
            .min_by_key(|(at, length, _)| (*at, usize::MAX - length));
        match first {
            Some((at, length, index)) => {
                word.text(run.get(..at).unwrap_or_default());
                word.variable(&variable(index));
                self.put_run(word, run.get(at + length..).unwrap_or_default());
            }
            None => word.text(run),
        }
    }

    /// A text in which these numbers are masked, wherever they stand.
    pub fn masked_in(&self, text: &str) -> String {
        let mut longest_first: Vec<&String> =
            self.0.iter().filter(|digits| digits.len() >= TELLING).collect();
        longest_first.sort_by_key(|digits| usize::MAX - digits.len());
        longest_first.into_iter().fold(text.to_owned(), |text, digits| {
            if text.contains(digits.as_str()) {
                text.replace(digits.as_str(), &mask(digits))
            } else {
                text
            }
        })
    }
}

/// The variable of the number at `index`.
pub fn variable(index: usize) -> String {
    format!("NUMBER_{}", index + 1)
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const KINDS: FieldKinds = FieldKinds {
        numbers: &["mobile"],
        ids: &["id"],
        echoes: &["ext"],
    };

    #[test]
    fn numbers_become_variables_and_what_only_looks_like_one_stays() {
        let mut numbers = Numbers::default();
        let body = json!({
            "content": "call \"13800000003\" or 123456",
            "ext": "P0112345678j.13800000002",
            "id": "15288098291",
            "list": [{ "mobile": "110" }, { "mobile": "+8613800000001" }],
            "mobile": "13800000002,13800000003",
            "stamp": 1_528_807_644,
        });
        let word = numbers.json(&body, KINDS, &[]);
        assert_eq!(
            word.quoted(),
            r#"'{"content":"call \"'"$NUMBER_1"'\" or 123456","ext":"P0112345678j.'"$NUMBER_2"'","id":"15288098291","list":[{"mobile":"'"$NUMBER_3"'"},{"mobile":"+'"$NUMBER_4"'"}],"mobile":"'"$NUMBER_2"','"$NUMBER_1"'","stamp":1528807644}'"#
        );
        assert_eq!(
            numbers.all(),
            ["13800000003", "13800000002", "110", "8613800000001"]
        );
    }

    #[test]
    fn a_form_is_written_again_as_it_was() {
        let form = "a=1+2&mobile=%2B8613900000002&user=%E4%BD%A0%3D%26%27+13900000001";
        let mut numbers = Numbers::default();
        assert_eq!(
            numbers.form(form, KINDS).quoted(),
            r#"'a=1+2&mobile=%2B'"$NUMBER_1"'&user=%E4%BD%A0%3D%26%27+'"$NUMBER_2""#
        );
    }

    #[test]
    fn what_was_signed_may_have_numbers_side_by_side() {
        let mut numbers = Numbers::default();
        numbers.json(&json!({ "mobile": "13800000001,138000000012,77" }), KINDS, &[]);
        let text = "k13800000001138000000012277+13800000001";
        assert_eq!(
            numbers.known_in(text).quoted(),
            r#"'k'"$NUMBER_1""$NUMBER_2"'277+'"$NUMBER_1""#
        );
        assert_eq!(numbers.masked_in(text), "k138****0001138****0012277+138****0001");
        assert_eq!(numbers.masked_in("77 77"), "77 77");
    }
}
