//! Scripts for a POSIX shell, made of requests. Whatever a person or a vendor wrote goes in as a quoted word, never
//! as a command; secrets and phone numbers do not go in at all, the shell asks for them.

use std::fmt::Write as _;

use super::numbers::{Numbers, variable};
use crate::msisdn::mask;

/// One word of a shell: literal text, and variables.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Word(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Variable(String),
}

impl Word {
    /// A word that is one variable.
    pub fn of_variable(name: &str) -> Self {
        Self(vec![Piece::Variable(name.to_owned())])
    }

    /// A word that is literal text.
    pub fn of_text(text: &str) -> Self {
        let mut word = Self::default();
        word.text(text);
        word
    }

    /// Adds literal text.
    pub fn text(&mut self, text: &str) {
        if let Some(Piece::Text(last)) = self.0.last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.0.push(Piece::Text(text.to_owned()));
        }
    }

    /// Adds a variable.
    pub fn variable(&mut self, name: &str) {
        self.0.push(Piece::Variable(name.to_owned()));
    }

    /// Adds another word.
    pub fn append(&mut self, other: &Self) {
        for piece in &other.0 {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Variable(name) => self.variable(name),
            }
        }
    }

    /// As it is written in a script.
    pub fn quoted(&self) -> String {
        self.written(str::to_owned)
    }

    fn written(&self, change: impl Fn(&str) -> String) -> String {
        if self.0.is_empty() {
            return "''".to_owned();
        }
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => quote(&change(text)),
            Piece::Variable(name) => format!("\"${name}\""),
        });
        pieces.collect()
    }

    /// The command that prints it, to its last byte. Letters that do not print, or that change the direction of what
    /// is read, are written as numbers: what stands in the script is what a person sees.
    pub fn printed(&self) -> String {
        if self.prints() {
            format!("printf '%s' {}", self.quoted())
        } else {
            format!("printf '%b' {}", self.written(as_numbers))
        }
    }

    /// It as an argument of a command. What ends in line breaks loses them.
    pub fn argument(&self) -> String {
        if self.prints() {
            self.quoted()
        } else {
            format!("\"$({})\"", self.printed())
        }
    }

    fn prints(&self) -> bool {
        self.0.iter().all(|piece| match piece {
            Piece::Text(text) => text.chars().all(prints),
            Piece::Variable(_) => true,
        })
    }
}

/// Whether a letter shows as itself. The others: control characters, and Unicode's marks that are not seen.
fn prints(letter: char) -> bool {
    !letter.is_control()
        && !matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// For `printf '%b'`: `\0` and three octal digits for each byte that does not print.
fn as_numbers(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter == '\\' {
            written.push_str("\\\\");
        } else if prints(letter) {
            written.push(letter);
        } else {
            for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                // A `String` takes everything that is written to it.
                let _ = write!(written, "\\0{byte:03o}");
            }
        }
    }
    written
}

/// A text in single quotes, in which nothing means anything to a shell but the quote itself.
pub fn quote(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// What a script asks for, unless its environment has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// A secret, typed without being shown.
    Secret {
        /// The variable.
        name: &'static str,
        /// What it is, for the prompt.
        what: &'static str,
    },
    /// Something that may be seen.
    Plain {
        /// The variable.
        name: &'static str,
        /// What it is, for the prompt.
        what: &'static str,
    },
}

impl Ask {
    fn name(&self) -> &'static str {
        match self {
            Self::Secret { name, .. } | Self::Plain { name, .. } => name,
        }
    }
}

/// A script: what it asks for, and what it does then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    asks: Vec<Ask>,
    numbers: Numbers,
    commands: Vec<String>,
}

/// Functions of every script. `read -s` is no part of POSIX, `stty` is.
const FUNCTIONS: &str = r#"trap 'if [ -t 0 ]; then stty echo; fi' EXIT
trap 'exit 130' INT TERM
ask() {
  eval "answer=\${$1-}"
  if [ -z "$answer" ]; then
    printf '%s: ' "$2" >&2
    if [ "$3" = hidden ] && [ -t 0 ]; then stty -echo; fi
    IFS= read -r answer || :
    if [ "$3" = hidden ] && [ -t 0 ]; then stty echo; echo >&2; fi
  fi
  if [ -z "$answer" ]; then echo 'Nothing was given.' >&2; exit 1; fi
  eval "$1=\$answer"
}
ask_number() {
  ask "$1" "$2" shown
  case $answer in *[!0-9]*) echo 'Digits alone, please.' >&2; exit 1 ;; esac
}
"#;

impl Script {
    /// A script that asks for these things and for these numbers.
    pub fn new(asks: Vec<Ask>, numbers: Numbers, commands: Vec<String>) -> Self {
        Self {
            asks,
            numbers,
            commands,
        }
    }

    /// The whole text under `comments`, each a line. All of it stands in parentheses: pasted into a terminal it is
    /// read to its end before anything is asked, and what ends it does not end the terminal.
    pub fn text(&self, comments: &[String]) -> String {
        let mut text = String::new();
        for comment in comments {
            text.push_str(&format!("# {comment}\n"));
        }
        text.push_str(&format!("# {}\n(\nset -eu\n{FUNCTIONS}", self.needs()));
        for ask in &self.asks {
            let (how, name, what) = match ask {
                Ask::Secret { name, what } => ("hidden", name, what),
                Ask::Plain { name, what } => ("shown", name, what),
            };
            text.push_str(&format!("ask {name} {} {how}\n", quote(what)));
        }
        let all = self.numbers.all();
        for (index, digits) in all.iter().enumerate() {
            // The masked number says which one is meant; the number itself is not in the script.
            let hint = format!("Number {} of {}, {}", index + 1, all.len(), mask(digits));
            text.push_str(&format!("ask_number {} {}\n", variable(index), quote(&hint)));
        }
        for command in &self.commands {
            text.push_str(command);
            text.push('\n');
        }
        text.push_str("echo\n)\n");
        text
    }

    /// What the environment may give.
    fn needs(&self) -> String {
        let mut names: Vec<String> = self.asks.iter().map(|ask| ask.name().to_owned()).collect();
        match self.numbers.all().len() {
            0 => {}
            1 => names.push(variable(0)),
            many => names.push(format!("{} to {}", variable(0), variable(many - 1))),
        }
        format!(
            "It asks for what the environment does not have: {}",
            names.join(", ")
        )
    }
}

/// The command that sends with curl: what it reads is printed by the command before it. `body` is where the body
/// comes from, if there is one.
pub fn curl(method: &str, headers: &[(String, String)], body: Option<&str>, url: &Word) -> String {
    let mut command = format!("curl -sS -i -g -X {}", quote(method));
    for (name, value) in headers {
        command.push_str(&format!(" -H {}", quote(&format!("{name}: {value}"))));
    }
    if let Some(body) = body {
        command.push(' ');
        command.push_str(body);
    }
    command.push(' ');
    command.push_str(&url.argument());
    command
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    const HOSTILE: [&str; 8] = [
        "it's \"quoted\" \\ and \\n and \\0101 and %s %b",
        "$(id) `id` ${HOME} $((1+1)) !! #",
        "line\nbreak\r\n\ttab, ended\n\n",
        "你好 😀 【总机】",
        "right\u{202e}to left\u{200b}\u{feff} \u{7f}\u{1b}[31m",
        "-n -e --data @/etc/passwd",
        "''",
        "",
    ];

    fn printed_by(shell: &str, word: &Word) -> Option<Vec<u8>> {
        let output = Command::new(shell)
            .arg("-c")
            .arg(word.printed())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        Some(output.stdout)
    }

    #[test]
    fn a_shell_prints_every_word_as_it_was() {
        let mut tried = 0;
        for shell in ["sh", "bash", "dash", "zsh"] {
            for text in HOSTILE {
                let Some(printed) = printed_by(shell, &Word::of_text(text)) else {
                    continue;
                };
                assert_eq!(String::from_utf8(printed).unwrap(), text, "{shell}");
                tried += 1;
            }
        }
        assert!(tried > 0, "a shell is installed");
    }

    #[test]
    fn what_is_not_seen_is_written_as_numbers() {
        for text in HOSTILE {
            let word = Word::of_text(text);
            assert!(word.argument().chars().all(prints), "{text:?}");
            assert!(word.printed().chars().all(prints), "{text:?}");
        }
    }

    #[test]
    fn a_script_takes_what_it_needs_from_its_environment_or_asks() {
        let mut numbers = Numbers::default();
        numbers.text("13800000001");
        let ask = Ask::Secret {
            name: "THE_KEY",
            what: "The key",
        };
        let command = r#"printf '%s|%s' "$THE_KEY" "$NUMBER_1""#.to_owned();
        let script = Script::new(vec![ask], numbers, vec![command]).text(&["Costs.".to_owned()]);
        assert!(script.starts_with("# Costs.\n"), "{script}");
        assert!(!script.contains("13800000001"), "{script}");
        let run = |environment: &[(&str, &str)], typed: &str| {
            let mut shell = Command::new("sh")
                .arg("-c")
                .arg(&script)
                .env_remove("THE_KEY")
                .env_remove("NUMBER_1")
                .envs(environment.iter().copied())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            std::io::Write::write_all(&mut shell.stdin.take().unwrap(), typed.as_bytes()).unwrap();
            let ended = shell.wait_with_output().unwrap();
            (
                ended.status.success(),
                String::from_utf8(ended.stdout).unwrap(),
                String::from_utf8(ended.stderr).unwrap(),
            )
        };
        let given = [("THE_KEY", " a'b$c "), ("NUMBER_1", "13800000001")];
        assert_eq!(run(&given, "").1, " a'b$c |13800000001\n");
        let (_, said, prompts) = run(&[], " a'b$c \n13800000001");
        assert_eq!(said, " a'b$c |13800000001\n");
        assert_eq!(prompts, "The key: Number 1 of 1, 138****0001: ");
        let (well, said, _) = run(&[("THE_KEY", "k"), ("NUMBER_1", "1\";id;\"")], "");
        assert!(!well && said.is_empty(), "{said}");
        assert!(!run(&[], "").0, "nothing was typed");
    }
}
