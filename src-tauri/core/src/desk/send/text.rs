//! Texts: signatures, and templates with their places.

use sha2::{Digest, Sha256};

use crate::contract::template::TemplateVariable;

/// Longest name a place may have; beyond it a bracket is just a bracket.
const LONGEST_NAME: usize = 40;

/// The whole text of a plain send.
pub fn with_signature(signature: &str, content: &str) -> String {
    if signature.is_empty() {
        content.to_owned()
    } else {
        format!("【{signature}】{content}")
    }
}

/// Whether a text begins with a signature of its own.
pub fn begins_with_signature(text: &str) -> bool {
    text.strip_prefix('【')
        .and_then(|rest| rest.split_once('】'))
        .is_some_and(|(signature, _)| !signature.is_empty() && signature.chars().count() <= 20)
}

/// The places of a template's text, in order: `{name}`, `${name}`, `{{name}}`, `#name#`, `@name@`
/// are all seen in registered templates; the vendor's document names no form.
pub fn places(text: &str) -> Vec<TemplateVariable> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some((placeholder, name)) = place_at(rest) {
            let name = if name.is_empty() {
                (found.len() + 1).to_string()
            } else {
                name.to_owned()
            };
            found.push(TemplateVariable {
                placeholder: placeholder.to_owned(),
                name,
            });
            at += placeholder.len();
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

fn place_at(rest: &str) -> Option<(&str, &str)> {
    for (open, close) in [("${", "}"), ("{{", "}}"), ("{", "}"), ("#", "#"), ("@", "@")] {
        let Some(inside) = rest.strip_prefix(open) else {
            continue;
        };
        let Some(end) = inside.find(close) else { continue };
        let name = &inside[..end];
        let plain = name
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' '));
        // `##` and `@@` are just text; an empty bracket is a place without a name.
        let named = !name.is_empty() || close.starts_with('}');
        if plain && named && name.chars().count() <= LONGEST_NAME {
            return Some((&rest[..open.len() + end + close.len()], name.trim()));
        }
    }
    None
}

/// First eight bytes of the SHA-256 of a text: by it the same text is known again.
pub fn hash(text: &str) -> i64 {
    let digest = Sha256::digest(text.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        places(text).into_iter().map(|place| place.name).collect()
    }

    #[test]
    fn places_are_found_in_every_form() {
        assert_eq!(
            names("【总机】{姓名}，订单${order_id}于#time#到{}，@code@，{{x}}"),
            ["姓名", "order_id", "time", "4", "code", "x"]
        );
        assert_eq!(names("C# and F# ## @@ {not, a place} 3 { 4"), ["and F"]);
        assert!(names("没有变量").is_empty());
    }

    #[test]
    fn a_signature_is_seen_at_the_start_only() {
        assert!(begins_with_signature("【总机】你好"));
        assert!(!begins_with_signature("你好【总机】"));
        assert!(!begins_with_signature("【】你好"));
    }
}
