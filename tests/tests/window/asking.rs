//! What is asked once more before it is sent.

use crate::scene::{Scene, write};

#[tokio::test(flavor = "multi_thread")]
async fn more_than_ten_numbers_and_a_repeated_text_are_confirmed() {
    let scene = Scene::with_account(500).await;
    let numbers: Vec<String> = (0..11).map(|n| format!("138001380{n:02}")).collect();
    let app = scene.open().await;
    write(&app, &numbers.join("\n"), "您的订单已发货").await;
    app.click("button", "Send to 11 numbers").await;
    app.see("It goes to 11 different numbers.").await;
    app.click_in(("dialog", "Please confirm once more"), "button", "Cancel")
        .await;
    app.not_see("Please confirm once more").await;

    app.click("button", "Send to 11 numbers").await;
    app.click_in(
        ("dialog", "Please confirm once more"),
        "button",
        "Send to 11 numbers",
    )
    .await;
    app.see("Approved for 11 numbers.").await;
    // What was sent is not shown as if it were about to be sent.
    app.not_see("11 valid").await;
    assert_eq!(
        scene.sent_to(11).await,
        numbers,
        "once, and only after the second press"
    );

    write(&app, &numbers[0], "您的订单已发货").await;
    app.click("button", "Send to 1 number").await;
    app.see("1 number was sent the same text within the last 10 minutes")
        .await;
    app.click_in(("dialog", "Please confirm once more"), "button", "Cancel")
        .await;
    app.click("link", "Messages").await;
    app.see("11 messages").await;
    assert_eq!(
        scene.control.sent_to().await.len(),
        11,
        "a cancelled send went out"
    );
    app.quit().await;
}
