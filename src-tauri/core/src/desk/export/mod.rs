//! Exports: any filtered list as a file, streamed; each is recorded before its first row is written.
//!
//! Rows come by the pages the window shows, so that a file holds exactly what the filter shows: what is newer than its
//! beginning is not in it. The file stands under another name until it is whole.

mod bindings;
mod cell;
mod columns;
mod exchanges;
mod file;
mod messages;
mod number;
mod reason;
mod replies;
mod rows;
mod sheet;
mod suppression;

use std::path::{Path, PathBuf};

use columns::Words;
use file::Unfinished;
use rows::{How, Rows};
use sheet::Sheet;
use tokio::task::JoinError;

use super::work::{Ended, Running};
use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::desk::Topic;
use crate::contract::keeping::{ExportDraft, ExportList, WorkKind, WorkStarted};
use crate::store::StoreError;
use crate::store::export_record::{self, NewExport};

impl Desk {
    /// Exports a list to a file, which is replaced if it is there. Who, what and when is written down first.
    pub async fn export(&self, mut draft: ExportDraft, path: PathBuf) -> Result<WorkStarted, DeskError> {
        // "Today" is the day the export began on, in the file and in what is recorded of it.
        if let ExportList::Messages { filter } = &mut draft.list {
            *filter = self.on_day(std::mem::take(filter));
        }
        let (identity, now) = (self.known_identity().await?, self.now());
        let name = path
            .file_name()
            .ok_or(DeskError::WrongState("no file was chosen"))?;
        let record = NewExport {
            list: columns::list_name(&draft.list).to_owned(),
            format: draft.format,
            filter: serde_json::to_string(&draft.list).map_err(StoreError::from)?,
            file: name.to_string_lossy().into_owned(),
            full_numbers: draft.full_numbers,
        };
        let record_id = self
            .store()
            .write(move |transaction| export_record::begin(transaction, &record, &identity, now))
            .await?;
        let running = self.begin_work(WorkKind::Export, Some(path.display().to_string()));
        let id = running.id();
        let desk = self.clone();
        self.spawn(async move {
            let outcome = desk.write_export(&running, draft, &path, record_id).await;
            running.end(&outcome);
        });
        Ok(WorkStarted::Started { id })
    }

    /// Clears away what an end of the program left of exports, with numbers in it.
    pub(super) async fn clear_exports(&self) -> Result<(), DeskError> {
        let left = self.store().read(export_record::left).await?;
        for (id, part) in left {
            let gone = blocking(move || Ok(file::remove_left(Path::new(&part)))).await?;
            if gone {
                self.store()
                    .write(move |transaction| export_record::cleared(transaction, id))
                    .await?;
            }
        }
        Ok(())
    }

    async fn write_export(
        &self,
        running: &Running,
        draft: ExportDraft,
        path: &Path,
        record_id: Id,
    ) -> Result<Ended, DeskError> {
        let mut done = 0;
        let outcome = self
            .write_rows(running, draft, (path, record_id), &mut done)
            .await;
        // Stopped at the very end, it may be whole all the same; what is not whole has no rows in any file.
        let outcome = if running.is_stopped() && !matches!(outcome, Ok(Ended::Done)) {
            Ok(Ended::Stopped)
        } else {
            outcome
        };
        let finished = matches!(outcome, Ok(Ended::Done)).then(|| self.now());
        let recorded = self
            .store()
            .write(move |transaction| export_record::end(transaction, record_id, done, finished))
            .await;
        if let Err(error) = recorded {
            tracing::error!(%error, "the end of an export could not be written down");
        }
        self.changed(&[Topic::Work]);
        outcome
    }

    async fn write_rows(
        &self,
        running: &Running,
        draft: ExportDraft,
        (path, record_id): (&Path, Id),
        done: &mut u64,
    ) -> Result<Ended, DeskError> {
        let words = Words(draft.headings);
        let columns = words.columns(&draft.list);
        let (unfinished, file) = Unfinished::begin(path, self.around().random.as_ref())?;
        let part = unfinished.path().display().to_string();
        // Before the first row: what an end of the program leaves is known.
        self.store()
            .write(move |transaction| export_record::writes(transaction, record_id, &part))
            .await?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let format = draft.format;
        let mut sheet = blocking(move || Sheet::begin(format, file, &folder, &columns)).await?;
        let total = self.rows_in(&draft.list).await?;
        running.progress(0, total);
        let full_numbers = draft.full_numbers;
        let mut rows = Rows::of(draft.list, How { words, full_numbers });
        loop {
            if running.is_stopped() {
                return Ok(Ended::Stopped);
            }
            let Some(batch) = rows.next(self).await? else {
                break;
            };
            let written = batch.len() as u64;
            sheet = blocking(move || {
                for row in &batch {
                    sheet.row(row)?;
                }
                Ok(sheet)
            })
            .await?;
            *done += written;
            running.progress(*done, total);
        }
        let stop = running.stop();
        blocking(move || sheet.end(&stop)).await?;
        if running.is_stopped() {
            return Ok(Ended::Stopped);
        }
        unfinished.finish()?;
        running.progress(*done, Some(*done));
        Ok(Ended::Done)
    }

    /// How many rows a list has, where that is cheap to know.
    async fn rows_in(&self, list: &ExportList) -> Result<Option<u64>, DeskError> {
        Ok(match list {
            ExportList::Messages { filter } => {
                let counted = self.count_messages(filter.clone()).await?;
                (!counted.more).then_some(u64::from(counted.count))
            }
            ExportList::Bindings { query } => {
                let mut first = query.clone();
                (first.before, first.limit) = (None, 1);
                self.list_bindings(first).await?.total.map(u64::from)
            }
            // A search is counted by nobody.
            ExportList::Suppression { query } if query.search.trim().is_empty() => {
                let mut first = query.clone();
                (first.before, first.limit) = (None, 1);
                Some(u64::from(self.list_suppressed(first).await?.total))
            }
            ExportList::Suppression { .. }
            | ExportList::Exchanges { .. }
            | ExportList::Replies { .. }
            | ExportList::Number { .. } => None,
        })
    }
}

/// Runs what writes to a disk where nobody waits for it.
async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(act).await.map_err(ended)?
}

/// The workbook's library ends its thread when the disk does not take what it keeps aside.
fn ended(error: JoinError) -> DeskError {
    let Ok(said) = error.try_into_panic() else {
        return DeskError::Store(StoreError::Closed);
    };
    let full = said
        .downcast_ref::<String>()
        .is_some_and(|said| said.contains("StorageFull") || said.contains("QuotaExceeded"));
    let kind = if full {
        std::io::ErrorKind::StorageFull
    } else {
        std::io::ErrorKind::Other
    };
    DeskError::File(kind.into())
}
