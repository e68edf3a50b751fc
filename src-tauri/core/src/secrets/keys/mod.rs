//! RSA keys: taken in, judged, made, used. A private key never leaves this type, but for the keychain.
//!
//! RUSTSEC-2023-0071 ("Marvin"): the time `rsa` takes for a private key operation can tell something about the key to
//! who can measure many of them. The exception is accepted, and no fixed release exists: every call here is a blinded
//! one, which removes what depends on the message; signatures and decryptions are made one at a time, between waits for
//! a network, on a desk that answers nobody; and how an answer that would not open failed is told to no vendor.

mod der;
mod public;
mod read;

use std::fmt;

use data_encoding::BASE64;
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::pkcs8::{EncodePrivateKey, SecretDocument};
use rsa::rand_core::{self, CryptoRng, OsRng, RngCore};
use rsa::sha2::{Digest, Sha256};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Encrypt, RsaPrivateKey};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretSlice};

use crate::contract::key::KeyFlaw;
use crate::surroundings::Randomness;
pub use public::PublicKey;

/// The lengths a key is made with: what the vendor asks for, and what is safe.
pub const LENGTHS: [u32; 2] = [1_024, 2_048];

/// The lengths a key that is taken in may have: below, vendors refuse it and it can be broken; above, Windows'
/// credential store has no room for it.
const SHORTEST: u32 = 1_024;
const LONGEST: u32 = 3_072;

/// A private RSA key. It does not print, and what it is made of is overwritten when it is dropped.
#[derive(Clone)]
pub struct PrivateKey {
    key: RsaPrivateKey,
    /// The same as PKCS#8.
    document: SecretDocument,
    public: PublicKey,
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey")
    }
}

/// What the keychain holds is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the keychain's entry is no private key")]
pub struct NotStored;

/// What a key did not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Keys of this length are not made.
    #[error("keys of this length are not made")]
    Length,
    /// It could not be made.
    #[error("the key could not be made")]
    NotMade,
    /// It did not sign.
    #[error("the key did not sign")]
    NotSigned,
    /// It does not open this.
    #[error("the key does not open this")]
    NotOpened,
}

impl PrivateKey {
    /// The key of a keychain entry: base64 PKCS#8 DER.
    pub fn from_stored(stored: &SecretSlice<u8>) -> Result<Self, NotStored> {
        let der = Zeroizing::new(BASE64.decode(stored.expose_secret()).map_err(|_| NotStored)?);
        let key = read::der_key(&der).map_err(|_| NotStored)?;
        Self::of(key).ok_or(NotStored)
    }

    /// A key somebody gives: PKCS#8 or PKCS#1; PEM, DER or base64, whatever stands around it.
    pub fn import(given: &SecretSlice<u8>) -> Result<Self, KeyFlaw> {
        let key = read::key(given.expose_secret())?;
        match bits(&key) {
            bits if bits < SHORTEST => Err(KeyFlaw::TooShort { bits }),
            bits if bits > LONGEST => Err(KeyFlaw::TooLong { bits }),
            _ => Self::of(key).ok_or(KeyFlaw::Inconsistent),
        }
    }

    /// A new key of one of [`LENGTHS`]. Takes up to seconds: not for a thread others wait for.
    pub fn generate(bits: u32, random: &dyn Randomness) -> Result<Self, KeyError> {
        if !LENGTHS.contains(&bits) {
            return Err(KeyError::Length);
        }
        let length = usize::try_from(bits).map_err(|_| KeyError::Length)?;
        RsaPrivateKey::new(&mut Source(random), length)
            .ok()
            .and_then(Self::of)
            .ok_or(KeyError::NotMade)
    }

    /// Nothing if it cannot be written down, and so not be kept.
    fn of(key: RsaPrivateKey) -> Option<Self> {
        Some(Self {
            document: key.to_pkcs8_der().ok()?,
            public: PublicKey::of(&key.to_public_key())?,
            key,
        })
    }

    /// What the keychain is to hold. Text, because KWallet shows and keeps only text.
    pub fn to_stored(&self) -> SecretSlice<u8> {
        SecretSlice::from(BASE64.encode(self.document.as_bytes()).into_bytes())
    }

    /// Its length.
    pub fn bits(&self) -> u32 {
        bits(&self.key)
    }

    /// Its public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Its public half as it is stored: SubjectPublicKeyInfo, DER.
    pub fn public_der(&self) -> Vec<u8> {
        self.public.der().to_vec()
    }

    /// SHA256withRSA (PKCS#1 v1.5).
    ///
    /// Blinded. The blinding's randomness is the system's and no argument: it must not be guessed, and nothing of it is
    /// left in the signature, which is the same every time, so that no test has a use for it.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let digest = Sha256::digest(message);
        self.key
            .sign_with_rng(&mut OsRng, Pkcs1v15Sign::new::<Sha256>(), &digest)
            .map_err(|_| KeyError::NotSigned)
    }

    /// Opens what was encrypted with the public half (PKCS#1 v1.5). Blinded, as [`PrivateKey::sign`] is.
    pub fn decrypt(&self, sealed: &[u8]) -> Result<SecretSlice<u8>, KeyError> {
        self.key
            .decrypt_blinded(&mut OsRng, Pkcs1v15Encrypt, sealed)
            .map(SecretSlice::from)
            .map_err(|_| KeyError::NotOpened)
    }
}

fn bits(key: &RsaPrivateKey) -> u32 {
    // A key of four thousand million bits fits no memory.
    u32::try_from(key.n().bits()).unwrap_or(u32::MAX)
}

/// The program's randomness, as `rsa` wants it.
struct Source<'a>(&'a dyn Randomness);

impl RngCore for Source<'_> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

/// `Randomness` promises bytes good enough for keys.
impl CryptoRng for Source<'_> {}

#[cfg(test)]
mod tests;
