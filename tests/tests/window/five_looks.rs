//! The pages that came with the other vendors, in both languages and both themes.

use serde_json::json;

use crate::looks::Look;
use crate::scene::{Scene, name_of};
use crate::words::Words;

const EVERY: [&str; 5] = [
    "lianjiang",
    "linkaccount",
    "linkaccount_legacy",
    "intl_sms",
    "privacy_number",
];
const A: &str = "13800000001";
const B: &str = "13900000002";
const READY: &str =
    "return document.querySelector('button[aria-keyshortcuts=\"Control+Enter\"]')?.disabled === false";

async fn each_new_page(words: Words) {
    let scene = Scene::with_vendors(&EVERY, true).await;
    let mut look = Look::open(&scene, words, &["light", "dark"]).await;
    sending(&mut look).await;
    binding(&mut look, &scene).await;
    bound(&mut look, &scene).await;
    keys(&mut look, &scene).await;
    checks(&mut look, &scene).await;
    pushes(&mut look).await;
    settings(&mut look, &scene).await;
    look.finish().await;
}

impl Look {
    /// Words that begin with these: what follows is a time or a figure.
    pub fn begin(&self, key: &str) -> String {
        let words = self.say(key);
        format!("{}*", words.split("{{").next().unwrap_or_default())
    }

    async fn choose_account(&self, vendor: &str) {
        let option = format!(
            "{} · {}*",
            self.say(&format!("parts:vendor.{vendor}")),
            name_of(vendor)
        );
        self.app.select(&self.say("send:account.label"), &option).await;
    }

    async fn open_account(&self, vendor: &str, tab: &str) {
        self.go("accounts").await;
        let name = format!(
            "{} {}",
            self.say(&format!("parts:vendor.{vendor}")),
            name_of(vendor)
        );
        self.app.click("button", &name).await;
        self.click("tab", &format!("accounts:tab.{tab}")).await;
    }

    /// Presses Control+Enter as soon as the button of the page would work.
    async fn approve(&self) {
        self.app.wait_until("ready", READY, vec![]).await;
        self.app.press("Control+Enter").await;
    }
}

async fn sending(look: &mut Look) {
    look.go("send").await;
    look.choose_account("linkaccount").await;
    let row = "\t20260105001\t张师傅";
    look.fill(
        "send:recipients.label",
        &format!("13800138000{row}\n13900139000{row}\n13700137000{row}"),
    )
    .await;
    look.app.see("您的订单20260105001已由张师傅揽收").await;
    look.click("button", "send:advanced").await;
    look.app.see_role("field", &look.say("send:callback.label")).await;
    look.page("70-send-shared-values").await;
    look.click("radio", "send:mode.voice").await;
    look.fill("send:recipients.label", "13800138000\t4711\t5").await;
    look.app.see("您的验证码是4711，5分钟内有效。").await;
    look.page("71-send-voice").await;
    look.approve().await;
    look.app.see(&look.say("send:approved.see")).await;

    look.choose_account("intl_sms").await;
    look.fill("send:recipients.label", "+234 803 100 0010\n+1 415 555 2671")
        .await;
    look.fill(
        "send:content.label",
        "Your parcel is at the door ✓ Please fetch it today or tomorrow before noon.",
    )
    .await;
    look.app.see("U+2713").await;
    look.click("checkbox", "send:time.later").await;
    let tomorrow = look.begin("send:time.preset.tomorrow_9");
    look.app.click("button", &tomorrow).await;
    look.app.see(&look.say("send:warning.cannot_be_taken_back")).await;
    look.page("72-send-international").await;
    look.approve().await;
    look.click("link", "send:approved.see").await;
    look.app
        .see_in(("row", "0010"), "gridcell", &look.say("parts:state.accepted"))
        .await;
    look.app.click("row", "0010").await;
    look.app.see(&look.say("messages:story.scheduled")).await;
    look.page("73-message-scheduled").await;
    look.app.press("Escape").await;
    look.app
        .click("button", &look.begin("messages:filter.take_off"))
        .await;
    look.app.click("row", "138****8000").await;
    look.app.see(&look.say("messages:story.read_out")).await;
    look.app
        .see(look.words.get("messages:call.delivered.means"))
        .await;
    look.page("74-message-call").await;
}

async fn binding(look: &mut Look, scene: &Scene) {
    let x = &scene.vendors().privacy_number.x_numbers;
    look.go("privacy").await;
    look.app.see(&look.say("privacy:empty.not_live")).await;
    look.page("75-bindings-empty").await;
    look.click("link", "privacy:bind_a_number").await;
    look.app.see(&look.say("privacy:blocker.ttl_missing")).await;
    look.page("76-bind-empty").await;
    look.app.select(&look.say("privacy:field.x"), &x[0]).await;
    look.fill("privacy:field.a", A).await;
    look.fill("privacy:field.b", B).await;
    look.fill("privacy:field.reference", "A-20611").await;
    look.app
        .click("radio", &format!("{}*", look.say("privacy:preset.3600")))
        .await;
    look.click("switch", "privacy:picture.a_to_b").await;
    look.app
        .click("switch", &format!("{}*", look.say("privacy:field.record")))
        .await;
    let reveals = look.say("privacy:confirm.reveals_a_to_b").replace("{{a}}", A);
    look.app.see_role("checkbox", &reveals).await;
    look.page("77-bind-with-picture").await;
    look.app.click("checkbox", &reveals).await;
    look.click("checkbox", "privacy:confirm.recording").await;
    look.approve().await;
    look.app.see_role("heading", &format!("X {}", x[0])).await;
    look.app
        .see_in(("row", &x[0]), "gridcell", &look.say("privacy:state.bound"))
        .await;

    // Where the window is narrow the story lies over the button.
    look.app.press("Escape").await;
    look.click("link", "privacy:bind").await;
    look.app
        .select(&look.say("privacy:field.x"), &format!("{}*", x[0]))
        .await;
    look.fill("privacy:field.a", "13800000003").await;
    look.fill("privacy:field.b", "13900000004").await;
    look.app
        .click("radio", &format!("{}*", look.say("privacy:preset.1800")))
        .await;
    look.app
        .see_role("link", &look.say("privacy:conflict.show"))
        .await;
    look.page("78-bind-conflict").await;

    look.app
        .click("radio", &format!("{}*", look.say("privacy:kind.xa")))
        .await;
    look.app.select(&look.say("privacy:field.x"), &x[1]).await;
    look.app
        .click("radio", &format!("{}*", look.say("privacy:for_ever")))
        .await;
    let for_ever = look.say("privacy:confirm.for_ever");
    look.app.see_role("checkbox", &for_ever).await;
    look.page("79-bind-one-number").await;
    look.app.click("checkbox", &for_ever).await;
    look.approve().await;
    look.app.see_role("heading", &format!("X {}", x[1])).await;
    look.app
        .see_in(("row", &x[1]), "gridcell", &look.say("privacy:state.bound"))
        .await;
}

async fn bound(look: &mut Look, scene: &Scene) {
    let x = &scene.vendors().privacy_number.x_numbers;
    let call =
        json!({ "x_number": x[0], "caller": A, "result": "answered", "duration": 42, "smsContent": "到了" });
    scene.control.post("calls", call).await;
    look.app.click("row", &x[0]).await;
    look.app.see("到了").await;
    look.page("80-binding-with-calls").await;
    let refusal =
        json!({ "vendor": "privacy_number", "operation": "axb_release", "kind": "code", "code": 1302 });
    scene.control.post("faults", refusal).await;
    look.click("button", "privacy:release.open").await;
    look.app.see(&look.say("privacy:release.ends_axb")).await;
    look.page("81-release-asked").await;
    look.click("button", "privacy:release.live").await;
    look.app
        .see_role("button", &look.say("privacy:release.again"))
        .await;
    look.page("82-still-bound").await;
    look.app.press("Escape").await;
    look.app
        .not_see_role("button", &look.say("privacy:release.again"))
        .await;
    look.page("83-bindings").await;
}

async fn keys(look: &mut Look, scene: &Scene) {
    look.open_account("linkaccount", "keys").await;
    let replace = |key: &str| {
        look.say("accounts:key.replace")
            .replace("{{key}}", &look.say(&format!("accounts:key.purpose.{key}")))
    };
    let (first, second) = (replace("signing_key"), replace("decryption_key"));
    look.app.click("button", &first).await;
    look.click("button", "accounts:key.generate").await;
    look.app
        .see_role("article", &look.say("accounts:key.waiting"))
        .await;
    look.page("84-keys").await;
    look.app.click("button", &second).await;
    let key = &scene.vendors().linkaccount.registered.decryption_key;
    look.app
        .paste_in(
            ("region", &look.say("accounts:key.purpose.decryption_key")),
            &look.say("accounts:key.paste_label"),
            &key[..key.len() / 2],
        )
        .await;
    look.click("button", "accounts:key.paste").await;
    look.app.see(&look.say("accounts:key.flaw.truncated")).await;
    look.page("85-keys-refused").await;
}

async fn checks(look: &mut Look, scene: &Scene) {
    look.click("tab", "accounts:tab.checks").await;
    look.fill(
        "accounts:check.token",
        &scene.vendors().linkaccount.registered.token,
    )
    .await;
    look.page("86-check").await;
    look.click("button", "accounts:check.submit").await;
    let name = look
        .say("accounts:check.reveal")
        .replace("{{number}}", "138****8000");
    let card = ("article", &*look.say("accounts:check.kind.phone_info"));
    look.app.see_in(card, "button", &name).await;
    look.page("87-check-answered").await;
    look.click("tab", "accounts:tab.account").await;
    look.page("88-account-linkaccount").await;
    look.open_account("privacy_number", "account").await;
    look.click("button", "accounts:test.button").await;
    look.app
        .see(&look.begin("accounts:left.yuan").replace('*', ""))
        .await;
    look.page("89-account-privacy").await;
}

async fn pushes(look: &mut Look) {
    look.open_account("linkaccount", "pushes").await;
    look.app.see(&look.say("accounts:push.front_sent")).await;
    look.page("90-pushes").await;
    look.fill("accounts:push.paste_body", "<html>").await;
    look.click("button", "accounts:push.paste").await;
    look.app.see(&look.say("log:item.unreadable")).await;
    look.page("91-pushes-pasted").await;
    look.go("log").await;
    look.app.see_role("row", &look.say("log:exchange.push")).await;
    look.page("92-interface-log").await;
    look.app.click("row", &look.say("log:exchange.push")).await;
    look.app.see(&look.say("log:story.body")).await;
    look.page("93-interface-log-push").await;
    look.app.click("link", &look.say("log:tab.polls")).await;
    look.app.see_role("table", &look.say("log:tab.polls")).await;
    look.page("94-interface-log-polls").await;
    look.app.click("link", &look.say("log:tab.kept")).await;
    look.app.see(&look.say("log:kept.unreadable")).await;
    look.page("95-interface-log-kept").await;
}

async fn settings(look: &mut Look, scene: &Scene) {
    scene.control.post("balance", json!({ "intl_sms": 12.5 })).await;
    look.go("balances").await;
    let name = name_of("intl_sms");
    let refresh = look.say("balances:refresh_of").replace("{{account}}", name);
    look.app.click("button", &refresh).await;
    look.app.see("12.5").await;
    let threshold = look.say("balances:threshold.set_of").replace("{{account}}", name);
    look.app.click("button", &threshold).await;
    look.fill("balances:threshold.label", "100").await;
    look.page("94-balances-threshold").await;
    look.click("button", "common:save").await;
    look.app.see(&look.say("balances:low")).await;
    look.page("95-balances").await;
    look.go("settings").await;
    look.app
        .see_role("field", &look.say("settings:receiver.port"))
        .await;
    look.page("96-settings-receiver").await;
    look.fill("settings:receiver.port", "80").await;
    look.app.see(&look.say("parts:field.out_of_range")).await;
    look.page("97-settings-receiver-wrong").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_new_page_in_english() {
    each_new_page(Words::english()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_new_page_in_chinese() {
    each_new_page(Words::chinese()).await;
}
