//! Pushes: the callback receiver, pasted pushes, and what each changed. Raw first: a push is
//! acknowledged when its row is committed, and read after that.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use async_trait::async_trait;

use super::bindings::CallFit;
use super::{Desk, DeskError, bindings, ingest};
use crate::contract::account::PushKind;
use crate::contract::desk::Topic;
use crate::contract::profile::ProfileKind;
use crate::contract::push::{
    Callback, PastePush, Push, PushPage, PushQuery, Receiver, ReceiverTrouble, SetReceiver,
};
use crate::contract::{Id, Millis};
use crate::receiver::{self, Answer, Arrived, Inbox, Limits, Listening};
use crate::store::push::{self, Effect, NewPush, RawPush};
use crate::store::report::Source;
use crate::store::{StoreError, Transaction, account, setting, x_call};
use crate::surroundings::Randomness;
use crate::vendors::{self, PushBody, PushItem, Reading, Vendor};

/// The port a desk starts with.
const PORT: u16 = 8790;
/// Bytes of a path's random part: nobody guesses 160 bits.
const PATH_BYTES: usize = 20;
/// Headers that are never stored, whatever the vendor: one may be registered with another one's path.
const NEVER_STORED: [&str; 5] = [
    "appkey",
    "appsecret",
    "authorization",
    "cookie",
    "proxy-authorization",
];

/// The receiver as it stands.
#[derive(Debug, Default)]
pub(super) struct ReceiverState {
    listening: Option<Listening>,
    trouble: Option<ReceiverTrouble>,
}

/// Hands what arrives to the desk.
struct DeskInbox(Desk);

#[async_trait]
impl Inbox for DeskInbox {
    async fn take(&self, arrived: Arrived) -> Answer {
        match self.0.take_push(arrived).await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::error!(%error, "a push could not be kept");
                Answer::NotKept
            }
        }
    }
}

impl Desk {
    /// The callback receiver inside the app.
    pub async fn receiver(&self) -> Result<Receiver, DeskError> {
        let (enabled, port) = self.receiver_setting().await?;
        let state = self.inner.receiver.lock().await;
        // In practice it listens where the simulated vendors push, and is nobody's to switch.
        let enabled = enabled || self.kind() == ProfileKind::Practice;
        Ok(Receiver {
            enabled,
            port: state.listening.as_ref().map_or(port, Listening::port),
            listening: state.listening.is_some(),
            trouble: state.trouble.filter(|_| enabled),
        })
    }

    /// Switches the callback receiver on or off.
    pub async fn set_receiver(&self, set: SetReceiver) -> Result<Receiver, DeskError> {
        if self.kind() == ProfileKind::Practice {
            return self.receiver().await;
        }
        if set.enabled && set.port < 1_024 {
            return Err(DeskError::WrongState("the port must be 1,024 or more"));
        }
        self.store()
            .write(move |transaction| {
                setting::set(transaction, setting::RECEIVER_PORT, &set.port.to_string())?;
                let enabled = if set.enabled { "on" } else { "off" };
                setting::set(transaction, setting::RECEIVER, enabled)
            })
            .await?;
        self.start_receiver().await?;
        self.changed(&[Topic::Pushes, Topic::Status]);
        self.receiver().await
    }

    async fn receiver_setting(&self) -> Result<(bool, u16), DeskError> {
        Ok(self
            .store()
            .read(|connection| {
                let enabled = setting::get(connection, setting::RECEIVER)?.as_deref() == Some("on");
                let port = setting::get(connection, setting::RECEIVER_PORT)?;
                Ok((enabled, port.and_then(|port| port.parse().ok()).unwrap_or(PORT)))
            })
            .await?)
    }

    /// Brings the receiver to what the settings say. The old one ends first: it may hold the port.
    pub(super) async fn start_receiver(&self) -> Result<(), DeskError> {
        let (enabled, port) = self.receiver_setting().await?;
        let mut state = self.inner.receiver.lock().await;
        if let Some(listening) = std::mem::take(&mut *state).listening {
            listening.stop().await;
        }
        if !enabled || self.is_closing() {
            return Ok(());
        }
        match receiver::listen(port, Arc::new(DeskInbox(self.clone())), Limits::default()).await {
            Ok(listening) => state.listening = Some(listening),
            Err(error) => {
                tracing::warn!(%error, port, "the callback receiver does not listen");
                state.trouble = Some(match error.kind() {
                    io::ErrorKind::AddrInUse => ReceiverTrouble::PortTaken,
                    io::ErrorKind::PermissionDenied => ReceiverTrouble::NotAllowed,
                    _ => ReceiverTrouble::Failed,
                });
            }
        }
        Ok(())
    }

    /// At the start of the desk. Practice listens when its simulated vendors do.
    pub(super) async fn start_receiver_if_live(&self) -> Result<(), DeskError> {
        match self.kind() {
            ProfileKind::Live => self.start_receiver().await,
            ProfileKind::Practice => Ok(()),
        }
    }

    /// Listens on any free port for this session, whatever the settings say: practice, where the
    /// simulated vendors push to this computer. Gives the port.
    pub async fn receive_practice(&self) -> Result<u16, DeskError> {
        let mut state = self.inner.receiver.lock().await;
        if let Some(listening) = std::mem::take(&mut *state).listening {
            listening.stop().await;
        }
        let listening = receiver::listen(0, Arc::new(DeskInbox(self.clone())), Limits::default())
            .await
            .map_err(|_| DeskError::Internal("no port for the practice receiver"))?;
        let port = listening.port();
        state.listening = Some(listening);
        Ok(port)
    }

    /// The receiver ends with the desk.
    pub(super) async fn stop_receiver(&self) {
        if let Some(listening) = std::mem::take(&mut *self.inner.receiver.lock().await).listening {
            listening.stop().await;
        }
    }

    /// Where pushes of an account are received.
    pub async fn list_callbacks(&self, account_id: Id) -> Result<Vec<Callback>, DeskError> {
        self.make_paths(account_id).await?;
        let port = self.receiver().await?.port;
        self.store()
            .read(move |connection| {
                let Some(row) = account::get(connection, account_id)? else {
                    return Ok(None);
                };
                let mut callbacks = Vec::new();
                for kind in kinds(&row.form.vendor) {
                    let Some(path) = push::path(connection, account_id, kind)? else {
                        continue;
                    };
                    let (pushes, last_push_at) = push::arrived(connection, account_id, kind)?;
                    let public = &row.form.public_url;
                    callbacks.push(Callback {
                        kind,
                        local_url: format!("http://127.0.0.1:{port}{path}"),
                        public_url: (!public.is_empty()).then(|| format!("{public}{path}")),
                        path,
                        last_push_at,
                        pushes,
                    });
                }
                Ok(Some(callbacks))
            })
            .await?
            .ok_or(DeskError::NotFound("the account"))
    }

    /// Makes an account's unguessable paths; those that are there stay.
    pub(super) async fn make_paths(&self, account_id: Id) -> Result<(), DeskError> {
        let missing = self
            .store()
            .read(move |connection| {
                let Some(row) = account::get(connection, account_id)? else {
                    return Ok(Vec::new());
                };
                let mut missing = Vec::new();
                for kind in kinds(&row.form.vendor) {
                    if push::path(connection, account_id, kind)?.is_none() {
                        missing.push(kind);
                    }
                }
                Ok(missing)
            })
            .await?;
        if missing.is_empty() {
            return Ok(());
        }
        let random = self.around().random.clone();
        self.store()
            .write(move |transaction| {
                missing.iter().try_for_each(|kind| {
                    push::set_path(transaction, account_id, *kind, &new_path(random.as_ref()))
                })
            })
            .await?;
        Ok(())
    }

    /// Keeps a push that arrived, then reads it.
    async fn take_push(&self, arrived: Arrived) -> Result<Answer, DeskError> {
        let path = arrived.path.clone();
        let found = self
            .store()
            .read(move |connection| {
                let Some((account_id, kind)) = push::of_path(connection, &path)? else {
                    return Ok(None);
                };
                Ok(account::get(connection, account_id)?.map(|row| (row, kind)))
            })
            .await?;
        let Some((row, kind)) = found else {
            return Ok(Answer::NoSuchPath);
        };
        let vendor =
            vendors::by_id(&row.form.vendor).ok_or(DeskError::Internal("an account of no known vendor"))?;
        let secret_headers = vendor.push_secret_headers();
        if !secret_headers.is_empty() {
            let headers: BTreeMap<String, String> = arrived.headers.iter().cloned().collect();
            let access = self.access_of(row.clone()).await?;
            if !vendor.push_is_authentic(&headers, &access.access) {
                tracing::warn!(account = row.id, "a push did not carry the account's credentials");
                return Ok(Answer::NotAuthentic);
            }
        }
        let content_type = header(&arrived.headers, "content-type");
        let new = NewPush {
            account_id: row.id,
            kind,
            received_at: self.now(),
            pasted: false,
            content_type,
            headers: arrived
                .headers
                .into_iter()
                .filter(|(name, _)| {
                    !secret_headers.contains(&name.as_str()) && !NEVER_STORED.contains(&name.as_str())
                })
                .collect(),
            body: arrived.body,
        };
        self.keep_push(new).await?;
        let desk = self.clone();
        self.spawn(async move { desk.apply_pushes().await });
        Ok(Answer::Kept(vendor.push_acknowledgement()))
    }

    async fn keep_push(&self, new: NewPush) -> Result<Id, DeskError> {
        Ok(self
            .store()
            .write(move |transaction| {
                if !new.pasted {
                    account::pushed(transaction, new.account_id, new.received_at)?;
                }
                push::keep(transaction, &new)
            })
            .await?)
    }

    /// Takes a push that was pasted in: kept, read and applied like one that arrived.
    pub async fn paste_push(&self, pasted: PastePush) -> Result<Push, DeskError> {
        let vendor = self
            .store()
            .read(move |connection| account::get(connection, pasted.account_id))
            .await?
            .filter(|row| !row.deleted)
            .ok_or(DeskError::NotFound("the account"))?
            .form
            .vendor;
        if !kinds(&vendor).contains(&pasted.kind) {
            return Err(DeskError::WrongState("the vendor pushes nothing of that kind"));
        }
        let id = self
            .keep_push(NewPush {
                account_id: pasted.account_id,
                kind: pasted.kind,
                received_at: self.now(),
                pasted: true,
                content_type: None,
                headers: Vec::new(),
                body: pasted.body.into_bytes(),
            })
            .await?;
        self.apply_pushes().await;
        self.store()
            .read(move |connection| push::get(connection, id))
            .await?
            .ok_or(DeskError::NotFound("the push"))
    }

    /// A page of pushes, newest first.
    pub async fn list_pushes(&self, query: PushQuery) -> Result<PushPage, DeskError> {
        Ok(self
            .store()
            .read(move |connection| {
                let (rows, more) = push::page(connection, &query)?;
                let next = if more { rows.last().map(|row| row.id) } else { None };
                Ok(PushPage { rows, next })
            })
            .await?)
    }

    /// Applies every push nobody has looked at: after each that arrives, and after a restart.
    pub(super) async fn apply_pushes(&self) {
        // One at a time: a burst of pushes is read once, not once for each.
        let _turn = self.inner.applying.lock().await;
        let (mut after, mut any) = (0, false);
        loop {
            let raw = match self
                .store()
                .read(move |connection| push::raw(connection, after))
                .await
            {
                Ok(raw) => raw,
                Err(error) => {
                    tracing::error!(%error, "the pushes could not be looked at");
                    break;
                }
            };
            let Some(last) = raw.last() else { break };
            (after, any) = (last.id, true);
            for push in raw {
                let (id, now) = (push.id, self.now());
                let applied = self
                    .store()
                    .write(move |transaction| apply(transaction, &push, now))
                    .await;
                if let Err(error) = applied {
                    // It stays raw and is tried again; the others must not wait for it.
                    tracing::error!(%error, push = id, "a push could not be applied");
                }
            }
        }
        if !any {
            return;
        }
        self.changed(&[
            Topic::Pushes,
            Topic::Messages,
            Topic::Bindings,
            Topic::Jobs,
            Topic::Accounts,
            Topic::Exchanges,
            Topic::Status,
        ]);
    }
}

fn apply(transaction: &Transaction<'_>, raw: &RawPush, now: Millis) -> Result<(), StoreError> {
    if !push::is_waiting(transaction, raw.id)? {
        // Another look was faster.
        return Ok(());
    }
    let Some(vendor) = vendors::by_id(&raw.vendor) else {
        return Err(StoreError::Value("an account of no known vendor".to_owned()));
    };
    match read(vendor, raw) {
        Reading::Success(batch) => {
            let mut position = 0;
            for item in &batch.items {
                let (effect, fields) = take(transaction, raw, item, now)?;
                push::add_effect(transaction, raw.id, position, &effect, fields)?;
                position += 1;
            }
            for bad in batch.bad {
                let effect = Effect::Unreadable(bad.why);
                push::add_effect(transaction, raw.id, position, &effect, &BTreeMap::new())?;
                position += 1;
            }
        }
        Reading::Unreadable { why } => {
            let effect = Effect::Unreadable(why.to_owned());
            push::add_effect(transaction, raw.id, 0, &effect, &BTreeMap::new())?;
        }
        Reading::Code(code) => {
            let effect = Effect::Unreadable(format!("a code instead of an item: {}", code.code));
            push::add_effect(transaction, raw.id, 0, &effect, &BTreeMap::new())?;
        }
    }
    push::applied(transaction, raw.id)
}

fn read(vendor: &dyn Vendor, raw: &RawPush) -> Reading<vendors::Batch<PushItem>> {
    vendor.read_push(
        raw.kind,
        &PushBody {
            content_type: raw.content_type.as_deref(),
            body: &raw.body,
        },
    )
}

fn take<'i>(
    transaction: &Transaction<'_>,
    raw: &RawPush,
    item: &'i PushItem,
    now: Millis,
) -> Result<(Effect, &'i BTreeMap<String, String>), StoreError> {
    Ok(match item {
        PushItem::Report(item) => {
            let source = Source::Push(raw.id);
            let known = &mut ingest::Known::default();
            let kept = ingest::take_in(transaction, source, raw.account_id, item, known, now)?;
            let effect = kept.map_or(Effect::Duplicate, Effect::Report);
            (effect, &item.fields)
        }
        PushItem::Call(item) => {
            let source = x_call::Source::Push(raw.id);
            let effect = match bindings::take_call(transaction, raw.account_id, source, item, now)? {
                CallFit::Duplicate => Effect::Duplicate,
                CallFit::Binding { call_id, .. } | CallFit::Unmatched { call_id } => Effect::Call(call_id),
                CallFit::Foreign { call_id } => Effect::ForeignCall(call_id),
            };
            (effect, &item.fields)
        }
    })
}

/// What an account's vendor pushes.
fn kinds(vendor: &str) -> Vec<PushKind> {
    vendors::by_id(vendor).map_or_else(Vec::new, |vendor| vendor.capabilities().pushes)
}

fn new_path(random: &dyn Randomness) -> String {
    let mut bytes = [0_u8; PATH_BYTES];
    random.fill(&mut bytes);
    format!("/push/{}", data_encoding::HEXLOWER.encode(&bytes))
}

fn header(headers: &[(String, String)], name: &str) -> Option<String> {
    headers
        .iter()
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.clone())
}
