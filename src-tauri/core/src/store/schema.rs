//! The schema's versions. A version is made of what each table's file says; once released it is
//! never changed, a change is a new version with a test that carries old data over.

use rusqlite_migration::{M, Migrations};

use super::{
    account, act, attempt, balance, decision, gap, job, message, operation, poll, quarantine, reply, report,
    reveal, setting, template,
};

/// Every version, oldest first.
pub fn migrations() -> Migrations<'static> {
    Migrations::new(vec![M::up(VERSION_1)])
}

/// The newest version, as it stands in the file's `user_version`.
pub const fn latest_version() -> i64 {
    1
}

const VERSION_1: &str = const_format::concatcp!(
    setting::VERSION_1,
    account::VERSION_1,
    act::VERSION_1,
    template::VERSION_1,
    job::VERSION_1,
    operation::VERSION_1,
    attempt::VERSION_1,
    message::VERSION_1,
    decision::VERSION_1,
    reveal::VERSION_1,
    poll::VERSION_1,
    quarantine::VERSION_1,
    report::VERSION_1,
    reply::VERSION_1,
    gap::VERSION_1,
    balance::VERSION_1,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_are_valid_and_counted() {
        migrations().validate().unwrap();
        let mut connection = rusqlite::Connection::open_in_memory().unwrap();
        migrations().to_latest(&mut connection).unwrap();
        let version: i64 = connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap();
        assert_eq!(version, latest_version());
    }
}
