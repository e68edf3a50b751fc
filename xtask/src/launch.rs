//! `cargo xtask run`: from a fresh checkout to the open window.

use std::process::{Command, ExitCode};

use crate::error::Error;
use crate::invoke;
use crate::requirement::Need;
use crate::setup;
use crate::system::{System, lacks_display};
use crate::workspace::Workspace;

pub fn run(workspace: &Workspace) -> Result<ExitCode, Error> {
    let system = System::current();
    let virtual_display = lacks_display(system);
    setup::prepare(
        workspace,
        system,
        Need {
            virtual_display,
            tests: false,
            window_tests: false,
        },
    )?;
    invoke::run(&mut workspace.cargo(["build", "--workspace", "--bin", "switchboard"]))?;

    let app = workspace.app();
    let mut command = if virtual_display {
        println!(
            "There is no display here: the window opens on a virtual one (xvfb-run), where nobody sees it."
        );
        let mut command = Command::new("xvfb-run");
        command.args(["-a", "-s", "-screen 0 1400x1000x24"]).arg(&app);
        command
    } else {
        println!("Opening the window.");
        Command::new(&app)
    };
    replace_with(&mut command)
}

/// Steps aside for the application, so that signals and the exit code are its own.
#[cfg(unix)]
fn replace_with(command: &mut Command) -> Result<ExitCode, Error> {
    use std::os::unix::process::CommandExt;

    let source = command.exec();
    Err(invoke::not_started(command, source))
}

#[cfg(not(unix))]
fn replace_with(command: &mut Command) -> Result<ExitCode, Error> {
    invoke::run_with_input(command).map(|()| ExitCode::SUCCESS)
}
