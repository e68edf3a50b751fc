//! What a `Content-Type` says.

/// `application/json`, alone or with a charset, which can only be UTF-8 (RFC 8259, 8.1).
pub(crate) fn is_json(content_type: &str) -> bool {
    is_utf8(content_type, "application/json")
}

/// `application/x-www-form-urlencoded`, alone or with a charset, which can only be UTF-8 here.
pub(crate) fn is_form(content_type: &str) -> bool {
    is_utf8(content_type, "application/x-www-form-urlencoded")
}

fn is_utf8(content_type: &str, wanted: &str) -> bool {
    let mut parts = content_type
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase());
    parts.next().as_deref() == Some(wanted)
        && parts.all(|parameter| match parameter.split_once('=') {
            Some(("charset", name)) => matches!(name.trim_matches('"'), "utf-8" | "utf8"),
            _ => true,
        })
}
