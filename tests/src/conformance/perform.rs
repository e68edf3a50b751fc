//! Doing an operation and waiting until it stands.

use switchboard_core::contract::Id;
use switchboard_core::contract::account::{BalanceUnit, Reason};
use switchboard_core::contract::binding::{
    ApproveBind, ApproveBindResult, BindDraft, Binding, BindingKind, BindingQuery, BindingState,
    BindingStory, DecideBinding,
};
use switchboard_core::contract::check::{CheckDraft, CheckResult, CheckState, NumberCheck};
use switchboard_core::contract::desk::PollKind;
use switchboard_core::contract::exchange::{ExchangeKind, ExchangeOutcome, ExchangeQuery, ExchangeRef};
use switchboard_core::contract::message::{
    AttemptDetail, MessageFilter, MessagePage, MessageQuery, MessageRow, MessageState, MessageStory,
};
use switchboard_core::contract::send::{JobState, SendDraft};
use switchboard_core::vendors::{self, Vendor};

use super::bench::Bench;
use super::operation::Operation;
use crate::headless;

/// Where an operation stands in the end, whatever it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It went well: accepted, answered, bound, released; a poll without anything.
    Done,
    /// The vendor refused it.
    Rejected,
    /// It never reached the vendor.
    NotSent,
    /// The vendor may have done it or not.
    Unknown,
    /// Bound, but not confirmed.
    Unconfirmed,
    /// A release that did not go well.
    StillBound,
    /// A question without an answer.
    Unanswered,
}

/// How an operation ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// Where it stands.
    pub state: State,
    /// Why.
    pub reason: Option<Reason>,
    /// Why its account is paused, if it is.
    pub paused: Option<Reason>,
    /// Its requests, where the desk shows them one by one.
    pub attempts: Vec<AttemptDetail>,
    /// Times in which items may have been lost, more than before.
    pub gaps: usize,
}

impl Bench {
    /// Does an operation once, as a person would, and waits until it stands. A release is of a
    /// binding that was made before: see [`Bench::bound`].
    pub async fn perform(&self, vendor: &dyn Vendor, operation: Operation, binding: Option<Id>) -> Ended {
        let gaps = self.desk.desk_status().await.unwrap().gaps.len();
        let (state, reason, attempts) = match operation {
            Operation::Send(mode) => {
                let draft = self.send_draft(vendor, mode).await;
                let story = self.sent(draft).await.remove(0);
                (
                    of_message(story.message.state),
                    story.message.reason,
                    story.attempts,
                )
            }
            Operation::Check(kind) => {
                let check = self.checked(self.check_draft(vendor, kind)).await;
                (of_check(check.state), check.reason, check.attempts)
            }
            Operation::Balance => {
                let balance = self.desk.refresh_balance(self.account(vendor)).await.unwrap();
                (answered(balance.failed.is_none()), balance.failed, Vec::new())
            }
            Operation::Poll(kind) => {
                if kind == PollKind::Status {
                    // Something to ask about.
                    let way = vendor.capabilities().sends[0].mode;
                    let draft = self.send_draft(vendor, way).await;
                    let story = self.sent(draft).await.remove(0);
                    assert_eq!(story.message.state, MessageState::Accepted);
                }
                let reason = self.polled(vendor).await;
                (answered(reason.is_none()), reason, Vec::new())
            }
            Operation::Bind(kind) => {
                let draft = BindDraft {
                    // Retries end with it.
                    ttl_seconds: Some(5),
                    ..self.bind_draft(vendor, kind, 0).await
                };
                let story = self.bind(draft).await;
                let binding = story.binding;
                (of_binding(binding.state, false), binding.reason, story.attempts)
            }
            Operation::Release(_) => {
                let id = binding.expect("a binding to release");
                let before = self.desk.binding_story(id).await.unwrap().attempts.len();
                self.desk.release_binding(id).await.unwrap();
                let story = self.settled(id).await;
                let attempts = story.attempts[before..].to_vec();
                (
                    of_binding(story.binding.state, true),
                    story.binding.reason,
                    attempts,
                )
            }
        };
        Ended {
            state,
            reason,
            attempts,
            paused: self.pause(vendor).await,
            gaps: self.desk.desk_status().await.unwrap().gaps.len() - gaps,
        }
    }

    /// What an operation needs before it is done: a release needs something bound.
    pub async fn prepared(&self, vendor: &dyn Vendor, operation: Operation) -> Option<Id> {
        match operation {
            Operation::Release(kind) => Some(self.bound(vendor, kind).await.binding.id),
            _ => None,
        }
    }

    /// Makes the desk free for the same operation again: nothing paused, no gap left to
    /// look at, no X held.
    pub async fn cleared(&self, vendor: &dyn Vendor) {
        let account = self.account(vendor);
        if self.pause(vendor).await.is_some() {
            self.desk.resume_account(account).await.unwrap();
        }
        for gap in self.desk.desk_status().await.unwrap().gaps {
            self.desk.acknowledge_gap(gap.id).await.unwrap();
        }
        if !vendor.capabilities().bindings {
            return;
        }
        for binding in self.live(vendor).await {
            let mut state = binding.state;
            if state == BindingState::Bound {
                // The sandbox may have forgotten it: an XA is then refused, and decided below.
                self.desk.release_binding(binding.id).await.unwrap();
                state = self.settled(binding.id).await.binding.state;
            }
            if state != BindingState::Released {
                let decided = DecideBinding {
                    binding_id: binding.id,
                    bound: false,
                    why: "the next case begins".into(),
                };
                self.desk.decide_binding(decided).await.unwrap();
            }
        }
    }

    /// Bindings that hold an X.
    pub async fn live(&self, vendor: &dyn Vendor) -> Vec<Binding> {
        let query = BindingQuery {
            live_only: true,
            account_id: Some(self.account(vendor)),
            search: String::new(),
            before: None,
            limit: 100,
        };
        self.desk.list_bindings(query).await.unwrap().rows
    }

    /// Sends, and waits until every message of it stands and the question for the balance that follows is answered;
    /// their stories, oldest first.
    pub async fn sent(&self, draft: SendDraft) -> Vec<MessageStory> {
        let (account, asked_before) = (draft.account_id, self.newest_balance(draft.account_id).await);
        let plan = self.desk.plan_send(draft.clone()).await.unwrap();
        assert!(
            plan.blockers.is_empty(),
            "{:?} {:?}",
            plan.blockers,
            plan.bad_lines
        );
        let job = headless::approve(&self.desk, draft, plan).await;
        let rows = headless::until(async || {
            let rows = self.messages(Some(job)).await;
            let running = self.desk.list_open_jobs().await.unwrap();
            let running = running
                .iter()
                .any(|one| one.id == job && one.state == JobState::Running);
            let moving = rows.iter().any(|row| row.state == MessageState::Sending);
            (!running && !moving).then_some(rows)
        })
        .await;
        let mut stories = Vec::new();
        for row in rows {
            stories.push(self.desk.message_story(row.id).await.unwrap());
        }
        headless::until(async || {
            let accounts = self.desk.list_accounts().await.unwrap();
            let own = accounts.into_iter().find(|one| one.id == account).unwrap();
            let asks = vendors::by_id(&own.vendor).unwrap().capabilities().balance != BalanceUnit::NotOffered;
            let asked = self.newest_balance(account).await > asked_before;
            (asked || !asks || own.paused.is_some()).then_some(())
        })
        .await;
        stories
    }

    /// The newest question for an account's balance that is not under way any more; 0 when there was none.
    async fn newest_balance(&self, account: Id) -> Id {
        let query = ExchangeQuery {
            account_id: Some(account),
            kinds: vec![ExchangeKind::Balance],
            troubled_only: false,
            before: None,
            limit: 5,
        };
        let rows = self.desk.list_exchanges(query).await.unwrap().rows;
        let settled = rows
            .into_iter()
            .filter(|row| row.outcome != ExchangeOutcome::UnderWay);
        let ids = settled.map(|row| match row.of {
            ExchangeRef::Poll { id } => id,
            other => panic!("{other:?}"),
        });
        ids.max().unwrap_or_default()
    }

    /// The messages of a job, or all; oldest first.
    pub async fn messages(&self, job: Option<Id>) -> Vec<MessageRow> {
        let query = MessageQuery {
            filter: MessageFilter {
                job_id: job,
                ..MessageFilter::default()
            },
            before: None,
            limit: 500,
        };
        let MessagePage { mut rows, .. } = self.desk.list_messages(query).await.unwrap();
        rows.reverse();
        rows
    }

    /// Checks a number; the form has nothing to mend.
    pub async fn checked(&self, draft: CheckDraft) -> NumberCheck {
        match self.desk.check_number(draft).await.unwrap() {
            CheckResult::Made { check } => *check,
            CheckResult::Invalid { problems } => panic!("{problems:?}"),
        }
    }

    /// Polls everything of an account; why it did not go well, if it did not.
    pub async fn polled(&self, vendor: &dyn Vendor) -> Option<Reason> {
        let account = self.account(vendor);
        self.desk.poll_now(account).await.unwrap();
        let status = self.desk.desk_status().await.unwrap();
        let health = status.polls.into_iter().find(|poll| poll.account_id == account);
        health.expect("the account is polled").failing
    }

    /// Binds, and waits until it stands.
    pub async fn bind(&self, draft: BindDraft) -> BindingStory {
        let plan = self.desk.plan_bind(draft.clone()).await.unwrap();
        assert!(plan.blockers.is_empty(), "{:?}", plan.blockers);
        let approval = ApproveBind {
            draft,
            fingerprint: plan.fingerprint,
            confirmed: plan.confirmations,
        };
        match self.desk.approve_bind(approval).await.unwrap() {
            ApproveBindResult::Approved { binding_id } => self.settled(binding_id).await,
            ApproveBindResult::NotAsShown { plan } => panic!("{plan:?}"),
        }
    }

    /// Something that is bound for an hour.
    pub async fn bound(&self, vendor: &dyn Vendor, kind: BindingKind) -> BindingStory {
        let story = self.bind(self.bind_draft(vendor, kind, 0).await).await;
        assert_eq!(
            story.binding.state,
            BindingState::Bound,
            "{:?}",
            story.binding.reason
        );
        story
    }

    /// Waits until nothing of a binding is under way.
    pub async fn settled(&self, id: Id) -> BindingStory {
        headless::until(async || {
            let story = self.desk.binding_story(id).await.unwrap();
            let moving = [BindingState::Binding, BindingState::Releasing].contains(&story.binding.state);
            (!moving).then_some(story)
        })
        .await
    }
}

fn answered(well: bool) -> State {
    if well { State::Done } else { State::Unanswered }
}

fn of_message(state: MessageState) -> State {
    match state {
        MessageState::Accepted => State::Done,
        MessageState::Rejected => State::Rejected,
        MessageState::NotSent => State::NotSent,
        MessageState::Unknown => State::Unknown,
        other => panic!("{other:?} is no end of a send"),
    }
}

fn of_check(state: CheckState) -> State {
    match state {
        CheckState::Answered => State::Done,
        CheckState::Rejected => State::Rejected,
        CheckState::NotSent => State::NotSent,
        CheckState::Unknown => State::Unknown,
        CheckState::Asking => panic!("it is still under way"),
    }
}

fn of_binding(state: BindingState, releasing: bool) -> State {
    match state {
        BindingState::Bound if !releasing => State::Done,
        BindingState::Released if releasing => State::Done,
        BindingState::Rejected => State::Rejected,
        BindingState::NotSent => State::NotSent,
        BindingState::Unknown => State::Unknown,
        BindingState::Unconfirmed => State::Unconfirmed,
        BindingState::StillBound => State::StillBound,
        other => panic!("{other:?} is no end of it"),
    }
}
