//! The desktop shell: a window, one instance per data folder, logs, and the adapters
//! between the page and `switchboard-core`. No rule about SMS lives here.

mod automation;
mod backup_folder;
mod commands;
mod core_dumps;
mod data_dir;
mod end;
mod export_file;
mod hand_over_file;
mod instance;
mod key_file;
mod logs;
mod notice;
mod panics;
mod practice;
mod preferences;
mod recording_file;
mod recovery_file;
mod rendering;
mod session;
mod start_error;
mod verbs;
mod window;

pub use start_error::StartError;

use instance::Claim;
use session::Session;
use tauri::{Manager as _, RunEvent};

/// Opens the window and returns when it is closed.
///
/// A second start on the same data folder brings the first to the front and returns at once.
pub fn run() -> Result<(), StartError> {
    rendering::prefer_what_draws_everywhere();

    let folder = data_dir::open()?;
    let held = match instance::claim(&folder)? {
        Claim::First(held) => held,
        Claim::AskedTheFirst => return Ok(()),
    };
    let mut log = logs::start(&folder);
    panics::keep_payloads_out_of_logs();
    core_dumps::switch_off();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "start");

    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .invoke_handler(commands::handler())
        .setup(move |app| {
            let session = Session::new(app.handle().clone(), folder.clone());
            let last = session.last_profile();
            app.manage(session);
            app.manage(end::Ending::default());
            if let Some(kind) = last {
                // The window is drawn before the keychain answers.
                let handle = app.handle().clone();
                tauri::async_runtime::spawn(async move { handle.state::<Session>().open(kind).await });
            }
            window::open(app.handle(), &folder)?;
            let handle = app.handle().clone();
            held.listen(move || window::to_front(&handle));
            app.manage(held);
            end::when_the_session_ends(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())?
        // The event loop ends the process without returning, so what is to be done last is done in it.
        .run(move |app, event| match event {
            RunEvent::ExitRequested { api, .. } => end::in_order(app, &api),
            RunEvent::Exit => {
                end::at_once(app);
                tracing::info!("end");
                log.take();
            }
            _ => {}
        });
    Ok(())
}
