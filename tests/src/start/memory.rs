//! What a program and the processes it started take, as the system counts it under `/proc`.

use std::collections::HashMap;
use std::fs;

/// A process and everything below it, itself first.
pub(super) fn tree(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let pid = entry.file_name().to_str().and_then(|name| name.parse().ok());
        if let Some((pid, stat)) = pid.and_then(|pid: u32| Some((pid, Stat::of(pid)?))) {
            children.entry(stat.parent).or_default().push(pid);
        }
    }
    let mut found = vec![root];
    let mut at = 0;
    while let Some(pid) = found.get(at) {
        found.extend(children.remove(pid).unwrap_or_default());
        at += 1;
    }
    found
}

/// Whether it is there and not merely waiting to be buried.
pub(super) fn is_running(pid: u32) -> bool {
    Stat::of(pid).is_some_and(|stat| !matches!(stat.state, 'Z' | 'X'))
}

/// The processor time all of them have used, in ticks.
pub(super) fn ticks(pids: &[u32]) -> u64 {
    pids.iter()
        .filter_map(|pid| Stat::of(*pid))
        .map(|stat| stat.ticks)
        .sum()
}

/// The proportional set size of all of them together, in KiB: what is shared counts once.
pub(super) fn pss_kib(pids: &[u32]) -> u64 {
    let rollup = |pid: &u32| fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok();
    pids.iter()
        .filter_map(rollup)
        .filter_map(|text| pss_of(&text))
        .sum()
}

fn pss_of(rollup: &str) -> Option<u64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

struct Stat {
    state: char,
    parent: u32,
    ticks: u64,
}

impl Stat {
    fn of(pid: u32) -> Option<Self> {
        Self::read(&fs::read_to_string(format!("/proc/{pid}/stat")).ok()?)
    }

    fn read(text: &str) -> Option<Self> {
        // The name stands in brackets and may itself hold spaces and brackets.
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let number = |at: usize| fields.get(at)?.parse::<u64>().ok();
        Some(Self {
            state: fields.first()?.chars().next()?,
            parent: u32::try_from(number(1)?).ok()?,
            ticks: number(11)? + number(12)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_whatever_it_is_called() {
        let stat = "42 (a (b) c) S 7 42 42 0 -1 4194304 1 2 3 4 250 50 0 0 20 0 1 0 5 6 7";
        let stat = Stat::read(stat).unwrap();
        assert_eq!((stat.state, stat.parent, stat.ticks), ('S', 7, 300));
        assert!(Stat::read("42 (a").is_none());
    }

    #[test]
    fn the_size_is_the_proportional_one() {
        let rollup = "55 ---p 0 00:00 0 [rollup]\nRss:  900 kB\nPss:   321 kB\nPss_Dirty:  5 kB\n";
        assert_eq!(pss_of(rollup), Some(321));
        assert_eq!(pss_of("Rss: 1 kB\n"), None);
    }

    #[test]
    fn a_tree_has_its_children() {
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        let pids = tree(std::process::id());
        let (has, size) = (pids.contains(&child.id()), pss_kib(&pids));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(has && size > 0);
        assert!(!is_running(child.id()));
    }
}
