//! The parts of the Rust toolchain that a minimal installation leaves out.

use std::process::Command;

use crate::error::Error;
use crate::invoke;
use crate::probe::on_path;
use crate::requirement::Requirement;
use crate::workspace::{Workspace, cargo_program};

const COMPONENTS: &[(&str, &str)] = &[("rustfmt", "fmt"), ("clippy", "clippy")];

pub fn list(workspace: &Workspace) -> Vec<Requirement> {
    let rust = Requirement {
        name: format!("Rust {} or newer", env!("CARGO_PKG_RUST_VERSION")),
        // An older one would not have compiled this program.
        found: invoke::answer(&cargo_program().to_string_lossy(), &["--version"]),
        get: "rustup update".into(),
    };
    let components = COMPONENTS.iter().map(|(name, subcommand)| Requirement {
        name: (*name).into(),
        found: found(workspace, subcommand),
        get: format!("rustup component add {name}"),
    });
    std::iter::once(rust).chain(components).collect()
}

pub fn install(workspace: &Workspace) -> Result<(), Error> {
    let missing: Vec<&str> = COMPONENTS
        .iter()
        .filter(|(_, subcommand)| found(workspace, subcommand).is_none())
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let command = format!("rustup component add {}", missing.join(" "));
    if !on_path("rustup") {
        return Err(Error::Missing {
            names: missing.into_iter().map(String::from).collect(),
            command,
        });
    }
    println!("Parts of the Rust toolchain are missing and are installed now with `{command}`.");
    invoke::run(Command::new("rustup").args(["component", "add"]).args(missing))
}

fn found(workspace: &Workspace, subcommand: &str) -> Option<String> {
    let output = workspace.cargo([subcommand, "--version"]).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
