//! What a refusal or a doubt does to the rest of a job, and to a vendor that says it recipient by
//! recipient.

use serde_json::{Value, json};
use switchboard_core::contract::account::{Reason, SendMode};
use switchboard_core::contract::codes::CodeClass;
use switchboard_core::contract::message::MessageState::{self, Accepted, Queued, Rejected, Unknown};
use switchboard_core::contract::send::JobState;
use switchboard_core::vendors::{self, Vendor};
use switchboard_tests::conformance::{Bench, Operation};

/// A job of three operations, whose first meets a fault; where its messages stand.
async fn three(
    bench: &Bench,
    vendor: &dyn Vendor,
    mode: SendMode,
    fault: &Value,
) -> (i64, Vec<MessageState>) {
    let mut form = bench.form(vendor).await;
    form.operation_size = 1;
    bench.save(form).await;
    let mut fault = fault.clone();
    fault["times"] = json!(1);
    let name = Operation::Send(mode).in_sandbox(vendor);
    bench.fault(vendor, name, &fault).await;
    let mut draft = bench.send_draft(vendor, mode).await;
    let lines = ["13800000001", "13800000002", "13800000003"].map(|number| match mode {
        SendMode::Plain => number.to_owned(),
        SendMode::International => format!("86{number}"),
        SendMode::Template | SendMode::Voice => format!("{number}\t4711\t5"),
    });
    draft.recipients = lines.join("\n");
    let stories = bench.sent(draft).await;
    let states = stories.iter().map(|story| story.message.state).collect();
    (stories[0].job_id, states)
}

async fn paused(bench: &Bench, job: i64) -> Option<Reason> {
    let jobs = bench.desk.list_open_jobs().await.unwrap();
    let job = jobs.into_iter().find(|one| one.id == job)?;
    assert_eq!(job.state, JobState::Paused);
    job.paused
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rest_goes_on_after_a_verdict_and_waits_after_anything_worse() {
    let bench = Bench::new().await;
    for vendor in vendors::all() {
        for way in vendor.capabilities().sends {
            let table = Operation::Send(way.mode).table(vendor);
            let code = |class| {
                let entry = table.entries.iter().find(|entry| entry.class == class);
                json!({ "kind": "code", "code": entry.unwrap().code })
            };
            let at = format!("{} {:?}", vendor.id(), way.mode);

            let (job, states) = three(&bench, vendor, way.mode, &code(CodeClass::Verdict)).await;
            assert_eq!(states, [Rejected, Accepted, Accepted], "{at}");
            assert_eq!(paused(&bench, job).await, None, "{at}");

            let (job, states) = three(&bench, vendor, way.mode, &code(CodeClass::Account)).await;
            assert_eq!(states, [Rejected, Queued, Queued], "{at}");
            assert_eq!(paused(&bench, job).await, Some(Reason::AccountPaused), "{at}");
            bench.desk.resume_account(bench.account(vendor)).await.unwrap();
            let states: Vec<_> = bench
                .messages(Some(job))
                .await
                .iter()
                .map(|row| row.state)
                .collect();
            assert_eq!(
                states,
                [Rejected, Queued, Queued],
                "{at}: its jobs wait for their own Resume"
            );

            for (status, first) in [(404_u16, Rejected), (500, Unknown)] {
                let fault = json!({ "kind": "status", "status": status });
                let (job, states) = three(&bench, vendor, way.mode, &fault).await;
                assert_eq!(states, [first, Queued, Queued], "{at}");
                assert_eq!(
                    paused(&bench, job).await,
                    Some(Reason::HttpStatus { status }),
                    "{at}"
                );
                assert_eq!(bench.pause(vendor).await, None, "{at}");
            }
            bench.reset().await;
        }
    }
}

/// The account's money is out for one recipient: the others are what was said of them, and the
/// account waits.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_recipient_is_what_was_said_of_it() {
    let bench = Bench::new().await;
    for vendor in vendors::all()
        .into_iter()
        .filter(|one| one.capabilities().template_signature)
    {
        let results = json!({ "vendor": vendor.id(), "results": {
            "13800000002": "1300016", "13800000003": "900019", "13800000004": "77777" } });
        bench.control("reports", results).await;
        let mut draft = bench.send_draft(vendor, SendMode::Template).await;
        let lines: Vec<String> = (1..=4)
            .map(|index| format!("1380000000{index}\t4711\t5"))
            .collect();
        draft.recipients = lines.join("\n");
        let stories = bench.sent(draft).await;
        let states: Vec<_> = stories.iter().map(|story| story.message.state).collect();
        assert_eq!(states, [Accepted, Rejected, Rejected, Unknown]);
        let code = |index: usize| match &stories[index].message.reason {
            Some(Reason::VendorCode { code, .. }) => code.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!([code(1), code(2), code(3)], ["1300016", "900019", "77777"]);
        assert!(
            matches!(bench.pause(vendor).await, Some(Reason::VendorCode { code, .. }) if code == "900019")
        );
        let log = bench.accepted(vendor, "text_send").await;
        assert_eq!(log.len(), 1);
        assert_eq!(log[0]["recipients"], json!(["+8613800000001"]));
    }
}
