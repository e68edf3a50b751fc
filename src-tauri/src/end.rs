use tauri::{AppHandle, Runtime};

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
