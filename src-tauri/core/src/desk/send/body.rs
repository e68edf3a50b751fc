//! The text of a planned send: how it is filled, and how it is counted.

use super::{gsm7, segments};
use crate::contract::account::SendMode;
use crate::contract::template::TemplateVariable;
use crate::render::render;

/// The text of a planned send.
pub(super) struct PlannedBody {
    /// How it is sent.
    pub mode: SendMode,
    /// The whole text, signature included; for a template with its places.
    pub text: String,
    /// The places of a template, in order.
    pub variables: Option<Vec<TemplateVariable>>,
}

/// The length of a text as its customer gets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    /// Units of its alphabet.
    pub units: u32,
    /// Billed segments; a call is one.
    pub segments: u32,
    /// Units that still fit.
    pub left: u32,
}

impl PlannedBody {
    /// The text with its places filled.
    pub fn rendered(&self, values: &[String]) -> String {
        match &self.variables {
            None => self.text.clone(),
            Some(variables) => render(&self.text, variables, values),
        }
    }

    /// How long a filled text is.
    pub fn length(&self, filled: &str) -> Length {
        match self.mode {
            SendMode::Plain | SendMode::Template => {
                let units = segments::units(filled);
                Length {
                    units,
                    segments: segments::segments(units),
                    left: segments::left(units),
                }
            }
            SendMode::Voice => Length {
                units: segments::units(filled),
                segments: 1,
                left: 0,
            },
            SendMode::International => {
                let counted = gsm7::count(filled);
                Length {
                    units: counted.units,
                    segments: counted.segments,
                    left: counted.left,
                }
            }
        }
    }
}
