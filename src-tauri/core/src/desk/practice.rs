//! Practice: the accounts of the sandbox that runs inside the program.
//!
//! The sandbox makes new credentials and ports at every start, so its accounts are brought up to
//! date whenever the practice profile is opened.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::send::text::places;
use super::{Desk, DeskError};
use crate::contract::account::{ProxyMode, SecretKind};
use crate::contract::desk::Topic;
use crate::contract::key::KeySlot;
use crate::contract::profile::ProfileKind;
use crate::contract::template::Template;
use crate::contract::{Id, Millis};
use crate::secrets::fingerprint;
use crate::secrets::keys::PrivateKey;
use crate::store::account::{self, AccountForm};
use crate::store::key::{self, KeyRow};
use crate::store::{StoreError, Transaction, setting, template};
use crate::vendors;

/// The setting that names a vendor's practice account; Lianjiang's is the first version's.
fn account_setting(vendor: &str) -> String {
    if vendor == FIRST {
        "practice_account".to_owned()
    } else {
        format!("practice_account/{vendor}")
    }
}

/// The vendor of the first version.
const FIRST: &str = "lianjiang";

/// How a simulated vendor's account is reached, and what it is called here.
#[derive(Debug)]
pub struct PracticeAccount {
    /// The vendor's id.
    pub vendor: String,
    /// The name a new account gets, in the operator's language.
    pub name: String,
    /// Where the sandbox listens.
    pub base_url: String,
    /// The account's name at the vendor.
    pub vendor_account: String,
    /// The signature a new account offers.
    pub signature: String,
    /// Its secrets: text, or private keys as PEM.
    pub secrets: Vec<(SecretKind, SecretString)>,
    /// Its templates.
    pub templates: Vec<PracticeTemplate>,
    /// Its `appid`s.
    pub appids: Vec<String>,
    /// Its X numbers.
    pub x_numbers: Vec<String>,
}

/// A template of a simulated vendor.
#[derive(Debug)]
pub struct PracticeTemplate {
    /// The name a new template gets, in the operator's language.
    pub name: String,
    /// Its id at the vendor.
    pub template_id: String,
    /// Its exact text.
    pub text: String,
    /// Whether it is read out by a call.
    pub voice: bool,
}

impl Desk {
    /// Makes a simulated vendor's account with its templates, or brings them up to date; its
    /// pushes come to `port` on this computer. Practice only. Gives the account.
    pub async fn prepare_practice(&self, practice: PracticeAccount, port: u16) -> Result<Id, DeskError> {
        if self.inner.kind != ProfileKind::Practice {
            return Err(DeskError::WrongState("only practice has simulated vendors"));
        }
        let prefix = format!("{}/practice/{}", self.inner.profile_id, practice.vendor);
        let (mut text, mut keys) = (None, Vec::new());
        for (kind, secret) in &practice.secrets {
            let name = format!("{prefix}/{kind:?}");
            let bytes = SecretSlice::from(secret.expose_secret().as_bytes().to_vec());
            if *kind == SecretKind::Secret {
                self.around().keychain.set(&name, &bytes).await?;
                text = Some((name, fingerprint(&self.inner.profile_id, bytes.expose_secret())));
            } else {
                let key = PrivateKey::import(&bytes)
                    .map_err(|_| DeskError::Internal("a simulated vendor's key cannot be read"))?;
                self.around().keychain.set(&name, &key.to_stored()).await?;
                keys.push((*kind, name, key.bits(), key.public_der()));
            }
        }
        let now = self.now();
        let id = self
            .store()
            .write(move |transaction| {
                let setting_name = account_setting(&practice.vendor);
                let known = setting::get(transaction, &setting_name)?.and_then(|id| id.parse().ok());
                let old = known
                    .map(|id| account::get(transaction, id))
                    .transpose()?
                    .flatten();
                let id = match old.filter(|row| !row.deleted) {
                    Some(row) => {
                        account::update(transaction, row.id, &renewed(row.form, &practice, port))?;
                        row.id
                    }
                    None => account::insert(transaction, &new_form(&practice, port), now)?,
                };
                if let Some((name, print)) = &text {
                    account::set_secret(transaction, id, Some(name), Some(print))?;
                }
                for (purpose, secret_name, bits, public_der) in keys {
                    // A key that waited was in the last session's keychain, which is gone.
                    key::remove(transaction, id, purpose, KeySlot::Next)?;
                    key::put(
                        transaction,
                        &KeyRow {
                            id: 0,
                            account_id: id,
                            purpose,
                            slot: KeySlot::Current,
                            secret_name,
                            bits,
                            public_der,
                            added_at: now,
                        },
                    )?;
                }
                setting::set(transaction, &setting_name, &id.to_string())?;
                for new in practice.templates {
                    add_template(transaction, id, new, now)?;
                }
                Ok(id)
            })
            .await?;
        self.changed(&[Topic::Accounts, Topic::Templates]);
        Ok(id)
    }
}

/// A template the account does not have yet; one of that name that an operator made stays.
fn add_template(
    transaction: &Transaction<'_>,
    account_id: Id,
    new: PracticeTemplate,
    now: Millis,
) -> Result<(), StoreError> {
    let known = template::of_account(transaction, account_id)?
        .iter()
        .any(|known| known.template_id == new.template_id && known.text == new.text);
    if known || template::name_taken(transaction, account_id, &new.name, None)? {
        return Ok(());
    }
    let new = Template {
        id: 0,
        account_id,
        name: new.name,
        template_id: new.template_id,
        voice: new.voice,
        variables: places(&new.text),
        text: new.text,
    };
    template::save(transaction, &new, true, now).map(|_| ())
}

/// What the sandbox makes anew at every start; the rest is the operator's.
fn renewed(form: AccountForm, practice: &PracticeAccount, port: u16) -> AccountForm {
    AccountForm {
        base_url: practice.base_url.clone(),
        vendor_account: practice.vendor_account.clone(),
        appids: practice.appids.clone(),
        x_numbers: practice.x_numbers.clone(),
        public_url: public_url(port),
        ..form
    }
}

fn new_form(practice: &PracticeAccount, port: u16) -> AccountForm {
    AccountForm {
        vendor: practice.vendor.clone(),
        name: practice.name.clone(),
        base_url: practice.base_url.clone(),
        vendor_account: practice.vendor_account.clone(),
        extension: String::new(),
        signature: practice.signature.clone(),
        operation_size: 500,
        settings: BTreeMap::new(),
        // Nothing is fetched where the vendor has nothing to be fetched.
        fetches_reports: vendors::by_id(&practice.vendor)
            .is_some_and(|vendor| vendor.capabilities().polls_reports),
        appids: practice.appids.clone(),
        x_numbers: practice.x_numbers.clone(),
        proxy_mode: ProxyMode::None,
        proxy_url: String::new(),
        proxy_user: String::new(),
        public_url: public_url(port),
    }
}

fn public_url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
