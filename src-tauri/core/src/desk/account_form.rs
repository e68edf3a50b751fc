//! What an account's form must hold before it is stored.

use url::{Host, Url};

use crate::contract::account::AccountDraft;
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::store::account::AccountForm;
use crate::vendors;

const LONGEST_NAME: usize = 60;
const LONGEST_VENDOR_ACCOUNT: usize = 100;
const LONGEST_SIGNATURE: usize = 20;

/// The form as it would be stored, and what has to be mended first.
pub(super) fn checked(draft: &AccountDraft) -> (AccountForm, Vec<FieldProblem>) {
    let mut problems = Vec::new();
    let name = draft.name.trim().to_owned();
    check_text(&mut problems, "name", &name, LONGEST_NAME, true);
    let vendor_account = draft.vendor_account.trim().to_owned();
    check_text(
        &mut problems,
        "vendor_account",
        &vendor_account,
        LONGEST_VENDOR_ACCOUNT,
        true,
    );
    let signature = draft.signature.trim().to_owned();
    check_text(&mut problems, "signature", &signature, LONGEST_SIGNATURE, false);
    if signature.contains(['【', '】']) {
        problems.push(problem("signature", FieldReason::BracketsInside));
    }
    let base_url = draft.base_url.trim().trim_end_matches('/').to_owned();
    let vendor = vendors::by_id(&draft.vendor);
    let Some(vendor) = vendor else {
        problems.push(problem("vendor", FieldReason::Required));
        return (form(draft, name, base_url, vendor_account, signature), problems);
    };
    let capabilities = vendor.capabilities();
    if let Err(reason) = check_base_url(&base_url, capabilities.plain_http) {
        problems.push(problem("base_url", reason));
    }
    let extension = draft.extension.trim();
    if !extension.bytes().all(|byte| byte.is_ascii_digit()) {
        problems.push(problem("extension", FieldReason::DigitsOnly));
    } else if extension.len() > capabilities.extension_digits as usize {
        problems.push(problem("extension", FieldReason::TooLong));
    }
    if !(1..=capabilities.plain_recipients).contains(&draft.operation_size) {
        problems.push(problem("operation_size", FieldReason::OutOfRange));
    }
    if draft.fetches_reports.is_none() {
        problems.push(problem("fetches_reports", FieldReason::PollingNotAnswered));
    }
    (form(draft, name, base_url, vendor_account, signature), problems)
}

fn form(
    draft: &AccountDraft,
    name: String,
    base_url: String,
    vendor_account: String,
    signature: String,
) -> AccountForm {
    AccountForm {
        vendor: draft.vendor.clone(),
        name,
        base_url,
        vendor_account,
        extension: draft.extension.trim().to_owned(),
        signature,
        operation_size: draft.operation_size,
        key_case: draft.key_case,
        fetches_reports: draft.fetches_reports.unwrap_or(false),
    }
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

fn check_base_url(text: &str, plain_http_allowed: bool) -> Result<(), FieldReason> {
    if text.is_empty() {
        return Err(FieldReason::Required);
    }
    let url = Url::parse(text).map_err(|_| FieldReason::NotAUrl)?;
    match url.scheme() {
        "https" => {}
        "http" if plain_http_allowed => {}
        _ => return Err(FieldReason::WrongScheme),
    }
    let extra = url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some();
    if url.host().is_none() || extra {
        Err(FieldReason::NotAUrl)
    } else {
        Ok(())
    }
}

/// Whether a base URL is plain http to another machine.
pub(super) fn plain_http(base_url: &str) -> bool {
    let Ok(url) = Url::parse(base_url) else {
        return false;
    };
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.scheme() == "http" && !loopback
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_only_a_base() {
        assert_eq!(check_base_url("http://ljioe.cn", true), Ok(()));
        assert_eq!(
            check_base_url("http://ljioe.cn", false),
            Err(FieldReason::WrongScheme)
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
        assert_eq!(
            check_base_url("ftp://a.test", true),
            Err(FieldReason::WrongScheme)
        );
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
