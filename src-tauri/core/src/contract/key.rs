//! RSA keys of an account. A private key goes in and never comes out.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::account::SecretKind;
use super::{Id, Millis};

/// An RSA key of an account, as the window sees it: its public half.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountKey {
    /// `signing_key` or `decryption_key`.
    pub purpose: SecretKind,
    /// In use, or waiting to be confirmed.
    pub slot: KeySlot,
    /// Its length.
    pub bits: u32,
    /// SHA-256 of the public half (SubjectPublicKeyInfo, DER), upper-case hexadecimal in pairs.
    pub fingerprint: String,
    /// The public half as the vendor's page takes it: SubjectPublicKeyInfo, DER, base64 on one line.
    pub public_base64: String,
    /// The public half as PEM.
    pub public_pem: String,
    /// When it came here.
    pub added_at: Millis,
}

/// Which of an account's keys for one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeySlot {
    /// Requests are signed with it.
    Current,
    /// New: the old one stays in use until a person confirms that the vendor knows this one.
    Next,
}

/// Makes a new key pair.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct GenerateKey {
    /// The account.
    pub account_id: Id,
    /// `signing_key` or `decryption_key`.
    pub purpose: SecretKind,
    /// 1024 (as the vendor asks) or 2048.
    pub bits: u32,
}

/// Takes a private key that was pasted.
#[derive(Debug, Deserialize, TS)]
pub struct ImportKey {
    /// The account.
    pub account_id: Id,
    /// `signing_key` or `decryption_key`.
    pub purpose: SecretKind,
    /// PKCS#8 or PKCS#1, as PEM or as one-line base64.
    #[ts(type = "string")]
    pub text: SecretString,
}

/// One of an account's keys for a purpose.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct KeyChoice {
    /// The account.
    pub account_id: Id,
    /// `signing_key` or `decryption_key`.
    pub purpose: SecretKind,
}

/// What became of a key that was given or asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum KeyResult {
    /// It is in the keychain.
    Stored {
        /// Its public half.
        key: AccountKey,
    },
    /// It cannot be used; nothing was stored.
    Refused {
        /// Why.
        flaw: KeyFlaw,
    },
    /// The file dialog was closed.
    Closed,
}

/// Why a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KeyFlaw {
    /// Nothing that looks like a key.
    NotAKey,
    /// A public key, where a private one is needed.
    PublicKey,
    /// A certificate.
    Certificate,
    /// Encrypted with a password.
    Encrypted,
    /// Its end is missing, or a part of it.
    Truncated,
    /// A key of another kind than RSA.
    NotRsa,
    /// Its parts do not belong together.
    Inconsistent,
    /// Under 1,024 bits.
    TooShort {
        /// Its length.
        bits: u32,
    },
    /// Over 3,072 bits.
    TooLong {
        /// Its length.
        bits: u32,
    },
    /// The file could not be read, or is larger than any key.
    FileNotRead,
}

/// What the sign-and-verify self test of a key found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyTest {
    /// The keychain's private key and the public half shown here belong together.
    Works,
    /// They do not.
    Fails,
    /// The keychain does not hold it.
    Missing,
}
