//! Words by which a customer asks to get no more messages. That a reply is one proposes the suppression
//! list; nothing is ever suppressed by itself.

use std::collections::HashSet;

use crate::fold::{folded, is_invisible};

/// Words in the list.
const MOST: usize = 100;
/// Characters of one.
const LONGEST: usize = 40;
/// Bytes of a reply that may still be one of them, marks and spaces around it included.
const LONGEST_REPLY: usize = 1_000;

/// The list a profile starts with: what carriers and vendors tell customers to answer, and what
/// customers make of it. *Cancel* and *end* are left out: they are said of orders too.
const DEFAULT: [&str; 20] = [
    "退订",
    "退訂",
    "退",
    "T",
    "TD",
    "TD退订",
    "退订TD",
    "T退订",
    "回T退订",
    "回TD退订",
    "R",
    "N",
    "拒收",
    "取消订阅",
    "不要再发",
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "UNSUB",
    "OPT OUT",
];

/// Words that ask to stop, each with the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopWords(Vec<(String, String)>);

impl Default for StopWords {
    fn default() -> Self {
        Self::taken(DEFAULT.map(str::to_owned).to_vec())
    }
}

impl StopWords {
    /// Takes words: trimmed, each once, at most a hundred. What has no letter and no digit, or more
    /// than forty characters, is left out: cut short it would be another word.
    pub fn taken(words: Vec<String>) -> Self {
        let mut seen = HashSet::new();
        let taken = words.into_iter().filter_map(|word| {
            let shown: String = word
                .chars()
                .filter(|letter| !is_invisible(*letter) && !letter.is_control())
                .collect();
            let shown = shown.trim();
            let key = key(shown);
            let fits = !key.is_empty() && shown.chars().count() <= LONGEST && seen.insert(key.clone());
            fits.then(|| (shown.to_owned(), key))
        });
        Self(taken.take(MOST).collect())
    }

    /// The words, as they are shown.
    pub fn shown(&self) -> Vec<String> {
        self.0.iter().map(|(shown, _)| shown.clone()).collect()
    }

    /// The word a reply is. One that merely holds a word is none: *T恤什么时候到* asks for a T-shirt.
    pub fn is(&self, reply: &str) -> Option<&str> {
        if reply.len() > LONGEST_REPLY {
            return None;
        }
        let key = key(reply);
        self.0
            .iter()
            .find(|(_, known)| *known == key)
            .map(|(shown, _)| shown.as_str())
    }
}

/// The form in which words are compared: folded, without punctuation and marks at its ends.
fn key(text: &str) -> String {
    folded(text)
        .trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_a_stop_word_however_it_is_written() {
        let words = StopWords::default();
        for (reply, word) in [
            ("退订", "退订"),
            (" 退订。", "退订"),
            ("【退订】", "退订"),
            ("“td”", "TD"),
            ("ＴＤ！", "TD"),
            ("t", "T"),
            ("\u{202E}R\u{202C}", "R"),
            ("n.\n", "N"),
            ("TD👍\u{FE0F}", "TD"),
            ("Td退订", "TD退订"),
            ("stop", "STOP"),
            ("Unsubscribe!!", "UNSUBSCRIBE"),
            ("opt \u{a0} out", "OPT OUT"),
        ] {
            assert_eq!(words.is(reply), Some(word), "{reply:?}");
        }
        let long = format!("TD{}", " ".repeat(10_000));
        for reply in [
            "",
            "。",
            "👍",
            "T恤什么时候到",
            "不退订",
            "退订流程是什么？",
            "TDD",
            "<b>TD</b>",
            "please do not stop",
            &long,
        ] {
            assert_eq!(words.is(reply), None, "{reply:?}");
        }
    }

    #[test]
    fn words_are_taken_once_and_only_where_they_are_words() {
        let long = "长".repeat(41);
        let taken = StopWords::taken(
            [
                " TD ",
                "ｔｄ",
                "",
                "  ",
                "!!",
                "\u{200B}停\u{7}发",
                &long,
                "Stop it",
            ]
            .map(str::to_owned)
            .to_vec(),
        );
        assert_eq!(taken.shown(), ["TD", "停发", "Stop it"]);
        let many = (0..200).map(|index| format!("w{index}")).collect();
        assert_eq!(StopWords::taken(many).shown().len(), MOST);
        assert_eq!(StopWords::taken(Vec::new()).is("TD"), None);
    }

    #[test]
    fn every_word_of_the_default_list_is_taken() {
        assert_eq!(StopWords::default().shown(), DEFAULT);
    }
}
