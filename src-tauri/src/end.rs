use std::sync::atomic::{AtomicBool, Ordering};

use tauri::{AppHandle, ExitRequestApi, Manager as _, Runtime};

use crate::session::Session;

/// Whether the desk was closed, so that the program may end.
#[derive(Default)]
pub(crate) struct Ending(AtomicBool);

/// Closes the desk before the program ends: what is on the wire gets its answer written down
/// instead of becoming doubt. The window is hidden at once.
pub(crate) fn in_order<R: Runtime>(app: &AppHandle<R>, api: &ExitRequestApi) {
    let Some(ending) = app.try_state::<Ending>() else {
        return;
    };
    if ending.0.load(Ordering::SeqCst) {
        return;
    }
    api.prevent_exit();
    for window in app.webview_windows().values() {
        if let Err(error) = window.hide() {
            tracing::warn!(%error, "the window does not hide");
        }
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        app.state::<Session>().end().await;
        if let Some(ending) = app.try_state::<Ending>() {
            ending.0.store(true, Ordering::SeqCst);
        }
        app.exit(0);
    });
}

/// macOS quits without asking first: what was not closed in order is closed now.
pub(crate) fn at_once<R: Runtime>(app: &AppHandle<R>) {
    let ended = app
        .try_state::<Ending>()
        .is_none_or(|ending| ending.0.swap(true, Ordering::SeqCst));
    if !ended && let Some(session) = app.try_state::<Session>() {
        tauri::async_runtime::block_on(session.end());
    }
}

/// Ends in order when the desktop session ends: by default the process would be gone at once.
#[cfg(unix)]
pub(crate) fn when_the_session_ends<R: Runtime>(app: &AppHandle<R>) {
    use tokio::signal::unix::{SignalKind, signal};

    for kind in [
        SignalKind::terminate(),
        SignalKind::interrupt(),
        SignalKind::hangup(),
    ] {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            match signal(kind) {
                Ok(mut signals) => {
                    if signals.recv().await.is_some() {
                        tracing::info!(signal = kind.as_raw_value(), "asked to end");
                        app.exit(0);
                    }
                }
                Err(error) => tracing::warn!(%error, "the end of the session will not be noticed"),
            }
        });
    }
}

/// Windows closes the window itself, which is the end of the program.
#[cfg(not(unix))]
pub(crate) fn when_the_session_ends<R: Runtime>(_app: &AppHandle<R>) {}
