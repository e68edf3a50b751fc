//! What was measured, as a table for a person and one line for a program.

use serde_json::json;

/// One start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Until the page was there, in milliseconds.
    pub drawn_ms: f64,
    /// Until a click was answered, in milliseconds.
    pub ready_ms: f64,
    /// What it took afterwards, in MiB.
    pub pss_mib: f64,
}

/// The starts of both windows.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Messages in the database.
    pub rows: u64,
    /// The program's.
    pub program: Vec<Run>,
    /// The empty window's.
    pub empty: Vec<Run>,
}

/// The middle one; of two in the middle the mean. NaN of none.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[half],
        _ => f64::midpoint(values[half - 1], values[half]),
    }
}

type Figure = fn(&Run) -> f64;
const FIGURES: [(&str, Figure); 3] = [
    ("drawn, ms", |run| run.drawn_ms),
    ("ready, ms", |run| run.ready_ms),
    ("PSS, MiB", |run| run.pss_mib),
];

fn middle(runs: &[Run], figure: Figure) -> f64 {
    median(runs.iter().map(figure))
}

impl Figures {
    /// Medians side by side, with every run behind them.
    pub fn table(&self) -> String {
        let mut lines = vec![format!(
            "{:<12}{:>12}{:>14}{:>8}   runs (program | empty window)",
            "median", "program", "empty window", "ratio"
        )];
        for (name, figure) in FIGURES {
            let (program, empty) = (middle(&self.program, figure), middle(&self.empty, figure));
            lines.push(format!(
                "{name:<12}{program:>12.0}{empty:>14.0}{:>8.2}   {} | {}",
                program / empty,
                each(&self.program, figure),
                each(&self.empty, figure)
            ));
        }
        lines.join("\n")
    }

    /// One line of JSON.
    pub fn line(&self) -> String {
        let [_, (_, ready), (_, pss)] = FIGURES;
        let medians = |figure| (middle(&self.program, figure), middle(&self.empty, figure));
        let ((ready, empty_ready), (pss, empty_pss)) = (medians(ready), medians(pss));
        json!({
            "bench": "start",
            "rows": self.rows,
            "runs": self.program.len(),
            "ready_ratio": rounded(ready / empty_ready, 100.0),
            "pss_ratio": rounded(pss / empty_pss, 100.0),
            "ready_ms": rounded(ready, 1.0),
            "empty_ready_ms": rounded(empty_ready, 1.0),
            "pss_mib": rounded(pss, 10.0),
            "empty_pss_mib": rounded(empty_pss, 10.0),
        })
        .to_string()
    }
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

fn each(runs: &[Run], figure: Figure) -> String {
    let figures: Vec<String> = runs.iter().map(|run| format!("{:.0}", figure(run))).collect();
    figures.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_the_median() {
        assert_eq!(median([5.0, 1.0, 100.0]), 5.0);
        assert_eq!(median([4.0, 1.0, 2.0, 100.0]), 3.0);
        assert!(median([]).is_nan());
    }

    fn run(ready_ms: f64, pss_mib: f64) -> Run {
        Run {
            drawn_ms: ready_ms - 50.0,
            ready_ms,
            pss_mib,
        }
    }

    #[test]
    fn the_last_line_has_ratios_of_medians() {
        let figures = Figures {
            rows: 10_000,
            program: vec![run(900.0, 280.0), run(600.0, 300.0), run(610.0, 290.0)],
            empty: vec![run(400.0, 250.0), run(410.0, 251.0), run(9_000.0, 249.0)],
        };
        let line: serde_json::Value = serde_json::from_str(&figures.line()).unwrap();
        let expected = json!({ "bench": "start", "rows": 10_000, "runs": 3, "ready_ratio": 1.49, "pss_ratio": 1.16,
            "ready_ms": 610.0, "empty_ready_ms": 410.0, "pss_mib": 290.0, "empty_pss_mib": 250.0 });
        assert_eq!(line, expected);
        assert!(!figures.line().contains('\n'));
        assert!(
            figures.table().contains("1.49   900 600 610 | 400 410 9000"),
            "{}",
            figures.table()
        );
    }
}
