//! Running other programs.

use std::process::{Command, Stdio};

use crate::error::Error;

/// Shows the command and runs it to its end, without input.
pub fn run(command: &mut Command) -> Result<(), Error> {
    println!("$ {}", shown(command));
    // Nothing that is started here may stop and ask.
    finish(command.stdin(Stdio::null()))
}

/// Shows the command and runs it to its end; it may ask the person at the terminal.
pub fn run_with_input(command: &mut Command) -> Result<(), Error> {
    println!("$ {}", shown(command));
    finish(command)
}

fn finish(command: &mut Command) -> Result<(), Error> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Error::Failed {
            command: shown(command),
        }),
        Err(source) => Err(not_started(command, source)),
    }
}

pub fn not_started(command: &Command, source: std::io::Error) -> Error {
    Error::NotStarted {
        command: shown(command),
        source,
    }
}

/// What a program printed, if it could be started. Its exit code is left aside:
/// `dpkg-query` prints what it found and still fails for what it did not.
pub fn printed(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The first line a program printed, if it succeeded.
pub fn answer(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output
        .status
        .success()
        .then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let mut line = name.to_string_lossy().into_owned();
    for argument in command.get_args().map(|argument| argument.to_string_lossy()) {
        line.push(' ');
        if argument.contains([' ', '$', '|', '>']) {
            line.push_str(&format!("'{}'", argument.replace('\'', r"'\''")));
        } else {
            line.push_str(&argument);
        }
    }
    line
}
