/// A dump of the process would hold its secrets: there is none.
#[cfg(unix)]
pub(crate) fn switch_off() {
    use nix::sys::resource::{Resource, setrlimit};

    if let Err(error) = setrlimit(Resource::RLIMIT_CORE, 0, 0) {
        tracing::warn!(%error, "a crash may leave a dump");
    }
}

/// No such limit elsewhere.
#[cfg(not(unix))]
pub(crate) fn switch_off() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    #[test]
    fn the_limit_is_zero() {
        super::switch_off();
        let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
        let line = limits
            .lines()
            .find(|line| line.starts_with("Max core file size"))
            .unwrap_or_default();
        assert!(line.split_whitespace().any(|word| word == "0"), "{line}");
    }
}
