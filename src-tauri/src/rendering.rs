/// WebKitGTK's DMABUF renderer shows an empty window on many drivers and virtual displays.
///
/// The variable has to stand before the first thread starts, and a process may not safely change
/// its own environment: so the program replaces itself, keeping its process id. Whoever has set
/// the variable, to whatever value, is left alone, which also ends the loop.
#[cfg(target_os = "linux")]
pub(crate) fn prefer_what_draws_everywhere() {
    use std::os::unix::process::CommandExt as _;

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        // Returns only if it failed, and then the window may still draw.
        let _error = std::process::Command::new(program)
            .args(std::env::args_os().skip(1))
            .env(VARIABLE, "1")
            .exec();
    }
}

/// Nothing to prefer: the webviews of other systems draw.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prefer_what_draws_everywhere() {}
