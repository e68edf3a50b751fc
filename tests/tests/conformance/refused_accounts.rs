//! Accounts whose form holds what cannot be: refused before anything is stored or sent.

use switchboard_core::contract::account::{AccountDraft, SaveAccountResult};
use switchboard_core::contract::problem::FieldReason::{
    self, HttpsOnly, LoopbackOnly, NotOffered, OutOfRange, PollingNotAnswered, Required, TooLong,
};
use switchboard_core::vendors;
use switchboard_tests::conformance::Bench;

async fn problems(bench: &Bench, form: AccountDraft) -> Vec<(String, FieldReason)> {
    match bench.desk.save_account(form).await.unwrap() {
        SaveAccountResult::Invalid { problems } => problems
            .into_iter()
            .map(|problem| (problem.field, problem.reason))
            .collect(),
        SaveAccountResult::Saved { .. } => Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts() {
    let bench = Bench::new().await;
    let one = |field: &str, reason| vec![(field.to_owned(), reason)];
    for vendor in vendors::all() {
        let known = vendor.capabilities();
        let form = || bench.form(vendor);
        let at = vendor.id();
        assert_eq!(problems(&bench, form().await).await, [], "{at}");
        let mut wrong = form().await;
        wrong.vendor_account = " ".into();
        assert_eq!(
            problems(&bench, wrong).await,
            one("vendor_account", Required),
            "{at}"
        );
        let mut wrong = form().await;
        wrong.base_url = String::new();
        assert_eq!(problems(&bench, wrong).await, one("base_url", Required), "{at}");
        let mut plain = form().await;
        plain.base_url = "http://vendor.test".into();
        // The suite's profile is practice, which reaches this computer only.
        let expected = if known.plain_http {
            one("base_url", LoopbackOnly)
        } else {
            one("base_url", HttpsOnly)
        };
        assert_eq!(problems(&bench, plain).await, expected, "{at}");
        let mut wrong = form().await;
        wrong.extension = "1".repeat(known.extension_digits as usize + 1);
        assert_eq!(problems(&bench, wrong).await, one("extension", TooLong), "{at}");
        let mut wrong = form().await;
        wrong.settings = [("no_such".to_owned(), "x".to_owned())].into();
        assert_eq!(
            problems(&bench, wrong).await,
            one("settings.no_such", NotOffered),
            "{at}"
        );
        for setting in &known.settings {
            let mut wrong = form().await;
            wrong.settings = [(setting.name.clone(), "x".to_owned())].into();
            assert_eq!(
                problems(&bench, wrong).await,
                one(&format!("settings.{}", setting.name), NotOffered),
                "{at}"
            );
        }
        if let Some(most) = known.sends.iter().map(|way| way.recipients).max() {
            for size in [0, most + 1] {
                let mut wrong = form().await;
                wrong.operation_size = size;
                assert_eq!(
                    problems(&bench, wrong).await,
                    one("operation_size", OutOfRange),
                    "{at} {size}"
                );
            }
        }
        if known.polls_reports || known.polls_replies {
            let mut wrong = form().await;
            wrong.fetches_reports = None;
            assert_eq!(
                problems(&bench, wrong).await,
                one("fetches_reports", PollingNotAnswered),
                "{at}"
            );
        }
    }
    assert!(bench.look("log?all=1").await.is_empty());
}
