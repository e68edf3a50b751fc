//! The rows of each list, page by page: what the window shows, in the order it shows it.

use chrono::{DateTime, Local, SecondsFormat};
use serde::Serialize;

use super::cell::Cell;
use super::columns::Words;
use super::{bindings, exchanges, messages, number, replies, suppression};
use crate::contract::Millis;
use crate::contract::keeping::ExportList;
use crate::desk::{Desk, DeskError};
use crate::msisdn::Msisdn;
use crate::store;

/// Rows of a page.
pub const PAGE: u32 = 500;

/// One row.
pub type Row = Vec<Cell>;

/// A list, and how far it was read.
pub enum Rows {
    /// Messages.
    Messages(messages::Messages),
    /// MO replies.
    Replies(replies::Replies),
    /// Bindings.
    Bindings(bindings::Bindings),
    /// Everything of one number.
    Number(number::Number),
    /// The suppression list.
    Suppression(suppression::Suppression),
    /// The interface log.
    Exchanges(exchanges::Exchanges),
}

impl Rows {
    /// A list from its beginning.
    pub fn of(list: ExportList, how: How) -> Self {
        match list {
            ExportList::Messages { filter } => Self::Messages(messages::Messages::of(filter, how)),
            ExportList::Replies { query } => Self::Replies(replies::Replies::of(query, how)),
            ExportList::Bindings { query } => Self::Bindings(bindings::Bindings::of(query, how)),
            ExportList::Number { of, kinds } => Self::Number(number::Number::of(of, kinds, how)),
            ExportList::Suppression { query } => Self::Suppression(suppression::Suppression::of(query, how)),
            ExportList::Exchanges { query } => Self::Exchanges(exchanges::Exchanges::of(query, how)),
        }
    }

    /// The next page; none when there is none. One may be empty although others follow.
    pub async fn next(&mut self, desk: &Desk) -> Result<Option<Vec<Row>>, DeskError> {
        match self {
            Self::Messages(rows) => rows.next(desk).await,
            Self::Replies(rows) => rows.next(desk).await,
            Self::Bindings(rows) => rows.next(desk).await,
            Self::Number(rows) => rows.next(desk).await,
            Self::Suppression(rows) => rows.next(desk).await,
            Self::Exchanges(rows) => rows.next(desk).await,
        }
    }
}

/// Where the next page of a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At<T> {
    /// At its beginning.
    Beginning,
    /// Before this.
    Before(T),
    /// Nowhere: it was read.
    Over,
}

impl<T> At<T> {
    /// From what a page says of the next.
    pub fn after(next: Option<T>) -> Self {
        next.map_or(Self::Over, Self::Before)
    }
}

/// How cells are written.
#[derive(Debug, Clone)]
pub struct How {
    /// What words are called.
    pub words: Words,
    /// Whether phone numbers stand in full.
    pub full_numbers: bool,
}

impl How {
    /// A phone number.
    pub fn number(&self, number: &Msisdn) -> Cell {
        if self.full_numbers {
            Cell::text(number.reveal())
        } else {
            Cell::text(number.masked())
        }
    }

    /// A word of the contract's: a state, a mode.
    pub fn word<T: Serialize>(&self, column: &str, value: &T) -> Result<Cell, DeskError> {
        Ok(Cell::text(self.words.word(column, &store::word(value)?)))
    }

    /// A word that is one already.
    pub fn named(&self, column: &str, word: &str) -> Cell {
        Cell::text(self.words.word(column, word))
    }

    /// `yes` or `no`.
    pub fn whether(&self, column: &str, holds: bool) -> Cell {
        self.named(column, if holds { "yes" } else { "no" })
    }
}

/// A time by this computer's clock, with its offset: `2026-11-23T10:52:00+08:00`.
pub fn time(at: Millis) -> Cell {
    DateTime::from_timestamp_millis(at).map_or(Cell::Empty, |at| {
        Cell::text(
            at.with_timezone(&Local)
                .to_rfc3339_opts(SecondsFormat::Secs, false),
        )
    })
}

/// A time that may be missing.
pub fn maybe_time(at: Option<Millis>) -> Cell {
    at.map_or(Cell::Empty, time)
}
