use tauri::{Manager, Runtime, WebviewWindowBuilder};

/// Whether a test drives the window. The engine reads the same variable.
///
/// WebDriver can attach only to a context that is not private; the tests give theirs a folder of its own.
pub(crate) fn is_on() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

/// Notes what breaks the Content-Security-Policy from the first byte of the page on, which no
/// listener installed from outside could.
pub(crate) fn watch_policy<R: Runtime, M: Manager<R>>(
    builder: WebviewWindowBuilder<'_, R, M>,
) -> WebviewWindowBuilder<'_, R, M> {
    const WATCH: &str = "
        window.policyViolations = [];
        addEventListener('securitypolicyviolation', (event) => window.policyViolations.push(
            `${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile ?? ''} ${event.sample}`.trim()));";
    if is_on() {
        builder.initialization_script(WATCH)
    } else {
        builder
    }
}
