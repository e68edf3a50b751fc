//! One thing the project needs from the machine.

/// What a command needs beyond building the application.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    pub virtual_display: bool,
    pub tests: bool,
    pub window_tests: bool,
}

impl Need {
    pub const EVERYTHING: Self = Self {
        virtual_display: true,
        tests: true,
        window_tests: true,
    };
}

#[derive(Debug)]
pub struct Requirement {
    pub name: String,
    /// The version that was found.
    pub found: Option<String>,
    /// The command that brings it.
    pub get: String,
}
