//! The sandbox as a program: one line of JSON on stdout, then it plays until it is told to end.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use switchboard_sandbox::{Sandbox, StartError};

const USAGE: &str = "Usage: switchboard-sandbox [--listen 127.0.0.1:0]";

/// Why the program ends early.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0:?} is not an address to listen on; write an IP and a port, such as 127.0.0.1:0.")]
    Address(String),
    #[error("--listen needs an address, such as 127.0.0.1:0.")]
    NoAddress,
    #[error("{0:?} is not an argument of this program. {USAGE}")]
    Argument(String),
    #[error("The sandbox did not start: {0}.")]
    Start(#[from] StartError),
    #[error("The sandbox could not say where it listens: {0}.")]
    Say(io::Error),
    #[error("The sandbox cannot listen for the signal to end: {0}.")]
    Signal(io::Error),
}

impl Failure {
    fn exit_code(&self) -> u8 {
        match self {
            Failure::Address(_) | Failure::NoAddress | Failure::Argument(_) => 2,
            Failure::Start(_) | Failure::Say(_) | Failure::Signal(_) => 1,
        }
    }
}

/// What the arguments ask for.
enum Wish {
    Usage,
    Listen(SocketAddr),
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // When stderr is closed the exit code still tells.
            let _ = writeln!(io::stderr().lock(), "{failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}

async fn run() -> Result<(), Failure> {
    // Arguments that are not Unicode are shown with replacement characters, and refused like any other.
    let arguments = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned());
    let listen = match wish(arguments)? {
        Wish::Usage => return say(USAGE),
        Wish::Listen(address) => address,
    };
    let sandbox = Sandbox::start(listen).await?;
    let end = told_to_end()?;
    let description = serde_json::to_string(sandbox.description());
    say(&description.map_err(|error| Failure::Say(error.into()))?)?;
    end.await;
    sandbox.stop().await;
    Ok(())
}

fn wish(mut arguments: impl Iterator<Item = String>) -> Result<Wish, Failure> {
    let mut listen = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    while let Some(argument) = arguments.next() {
        let address = match argument.split_once('=') {
            _ if matches!(argument.as_str(), "--help" | "-h") => return Ok(Wish::Usage),
            _ if argument == "--listen" => arguments.next().ok_or(Failure::NoAddress)?,
            Some(("--listen", address)) => address.to_owned(),
            _ => return Err(Failure::Argument(argument)),
        };
        listen = address.parse().map_err(|_| Failure::Address(address))?;
    }
    Ok(Wish::Listen(listen))
}

fn say(line: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")
        .and_then(|()| stdout.flush())
        .map_err(Failure::Say)
}

/// Listening starts at once, so that a signal sent right after the first line is not missed.
#[cfg(unix)]
fn told_to_end() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(Failure::Signal)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Failure::Signal)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(windows)]
fn told_to_end() -> Result<impl Future<Output = ()>, Failure> {
    let mut interrupt = tokio::signal::windows::ctrl_c().map_err(Failure::Signal)?;
    Ok(async move {
        interrupt.recv().await;
    })
}
