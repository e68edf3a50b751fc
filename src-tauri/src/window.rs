use std::path::Path;

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager as _, Runtime, Url, WebviewUrl, WebviewWindowBuilder};

use crate::automation;

/// The name capabilities know the window by.
const LABEL: &str = "main";

/// Opens the one window.
pub(crate) fn open<R: Runtime>(app: &AppHandle<R>, folder: &Path) -> tauri::Result<()> {
    let builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Switchboard")
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 700.0)
        .center()
        // Numbers and texts on the page must not reach the disk outside the encrypted database.
        .incognito(!automation::is_on())
        // What the engine writes all the same belongs to this folder, not to one for all profiles.
        .data_directory(folder.join("webview"))
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false);
    automation::watch_policy(builder).build()?;
    Ok(())
}

/// Shows the window to someone who started the program a second time.
pub(crate) fn to_front<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(LABEL) else {
        return;
    };
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window does not come to the front");
    }
}

fn is_own_page(url: &Url) -> bool {
    let (scheme, host) = if cfg!(windows) {
        ("http", "tauri.localhost")
    } else {
        ("tauri", "localhost")
    };
    url.scheme() == scheme && url.host_str() == Some(host) && url.port().is_none()
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::*;

    fn allowed(url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| is_own_page(&url))
    }

    #[test]
    fn only_the_own_page_is_gone_to() {
        assert!(allowed("tauri://localhost"));
        assert!(allowed("tauri://localhost/send?to=1#x"));
        for other in [
            "https://example.com/",
            "http://tauri.localhost/",
            "tauri://localhost.example.com/",
            "tauri://localhost:81/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!allowed(other), "{other} is not our page");
        }
    }
}
