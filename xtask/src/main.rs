//! The commands that set up, start and test the project: `cargo xtask`.

// A command-line program talks to its user through these two streams.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod args;
mod bench;
mod component;
mod crash;
mod debian;
mod doctor;
mod error;
mod invoke;
mod launch;
mod locales;
mod node;
mod page;
mod private_home;
mod private_session;
mod probe;
mod requirement;
mod setup;
mod suites;
mod system;
mod tools;
mod window;
mod workspace;

use std::process::ExitCode;

use args::Task;
use error::Error;
use workspace::Workspace;

fn main() -> ExitCode {
    match perform() {
        Ok(code) => code,
        Err(error @ Error::Usage(_)) => {
            eprintln!("{error}\n\n{}", args::USAGE);
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("\n{error}");
            ExitCode::FAILURE
        }
    }
}

fn perform() -> Result<ExitCode, Error> {
    let task = args::parse(std::env::args().skip(1))?;
    let workspace = Workspace::find()?;
    match task {
        Task::Usage => {
            println!("{}", args::USAGE);
            Ok(ExitCode::SUCCESS)
        }
        Task::Run => launch::run(&workspace),
        Task::Test(selection) => Ok(suites::run(&workspace, &selection)),
        Task::Doctor => Ok(doctor::run(&workspace)),
        Task::Contract => {
            let mut cargo = workspace.cargo(["test", "--workspace", "--test", "contract"]);
            invoke::run(cargo.env("SWITCHBOARD_WRITE_CONTRACT", "1")).map(|()| ExitCode::SUCCESS)
        }
        Task::Bench(bench) => bench::run(&workspace, bench).map(|()| ExitCode::SUCCESS),
        Task::Crash { runs } => crash::run(&workspace, runs).map(|()| ExitCode::SUCCESS),
    }
}
