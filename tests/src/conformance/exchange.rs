//! The interface log of a bench: what was exchanged, and running it again as a script.

use std::io::Write;
use std::process::{Command, Stdio};

use switchboard_core::contract::exchange::{ExchangeKind, ExchangePage, ExchangeQuery, ExchangeRow};
use switchboard_core::msisdn::mask;
use switchboard_core::vendors::Vendor;
use switchboard_sandbox::Registered;

use super::bench::Bench;

/// How a script ended, and what it printed.
#[derive(Debug)]
pub struct Ran {
    /// Whether it came to its end.
    pub well: bool,
    /// What it printed: the reply with its headers.
    pub printed: String,
    /// What it complained of, and what it asked.
    pub complained: String,
}

impl Bench {
    /// The exchanges with a vendor, newest first.
    pub async fn exchanges(&self, vendor: &dyn Vendor) -> Vec<ExchangeRow> {
        let query = ExchangeQuery {
            account_id: Some(self.account(vendor)),
            kinds: Vec::new(),
            troubled_only: false,
            before: None,
            limit: 200,
        };
        let ExchangePage { rows, .. } = self.desk.list_exchanges(query).await.unwrap();
        rows
    }

    /// The newest exchange of a kind.
    pub async fn newest(&self, vendor: &dyn Vendor, kind: ExchangeKind) -> ExchangeRow {
        let mut rows = self.exchanges(vendor).await;
        rows.retain(|row| row.kind == kind);
        assert!(!rows.is_empty(), "{} has no {kind:?}", vendor.id());
        rows.remove(0)
    }

    fn registered(&self, vendor: &dyn Vendor) -> Option<&Registered> {
        let vendors = &self.sandbox.description().vendors;
        match vendor.id() {
            "linkaccount" => Some(&vendors.linkaccount.registered),
            "linkaccount_legacy" => Some(&vendors.linkaccount_legacy.registered),
            _ => None,
        }
    }

    /// The account's secrets, and pieces of them by which they would be known: nothing may show these.
    pub fn secrets(&self, vendor: &dyn Vendor) -> Vec<String> {
        let vendors = &self.sandbox.description().vendors;
        if let Some(known) = self.registered(vendor) {
            let lines = [&known.signing_key, &known.decryption_key].into_iter();
            return lines
                .flat_map(|pem| pem.lines())
                .filter(|line| !line.starts_with('-'))
                .map(|line| line.chars().take(32).collect())
                .collect();
        }
        match vendor.id() {
            "lianjiang" => vec![vendors.lianjiang.key.clone()],
            "intl_sms" => {
                let secret = &vendors.intl_sms.secret;
                vec![
                    secret.clone(),
                    openssl(&["md5", "-r"], secret.as_bytes()).to_uppercase(),
                ]
            }
            "privacy_number" => vec![vendors.privacy_number.auth_key.clone()],
            unknown => panic!("{unknown} has secrets that nothing here knows"),
        }
    }

    /// What the account's operator would type into a script.
    fn given(&self, vendor: &dyn Vendor, key_file: &str) -> Vec<(&'static str, String)> {
        let vendors = &self.sandbox.description().vendors;
        match vendor.id() {
            "lianjiang" => vec![("LIANJIANG_KEY", vendors.lianjiang.key.clone())],
            "intl_sms" => vec![
                ("INTL_SMS_APP_KEY", vendors.intl_sms.app_key.clone()),
                ("INTL_SMS_SECRET", vendors.intl_sms.secret.clone()),
            ],
            "privacy_number" => vec![
                (
                    "PRIVACY_NUMBER_DEVELOPER_ID",
                    vendors.privacy_number.developer_id.clone(),
                ),
                ("PRIVACY_NUMBER_AUTH_KEY", vendors.privacy_number.auth_key.clone()),
            ],
            _ => vec![("LINKACCOUNT_KEY_FILE", key_file.to_owned())],
        }
    }

    /// Runs a script as it is. What it asks for is in its environment: the secrets, and those of `numbers` that its
    /// masked hints mean. Nothing else of this process is there.
    pub fn run(&self, vendor: &dyn Vendor, script: &str, shell: &str, numbers: &[String]) -> Ran {
        let mut key_file = tempfile::NamedTempFile::new().unwrap();
        if let Some(known) = self.registered(vendor) {
            key_file.write_all(known.signing_key.as_bytes()).unwrap();
        }
        let mut script_file = tempfile::NamedTempFile::new().unwrap();
        script_file.write_all(script.as_bytes()).unwrap();
        let given = self.given(vendor, key_file.path().to_str().unwrap());
        let ended = Command::new(shell)
            .arg(script_file.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .envs(given)
            .envs(hinted(script, numbers))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Ran {
            well: ended.status.success(),
            printed: String::from_utf8_lossy(&ended.stdout).into_owned(),
            complained: String::from_utf8_lossy(&ended.stderr).into_owned(),
        }
    }
}

/// The numbers a script asks for, each by its hint.
pub fn hinted(script: &str, numbers: &[String]) -> Vec<(String, String)> {
    let asked = script.lines().filter_map(|line| line.strip_prefix("ask_number "));
    asked
        .map(|line| {
            let (name, prompt) = line.split_once(' ').unwrap();
            let hint = prompt.trim_matches('\'').rsplit_once(", ").unwrap().1;
            let number = numbers.iter().find(|number| mask(number) == hint);
            let number = number.unwrap_or_else(|| panic!("nobody knows {hint}"));
            (name.to_owned(), number.clone())
        })
        .collect()
}

/// What the `openssl` program says of some bytes: the first word it prints.
pub fn openssl(arguments: &[&str], bytes: &[u8]) -> String {
    let mut tool = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    tool.stdin.take().unwrap().write_all(bytes).unwrap();
    let printed = String::from_utf8(tool.wait_with_output().unwrap().stdout).unwrap();
    printed.split_whitespace().next().unwrap().to_owned()
}
