//! How long questions about history take on a database of many messages, beside the same SQL run bare.
//!
//! The product answers through its desk, as the window asks it. What SQL that is, is captured on a connection of the
//! bench's own that calls the same functions of the store; the same statements with the same values then run through
//! rusqlite alone, reading every column.

mod asks;
mod bare;
mod figures;
mod ingest;
mod made;
mod plans;

use std::time::{Duration, Instant};

use switchboard_core::contract::message::{MessageFilter, MessageQuery};
use switchboard_core::contract::number::NumberQuery;
use switchboard_core::desk::{Desk, numbers};
use switchboard_core::store::{Connection, StoreError, binding, job, message};

use asks::Asked;
use bare::Statement;
pub use figures::{Figures, Percentiles, Row};
pub use made::{Made, Updated};

/// A question.
#[derive(Debug, Clone)]
pub enum Ask {
    /// A page of the list.
    List(MessageQuery),
    /// How many there are.
    Count(MessageFilter),
    /// What the filters can be set to.
    Choices,
    /// Everything that happened with one number.
    Number(NumberQuery),
}

impl Ask {
    /// By the product: how many rows came, and how long they took.
    async fn of_product(&self, desk: &Desk) -> (usize, Duration) {
        let begun = Instant::now();
        let rows = match self {
            Self::List(query) => desk
                .list_messages(query.clone())
                .await
                .expect("a page")
                .rows
                .len(),
            Self::Count(filter) => {
                let count = desk.count_messages(filter.clone()).await.expect("a count");
                usize::try_from(count.count).expect("a count")
            }
            Self::Choices => desk.filter_choices().await.expect("choices").codes.len(),
            Self::Number(query) => desk.number_view(query.clone()).await.expect("a view").rows.len(),
        };
        (rows, begun.elapsed())
    }

    /// What the product asks the database.
    fn ask_store(&self, connection: &Connection) -> Result<(), StoreError> {
        match self {
            Self::List(query) => message::page(connection, query).map(|_| ()),
            Self::Count(filter) => message::total(connection, filter).map(|_| ()),
            Self::Choices => {
                job::operators(connection)?;
                message::codes(connection, asks::CODES).map(|_| ())
            }
            Self::Number(query) => {
                let now = chrono::Utc::now().timestamp_millis();
                binding::any_past(connection, now)?;
                numbers::page(connection, query, now).map(|_| ())
            }
        }
    }
}

/// Measures every question on a database of its own with so many messages; `runs` for each question.
pub async fn measure(made: &Made, runs: usize, told: impl Fn(&str)) -> (Vec<Row>, Vec<String>) {
    let desk = made.open().await;
    let (captured, bare) = (made.connect(), made.connect());
    let mut rows = Vec::new();
    let mut complaints = Vec::new();
    for Asked { name, asks } in asks::all(&captured, runs) {
        told(name);
        let statements: Vec<Vec<Statement>> = asks
            .iter()
            .map(|ask| {
                bare::captured(&captured, |connection| {
                    ask.ask_store(connection).expect("an answer")
                })
            })
            .collect();
        for statement in statements.iter().flatten() {
            complaints.extend(plans::complaint(&captured, statement).map(|why| format!("{name}: {why}")));
        }
        rows.push(one(&desk, &bare, name, &asks, &statements).await);
    }
    complaints.sort();
    complaints.dedup();
    desk.close().await;
    (rows, complaints)
}

async fn one(desk: &Desk, bare: &Connection, name: &str, asks: &[Ask], statements: &[Vec<Statement>]) -> Row {
    let (mut product, mut plain, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    let warm_up = asks.len() / 5;
    let turns = (0..warm_up).chain(0..asks.len()).enumerate();
    for (turn, at) in turns {
        // Which of the two goes first alternates: the second finds the file's pages in the system's memory.
        let mut of_product = None;
        if turn % 2 == 0 {
            of_product = Some(asks[at].of_product(desk).await);
        }
        let of_bare = bare::run(bare, &statements[at]);
        let (count, taken) = match of_product {
            Some(measured) => measured,
            None => asks[at].of_product(desk).await,
        };
        if turn >= warm_up {
            product.push(taken);
            plain.push(of_bare);
            counts.push(count);
        }
    }
    counts.sort_unstable();
    Row {
        name: name.to_owned(),
        results: counts[counts.len() / 2],
        product: Percentiles::of(product),
        bare: Percentiles::of(plain),
        page: matches!(asks[0], Ask::List(_) | Ask::Number(_)),
    }
}

pub use ingest::{Ingested, ingest};
