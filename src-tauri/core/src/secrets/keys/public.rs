//! The public half of a key: what a vendor is given, and what a person compares.

use data_encoding::{BASE64, HEXUPPER};
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::pkcs8::{DecodePublicKey, EncodePublicKey};
use rsa::rand_core::OsRng;
use rsa::sha2::{Digest, Sha256};
use rsa::{Pkcs1v15Encrypt, RsaPublicKey};

/// Letters of base64 in a line of PEM (RFC 7468).
const PEM_LINE: usize = 64;

/// A public RSA key: SubjectPublicKeyInfo, DER.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    pub(super) fn of(key: &RsaPublicKey) -> Option<Self> {
        key.to_public_key_der().ok().map(|der| Self(der.into_vec()))
    }

    /// One that was stored.
    pub fn from_der(der: Vec<u8>) -> Self {
        Self(der)
    }

    /// As it is stored.
    pub fn der(&self) -> &[u8] {
        &self.0
    }

    /// Base64 on one line, as the vendor's page takes it.
    pub fn base64(&self) -> String {
        BASE64.encode(&self.0)
    }

    /// PEM.
    pub fn pem(&self) -> String {
        let mut pem = String::from("-----BEGIN PUBLIC KEY-----\n");
        for line in self.base64().as_bytes().chunks(PEM_LINE) {
            pem.extend(line.iter().map(|letter| char::from(*letter)));
            pem.push('\n');
        }
        pem.push_str("-----END PUBLIC KEY-----\n");
        pem
    }

    /// SHA-256 of the DER, upper-case hexadecimal in pairs: what `openssl` prints of it too.
    pub fn fingerprint(&self) -> String {
        let pairs: Vec<String> = Sha256::digest(&self.0)
            .iter()
            .map(|byte| HEXUPPER.encode(&[*byte]))
            .collect();
        pairs.join(":")
    }

    /// Whether a signature (SHA256withRSA) is the private half's over this message.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.key().is_some_and(|key| {
            key.verify(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message), signature)
                .is_ok()
        })
    }

    /// Encrypts for the private half (PKCS#1 v1.5); nothing if the message is too long. The padding's randomness is the
    /// system's: whoever guessed it could read the message.
    pub fn encrypt(&self, message: &[u8]) -> Option<Vec<u8>> {
        self.key()?.encrypt(&mut OsRng, Pkcs1v15Encrypt, message).ok()
    }

    fn key(&self) -> Option<RsaPublicKey> {
        RsaPublicKey::from_public_key_der(&self.0).ok()
    }
}
