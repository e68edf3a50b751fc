use secrecy::SecretSlice;

use super::*;
use crate::surroundings::SystemRandomness;

fn key() -> PrivateKey {
    PrivateKey::generate(1_024, &SystemRandomness).unwrap()
}

fn import(bytes: &[u8]) -> Result<PrivateKey, KeyFlaw> {
    PrivateKey::import(&SecretSlice::from(bytes.to_vec()))
}

fn flaw(bytes: &[u8]) -> KeyFlaw {
    import(bytes).expect_err("refused")
}

#[test]
fn a_key_comes_back_from_the_keychain_as_it_was() {
    let key = key();
    let stored = key.to_stored();
    let again = PrivateKey::from_stored(&stored).unwrap();
    assert_eq!(again.public(), key.public());
    assert_eq!((key.bits(), format!("{key:?}")), (1_024, "PrivateKey".to_owned()));
    for nothing in ["", "AAAA", "not base64!"] {
        let entry = SecretSlice::from(nothing.as_bytes().to_vec());
        assert_eq!(PrivateKey::from_stored(&entry).unwrap_err(), NotStored);
    }
}

#[test]
fn the_two_halves_belong_together() {
    let (key, other) = (key(), key());
    let public = key.public();
    let signature = key.sign("总机".as_bytes()).unwrap();
    assert!(public.verify("总机".as_bytes(), &signature));
    assert!(!public.verify(b"other", &signature));
    assert!(!other.public().verify("总机".as_bytes(), &signature));
    let sealed = public.encrypt(b"18123972798").unwrap();
    assert_eq!(key.decrypt(&sealed).unwrap().expose_secret(), b"18123972798");
    assert!(
        other.decrypt(&sealed).is_err() || other.decrypt(&sealed).unwrap().expose_secret() != b"18123972798"
    );
    assert!(public.encrypt(&[1; 200]).is_none());
    assert!(!PublicKey::from_der(vec![1, 2, 3]).verify(b"", b""));
}

#[test]
fn only_two_lengths_are_made() {
    for bits in [0, 512, 1_023, 3_072, 4_096, u32::MAX] {
        assert!(
            matches!(
                PrivateKey::generate(bits, &SystemRandomness),
                Err(KeyError::Length)
            ),
            "{bits}"
        );
    }
}

#[test]
fn what_stands_around_a_key_does_not_matter() {
    let key = key();
    let stored = key.to_stored();
    let line = str::from_utf8(stored.expose_secret()).unwrap();
    let wrapped = line
        .as_bytes()
        .chunks(64)
        .map(|part| str::from_utf8(part).unwrap())
        .collect::<Vec<_>>();
    let pem = |end: &str| {
        format!(
            "-----BEGIN PRIVATE KEY-----{end}{}{end}-----END PRIVATE KEY-----{end}",
            wrapped.join(end)
        )
    };
    let der = BASE64.decode(line.as_bytes()).unwrap();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(pem("\r\n").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [
        line.as_bytes().to_vec(),
        format!("  \"{line}\"\r\n").into_bytes(),
        format!("\u{feff}{}", wrapped.join(" \t\r\n ")).into_bytes(),
        line.trim_end_matches('=').as_bytes().to_vec(),
        pem("\n").into_bytes(),
        pem("\r\n").into_bytes(),
        pem(" ").into_bytes(),
        pem("\\n").into_bytes(),
        format!("\u{feff}Bag Attributes\n  name: a\n{}trailing", pem("\n")).into_bytes(),
        format!(
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n{}",
            pem("\n")
        )
        .into_bytes(),
        utf16,
        der.clone(),
        [der.as_slice(), b"\n"].concat(),
    ] {
        let read =
            import(&bytes).unwrap_or_else(|flaw| panic!("{flaw:?}: {}", String::from_utf8_lossy(&bytes)));
        assert_eq!(read.public(), key.public());
    }
}

#[test]
fn a_key_that_was_cut_is_told_from_what_never_was_one() {
    let stored = key().to_stored();
    let line = str::from_utf8(stored.expose_secret()).unwrap();
    let der = BASE64.decode(line.as_bytes()).unwrap();
    for cut in [
        line.as_bytes()[..line.len() / 2].to_vec(),
        line.as_bytes()[..line.len() - 41].to_vec(),
        format!("-----BEGIN PRIVATE KEY-----\n{line}").into_bytes(),
        format!("-----BEGIN PRIVATE KEY-----\n{line}\n---").into_bytes(),
        format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----",
            &line[..400]
        )
        .into_bytes(),
        format!("{line}\n-----END PRIVATE KEY-----").into_bytes(),
        b"-----BEGIN PRIV".to_vec(),
        der[..300].to_vec(),
    ] {
        assert_eq!(
            flaw(&cut),
            KeyFlaw::Truncated,
            "{}",
            String::from_utf8_lossy(&cut)
        );
    }
    for nothing in [
        &b""[..],
        b"   ",
        b"hello",
        b"a key",
        b"{\"key\":1}",
        b"\xff\xfe\x00",
        b"\x00\x01\x02\xff",
        b"-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
        b"0123456789",
        "你好".as_bytes(),
    ] {
        assert_eq!(
            flaw(nothing),
            KeyFlaw::NotAKey,
            "{}",
            String::from_utf8_lossy(nothing)
        );
    }
}

#[test]
fn a_damaged_key_is_refused_wherever_the_damage_is() {
    let stored = key().to_stored();
    let der = BASE64.decode(stored.expose_secret()).unwrap();
    // Behind the headers every byte belongs to a number of the key.
    for at in (60..der.len()).step_by(7) {
        let mut damaged = der.clone();
        damaged[at] ^= 1;
        assert!(import(&damaged).is_err(), "byte {at}");
    }
    let mut middle = der.clone();
    // Within the private exponent.
    middle[220] ^= 1;
    assert_eq!(flaw(&middle), KeyFlaw::Inconsistent);
}

#[test]
fn a_public_half_is_told_as_one() {
    let key = key();
    let public = key.public();
    for given in [
        public.pem().into_bytes(),
        public.base64().into_bytes(),
        public.der().to_vec(),
    ] {
        assert_eq!(flaw(&given), KeyFlaw::PublicKey);
    }
    let fingerprint = public.fingerprint();
    assert_eq!(fingerprint.len(), 32 * 3 - 1);
    assert!(
        fingerprint
            .split(':')
            .all(|pair| pair.len() == 2 && pair == pair.to_uppercase())
    );
}
