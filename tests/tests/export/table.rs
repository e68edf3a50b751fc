//! A file as another program reads it, and asking for one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use switchboard_core::contract::Id;
use switchboard_core::contract::binding::BindingQuery;
use switchboard_core::contract::conversation::{ConversationQuery, ConversationShow};
use switchboard_core::contract::keeping::{Disclosed, ExportDraft, ExportFormat, ExportList, WorkState};
use switchboard_core::contract::message::MessageFilter;
use switchboard_core::desk::Desk;
use switchboard_tests::keeping::{begun, ended};

pub const FORMATS: [(ExportFormat, &str); 2] = [(ExportFormat::Csv, "csv"), (ExportFormat::Xlsx, "xlsx")];

/// What the other program tells of a file, as JSON.
fn told(path: &Path, options: &[&str]) -> Vec<u8> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export/read_table.py");
    let mut program = Command::new("python3");
    let output = program.arg(script).arg(path).args(options).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", path.display());
    output.stdout
}

/// All that stands in a file, in every part of its archive.
pub fn parts(path: &Path) -> String {
    serde_json::from_slice(&told(path, &["--parts"])).unwrap()
}

/// A file's rows below its headings, each cell by its heading.
pub fn read(path: &Path) -> Vec<BTreeMap<String, String>> {
    let rows: Vec<Vec<String>> = serde_json::from_slice(&told(path, &[])).unwrap();
    let (headings, rows) = rows.split_first().unwrap();
    rows.iter()
        .map(|row| {
            assert_eq!(row.len(), headings.len());
            headings.iter().cloned().zip(row.iter().cloned()).collect()
        })
        .collect()
}

pub fn messages(filter: MessageFilter) -> ExportList {
    ExportList::Messages { filter }
}

pub fn replies() -> ExportList {
    let query = ConversationQuery {
        show: ConversationShow::All,
        account_id: None,
        search: String::new(),
        before: None,
        limit: 1,
    };
    ExportList::Replies { query }
}

pub fn bindings() -> ExportList {
    let query = BindingQuery {
        live_only: false,
        account_id: None,
        search: String::new(),
        before: None,
        limit: 1,
    };
    ExportList::Bindings { query }
}

pub fn draft(list: ExportList, format: ExportFormat, full_numbers: bool) -> ExportDraft {
    ExportDraft {
        list,
        format,
        full_numbers,
        headings: BTreeMap::new(),
    }
}

/// Begins an export.
pub async fn begin(desk: &Desk, draft: ExportDraft, path: PathBuf) -> Id {
    begun(desk.export(draft, path).await.unwrap())
}

/// Exports a list in a format and reads it; its record says so.
pub async fn exported(
    desk: &Desk,
    folder: &Path,
    list: ExportList,
    (format, ending): (ExportFormat, &str),
    full: bool,
) -> Vec<BTreeMap<String, String>> {
    let path = folder.join(format!("list.{ending}"));
    let id = begin(desk, draft(list, format, full), path.clone()).await;
    let work = ended(desk, id).await;
    assert_eq!(work.state, WorkState::Done, "{work:?}");
    let rows = read(&path);
    assert_eq!(
        (work.done, work.total),
        (rows.len() as u64, Some(rows.len() as u64))
    );
    let newest = desk.list_disclosures(None).await.unwrap().rows.remove(0);
    assert_eq!(newest.operator, "Li Min");
    let Disclosed::Export {
        file,
        rows: recorded,
        full_numbers,
        finished,
        ..
    } = newest.what
    else {
        panic!("{newest:?}");
    };
    assert_eq!(file, format!("list.{ending}"));
    assert_eq!((recorded, full_numbers, finished), (work.done, full, true));
    assert_eq!(
        std::fs::read_dir(folder).unwrap().count(),
        1,
        "nothing but the file is there"
    );
    std::fs::remove_file(path).unwrap();
    rows
}

/// A cell as it was before it was kept text: what the product puts in front is one character.
pub fn plain(cell: &str) -> &str {
    let mut letters = cell.chars();
    match letters.next() {
        Some('\t' | '\'') => letters.as_str(),
        _ => cell,
    }
}
