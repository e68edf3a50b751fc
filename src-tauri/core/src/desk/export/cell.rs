//! What stands in a cell, and how text is kept text.
//!
//! A spreadsheet reads a CSV cell as it would read what is typed: `13800000001` becomes a number, `2026-11` a date, and
//! what begins like a formula is computed, a link to somewhere else among it. So in CSV:
//!
//! * What consists of nothing but what numbers, dates and times are written with gets a tab in front. It is not seen,
//!   keeps the digits whole (18 digits lose their last three as a number), and a program that trims gets them back.
//!   `="…"` would do the same in Excel alone, and be a formula itself.
//! * What begins like a formula gets an apostrophe in front, as OWASP's ASVS asks. A tab would not do: programs that
//!   trim would have the formula back. What stands before the sign (white space, marks that are not seen) does not
//!   count, and the full-width signs count as well: East Asian editions of Excel read them as the others.
//!
//! In a workbook every text is a cell of the type text, whatever it says.

/// The longest text a workbook's cell takes, in UTF-16 units.
const LONGEST: usize = 32_767;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text: a phone number, an id, a time among them.
    Text(String),
    /// How many: what may be added up.
    Count(i64),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text; nothing when it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }

    /// A text that may be missing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

/// A text whose every character can be written and seen: line breaks are one character, other control characters are
/// shown by the pictures Unicode has of them.
pub fn printable(text: &str) -> String {
    let picture = |letter: char| match letter {
        '\t' | '\n' => letter,
        '\r' => '\n',
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
        letter => letter,
    };
    text.replace("\r\n", "\n").chars().map(picture).collect()
}

/// A text as a CSV cell holds it.
pub fn csv_text(text: &str) -> String {
    let text = printable(text);
    if like_a_number(&text) {
        format!("\t{text}")
    } else if like_a_formula(&text) {
        format!("'{text}")
    } else {
        text
    }
}

/// A text as a workbook's cell holds it: cut, and marked as cut, where it is longer than a cell takes.
pub fn xlsx_text(text: &str) -> String {
    let text = printable(text);
    let units = text.encode_utf16().count();
    if units <= LONGEST {
        return text;
    }
    // Any language understands scissors; the figure says how long it was.
    let mark = format!(" … ✂ {}", text.chars().count());
    let room = LONGEST - mark.encode_utf16().count();
    let mut used = 0;
    let mut cut: String = text
        .chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= room
        })
        .collect();
    cut.push_str(&mark);
    cut
}

/// What dates and times are written with in letters, in English editions; `e` is an exponent's.
const WORDS: [&str; 27] = [
    "e",
    "am",
    "pm",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What numbers, amounts, dates and times are written with beside figures and [`WORDS`].
const SIGNS: &str = "+-.,:/%*() $¥￥€£年月日号时時点分秒上下午";

/// Whether a spreadsheet might take it for a number, an amount, a date or a time.
fn like_a_number(text: &str) -> bool {
    let figures = text.chars().any(char::is_numeric);
    // The half of the day in one letter; anywhere else such a letter makes an id of it.
    let text = text.trim_end();
    let text = [" a", " p", " A", " P"]
        .iter()
        .find_map(|half| text.strip_suffix(half))
        .unwrap_or(text);
    let words = text
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| !word.is_empty());
    figures
        && text
            .chars()
            .all(|letter| letter.is_numeric() || letter.is_ascii_alphabetic() || SIGNS.contains(letter))
        && words
            .map(str::to_ascii_lowercase)
            .all(|word| WORDS.contains(&word.as_str()))
}

/// Whether a spreadsheet might compute it.
fn like_a_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\n']) {
        return true;
    }
    let first = text.chars().find(|letter| !is_skipped(*letter));
    matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\u{FF1D}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF20}')
    )
}

/// White space, and what is not seen: zero-width characters, marks of direction, soft hyphens.
fn is_skipped(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(
            letter,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{2400}'..='\u{2421}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_told_to_be_text() {
        for formula in [
            "=HYPERLINK(\"https://a.test\",\"x\")",
            "+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)",
            " =1+1",
            "\u{200B}=1+1",
            "\u{202E}=1+1",
            "\u{FEFF}@x",
            "＝1+1",
            "＠x",
            "\n=1+1",
        ] {
            let cell = csv_text(formula);
            assert_eq!(cell, format!("'{formula}"), "{formula:?}");
        }
        assert_eq!(csv_text("\t=1+1"), "'\t=1+1");
        assert_eq!(csv_text("\r=1+1"), "'\n=1+1");
        assert_eq!(csv_text("\tplain"), "'\tplain");
        for plain in [
            "您好",
            "a=1",
            "<b>x</b>",
            "'quoted",
            "",
            "DELIVRD",
            "MK:0001",
            "11月23日到货",
            "in 3 days",
            "may",
            "1 month",
            "A-1",
            "验证码 123456",
            "2026-11-23T10:52:00+08:00",
        ] {
            assert_eq!(csv_text(plain), plain);
        }
    }

    #[test]
    fn what_looks_like_a_number_or_a_date_stays_as_it_is_written() {
        for number in [
            "13800000001",
            "+8613800000001",
            "152880982911993396",
            "007",
            "2026-11",
            "1/2",
            "10:52",
            "1E5",
            "138****0001",
            "１２",
            "-1",
            "11月23日",
            "2026年11月23日 10时52分",
            "上午10:52",
            "10:52 AM",
            "10:52 p",
            "1-Nov",
            "nov 1, 2026",
            "September 2026",
            "¥100",
        ] {
            assert_eq!(csv_text(number), format!("\t{number}"));
        }
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        let fits = "字".repeat(LONGEST);
        assert_eq!(xlsx_text(&fits), fits);
        for long in ["字".repeat(40_000), "😀".repeat(20_000)] {
            let cut = xlsx_text(&long);
            let units = cut.encode_utf16().count();
            assert!((LONGEST - 1..=LONGEST).contains(&units), "{units}");
            assert!(cut.ends_with(&format!(" … ✂ {}", long.chars().count())));
        }
        assert_eq!(csv_text(&"字".repeat(40_000)).chars().count(), 40_000);
    }

    #[test]
    fn control_characters_are_shown_and_line_breaks_are_one() {
        assert_eq!(
            printable("a\u{0}b\u{1B}c\r\nd\re\tf\u{FFFF}"),
            "a␀b␛c\nd\ne\tf\u{FFFD}"
        );
    }
}
