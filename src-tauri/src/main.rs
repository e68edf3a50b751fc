//! The program: everything is in `switchboard_shell`, so that it can be looked at by tests.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match switchboard_shell::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[allow(clippy::print_stderr)]
            // There is no window to say it in, and perhaps no folder to log it to.
            {
                eprintln!("Switchboard: {error}");
            }
            ExitCode::FAILURE
        }
    }
}
