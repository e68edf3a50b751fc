//! What vendors.md calls unconfirmed, to be set either way through control.

use std::collections::HashMap;

use serde::Deserialize;

/// What is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum BaseString {
    /// `key=value`, joined by `&`.
    #[default]
    Pairs,
    /// The values, one behind the other, as the document prints it.
    Values,
}

/// How `template_params` stands in what is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Params {
    /// Its elements joined by `,` (template_params中的参数用逗号隔开).
    #[default]
    Comma,
    /// As JSON without white space.
    Json,
}

/// Whether a parameter that says nothing is part of what is signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Empty {
    /// A program may have signed what it sent empty, or have left it out.
    #[default]
    Either,
    /// It is not.
    Omit,
    /// It is, and so is an optional parameter that was not sent at all.
    #[serde(rename = "empty")]
    Keep,
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum HexCase {
    #[default]
    Upper,
    Lower,
}

/// Where the refusal of a voice send stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum VoiceRefusal {
    /// In `header.code`.
    #[default]
    Header,
    /// In `body.status`, while the header says that all went well.
    Body,
}

/// How a push's body is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PushFormat {
    #[default]
    Json,
    Form,
}

/// How the vendor behaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) base_string: BaseString,
    pub(super) params: Params,
    pub(super) empty: Empty,
    pub(super) hex: HexCase,
    pub(super) voice_refusal: VoiceRefusal,
    pub(super) push_format: PushFormat,
}

/// A change to the settings; what is left out stays.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SettingsChange {
    base_string: Option<BaseString>,
    params: Option<Params>,
    empty: Option<Empty>,
    hex: Option<HexCase>,
    voice_refusal: Option<VoiceRefusal>,
    push_format: Option<PushFormat>,
    /// Numbers behind tokens; null for a token that stands for none.
    #[serde(default)]
    tokens: HashMap<String, Option<String>>,
}

impl Settings {
    /// Sets what the change names, and gives the tokens that it names.
    pub(super) fn change(&mut self, change: SettingsChange) -> HashMap<String, Option<String>> {
        let SettingsChange {
            base_string,
            params,
            empty,
            hex,
            voice_refusal,
            push_format,
            tokens,
        } = change;
        self.base_string = base_string.unwrap_or(self.base_string);
        self.params = params.unwrap_or(self.params);
        self.empty = empty.unwrap_or(self.empty);
        self.hex = hex.unwrap_or(self.hex);
        self.voice_refusal = voice_refusal.unwrap_or(self.voice_refusal);
        self.push_format = push_format.unwrap_or(self.push_format);
        tokens
    }
}
