//! A template's text as one recipient gets it.

use crate::contract::template::TemplateVariable;

/// A template's text with its places filled, one value per place.
pub fn render(text: &str, variables: &[TemplateVariable], values: &[String]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    for (variable, value) in variables.iter().zip(values) {
        let Some((before, after)) = rest.split_once(variable.placeholder.as_str()) else {
            break;
        };
        shown.push_str(before);
        shown.push_str(value);
        rest = after;
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_filled_once_even_by_text_that_looks_like_a_place() {
        let places = ["{a}", "{b}", "{a}"].map(|placeholder| TemplateVariable {
            placeholder: placeholder.to_owned(),
            name: String::new(),
        });
        let filled = render("{a}和{b}和{a}", &places, &["{b}".into(), "2".into(), "3".into()]);
        assert_eq!(filled, "{b}和2和3");
    }
}
