//! What left the program: exports, and looks at full numbers.

use super::{Desk, DeskError};
use crate::contract::Millis;
use crate::contract::keeping::{Disclosure, DisclosurePage};
use crate::store::{export_record, reveal};

/// Rows of a page.
const PAGE: usize = 200;

impl Desk {
    /// Exports and looks at full numbers before a time (none is now), newest first.
    pub async fn list_disclosures(&self, before: Option<Millis>) -> Result<DisclosurePage, DeskError> {
        let before = before.unwrap_or(Millis::MAX);
        let rows = self
            .store()
            .read(move |connection| {
                // One more than a page of each: the next page begins where one of them goes on.
                let limit = u32::try_from(PAGE + 1).unwrap_or(u32::MAX);
                let mut rows = export_record::before(connection, before, limit)?;
                rows.extend(reveal::before(connection, before, limit)?);
                Ok(rows)
            })
            .await?;
        Ok(page(rows))
    }
}

/// The newest of what was found. A page ends between two times, since the next one begins with a time.
fn page(mut rows: Vec<Disclosure>) -> DisclosurePage {
    rows.sort_by_key(|row| std::cmp::Reverse(row.at));
    let Some(beyond) = rows.get(PAGE).map(|row| row.at) else {
        return DisclosurePage { rows, next: None };
    };
    rows.truncate(PAGE);
    let whole = rows.partition_point(|row| row.at > beyond);
    if whole > 0 {
        rows.truncate(whole);
    }
    let next = rows.last().map(|row| row.at);
    DisclosurePage { rows, next }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::keeping::Disclosed;

    fn looks(times: impl Iterator<Item = Millis>) -> Vec<Disclosure> {
        times
            .map(|at| Disclosure {
                at,
                operator: "Li Min".into(),
                desk: "P01".into(),
                what: Disclosed::Reveal {
                    of: None,
                    number_masked: String::new(),
                },
            })
            .collect()
    }

    #[test]
    fn pages_lose_nothing_where_several_happened_at_once() {
        // Three at each time: 200 is no multiple of three.
        let all = || looks((0..600).map(|at| at / 3));
        let mut seen = 0;
        let mut before = Millis::MAX;
        loop {
            let mut rows = all();
            rows.retain(|row| row.at < before);
            let found = page(rows);
            seen += found.rows.len();
            assert!(found.rows.len() <= PAGE);
            match found.next {
                Some(next) => before = next,
                None => break,
            }
        }
        assert_eq!(seen, 600);
    }
}
