//! The desk's accounts, one at each vendor, and their templates.

use rusqlite::{Connection, Result, params};

use super::words::{SIGNATURE, TEMPLATES};

/// Where no vendor is: nothing a filled database does by itself leaves this computer.
const BASE_URL: &str = "http://127.0.0.1:9";

pub(super) const LIANJIANG: i64 = 1;
pub(super) const LINKACCOUNT: i64 = 2;
pub(super) const LINKACCOUNT_LEGACY: i64 = 3;
pub(super) const INTL_SMS: i64 = 4;
pub(super) const PRIVACY_NUMBER: i64 = 5;

const ACCOUNTS: [(i64, &str, &str, &str); 5] = [
    (LIANJIANG, "lianjiang", "客服通知", "switchboard01"),
    (LINKACCOUNT, "linkaccount", "Parcels", "7e289a2484f4368dbafbd1e5c7d06903"),
    (LINKACCOUNT_LEGACY, "linkaccount_legacy", "Old app", "10230"),
    (INTL_SMS, "intl_sms", "Abroad", "10002"),
    (PRIVACY_NUMBER, "privacy_number", "Drivers", "drivers"),
];

pub(super) fn fill(connection: &Connection, since: i64, now: i64) -> Result<()> {
    let mut account = connection.prepare(
        "INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
            fetches_reports, enabled, created_at, last_success_at, last_push_at, x_numbers, appids)
         VALUES (?1, ?2, ?3, ?4, ?5, '', ?6, 500, 1, 1, ?7, ?8, ?9, ?10, ?11)",
    )?;
    for (id, vendor, name, vendor_account) in ACCOUNTS {
        let pushes = matches!(id, LINKACCOUNT | INTL_SMS | PRIVACY_NUMBER).then_some(now);
        let (x_numbers, appids) = if id == PRIVACY_NUMBER {
            (x_numbers().collect(), vec!["app-7"])
        } else {
            (Vec::new(), Vec::new())
        };
        account.execute(params![
            id,
            vendor,
            name,
            BASE_URL,
            vendor_account,
            SIGNATURE,
            since,
            now,
            pushes,
            serde_json::json!(x_numbers).to_string(),
            serde_json::json!(appids).to_string(),
        ])?;
    }
    let mut template = connection.prepare(
        "INSERT INTO template (account_id, name, template_id, text, variables, created_at, voice)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for account in [LIANJIANG, LINKACCOUNT] {
        for one in TEMPLATES.iter().filter(|one| !one.voice || account == LINKACCOUNT) {
            let (text, places) = (one.text, one.variables());
            template.execute(params![account, one.name, one.id, text, places, since, one.voice])?;
        }
    }
    Ok(())
}

/// Its X numbers.
pub(super) fn x_numbers() -> impl Iterator<Item = String> {
    (0..60).map(|at| format!("170{:08}", 10_000_000 + at * 137))
}

/// Where an operation's request goes.
pub(super) fn url(path: &str) -> String {
    format!("{BASE_URL}{path}")
}
