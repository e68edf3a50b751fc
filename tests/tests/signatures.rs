//! Signatures and ciphertexts of LinkAccount, checked by two other implementations: the `openssl` program and the JDK.
//! Keys as `openssl` writes them, in every form, are taken or refused.
//!
//! Needs `openssl` and `java` (17 or newer) on the path; without them the tests fail. No key is checked in: each is made
//! here.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::Utc;
use secrecy::{ExposeSecret as _, SecretSlice};
use serde_json::Value;
use switchboard_core::contract::account::CheckKind;
use switchboard_core::contract::key::KeyFlaw;
use switchboard_core::msisdn::Msisdn;
use switchboard_core::secrets::keys::{PrivateKey, PublicKey};
use switchboard_core::surroundings::SystemRandomness;
use switchboard_core::vendors::http::HttpReply;
use switchboard_core::vendors::{
    self, Access, Call, CheckAnswer, CheckOperation, FrozenBody, OperationBody, Reading, SendOperation,
    Settings, Vendor,
};

/// Runs a tool; what it prints, and its success or not.
fn run(tool: &str, arguments: &[&str], input: &[u8]) -> (Vec<u8>, bool) {
    let mut child = Command::new(tool)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{tool} is needed for this test: {error}"));
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    if !output.status.success() {
        eprintln(tool, arguments, &output.stderr);
    }
    (output.stdout, output.status.success())
}

/// What a tool complained of, in the failed test's output.
#[allow(clippy::print_stderr)]
fn eprintln(tool: &str, arguments: &[&str], said: &[u8]) {
    eprintln!("{tool} {arguments:?}: {}", String::from_utf8_lossy(said));
}

fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let (printed, fine) = run("openssl", arguments, input);
    assert!(fine, "openssl {arguments:?}");
    printed
}

/// A new RSA key, PKCS#8 PEM.
fn generated(bits: u32) -> Vec<u8> {
    let bits = format!("rsa_keygen_bits:{bits}");
    openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", &bits], b"")
}

fn imported(bytes: &[u8]) -> Result<PrivateKey, KeyFlaw> {
    PrivateKey::import(&SecretSlice::from(bytes.to_vec()))
}

fn flaw(bytes: &[u8]) -> KeyFlaw {
    imported(bytes).expect_err("it is refused")
}

fn written(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn bytes_of(hexadecimal: &str) -> Vec<u8> {
    hexadecimal
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn linkaccount() -> &'static dyn Vendor {
    vendors::by_id("linkaccount").unwrap()
}

fn text_send() -> FrozenBody {
    let values = vec![
        "1224".to_owned(),
        "你好, a&b=c".to_owned(),
        "2019/12/12".to_owned(),
    ];
    let send = SendOperation {
        body: OperationBody::Template {
            template_id: "45".into(),
            text: "{1}{2}{3}".into(),
            signature: "短信".into(),
            recipients: vec![(Msisdn::mainland("13412345678").unwrap(), values)],
        },
        extension: String::new(),
        echo: "T01abcdefghi".into(),
        callback_url: "https://desk.test/push?a=1&b=2".into(),
        vendor_account: "7e289a2484f4368dbafbd1e5c7d06903".into(),
    };
    linkaccount().freeze_send(&send, &Settings::default())
}

/// A text send as it would go out: the string that was signed, and the signature.
fn signed(key: &PrivateKey) -> (String, String) {
    let access = Access {
        base_url: "https://vendor.test".into(),
        signing: Some(key.clone()),
        ..Access::default()
    };
    let frozen = text_send();
    let request = linkaccount()
        .request(&Call::Send(&frozen), &access, Utc::now())
        .unwrap();
    let sent: Value = serde_json::from_str(request.body.expose_secret()).unwrap();
    let signature = sent["sign"].as_str().unwrap().to_owned();
    assert_eq!(signature, signature.to_uppercase());
    (request.signed.unwrap(), signature)
}

/// What phone info makes of a ciphertext.
fn found(key: &PrivateKey, ciphertext: &str) -> Reading<CheckAnswer> {
    let check = CheckOperation {
        kind: CheckKind::PhoneInfo,
        channel: "0".into(),
        platform: "0".into(),
        auth_code: String::new(),
        token: "t".into(),
        msisdn: None,
        vendor_account: "a".into(),
    };
    let frozen = linkaccount().freeze_check(&check, &Settings::default()).unwrap();
    let access = Access {
        decryption: vec![key.clone()],
        ..Access::default()
    };
    let reply = HttpReply {
        status: 200,
        date: None,
        body: format!(r#"{{"header":{{"code":200,"msg":"操作成功","time":1}},"body":"{ciphertext}"}}"#)
            .into_bytes(),
    };
    linkaccount().read_check(&frozen.path, &reply, &access)
}

fn number() -> Reading<CheckAnswer> {
    Reading::Success(CheckAnswer::Number(Msisdn::mainland("18123972798").unwrap()))
}

#[test]
fn openssl_verifies_what_is_signed_here_and_is_decrypted_here() {
    let folder = tempfile::tempdir().unwrap();
    for key in [
        PrivateKey::generate(1_024, &SystemRandomness).unwrap(),
        imported(&generated(1_024)).unwrap(),
        imported(&generated(2_048)).unwrap(),
        imported(&generated(3_072)).unwrap(),
    ] {
        let public = written(folder.path(), "public.pem", key.public().pem().as_bytes());
        let (string, signature) = signed(&key);
        let signature = written(folder.path(), "signature", &bytes_of(&signature));
        let verify = [
            "dgst",
            "-sha256",
            "-verify",
            text(&public),
            "-signature",
            text(&signature),
        ];
        assert_eq!(openssl(&verify, string.as_bytes()), b"Verified OK\n");
        let (_, fine) = run("openssl", &verify, format!("{string} ").as_bytes());
        assert!(!fine, "another string has the same signature");
        let sealed = openssl(
            &[
                "pkeyutl",
                "-encrypt",
                "-pubin",
                "-inkey",
                text(&public),
                "-pkeyopt",
                "rsa_padding_mode:pkcs1",
            ],
            b"18123972798",
        );
        assert_eq!(found(&key, &hexadecimal(&sealed)), number());
        assert_eq!(found(&key, &hexadecimal(&sealed).to_lowercase()), number());
    }
}

#[test]
fn the_jdk_verifies_what_is_signed_here_and_is_decrypted_here() {
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/VendorSide.java");
    for bits in [1_024, 2_048] {
        let key = PrivateKey::generate(bits, &SystemRandomness).unwrap();
        let (string, signature) = signed(&key);
        let message = written(folder.path(), "message", string.as_bytes());
        let (printed, fine) = run(
            "java",
            &[
                text(&program),
                &key.public().base64(),
                &signature,
                text(&message),
                "18123972798",
            ],
            b"",
        );
        assert!(fine, "java runs the program");
        let printed = String::from_utf8(printed).unwrap();
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines[..2], ["true", "false"], "{bits}");
        assert_eq!(found(&key, lines[2]), number(), "{bits}");
    }
}

#[test]
fn a_key_is_taken_in_every_form_openssl_writes() {
    for pkcs8 in [
        generated(1_024),
        generated(2_048),
        generated(3_072),
        openssl(
            &[
                "genpkey",
                "-algorithm",
                "RSA",
                "-pkeyopt",
                "rsa_keygen_bits:1024",
                "-pkeyopt",
                "rsa_keygen_pubexp:3",
            ],
            b"",
        ),
        openssl(&["genrsa", "-traditional", "1024"], b""),
    ] {
        let public = openssl(&["pkey", "-pubout", "-outform", "DER"], &pkcs8);
        let expected = PublicKey::from_der(public.clone());
        let pkcs8_der = openssl(&["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"], &pkcs8);
        let pkcs1_der = openssl(&["rsa", "-traditional", "-outform", "DER"], &pkcs8);
        let forms = [
            pkcs8.clone(),
            openssl(&["pkcs8", "-topk8", "-nocrypt"], &pkcs8),
            openssl(&["rsa", "-traditional"], &pkcs8),
            openssl(&["base64", "-A"], &pkcs8_der),
            openssl(&["base64"], &pkcs8_der),
            openssl(&["base64", "-A"], &pkcs1_der),
            // With the key's parts in words before it.
            openssl(&["pkey", "-text"], &pkcs8),
            pkcs8_der,
            pkcs1_der,
        ];
        for form in &forms {
            let key =
                imported(form).unwrap_or_else(|flaw| panic!("{flaw:?}: {}", String::from_utf8_lossy(form)));
            assert_eq!(*key.public(), expected);
            let again = PrivateKey::from_stored(&key.to_stored()).unwrap();
            assert_eq!(*again.public(), expected);
            // Windows' credential store has room for 2,560 bytes.
            assert!(key.to_stored().expose_secret().len() <= 2_560);
        }
        assert_eq!(expected.pem().into_bytes(), openssl(&["pkey", "-pubout"], &pkcs8));
        assert_eq!(
            expected.base64().into_bytes(),
            openssl(&["base64", "-A"], &public)
        );
        let digest = String::from_utf8(openssl(&["dgst", "-sha256", "-c"], &public)).unwrap();
        assert!(
            digest.trim().to_uppercase().ends_with(&expected.fingerprint()),
            "{digest}"
        );
    }
}

#[test]
fn what_cannot_be_used_is_refused_with_its_own_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let key = generated(1_024);
    let der = |arguments: &[&str], key: &[u8]| openssl(&[arguments, &["-outform", "DER"]].concat(), key);
    let one_line = |der: &[u8]| openssl(&["base64", "-A"], der);
    for (bits, expected) in [
        (512, KeyFlaw::TooShort { bits: 512 }),
        (4_096, KeyFlaw::TooLong { bits: 4_096 }),
    ] {
        let key = generated(bits);
        assert_eq!(flaw(&key), expected);
        assert_eq!(flaw(&openssl(&["rsa", "-traditional"], &key)), expected);
    }
    let encrypted = ["pkcs8", "-topk8", "-v2", "aes256", "-passout", "pass:secret"];
    for given in [
        openssl(&encrypted, &key),
        der(&encrypted, &key),
        one_line(&der(&encrypted, &key)),
        openssl(
            &["rsa", "-traditional", "-aes256", "-passout", "pass:secret"],
            &key,
        ),
    ] {
        assert_eq!(
            flaw(&given),
            KeyFlaw::Encrypted,
            "{}",
            String::from_utf8_lossy(&given)
        );
    }
    let public = ["pkey", "-pubout"];
    let old_public = ["rsa", "-RSAPublicKey_out"];
    for given in [
        openssl(&public, &key),
        der(&public, &key),
        one_line(&der(&public, &key)),
        openssl(&old_public, &key),
        der(&old_public, &key),
        one_line(&der(&old_public, &key)),
    ] {
        assert_eq!(
            flaw(&given),
            KeyFlaw::PublicKey,
            "{}",
            String::from_utf8_lossy(&given)
        );
    }
    let key_file = written(folder.path(), "key.pem", &key);
    let certificate = ["req", "-x509", "-new", "-key", text(&key_file), "-subj", "/CN=a"];
    let made = openssl(&certificate, b"");
    for given in [&made, &der(&certificate, b"")] {
        assert_eq!(flaw(given), KeyFlaw::Certificate);
    }
    // A file that has both is taken for its key.
    assert!(imported(&[made.as_slice(), &key].concat()).is_ok());
    let certificate_file = written(folder.path(), "certificate.pem", &made);
    let pkcs12 = openssl(
        &[
            "pkcs12",
            "-export",
            "-passout",
            "pass:secret",
            "-inkey",
            text(&key_file),
            "-in",
            text(&certificate_file),
        ],
        b"",
    );
    assert_eq!(flaw(&pkcs12), KeyFlaw::Encrypted);
    let curve = openssl(&["ecparam", "-name", "prime256v1", "-genkey"], b"");
    for given in [
        openssl(&["pkcs8", "-topk8", "-nocrypt"], &curve),
        der(&["pkcs8", "-topk8", "-nocrypt"], &curve),
        der(&["ec"], &curve),
        one_line(&der(&["ec"], &curve)),
        openssl(&["genpkey", "-algorithm", "ED25519"], b""),
        curve,
    ] {
        assert_eq!(
            flaw(&given),
            KeyFlaw::NotRsa,
            "{}",
            String::from_utf8_lossy(&given)
        );
    }
    for given in [
        &key[..key.len() - 40],
        &key[..key.len() / 2],
        &der(&["pkey"], &key)[..200],
        &one_line(&der(&["pkey"], &key))[..400],
    ] {
        assert_eq!(
            flaw(given),
            KeyFlaw::Truncated,
            "{}",
            String::from_utf8_lossy(given)
        );
    }
}
