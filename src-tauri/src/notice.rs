//! Desktop notifications: the one thing said outside the window is a balance that ran low.

use switchboard_core::contract::profile::Language;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_notification::NotificationExt as _;

use crate::session::Session;

/// Says that an account's balance fell below its threshold. The name is the operator's own; no
/// figure leaves the window.
pub(crate) fn balance_low(app: &AppHandle, account_name: &str) {
    let language = app
        .try_state::<Session>()
        .map_or(Language::ZhCn, |session| session.language());
    let (title, body) = match language {
        Language::ZhCn => ("余额不足", format!("“{account_name}”的余额低于您设定的提醒值。")),
        Language::En => (
            "Balance is low",
            format!("“{account_name}” is below the balance you wanted to be told of."),
        ),
    };
    if let Err(error) = app.notification().builder().title(title).body(body).show() {
        tracing::warn!(%error, "the desktop took no notification");
    }
}
