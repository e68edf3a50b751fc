//! Language and theme.

use switchboard_tests::window::{App, Launch};

#[tokio::test(flavor = "multi_thread")]
async fn language_and_theme_are_chosen_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let app = Launch::on(folder.path()).open().await;
    app.click("button", "Practise with simulated vendors").await;
    app.click("button", "Continue").await;
    app.click("link", "Settings").await;
    app.click("radio", "Dark").await;
    expect_theme(&app, "dark").await;
    app.click("radio", "中文").await;
    app.see_role("heading", "设置").await;
    app.quit().await;

    let app = Launch::on(folder.path()).open().await;
    app.see_role("heading", "消息").await;
    expect_theme(&app, "dark").await;
    app.click("link", "设置").await;
    app.click("radio", "浅色").await;
    expect_theme(&app, "light").await;
    app.click("radio", "English").await;
    app.see_role("heading", "Settings").await;
    app.quit().await;

    let app = Launch::on(folder.path()).language("zh_CN.UTF-8").open().await;
    app.see_role("heading", "Messages").await;
    expect_theme(&app, "light").await;
    app.quit().await;
}

async fn expect_theme(app: &App, theme: &str) {
    app.wait_until(
        theme,
        "return document.documentElement.dataset.mantineColorScheme === arguments[0]
            && document.documentElement.lang !== ''",
        vec![theme.into()],
    )
    .await;
}
