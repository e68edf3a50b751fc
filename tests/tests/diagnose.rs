//! Looking into refused signatures: what the sandbox says it expected stands among the options, and nothing is sent.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

use std::time::Duration;

use serde_json::{Value, json};
use switchboard_core::contract::account::{BalanceUnit, CheckKind, SecretKind};
use switchboard_core::contract::exchange::{
    Advice, Diagnosis, ExchangeKind, ExchangeOutcome, Finding, SigningOption,
};
use switchboard_core::msisdn::{mask, mask_in_text};
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{Bench, Operation, State, openssl};

/// What the sandbox calls a setting that concerns signing.
fn in_sandbox(vendor: &dyn Vendor, name: &str, value: &str) -> Option<Value> {
    let own = |setting: &str| Some(json!({ vendor.id(): { setting: value } }));
    match name {
        "key_case" => Some(json!({ "key_case": value })),
        "base_string" => own("base_string"),
        "template_params" => own("params"),
        "empty_optional" => own("empty"),
        "hex_case" => own("hex"),
        // Both names are taken at any time.
        "names" => None,
        unknown => panic!("{} signs with {unknown}, which nothing here tries", vendor.id()),
    }
}

fn matters(operation: Operation, setting: &str) -> bool {
    match setting {
        "template_params" => matches!(operation, Operation::Send(_)),
        "empty_optional" => operation != Operation::Check(CheckKind::PhoneVerify),
        _ => true,
    }
}

fn kind_of(operation: Operation) -> ExchangeKind {
    match operation {
        Operation::Send(_) => ExchangeKind::Send,
        Operation::Check(_) => ExchangeKind::Check,
        Operation::Balance => ExchangeKind::Balance,
        other => panic!("{other:?}"),
    }
}

/// A string as it may be shown: its numbers are masked even where other digits stand beside them.
fn masked(text: &str) -> String {
    let known = ["13800138000", "8613800000001"];
    let text = known.iter().fold(text.to_owned(), |text, number| {
        text.replace(number, &mask(number))
    });
    mask_in_text(&text)
}

fn set<'o>(option: &'o SigningOption, name: &str) -> Option<&'o str> {
    let found = option.settings.iter().find(|field| field.name == name)?;
    Some(&found.value)
}

async fn diagnosed(bench: &Bench, vendor: &dyn Vendor, kind: ExchangeKind) -> Diagnosis {
    let row = bench.newest(vendor, kind).await;
    let detail = bench.desk.exchange_detail(row.of).await.unwrap();
    assert!(detail.can_diagnose, "{:?}", detail.row.reason);
    assert_eq!(detail.row.outcome, ExchangeOutcome::Refused);
    let before = bench.look("log?all=1").await.len();
    let diagnosis = bench.desk.diagnose(row.of).await.unwrap();
    assert_eq!(bench.look("log?all=1").await.len(), before, "nothing is sent");
    diagnosis
}

fn signed_as_set(diagnosis: &Diagnosis) -> bool {
    let found = diagnosis.findings.iter().find_map(|finding| match finding {
        Finding::SignedAsSet { same } => Some(*same),
        _ => None,
    });
    found.unwrap()
}

fn key_is_same(diagnosis: &Diagnosis) -> Option<bool> {
    let Finding::Key { same, fingerprint } = &diagnosis.findings[0] else {
        panic!("the key comes first: {:?}", diagnosis.findings);
    };
    assert!(!fingerprint.is_empty());
    *same
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_vendor_expected_stands_among_the_options() {
    let bench = Bench::new().await;
    let mut tried = 0;
    for vendor in vendors::all() {
        // No callback, so that there is an optional parameter without a value.
        let mut form = bench.form(vendor).await;
        form.public_url = String::new();
        bench.save(form).await;
        for setting in vendor.signing_settings() {
            for (here, there) in [(0, 1), (1, 0)] {
                let (here, there) = (&setting.values[here], &setting.values[there]);
                let Some(theirs) = in_sandbox(vendor, &setting.name, there) else {
                    continue;
                };
                let mut form = bench.form(vendor).await;
                form.settings = [(setting.name.clone(), here.clone())].into();
                bench.save(form).await;
                for operation in Operation::of(vendor) {
                    let sends = matches!(
                        operation,
                        Operation::Send(_) | Operation::Check(_) | Operation::Balance
                    );
                    if !sends || !matters(operation, &setting.name) {
                        continue;
                    }
                    let at = format!("{} {operation:?} {} {here} {there}", vendor.id(), setting.name);
                    bench.reset().await;
                    bench.control("settings", theirs.clone()).await;
                    let ended = bench.perform(vendor, operation, None).await;
                    assert_ne!(ended.state, State::Done, "{at}");
                    let diagnosis = diagnosed(&bench, vendor, kind_of(operation)).await;
                    let log = bench.requests(vendor, operation.in_sandbox(vendor)).await;
                    let refused = log.iter().rev().find(|entry| entry["accepted"] == false).unwrap();

                    assert!(diagnosis.options[0].current, "{at}");
                    assert_eq!(
                        diagnosis.options.iter().filter(|option| option.current).count(),
                        1,
                        "{at}"
                    );
                    assert_eq!(
                        set(&diagnosis.options[0], &setting.name),
                        Some(here.as_str()),
                        "{at}"
                    );
                    let others: Vec<_> = diagnosis
                        .options
                        .iter()
                        .filter(|option| set(option, &setting.name) == Some(there))
                        .collect();
                    // With one setting changed: the rest as the account has it.
                    let other = others.iter().find(|option| {
                        let first = &diagnosis.options[0].settings;
                        option.settings.iter().zip(first).filter(|(a, b)| a != b).count() == 1
                    });
                    let other = other.unwrap_or_else(|| panic!("{at}: {:?}", diagnosis.options));
                    if let Some(expected) = refused["expected_signed"].as_array() {
                        let expected: Vec<_> = expected
                            .iter()
                            .map(|text| masked(text.as_str().unwrap()))
                            .collect();
                        assert!(
                            expected.contains(&other.signed),
                            "{at}: {expected:?} {}",
                            other.signed
                        );
                        tried += 1;
                    }
                    let try_it = Advice::TrySetting {
                        name: setting.name.clone(),
                        value: there.clone(),
                    };
                    assert!(diagnosis.advice.contains(&try_it), "{at}: {:?}", diagnosis.advice);
                    assert_eq!(diagnosis.advice.last(), Some(&Advice::AskVendor), "{at}");
                    assert_eq!(key_is_same(&diagnosis), Some(true), "{at}");
                    assert!(signed_as_set(&diagnosis), "{at}");
                    let rsa = vendor.capabilities().secrets.contains(&SecretKind::SigningKey);
                    assert_eq!(diagnosis.advice.contains(&Advice::ComparePublicKey), rsa, "{at}");

                    // The account is set right since: what went out was signed otherwise.
                    let mut form = bench.form(vendor).await;
                    form.settings = [(setting.name.clone(), there.clone())].into();
                    bench.save(form).await;
                    let row = bench.newest(vendor, kind_of(operation)).await;
                    let later = bench.desk.diagnose(row.of).await.unwrap();
                    assert!(!signed_as_set(&later), "{at}");
                    assert_eq!(later.options[0].signed, other.signed, "{at}");
                    let mut form = bench.form(vendor).await;
                    form.settings = [(setting.name.clone(), here.clone())].into();
                    bench.save(form).await;
                    bench.reset().await;
                    bench.cleared(vendor).await;
                }
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_digest_is_what_openssl_makes_of_the_string_and_one_that_authenticates_is_not_shown() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for operation in Operation::of(vendor) {
            let binding = bench.prepared(vendor, operation).await;
            bench.perform(vendor, operation, binding).await;
            let row = bench.exchanges(vendor).await.remove(0);
            let detail = bench.desk.exchange_detail(row.of).await.unwrap();
            let (string, digest) = (detail.signed.unwrap(), detail.digest.unwrap());
            if vendor.capabilities().secrets.contains(&SecretKind::SigningKey) {
                let log = bench.accepted(vendor, operation.in_sandbox(vendor)).await;
                let signed = log.last().unwrap()["signed"].as_str().unwrap();
                assert_eq!(string, masked(signed));
                assert_eq!(digest.name, "SHA-256");
                assert_eq!(digest.value, openssl(&["sha256", "-r"], signed.as_bytes()));
            } else {
                assert!(string.starts_with("{{"), "{string}");
                assert!(digest.value.starts_with("{{"), "{digest:?}");
            }
            bench.cleared(vendor).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_time_in_a_lianjiang_key_is_shown_as_its_digest() {
    let bench = Bench::new().await;
    let vendor = vendors::by_id("lianjiang").unwrap();
    bench.control("settings", json!({ "key_case": "upper" })).await;
    bench.perform(vendor, Operation::Balance, None).await;
    let row = bench.newest(vendor, ExchangeKind::Balance).await;
    let body = bench.desk.exchange_detail(row.of).await.unwrap().request_body;
    let body: Value = serde_json::from_str(&body).unwrap();
    let digest = openssl(&["md5", "-r"], body["timestamp"].to_string().as_bytes());
    let diagnosis = diagnosed(&bench, vendor, ExchangeKind::Balance).await;
    let strings: Vec<_> = diagnosis
        .options
        .iter()
        .map(|option| option.signed.clone())
        .collect();
    assert_eq!(
        strings,
        [
            format!("{{{{secret}}}}{digest}"),
            format!("{{{{secret}}}}{}", digest.to_uppercase())
        ]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_off_comes_first() {
    for vendor in vendors::all()
        .into_iter()
        .filter(|vendor| vendor.capabilities().timed_signature)
    {
        let bench = Bench::new().await;
        bench.clock.advance(Duration::from_secs(20 * 60));
        bench.perform(vendor, Operation::Balance, None).await;
        // The first answer told the time, the second question passed.
        let rows = bench.exchanges(vendor).await;
        let refused = rows
            .iter()
            .find(|row| row.outcome == ExchangeOutcome::Refused)
            .unwrap();
        let diagnosis = bench.desk.diagnose(refused.of).await.unwrap();
        let Finding::Clock { skew_seconds, within } = &diagnosis.findings[1] else {
            panic!("{:?}", diagnosis.findings);
        };
        let skew = skew_seconds.unwrap();
        assert!(
            (1_190..=1_210).contains(&skew) && !within,
            "{} {skew}",
            vendor.id()
        );
        assert_eq!(diagnosis.advice[0], Advice::SetClock, "{}", vendor.id());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_secret_with_a_space_or_that_is_not_the_one_entered_is_to_be_entered_again() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        let rsa = known.secrets.contains(&SecretKind::SigningKey);
        let operation = if known.balance == BalanceUnit::NotOffered {
            Operation::Check(known.checks[0])
        } else {
            Operation::Balance
        };
        if !rsa {
            let mut form = bench.form(vendor).await;
            let secret = bench.secrets(vendor).remove(0);
            form.secret = Some(format!("{secret}\u{200b}").into());
            bench.save(form).await;
            bench.perform(vendor, operation, None).await;
            let diagnosis = diagnosed(&bench, vendor, kind_of(operation)).await;
            assert_eq!(diagnosis.findings[3], Finding::SpacesAround { found: true });
            assert_eq!(
                diagnosis.advice[0],
                Advice::EnterSecretAgain,
                "{:?}",
                diagnosis.advice
            );
            assert_eq!(key_is_same(&diagnosis), Some(true));
            let mut form = bench.form(vendor).await;
            form.secret = Some("another".to_owned().into());
            bench.save(form).await;
        } else {
            let fault = if vendor.codes().iter().any(|table| table.id == "text") {
                json!({ "kind": "code", "code": 900011 })
            } else {
                json!({ "kind": "code", "code": "900011" })
            };
            bench.fault(vendor, operation.in_sandbox(vendor), &fault).await;
        }
        bench.cleared(vendor).await;
        bench.perform(vendor, operation, None).await;
        let diagnosis = diagnosed(&bench, vendor, kind_of(operation)).await;
        assert_eq!(diagnosis.findings[3], Finding::SpacesAround { found: false });
        assert_eq!(key_is_same(&diagnosis), Some(true), "{}", vendor.id());
        assert!(diagnosis.advice.contains(&Advice::EnterSecretAgain) != rsa);

        // What the keychain holds is not what the account shows any more.
        let database = bench.database();
        if rsa {
            let sql = "UPDATE account_key SET public_der = x'00' WHERE account_id = ?1";
            database.execute(sql, [bench.account(vendor)]).unwrap();
        } else {
            let sql = "UPDATE account SET secret_fingerprint = '00000000' WHERE id = ?1";
            database.execute(sql, [bench.account(vendor)]).unwrap();
        }
        let diagnosis = diagnosed(&bench, vendor, kind_of(operation)).await;
        assert_eq!(key_is_same(&diagnosis), Some(false), "{}", vendor.id());
        assert_eq!(diagnosis.advice[0], Advice::EnterSecretAgain, "{}", vendor.id());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_refused_for_its_signature_is_not_looked_into() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        let operation = Operation::of(vendor)[0];
        let kind = kind_of(operation);
        bench.perform(vendor, operation, None).await;
        let good = bench.newest(vendor, kind).await;
        assert!(bench.desk.diagnose(good.of).await.is_err(), "{}", vendor.id());
        assert!(!bench.desk.exchange_detail(good.of).await.unwrap().can_diagnose);
        bench
            .fault(vendor, "*", &json!({ "kind": "status", "status": 500 }))
            .await;
        bench.perform(vendor, operation, None).await;
        let broken = bench.newest(vendor, kind).await;
        assert!(bench.desk.diagnose(broken.of).await.is_err(), "{}", vendor.id());
        bench.reset().await;
        bench
            .fault(vendor, "*", &json!({ "kind": "status", "status": 403 }))
            .await;
        bench.cleared(vendor).await;
        bench.perform(vendor, operation, None).await;
        let forbidden = bench.newest(vendor, kind).await;
        assert!(bench.desk.diagnose(forbidden.of).await.is_ok(), "{}", vendor.id());
        bench.reset().await;
        bench.cleared(vendor).await;
    }
}
