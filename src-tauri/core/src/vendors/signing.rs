//! What may be told of a signature: the string that was signed, and its digest where that lets nobody in.

/// How a request was signed, or would have been with other settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// What was signed, secrets as placeholders such as `{{key}}`.
    pub string: String,
    /// Whether phone numbers may stand in it, so that it has to be masked before it is shown.
    pub holds_numbers: bool,
    /// The digest's name: `SHA-256`.
    pub algorithm: &'static str,
    /// The digest, hexadecimal; a placeholder where it is what authenticates.
    pub digest: String,
    /// How the digits of what authenticates are written: `upper` or `lower`.
    pub written: &'static str,
}
