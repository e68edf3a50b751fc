//! The desktop shell: a window, one instance per data folder, logs, and the adapters
//! between the page and `switchboard-core`. No rule about SMS lives here.

mod data_dir;
mod instance;
mod logs;
mod panics;
mod rendering;
mod start_error;
mod window;

pub use start_error::StartError;

use instance::Claim;

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
    let _log = logs::start(&folder);
    panics::keep_payloads_out_of_logs();
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "start");

    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        // Commands are registered here: `.invoke_handler(...)`, from their one list.
        .setup(move |app| {
            window::open(app.handle())?;
            let handle = app.handle().clone();
            held.listen(move || window::to_front(&handle));
            Ok(())
        })
        .run(tauri::generate_context!())?;
    tracing::info!("end");
    Ok(())
}
