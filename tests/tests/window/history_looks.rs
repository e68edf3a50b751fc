//! The pages of what happened, in both languages and both themes: found, followed, answered, logged, exported, kept.

use serde_json::json;

use crate::looks::Look;
use crate::scene::Scene;
use crate::words::Words;

/// An X number of the past.
const X: &str = "17010000137";

async fn each_page(words: fn() -> Words) {
    restoring(words()).await;
    let scene = Scene::with_a_past().await;
    updating(&scene, words()).await;
    scene.with_a_morning().await;
    let mut look = Look::open(&scene, words(), &["light", "dark"]).await;
    messages(&mut look).await;
    numbers(&mut look).await;
    replies(&mut look).await;
    suppressed(&mut look).await;
    exchanges(&mut look).await;
    kept(&mut look).await;
    keeping(&mut look).await;
    look.finish().await;
}

/// The first page of a computer where nobody has worked yet.
async fn restoring(words: Words) {
    let scene = Scene::empty().await;
    let mut look = Look::open(&scene, words, &["light", "dark"]).await;
    look.click("button", "start:backup.open").await;
    look.fill("start:restore.field", "0123").await;
    look.page("a0-restore").await;
    look.click("button", "start:backup.choose").await;
    look.app.see(&look.say("start:backup.malformed")).await;
    look.page("a1-restore-no-key").await;
    look.finish().await;
}

/// Somebody else writes to the database, so that bringing it up to date stands still after its copy was made.
async fn updating(scene: &Scene, words: Words) {
    let other = scene.connect(&scene.database_key().await);
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut look = Look::open(scene, words, &["light", "dark"]).await;
    look.app
        .see_role("progressbar", &look.say("start:updating"))
        .await;
    look.page("a2-updating").await;
    other.execute_batch("ROLLBACK").unwrap();
    look.app.see_role("heading", &look.say("messages:heading")).await;
    look.finish().await;
}

async fn messages(look: &mut Look) {
    look.go("messages").await;
    look.app.see_role("row", "138****8000").await;
    look.page("b0-messages").await;
    look.click("button", "messages:filter.more").await;
    let week = look.words.count("messages:filter.last_days", 7);
    look.app.click("button", &week).await;
    look.click("checkbox", "messages:kind.plain").await;
    look.page("b1-filter").await;
    look.app.press("Escape").await;
    look.click("button", "messages:saved.title").await;
    look.app.see(&look.say("messages:saved.none")).await;
    look.click("button", "messages:saved.save").await;
    look.fill("messages:saved.name", "一周内的普通短信 · plain, this week")
        .await;
    look.page("b2-filter-name").await;
    look.click("button", "common:save").await;
    look.app
        .not_see_role("dialog", &look.say("messages:saved.save_title"))
        .await;
    look.app
        .click("button", &look.begin("messages:saved.current"))
        .await;
    look.app
        .see_role("button", &look.begin("messages:saved.rename"))
        .await;
    look.page("b3-saved-filters").await;
    look.app.press("Escape").await;
    look.click("button", "messages:filter.take_all_off").await;

    let lists = look.say("messages:lists.label");
    let unknown = format!("{}*", look.say("parts:state.unknown"));
    look.app
        .click_in(("navigation", &lists), "button", &unknown)
        .await;
    look.app.see_role("row", "136****6000").await;
    look.page("b4-unknown").await;
    look.app.click("row", "136****6000").await;
    look.app
        .see_role("button", &look.say("messages:way.decide"))
        .await;
    look.page("b5-unknown-story").await;
    look.app.press("Escape").await;
    let all = look.say("messages:lists.all");
    look.app.click_in(("navigation", &lists), "button", &all).await;
    look.app.click("row", "137****7000").await;
    look.app.see(&look.say("reasons:next.report.MK_0001")).await;
    look.page("b6-story").await;
    look.app.press("Escape").await;
    look.click("button", "export:button").await;
    look.click("radio", "export:full").await;
    look.app.see(&look.say("export:recorded_full")).await;
    look.page("b7-export").await;
    look.click("button", "common:cancel").await;
}

async fn numbers(look: &mut Look) {
    look.app.press("Control+k").await;
    look.app.see(&look.say("frame:palette.new_account")).await;
    look.app.type_text("8000").await;
    look.app.see("138****8000").await;
    look.page("c0-palette").await;
    look.app.press("Enter").await;
    look.app.see_role("heading", "138****8000").await;
    look.page("c1-number").await;
    look.app.press("Control+k").await;
    look.app.see(&look.say("frame:palette.new_account")).await;
    look.app.type_text(X).await;
    let x = look.say("frame:palette.x_number").replace("{{number}}", X);
    look.app.see(&x).await;
    look.app.press("Enter").await;
    look.app
        .see_role("heading", &look.say("number:behind.title"))
        .await;
    look.page("c2-x-number").await;
}

async fn replies(look: &mut Look) {
    look.go("replies").await;
    look.app.see_role("row", "138****8000").await;
    look.page("d0-replies").await;
    look.app.click("row", "138****8000").await;
    look.fill(
        "replies:answer.text",
        "您好，可以的，快递员会放在小区门口的快递柜里。",
    )
    .await;
    let send = look.words.count("replies:answer.live_segments", 1);
    look.app.see_role("button", &send).await;
    look.page("d1-thread").await;
    // Out of the box, and out of the thread: where the window is narrow it lies over the list.
    look.app.press("Escape").await;
    look.app.press("Escape").await;
    look.app.click("row", "139****9000").await;
    look.click("button", "replies:stop.put").await;
    look.app.see(&look.say("suppression:add.means")).await;
    look.page("d2-suppress").await;
    look.click("button", "common:cancel").await;
    look.page("d3-asks-to-stop").await;
}

async fn suppressed(look: &mut Look) {
    look.click("link", "suppression:heading").await;
    look.app.see_role("row", "135****5000").await;
    look.page("d4-suppression").await;
    look.app.click("row", "135****5000").await;
    look.app.see(&look.say("suppression:story.means")).await;
    look.page("d5-suppressed").await;
}

async fn exchanges(look: &mut Look) {
    look.go("log").await;
    look.app.see_role("row", &look.say("log:exchange.send")).await;
    look.page("e0-exchanges").await;
    look.app.click("row", &look.say("log:exchange.send")).await;
    look.app.see_role("region", &look.say("log:story.request")).await;
    look.page("e1-exchange").await;
    look.click("button", "log:curl.button").await;
    look.app.see_role("dialog", &look.say("log:curl.title")).await;
    look.page("e2-curl").await;
    look.app.press("Escape").await;
    look.app.not_see_role("dialog", &look.say("log:curl.title")).await;
    look.app.press("Escape").await;
    look.app.click("row", &look.say("log:outcome.refused")).await;
    look.click("button", "log:diagnose.button").await;
    look.app.see_role("dialog", &look.say("log:diagnose.title")).await;
    look.page("e3-diagnose").await;
    look.app.press("Escape").await;
}

async fn kept(look: &mut Look) {
    look.click("link", "log:tab.polls").await;
    look.app.see_role("table", &look.say("log:tab.polls")).await;
    look.page("e4-polls").await;
    look.click("link", "log:tab.kept").await;
    look.app.see(&look.say("log:kept.foreign_words")).await;
    look.page("e5-kept").await;
    let hand_over = look.say("log:hand_over.button_to").replace("{{desk}}", "T02");
    look.app.click("button", &hand_over).await;
    look.app.see(&look.say("log:hand_over.words")).await;
    look.page("e6-hand-over").await;
    look.app.press("Escape").await;
}

async fn keeping(look: &mut Look) {
    look.go("settings").await;
    look.click("link", "keeping:title").await;
    look.app.see("messages.csv").await;
    look.page("f0-keeping").await;
    let kind = look.say("keeping:kind.messages");
    let rule = look.say("keeping:retention.keep_of").replace("{{kind}}", &kind);
    let choose = "const list = [...document.querySelectorAll('select')].find((one) => one.getAttribute('aria-label') === arguments[0]);
        list.value = '90';
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    look.app.script(choose, vec![json!(rule)]).await;
    look.click("button", "keeping:retention.save").await;
    look.app.see(&look.say("keeping:save.means")).await;
    look.page("f1-retention-asked").await;
    look.app
        .click_in(
            ("dialog", &look.say("keeping:save.title")),
            "button",
            &look.begin("keeping:save.button_rows_other"),
        )
        .await;
    look.app.see(&look.say("keeping:retention.saved")).await;
    look.click("button", "keeping:retention.run").await;
    look.app.see(&look.say("keeping:retention.no_way_back")).await;
    look.page("f2-remove-asked").await;
    let remove = look.begin("keeping:retention.run_button_other");
    look.app.click("button", &remove).await;
    look.app.see(&look.words.count("keeping:runs.title", 1)).await;
    look.app.not_see(&look.say("work:running.retention")).await;
    let run = look.words.count("keeping:runs.title", 1);
    look.app.click("button", &run).await;
    look.app.see(&look.say("keeping:runs.removed")).await;
    look.page("f3-removed").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_of_the_past_in_english() {
    each_page(Words::english).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_page_of_the_past_in_chinese() {
    each_page(Words::chinese).await;
}
