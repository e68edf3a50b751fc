//! What a DER structure is, told by the kinds of its outermost elements: enough to say why it is not the key that is
//! wanted.

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape<'a> {
    /// PrivateKeyInfo: PKCS#8. Its bytes, without what stands behind them.
    Pkcs8(&'a [u8]),
    /// RSAPrivateKey: PKCS#1. Its bytes, without what stands behind them.
    Pkcs1(&'a [u8]),
    /// A public key: SubjectPublicKeyInfo, or PKCS#1's.
    Public,
    /// A certificate, or a request for one.
    Certificate,
    /// Encrypted: EncryptedPrivateKeyInfo, or PKCS#12.
    Encrypted,
    /// A private key that is none of RSA.
    OtherKey,
    /// Its end is missing.
    Truncated,
    /// Something else.
    Unknown,
}

/// Whether bytes are DER and no text: a sequence of more than 127 bytes, which every RSA key is, or a whole structure
/// that is shorter, as a curve's key. Text may begin with the same letter (`0`), but not go on like that.
pub(super) fn is_der(bytes: &[u8]) -> bool {
    matches!(bytes, [SEQUENCE, 0x80..=0xff, ..]) || !matches!(shape(bytes), Shape::Unknown | Shape::Truncated)
}

/// What these bytes are.
pub(super) fn shape(bytes: &[u8]) -> Shape<'_> {
    let whole = match element(bytes) {
        Ok(whole) if whole.kind == SEQUENCE => whole,
        Err(Cut::End) if bytes.first() == Some(&SEQUENCE) => return Shape::Truncated,
        _ => return Shape::Unknown,
    };
    // A file may end in a line end, or in zeros; anything else was not made by what writes keys.
    let (der, behind) = bytes.split_at(bytes.len() - whole.behind.len());
    if behind
        .iter()
        .any(|byte| !byte.is_ascii_whitespace() && *byte != 0)
    {
        return Shape::Unknown;
    }
    match kinds(whole.content).as_slice() {
        [INTEGER, SEQUENCE, OCTET_STRING, ..] => Shape::Pkcs8(der),
        [INTEGER, INTEGER] => Shape::Public,
        [INTEGER, integers @ ..] if integers.len() >= 8 && integers[..8] == [INTEGER; 8] => Shape::Pkcs1(der),
        // DSA's own form; an elliptic curve's (SEC 1); a curve's parameters.
        [INTEGER, INTEGER, INTEGER, ..] | [INTEGER, OCTET_STRING, ..] | [OBJECT_IDENTIFIER] => {
            Shape::OtherKey
        }
        [SEQUENCE, OCTET_STRING] | [INTEGER, SEQUENCE] | [INTEGER, SEQUENCE, SEQUENCE] => Shape::Encrypted,
        [SEQUENCE, BIT_STRING] => Shape::Public,
        [SEQUENCE, SEQUENCE, BIT_STRING] => Shape::Certificate,
        _ => Shape::Unknown,
    }
}

/// An element with what stands behind it.
struct Element<'a> {
    kind: u8,
    content: &'a [u8],
    behind: &'a [u8],
}

/// Why an element cannot be read.
enum Cut {
    /// It goes on behind the end.
    End,
    /// Its length is not written as DER writes it.
    Form,
}

fn element(bytes: &[u8]) -> Result<Element<'_>, Cut> {
    let [kind, length, rest @ ..] = bytes else {
        return Err(Cut::End);
    };
    let (length, rest) = match *length {
        short @ 0..=0x7f => (usize::from(short), rest),
        long @ 0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(long - 0x80)).ok_or(Cut::End)?;
            let length = digits
                .iter()
                .fold(0_usize, |length, digit| (length << 8) | usize::from(*digit));
            (length, rest)
        }
        _ => return Err(Cut::Form),
    };
    let (content, behind) = rest.split_at_checked(length).ok_or(Cut::End)?;
    Ok(Element {
        kind: *kind,
        content,
        behind,
    })
}

/// The kinds of the first elements, up to where they cannot be read any more.
fn kinds(mut content: &[u8]) -> Vec<u8> {
    let mut kinds = Vec::new();
    while let Ok(element) = element(content)
        && kinds.len() < 16
    {
        kinds.push(element.kind);
        content = element.behind;
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_bytes_are_nothing_panics() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x80],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0x30, 0x85, 1, 1, 1, 1, 1],
            &[0x30, 0x00],
            &[0x30, 0x03, 0x02, 0x7f, 0x00],
            &[0x02, 0x01, 0x00],
        ] {
            assert!(
                matches!(shape(bytes), Shape::Unknown | Shape::Truncated),
                "{bytes:?}"
            );
        }
    }
}
