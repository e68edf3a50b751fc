//! A backup that was brought back on a new computer.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use switchboard_core::contract::account::Reason;
use switchboard_core::contract::desk::PollKind;
use switchboard_core::contract::keeping::WorkState;
use switchboard_core::contract::message::MessageState;
use switchboard_core::contract::send::JobState;
use switchboard_tests::conformance::SteppedClock;
use switchboard_tests::headless;
use switchboard_tests::keeping::{begun, ended};

use super::scene::{Computer, Scene};

const DAY: Duration = Duration::from_secs(24 * 3_600);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_copy_sends_and_asks_nothing_by_itself() {
    let scene = Scene::new().await;
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000001").await).await;
    headless::submitted(&scene.desk).await;
    // Each number is a request of its own, and the first of these waits for its answer.
    scene
        .control
        .post(
            "faults",
            json!({ "operation": "plain_send", "kind": "delay", "ms": 20_000 }),
        )
        .await;
    headless::send(
        &scene.desk,
        headless::draft(&scene.desk, "13800000002\n13800000003\n13800000004").await,
    )
    .await;
    headless::until(async || {
        let rows = headless::messages(&scene.desk).await;
        rows.iter()
            .any(|row| row.state == MessageState::Sending)
            .then_some(())
    })
    .await;
    let backup = scene.back_up().await;
    let at_backup = headless::messages(&scene.desk).await;
    scene.desk.close().await;
    scene.control.post("reset", json!({})).await;

    let new = Computer::new();
    // The folder of all backups does as well.
    new.restore(backup.parent().unwrap(), &scene.recovery_key)
        .await
        .unwrap();
    let profile = new.profile();
    let mut names: Vec<_> = std::fs::read_dir(profile.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["profile.json", "recovery.json", "switchboard.db"]);
    let desk = new.open().await;
    let rows = headless::messages(&desk).await;
    assert_eq!(rows.len(), at_backup.len());
    let states: Vec<MessageState> = rows.iter().map(|row| row.state).collect();
    assert_eq!(
        states[1..],
        [MessageState::Unknown, MessageState::Queued, MessageState::Queued]
    );
    assert_eq!(desk.identity().await.unwrap().unwrap().operator, "Li Min");
    let jobs = desk.list_open_jobs().await.unwrap();
    assert_eq!((jobs.len(), jobs[0].state), (1, JobState::Paused));
    assert_eq!(jobs[0].paused, Some(Reason::RestoredFromBackup));
    let account = desk.list_accounts().await.unwrap().remove(0);
    assert_eq!(account.paused.unwrap().reason, Reason::RestoredFromBackup);
    assert!(
        !account.has_secret,
        "its secret is in the other computer's keychain"
    );
    let standing = desk.backup().await.unwrap();
    assert_eq!(
        (standing.folder, standing.last_at, standing.recovery_key_saved),
        (None, None, true)
    );
    assert!(!desk.recovery_key_due().await.unwrap());

    desk.start_polling();
    for _ in 0..5 {
        new.clock.advance(DAY);
        // The clock runs by itself too, as fast as nothing is left to do.
        tokio::time::sleep(Duration::from_millis(400)).await;
    }
    assert_eq!(scene.control.all().await, [json!(null); 0], "not one request");
    assert_eq!(headless::messages(&desk).await.len(), rows.len());
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_its_secret_in_the_keychain_it_waits_all_the_same_and_goes_on_when_told() {
    let scene = Scene::new().await;
    let backup = scene.back_up().await;
    // After the backup: the copy knows nothing of this job, and the vendor reports on it.
    headless::send(&scene.desk, headless::draft(&scene.desk, "13800000005").await).await;
    let sent = headless::submitted(&scene.desk).await;
    assert_eq!(sent[0].state, MessageState::Accepted);
    let story = scene.desk.message_story(sent[0].id).await.unwrap();
    scene.desk.close().await;
    headless::closed(&scene.computer.profile().path().join("switchboard.db")).await;
    std::fs::remove_dir_all(scene.computer.profile().path()).unwrap();
    scene.control.post("reset", json!({})).await;

    // The same computer, with the same keychain and an empty folder; its clock is right.
    let mut again = Computer::new();
    again.keychain = scene.computer.keychain.clone();
    again.restore(&backup, &scene.recovery_key).await.unwrap();
    let desk = again.open().await;
    let account = desk.list_accounts().await.unwrap().remove(0);
    assert!(account.has_secret, "it is still there");
    desk.start_polling();
    again.clock.advance(2 * DAY);
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(scene.control.all().await, [json!(null); 0], "not one request");
    desk.close().await;
    headless::closed(&again.profile().path().join("switchboard.db")).await;

    // An operator lets the account work: the report of the job from after the backup fits nothing, and is kept.
    again.clock = Arc::new(SteppedClock::now());
    let desk = again.open().await;
    desk.resume_account(account.id).await.unwrap();
    let report =
        json!([{ "msgId": story.msg_id, "mobile": "13800000005", "code": "DELIVRD", "ext": story.token }]);
    scene.control.post("reports", report).await;
    desk.poll_now(account.id).await.unwrap();
    assert!(headless::messages(&desk).await.is_empty());
    let status = desk.desk_status().await.unwrap();
    assert_eq!((status.foreign_items, status.quarantined), (0, 0));
    let mut kinds: Vec<PollKind> = status.gaps.iter().map(|gap| gap.kind).collect();
    kinds.sort_by_key(|kind| *kind as u8);
    assert_eq!(
        kinds,
        [PollKind::Reports, PollKind::Replies],
        "once, and no more with a good poll"
    );
    let polls = desk.list_polls().await.unwrap();
    let items: u32 = polls.iter().map(|poll| poll.last_items).sum();
    assert_eq!(items, 1, "it came, and is kept");
    headless::send(&desk, headless::draft(&desk, "13800000006").await).await;
    let rows = headless::submitted(&desk).await;
    assert_eq!(rows[0].state, MessageState::Accepted, "and it sends again");
    // After the time in which a message id may become known it is said that its send is not here.
    again.clock.advance(Duration::from_secs(11 * 60));
    assert_eq!(desk.desk_status().await.unwrap().stray_reports, 1);
    let strays = desk.list_strays().await.unwrap();
    assert_eq!(strays.newest[0].token, story.token);
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_other_computer_fetched_meanwhile_is_a_gap_from_the_last_good_poll() {
    let scene = Scene::new().await;
    let account = scene.desk.list_accounts().await.unwrap().remove(0).id;
    scene.desk.poll_now(account).await.unwrap();
    let polls = scene.desk.list_polls().await.unwrap();
    let good = polls
        .iter()
        .filter_map(|poll| poll.last_success_at)
        .min()
        .unwrap();
    let backup = scene.back_up().await;
    // Nobody will hand this out again.
    let report = json!([{ "msgId": "1", "mobile": "13800000005", "code": "DELIVRD", "ext": "" }]);
    scene.control.post("reports", report).await;
    scene.computer.clock.advance(DAY);
    scene.desk.poll_now(account).await.unwrap();
    scene.desk.close().await;

    let new = Computer::new();
    new.clock.advance(2 * DAY);
    let restored_at = new.around().now();
    new.restore(&backup, &scene.recovery_key).await.unwrap();
    let desk = new.open().await;
    let gaps = desk.desk_status().await.unwrap().gaps;
    let mut kinds: Vec<PollKind> = gaps.iter().map(|gap| gap.kind).collect();
    kinds.sort_by_key(|kind| *kind as u8);
    assert_eq!(kinds, [PollKind::Reports, PollKind::Replies]);
    for gap in gaps {
        assert!(
            (good - 5_000..=good).contains(&gap.from_at),
            "{} {good}",
            gap.from_at
        );
        assert!(gap.to_at >= restored_at, "{} {restored_at}", gap.to_at);
    }
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_was_held_says_that_the_other_computer_may_have_gone_on_with_it() {
    let scene = Scene::new().await;
    scene
        .control
        .post(
            "faults",
            json!({ "operation": "plain_send", "kind": "delay", "ms": 2_000 }),
        )
        .await;
    let numbers = "13800000001\n13800000002\n13800000003";
    headless::send(&scene.desk, headless::draft(&scene.desk, numbers).await).await;
    headless::until(async || {
        let rows = headless::messages(&scene.desk).await;
        rows.iter()
            .any(|row| row.state == MessageState::Sending)
            .then_some(())
    })
    .await;
    let job = scene.desk.list_open_jobs().await.unwrap().remove(0);
    scene.desk.pause_job(job.id).await.unwrap();
    headless::until(async || {
        let rows = headless::messages(&scene.desk).await;
        rows.iter()
            .all(|row| row.state != MessageState::Sending)
            .then_some(())
    })
    .await;
    let held = scene.desk.list_open_jobs().await.unwrap().remove(0);
    assert_eq!(held.paused, Some(Reason::HeldByOperator));
    let backup = scene.back_up().await;
    // The other computer sends the rest.
    scene.desk.resume_job(job.id).await.unwrap();
    headless::submitted(&scene.desk).await;
    scene.desk.close().await;

    let new = Computer::new();
    new.restore(&backup, &scene.recovery_key).await.unwrap();
    let desk = new.open().await;
    let jobs = desk.list_open_jobs().await.unwrap();
    assert_eq!((jobs.len(), jobs[0].remaining), (1, 2));
    assert_eq!(jobs[0].paused, Some(Reason::RestoredFromBackup));
    desk.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_copy_leaves_the_backups_of_the_other_computer_alone() {
    let scene = Scene::new().await;
    let mut backups = vec![scene.back_up().await];
    scene.computer.clock.advance(Duration::from_secs(5));
    let under_way = backups[0].with_file_name(format!(
        "{}.unfinished",
        backups[0].file_name().unwrap().to_str().unwrap()
    ));
    std::fs::create_dir(&under_way).unwrap();
    backups.push(under_way);

    let mut new = Computer::new();
    new.clock = Arc::new(SteppedClock::now());
    new.clock.advance(Duration::from_secs(60));
    new.restore(&backups[0], &scene.recovery_key).await.unwrap();
    let desk = new.open().await;
    desk.set_backup_folder(scene.backups.path().to_owned())
        .await
        .unwrap();
    let id = begun(desk.back_up_now().await.unwrap());
    assert_eq!(ended(&desk, id).await.state, WorkState::Done);
    let made = scene.made();
    assert!(made.len() >= 3, "{made:?}");
    for backup in &backups {
        assert!(made.contains(backup), "{backup:?} is the other computer's");
    }
    desk.close().await;
}
