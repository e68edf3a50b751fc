//! Templates registered at a vendor: kept here with their exact text and named variables.

use super::account_form::check_text;
use super::send::text::places;
use super::{Desk, DeskError};
use crate::contract::Id;
use crate::contract::desk::Topic;
use crate::contract::problem::{FieldProblem, FieldReason};
use crate::contract::template::{SaveTemplateResult, Template, TemplateDraft, TemplateVariable};
use crate::store::{account, template};

const LONGEST_NAME: usize = 60;
const LONGEST_TEMPLATE_ID: usize = 64;
const LONGEST_TEXT: usize = 1_000;
const LONGEST_VARIABLE: usize = 40;

impl Desk {
    /// An account's templates.
    pub async fn list_templates(&self, account_id: Id) -> Result<Vec<Template>, DeskError> {
        Ok(self
            .store()
            .read(move |connection| template::of_account(connection, account_id))
            .await?)
    }

    /// Finds the variables in a template's text, in order.
    pub fn read_template(&self, text: &str) -> Vec<TemplateVariable> {
        places(text)
    }

    /// Adds or changes a template. The text is kept to the character: the vendor compares it.
    pub async fn save_template(&self, draft: TemplateDraft) -> Result<SaveTemplateResult, DeskError> {
        let mut problems = Vec::new();
        let name = draft.name.trim().to_owned();
        let template_id = draft.template_id.trim().to_owned();
        check_text(&mut problems, "name", &name, LONGEST_NAME, true);
        check_text(
            &mut problems,
            "template_id",
            &template_id,
            LONGEST_TEMPLATE_ID,
            true,
        );
        check_text(&mut problems, "text", &draft.text, LONGEST_TEXT, true);
        let mut variables = places(&draft.text);
        for (index, variable) in variables.iter_mut().enumerate() {
            if let Some(given) = draft
                .variable_names
                .get(index)
                .map(|given| given.trim())
                .filter(|given| !given.is_empty())
            {
                given.clone_into(&mut variable.name);
            }
            check_text(
                &mut problems,
                "variable_names",
                &variable.name,
                LONGEST_VARIABLE,
                true,
            );
        }
        let now = self.now();
        let result = self
            .store()
            .write(move |transaction| {
                let account = account::get(transaction, draft.account_id)?.filter(|row| !row.deleted);
                let old = draft
                    .id
                    .map(|id| template::get(transaction, id))
                    .transpose()?
                    .flatten();
                let missing =
                    draft.id.is_some() && old.as_ref().is_none_or(|old| old.account_id != draft.account_id);
                if account.is_none() || missing {
                    return Ok(None);
                }
                if template::name_taken(transaction, draft.account_id, &name, draft.id)? {
                    problems.push(FieldProblem {
                        field: "name".to_owned(),
                        reason: FieldReason::Taken,
                    });
                }
                if !problems.is_empty() {
                    return Ok(Some(SaveTemplateResult::Invalid { problems }));
                }
                let mut template = Template {
                    id: draft.id.unwrap_or_default(),
                    account_id: draft.account_id,
                    name,
                    template_id,
                    text: draft.text,
                    variables,
                    voice: draft.voice,
                };
                template.id = template::save(transaction, &template, draft.id.is_none(), now)?;
                Ok(Some(SaveTemplateResult::Saved { template }))
            })
            .await?
            .ok_or(DeskError::NotFound("the account or the template"))?;
        self.changed(&[Topic::Templates]);
        Ok(result)
    }

    /// Deletes a template; messages sent with it keep their text.
    pub async fn delete_template(&self, id: Id) -> Result<(), DeskError> {
        let now = self.now();
        self.store()
            .write(move |transaction| template::delete(transaction, id, now))
            .await?;
        self.changed(&[Topic::Templates]);
        Ok(())
    }
}
