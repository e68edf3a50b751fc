//! The list of what is needed, what is there and how to get the rest.

use std::process::ExitCode;

use crate::requirement::{Need, Requirement};
use crate::system::{System, lacks_display};
use crate::workspace::Workspace;
use crate::{component, debian, node, tools};

pub fn run(workspace: &Workspace) -> ExitCode {
    let system = System::current();
    let mut rows = component::list(workspace);
    rows.extend(node::list(system));
    rows.extend(match system {
        System::Debian => debian::list(Need::EVERYTHING),
        other => tools::list(other, Need::EVERYTHING),
    });

    let width = rows
        .iter()
        .map(|row| row.name.chars().count())
        .max()
        .unwrap_or_default();
    for row in &rows {
        println!("{}", line(row, width));
    }
    if lacks_display(system) {
        println!("\nThere is no display here: `cargo xtask run` uses a virtual one.");
    }
    if !system.is_linux() {
        println!("\nThe window suite runs on Linux only; `cargo xtask test --quick` leaves it out.");
    }
    match rows.iter().filter(|row| row.found.is_none()).count() {
        0 => {
            println!("\nNothing is missing.");
            ExitCode::SUCCESS
        }
        missing => {
            println!("\n{missing} missing.");
            ExitCode::FAILURE
        }
    }
}

fn line(row: &Requirement, width: usize) -> String {
    match &row.found {
        Some(version) => format!("present  {:width$}  {version}", row.name),
        None => format!("MISSING  {:width$}  get it with: {}", row.name, row.get),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_to_do() {
        let mut row = Requirement {
            name: "NASM".into(),
            found: None,
            get: "get nasm".into(),
        };
        assert_eq!(line(&row, 6), "MISSING  NASM    get it with: get nasm");
        row.found = Some("2.16".into());
        assert_eq!(line(&row, 6), "present  NASM    2.16");
    }
}
