//! Searching numbers by typed digits: how a number begins, or how it ends.

use rusqlite::types::Value;

use crate::msisdn::typed_digits;

/// Fewest digits a number is searched by its beginning.
const BEGINNING: usize = 3;
/// Fewest digits a number is searched by its end.
const END: usize = 4;

/// Digits that were typed into a search for numbers. Every search reads them so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits(String);

impl Digits {
    /// The digits in a search; none where it holds anything else than a number does as a person writes it.
    pub fn of(search: &str) -> Option<Self> {
        let (digits, _) = typed_digits(search)?;
        (!digits.is_empty()).then_some(Self(digits))
    }

    /// Whether there are enough of them to search by.
    pub fn are_enough(&self) -> bool {
        self.0.len() >= BEGINNING
    }

    /// How the numbers may begin, in each form a number with these digits can stand in; empty where they are too few.
    /// A mainland mobile stands without its country code, any other number with a plus, an X number as it was given.
    pub fn starts(&self) -> Vec<String> {
        if !self.are_enough() {
            return Vec::new();
        }
        let digits = self.0.as_str();
        let mainland = ["0086", "86"]
            .into_iter()
            .find_map(|code| digits.strip_prefix(code))
            .filter(|rest| rest.len() >= BEGINNING);
        let abroad = digits.strip_prefix("00").unwrap_or(digits);
        [Some(digits), mainland]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .chain([format!("+{abroad}")])
            .collect()
    }

    /// How the numbers may end, from the last digit on; none where they are too few.
    pub fn end(&self) -> Option<String> {
        (self.0.len() >= END).then(|| self.0.chars().rev().collect())
    }

    /// A query for `id` in `table` (with columns `msisdn` and `msisdn_reversed`, `more` is a condition
    /// of its own), whose every part is a range of an index; its values are added to `values`.
    pub fn ids(&self, table: &str, more: &str, values: &mut Vec<Value>) -> String {
        let mut parts = Vec::new();
        let mut range = |column: &str, start: &str| {
            values.push(start.to_owned().into());
            // No number has a character that stands behind the colon, which stands behind the nine.
            values.push(format!("{start}:").into());
            let to = values.len();
            let from = to - 1;
            parts.push(format!(
                "SELECT id FROM {table} WHERE {column} >= ?{from} AND {column} < ?{to} AND {more}"
            ));
        };
        for start in self.starts() {
            range("msisdn", &start);
        }
        if let Some(end) = self.end() {
            range("msisdn_reversed", &end);
        }
        parts.join(" UNION ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_are_searched_as_a_number() {
        let starts = |search| Digits::of(search).map(|digits| digits.starts());
        for written in ["+86 138-0000", "＋８６（１３８）００００", "+86\u{200b}1380000"] {
            assert_eq!(
                starts(written),
                Some(vec!["861380000".into(), "1380000".into(), "+861380000".into()]),
                "{written}"
            );
        }
        assert_eq!(starts("0044 791"), Some(vec!["0044791".into(), "+44791".into()]));
        for words in ["", "+", "TD", "138a", "138+1"] {
            assert_eq!(Digits::of(words), None, "{words}");
        }
        assert_eq!(starts("13"), Some(Vec::new()));
    }

    #[test]
    fn numbers_are_found_by_how_they_begin_and_how_they_end() {
        let connection = crate::store::cipher::in_memory();
        connection
            .execute_batch(
                "CREATE TABLE number (id INTEGER PRIMARY KEY, msisdn TEXT, msisdn_reversed TEXT);
                 INSERT INTO number VALUES (1, '13800000001', '10000000831'), (2, '13912344321', '12344321931'),
                    (3, '+2348031000010', '0100001308432+'), (4, '10086', '68001');",
            )
            .unwrap();
        for (search, wanted) in [
            ("138", vec![1]),
            ("86138", vec![1]),
            ("0086 139", vec![2]),
            ("4321", vec![2]),
            ("+234", vec![3]),
            ("00234", vec![3]),
            ("0010", vec![3]),
            ("1008", vec![4]),
            ("13", vec![]),
            ("000", vec![]),
        ] {
            let digits = Digits::of(search).unwrap();
            let mut values = Vec::new();
            let query = digits.ids("number", "1 = 1", &mut values);
            let found: Vec<i64> = if query.is_empty() {
                Vec::new()
            } else {
                connection
                    .prepare(&query)
                    .unwrap()
                    .query_map(rusqlite::params_from_iter(values), |row| row.get(0))
                    .unwrap()
                    .collect::<Result<_, _>>()
                    .unwrap()
            };
            assert_eq!(found, wanted, "{search}");
        }
    }
}
