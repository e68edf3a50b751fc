//! The recovery key: a second way to the database key, kept by the user on paper.
//!
//! `recovery.json` beside the database holds the database key sealed with a key that only the
//! user has. Either alone opens nothing.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use data_encoding::{Encoding, HEXLOWER, Specification, SpecificationError};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};

use crate::surroundings::Randomness;

const KEY_BYTES: usize = 32;

/// What stands in `recovery.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// Twelve bytes, hexadecimal.
    nonce: String,
    /// The database key, sealed, hexadecimal.
    sealed: String,
}

/// Why a recovery key did not open what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryError {
    /// Wrong length or letters.
    #[error("not a recovery key")]
    Malformed,
    /// A recovery key of something else, or the file was changed.
    #[error("not the recovery key of this database")]
    WrongKey,
    /// The cipher refused to seal.
    #[error("the database key could not be sealed")]
    NotSealed,
}

/// Seals the database key with a new recovery key.
pub fn seal(
    database_key: &SecretSlice<u8>,
    random: &dyn Randomness,
) -> Result<(Sealed, SecretString), RecoveryError> {
    let mut key = [0_u8; KEY_BYTES];
    let mut nonce = [0_u8; 12];
    random.fill(&mut key);
    random.fill(&mut nonce);
    let sealed = ChaCha20Poly1305::new(Key::from_slice(&key))
        .encrypt(Nonce::from_slice(&nonce), database_key.expose_secret())
        .map_err(|_| RecoveryError::NotSealed)?;
    Ok((
        Sealed {
            nonce: HEXLOWER.encode(&nonce),
            sealed: HEXLOWER.encode(&sealed),
        },
        written(&key)?,
    ))
}

/// Opens what was sealed.
pub fn open(sealed: &Sealed, recovery_key: &SecretString) -> Result<SecretSlice<u8>, RecoveryError> {
    let key = read(recovery_key.expose_secret()).ok_or(RecoveryError::Malformed)?;
    let nonce = HEXLOWER
        .decode(sealed.nonce.as_bytes())
        .ok()
        .filter(|bytes| bytes.len() == 12)
        .ok_or(RecoveryError::WrongKey)?;
    let bytes = HEXLOWER
        .decode(sealed.sealed.as_bytes())
        .map_err(|_| RecoveryError::WrongKey)?;
    ChaCha20Poly1305::new(Key::from_slice(&key))
        .decrypt(Nonce::from_slice(&nonce), bytes.as_slice())
        .map(SecretSlice::from)
        .map_err(|_| RecoveryError::WrongKey)
}

/// Whether it is written as a recovery key is.
pub fn is_well_formed(recovery_key: &SecretString) -> bool {
    read(recovery_key.expose_secret()).is_some()
}

/// 52 letters in groups of four.
fn written(key: &[u8; KEY_BYTES]) -> Result<SecretString, RecoveryError> {
    let letters = alphabet().map_err(|_| RecoveryError::NotSealed)?.encode(key);
    let groups: Vec<&str> = letters
        .as_bytes()
        .chunks(4)
        .filter_map(|four| str::from_utf8(four).ok())
        .collect();
    Ok(groups.join("-").into())
}

fn read(written: &str) -> Option<[u8; KEY_BYTES]> {
    alphabet().ok()?.decode(written.as_bytes()).ok()?.try_into().ok()
}

/// Crockford's base 32: no I, L, O and U, and what is easily mistyped is read as what it looks like.
fn alphabet() -> Result<Encoding, SpecificationError> {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification
        .translate
        .from
        .push_str("abcdefghjkmnpqrstvwxyzoOiIlL");
    specification
        .translate
        .to
        .push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    specification.ignore.push_str("- \t\r\n");
    specification.encoding()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::SystemRandomness;

    #[test]
    fn a_key_typed_by_hand_opens_what_it_sealed() {
        let database_key = SecretSlice::from(vec![7_u8; 32]);
        let (sealed, recovery_key) = seal(&database_key, &SystemRandomness).unwrap();
        let shown = recovery_key.expose_secret();
        assert_eq!(shown.len(), 52 + 12);
        let typed = SecretString::from(
            shown
                .to_lowercase()
                .replace('-', "  ")
                .replace('0', "o")
                .replace('1', "l"),
        );
        assert_eq!(open(&sealed, &typed).unwrap().expose_secret(), [7_u8; 32]);
    }

    #[test]
    fn a_wrong_key_and_a_malformed_one_are_told_apart() {
        let database_key = SecretSlice::from(vec![7_u8; 32]);
        let (sealed, _) = seal(&database_key, &SystemRandomness).unwrap();
        let (_, other) = seal(&database_key, &SystemRandomness).unwrap();
        assert_eq!(open(&sealed, &other).unwrap_err(), RecoveryError::WrongKey);
        for malformed in ["", "1234", "U".repeat(52).as_str(), "0".repeat(53).as_str()] {
            assert_eq!(
                open(&sealed, &malformed.into()).unwrap_err(),
                RecoveryError::Malformed,
                "{malformed}"
            );
        }
    }
}
