//! Every page in both languages and both themes: accessible, within its policy, and pictured.

use std::path::Path;

use serde_json::json;
use switchboard_tests::keychain;
use switchboard_tests::window::App;

use crate::scene::Scene;
use crate::words::Words;

const SIZES: [(u32, u32); 2] = [(1280, 800), (1024, 700)];
const LONG_NAME: &str = "联江—华东区客服中心与售后服务部（正式环境）East Care 2026";
const LONG_TEXT: &str = "尊敬的客户，您在本店订购的商品（订单号 2026112300017）已于今日由仓库发出，预计两到三天内送达，\
    届时快递员会提前与您联系，请保持手机畅通；如需更改收货地址或时间，请在今日十八点前致电客服中心，感谢您的理解与支持。";

/// The pages of one language and theme, with everything that is wrong with them.
pub struct Look {
    pub app: App,
    pub words: Words,
    themes: Vec<&'static str>,
    wrong: Vec<String>,
}

impl Look {
    /// The window on a data folder, in a language, pictured in these themes; it starts in the first.
    pub async fn open(scene: &Scene, words: Words, themes: &[&'static str]) -> Self {
        std::fs::create_dir_all(scene.data_dir()).unwrap();
        // A profile that is there already is opened at once.
        let last = scene.database().exists().then_some("live");
        let chosen = json!({ "language": null, "theme": themes[0], "last_profile": last });
        std::fs::write(scene.data_dir().join("preferences.json"), chosen.to_string()).unwrap();
        Self {
            app: scene.launch().language(words.locale()).open().await,
            words,
            themes: themes.to_vec(),
            wrong: Vec::new(),
        }
    }

    /// Pictures the page and looks it over, in each theme.
    pub async fn page(&mut self, name: &str) {
        for theme in self.themes.clone() {
            self.wear(theme).await;
            for (width, height) in SIZES {
                self.app.resize(width, height).await;
                let folder = format!("{}-{theme}-{width}x{height}", self.words.language());
                let pictures = Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots");
                self.app
                    .screenshot(pictures.join(folder).join(format!("{name}.png")))
                    .await;
            }
            let found = self.app.axe().await;
            self.wrong
                .extend(found.into_iter().map(|one| format!("{name}, {theme}: {one:?}")));
        }
        self.wear(self.themes[0]).await;
    }

    /// Puts a theme on, as the program does when another one is chosen; the page stays as it is.
    async fn wear(&self, theme: &str) {
        if self.themes.len() > 1 {
            let wear = "document.documentElement.dataset.mantineColorScheme = arguments[0]";
            self.app.script(wear, vec![json!(theme)]).await;
        }
    }

    /// The words of a key.
    pub fn say(&self, key: &str) -> String {
        self.words.get(key).to_owned()
    }

    /// Clicks what is called by these words.
    pub async fn click(&self, role: &str, key: &str) {
        self.app.click(role, &self.say(key)).await;
    }

    /// Replaces what stands in the field of this label.
    pub async fn fill(&self, key: &str, text: &str) {
        self.app.paste(&self.say(key), text).await;
    }

    /// Goes to a desk.
    pub async fn go(&self, desk: &str) {
        let name = self.say(&format!("frame:desk.{desk}"));
        self.app
            .wait_until(
                &format!("at the desk {name}"),
                "document.querySelector(`nav a[href='#/${arguments[0]}']`)?.click();
                 return [...document.querySelectorAll('h1')].some((one) => page.flat(one.textContent) === arguments[1])",
                vec![json!(desk), json!(name)],
            )
            .await;
    }

    /// Ends the app; nothing may have been wrong.
    pub async fn finish(self) {
        let violations = self.app.csp_violations().await;
        assert!(self.wrong.is_empty(), "axe-core: {:#?}", self.wrong);
        assert_eq!(violations, Vec::<String>::new());
        self.app.quit().await;
    }
}

async fn every_page(words: Words, theme: &'static str) {
    keychain::require_private();
    let scene = Scene::empty().await;
    let mut look = Look::open(&scene, words, &[theme]).await;

    first_start(&mut look).await;
    accounts(&mut look, &scene).await;
    empty_desks(&mut look).await;
    sending(&mut look, &scene).await;
    following(&mut look, &scene).await;
    trouble_and_practice(&mut look, &scene).await;
    look.finish().await;
}

async fn first_start(look: &mut Look) {
    look.app.see_role("button", &look.say("start:add")).await;
    look.page("01-welcome").await;
    look.click("button", "start:add").await;
    look.app
        .see_role("heading", &look.say("start:identity.title"))
        .await;
    look.page("02-identity").await;
    look.fill("start:identity.operator", "李敏").await;
    look.fill("start:identity.desk", "KF3").await;
    look.click("button", "start:identity.go_on").await;
    look.app
        .see_role("heading", &look.say("start:recovery.title"))
        .await;
    look.page("03-recovery-key").await;
    look.click("button", "start:recovery.later").await;
}

async fn accounts(look: &mut Look, scene: &Scene) {
    let vendor = scene.vendor();
    look.app.see_role("heading", &look.say("accounts:add")).await;
    look.fill("accounts:field.base_url", "http://sms.example.com:8080")
        .await;
    look.click("button", "common:save").await;
    look.app.see(&look.say("parts:field.polling_not_answered")).await;
    look.page("04-account-new-with-problems").await;
    look.fill("accounts:field.name", LONG_NAME).await;
    look.fill("accounts:field.base_url", &vendor.base_url).await;
    look.fill("accounts:field.vendor_account", &vendor.account).await;
    look.fill("accounts:field.secret", &vendor.key).await;
    look.fill("accounts:field.signature", "总机").await;
    look.click("radio", "accounts:fetch.no").await;
    look.click("button", "common:save").await;
    look.click("button", "accounts:test.button").await;
    look.app.see("100,000").await;
    look.page("05-account-open").await;
    look.click("tab", "accounts:tab.templates").await;
    look.click("button", "accounts:template.add").await;
    look.fill("accounts:template.name", "验证码").await;
    look.fill("accounts:template.id", &vendor.template_id).await;
    look.fill("accounts:template.text", &vendor.template).await;
    look.app
        .see(&look.words.count("accounts:template.variables", 2))
        .await;
    look.page("06-template-form").await;
    look.click("button", "common:save").await;
    look.app
        .see_role("button", &look.say("accounts:template.edit"))
        .await;
    look.page("07-templates").await;
    look.click("button", "common:close").await;
    look.app
        .not_see_role("button", &look.say("accounts:template.edit"))
        .await;
    look.page("08-accounts").await;
}

async fn empty_desks(look: &mut Look) {
    for (at, desk) in ["send", "messages", "replies", "balances", "settings"]
        .into_iter()
        .enumerate()
    {
        look.go(desk).await;
        look.page(&format!("1{at}-{desk}-empty")).await;
    }
}

async fn sending(look: &mut Look, scene: &Scene) {
    look.go("send").await;
    look.click("radio", "send:mode.template").await;
    look.fill(
        "send:recipients.label",
        "13800138000\t123456\t5\n13900139000\t654321",
    )
    .await;
    look.app.see(&look.say("send:bad_line.variables_missing")).await;
    look.page("20-send-template").await;
    look.click("radio", "send:mode.plain").await;
    look.fill(
        "send:recipients.label",
        "138 0013 8000\n13800138000\n12345\n021-5555 6666\nabc\n19912345678901",
    )
    .await;
    look.fill("send:content.label", LONG_TEXT).await;
    look.app.see(&look.say("send:bad_line.too_short")).await;
    look.page("21-send-with-problems").await;

    let orders =
        json!({ "outcomes": { "13800138001": "MK:0001", "13800138002": null, "13800138003": "DB:0144" } });
    scene.control.post("reports", orders).await;
    let numbers: Vec<String> = (0..11).map(|n| format!("138001380{n:02}")).collect();
    look.fill("send:recipients.label", &numbers.join("\n")).await;
    let button = look.words.count("send:button.live", 11);
    look.app.see_role("button", &button).await;
    look.page("22-send-filled").await;
    look.app.click("button", &button).await;
    look.app.see(&look.say("send:confirm.title")).await;
    look.page("23-send-confirm").await;
    look.app
        .click_in(("dialog", &look.say("send:confirm.title")), "button", &button)
        .await;
    look.app.see(&look.say("send:approved.see")).await;
    look.page("24-send-approved").await;

    // One more, whose fate stays unknown.
    let fault = json!({ "operation": "plain_send", "kind": "drop_after" });
    scene.control.post("faults", fault).await;
    scene
        .control
        .post("reports", json!({ "outcomes": { "13900139000": null } }))
        .await;
    look.fill("send:recipients.label", "13900139000").await;
    look.fill("send:content.label", "您的订单已发货").await;
    look.app
        .click("button", &look.words.count("send:button.live", 1))
        .await;
}

async fn following(look: &mut Look, scene: &Scene) {
    look.go("messages").await;
    let unknown = look.say("parts:state.unknown");
    for (row, state) in [
        ("139****9000", "unknown"),
        ("138****8001", "failed"),
        ("138****8002", "accepted"),
        ("138****8010", "delivered"),
    ] {
        look.app
            .see_in(
                ("row", row),
                "gridcell",
                &look.say(&format!("parts:state.{state}")),
            )
            .await;
    }
    look.page("30-messages").await;
    look.app.click("row", "138****8010").await;
    look.app
        .see_role("button", &look.say("messages:answer.copy"))
        .await;
    look.page("31-messages-delivered").await;
    look.app.click("row", "138****8001").await;
    look.app.see(&look.say("reasons:next.report.MK_0001")).await;
    look.page("32-messages-failed").await;
    look.app.click("row", &unknown).await;
    look.app.see_role("button", &look.say("messages:way.look")).await;
    look.page("33-messages-unknown").await;
    look.click("button", "messages:way.again").await;
    look.app.see(&look.say("messages:again.risk")).await;
    look.page("34-send-again").await;
    look.click("button", "common:cancel").await;
    look.click("button", "messages:way.decide").await;
    look.app.see(&look.say("messages:decide.means")).await;
    look.click("button", "messages:decide.button").await;
    look.app.see(&look.say("messages:why.missing")).await;
    look.page("35-decide-by-hand").await;
    look.click("button", "common:cancel").await;

    let replies = json!([
        { "mobile": "13800138000", "content": "TD" },
        { "mobile": "13900139000", "content": LONG_TEXT, "expand": "12" },
        { "mobile": "13700137000", "content": "收到，谢谢 😀" }
    ]);
    scene.control.post("replies", replies).await;
    look.go("replies").await;
    look.app.see("收到，谢谢").await;
    look.page("40-replies").await;
    look.go("balances").await;
    look.page("41-balances").await;
    look.go("settings").await;
    look.app.press("Control+k").await;
    look.app.see(&look.say("frame:palette.new_account")).await;
    look.page("42-palette").await;
    look.app.press("Escape").await;
}

async fn trouble_and_practice(look: &mut Look, scene: &Scene) {
    look.click("button", "settings:leave_live").await;
    look.app.see_role("button", &look.say("start:open")).await;
    look.page("50-welcome-again").await;
    std::fs::rename(scene.database(), scene.data_dir().join("aside")).unwrap();
    look.click("button", "start:open").await;
    look.app
        .see_role("heading", &look.say("start:trouble.title.database_missing"))
        .await;
    look.page("51-trouble").await;
    look.click("button", "common:back").await;
    look.click("button", "start:practise").await;
    look.click("button", "start:identity.go_on").await;
    look.app.see_role("heading", &look.say("send:heading")).await;
    look.fill("send:recipients.label", "13800138000").await;
    look.fill("send:content.label", "您的订单已发货").await;
    look.app
        .see_role("button", &look.words.count("send:button.practice", 1))
        .await;
    look.page("60-practice-send").await;
    look.go("settings").await;
    look.page("61-practice-settings").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_english_light() {
    every_page(Words::english(), "light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_english_dark() {
    every_page(Words::english(), "dark").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_chinese_light() {
    every_page(Words::chinese(), "light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_in_chinese_dark() {
    every_page(Words::chinese(), "dark").await;
}
