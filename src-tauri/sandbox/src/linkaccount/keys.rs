//! RSA pairs: made at the start, then used from the vendor's side with their public halves alone.

use std::fmt::{self, Write};

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Public};
use openssl::rsa::{Padding, Rsa};
use openssl::sign::Verifier;

use super::settings::HexCase;

/// 密钥格式为PSKCS#8，1024位（bit）
const BITS: u32 = 1024;

/// A pair as the two sides hold it: the customer the private half, the vendor the public one.
pub(crate) struct KeyPair {
    private_pem: String,
    public: Rsa<Public>,
}

impl KeyPair {
    /// A new pair.
    pub(super) fn new() -> Result<KeyPair, ErrorStack> {
        let private = Rsa::generate(BITS)?;
        let public = Rsa::from_public_components(private.n().to_owned()?, private.e().to_owned()?)?;
        let pem = PKey::from_rsa(private)?.private_key_to_pem_pkcs8()?;
        Ok(KeyPair {
            private_pem: String::from_utf8_lossy(&pem).into_owned(),
            public,
        })
    }

    /// The private half, PKCS#8 in PEM.
    pub(super) fn private_pem(&self) -> &str {
        &self.private_pem
    }

    /// Whether `sign` is the hex of a SHA256withRSA signature of `text` by the private half.
    pub(super) fn has_signed(&self, text: &str, sign: &str, case: HexCase) -> bool {
        bytes_of(sign, case).is_some_and(|signature| self.verify(text, &signature).unwrap_or(false))
    }

    /// The upper-case hex of what only the private half reads (body为16进制字符串; PKCS#1 v1.5 by
    /// vendors.md, LinkAccount).
    pub(super) fn encrypt(&self, text: &str) -> Result<String, ErrorStack> {
        let mut sealed = vec![0; self.public.size() as usize];
        let length = self
            .public
            .public_encrypt(text.as_bytes(), &mut sealed, Padding::PKCS1)?;
        sealed.truncate(length);
        Ok(hex_of(&sealed))
    }

    fn verify(&self, text: &str, signature: &[u8]) -> Result<bool, ErrorStack> {
        let key = PKey::from_rsa(self.public.clone())?;
        Verifier::new(MessageDigest::sha256(), &key)?.verify_oneshot(signature, text.as_bytes())
    }
}

impl fmt::Debug for KeyPair {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KeyPair")
    }
}

fn hex_of(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02X}");
        text
    })
}

/// The bytes of hex digits that are all of one case.
fn bytes_of(hex: &str, case: HexCase) -> Option<Vec<u8>> {
    let fits = |byte: &u8| match case {
        HexCase::Upper => matches!(byte, b'0'..=b'9' | b'A'..=b'F'),
        HexCase::Lower => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
    };
    let (pairs, rest) = hex.as_bytes().as_chunks::<2>();
    if !rest.is_empty() || !hex.as_bytes().iter().all(fits) {
        return None;
    }
    let value = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.iter().map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_of_one_case() {
        assert_eq!(hex_of(&[0x0A, 0xFF]), "0AFF");
        assert_eq!(bytes_of("0AFF", HexCase::Upper), Some(vec![0x0A, 0xFF]));
        assert_eq!(bytes_of("0aff", HexCase::Lower), Some(vec![0x0A, 0xFF]));
        for wrong in ["0aFF", "0AF", "0A F", "０Ａ", "+1+1"] {
            assert_eq!(bytes_of(wrong, HexCase::Upper), None, "{wrong}");
        }
        assert_eq!(bytes_of("0AFF", HexCase::Lower), None);
    }
}
