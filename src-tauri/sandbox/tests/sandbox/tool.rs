//! Digests by other tools than the sandbox's own libraries.

use std::io::Write;
use std::process::{Command, Stdio};

/// The first word that a program says about a text.
fn first_word(program: &str, arguments: &[&str], text: &str) -> String {
    let mut tool = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it is installed");
    tool.stdin
        .take()
        .expect("piped")
        .write_all(text.as_bytes())
        .expect("it reads");
    let output = tool.wait_with_output().expect("it ends").stdout;
    let output = String::from_utf8(output).expect("text");
    output.split_whitespace().next().expect("a digest").to_owned()
}

/// MD5 by coreutils, lower-case hex.
pub(crate) fn md5sum(text: &str) -> String {
    first_word("md5sum", &[], text)
}

/// SHA-256 by coreutils, lower-case hex.
pub(crate) fn sha256sum(text: &str) -> String {
    first_word("sha256sum", &[], text)
}

/// The same by OpenSSL.
pub(crate) fn openssl_sha256(text: &str) -> String {
    first_word("openssl", &["dgst", "-sha256", "-r"], text)
}
