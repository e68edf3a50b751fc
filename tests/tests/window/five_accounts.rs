//! Accounts at the vendors that came later: keys that go in and never come out, number checks, tests of each.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::json;
use switchboard_tests::keychain;
use switchboard_tests::window::App;

use crate::scene::{Scene, holding};

const SIGNING: (&str, &str) = ("region", "Signing key");
const DECRYPTION: (&str, &str) = ("region", "Decryption key");

#[tokio::test(flavor = "multi_thread")]
async fn keys_go_in_and_never_come_out() {
    keychain::require_private();
    let scene = Scene::empty().await;
    let app = scene.open().await;
    app.click("button", "Add an account").await;
    app.fill("Your name", "李敏").await;
    app.fill("Desk id", "KF3").await;
    app.click("button", "Continue").await;
    app.click("button", "Later").await;

    let known = scene.vendors().linkaccount.registered.clone();
    add_linkaccount(&app, &scene).await;
    import(&app, SIGNING, &known.signing_key).await;
    app.see("Key stored. Register its public half at the vendor.")
        .await;
    refusals(&app, &known.decryption_key).await;
    import(&app, DECRYPTION, &one_line(&known.decryption_key)).await;
    app.see_in(DECRYPTION, "article", "In use").await;
    self_tests(&app).await;
    checks(&app, &known.token).await;
    for (operation, times) in [("phone_info", 1), ("phone_verify", 2)] {
        assert_eq!(
            scene.accepted("linkaccount", operation, times).await.len(),
            times,
            "{operation}"
        );
    }
    replacement(&app, &scene, &known.signing_key).await;
    legacy(&app, &scene).await;
    let (pages, said) = (page(&app).await, app.said());
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;

    assert_eq!(
        holding(&scene.data_dir(), "database_made").len(),
        1,
        "the search finds what is there"
    );
    let legacy = &scene.vendors().linkaccount_legacy.registered;
    for key in [
        &known.signing_key,
        &known.decryption_key,
        &legacy.signing_key,
        &legacy.decryption_key,
    ] {
        for text in [one_line(key), lines(key)[3].to_owned()] {
            assert_eq!(
                holding(&scene.data_dir(), &text),
                [] as [PathBuf; 0],
                "a key can be read"
            );
            assert!(!pages.contains(&text), "a key stands in the page");
            assert!(!said.contains(&text), "a key was said to the terminal");
        }
    }
}

async fn add_linkaccount(app: &App, scene: &Scene) {
    let vendor = &scene.vendors().linkaccount;
    app.see_role("heading", "Add an account").await;
    app.click("radio", "LinkAccount").await;
    app.not_see_role("field", "Secret").await;
    app.fill("Name", "Parcels").await;
    app.fill("Base URL", &vendor.base_url).await;
    app.see("In its document: “app_key”.").await;
    app.fill("Account", &vendor.app_key).await;
    app.fill("Signature", &vendor.registered.sign_name).await;
    app.click("button", "Save").await;
    app.see_role("heading", "LinkAccount Parcels").await;
    app.see_in(SIGNING, "button", "Generate").await;
    app.see_in(("row", "Parcels"), "cell", "Key missing").await;
}

/// Pastes a key into one section and presses the button under it.
async fn import(app: &App, section: (&str, &str), key: &str) {
    app.paste_in(section, "Or paste the private key", key).await;
    assert!(page(app).await.contains(key), "the search finds what is typed");
    app.click_in(section, "button", "Store it in the keychain").await;
    assert!(!page(app).await.contains(key), "pressed, so gone");
}

/// Each form that cannot be used has a sentence of its own, and leaves the box.
async fn refusals(app: &App, key: &str) {
    let public = openssl(&["pkey", "-pubout"], key);
    let short = openssl(
        &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:512"],
        "",
    );
    let encrypted = openssl(&["pkcs8", "-topk8", "-passout", "pass:pw"], key);
    let half = &key[..key.len() / 2];
    for (form, words) in [
        (&*public, "This is a public key."),
        (half, "The key is cut off."),
        (&*short, "This key has 512 bits: too short to be safe."),
        (&*encrypted, "This key is protected by a password."),
        ("13800138000", "This is not a private key."),
    ] {
        import(app, DECRYPTION, form).await;
        app.see_in(DECRYPTION, "alert", words).await;
    }
    app.click("tab", "Account").await;
    app.click("link", "Still missing: Decryption key").await;
}

async fn self_tests(app: &App) {
    app.click_in(SIGNING, "button", "Self test").await;
    app.see_in(SIGNING, "status", "This key works.").await;
    app.click_in(DECRYPTION, "button", "Self test").await;
    app.see_in(DECRYPTION, "status", "This key works.").await;
    app.click("tab", "Account").await;
    app.see("The vendor is not asked: its own test would cost money.")
        .await;
    app.click("button", "Test the keys").await;
    app.see("Both keys work.").await;
}

async fn checks(app: &App, token: &str) {
    app.click("tab", "Number check").await;
    app.see("Each check costs money and uses the token up, whatever it answers.")
        .await;
    app.fill("Token", token).await;
    app.select("Carrier", "1 · China Telecom").await;
    app.click("button", "Check now: 1 check").await;
    app.see("Please fill this in.").await;
    app.select("Carrier", "0 · China Mobile").await;
    app.click("button", "Check now: 1 check").await;
    let card = ("article", "Which number is it?");
    app.see_in(card, "button", "Show the whole number 138****8000")
        .await;
    assert!(!app.text().await.contains("13800138000"), "masked");
    assert_eq!(app.value("Token").await, "", "the token is used up");
    app.click_in(card, "button", "Show the whole number 138****8000")
        .await;
    app.see("13800138000").await;
    app.see("This look was recorded.").await;
    app.click_in(card, "button", "Hide the number 138****8000").await;
    app.not_see("13800138000").await;

    app.click("radio", "Is it this number?").await;
    app.fill("Token", token).await;
    app.fill("Phone number", "13800138001").await;
    app.click("button", "Check now: 1 check").await;
    app.see_in(
        ("article", "Is it this number?"),
        "status",
        "The token does not belong to this number",
    )
    .await;
    app.fill("Token", token).await;
    app.fill("Phone number", "138 0013 8000").await;
    app.click("button", "Check now: 1 check").await;
    app.see_in(
        ("article", "Is it this number?"),
        "status",
        "The token belongs to this number",
    )
    .await;
}

/// A new key waits while the old one works on, can be dropped, and is used once somebody says so.
async fn replacement(app: &App, scene: &Scene, key: &str) {
    app.click("tab", "Keys").await;
    app.click("button", "Replace: Signing key…").await;
    app.click_in(SIGNING, "radio", "1,024 bits, as the vendor asks")
        .await;
    app.click_in(SIGNING, "button", "Generate").await;
    let waiting = ("article", "Waiting");
    app.see_in(SIGNING, "article", "Waiting").await;
    app.see_in(SIGNING, "article", "In use").await;
    let public = public_half(app, "Waiting").await;
    let old = public_half(app, "In use").await;
    assert_eq!(
        old,
        one_line(&openssl(&["pkey", "-pubout"], key)),
        "the half that openssl sees"
    );
    assert_ne!(public, old);
    assert_eq!(bits(&public), 1024);
    app.click_in(waiting, "button", "Drop it").await;
    app.not_see_role("article", "Waiting").await;

    app.click("button", "Replace: Signing key…").await;
    app.click_in(SIGNING, "button", "Generate").await;
    let new = public_half(app, "Waiting").await;
    app.click_in(waiting, "button", "Use it from now on").await;
    app.see("If the vendor does not know it yet, it will refuse every request.")
        .await;
    app.click_in(
        ("dialog", "Does the vendor know the new public half?"),
        "button",
        "Use it from now on",
    )
    .await;
    app.not_see_role("article", "Waiting").await;
    assert_eq!(public_half(app, "In use").await, new);

    // The sandbox knows the old one only: what is signed now it refuses.
    app.click("tab", "Number check").await;
    app.fill("Token", &scene.vendors().linkaccount.registered.token)
        .await;
    app.click("button", "Check now: 1 check").await;
    app.see("Refused by the vendor").await;
    app.see("900011").await;
    app.click("button", "Close").await;
}

async fn legacy(app: &App, scene: &Scene) {
    let vendor = &scene.vendors().linkaccount_legacy;
    app.click("button", "Add an account").await;
    app.click("radio", "LinkAccount legacy").await;
    app.fill("Name", "Old app").await;
    app.fill("Base URL", &vendor.base_url).await;
    app.fill("Account", &vendor.app_id).await;
    app.click("button", "Advanced").await;
    app.select("Names of the parameters", "app_id, auth_code, phone_num")
        .await;
    app.click("button", "Save").await;
    app.see_role("heading", "LinkAccount legacy Old app").await;
    import(app, SIGNING, &vendor.registered.signing_key).await;
    app.see_in(SIGNING, "article", "In use").await;
    import(app, DECRYPTION, &vendor.registered.decryption_key).await;
    app.see_in(DECRYPTION, "article", "In use").await;
    app.click("tab", "Account").await;
    app.click("button", "Test the keys").await;
    app.see("Both keys work.").await;
    app.click("tab", "Number check").await;
    app.fill("Token", &vendor.registered.token).await;
    app.click("button", "Check now: 1 check").await;
    app.see_in(
        ("article", "Which number is it?"),
        "button",
        "Show the whole number 138****8000",
    )
    .await;
    let asked = scene.accepted("linkaccount_legacy", "phone_info", 1).await;
    let signed = asked[0]["signed"].as_str().unwrap();
    assert!(signed.contains("app_id="), "{signed}");
    app.click("button", "Close").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn international_and_privacy_accounts_are_added_and_tested() {
    let scene = Scene::with_vendors(&["linkaccount"], false).await;
    let app = scene.open().await;
    app.click("link", "Vendor accounts").await;
    international(&app, &scene).await;
    privacy(&app, &scene).await;
    app.see("3 accounts").await;
    assert_eq!(app.csp_violations().await, Vec::<String>::new());
    app.quit().await;
}

async fn international(app: &App, scene: &Scene) {
    let vendor = &scene.vendors().intl_sms;
    app.click("button", "Add an account").await;
    app.click("radio", "International SMS").await;
    app.fill("Name", "Abroad").await;
    assert_eq!(app.value("Base URL").await, "http://39.107.123.194:9118");
    app.fill("Account", &vendor.app_key).await;
    app.fill("Secret", &vendor.secret).await;
    app.see("It is the same in every request: whoever reads it once can send at your cost until the secret is changed.")
        .await;
    app.click("button", "Save").await;
    app.see("Please confirm that you know this.").await;
    app.fill("Base URL", &vendor.base_url).await;
    app.not_see("This address is plain http.").await;
    app.click("button", "Save").await;
    app.see_role("heading", "International SMS Abroad").await;
    app.click("button", "Test connection").await;
    app.see("The vendor knows this account. Left: 1,000").await;
    app.click("button", "Close").await;
}

async fn privacy(app: &App, scene: &Scene) {
    let vendor = &scene.vendors().privacy_number;
    app.click("button", "Add an account").await;
    app.click("radio", "Privacy numbers").await;
    app.fill("Name", "Drivers").await;
    app.fill("Base URL", "http://api.example.com").await;
    app.fill("Account", &vendor.developer_id).await;
    app.fill("Secret", &vendor.auth_key).await;
    app.click("field", "Application ids").await;
    app.type_text(&format!("{}\n", vendor.appid)).await;
    app.click("field", "X numbers").await;
    app.type_text(&format!("{}\n{}\n", vendor.x_numbers[0], vendor.x_numbers[1]))
        .await;
    app.click("button", "Save").await;
    app.see("Please confirm that you know this.").await;
    app.fill("Base URL", &vendor.base_url).await;
    app.click("button", "Save").await;
    app.see_role("heading", "Privacy numbers Drivers").await;
    app.click("button", "Test connection").await;
    app.see("The vendor knows this account. Balance: 100").await;
    app.see("State: open.").await;
    app.see(&vendor.x_numbers[1]).await;
    app.click("button", "Close").await;
}

/// What the page is made of, typed text included.
async fn page(app: &App) -> String {
    let page = app
        .script(
            "return document.documentElement.outerHTML
                + [...document.querySelectorAll('input, textarea')].map((el) => el.value).join('\\n')",
            vec![],
        )
        .await;
    page.as_str().unwrap().to_owned()
}

/// The public half on a card, as one line.
async fn public_half(app: &App, card: &str) -> String {
    app.see_in(SIGNING, "article", card).await;
    let half = app
        .script(
            "const [section] = [...document.querySelectorAll('section')].filter((one) => one.querySelector('h3')?.textContent === 'Signing key');
             return section.querySelector(`article[aria-label='${arguments[0]}']`).querySelectorAll('code')[1].textContent",
            vec![json!(card)],
        )
        .await;
    half.as_str().unwrap().to_owned()
}

fn lines(pem: &str) -> Vec<&str> {
    pem.lines().filter(|line| !line.starts_with("-----")).collect()
}

fn one_line(pem: &str) -> String {
    lines(pem).concat()
}

/// Bits of a public half.
fn bits(base64: &str) -> usize {
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{base64}\n-----END PUBLIC KEY-----\n");
    let told = openssl(&["pkey", "-pubin", "-text", "-noout"], &pem);
    let (_, rest) = told.split_once('(').expect("a length");
    rest.split_once(" bit").expect("a length").0.parse().unwrap()
}

/// The other tool that reads keys.
fn openssl(arguments: &[&str], input: &str) -> String {
    use std::io::Write as _;
    let mut program = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl starts (package openssl)");
    let mut stdin = program.stdin.take().expect("piped");
    stdin.write_all(input.as_bytes()).expect("openssl reads");
    drop(stdin);
    let output = program.wait_with_output().expect("openssl ends");
    assert!(
        output.status.success(),
        "openssl {arguments:?}: {}",
        output.status
    );
    String::from_utf8(output.stdout).expect("text")
}
