//! Practice: the account of the sandbox that runs inside the program.
//!
//! The sandbox makes new credentials and ports at every start, so its account is brought up to
//! date whenever the practice profile is opened.

use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::send::text::places;
use super::{Desk, DeskError};
use crate::contract::account::HexCase;
use crate::contract::desk::Topic;
use crate::contract::profile::ProfileKind;
use crate::contract::template::Template;
use crate::secrets::fingerprint;
use crate::store::account::{self, AccountForm};
use crate::store::{setting, template};

const ACCOUNT: &str = "practice_account";

/// How the sandbox's account is reached, and what it is called here.
#[derive(Debug)]
pub struct PracticeAccount {
    /// The vendor's id.
    pub vendor: String,
    /// The name a new account gets, in the operator's language.
    pub name: String,
    /// The name a new template gets, in the operator's language.
    pub template_name: String,
    /// The signature a new account offers.
    pub signature: String,
    /// Where the sandbox listens.
    pub base_url: String,
    /// The user name.
    pub vendor_account: String,
    /// The secret.
    pub secret: SecretString,
    /// The id of its template.
    pub template_id: String,
    /// The exact text of its template.
    pub template: String,
}

impl Desk {
    /// Makes the sandbox's account and template, or brings them up to date. Practice only.
    pub async fn prepare_practice(&self, practice: PracticeAccount) -> Result<(), DeskError> {
        if self.inner.kind != ProfileKind::Practice {
            return Err(DeskError::WrongState("only practice has simulated vendors"));
        }
        let secret_name = format!("{}/practice", self.inner.profile_id);
        let bytes = SecretSlice::from(practice.secret.expose_secret().as_bytes().to_vec());
        self.around().keychain.set(&secret_name, &bytes).await?;
        let print = fingerprint(&self.inner.profile_id, bytes.expose_secret());
        let now = self.now();
        self.store()
            .write(move |transaction| {
                let known = setting::get(transaction, ACCOUNT)?.and_then(|id| id.parse().ok());
                let old = known
                    .map(|id| account::get(transaction, id))
                    .transpose()?
                    .flatten();
                let id = match old.filter(|row| !row.deleted) {
                    Some(row) => {
                        let form = AccountForm {
                            base_url: practice.base_url,
                            vendor_account: practice.vendor_account,
                            ..row.form
                        };
                        account::update(transaction, row.id, &form)?;
                        row.id
                    }
                    None => account::insert(transaction, &new_form(&practice), now)?,
                };
                account::set_secret(transaction, id, Some(&secret_name), Some(&print))?;
                setting::set(transaction, ACCOUNT, &id.to_string())?;
                let known = template::of_account(transaction, id)?.iter().any(|known| {
                    known.template_id == practice.template_id && known.text == practice.template
                });
                if !known && !template::name_taken(transaction, id, &practice.template_name, None)? {
                    let new = Template {
                        id: 0,
                        account_id: id,
                        name: practice.template_name,
                        template_id: practice.template_id,
                        variables: places(&practice.template),
                        text: practice.template,
                    };
                    template::save(transaction, &new, true, now)?;
                }
                Ok(())
            })
            .await?;
        self.changed(&[Topic::Accounts, Topic::Templates]);
        Ok(())
    }
}

fn new_form(practice: &PracticeAccount) -> AccountForm {
    AccountForm {
        vendor: practice.vendor.clone(),
        name: practice.name.clone(),
        base_url: practice.base_url.clone(),
        vendor_account: practice.vendor_account.clone(),
        extension: String::new(),
        signature: practice.signature.clone(),
        operation_size: 500,
        key_case: HexCase::Lower,
        fetches_reports: true,
    }
}
