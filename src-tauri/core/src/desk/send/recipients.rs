//! The pasted recipients: lines of numbers, or lines of numbers with their variables.

use std::collections::HashSet;

use super::numbers;
use crate::contract::send::{BadLine, BadLineReason};
use crate::contract::template::TemplateVariable;
use crate::msisdn::Msisdn;

/// Bad lines that are listed; the rest is counted.
const LISTED: usize = 200;
/// Lines of suppressed numbers that are listed.
const LISTED_SUPPRESSED: usize = 100;
/// Characters of a bad piece that are shown.
const SHOWN: usize = 40;

/// What a paste holds.
#[derive(Debug, Default)]
pub struct Recipients {
    /// Each number once, in the order of the paste, with a value per place of the template.
    pub list: Vec<(Msisdn, Vec<String>)>,
    /// The line each of them stands in, from 1.
    lines: Vec<u32>,
    /// Numbers that stood more than once.
    pub duplicates: u32,
    /// Pieces that cannot be used.
    pub bad: Vec<BadLine>,
    /// How many of them, listed or not.
    pub bad_count: u32,
    /// Numbers that were taken out because they are on the suppression list.
    pub suppressed: u32,
    /// Their lines; the first ones.
    pub suppressed_lines: Vec<u32>,
}

impl Recipients {
    fn add(&mut self, line: usize, msisdn: Msisdn, values: Vec<String>) {
        self.list.push((msisdn, values));
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }

    /// Takes out the numbers on the suppression list: they are counted, and nothing of them goes on.
    pub fn take_out<E>(&mut self, is_suppressed: impl Fn(&Msisdn) -> Result<bool, E>) -> Result<(), E> {
        let (list, lines) = (std::mem::take(&mut self.list), std::mem::take(&mut self.lines));
        for ((msisdn, values), line) in list.into_iter().zip(lines) {
            if is_suppressed(&msisdn)? {
                self.suppressed = self.suppressed.saturating_add(1);
                if self.suppressed_lines.len() < LISTED_SUPPRESSED {
                    self.suppressed_lines.push(line);
                }
            } else {
                self.list.push((msisdn, values));
                self.lines.push(line);
            }
        }
        Ok(())
    }

    fn refuse(&mut self, line: usize, text: &str, reason: BadLineReason) {
        self.bad_count = self.bad_count.saturating_add(1);
        if self.bad.len() < LISTED {
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            self.bad.push(BadLine {
                line,
                text: text.chars().take(SHOWN).collect(),
                reason,
            });
        }
    }
}

/// Numbers one per line, or separated by commas, semicolons or tabs.
pub fn plain(pasted: &str, read: fn(&str) -> Result<Msisdn, BadLineReason>) -> Recipients {
    let mut recipients = Recipients::default();
    let mut seen = HashSet::new();
    for (index, line) in pasted.lines().enumerate() {
        for piece in line.split([',', ';', '\t', '，', '；', '、']) {
            if piece.trim().is_empty() {
                continue;
            }
            match read(piece) {
                Err(reason) => recipients.refuse(index + 1, piece.trim(), reason),
                Ok(msisdn) if seen.insert(msisdn.clone()) => recipients.add(index + 1, msisdn, Vec::new()),
                Ok(_) => recipients.duplicates += 1,
            }
        }
    }
    recipients
}

/// Lines of a number and one column per differently named variable, as pasted from a spreadsheet
/// (tabs) or from a CSV (commas, where a line has no tab).
pub fn with_variables(pasted: &str, variables: &[TemplateVariable]) -> Recipients {
    let mut columns: Vec<&str> = Vec::new();
    for variable in variables {
        if !columns.contains(&variable.name.as_str()) {
            columns.push(&variable.name);
        }
    }
    let mut recipients = Recipients::default();
    let mut seen = HashSet::new();
    let delimiter = if pasted.contains('\t') { b'\t' } else { b',' };
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        // Spreadsheets paste cells as they are; only a CSV wraps them in quotes.
        .quoting(delimiter == b',')
        .has_headers(false)
        .flexible(true)
        .from_reader(pasted.as_bytes());
    for row in rows.records() {
        let Ok(row) = row else { continue };
        let line = row
            .position()
            .map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        let mut cells: Vec<&str> = row.iter().map(str::trim).collect();
        while cells.len() > columns.len() + 1 && cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let shown = cells.join(" ");
        let msisdn = match numbers::normalise(cells[0]) {
            Ok(msisdn) => msisdn,
            Err(reason) => {
                recipients.refuse(line, &shown, reason);
                continue;
            }
        };
        let values = &cells[1..];
        if let Some(reason) = wrong_values(values, columns.len()) {
            recipients.refuse(line, &shown, reason);
            continue;
        }
        if !seen.insert(msisdn.clone()) {
            recipients.duplicates += 1;
            continue;
        }
        let per_place = variables
            .iter()
            .map(|variable| {
                let column = columns
                    .iter()
                    .position(|name| *name == variable.name)
                    .unwrap_or_default();
                values.get(column).copied().unwrap_or_default().to_owned()
            })
            .collect();
        recipients.add(line, msisdn, per_place);
    }
    recipients
}

/// A cell with a line break in it, or the part of one that stands before the break: what follows
/// on the next lines may be other people's numbers.
fn spans_lines(value: &str) -> bool {
    value.contains(['\n', '\r']) || value.starts_with('"') && value.matches('"').count() % 2 == 1
}

fn wrong_values(values: &[&str], wanted: usize) -> Option<BadLineReason> {
    if values.len() < wanted {
        Some(BadLineReason::VariablesMissing)
    } else if values.len() > wanted {
        Some(BadLineReason::VariablesExtra)
    } else if values.iter().any(|value| value.is_empty()) {
        Some(BadLineReason::VariableEmpty)
    } else if values.iter().any(|value| spans_lines(value)) {
        Some(BadLineReason::VariableSpansLines)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::places;
    use super::*;

    fn plain_mainland(pasted: &str) -> Recipients {
        plain(pasted, numbers::normalise)
    }

    #[test]
    fn a_mixed_paste_is_sorted_with_its_lines() {
        let found = plain_mainland(
            "138 0000 0001\n+86 139-0000-7731\n１８６０００２０９３７\n13800000001\n\n1380000\n17012344410，17012344411",
        );
        assert_eq!(found.list.len(), 5);
        assert_eq!(found.duplicates, 1);
        assert_eq!(
            found.bad,
            [BadLine {
                line: 6,
                text: "1380000".into(),
                reason: BadLineReason::TooShort
            }]
        );
    }

    #[test]
    fn columns_fill_the_variables_by_name() {
        let variables = places("{name}：{code}，{name}");
        let pasted = "13800000001\t李敏\t1224\n13800000002\t王\n13800000003\t\"VIP\" 张\t9\t\nabc\t1\t2";
        let found = with_variables(pasted, &variables);
        assert_eq!(found.list[0].1, ["李敏", "1224", "李敏"]);
        assert_eq!(found.list[1].1, ["\"VIP\" 张", "9", "\"VIP\" 张"]);
        let bad: Vec<_> = found.bad.iter().map(|bad| (bad.line, bad.reason)).collect();
        assert_eq!(
            bad,
            [
                (2, BadLineReason::VariablesMissing),
                (4, BadLineReason::NotANumber)
            ]
        );
    }

    #[test]
    fn a_cell_over_several_lines_swallows_nobody() {
        let commas = with_variables("13800000001,\"张\n13800000002,李\n13800000003,王", &places("{a}"));
        assert!(commas.list.is_empty(), "{:?}", commas.list);
        assert_eq!(commas.bad[0].reason, BadLineReason::VariableSpansLines);
        let tabs = with_variables("13800000001\t\"张\n三\"\n13800000002\t李", &places("{a}"));
        assert_eq!(tabs.list.len(), 1);
        assert_eq!(tabs.bad[0].reason, BadLineReason::VariableSpansLines);
    }

    #[test]
    fn a_different_set_of_values_for_a_number_that_was_there_is_a_duplicate() {
        let found = with_variables(
            "13800000001,1\n13800000001,2\n13800000002,\n13800000003,1,2",
            &places("{a}"),
        );
        assert_eq!((found.list.len(), found.duplicates), (1, 1));
        let bad: Vec<_> = found.bad.iter().map(|bad| bad.reason).collect();
        assert_eq!(bad, [BadLineReason::VariableEmpty, BadLineReason::VariablesExtra]);
    }
}
