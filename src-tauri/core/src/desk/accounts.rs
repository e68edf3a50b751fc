//! Vendor accounts: add, change, switch off, delete, test, and let work again.

use chrono::DateTime;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use url::{Host, Url};

use super::{Desk, DeskError, locked};
use crate::contract::Id;
use crate::contract::account::{
    Account, AccountDraft, AccountPause, ConnectionTest, Reason, SaveAccountResult, SetAccountEnabled,
    VendorInfo,
};
use crate::contract::desk::Topic;
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::contract::profile::{Identity, ProfileKind};
use crate::secrets::fingerprint;
use crate::store::account::{self, AccountForm, AccountRow};
use crate::store::act::{self, Act};
use crate::store::{StoreError, Transaction, balance, job, setting};
use crate::vendors::door::Outcome;
use crate::vendors::verdict::{self, QueryVerdict};
use crate::vendors::{self, Access, Call, MessagesLeft};

const LONGEST_NAME: usize = 60;
const LONGEST_VENDOR_ACCOUNT: usize = 100;
const LONGEST_SIGNATURE: usize = 20;
const LONGEST_OPERATOR: usize = 40;
const TOPICS: [Topic; 3] = [Topic::Accounts, Topic::Balances, Topic::Status];

/// What it takes to ask an account's vendor.
#[derive(Debug)]
pub(super) struct AccountAccess {
    pub vendor: String,
    pub access: Access,
}

impl Desk {
    /// The vendors this build knows and what each can do.
    pub fn list_vendors(&self) -> Vec<VendorInfo> {
        vendors::all()
            .into_iter()
            .map(|vendor| VendorInfo {
                id: vendor.id().to_owned(),
                capabilities: vendor.capabilities(),
            })
            .collect()
    }

    /// Stores who works at this desk; what is wrong with it otherwise.
    pub async fn set_identity(&self, identity: Identity) -> Result<Vec<FieldProblem>, DeskError> {
        let mut problems = Vec::new();
        let operator = identity.operator.trim().to_owned();
        check_text(&mut problems, "operator", &operator, LONGEST_OPERATOR, true);
        if !super::token::is_desk(&identity.desk) {
            problems.push(problem("desk", FieldReason::DeskForm));
        }
        if problems.is_empty() {
            self.store()
                .write(move |transaction| {
                    setting::set(transaction, setting::OPERATOR, &operator)?;
                    setting::set(transaction, setting::DESK, &identity.desk)
                })
                .await?;
            self.changed(&[Topic::Profile, Topic::Status]);
        }
        Ok(problems)
    }

    /// Every account that was not deleted.
    pub async fn list_accounts(&self) -> Result<Vec<Account>, DeskError> {
        let rows = self.store().read(account::all).await?;
        Ok(rows.into_iter().map(shown).collect())
    }

    /// Adds an account, or changes one. Nothing is stored unless everything can be.
    pub async fn save_account(&self, draft: AccountDraft) -> Result<SaveAccountResult, DeskError> {
        let (form, mut problems) = self.checked(&draft);
        let (id, name) = (draft.id, form.name.clone());
        let (old, taken) = self
            .store()
            .read(move |connection| {
                let old = id.map(|id| account::get(connection, id)).transpose()?.flatten();
                Ok((old, account::name_taken(connection, &name, id)?))
            })
            .await?;
        let old = match (id, old) {
            (Some(_), None) => return Err(DeskError::NotFound("the account")),
            (_, old) => old.filter(|row| !row.deleted),
        };
        if taken {
            problems.push(problem("name", FieldReason::Taken));
        }
        let secret = draft.secret.filter(|secret| !secret.expose_secret().is_empty());
        if secret.is_none() && old.as_ref().is_none_or(|row| row.secret_name.is_none()) {
            problems.push(problem("secret", FieldReason::Required));
        }
        // Another machine's plain http is acknowledged once per account and base URL.
        let http = self.inner.kind == ProfileKind::Live && plain_http(&form.base_url);
        let acknowledged_before = old
            .as_ref()
            .is_some_and(|row| row.http_acknowledged_at.is_some() && row.form.base_url == form.base_url);
        if http && !draft.http_acknowledged && !acknowledged_before {
            problems.push(problem("http_acknowledged", FieldReason::HttpNotAcknowledged));
        }
        if !problems.is_empty() {
            return Ok(SaveAccountResult::Invalid { problems });
        }
        let identity = self.known_identity().await?;
        let account = self.store_account(old, form, secret, http, identity).await?;
        self.changed(&TOPICS);
        self.inner.poll_now.notify_waiters();
        Ok(SaveAccountResult::Saved {
            account: Box::new(account),
        })
    }

    async fn store_account(
        &self,
        old: Option<AccountRow>,
        form: AccountForm,
        secret: Option<SecretString>,
        http: bool,
        identity: Identity,
    ) -> Result<Account, DeskError> {
        // The secret first, under a name of its own: if anything fails after it, the account still
        // has the one it had, and what is left over opens nothing.
        let stored = match secret {
            None => None,
            Some(secret) => {
                let mut random = [0_u8; 8];
                self.around().random.fill(&mut random);
                let name = format!(
                    "{}/account/{}",
                    self.inner.profile_id,
                    data_encoding::HEXLOWER.encode(&random)
                );
                let bytes = SecretSlice::from(secret.expose_secret().as_bytes().to_vec());
                self.around().keychain.set(&name, &bytes).await?;
                let print = fingerprint(&self.inner.profile_id, bytes.expose_secret());
                Some((name, print))
            }
        };
        let replaced = old
            .as_ref()
            .and_then(|row| row.secret_name.clone())
            .filter(|_| stored.is_some());
        let now = self.now();
        let old_id = old.map(|row| row.id);
        let row = self
            .store()
            .write(move |transaction| {
                let id = match old_id {
                    Some(id) => {
                        account::update(transaction, id, &form)?;
                        id
                    }
                    None => account::insert(transaction, &form, now)?,
                };
                if let Some((name, print)) = &stored {
                    account::set_secret(transaction, id, Some(name), Some(print))?;
                }
                account::acknowledge_http(transaction, id, http.then_some(now))?;
                act::insert(transaction, Act::AccountSaved, id, &identity, now)?;
                account::get(transaction, id)
            })
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if let Some(name) = replaced
            && let Err(error) = self.around().keychain.delete(&name).await
        {
            tracing::warn!(%error, "a replaced secret could not be removed from the keychain");
        }
        Ok(shown(row))
    }

    fn checked(&self, draft: &AccountDraft) -> (AccountForm, Vec<FieldProblem>) {
        let mut problems = Vec::new();
        let name = draft.name.trim().to_owned();
        check_text(&mut problems, "name", &name, LONGEST_NAME, true);
        let vendor_account = draft.vendor_account.trim().to_owned();
        check_text(
            &mut problems,
            "vendor_account",
            &vendor_account,
            LONGEST_VENDOR_ACCOUNT,
            true,
        );
        let signature = draft.signature.trim().to_owned();
        check_text(&mut problems, "signature", &signature, LONGEST_SIGNATURE, false);
        if signature.contains(['【', '】']) {
            problems.push(problem("signature", FieldReason::BracketsInside));
        }
        let base_url = draft.base_url.trim().trim_end_matches('/').to_owned();
        let vendor = vendors::by_id(&draft.vendor);
        let Some(vendor) = vendor else {
            problems.push(problem("vendor", FieldReason::Required));
            return (form(draft, name, base_url, vendor_account, signature), problems);
        };
        let capabilities = vendor.capabilities();
        if let Err(reason) = check_base_url(&base_url, capabilities.plain_http) {
            problems.push(problem("base_url", reason));
        }
        let extension = draft.extension.trim();
        if !extension.bytes().all(|byte| byte.is_ascii_digit()) {
            problems.push(problem("extension", FieldReason::DigitsOnly));
        } else if extension.len() > capabilities.extension_digits as usize {
            problems.push(problem("extension", FieldReason::TooLong));
        }
        if !(1..=capabilities.plain_recipients).contains(&draft.operation_size) {
            problems.push(problem("operation_size", FieldReason::OutOfRange));
        }
        if draft.fetches_reports.is_none() {
            problems.push(problem("fetches_reports", FieldReason::PollingNotAnswered));
        }
        (form(draft, name, base_url, vendor_account, signature), problems)
    }

    /// Switches an account on or off.
    pub async fn set_account_enabled(&self, set: SetAccountEnabled) -> Result<(), DeskError> {
        let act = if set.enabled {
            Act::AccountSwitchedOn
        } else {
            Act::AccountSwitchedOff
        };
        self.act_on_account(set.id, act, move |transaction| {
            account::set_enabled(transaction, set.id, set.enabled)
        })
        .await
    }

    /// Deletes an account and its secret; its history stays. The secret goes first: an account
    /// that is gone while its secret stays in the keychain could not be cleaned up any more.
    pub async fn delete_account(&self, id: Id) -> Result<(), DeskError> {
        let row = self
            .store()
            .read(move |connection| account::get(connection, id))
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if let Some(name) = row.secret_name {
            self.around().keychain.delete(&name).await?;
        }
        let now = self.now();
        self.act_on_account(id, Act::AccountDeleted, move |transaction| {
            job::pause_running(transaction, Some(id), &Reason::AccountOff)?;
            account::delete(transaction, id, now)
        })
        .await
    }

    /// Lets a paused account work again. Its paused jobs wait for their own Resume.
    pub async fn resume_account(&self, id: Id) -> Result<(), DeskError> {
        locked(&self.inner.poll_trouble).remove(&id);
        self.act_on_account(id, Act::AccountResumed, move |transaction| {
            account::clear_pause(transaction, id)
        })
        .await
    }

    async fn act_on_account(
        &self,
        id: Id,
        act: Act,
        change: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), DeskError> {
        let (identity, now) = (self.known_identity().await?, self.now());
        self.store()
            .write(move |transaction| {
                change(transaction)?;
                act::insert(transaction, act, id, &identity, now)
            })
            .await?;
        self.changed(&TOPICS);
        self.inner.poll_now.notify_waiters();
        Ok(())
    }

    /// Asks the vendor for the balance: sends nothing, costs nothing.
    pub async fn test_connection(&self, id: Id) -> Result<ConnectionTest, DeskError> {
        let verdict = self.ask_balance(id).await;
        let clock_skew_seconds = locked(&self.inner.skew).get(&id).copied();
        match verdict {
            Ok(QueryVerdict::Answer(MessagesLeft(messages_left))) => {
                let now = self.now();
                self.store()
                    .write(move |transaction| {
                        balance::answered(transaction, id, messages_left, now)?;
                        account::succeeded(transaction, id, now)
                    })
                    .await?;
                self.changed(&TOPICS);
                Ok(ConnectionTest::Works {
                    messages_left,
                    clock_skew_seconds,
                })
            }
            Ok(QueryVerdict::Later(reason) | QueryVerdict::Paused(reason)) => Ok(ConnectionTest::Fails {
                reason,
                clock_skew_seconds,
            }),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn ask_balance(&self, id: Id) -> Result<QueryVerdict<MessagesLeft>, DeskError> {
        let access = self.access(id).await?;
        let vendor =
            vendors::by_id(&access.vendor).ok_or(DeskError::Internal("an account of no known vendor"))?;
        let request = vendor.request(&Call::Balance, &access.access, self.around().clock.now())?;
        let outcome = self.around().door.send(&request).await;
        self.note_skew(id, &outcome);
        Ok(verdict::query(vendor, &outcome, |reply| {
            vendor.read_balance(reply)
        }))
    }

    /// The way in for what an account does by itself or for a job: nothing while it is paused.
    pub(super) async fn open_access(&self, id: Id) -> Result<AccountAccess, DeskError> {
        let row = self
            .store()
            .read(move |connection| account::get(connection, id))
            .await?;
        if row.is_some_and(|row| row.paused.is_some()) {
            return Err(DeskError::AccountPaused);
        }
        self.access(id).await
    }

    /// An account's way in, with its secret from the keychain.
    pub(super) async fn access(&self, id: Id) -> Result<AccountAccess, DeskError> {
        let row = self
            .store()
            .read(move |connection| account::get(connection, id))
            .await?
            .ok_or(DeskError::NotFound("the account"))?;
        if row.deleted || !row.enabled {
            return Err(DeskError::WrongState("the account is switched off"));
        }
        let name = row.secret_name.ok_or(DeskError::SecretMissing)?;
        let secret = self
            .around()
            .keychain
            .get(&name)
            .await?
            .ok_or(DeskError::SecretMissing)?;
        let secret =
            String::from_utf8(secret.expose_secret().to_vec()).map_err(|_| DeskError::SecretMissing)?;
        Ok(AccountAccess {
            vendor: row.form.vendor,
            access: Access {
                base_url: row.form.base_url,
                vendor_account: row.form.vendor_account,
                key_case: row.form.key_case,
                secret: secret.into(),
            },
        })
    }

    /// Notes how far this computer's clock is from the vendor's, if its reply said.
    pub(super) fn note_skew(&self, id: Id, outcome: &Outcome) {
        let Outcome::Reply(reply) = outcome else { return };
        let said = reply
            .date
            .as_deref()
            .and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        if let Some(said) = said {
            let skew = self.around().clock.now().timestamp() - said.timestamp();
            locked(&self.inner.skew).insert(id, skew);
        }
    }
}

fn form(
    draft: &AccountDraft,
    name: String,
    base_url: String,
    vendor_account: String,
    signature: String,
) -> AccountForm {
    AccountForm {
        vendor: draft.vendor.clone(),
        name,
        base_url,
        vendor_account,
        extension: draft.extension.trim().to_owned(),
        signature,
        operation_size: draft.operation_size,
        key_case: draft.key_case,
        fetches_reports: draft.fetches_reports.unwrap_or(false),
    }
}

fn shown(row: AccountRow) -> Account {
    Account {
        id: row.id,
        vendor: row.form.vendor,
        name: row.form.name,
        plain_http: plain_http(&row.form.base_url),
        base_url: row.form.base_url,
        vendor_account: row.form.vendor_account,
        extension: row.form.extension,
        signature: row.form.signature,
        operation_size: row.form.operation_size,
        key_case: row.form.key_case,
        fetches_reports: row.form.fetches_reports,
        enabled: row.enabled,
        has_secret: row.secret_name.is_some(),
        secret_fingerprint: row.secret_fingerprint,
        paused: row.paused.map(|(at, reason)| AccountPause { at, reason }),
        last_success_at: row.last_success_at,
    }
}

fn problem(field: &str, reason: FieldReason) -> FieldProblem {
    FieldProblem {
        field: field.to_owned(),
        reason,
    }
}

/// Adds what is wrong with a text field.
pub(super) fn check_text(
    problems: &mut Vec<FieldProblem>,
    field: &str,
    text: &str,
    longest: usize,
    required: bool,
) {
    if required && text.is_empty() {
        problems.push(problem(field, FieldReason::Required));
    } else if text.chars().count() > longest {
        problems.push(problem(field, FieldReason::TooLong));
    } else if text.chars().any(|letter| letter.is_control() && letter != '\n') {
        problems.push(problem(field, FieldReason::BadCharacters));
    }
}

fn check_base_url(text: &str, plain_http_allowed: bool) -> Result<(), FieldReason> {
    if text.is_empty() {
        return Err(FieldReason::Required);
    }
    let url = Url::parse(text).map_err(|_| FieldReason::NotAUrl)?;
    match url.scheme() {
        "https" => {}
        "http" if plain_http_allowed => {}
        _ => return Err(FieldReason::WrongScheme),
    }
    let extra = url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some();
    if url.host().is_none() || extra {
        Err(FieldReason::NotAUrl)
    } else {
        Ok(())
    }
}

/// Whether a base URL is plain http to another machine.
fn plain_http(base_url: &str) -> bool {
    let Ok(url) = Url::parse(base_url) else {
        return false;
    };
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.scheme() == "http" && !loopback
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_only_a_base() {
        assert_eq!(check_base_url("http://ljioe.cn", true), Ok(()));
        assert_eq!(
            check_base_url("http://ljioe.cn", false),
            Err(FieldReason::WrongScheme)
        );
        for wrong in [
            "ljioe",
            "http://",
            "http://a.test/?x=1",
            "http://user:pw@a.test",
            "http://a.test/#b",
        ] {
            assert_eq!(check_base_url(wrong, true), Err(FieldReason::NotAUrl), "{wrong}");
        }
        assert_eq!(
            check_base_url("ftp://a.test", true),
            Err(FieldReason::WrongScheme)
        );
    }

    #[test]
    fn only_plain_http_to_another_machine_is_plain() {
        assert!(plain_http("http://ljioe.cn"));
        for fine in [
            "https://ljioe.cn",
            "http://127.0.0.1:80",
            "http://[::1]:80",
            "http://localhost",
        ] {
            assert!(!plain_http(fine), "{fine}");
        }
    }
}
