/// Notes where a panic happened and never what it said: a payload may hold a number or a secret.
pub(crate) fn keep_payloads_out_of_logs() {
    std::panic::set_hook(Box::new(|panic| {
        let (file, line) = panic
            .location()
            .map_or(("unknown", 0), |place| (place.file(), place.line()));
        let thread = std::thread::current();
        tracing::error!(file, line, thread = thread.name().unwrap_or("unnamed"), "panic");
    }));
}
