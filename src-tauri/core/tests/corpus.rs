//! Every file of the fuzzing corpus (`fuzz/corpus/`) through every vendor's parsers: no panic, whole
//! items, and the same reading twice.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The reason: in a test, what is not as expected ends the test.

// What the fuzz targets do, not a copy of it; the crate around it needs libFuzzer and nightly.
#[path = "../../../fuzz/src/lib.rs"]
mod targets;

use std::path::{Path, PathBuf};

type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 7] = [
    ("send", targets::send),
    ("balance", targets::balance),
    ("reports", targets::reports),
    ("replies", targets::replies),
    ("check", targets::check),
    ("bind", targets::bind),
    ("push", targets::push),
];

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus")
}

fn files(target: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(corpus().join(target))
        .expect("every target has a corpus")
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn the_corpus_is_read_without_a_panic() {
    for (target, run) in TARGETS {
        let files = files(target);
        assert!(files.len() > 8, "{target} has next to no corpus");
        for (name, bytes) in files {
            // The name of the file stands in the output of a failure.
            println!("{target}/{name}");
            run(&bytes);
        }
    }
}

/// A fuzzer would begin with this: each file cut at every place, and with each of its bytes changed.
#[test]
fn what_is_cut_or_garbled_is_read_without_a_panic() {
    for (target, run) in TARGETS {
        for (name, bytes) in files(target) {
            if bytes.len() > 2_000 {
                continue;
            }
            println!("{target}/{name}");
            // The decryption of a number check is slow, and tells nothing more at each place.
            let step = if target == "check" { 37 } else { 5 };
            for place in (0..bytes.len()).step_by(step) {
                run(&bytes[..place]);
                let mut garbled = bytes.clone();
                for other in [b'"', b'0', b'{', 0xff] {
                    garbled[place] = other;
                    run(&garbled);
                }
            }
        }
    }
}

#[test]
fn no_corpus_is_without_a_target() {
    let mut folders: Vec<String> = std::fs::read_dir(corpus())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(folders, names);
}
