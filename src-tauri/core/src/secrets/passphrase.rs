//! Files sealed with a passphrase that two people agreed on: Argon2id makes the key, ChaCha20-Poly1305 seals.
//!
//! ```text
//! 8  the file's kind and version
//! 12 Argon2id's memory (KiB), passes and lanes, each as four bytes, little endian
//! 16 salt
//! 12 nonce
//! …  sealed; everything before it is authenticated with it
//! ```

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;

use crate::surroundings::Randomness;

/// Characters a passphrase has at least.
const FEWEST: usize = 12;

const KIND: usize = 8;
const SALT: usize = 16;
const NONCE: usize = 12;
const HEAD: usize = KIND + 12 + SALT + NONCE;

/// What making a key costs: a second on an office computer, more for whoever guesses.
const COST: Cost = Cost {
    memory: 64 * 1024,
    passes: 3,
    lanes: 1,
};
/// A file that asks for more is not opened: it would take this computer's memory.
const MOST: Cost = Cost {
    memory: 256 * 1024,
    passes: 16,
    lanes: 4,
};

#[derive(Debug, Clone, Copy)]
struct Cost {
    /// In KiB.
    memory: u32,
    passes: u32,
    lanes: u32,
}

/// Why a file was not sealed, or not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// It is no file of this kind and version.
    #[error("no file of this kind")]
    NotThisKind,
    /// The passphrase does not fit, or the file was changed.
    #[error("the passphrase does not fit, or the file was changed")]
    Wrong,
    /// The cipher refused to seal.
    #[error("the file could not be sealed")]
    NotSealed,
}

/// Whether a passphrase is long enough to seal with.
pub fn is_long_enough(passphrase: &SecretString) -> bool {
    as_typed(passphrase).expose_secret().chars().count() >= FEWEST
}

/// Seals `plain` as a file of a kind. Takes about a second, on purpose.
pub fn seal(
    kind: [u8; KIND],
    plain: &[u8],
    passphrase: &SecretString,
    random: &dyn Randomness,
) -> Result<Vec<u8>, PassphraseError> {
    seal_at(COST, kind, plain, passphrase, random)
}

fn seal_at(
    cost: Cost,
    kind: [u8; KIND],
    plain: &[u8],
    passphrase: &SecretString,
    random: &dyn Randomness,
) -> Result<Vec<u8>, PassphraseError> {
    let mut file = Vec::with_capacity(HEAD + plain.len() + 16);
    file.extend(kind);
    for part in [cost.memory, cost.passes, cost.lanes] {
        file.extend(part.to_le_bytes());
    }
    let mut drawn = [0_u8; SALT + NONCE];
    random.fill(&mut drawn);
    file.extend(drawn);
    let (salt, nonce) = drawn.split_at(SALT);
    let cipher = cipher(cost, salt, passphrase).ok_or(PassphraseError::NotSealed)?;
    let payload = Payload {
        msg: plain,
        aad: &file,
    };
    let sealed = cipher
        .encrypt(Nonce::from_slice(nonce), payload)
        .map_err(|_| PassphraseError::NotSealed)?;
    file.extend(sealed);
    Ok(file)
}

/// What was sealed as a file of a kind. Takes about a second; whatever the bytes are, no more memory than
/// [`seal`] would ever ask for.
pub fn open(kind: [u8; KIND], file: &[u8], passphrase: &SecretString) -> Result<Vec<u8>, PassphraseError> {
    let (head, sealed) = file.split_at_checked(HEAD).ok_or(PassphraseError::NotThisKind)?;
    let (of, rest) = head.split_at(KIND);
    let (costs, rest) = rest.split_at(12);
    let (salt, nonce) = rest.split_at(SALT);
    if of != kind {
        return Err(PassphraseError::NotThisKind);
    }
    let mut parts = costs
        .chunks_exact(4)
        .filter_map(|part| part.try_into().ok().map(u32::from_le_bytes));
    let mut next = || parts.next().unwrap_or(u32::MAX);
    let cost = Cost {
        memory: next(),
        passes: next(),
        lanes: next(),
    };
    if cost.memory > MOST.memory || cost.passes > MOST.passes || cost.lanes > MOST.lanes {
        return Err(PassphraseError::NotThisKind);
    }
    let cipher = cipher(cost, salt, passphrase).ok_or(PassphraseError::NotThisKind)?;
    let payload = Payload {
        msg: sealed,
        aad: head,
    };
    cipher
        .decrypt(Nonce::from_slice(nonce), payload)
        .map_err(|_| PassphraseError::Wrong)
}

/// `None` where Argon2 has no such cost.
fn cipher(cost: Cost, salt: &[u8], passphrase: &SecretString) -> Option<ChaCha20Poly1305> {
    let params = Params::new(cost.memory, cost.passes, cost.lanes, None).ok()?;
    let mut key = Key::default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(as_typed(passphrase).expose_secret().as_bytes(), salt, &mut key)
        .ok()?;
    Some(ChaCha20Poly1305::new(&key))
}

/// The same passphrase from every keyboard: full width as half width, nothing around it.
fn as_typed(passphrase: &SecretString) -> SecretString {
    let typed: String = passphrase.expose_secret().trim().nfkc().collect();
    typed.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::SystemRandomness;

    const LIGHT: Cost = Cost {
        memory: 8,
        passes: 1,
        lanes: 1,
    };
    const KIND_A: [u8; KIND] = *b"SWTESTA1";

    fn sealed(passphrase: &str) -> Vec<u8> {
        seal_at(
            LIGHT,
            KIND_A,
            b"what is handed over",
            &passphrase.into(),
            &SystemRandomness,
        )
        .unwrap()
    }

    #[test]
    fn the_same_passphrase_opens_and_no_other() {
        let file = sealed("correct horse 电池");
        for same in [
            "correct horse 电池",
            " correct horse 电池\n",
            "ｃｏｒｒｅｃｔ　horse 电池",
        ] {
            assert_eq!(
                open(KIND_A, &file, &same.into()).unwrap(),
                b"what is handed over",
                "{same}"
            );
        }
        assert_eq!(
            open(KIND_A, &file, &"correct horse battery".into()),
            Err(PassphraseError::Wrong)
        );
        assert_ne!(
            file,
            sealed("correct horse 电池"),
            "each file has a salt of its own"
        );
        assert!(!file.windows(6).any(|part| part == b"handed"));
    }

    #[test]
    fn a_passphrase_is_counted_in_characters() {
        for (passphrase, enough) in [("short", false), ("elevenchars", false), ("twelve chars", true)] {
            assert_eq!(is_long_enough(&passphrase.into()), enough, "{passphrase}");
        }
        assert!(is_long_enough(&"一二三四五六七八九十甲乙".into()));
        assert!(!is_long_enough(&"   short      ".into()));
    }

    #[test]
    fn a_file_of_another_kind_is_told_from_a_wrong_passphrase() {
        let file = sealed("correct horse");
        assert_eq!(
            open(*b"SWTESTA2", &file, &"correct horse".into()),
            Err(PassphraseError::NotThisKind)
        );
    }

    #[test]
    fn a_byte_that_was_changed_anywhere_opens_nothing() {
        let file = sealed("correct horse");
        for at in 0..file.len() {
            for bit in [1, 128] {
                let mut changed = file.clone();
                changed[at] ^= bit;
                assert!(
                    open(KIND_A, &changed, &"correct horse".into()).is_err(),
                    "byte {at}"
                );
            }
            assert!(
                open(KIND_A, &file[..at], &"correct horse".into()).is_err(),
                "cut at {at}"
            );
        }
    }

    #[test]
    fn a_file_that_asks_for_too_much_is_not_tried() {
        for cost in [
            [u32::MAX, 1, 1],
            [256 * 1024 + 1, 1, 1],
            [8, 17, 1],
            [8, 1, 5],
            [0, 0, 0],
            [8, 1, 0],
        ] {
            let mut file = sealed("correct horse");
            for (at, part) in cost.iter().enumerate() {
                file[KIND + 4 * at..KIND + 4 * at + 4].copy_from_slice(&part.to_le_bytes());
            }
            assert_eq!(
                open(KIND_A, &file, &"correct horse".into()),
                Err(PassphraseError::NotThisKind),
                "{cost:?}"
            );
        }
    }
}
