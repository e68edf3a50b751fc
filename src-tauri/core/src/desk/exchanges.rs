//! The interface log: every exchange with a vendor, as it was kept.
//!
//! What authenticates was never stored, phone numbers are masked on the way out, and a script asks for both.

use std::collections::HashMap;

use super::{Desk, DeskError, bindings};
use crate::contract::Id;
use crate::contract::account::{Reason, SendMode};
use crate::contract::binding::Field;
use crate::contract::exchange::{
    CurlScript, ExchangeDetail, ExchangeKind, ExchangePage, ExchangeQuery, ExchangeRef, ExchangeRow,
};
use crate::contract::profile::ProfileKind;
use crate::msisdn::{mask_field, mask_in_text};
use crate::store::account::{self, AccountRow};
use crate::store::binding::{self, BindingRow};
use crate::store::exchange::{self, ExchangeRecord, WholeExchange};
use crate::store::{Connection, StoreError, push};
use crate::vendors::http::StoredRequest;
use crate::vendors::numbers::Numbers;
use crate::vendors::signing::Signing;
use crate::vendors::{self, Vendor};

/// Characters of a reply that are shown.
const SHOWN_REPLY: usize = 20_000;
/// What stands for the part of a callback's path that nobody can guess.
const CALLBACK: &str = "/push/{{path}}";

/// An exchange with what it takes to understand it.
pub(super) struct Looked {
    pub whole: WholeExchange,
    pub account: AccountRow,
    pub vendor: &'static dyn Vendor,
    binding: Option<BindingRow>,
}

impl Desk {
    /// A page of the interface log, newest first.
    pub async fn list_exchanges(&self, query: ExchangeQuery) -> Result<ExchangePage, DeskError> {
        Ok(self
            .store()
            .read(move |connection| exchange_rows(connection, &query, false))
            .await?)
    }

    /// One exchange in full.
    pub async fn exchange_detail(&self, of: ExchangeRef) -> Result<ExchangeDetail, DeskError> {
        self.store()
            .read(move |connection| {
                let Some(looked) = look(connection, of)? else {
                    return Ok(None);
                };
                match of {
                    ExchangeRef::Push { id } => push_detail(connection, &looked, id),
                    ExchangeRef::Attempt { .. } | ExchangeRef::Poll { .. } => Ok(Some(detail(&looked))),
                }
            })
            .await?
            .ok_or(DeskError::NotFound("the exchange"))
    }

    /// An exchange as a shell script around curl, without secrets and without numbers: the shell asks for them.
    pub async fn exchange_curl(&self, of: ExchangeRef) -> Result<CurlScript, DeskError> {
        let looked = self.look_at(of).await?;
        let script = looked
            .whole
            .request
            .as_ref()
            .filter(|_| !looked.whole.numbers_gone)
            .and_then(|request| looked.vendor.curl(request))
            .ok_or(DeskError::WrongState("nothing went out that could be sent again"))?;
        let repeats = repeats(&looked.whole);
        let first = warning(self.kind(), &looked.whole, repeats);
        let what = "Each time it runs it is signed anew, with the time of this computer".to_owned();
        Ok(CurlScript {
            script: script.text(&[first, what]),
            repeats,
        })
    }

    /// An exchange whole, with its account and vendor.
    pub(super) async fn look_at(&self, of: ExchangeRef) -> Result<Looked, DeskError> {
        self.store()
            .read(move |connection| look(connection, of))
            .await?
            .ok_or(DeskError::NotFound("the exchange"))
    }
}

/// A page of the interface log; phone numbers in its paths are masked unless they are asked for in full.
pub(super) fn exchange_rows(
    connection: &Connection,
    query: &ExchangeQuery,
    full_numbers: bool,
) -> Result<ExchangePage, StoreError> {
    let (records, next) = exchange::page(connection, query)?;
    let mut accounts = HashMap::new();
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let (vendor, name) = match accounts.entry(record.account_id) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(named(connection, record.account_id)?)
            }
        };
        let path = path_shown(&record, full_numbers);
        rows.push(row_of(record, path, vendor, name));
    }
    Ok(ExchangePage { rows, next })
}

fn look(connection: &Connection, of: ExchangeRef) -> Result<Option<Looked>, StoreError> {
    let Some(whole) = exchange::whole(connection, of)? else {
        return Ok(None);
    };
    let account = account::get(connection, whole.record.account_id)?;
    let Some((account, vendor)) =
        account.and_then(|row| vendors::by_id(&row.form.vendor).map(|vendor| (row, vendor)))
    else {
        return Ok(None);
    };
    let binding = match whole.binding_id {
        Some(id) => binding::get(connection, id)?,
        None => None,
    };
    Ok(Some(Looked {
        whole,
        account,
        vendor,
        binding,
    }))
}

impl Looked {
    /// What hides the numbers of this exchange.
    pub fn hider(&self) -> impl Fn(&str) -> String + '_ {
        let numbers = match &self.whole.request {
            Some(request) => self.vendor.numbers(request),
            None => Numbers::default(),
        };
        move |text| {
            let text = numbers.masked_in(text);
            match &self.binding {
                Some(row) => bindings::hide(&text, row),
                None => mask_in_text(&text),
            }
        }
    }

    /// Whether it was refused for what authenticates.
    pub fn refused_credentials(&self) -> bool {
        self.whole.request.is_some()
            && !self.whole.numbers_gone
            && match &self.whole.record.reason {
                Some(Reason::VendorCode { table, code, .. }) => self.vendor.refuses_credentials(table, code),
                Some(Reason::HttpStatus { status }) => matches!(status, 401 | 403),
                _ => false,
            }
    }
}

/// What was signed, and its digest, as they may be shown.
pub(super) fn shown(signing: &Signing, hide: impl Fn(&str) -> String) -> (String, Field) {
    let string = if signing.holds_numbers {
        hide(&signing.string)
    } else {
        signing.string.clone()
    };
    let digest = Field {
        name: signing.algorithm.to_owned(),
        value: signing.digest.clone(),
    };
    (string, digest)
}

fn named(connection: &Connection, account_id: Id) -> Result<(String, String), StoreError> {
    Ok(account::get(connection, account_id)?
        .map(|row| (row.form.vendor, row.form.name))
        .unwrap_or_default())
}

/// The path of an exchange; of a push, what nobody can guess stays hidden.
fn path_shown(record: &ExchangeRecord, full_numbers: bool) -> String {
    match record.of {
        ExchangeRef::Push { .. } => CALLBACK.to_owned(),
        ExchangeRef::Attempt { .. } | ExchangeRef::Poll { .. } if full_numbers => {
            path_of(&record.url).to_owned()
        }
        ExchangeRef::Attempt { .. } | ExchangeRef::Poll { .. } => mask_in_text(path_of(&record.url)),
    }
}

fn row_of(record: ExchangeRecord, path: String, vendor: &str, account_name: &str) -> ExchangeRow {
    ExchangeRow {
        of: record.of,
        kind: record.kind,
        account_id: record.account_id,
        vendor: vendor.to_owned(),
        account_name: account_name.to_owned(),
        at: record.at,
        method: record.method,
        path,
        status: record.status,
        outcome: record.outcome,
        reason: record.reason,
        items: record.items,
        milliseconds: record.milliseconds,
    }
}

fn masked_row(whole: &WholeExchange, account: &AccountRow) -> ExchangeRow {
    let record = whole.record.clone();
    let path = path_shown(&record, false);
    row_of(record, path, &account.form.vendor, &account.form.name)
}

/// A URL without what comes before and behind its path.
fn path_of(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
        None => url,
    };
    path.split(['?', '#']).next().unwrap_or_default()
}

fn detail(looked: &Looked) -> ExchangeDetail {
    let Looked { whole, account, .. } = looked;
    let hide = looked.hider();
    let request = whole.request.as_ref();
    let signing = request
        .and_then(|request| looked.vendor.signing(request, None))
        .map(|signing| shown(&signing, &hide));
    let (reply_body, reply_cut) = match &whole.reply {
        Some(bytes) => {
            let (body, cut) = cut(&hide(&String::from_utf8_lossy(bytes)));
            (Some(body), cut)
        }
        None => (None, false),
    };
    ExchangeDetail {
        row: masked_row(whole, account),
        url: hide(request.map_or(&whole.record.url, |request| &request.url)),
        headers: request.map(headers).unwrap_or_default(),
        request_body: request.map(|request| hide(&request.body)).unwrap_or_default(),
        signed: signing.as_ref().map(|(string, _)| string.clone()),
        digest: signing.map(|(_, digest)| digest),
        reply_body,
        reply_cut,
        dispatched_at: whole.dispatched_at,
        settled_at: whole.settled_at,
        message_id: whole.message_id,
        binding_id: whole.binding_id,
        push: None,
        can_copy: !whole.numbers_gone && request.is_some_and(|request| looked.vendor.curl(request).is_some()),
        can_diagnose: looked.refused_credentials(),
    }
}

fn headers(request: &StoredRequest) -> Vec<Field> {
    let shown = request.headers.iter().map(|(name, value)| Field {
        name: name.clone(),
        value: mask_field(name, value),
    });
    shown.collect()
}

/// A push is the vendor's request, and the acknowledgement is the reply.
fn push_detail(
    connection: &Connection,
    looked: &Looked,
    id: Id,
) -> Result<Option<ExchangeDetail>, StoreError> {
    let (Some(push), Some((_, body))) = (push::get(connection, id)?, exchange::push_body(connection, id)?)
    else {
        return Ok(None);
    };
    let Looked { whole, account, .. } = looked;
    Ok(Some(ExchangeDetail {
        row: masked_row(whole, account),
        url: CALLBACK.to_owned(),
        headers: push.headers.clone(),
        request_body: mask_in_text(&String::from_utf8_lossy(&body)),
        signed: None,
        digest: None,
        reply_body: (!push.pasted).then(|| looked.vendor.push_acknowledgement().to_owned()),
        reply_cut: false,
        dispatched_at: None,
        settled_at: whole.settled_at,
        message_id: None,
        binding_id: None,
        push: Some(push),
        can_copy: false,
        can_diagnose: false,
    }))
}

/// Masked first and cut then, so that no number is cut to something that does not look like one.
fn cut(text: &str) -> (String, bool) {
    match text.char_indices().nth(SHOWN_REPLY) {
        Some((end, _)) => (text.get(..end).unwrap_or_default().to_owned(), true),
        None => (text.to_owned(), false),
    }
}

/// How many messages, calls, checks or binds sending it again would cause.
fn repeats(whole: &WholeExchange) -> u32 {
    match whole.record.kind {
        ExchangeKind::Send => whole.recipients,
        ExchangeKind::Check | ExchangeKind::Bind => 1,
        ExchangeKind::Release
        | ExchangeKind::Reports
        | ExchangeKind::Replies
        | ExchangeKind::Status
        | ExchangeKind::Balance
        | ExchangeKind::Push => 0,
    }
}

/// The script's first line: what running it causes. No letter in it means anything to a shell, whichever it is.
fn warning(kind: ProfileKind, whole: &WholeExchange, repeats: u32) -> String {
    let many = |one: &str| {
        let thing = match kind {
            ProfileKind::Live => one.to_owned(),
            ProfileKind::Practice => format!("practice {one}"),
        };
        if repeats == 1 {
            format!("1 {thing}")
        } else {
            format!("{repeats} {thing}s")
        }
    };
    let does = match (whole.record.kind, whole.mode) {
        (ExchangeKind::Send, Some(SendMode::Voice)) => format!("it makes {} again", many("call")),
        (ExchangeKind::Send, _) => format!("it sends {} again", many("message")),
        (ExchangeKind::Check, _) => format!("it asks {} again", many("number check")),
        (ExchangeKind::Bind, _) => format!("it makes {} again", many("bind")),
        (ExchangeKind::Release, _) => "it releases again what is bound there now".to_owned(),
        (ExchangeKind::Reports | ExchangeKind::Replies, _) => {
            "it takes away what waits at the vendor, and what it prints is kept nowhere else".to_owned()
        }
        (ExchangeKind::Status | ExchangeKind::Balance | ExchangeKind::Push, _) => "it asks again".to_owned(),
    };
    match (kind, repeats) {
        (ProfileKind::Practice, _) => format!("Practice, nothing is charged: {does}"),
        (ProfileKind::Live, 0) => format!("It costs nothing: {does}"),
        (ProfileKind::Live, _) => format!("It COSTS: {does}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_what_stands_between_host_and_query() {
        for (url, path) in [
            ("https://a.test/api/v1/sms", "/api/v1/sms"),
            ("http://127.0.0.1:80/x/17000000001?appid=1", "/x/17000000001"),
            ("https://a.test", "/"),
            ("/api/v1/sms", "/api/v1/sms"),
            ("", ""),
        ] {
            assert_eq!(path_of(url), path, "{url}");
        }
    }

    #[test]
    fn a_reply_is_cut_between_letters_and_says_so() {
        let long = "字".repeat(SHOWN_REPLY + 1);
        let (shown, was_cut) = cut(&long);
        assert_eq!((shown.chars().count(), was_cut), (SHOWN_REPLY, true));
        let (shown, was_cut) = cut(&long[..SHOWN_REPLY * 3]);
        assert_eq!((shown.chars().count(), was_cut), (SHOWN_REPLY, false));
    }
}
