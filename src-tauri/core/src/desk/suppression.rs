//! The suppression list: numbers nothing is sent to, whichever account sends. Plans skip them and say
//! so. A request that was approved before, to nobody but such numbers, is left out and says so; one to others as well
//! goes out as it was approved: it is frozen, and who wants to stop it holds the job or gives it up.

use super::account_form::{check_text, problem};
use super::send::numbers::{as_sent_to, international, normalise};
use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::conversation::{
    Suppress, SuppressResult, SuppressionPage, SuppressionQuery, Unsuppress,
};
use crate::contract::desk::Topic;
use crate::contract::number::NumberRef;
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::msisdn::Msisdn;
use crate::store::decision::Decided;
use crate::store::{Connection, StoreError, conversation, number, setting, suppression};

const LONGEST_WHY: usize = 200;

/// What putting a number on the list came to.
enum Put {
    Listed(Id),
    /// There is nothing at that place.
    NotThere,
    /// What stands there is no number.
    NoNumber,
}

impl Desk {
    /// A page of the suppression list, newest first.
    pub async fn list_suppressed(&self, query: SuppressionQuery) -> Result<SuppressionPage, DeskError> {
        Ok(self
            .store()
            .read(move |connection| {
                let (rows, more) = suppression::page(connection, &query)?;
                Ok(SuppressionPage {
                    next: rows.last().filter(|_| more).map(|row| row.id),
                    rows,
                    total: suppression::total(connection)?,
                })
            })
            .await?)
    }

    /// Puts a number on the suppression list.
    pub async fn suppress(&self, suppress: Suppress) -> Result<SuppressResult, DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let why = suppress.why.trim().to_owned();
        let mut problems = Vec::new();
        check_text(&mut problems, "why", &why, LONGEST_WHY, true);
        let typed = match &suppress.of {
            NumberRef::Typed { digits } => {
                let typed = normalise(digits).or_else(|_| international(digits)).ok();
                if typed.is_none() {
                    problems.push(problem("of", FieldReason::NotANumber));
                }
                typed
            }
            _ => None,
        };
        if !problems.is_empty() {
            return Ok(SuppressResult::Invalid { problems });
        }
        let put = self
            .store()
            .write(move |transaction| {
                let found = match typed {
                    Some(typed) => Some(typed),
                    // As a plan looks for it, however a binding or a call wrote it.
                    None => number::resolve(transaction, &suppress.of)?.map(|number| as_sent_to(&number)),
                };
                let Some(msisdn) = found else {
                    return Ok(Put::NotThere);
                };
                if !is_number(&msisdn) {
                    return Ok(Put::NoNumber);
                }
                let by = Decided {
                    operator: identity.operator,
                    desk: identity.desk,
                    why,
                    at: now,
                };
                let asked_by = asked_by(transaction, &suppress.of)?;
                suppression::insert(transaction, &msisdn, asked_by, &by).map(Put::Listed)
            })
            .await?;
        match put {
            Put::NotThere => Err(DeskError::NotFound("the number")),
            Put::NoNumber => Ok(SuppressResult::Invalid {
                problems: vec![problem("of", FieldReason::NotANumber)],
            }),
            Put::Listed(id) => {
                self.changed(&[Topic::Suppression, Topic::Replies]);
                Ok(SuppressResult::Listed { id })
            }
        }
    }

    /// Takes a number from the suppression list. Who did it and why stays on record.
    pub async fn unsuppress(&self, unsuppress: Unsuppress) -> Result<Vec<FieldProblem>, DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let why = unsuppress.why.trim().to_owned();
        let mut problems = Vec::new();
        check_text(&mut problems, "why", &why, LONGEST_WHY, true);
        if !problems.is_empty() {
            return Ok(problems);
        }
        let removed = self
            .store()
            .write(move |transaction| {
                let by = Decided {
                    operator: identity.operator,
                    desk: identity.desk,
                    why,
                    at: now,
                };
                suppression::remove(transaction, unsuppress.id, &by)
            })
            .await?;
        if !removed {
            return Err(DeskError::NotFound("the number on the suppression list"));
        }
        self.changed(&[Topic::Suppression, Topic::Replies]);
        Ok(problems)
    }
}

/// Whether this can be a phone number: whatever a vendor gave as the sender, words are none.
fn is_number(msisdn: &Msisdn) -> bool {
    let digits = msisdn.reveal();
    let digits = digits.strip_prefix('+').unwrap_or(digits);
    (3..=24).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The reply that asked for it: the one that was named, or the conversation's newest if it is a stop word.
fn asked_by(connection: &Connection, of: &NumberRef) -> Result<Option<Id>, StoreError> {
    Ok(match of {
        NumberRef::Reply { id } => Some(*id),
        NumberRef::Conversation { id } => {
            let words = setting::stop_words(connection)?;
            conversation::get(connection, *id)?
                .filter(|row| words.is(&row.last_text).is_some())
                .map(|row| row.last_reply_id)
        }
        _ => None,
    })
}
