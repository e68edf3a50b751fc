//! Who works at this desk.

use super::account_form::{check_text, problem};
use super::token;
use super::{Desk, DeskError};
use crate::contract::desk::Topic;
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::contract::profile::Identity;
use crate::store::setting;

const LONGEST_OPERATOR: usize = 40;

impl Desk {
    /// Stores who works at this desk; what is wrong with it otherwise.
    pub async fn set_identity(&self, identity: Identity) -> Result<Vec<FieldProblem>, DeskError> {
        let mut problems = Vec::new();
        let operator = identity.operator.trim().to_owned();
        check_text(&mut problems, "operator", &operator, LONGEST_OPERATOR, true);
        if !token::is_desk(&identity.desk) {
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

    /// Who works at this desk.
    pub async fn identity(&self) -> Result<Option<Identity>, DeskError> {
        Ok(self
            .store()
            .read(|connection| {
                let operator = setting::get(connection, setting::OPERATOR)?;
                let desk = setting::get(connection, setting::DESK)?;
                Ok(operator
                    .zip(desk)
                    .map(|(operator, desk)| Identity { operator, desk }))
            })
            .await?)
    }

    pub(super) async fn known_identity(&self) -> Result<Identity, DeskError> {
        self.identity().await?.ok_or(DeskError::IdentityMissing)
    }
}
