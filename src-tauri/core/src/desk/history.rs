//! History: messages and their stories, MO replies.

use super::unknown::evidence_by;
use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::desk::Topic;
use crate::contract::message::{
    AttemptDetail, MessageCount, MessageFilter, MessagePage, MessageQuery, MessageRow, MessageState,
    MessageStory, ReplyPage, ReplyQuery, StoryEvent, StoryWhat, WayOut,
};
use crate::contract::send::JobState;
use crate::msisdn::mask_in_text;
use crate::render::render;
use crate::store::message::{self, MessageRecord};
use crate::store::reveal::{self, Revealed};
use crate::store::{Connection, StoreError, act, attempt, decision, job, operation, reply, report};
use crate::vendors;
use crate::vendors::http::StoredRequest;

/// Characters of a text in a list.
pub(super) const LIST_TEXT: usize = 200;
/// Characters of a raw reply in a story.
const SHOWN_REPLY: usize = 4_000;

impl Desk {
    /// A page of messages, newest first.
    pub async fn list_messages(&self, mut query: MessageQuery) -> Result<MessagePage, DeskError> {
        query.filter = self.on_day(query.filter);
        Ok(self
            .store()
            .read(move |connection| {
                let page = message::page(connection, &query)?;
                let next = if page.more {
                    page.records.last().map(|record| record.id)
                } else {
                    None
                };
                let rows = page
                    .records
                    .into_iter()
                    .map(|record| row_of(record, Some(LIST_TEXT)))
                    .collect();
                Ok(MessagePage {
                    rows,
                    next,
                    looked_back_to: page.looked_back_to,
                })
            })
            .await?)
    }

    /// How many messages a filter matches; counting stops at 10,000.
    pub async fn count_messages(&self, filter: MessageFilter) -> Result<MessageCount, DeskError> {
        let filter = self.on_day(filter);
        let found = self
            .store()
            .read(move |connection| message::total(connection, &filter))
            .await?;
        Ok(MessageCount {
            count: u32::try_from(found.min(message::COUNTED)).unwrap_or(u32::MAX),
            more: found > message::COUNTED,
        })
    }

    /// One message's whole story.
    pub async fn message_story(&self, id: Id) -> Result<MessageStory, DeskError> {
        self.store()
            .read(move |connection| story(connection, id))
            .await?
            .ok_or(DeskError::NotFound("the message"))
    }

    /// The full number of a message. The look is recorded.
    pub async fn reveal_number(&self, id: Id) -> Result<String, DeskError> {
        let identity = self.known_identity().await?;
        let now = self.now();
        let number = self
            .store()
            .write(move |transaction| {
                let Some(record) = message::get(transaction, id)? else {
                    return Ok(None);
                };
                reveal::insert(
                    transaction,
                    Revealed::Message(id),
                    &identity.operator,
                    &identity.desk,
                    now,
                )?;
                Ok(Some(record.msisdn))
            })
            .await?;
        self.changed(&[Topic::Messages]);
        number
            .map(|number| number.reveal().to_owned())
            .ok_or(DeskError::NotFound("the message"))
    }

    /// A page of MO replies, newest first.
    pub async fn list_replies(&self, query: ReplyQuery) -> Result<ReplyPage, DeskError> {
        Ok(self
            .store()
            .read(move |connection| {
                let (rows, more) = reply::page(connection, &query)?;
                let next = if more { rows.last().map(|row| row.id) } else { None };
                Ok(ReplyPage { rows, next })
            })
            .await?)
    }

    /// The full number of a reply. The look is recorded.
    pub async fn reveal_reply_number(&self, id: Id) -> Result<String, DeskError> {
        let identity = self.known_identity().await?;
        let now = self.now();
        let number = self
            .store()
            .write(move |transaction| {
                let number = reply::msisdn(transaction, id)?;
                if number.is_some() {
                    reveal::insert(
                        transaction,
                        Revealed::Reply(id),
                        &identity.operator,
                        &identity.desk,
                        now,
                    )?;
                }
                Ok(number)
            })
            .await?;
        number
            .map(|number| number.reveal().to_owned())
            .ok_or(DeskError::NotFound("the reply"))
    }
}

/// The text as the customer gets it.
pub(super) fn text_of(record: &MessageRecord) -> String {
    match (&record.template_variables, &record.variables) {
        (Some(places), Some(values)) => render(&record.text, places, values),
        _ => record.text.clone(),
    }
}

pub(super) fn row_of(record: MessageRecord, cut: Option<usize>) -> MessageRow {
    let reports_here = reports_here(&record);
    let mut text = match (&record.template_variables, &record.variables) {
        (Some(places), Some(values)) => render(&record.text, places, values),
        _ => record.text,
    };
    if let Some((end, _)) = cut.and_then(|cut| text.char_indices().nth(cut)) {
        text.truncate(end);
    }
    MessageRow {
        id: record.id,
        state: record.state,
        number_masked: record.msisdn.masked(),
        account_id: record.account_id,
        vendor: record.vendor,
        account_name: record.account_name,
        job_id: record.job_id,
        operator: record.operator,
        text,
        segments: record.segments,
        approved_at: record.approved_at,
        submitted_at: record.submitted_at,
        state_at: record.state_at,
        reason: record.reason,
        reference: record.reference,
        decided_by_hand: record.decided_by_hand,
        reports_here,
        mode: record.mode,
        scheduled_for: record.scheduled_for,
    }
}

fn story(connection: &Connection, id: Id) -> Result<Option<MessageStory>, StoreError> {
    let Some(record) = message::get(connection, id)? else {
        return Ok(None);
    };
    let Some((operator, desk, job_recipients, job_state)) = job::approval(connection, record.job_id)? else {
        return Ok(None);
    };
    let (token, msg_id) = operation::names(connection, record.operation_id)?.unwrap_or_default();
    let mut attempts = attempt::of_operation(connection, record.operation_id)?;
    let mut events = vec![StoryEvent {
        at: record.approved_at,
        what: StoryWhat::Approved {
            operator: operator.clone(),
            recipients: job_recipients,
        },
    }];
    for attempt in &mut attempts {
        events.extend(attempt_events(attempt, msg_id.as_deref()));
        mask_by_fields(attempt, &record.vendor);
    }
    events.extend(report::events(connection, id)?);
    events.extend(decision::events(connection, id)?);
    events.extend(reveal::events(connection, id)?);
    events.extend(act::job_events(connection, record.job_id)?);
    if record.state == MessageState::NoReport {
        events.push(StoryEvent {
            at: record.state_at,
            what: StoryWhat::NoReport,
        });
    }
    events.sort_by_key(|event| event.at);
    let sent_again_as = message::sent_again_as(connection, id)?;
    let arrived_twice = record.state == MessageState::Delivered
        && twin_delivered(connection, record.sent_again_for.or(sent_again_as))?;
    Ok(Some(MessageStory {
        text: text_of(&record),
        operator,
        desk,
        job_id: record.job_id,
        job_state,
        job_recipients,
        msg_id: record.msg_id.clone().or(msg_id),
        token,
        sent_again_for: record.sent_again_for,
        sent_again_as,
        contradicted: record.contradicted,
        arrived_twice,
        ways_out: ways_out(&record, job_state, evidence_by(connection, &record)?.is_some()),
        offered: report::offered(connection, id)?,
        events,
        attempts,
        message: row_of(record, None),
    }))
}

/// Makes an attempt fit to be shown: numbers hidden by `hide`, the reply cut.
/// Masks the numbers of an attempt: those the vendor's own fields hold, wherever their digits stand, and what looks like
/// one. In a string to sign a number may stand right beside other digits.
pub(super) fn mask_by_fields(attempt: &mut AttemptDetail, vendor: &str) {
    let request = StoredRequest {
        method: attempt.method.clone(),
        url: attempt.url.clone(),
        headers: attempt
            .headers
            .iter()
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect(),
        body: attempt.request_body.clone(),
        signed: attempt.signed.clone(),
        signed_with: None,
    };
    let numbers = vendors::by_id(vendor)
        .map(|vendor| vendor.numbers(&request))
        .unwrap_or_default();
    mask_attempt(attempt, |text| mask_in_text(&numbers.masked_in(text)));
}

pub(super) fn mask_attempt(attempt: &mut AttemptDetail, hide: impl Fn(&str) -> String) {
    attempt.request_body = hide(&attempt.request_body);
    attempt.signed = attempt.signed.as_deref().map(&hide);
    attempt.reply_body = attempt
        .reply_body
        .as_deref()
        .map(|body| hide(&body.chars().take(SHOWN_REPLY).collect::<String>()));
}

fn twin_delivered(connection: &Connection, twin: Option<Id>) -> Result<bool, StoreError> {
    let Some(twin) = twin else { return Ok(false) };
    Ok(message::get(connection, twin)?.is_some_and(|twin| twin.state == MessageState::Delivered))
}

fn attempt_events(attempt: &AttemptDetail, msg_id: Option<&str>) -> Vec<StoryEvent> {
    let mut events = Vec::new();
    if let Some(at) = attempt.dispatched_at {
        events.push(StoryEvent {
            at,
            what: StoryWhat::Dispatched,
        });
    }
    let reason = attempt.reason.clone();
    let what = match (attempt.state.as_str(), reason) {
        ("accepted", _) => Some(StoryWhat::Accepted {
            msg_id: msg_id.map(str::to_owned),
        }),
        ("rejected", Some(reason)) => Some(StoryWhat::Rejected { reason }),
        ("not_sent", Some(reason)) => Some(StoryWhat::NotSent { reason }),
        ("unknown", Some(reason)) => Some(StoryWhat::Unknown { reason }),
        _ => None,
    };
    if let (Some(at), Some(what)) = (attempt.settled_at, what) {
        events.push(StoryEvent { at, what });
    }
    events
}

/// Whether reports of a message can reach this computer: polled or pushed here, or asked for.
pub(super) fn reports_here(record: &MessageRecord) -> bool {
    record.reports_here
        || vendors::by_id(&record.vendor).is_some_and(|vendor| vendor.capabilities().queries_reports)
}

fn ways_out(record: &MessageRecord, job_state: JobState, evidence: bool) -> Vec<WayOut> {
    match record.state {
        MessageState::Unknown => {
            let mut ways = Vec::new();
            if evidence {
                ways.push(WayOut::LookForEvidence);
            }
            ways.extend([WayOut::DecideByHand, WayOut::SendAgain]);
            ways
        }
        MessageState::NoReport if evidence => vec![WayOut::LookForEvidence, WayOut::DecideByHand],
        MessageState::NoReport => vec![WayOut::DecideByHand],
        MessageState::Accepted if !reports_here(record) => vec![WayOut::DecideByHand],
        MessageState::Queued | MessageState::NotSent if job_state == JobState::Paused => {
            vec![WayOut::ResumeJob]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beside_other_digits_is_masked_by_its_field() {
        let mut attempt = AttemptDetail {
            id: 1,
            state: "accepted".into(),
            dispatched_at: None,
            settled_at: None,
            method: "POST".into(),
            url: "https://vendor.test/voice".into(),
            headers: Vec::new(),
            request_body: r#"{"recipient":"+8613800000001","template_id":"1002331"}"#.into(),
            signed: Some("key+86138000000011002331".into()),
            reply_status: None,
            reply_body: None,
            reason: None,
        };
        mask_by_fields(&mut attempt, "linkaccount");
        let signed = attempt.signed.as_deref().unwrap_or_default();
        for text in [signed, &attempt.request_body] {
            assert!(!text.contains("13800000001"), "{text}");
        }
    }
}
