//! A template: entered once, filled from a spreadsheet, sent as it was previewed.

use crate::scene::{ACCOUNT, Scene};

#[tokio::test(flavor = "multi_thread")]
async fn a_template_is_filled_from_pasted_columns() {
    let scene = Scene::with_account(500).await;
    let vendor = scene.vendor();
    let app = scene.open().await;
    app.click("link", "Vendor accounts").await;
    app.click("button", &format!("Lianjiang {ACCOUNT}")).await;
    app.click("tab", "Templates").await;
    app.click("button", "Add a template").await;
    app.fill("Name", "验证码").await;
    app.fill("Template id", &vendor.template_id).await;
    app.paste("Text", &vendor.template).await;
    app.see("2 variables found").await;
    app.click("button", "Save").await;
    app.see(&format!("Template id {}", vendor.template_id)).await;

    app.click("link", "Send").await;
    app.click("radio", "Template").await;
    app.paste("Recipients", "13800138000\t123456\t5\n13900139000\t654321")
        .await;
    app.see("Line 2: a variable is missing").await;
    app.paste("Recipients", "13800138000\t123456\t5\n139 0013 9000\t654321\t10")
        .await;
    let texts = [("123456", "5"), ("654321", "10")].map(|(code, minutes)| {
        vendor
            .template
            .replace("{验证码}", code)
            .replace("{分钟}", minutes)
    });
    app.see("To 13800138000").await;
    app.see(&texts[0]).await;
    app.click("button", "Next recipient").await;
    app.see("To 13900139000").await;
    app.see(&texts[1]).await;
    app.click("button", "Send to 2 numbers").await;

    app.click("link", "Messages").await;
    for (number, text) in ["138****8000", "139****9000"].into_iter().zip(&texts) {
        app.see_in(("row", number), "gridcell", "Delivered").await;
        app.see_in(("row", number), "gridcell", text).await;
    }
    assert_eq!(scene.sent_to(2).await, ["13800138000", "13900139000"]);
    app.quit().await;
}
