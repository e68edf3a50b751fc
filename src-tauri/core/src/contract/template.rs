//! Templates registered at a vendor.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Id;
use super::problem::FieldProblem;

/// A template as registered at the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Template {
    /// Its id here.
    pub id: Id,
    /// The account it belongs to.
    pub account_id: Id,
    /// The name people here call it by.
    pub name: String,
    /// The vendor's id of it (`templateId`).
    pub template_id: String,
    /// Whether it is read out by a call.
    pub voice: bool,
    /// The exact text that was registered, to the character.
    pub text: String,
    /// Its variables, one per place in the text, in order.
    pub variables: Vec<TemplateVariable>,
}

/// One place in a template's text that is filled per recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateVariable {
    /// As it stands in the text: `{1}`, `${code}`, `#code#`.
    pub placeholder: String,
    /// What the column is called. Places with one name share one column.
    pub name: String,
}

/// What the template form holds.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TemplateDraft {
    /// None adds one.
    pub id: Option<Id>,
    /// See [`Template::account_id`].
    pub account_id: Id,
    /// See [`Template::name`].
    pub name: String,
    /// See [`Template::template_id`].
    pub template_id: String,
    /// See [`Template::voice`].
    pub voice: bool,
    /// See [`Template::text`].
    pub text: String,
    /// Names of the variables, one per place in the text.
    pub variable_names: Vec<String>,
}

/// What became of a template form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum SaveTemplateResult {
    /// Stored.
    Saved {
        /// The template.
        template: Template,
    },
    /// Something has to be mended first; nothing was stored.
    Invalid {
        /// What.
        problems: Vec<FieldProblem>,
    },
}
