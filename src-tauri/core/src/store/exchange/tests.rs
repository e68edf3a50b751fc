use super::*;
use crate::store::in_memory;

fn log() -> Connection {
    let connection = in_memory();
    connection
        .execute_batch(
            "INSERT INTO account (id, vendor, name, base_url, vendor_account, extension, signature, operation_size,
                fetches_reports, enabled, created_at)
             VALUES (1, 'lianjiang', 'a', '', '', '', '', 1, 1, 1, 0), (2, 'lianjiang', 'b', '', '', '', '', 1, 1, 1, 0);
             INSERT INTO job (id, draft_id, account_id, text, extension, operator, desk, reference, approved_at,
                recipients, segments, state) VALUES (1, 'd', 1, '', '', '', '', '', 0, 1, 1, 'done');",
        )
        .unwrap();
    connection
}

fn attempt(connection: &Connection, account: Id, kind: &str, at: Millis, state: &str) -> Id {
    connection
        .execute(
            "INSERT INTO operation (job_id, account_id, token, path, body, body_hash, recipients, state, kind)
             VALUES (1, ?1, hex(randomblob(6)), '/p', '{}', '', 3, 'accepted', ?2)",
            params![account, kind],
        )
        .unwrap();
    let id = attempt::prepare(connection, connection.last_insert_rowid(), at).unwrap();
    connection
        .execute("UPDATE attempt SET state = ?2 WHERE id = ?1", params![id, state])
        .unwrap();
    id
}

fn poll(connection: &Connection, account: Id, kind: &str, at: Millis, outcome: &str) -> Id {
    connection
        .execute(
            "INSERT INTO poll (account_id, kind, intent_at, outcome) VALUES (?1, ?2, ?3, ?4)",
            params![account, kind, at, outcome],
        )
        .unwrap();
    connection.last_insert_rowid()
}

fn push(connection: &Connection, account: Id, at: Millis, unreadable: u32) -> Id {
    connection
        .execute(
            "INSERT INTO push (account_id, kind, received_at, pasted, headers, body, applied, unreadable)
             VALUES (?1, 'sms_status', ?2, 0, '[]', x'', 1, ?3)",
            params![account, at, unreadable],
        )
        .unwrap();
    connection.last_insert_rowid()
}

fn query(account_id: Option<Id>, kinds: &[ExchangeKind], troubled_only: bool) -> ExchangeQuery {
    ExchangeQuery {
        account_id,
        kinds: kinds.to_vec(),
        troubled_only,
        before: None,
        limit: 2,
    }
}

/// Every page of a query.
fn walked(connection: &Connection, mut query: ExchangeQuery) -> Vec<ExchangeRecord> {
    let mut all = Vec::new();
    loop {
        let (rows, next) = page(connection, &query).unwrap();
        assert!(rows.len() <= query.limit as usize);
        all.extend(rows);
        match next {
            Some(_) => query.before = next,
            None => return all,
        }
    }
}

fn filled() -> Connection {
    let connection = log();
    for round in 0..4 {
        for account in [1, 2] {
            let at = round * 1_000 + account * 100;
            attempt(&connection, account, "send", at, "accepted");
            poll(&connection, account, "reports", at + 10, "applied");
            attempt(&connection, account, "bind", at + 20, "unknown");
            push(&connection, account, at + 30, u32::from(round == 2));
            poll(&connection, account, "balance", at + 40, "no_gap");
            attempt(&connection, account, "check", at + 50, "rejected");
            poll(&connection, account, "replies", at + 60, "gap");
            attempt(&connection, account, "release", at + 70, "dispatching");
            poll(&connection, account, "status", at + 80, "empty");
        }
    }
    connection
}

#[test]
fn every_page_is_newest_first_and_nothing_is_lost_or_shown_twice() {
    let connection = filled();
    let all = walked(&connection, query(None, &[], false));
    assert_eq!(all.len(), 72);
    assert!(all.windows(2).all(|pair| pair[0].at >= pair[1].at));
    let mut seen: Vec<String> = all.iter().map(|row| format!("{:?}", row.of)).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 72);
}

#[test]
fn filters_give_what_looking_at_every_row_gives() {
    let connection = filled();
    let all = walked(&connection, query(None, &[], false));
    let some = [
        vec![],
        vec![ExchangeKind::Send],
        vec![ExchangeKind::Bind, ExchangeKind::Balance, ExchangeKind::Push],
        vec![ExchangeKind::Push],
    ];
    let troubled = |row: &ExchangeRecord| {
        matches!(
            row.outcome,
            ExchangeOutcome::Refused | ExchangeOutcome::NotSent | ExchangeOutcome::Doubt
        )
    };
    for account in [None, Some(1), Some(3)] {
        for kinds in &some {
            for troubled_only in [false, true] {
                let wanted: Vec<_> = all
                    .iter()
                    .filter(|row| account.is_none_or(|account| row.account_id == account))
                    .filter(|row| kinds.is_empty() || kinds.contains(&row.kind))
                    .filter(|row| !troubled_only || troubled(row))
                    .map(|row| row.of)
                    .collect();
                let found = walked(&connection, query(account, kinds, troubled_only));
                let found: Vec<_> = found.iter().map(|row| row.of).collect();
                assert_eq!(found, wanted, "{account:?} {kinds:?} {troubled_only}");
            }
        }
    }
    assert!(all.iter().any(troubled) && !all.iter().all(troubled));
}

#[test]
fn what_arrives_while_pages_are_turned_and_clocks_that_jump_lose_nothing() {
    let connection = log();
    for at in [100, 900, 50, 800, 60] {
        attempt(&connection, 1, "send", at, "accepted");
        attempt(&connection, 1, "check", at - 20, "accepted");
        poll(&connection, 1, "reports", at, "applied");
    }
    let first = page(&connection, &query(None, &[], false)).unwrap();
    push(&connection, 1, 10_000, 0);
    poll(&connection, 1, "replies", 10_000, "applied");
    let rest = walked(
        &connection,
        ExchangeQuery {
            before: first.1,
            ..query(None, &[], false)
        },
    );
    let mut shown: Vec<_> = first
        .0
        .iter()
        .chain(&rest)
        .map(|row| format!("{:?}", row.of))
        .collect();
    shown.sort();
    shown.dedup();
    assert_eq!((first.0.len() + rest.len(), shown.len()), (15, 15));
    assert!(
        rest.iter().all(|row| row.at < 10_000),
        "those stand above the first page"
    );
}

#[test]
fn no_filter_scans_or_sorts() {
    let connection = log();
    for kind in KINDS {
        for account in [None, Some(1)] {
            for troubled_only in [false, true] {
                let table = Table::of(kind);
                let sql = sql(table, &query(account, &[kind], troubled_only));
                let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
                let mut rows = statement.raw_query();
                let mut plan = Vec::new();
                while let Some(row) = rows.next().unwrap() {
                    plan.push(row.get::<_, String>(3).unwrap());
                }
                let whole = plan.join("; ");
                assert!(
                    !whole.contains("SCAN") && !whole.contains("TEMP B-TREE"),
                    "{sql}: {whole}"
                );
                assert_eq!(
                    plan[0].contains("_troubled"),
                    troubled_only,
                    "the troubled ones alone are walked: {whole}"
                );
            }
        }
    }
}

#[test]
fn attempts_and_polls_of_the_versions_before_are_found() {
    let connection = log();
    // A row as the versions before wrote it: nothing of what version 3 added.
    let id = poll(&connection, 1, "reports", 5, "applied");
    let whole = whole(&connection, ExchangeRef::Poll { id }).unwrap().unwrap();
    assert_eq!((whole.request, whole.record.method.as_str()), (None, ""));
    assert_eq!(whole.record.milliseconds, None);
}
