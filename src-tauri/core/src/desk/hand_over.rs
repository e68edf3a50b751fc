//! Handing over: what was fetched here for another desk, or pushed to this one, goes to it as a file that only their shared
//! passphrase opens, and is taken in there as if it had come there.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::bindings::{CallFit, take_call};
use super::foreign::TOPICS;
use super::ingest::{Known, take_in};
use super::{Desk, DeskError, token};
use crate::contract::exchange::{HandOver, TakeIn, TakenIn};
use crate::contract::profile::Identity;
use crate::contract::{Id, Millis};
use crate::msisdn::Msisdn;
use crate::secrets::passphrase::{self, PassphraseError};
use crate::store::account::AccountRow;
use crate::store::hand_over::{self, Handed, HandedCall, ToGive, Way};
use crate::store::report::{self, Source};
use crate::store::{StoreError, Transaction, account, x_call};
use crate::vendors::{self, CallItem, ReportItem, Vendor};

/// The file's kind and version.
const KIND: [u8; 8] = *b"SWHANDO1";
/// The same where calls are in it: a program that knows none has to refuse it instead of taking in half.
const KIND_WITH_CALLS: [u8; 8] = *b"SWHANDO2";
/// Reports and calls in one file; what is left goes into the next.
const MOST: usize = 50_000;
/// Bytes of a file that is taken in: several times what [`MOST`] of them need.
pub const LARGEST: u64 = 128 * 1024 * 1024;

/// What a file holds.
#[derive(Debug, Serialize, Deserialize)]
struct Parcel {
    /// The vendor's id.
    vendor: String,
    /// The account's name at the vendor: both desks have it.
    vendor_account: String,
    /// Who fetched them.
    from_desk: String,
    /// Whose they are.
    desk: String,
    /// The reports, in the order they came.
    reports: Vec<Handed>,
    /// The calls, in the order they came; none in files of the first version.
    #[serde(default)]
    calls: Vec<HandedCall>,
}

/// What packing came to.
#[derive(Debug)]
pub enum Packed {
    /// The file is ready to be written.
    Ready(Package),
    /// The passphrase is too short.
    PassphraseTooShort,
}

/// A file to be written, and what is marked as handed over once it is.
#[derive(Debug)]
pub struct Package {
    /// The file.
    pub bytes: Vec<u8>,
    /// A name for it; it has no folder in it.
    pub name: String,
    account_id: Id,
    desk: String,
    reports: Vec<Id>,
    calls: Vec<Id>,
}

impl Package {
    /// How many reports are in it.
    pub fn reports(&self) -> u32 {
        u32::try_from(self.reports.len()).unwrap_or(u32::MAX)
    }

    /// How many call records and call starts are in it.
    pub fn calls(&self) -> u32 {
        u32::try_from(self.calls.len()).unwrap_or(u32::MAX)
    }
}

impl Desk {
    /// Seals another desk's reports and calls that were not handed over yet; where all were, all of them again, since a file may
    /// get lost. Nothing is marked before [`Desk::handed_over`].
    pub async fn pack(&self, request: HandOver) -> Result<Packed, DeskError> {
        let identity = self.known_identity().await?;
        let HandOver {
            account_id,
            desk,
            passphrase,
        } = request;
        if !passphrase::is_long_enough(&passphrase) {
            return Ok(Packed::PassphraseTooShort);
        }
        let other = desk.clone();
        let (row, given) = self
            .store()
            .read(move |connection| {
                Ok((
                    account::get(connection, account_id)?,
                    hand_over::to_give(connection, account_id, &other, MOST)?,
                ))
            })
            .await?;
        let row = row.ok_or(DeskError::NotFound("the account"))?;
        if given.is_empty() {
            return Err(DeskError::NotFound("anything of that desk"));
        }
        let day = self.around().clock.now().format("%Y-%m-%d");
        let name = format!("switchboard-{desk}-{day}.handover");
        let ToGive { reports, calls } = given;
        let (report_ids, reports) = reports.into_iter().unzip();
        let (call_ids, calls): (Vec<Id>, Vec<HandedCall>) = calls.into_iter().unzip();
        let kind = if calls.is_empty() { KIND } else { KIND_WITH_CALLS };
        let parcel = Parcel {
            vendor: row.form.vendor,
            vendor_account: row.form.vendor_account,
            from_desk: identity.desk,
            desk: desk.clone(),
            reports,
            calls,
        };
        let plain = serde_json::to_vec(&parcel)
            .map_err(|_| DeskError::Internal("a report or a call that is no JSON"))?;
        let random = self.around().random.clone();
        let sealed = aside(move || passphrase::seal(kind, &plain, &passphrase, random.as_ref())).await?;
        Ok(Packed::Ready(Package {
            bytes: sealed.map_err(|_| DeskError::Internal("a file could not be sealed"))?,
            name,
            account_id,
            desk,
            reports: report_ids,
            calls: call_ids,
        }))
    }

    /// Marks what is in a file as handed over: it is written. Nothing is removed.
    pub async fn handed_over(&self, package: Package) -> Result<(), DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        self.store()
            .write(move |transaction| {
                let Package {
                    account_id,
                    desk,
                    reports,
                    calls,
                    ..
                } = package;
                let id = hand_over::insert(transaction, account_id, Way::Given, &desk, &identity, now)?;
                hand_over::give(transaction, id, &reports, &calls)
            })
            .await?;
        self.changed(&TOPICS);
        Ok(())
    }

    /// Takes in what another desk fetched for this one: all of it, or nothing. A second time changes nothing.
    pub async fn take_in(&self, request: TakeIn, file: Vec<u8>) -> Result<TakenIn, DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        let parcel = match aside(move || opened(&file, &request.passphrase)).await? {
            Ok(parcel) => parcel,
            Err(PassphraseError::Wrong) => return Ok(TakenIn::WrongPassphrase),
            Err(_) => return Ok(TakenIn::NotAHandOver),
        };
        if parcel.desk != identity.desk {
            return Ok(TakenIn::OtherDesk { desk: parcel.desk });
        }
        let taken = self
            .store()
            .write(move |transaction| take(transaction, parcel, &identity, now))
            .await?;
        if matches!(taken, TakenIn::Taken { new: 1.., .. }) {
            self.changed(&TOPICS);
        }
        Ok(taken)
    }
}

/// Runs something that takes a second where nobody waits for it.
async fn aside<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> Result<T, DeskError> {
    tokio::task::spawn_blocking(act)
        .await
        .map_err(|_| DeskError::Internal("sealing ended before its time"))
}

/// What a file holds. Whatever its bytes are, it holds reports and calls of the desk it names, or nothing.
fn opened(file: &[u8], passphrase: &SecretString) -> Result<Parcel, PassphraseError> {
    let kind = if file.starts_with(&KIND_WITH_CALLS) {
        KIND_WITH_CALLS
    } else {
        KIND
    };
    let plain = passphrase::open(kind, file, passphrase)?;
    let parcel: Parcel = serde_json::from_slice(&plain).map_err(|_| PassphraseError::NotThisKind)?;
    let theirs = |echo: &String| token::of_echo(echo).is_some_and(|token| token.starts_with(&parcel.desk));
    let (reports, calls) = (&parcel.reports, &parcel.calls);
    let mut echoes = (reports.iter().map(|report| &report.echo)).chain(calls.iter().map(|call| &call.echo));
    if token::is_desk(&parcel.desk) && echoes.all(theirs) {
        Ok(parcel)
    } else {
        Err(PassphraseError::NotThisKind)
    }
}

fn take(
    transaction: &Transaction<'_>,
    parcel: Parcel,
    identity: &Identity,
    now: Millis,
) -> Result<TakenIn, StoreError> {
    let account = account_of(transaction, &parcel)?.zip(vendors::by_id(&parcel.vendor));
    let Some((row, vendor)) = account else {
        return Ok(TakenIn::NoSuchAccount {
            vendor: parcel.vendor,
            vendor_account: parcel.vendor_account,
        });
    };
    let from = &parcel.from_desk;
    let id = hand_over::insert(transaction, row.id, Way::Taken, from, identity, now)?;
    let (mut reports, mut calls, mut known, mut matched) = (0, 0, 0, 0);
    for handed in parcel.reports {
        let item = item(vendor, handed);
        match take_in(
            transaction,
            Source::HandOver(id),
            row.id,
            &item,
            &mut Known::default(),
            now,
        )? {
            None => known += 1,
            Some(report_id) => {
                reports += 1;
                matched += u32::from(report::is_matched(transaction, report_id)?);
            }
        }
    }
    for handed in parcel.calls {
        let source = x_call::Source::HandOver {
            id,
            came_at: handed.received_at,
        };
        match take_call(transaction, row.id, source, &call(handed), now)? {
            CallFit::Duplicate => known += 1,
            CallFit::Binding { .. } => {
                calls += 1;
                matched += 1;
            }
            CallFit::Unmatched { .. } | CallFit::Foreign { .. } => calls += 1,
        }
    }
    hand_over::set_counts(transaction, id, reports, calls)?;
    Ok(TakenIn::Taken {
        new: u32::try_from(reports + calls).unwrap_or(u32::MAX),
        known,
        matched,
    })
}

/// The account here that is the one the reports came from, by its name at the vendor.
fn account_of(transaction: &Transaction<'_>, parcel: &Parcel) -> Result<Option<AccountRow>, StoreError> {
    let mut accounts = account::all(transaction)?;
    accounts
        .retain(|row| row.form.vendor == parcel.vendor && row.form.vendor_account == parcel.vendor_account);
    // The one in use before one that is switched off.
    accounts.sort_by_key(|row| !row.enabled);
    Ok(accounts.into_iter().next())
}

/// A report as if it had been read here.
fn item(vendor: &dyn Vendor, handed: Handed) -> ReportItem {
    // A table that a newer version of the other desk knows is none here: its code is shown as printed.
    let tables = vendor.codes().iter().map(|table| table.id);
    let table = tables
        .into_iter()
        .find(|id| *id == handed.table)
        .unwrap_or_default();
    ReportItem {
        msg_id: handed.msg_id,
        msisdn: handed.msisdn.as_deref().map(Msisdn::as_given),
        code: handed.code,
        table,
        verdict: handed.verdict,
        time: handed.vendor_time,
        echo: handed.echo,
        part: handed.part,
        channel: handed.channel,
        dedupe: handed.dedupe,
        fields: handed.fields,
    }
}

/// A call as if it had been pushed here.
fn call(handed: HandedCall) -> CallItem {
    CallItem {
        kind: handed.kind,
        task_id: handed.task_id,
        subid: handed.subid,
        caller: Msisdn::as_given(&handed.caller),
        x_number: handed.x_number,
        callee: Msisdn::as_given(&handed.callee),
        began: handed.began,
        duration: handed.duration,
        result: handed.result,
        released_by: handed.released_by,
        recording: handed.recording,
        sms_content: handed.sms_content,
        echo: handed.echo,
        dedupe: handed.dedupe,
        fields: handed.fields,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::{Randomness, SystemRandomness};

    fn sealed(plain: &[u8]) -> Vec<u8> {
        passphrase::seal(KIND, plain, &"correct horse".into(), &SystemRandomness).unwrap()
    }

    fn parcel(desk: &str, echo: &str) -> serde_json::Value {
        serde_json::json!({ "vendor": "lianjiang", "vendor_account": "user", "from_desk": "A01", "desk": desk,
            "reports": [{ "msg_id": "1", "msisdn": "13800000001", "code": "DELIVRD", "table": "",
                "verdict": "delivered", "vendor_time": "", "echo": echo, "part": null, "channel": "poll",
                "dedupe": "1", "fields": {}, "received_at": 5 }] })
    }

    /// With one call in place of the report, as a newer program writes it.
    fn parcel_of_a_call(desk: &str, echo: &str) -> serde_json::Value {
        let mut parcel = parcel(desk, echo);
        parcel["reports"] = serde_json::json!([]);
        parcel["calls"] = serde_json::json!([{ "kind": "call_record", "task_id": "t-1", "subid": "s-1",
            "caller": "13900000002", "x_number": "17000000001", "callee": "", "began": 5, "duration": null,
            "result": "answered", "released_by": null, "recording": null, "sms_content": null, "echo": echo,
            "dedupe": "t-1|s-1|5", "fields": {}, "received_at": 5 }]);
        parcel
    }

    #[test]
    fn a_file_of_other_bytes_is_none_of_ours() {
        let random = |seed: usize| {
            let mut bytes = vec![0; seed * 7 % 400];
            SystemRandomness.fill(&mut bytes);
            bytes
        };
        for seed in 0..2_000 {
            let mut file = random(seed);
            // Half of them look like ours at first; what they ask Argon2 for is beyond what is tried.
            if seed % 2 == 0 {
                file.splice(..file.len().min(8), KIND);
                file.splice(file.len().min(8)..file.len().min(12), [255; 4]);
            }
            assert_eq!(
                opened(&file, &"correct horse".into()).err(),
                Some(PassphraseError::NotThisKind),
                "{file:?}"
            );
        }
    }

    #[test]
    fn what_was_sealed_and_is_no_parcel_is_none_of_ours() {
        let of = |value: &serde_json::Value| sealed(value.to_string().as_bytes());
        let opens = |file: &[u8]| opened(file, &"correct horse".into());
        assert_eq!(
            opens(&of(&parcel("P02", "P02abcdefghj"))).unwrap().reports.len(),
            1
        );
        // It is a file from before there were calls in any, and one with a call is a file of the second version.
        let with_call = parcel_of_a_call("P02", "P02abcdefghj.order");
        for kind in [KIND, KIND_WITH_CALLS] {
            let plain = with_call.to_string();
            let file =
                passphrase::seal(kind, plain.as_bytes(), &"correct horse".into(), &SystemRandomness).unwrap();
            let parcel = opens(&file).unwrap();
            assert_eq!((parcel.reports.len(), parcel.calls.len()), (0, 1));
        }
        for other in [
            parcel_of_a_call("P02", "P03abcdefghj"),
            parcel_of_a_call("P02", "customer's own"),
            // Reports of a third desk, or of none, are not what the file says that it holds.
            parcel("P02", "P03abcdefghj"),
            parcel("P02", ""),
            parcel("p02", "p02abcdefghj"),
            serde_json::json!({}),
            serde_json::json!([1, 2]),
        ] {
            assert_eq!(
                opens(&of(&other)).err(),
                Some(PassphraseError::NotThisKind),
                "{other}"
            );
        }
        for plain in [&b""[..], b"{", b"\xff\xfe", "[".repeat(100_000).as_bytes()] {
            assert_eq!(opens(&sealed(plain)).err(), Some(PassphraseError::NotThisKind));
        }
        let mut changed = of(&parcel("P02", "P02abcdefghj"));
        let last = changed.len() - 1;
        changed[last] ^= 1;
        assert_eq!(opens(&changed).err(), Some(PassphraseError::Wrong));
    }
}
