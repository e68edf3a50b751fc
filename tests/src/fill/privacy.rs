//! Bindings of privacy numbers with their calls, and number checks: fewer than messages, but part of a number's story.

use rusqlite::Result;
use rusqlite::types::Value;
use serde_json::json;

use super::accounts::{LINKACCOUNT, LINKACCOUNT_LEGACY, PRIVACY_NUMBER, url, x_numbers};
use super::dice::Dice;
use super::ledger::{Ledger, take, text};
use super::people::{People, reversed};
use super::requests;
use super::rows::{Rows, maybe};
use super::sends::token;
use super::words;

const HOUR: i64 = 60 * 60 * 1000;

/// A job of one operation that is no send.
struct Other<'a> {
    account: i64,
    kind: &'static str,
    path: &'a str,
    body: &'a str,
    reply: &'a str,
    token: &'a str,
    reference: &'a str,
    by: (&'static str, &'static str),
    binding: Option<i64>,
    at: i64,
}

/// Writes its job, operation and attempt; gives the operation's id.
fn other(ledger: &mut Ledger<'_>, dice: &mut Dice, one: &Other<'_>) -> Result<i64> {
    let (job, operation) = (take(&mut ledger.next.job), take(&mut ledger.next.operation));
    ledger.job.add([
        job.into(),
        format!("filled-{job}").into(),
        one.account.into(),
        text(""),
        Value::Null,
        Value::Null,
        text(""),
        text(one.by.0),
        text(one.by.1),
        text(one.reference),
        one.at.into(),
        1.into(),
        0.into(),
        text("done"),
        Value::Null,
        text(one.kind),
        text("plain"),
        text(""),
    ])?;
    ledger.operation.add([
        operation.into(),
        job.into(),
        one.account.into(),
        text(one.token),
        text(one.path),
        text(one.body),
        dice.hex(4).into(),
        1.into(),
        text("accepted"),
        Value::Null,
        text(one.kind),
        maybe(one.binding),
    ])?;
    ledger.attempt.add([
        take(&mut ledger.next.attempt).into(),
        operation.into(),
        text("accepted"),
        (one.at + 40).into(),
        (one.at + 45).into(),
        (one.at + 300).into(),
        text("POST"),
        url(one.path).into(),
        text(one.body),
        200.into(),
        Value::Blob(one.reply.as_bytes().to_vec()),
        Value::Null,
        text(requests::headers(one.account)),
        Value::Null,
    ])?;
    Ok(operation)
}

/// So many bindings; all but the last few hours' have ended or were released.
pub(super) fn bindings(
    ledger: &mut Ledger<'_>,
    (rows, calls): (&mut Rows<'_>, &mut Rows<'_>),
    (dice, people): (&mut Dice, &People),
    count: i64,
    (since, now): (i64, i64),
) -> Result<()> {
    let numbers: Vec<String> = x_numbers().collect();
    let mut call = 0;
    for id in 1..=count {
        let at = since + (now - since) / count * (id - 1);
        // In turn, so that two live bindings never share an X.
        let x = &numbers[usize::try_from(id).unwrap_or(0) % numbers.len()];
        let (a, b) = (people.mainland(dice), people.mainland(dice));
        let (by, reference) = (words::operator(dice), words::reference(dice));
        let (token, reqid, subid) = (token(by.1, dice), dice.hex(2), dice.digits(16));
        let ends = at + 2 * HOUR;
        let over = ends < now;
        let reply = format!(r#"{{"error":"0","subid":"{subid}"}}"#);
        let path = format!("/igw/service/uc/interline/{x}");
        let body = json!({ "appid": "app-7", "anum": a, "bnum": b, "reqid": reqid, "ttl": "7200" }).to_string();
        let one = Other {
            account: PRIVACY_NUMBER,
            kind: "bind",
            path: &path,
            body: &body,
            reply: &reply,
            token: &token,
            reference: &reference,
            by,
            binding: Some(id),
            at,
        };
        other(ledger, dice, &one)?;
        rows.add([
            id.into(),
            PRIVACY_NUMBER.into(),
            text("axb"),
            text("app-7"),
            text(x),
            reversed(x).into(),
            text(&a),
            reversed(&a).into(),
            text(&b),
            reversed(&b).into(),
            7_200.into(),
            0.into(),
            0.into(),
            0.into(),
            text(""),
            text(""),
            reqid.into(),
            text(&token),
            text(&reference),
            text(by.0),
            text(by.1),
            at.into(),
            (at + 45).into(),
            (at + 45).into(),
            text(if over { "ended" } else { "bound" }),
            if over { ends } else { at + 300 }.into(),
            text(&subid),
            (at + 300).into(),
            ends.into(),
        ])?;
        for _ in 0..dice.below(4) {
            call += 1;
            let began = at + i64::try_from(dice.between(60_000, 7_000_000)).unwrap_or(0);
            let (caller, callee) = if call % 2 == 0 { (&a, &b) } else { (&b, &a) };
            let push = take(&mut ledger.next.push);
            let fields = json!({ "taskid": format!("t{call}"), "subid": subid, "caller": caller, "rcaller": x,
                "callee": callee, "beginTime": began / 1_000, "duration": 63, "userData": token });
            ledger.push.add([
                push.into(),
                PRIVACY_NUMBER.into(),
                text("call_record"),
                (began + 90_000).into(),
                0.into(),
                text("application/json"),
                text("[]"),
                Value::Blob(fields.to_string().into_bytes()),
                1.into(),
            ])?;
            ledger.push_effect.add([
                push.into(),
                0.into(),
                text("call"),
                Value::Null,
                call.into(),
                fields.to_string().into(),
            ])?;
            calls.add([
                call.into(),
                push.into(),
                PRIVACY_NUMBER.into(),
                id.into(),
                text("call_record"),
                format!("t{call}").into(),
                text(&subid),
                text(caller),
                reversed(caller).into(),
                text(x),
                text(callee),
                reversed(callee).into(),
                (began / 1_000 * 1_000).into(),
                63.into(),
                text("ANSWERED"),
                text(&token),
                format!("t{call}|{subid}|{}", began / 1_000).into(),
                fields.to_string().into(),
                (began + 90_000).into(),
            ])?;
        }
    }
    Ok(())
}

pub(super) const BINDING: &str = "id, account_id, kind, appid, x_number, x_number_reversed, a_number, \
    a_number_reversed, b_number, b_number_reversed, ttl_seconds, record, shows_a_to_b, shows_caller_to_a, anucode, \
    ansanu, reqid, token, reference, operator, desk, approved_at, first_attempt_at, last_attempt_at, state, state_at, \
    subid, confirmed_at, ends_at";
pub(super) const X_CALL: &str = "id, push_id, account_id, binding_id, kind, task_id, subid, caller, caller_reversed, \
    x_number, callee, callee_reversed, began_at, duration_seconds, result, echo, dedupe, fields, received_at";

/// So many number checks, answered.
pub(super) fn checks(
    ledger: &mut Ledger<'_>,
    rows: &mut Rows<'_>,
    (dice, people): (&mut Dice, &People),
    count: i64,
    (since, now): (i64, i64),
) -> Result<()> {
    for id in 1..=count {
        let at = since + (now - since) / count * (id - 1);
        let (by, reference) = (words::operator(dice), words::reference(dice));
        let (number, token) = (people.mainland(dice), token(by.1, dice));
        let account = if id % 2 == 0 {
            LINKACCOUNT
        } else {
            LINKACCOUNT_LEGACY
        };
        let verify = dice.in_ten_thousand(5_000);
        let one = Other {
            account,
            kind: "check",
            path: if verify { "/phone/verify" } else { "/phone/info" },
            body: r#"{"app_key":"7e289a24","channel":"1","platform":"0","token":"nm89"}"#,
            reply: r#"{"header":{"code":200,"msg":"成功"},"body":"(encrypted)"}"#,
            token: &token,
            reference: &reference,
            by,
            binding: None,
            at,
        };
        let operation = other(ledger, dice, &one)?;
        rows.add([
            id.into(),
            account.into(),
            operation.into(),
            text(if verify { "phone_verify" } else { "phone_info" }),
            text("answered"),
            text(&number),
            reversed(&number).into(),
            maybe(verify.then_some(1)),
            text(&reference),
            text(by.0),
            text(by.1),
            at.into(),
        ])?;
    }
    Ok(())
}

pub(super) const CHECK: &str = "id, account_id, operation_id, kind, state, msisdn, msisdn_reversed, matches, \
    reference, operator, desk, at";
