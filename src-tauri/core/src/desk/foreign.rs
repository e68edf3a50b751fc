//! What was fetched here for other desks or pushed to this one, or is about message ids unknown here; what is of sends that
//! are not here any more; and what could not be read.
//!
//! MO replies carry no token: a customer's reply belongs to whichever desk fetches it, and is none of these.

use super::{Desk, DeskError};
use crate::contract::Millis;
use crate::contract::desk::Topic;
use crate::contract::exchange::{ForeignItems, Quarantined, StrayReports};
use crate::store::{account, hand_over, quarantine, stray};

/// A report may come before the vendor's reply that tells its message id; after this long it fits nothing.
const KNOWN_BY: Millis = 10 * 60 * 1000;
/// Items that are listed.
const LISTED: u32 = 100;

/// What changes when reports and calls are handed over or taken in.
pub(super) const TOPICS: [Topic; 6] = [
    Topic::Messages,
    Topic::Bindings,
    Topic::Jobs,
    Topic::Accounts,
    Topic::Exchanges,
    Topic::Status,
];

/// Reports that came before this and fit nothing are about nothing that is known here.
pub(super) fn strange_before(now: Millis) -> Millis {
    now - KNOWN_BY
}

impl Desk {
    /// What was fetched here for other desks, or for nobody known.
    pub async fn list_foreign(&self) -> Result<Vec<ForeignItems>, DeskError> {
        let before = strange_before(self.now());
        Ok(self
            .store()
            .read(move |connection| {
                let mut items = Vec::new();
                for found in hand_over::foreign(connection, before)? {
                    let Some(row) = account::get(connection, found.account_id)? else {
                        continue;
                    };
                    items.push(ForeignItems {
                        account_id: row.id,
                        vendor: row.form.vendor,
                        account_name: row.form.name,
                        desk: found.desk,
                        reports: found.reports,
                        calls: found.calls,
                        not_handed_over: found.not_handed_over,
                        first_at: found.first_at,
                        last_at: found.last_at,
                    });
                }
                Ok(items)
            })
            .await?)
    }

    /// Reports with this desk's token that fit no send here, newest first.
    pub async fn list_strays(&self) -> Result<StrayReports, DeskError> {
        let before = strange_before(self.now());
        Ok(self
            .store()
            .read(move |connection| {
                Ok(StrayReports {
                    count: stray::count(connection, before)?,
                    newest: stray::newest(connection, before, LISTED)?,
                })
            })
            .await?)
    }

    /// Items that could not be read, newest first, at most 100.
    pub async fn list_quarantined(&self) -> Result<Vec<Quarantined>, DeskError> {
        Ok(self
            .store()
            .read(|connection| quarantine::newest(connection, LISTED))
            .await?)
    }
}
