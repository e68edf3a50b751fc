//! What an account's form must hold before it is stored.

use std::collections::{BTreeMap, HashSet};

use url::Url;

use crate::contract::account::{AccountDraft, Capabilities, ProxyMode};
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::store::account::AccountForm;
use crate::vendors;
use crate::vendors::door::is_loopback;

const LONGEST_NAME: usize = 60;
const LONGEST_VENDOR_ACCOUNT: usize = 100;
const LONGEST_SIGNATURE: usize = 20;
const LONGEST_APPID: usize = 100;
const LONGEST_PROXY_USER: usize = 100;
/// `privacy-numbers.md`: numbers are up to 24 bytes.
const LONGEST_X_NUMBER: usize = 24;

/// The form as it would be stored, and what has to be mended first.
pub(super) fn checked(draft: &AccountDraft) -> (AccountForm, Vec<FieldProblem>) {
    let mut problems = Vec::new();
    let form = form(draft);
    check_text(&mut problems, "name", &form.name, LONGEST_NAME, true);
    check_text(
        &mut problems,
        "vendor_account",
        &form.vendor_account,
        LONGEST_VENDOR_ACCOUNT,
        true,
    );
    check_text(
        &mut problems,
        "signature",
        &form.signature,
        LONGEST_SIGNATURE,
        false,
    );
    if form.signature.contains(['【', '】']) {
        problems.push(problem("signature", FieldReason::BracketsInside));
    }
    let Some(vendor) = vendors::by_id(&draft.vendor) else {
        problems.push(problem("vendor", FieldReason::Required));
        return (form, problems);
    };
    let capabilities = vendor.capabilities();
    if let Err(reason) = check_base_url(&form.base_url, capabilities.plain_http) {
        problems.push(problem("base_url", reason));
    }
    if !form.extension.bytes().all(|byte| byte.is_ascii_digit()) {
        problems.push(problem("extension", FieldReason::DigitsOnly));
    } else if form.extension.len() > capabilities.extension_digits as usize {
        problems.push(problem("extension", FieldReason::TooLong));
    }
    let most = capabilities.sends.iter().map(|way| way.recipients).max();
    if most.is_some_and(|most| !(1..=most).contains(&form.operation_size)) {
        problems.push(problem("operation_size", FieldReason::OutOfRange));
    }
    let polls = capabilities.polls_reports || capabilities.polls_replies;
    if polls && draft.fetches_reports.is_none() {
        problems.push(problem("fetches_reports", FieldReason::PollingNotAnswered));
    }
    check_settings(&mut problems, &form.settings, &capabilities);
    check_lists(&mut problems, &form);
    check_ways(&mut problems, &form);
    (form, problems)
}

/// What was typed, tidied up.
fn form(draft: &AccountDraft) -> AccountForm {
    let manual = draft.proxy_mode == ProxyMode::Manual;
    let of_proxy = |text: &str| {
        if manual {
            text.trim().to_owned()
        } else {
            String::new()
        }
    };
    AccountForm {
        vendor: draft.vendor.clone(),
        name: draft.name.trim().to_owned(),
        base_url: without_slash(&draft.base_url),
        vendor_account: draft.vendor_account.trim().to_owned(),
        extension: draft.extension.trim().to_owned(),
        signature: draft.signature.trim().to_owned(),
        operation_size: draft.operation_size,
        settings: draft.settings.clone(),
        // Where there is nothing to be fetched, nothing is.
        fetches_reports: draft.fetches_reports.unwrap_or(false) && polls(&draft.vendor),
        appids: lines(&draft.appids),
        x_numbers: lines(&draft.x_numbers),
        proxy_mode: draft.proxy_mode,
        proxy_url: of_proxy(without_slash(&draft.proxy_url).as_str()),
        proxy_user: of_proxy(&draft.proxy_user),
        public_url: without_slash(&draft.public_url),
    }
}

fn without_slash(url: &str) -> String {
    url.trim().trim_end_matches('/').to_owned()
}

/// A list as typed, without its empty lines.
fn lines(typed: &[String]) -> Vec<String> {
    typed
        .iter()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// Every setting is one of the vendor's, at one of its values.
fn check_settings(
    problems: &mut Vec<FieldProblem>,
    settings: &BTreeMap<String, String>,
    capabilities: &Capabilities,
) {
    for (name, value) in settings {
        let known = capabilities
            .settings
            .iter()
            .any(|known| known.name == *name && known.values.contains(value));
        if !known {
            problems.push(problem(&format!("settings.{name}"), FieldReason::NotOffered));
        }
    }
}

fn check_lists(problems: &mut Vec<FieldProblem>, form: &AccountForm) {
    for appid in &form.appids {
        check_text(problems, "appids", appid, LONGEST_APPID, true);
    }
    for number in &form.x_numbers {
        let digits = number.strip_prefix('+').unwrap_or(number);
        if number.len() > LONGEST_X_NUMBER {
            problems.push(problem("x_numbers", FieldReason::TooLong));
        } else if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            problems.push(problem("x_numbers", FieldReason::NotANumber));
        }
    }
    for (field, list) in [("appids", &form.appids), ("x_numbers", &form.x_numbers)] {
        let mut seen = HashSet::new();
        if !list.iter().all(|entry| seen.insert(entry)) {
            problems.push(problem(field, FieldReason::Taken));
        }
    }
}

/// The proxy on the way out, and the URL by which the world comes in.
fn check_ways(problems: &mut Vec<FieldProblem>, form: &AccountForm) {
    if form.proxy_mode == ProxyMode::Manual {
        if let Err(reason) = check_proxy_url(&form.proxy_url) {
            problems.push(problem("proxy_url", reason));
        }
        check_text(
            problems,
            "proxy_user",
            &form.proxy_user,
            LONGEST_PROXY_USER,
            false,
        );
        // Basic authentication ends the user at the first colon (RFC 7617).
        if form.proxy_user.contains(':') {
            problems.push(problem("proxy_user", FieldReason::BadCharacters));
        }
    }
    // Whether a vendor takes a plain http callback is its own matter: the send warns.
    if !form.public_url.is_empty()
        && let Err(reason) = bare_url(&form.public_url, &["http", "https"])
    {
        problems.push(problem("public_url", reason));
    }
}

/// Whether a vendor has something that is fetched.
fn polls(vendor: &str) -> bool {
    vendors::by_id(vendor).is_some_and(|vendor| {
        let known = vendor.capabilities();
        known.polls_reports || known.polls_replies
    })
}

pub(super) fn problem(field: &str, reason: FieldReason) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        reason,
    }
}

/// Adds what is wrong with a text field.
pub(super) fn check_text(
    problems: &mut Vec<FieldProblem>,
    field: &str,
    text: &str,
    longest: usize,
    required: bool,
) {
    if required && text.is_empty() {
        problems.push(problem(field, FieldReason::Required));
    } else if text.chars().count() > longest {
        problems.push(problem(field, FieldReason::TooLong));
    } else if text.chars().any(|letter| letter.is_control() && letter != '\n') {
        problems.push(problem(field, FieldReason::BadCharacters));
    }
}

/// Plain http to this computer is always allowed: nobody on the way can read it.
fn check_base_url(text: &str, plain_http_allowed: bool) -> Result<(), FieldReason> {
    bare_url(text, &["http", "https"])?;
    if plain_http(text) && !plain_http_allowed {
        return Err(FieldReason::HttpsOnly);
    }
    Ok(())
}

/// Only what the door's client is built for: no SOCKS.
fn check_proxy_url(text: &str) -> Result<(), FieldReason> {
    let url = bare_url(text, &["http", "https"])?;
    if url.path() == "/" {
        Ok(())
    } else {
        Err(FieldReason::NotAUrl)
    }
}

/// A URL of one of the schemes, without user, password, query and fragment.
fn bare_url(text: &str, schemes: &[&str]) -> Result<Url, FieldReason> {
    if text.is_empty() {
        return Err(FieldReason::Required);
    }
    let url = Url::parse(text).map_err(|_| FieldReason::NotAUrl)?;
    if !schemes.contains(&url.scheme()) {
        return Err(FieldReason::WrongScheme);
    }
    let extra = url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some();
    if url.host().is_none() || extra {
        Err(FieldReason::NotAUrl)
    } else {
        Ok(url)
    }
}

/// Whether a base URL is plain http to another machine.
pub(super) fn plain_http(base_url: &str) -> bool {
    Url::parse(base_url).is_ok_and(|url| url.scheme() == "http") && !is_loopback(base_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_only_a_base() {
        assert_eq!(check_base_url("http://ljioe.cn", true), Ok(()));
        assert_eq!(
            check_base_url("http://ljioe.cn", false),
            Err(FieldReason::HttpsOnly)
        );
        for wrong in [
            "ljioe",
            "http://",
            "http://a.test/?x=1",
            "http://user:pw@a.test",
            "http://a.test/#b",
        ] {
            assert_eq!(check_base_url(wrong, true), Err(FieldReason::NotAUrl), "{wrong}");
        }
        assert_eq!(check_base_url("http://127.0.0.1:8080", false), Ok(()));
        assert_eq!(
            check_base_url("ftp://a.test", true),
            Err(FieldReason::WrongScheme)
        );
    }

    fn draft(vendor: &str) -> AccountDraft {
        AccountDraft {
            id: None,
            vendor: vendor.to_owned(),
            name: " A ".to_owned(),
            base_url: "https://vendor.test/".to_owned(),
            vendor_account: "user".to_owned(),
            secret: None,
            extension: String::new(),
            signature: String::new(),
            operation_size: 0,
            settings: BTreeMap::new(),
            appids: Vec::new(),
            x_numbers: Vec::new(),
            proxy_mode: ProxyMode::System,
            proxy_url: "socks5://left.over".to_owned(),
            proxy_user: "left over".to_owned(),
            proxy_password: None,
            public_url: String::new(),
            fetches_reports: None,
            http_acknowledged: false,
        }
    }

    fn problems(draft: &AccountDraft) -> Vec<(String, FieldReason)> {
        checked(draft)
            .1
            .into_iter()
            .map(|problem| (problem.field, problem.reason))
            .collect()
    }

    #[test]
    fn a_vendor_is_asked_only_for_what_it_has_a_use_for() {
        let (form, found) = checked(&draft("linkaccount_legacy"));
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(
            (form.name.as_str(), form.base_url.as_str()),
            ("A", "https://vendor.test")
        );
        assert_eq!((form.proxy_url.as_str(), form.proxy_user.as_str()), ("", ""));
        assert_eq!(
            problems(&draft("linkaccount")),
            [("operation_size".to_owned(), FieldReason::OutOfRange)]
        );
        assert_eq!(
            problems(&draft("lianjiang")),
            [
                ("operation_size".to_owned(), FieldReason::OutOfRange),
                ("fetches_reports".to_owned(), FieldReason::PollingNotAnswered)
            ]
        );
        let nameless = AccountDraft {
            base_url: "  ".to_owned(),
            ..draft("linkaccount_legacy")
        };
        assert_eq!(
            problems(&nameless),
            [("base_url".to_owned(), FieldReason::Required)]
        );
    }

    #[test]
    fn settings_are_the_vendors_own() {
        for (name, value, known) in [
            ("base_string", "values", true),
            ("names", "snake", true),
            ("names", "kebab", false),
            ("key_case", "lower", false),
        ] {
            let draft = AccountDraft {
                settings: [(name.to_owned(), value.to_owned())].into(),
                ..draft("linkaccount_legacy")
            };
            let expected = (!known).then(|| (format!("settings.{name}"), FieldReason::NotOffered));
            assert_eq!(problems(&draft), Vec::from_iter(expected), "{name} {value}");
        }
    }

    #[test]
    fn lists_are_tidied_and_checked() {
        let list = |entries: &[&str]| {
            entries
                .iter()
                .map(|entry| (*entry).to_owned())
                .collect::<Vec<_>>()
        };
        let fine = AccountDraft {
            appids: list(&[" app ", ""]),
            x_numbers: list(&[" 17058310001", "+8617058310002", "  "]),
            ..draft("linkaccount_legacy")
        };
        let (form, found) = checked(&fine);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(form.appids, ["app"]);
        assert_eq!(form.x_numbers, ["17058310001", "+8617058310002"]);
        for (numbers, reason) in [
            (list(&["1705831000a"]), FieldReason::NotANumber),
            (list(&["+"]), FieldReason::NotANumber),
            (list(&["1705831000117058310001170"]), FieldReason::TooLong),
            (list(&["17058310001", " 17058310001"]), FieldReason::Taken),
        ] {
            let wrong = AccountDraft {
                x_numbers: numbers,
                ..draft("linkaccount_legacy")
            };
            assert_eq!(problems(&wrong), [("x_numbers".to_owned(), reason)]);
        }
    }

    #[test]
    fn a_proxy_is_a_host_and_the_public_url_has_no_query() {
        let with = |proxy_url: &str, public_url: &str| AccountDraft {
            proxy_mode: ProxyMode::Manual,
            proxy_url: proxy_url.to_owned(),
            public_url: public_url.to_owned(),
            ..draft("linkaccount_legacy")
        };
        assert!(problems(&with("http://proxy.test:3128/", "https://desk.test/push/")).is_empty());
        for (proxy_url, reason) in [
            ("", FieldReason::Required),
            ("proxy.test:3128", FieldReason::WrongScheme),
            ("socks5://proxy.test", FieldReason::WrongScheme),
            ("http://user:pw@proxy.test", FieldReason::NotAUrl),
            ("http://proxy.test/path", FieldReason::NotAUrl),
            ("http://", FieldReason::NotAUrl),
        ] {
            assert_eq!(
                problems(&with(proxy_url, "")),
                [("proxy_url".to_owned(), reason)],
                "{proxy_url}"
            );
        }
        for public_url in ["https://desk.test/?a=1", "https://u@desk.test", "desk"] {
            assert_eq!(
                problems(&with("http://proxy.test", public_url)),
                [("public_url".to_owned(), FieldReason::NotAUrl)],
                "{public_url}"
            );
        }
    }

    #[test]
    fn only_plain_http_to_another_machine_is_plain() {
        assert!(plain_http("http://ljioe.cn"));
        for fine in [
            "https://ljioe.cn",
            "http://127.0.0.1:80",
            "http://[::1]:80",
            "http://localhost",
        ] {
            assert!(!plain_http(fine), "{fine}");
        }
    }
}
