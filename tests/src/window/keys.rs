use fantoccini::actions::{Actions, InputSource as _, KeyAction, KeyActions};

/// Control+A, Delete: the only way of emptying a field that React takes notice of.
pub(super) const SELECT_ALL_AND_DELETE: &str = "\u{e009}a\u{e009}\u{e017}";

/// Text as WebDriver types it: a line ends with the Enter key.
pub(super) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\u{e007}")
}

/// WebKitGTK's driver loses characters that take two UTF-16 units, such as emoji.
pub(super) fn can_type(text: &str) -> bool {
    text.chars().all(|letter| letter.len_utf16() == 1)
}

/// Keys pressed together: those before the last are held.
pub(super) fn chord(chord: &str) -> Actions {
    let keys: Vec<char> = chord.split('+').map(key).collect();
    let mut actions = KeyActions::new("keyboard".to_owned());
    for value in &keys {
        actions = actions.then(KeyAction::Down { value: *value });
    }
    for value in keys.iter().rev() {
        actions = actions.then(KeyAction::Up { value: *value });
    }
    actions.into()
}

fn key(name: &str) -> char {
    match name {
        "Control" | "Ctrl" => '\u{e009}',
        "Shift" => '\u{e008}',
        "Alt" => '\u{e00a}',
        "Meta" => '\u{e03d}',
        "Enter" => '\u{e007}',
        "Tab" => '\u{e004}',
        "Escape" => '\u{e00c}',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "Space" => ' ',
        "Home" => '\u{e011}',
        "End" => '\u{e010}',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "ArrowLeft" => '\u{e012}',
        "ArrowUp" => '\u{e013}',
        "ArrowRight" => '\u{e014}',
        "ArrowDown" => '\u{e015}',
        one => {
            let mut letters = one.chars();
            match (letters.next(), letters.next()) {
                (Some(letter), None) => letter,
                _ => panic!("no key is called {one:?}"),
            }
        }
    }
}
