//! What was measured, as a table for a person and one line for a program.

use std::time::Duration;

use serde_json::json;

use super::ingest::Ingested;
use super::made::Updated;

/// The middle one and the one that 19 of 20 are not above, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percentiles {
    /// Half took no longer.
    pub p50: f64,
    /// 95 of 100 took no longer.
    pub p95: f64,
}

impl Percentiles {
    /// Of at least one.
    pub fn of(mut taken: Vec<Duration>) -> Self {
        taken.sort_unstable();
        let at = |percent: usize| {
            let at = (taken.len() * percent).div_ceil(100).max(1) - 1;
            taken[at].as_secs_f64() * 1_000.0
        };
        Self {
            p50: at(50),
            p95: at(95),
        }
    }
}

/// A question's figures at one size.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What was asked.
    pub name: String,
    /// How many results the middle run had.
    pub results: usize,
    /// By the product.
    pub product: Percentiles,
    /// The same SQL by itself.
    pub bare: Percentiles,
    /// Whether it asks for a page.
    pub page: bool,
}

/// Everything at both sizes.
#[derive(Debug, Clone)]
pub struct Figures {
    /// Messages in the larger database.
    pub rows: u64,
    /// At the smaller size.
    pub small: Vec<Row>,
    /// At the larger.
    pub large: Vec<Row>,
    /// Taking reports in, at the larger.
    pub ingested: Ingested,
    /// Bringing the larger up to date.
    pub updated: Updated,
}

impl Figures {
    fn grown(&self) -> impl Iterator<Item = (&Row, Option<f64>)> {
        self.large.iter().map(|row| {
            let before = self.small.iter().find(|before| before.name == row.name);
            // Only the same result can be compared: a search that finds three rows among 10,000 messages and a page of
            // them among a million reads more because there is more.
            let grown = before
                .filter(|before| row.page && before.results == row.results)
                .map(|before| row.product.p95 / before.product.p95);
            (row, grown)
        })
    }

    /// For a person.
    pub fn table(&self) -> String {
        let mut lines = vec![format!(
            "{:<44}{:>8}{:>10}{:>10}{:>10}{:>10}{:>8}{:>8}",
            "milliseconds", "results", "p50", "p95", "bare p50", "bare p95", "ratio", "growth"
        )];
        for (row, grown) in self.grown() {
            lines.push(format!(
                "{:<44}{:>8}{:>10.2}{:>10.2}{:>10.2}{:>10.2}{:>8.2}{:>8}",
                row.name,
                row.results,
                row.product.p50,
                row.product.p95,
                row.bare.p50,
                row.bare.p95,
                row.product.p95 / row.bare.p95,
                grown.map_or_else(|| "–".to_owned(), |grown| format!("{grown:.2}"))
            ));
        }
        lines.push(self.ingested.line());
        lines.push(format!(
            "bringing {} messages up to date: {:.1} s, heard of {} times, at most {:.1} s apart",
            self.rows,
            self.updated.taken.as_secs_f64(),
            self.updated.told,
            self.updated.longest_silence.as_secs_f64()
        ));
        lines.join("\n")
    }

    /// One line of JSON.
    pub fn line(&self) -> String {
        let worst = |of: &dyn Fn(&Row) -> f64| self.large.iter().map(of).fold(0.0, f64::max);
        let growth = self.grown().filter_map(|(_, grown)| grown).fold(0.0, f64::max);
        json!({
            "bench": "history",
            "rows": self.rows,
            "worst_p95_ms": rounded(worst(&|row| row.product.p95)),
            "worst_ratio": rounded(worst(&|row| row.product.p95 / row.bare.p95)),
            "growth_10k_to_n": rounded(growth),
            "ingest_ratio": rounded(self.ingested.ratio()),
        })
        .to_string()
    }
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
