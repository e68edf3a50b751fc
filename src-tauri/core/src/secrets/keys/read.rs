//! A key that somebody gives, in whatever form: PKCS#8 or PKCS#1; PEM, DER or base64. What cannot be used is told
//! apart, because each has another remedy.

use data_encoding::BASE64_NOPAD;
use rsa::pkcs8::PrivateKeyInfo;
use rsa::traits::PrivateKeyParts;
use rsa::{BigUint, RsaPrivateKey, pkcs1};
use secrecy::zeroize::Zeroizing;

use super::der::{self, Shape};
use crate::contract::key::KeyFlaw;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END";
const DASHES: &str = "-----";

/// The key in a file or in pasted text. Its length is not judged here.
pub(super) fn key(given: &[u8]) -> Result<RsaPrivateKey, KeyFlaw> {
    if der::is_der(given) {
        return der_key(given);
    }
    let text = text(given).ok_or(KeyFlaw::NotAKey)?;
    let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '"' || letter == '\'');
    if text.contains(BEGIN) {
        pem_key(text)
    } else if text.contains(END) {
        Err(KeyFlaw::Truncated)
    } else {
        base64_key(text)
    }
}

/// The key in DER.
pub(super) fn der_key(bytes: &[u8]) -> Result<RsaPrivateKey, KeyFlaw> {
    match der::shape(bytes) {
        Shape::Pkcs8(der) => {
            let info = PrivateKeyInfo::try_from(der).map_err(|_| KeyFlaw::Inconsistent)?;
            if info.algorithm.oid != pkcs1::ALGORITHM_OID {
                return Err(KeyFlaw::NotRsa);
            }
            components(info.private_key)
        }
        Shape::Pkcs1(der) => components(der),
        Shape::Public => Err(KeyFlaw::PublicKey),
        Shape::Certificate => Err(KeyFlaw::Certificate),
        Shape::Encrypted => Err(KeyFlaw::Encrypted),
        Shape::OtherKey => Err(KeyFlaw::NotRsa),
        Shape::Truncated => Err(KeyFlaw::Truncated),
        Shape::Unknown => Err(KeyFlaw::NotAKey),
    }
}

/// The key in PKCS#1, every part of it checked against the others.
fn components(der: &[u8]) -> Result<RsaPrivateKey, KeyFlaw> {
    let parts = pkcs1::RsaPrivateKey::try_from(der).map_err(|_| KeyFlaw::Inconsistent)?;
    if parts.other_prime_infos.is_some() {
        // Three primes and more: nobody's tools make such keys, and they cannot be stored as PKCS#8.
        return Err(KeyFlaw::NotAKey);
    }
    let [n, e, d, p, q, dp, dq, qinv] = [
        parts.modulus,
        parts.public_exponent,
        parts.private_exponent,
        parts.prime1,
        parts.prime2,
        parts.exponent1,
        parts.exponent2,
        parts.coefficient,
    ]
    .map(|part| BigUint::from_bytes_be(part.as_bytes()));
    let key = RsaPrivateKey::from_components(n, e, d, vec![p, q]).map_err(|_| KeyFlaw::Inconsistent)?;
    // `rsa` works these three out itself and never looks at the ones given; a key in which they are wrong was damaged.
    let same = key.validate().is_ok()
        && key.dp() == Some(&dp)
        && key.dq() == Some(&dq)
        && key.crt_coefficient() == Some(qinv);
    if same { Ok(key) } else { Err(KeyFlaw::Inconsistent) }
}

/// As text: UTF-8, or the UTF-16 that an editor of Windows writes; without a byte order mark.
fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2).map(|unit| read([unit[0], unit[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().ok()
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            str::from_utf8(bytes).ok()?.to_owned()
        }
    };
    Some(Zeroizing::new(text))
}

/// A block of PEM.
struct Block<'a> {
    label: &'a str,
    body: &'a str,
    ended: bool,
}

/// The key among a PEM file's blocks: a file may hold a certificate or a curve's parameters before it.
fn pem_key(text: &str) -> Result<RsaPrivateKey, KeyFlaw> {
    let blocks = blocks(text);
    let private = blocks.iter().find(|block| block.label.ends_with("PRIVATE KEY"));
    let Some(block) = private.or(blocks.first()) else {
        return Err(KeyFlaw::NotAKey);
    };
    // RFC 1421's header, which openssl's older form has above the base64.
    let encrypted = block.label == "ENCRYPTED PRIVATE KEY"
        || block
            .body
            .lines()
            .any(|line| line.starts_with("Proc-Type:") && line.contains("ENCRYPTED"));
    match block.label {
        label if label.ends_with("PRIVATE KEY") && encrypted => Err(KeyFlaw::Encrypted),
        _ if !block.ended => Err(KeyFlaw::Truncated),
        "PRIVATE KEY" | "RSA PRIVATE KEY" => base64_key(block.body),
        "EC PRIVATE KEY" | "DSA PRIVATE KEY" | "EC PARAMETERS" | "DSA PARAMETERS" => Err(KeyFlaw::NotRsa),
        label if label.ends_with("PUBLIC KEY") => Err(KeyFlaw::PublicKey),
        label if label.contains("CERTIFICATE") => Err(KeyFlaw::Certificate),
        _ => Err(KeyFlaw::NotAKey),
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let Some((label, after)) = after.split_once(DASHES) else {
            blocks.push(Block {
                label: "",
                body: "",
                ended: false,
            });
            break;
        };
        let (body, behind) = after.find(DASHES).map_or((after, ""), |at| after.split_at(at));
        blocks.push(Block {
            label,
            body,
            ended: behind.starts_with(END),
        });
        // Its last five dashes would open nothing: the next block begins with a word behind them.
        rest = behind;
    }
    blocks
}

/// The key in base64, on one line or many.
fn base64_key(text: &str) -> Result<RsaPrivateKey, KeyFlaw> {
    // Copied out of JSON or a program, line ends are two letters.
    let text = Zeroizing::new(text.replace("\\r", "").replace("\\n", ""));
    let letters = Zeroizing::new(
        text.bytes()
            .filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=')
            .collect::<Vec<u8>>(),
    );
    if letters.is_empty() {
        return Err(KeyFlaw::NotAKey);
    }
    // What is cut off within four letters is left away: then the length inside tells that something is missing.
    let (whole, piece) = letters.split_at(letters.len() / 4 * 4);
    let mut der = Zeroizing::new(BASE64_NOPAD.decode(whole).map_err(|_| KeyFlaw::NotAKey)?);
    if let Ok(last) = BASE64_NOPAD.decode(piece) {
        der.extend_from_slice(&last);
    }
    der_key(&der)
}
