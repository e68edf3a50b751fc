//! The two formats: each takes one row after the other and holds no more than the last few of them.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rust_xlsxwriter::{ColNum, Format, RowNum, Workbook, Worksheet, XlsxError};
use tokio_util::sync::CancellationToken;

use super::cell::{Cell, csv_text, xlsx_text};
use crate::contract::keeping::ExportFormat;
use crate::desk::DeskError;

/// Rows of a workbook's sheet below its headings.
const MOST_ROWS: u32 = 1_048_575;
/// What stands around a cell's text in the sheet's XML, at most.
const AROUND: u64 = 80;
/// From here on the workbook's archive says that it may be larger than 4 GB, which not every program reads.
const LARGE: u64 = 3 << 30;
/// Excel knows the encoding of a file by this alone.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A column: its heading, and how wide it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// In characters.
    pub width: u16,
    /// Whether counts stand in it, which may be added up; texts otherwise.
    pub counts: bool,
}

/// A file that rows are written to.
pub enum Sheet {
    /// Comma-separated values.
    Csv(Box<csv::Writer<BufWriter<File>>>),
    /// A workbook.
    Xlsx(Box<Book>),
}

/// A workbook and what is known of its one sheet.
pub struct Book {
    workbook: Workbook,
    file: File,
    /// The next row.
    row: RowNum,
    /// How large the sheet's XML is, at most.
    size: u64,
}

impl Sheet {
    /// Begins a file with its headings. What a workbook keeps aside until its end stands in `folder`, where the file is
    /// to be: nowhere that the operator did not choose. It has no name there, and is gone with the program.
    pub fn begin(
        format: ExportFormat,
        mut file: File,
        folder: &Path,
        columns: &[Column],
    ) -> Result<Self, DeskError> {
        match format {
            ExportFormat::Csv => {
                file.write_all(BYTE_ORDER_MARK)?;
                let mut writer = csv::WriterBuilder::new()
                    .terminator(csv::Terminator::CRLF)
                    .quote_style(csv::QuoteStyle::NonNumeric)
                    .from_writer(BufWriter::new(file));
                writer
                    .write_record(columns.iter().map(|column| csv_text(&column.heading)))
                    .map_err(of_csv)?;
                Ok(Self::Csv(Box::new(writer)))
            }
            ExportFormat::Xlsx => {
                let mut workbook = Workbook::new();
                workbook.set_tempdir(folder).map_err(of_xlsx)?;
                let sheet = workbook.add_worksheet_with_constant_memory().map_err(of_xlsx)?;
                lay_out(sheet, columns).map_err(of_xlsx)?;
                Ok(Self::Xlsx(Box::new(Book {
                    workbook,
                    file,
                    row: 1,
                    size: 0,
                })))
            }
        }
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), DeskError> {
        match self {
            Self::Csv(writer) => {
                for cell in cells {
                    let text = match cell {
                        Cell::Text(text) => csv_text(text),
                        Cell::Count(count) => count.to_string(),
                        Cell::Empty => String::new(),
                    };
                    writer.write_field(text).map_err(of_csv)?;
                }
                writer.write_record(None::<&[u8]>).map_err(of_csv)
            }
            Self::Xlsx(book) => book.row(cells),
        }
    }

    /// Writes out what is still kept aside. Told to stop meanwhile, it ends with an error.
    pub fn end(self, stop: &CancellationToken) -> Result<(), DeskError> {
        match self {
            Self::Csv(writer) => {
                let buffer = writer
                    .into_inner()
                    .map_err(|error| io::Error::from(error.error().kind()))?;
                let file = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
                Ok(file.sync_all()?)
            }
            Self::Xlsx(mut book) => {
                book.workbook.use_zip_large_file(book.size > LARGE);
                let out = Stoppable {
                    file: &book.file,
                    stop,
                };
                book.workbook
                    .save_to_writer(BufWriter::new(out))
                    .map_err(of_xlsx)?;
                Ok(book.file.sync_all()?)
            }
        }
    }
}

impl Book {
    fn row(&mut self, cells: &[Cell]) -> Result<(), DeskError> {
        if self.row > MOST_ROWS {
            return Err(DeskError::TooManyRows);
        }
        let sheet = self.workbook.worksheet_from_index(0).map_err(of_xlsx)?;
        for (at, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let text = xlsx_text(text);
                    self.size += text.len() as u64 + AROUND;
                    sheet.write_string(self.row, at, text).map_err(of_xlsx)?;
                }
                Cell::Count(count) => {
                    self.size += AROUND;
                    // Counts of segments and seconds: far below what a float holds whole.
                    #[allow(clippy::cast_precision_loss)]
                    let count = *count as f64;
                    sheet.write_number(self.row, at, count).map_err(of_xlsx)?;
                }
                Cell::Empty => {}
            }
        }
        self.row += 1;
        Ok(())
    }
}

/// Headings that stay in sight, and columns whose cells stay text when they are edited.
fn lay_out(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@").set_quote_prefix();
    for (at, column) in (0 as ColNum..).zip(columns) {
        sheet.set_column_width(at, column.width)?;
        if !column.counts {
            sheet.set_column_format(at, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (at, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, at, xlsx_text(&column.heading), &bold)?;
    }
    Ok(())
}

/// A file that takes nothing more once it is told to stop.
struct Stoppable<'a> {
    file: &'a File,
    stop: &'a CancellationToken,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stop.is_cancelled() {
            return Err(io::Error::other("stopped"));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn of_csv(error: csv::Error) -> DeskError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => DeskError::Internal("a row has another number of cells than there are headings"),
    }
}

fn of_xlsx(error: XlsxError) -> DeskError {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error.into(),
        XlsxError::RowColumnLimitError => DeskError::TooManyRows,
        XlsxError::ZipError(error) => below(&error)
            .map_or_else(|| io::Error::other("the archive"), |error| error.kind().into())
            .into(),
        _ => DeskError::Internal("a row does not fit into a workbook"),
    }
}

/// What the disk said below an error of the archive.
fn below<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a io::Error> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref() {
            return Some(error);
        }
        next = error.source();
    }
    None
}
