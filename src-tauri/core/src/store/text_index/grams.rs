//! Texts as the index holds them, and terms as it is asked for them.
//!
//! Each character of a folded text begins one token: a wide one (Chinese, emoji) the pair with the character behind it;
//! a narrow one (letters, digits, punctuation) a run of four, or less where a wide one or the end comes first. So
//! neighbouring tokens are neighbouring characters, and a phrase of tokens is an exact search for a part of the text.
//! Runs of four, because there are only a hundred pairs of digits and each stands in every seventh text: finding one
//! order number by pairs would mean going through all of them. For searches of two and three narrow characters the
//! pairs stand behind.

use crate::fold::folded;

/// Characters of a token that begins with a narrow one.
const RUN: usize = 4;
/// Characters of a term the index is asked for; the rest is looked for in what it finds.
const ASKED: usize = 40;

/// Letters, digits and punctuation of the scripts that are written in words.
fn is_narrow(letter: char) -> bool {
    letter < '\u{2E80}'
}

/// Where the token that begins at `at` ends, and whether more text would not make it longer.
fn run(letters: &[char], at: usize) -> (usize, bool) {
    if !is_narrow(letters[at]) {
        let end = (at + 2).min(letters.len());
        return (end, end == at + 2);
    }
    let most = (at + RUN).min(letters.len());
    match letters[at + 1..most]
        .iter()
        .position(|letter| !is_narrow(*letter))
    {
        Some(first) => (at + first + 2, true),
        None => (most, most == at + RUN),
    }
}

/// Whether a pair begins at `at` that the runs do not hold.
fn is_short_pair(letters: &[char], at: usize) -> bool {
    is_narrow(letters[at]) || letters.get(at + 1).is_some_and(|next| is_narrow(*next))
}

/// Adds a token. The index's tokenizer parts a text at ASCII that is no letter or digit: those stand in another place.
fn push(tokens: &mut String, letters: &[char]) {
    if !tokens.is_empty() {
        tokens.push(' ');
    }
    for letter in letters {
        tokens.push(match *letter {
            letter if letter.is_ascii_alphanumeric() => letter,
            letter if letter.is_ascii() => char::from_u32(0xE000 + u32::from(letter)).unwrap_or('\u{E080}'),
            // Somebody's own characters must not pass for punctuation.
            '\u{E000}'..='\u{E07F}' => '\u{E080}',
            letter => letter,
        });
    }
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> String {
    let letters: Vec<char> = folded(text).chars().collect();
    let mut tokens = String::with_capacity(text.len() * 5);
    for at in 0..letters.len() {
        push(&mut tokens, &letters[at..run(&letters, at).0]);
    }
    for at in 0..letters.len() {
        if is_short_pair(&letters, at) {
            push(&mut tokens, &letters[at..(at + 2).min(letters.len())]);
        }
    }
    tokens
}

/// What is searched for in texts, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    folded: String,
    /// What the index is asked; none for a single character, which it cannot answer.
    pub(super) asked: Option<String>,
    exact: bool,
}

impl Term {
    /// None where nothing can be seen of what was typed.
    pub fn of(search: &str) -> Option<Self> {
        let folded = folded(search);
        let letters: Vec<char> = folded.chars().collect();
        let (asked, exact) = match letters.len() {
            0 => return None,
            1 => (None, false),
            _ => {
                let (asked, exact) = asked(&letters[..letters.len().min(ASKED)]);
                (Some(asked), exact && letters.len() <= ASKED)
            }
        };
        Some(Self { folded, asked, exact })
    }

    /// Whether the index can be asked at all.
    pub fn is_indexed(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether everything the index finds has it; otherwise [`Term::is_in`] decides.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// Whether a text has it.
    pub fn is_in(&self, text: &str) -> bool {
        folded(text).contains(&self.folded)
    }
}

/// The question for two characters or more, and whether its answer is exact. Tokens hold nothing of FTS5's own syntax.
fn asked(letters: &[char]) -> (String, bool) {
    let mut runs = String::new();
    let mut covered = 0;
    let mut at = 0;
    while at < letters.len() {
        let (end, whole) = run(letters, at);
        if !whole {
            break;
        }
        push(&mut runs, &letters[at..end]);
        covered = end;
        at += 1;
    }
    if covered == letters.len() {
        return (format!("\"{runs}\""), true);
    }
    // A narrow tail that is too short for a run: by its pairs, with the wide character before it.
    let mut pairs = String::new();
    for at in at.saturating_sub(1)..letters.len() - 1 {
        push(&mut pairs, &letters[at..at + 2]);
    }
    if covered <= at + 1 && at <= 1 {
        (format!("\"{pairs}\""), true)
    } else {
        (format!("\"{runs}\" AND \"{pairs}\""), false)
    }
}
