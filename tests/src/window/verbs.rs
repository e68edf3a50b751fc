//! What a person does with the window.

use serde_json::{Value, json};

use super::{App, keys};

/// More stops than any page has.
const MOST_TABS: usize = 80;

impl App {
    /// Waits until this text is to be read anywhere on the page, typed text included.
    pub async fn see(&self, text: &str) {
        self.wait_until(
            &format!("to be read: “{text}”"),
            "return page.shows(arguments[0])",
            vec![json!(text)],
        )
        .await;
    }

    /// Waits until this text is nowhere on the page.
    pub async fn not_see(&self, text: &str) {
        self.wait_until(
            &format!("gone: “{text}”"),
            "return !page.shows(arguments[0])",
            vec![json!(text)],
        )
        .await;
    }

    /// Waits for an element of this role and accessible name.
    pub async fn see_role(&self, role: &str, name: &str) {
        self.wait_until(
            &format!("to be seen: {role} “{name}”"),
            "return page.count(...arguments) > 0",
            vec![json!(role), json!(name)],
        )
        .await;
    }

    /// Waits until no element of this role and accessible name is there.
    pub async fn not_see_role(&self, role: &str, name: &str) {
        self.wait_until(
            &format!("gone: {role} “{name}”"),
            "return page.count(...arguments) === 0",
            vec![json!(role), json!(name)],
        )
        .await;
    }

    /// How many elements of this role and name are there now.
    pub async fn count(&self, role: &str, name: &str) -> u64 {
        let count = self
            .script("return page.count(...arguments)", vec![json!(role), json!(name)])
            .await;
        count.as_u64().expect("a count")
    }

    /// The state of an element (`disabled`, `value`, `checked`, `selected`, `expanded`, `current`,
    /// `described`), or null.
    pub async fn state(&self, role: &str, name: &str) -> Value {
        self.script("return page.state(...arguments)", vec![json!(role), json!(name)])
            .await
    }

    /// Everything that is to be read on the page now.
    pub async fn text(&self) -> String {
        let text = self.script("return page.text()", vec![]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks the element of this role and name, once it is there, enabled and not covered.
    pub async fn click(&self, role: &str, name: &str) {
        self.with_element("click", &[role, name], async |element| element.click().await)
            .await;
    }

    /// Clicks the element of this role and name inside another, such as a button in a row.
    pub async fn click_in(&self, (outer, called): (&str, &str), role: &str, name: &str) {
        self.with_element("click", &[role, name, outer, called], async |element| {
            element.click().await
        })
        .await;
    }

    /// Waits for an element of this role and name inside another.
    pub async fn see_in(&self, (outer, called): (&str, &str), role: &str, name: &str) {
        self.wait_until(
            &format!("to be seen: {role} “{name}” in {outer} “{called}”"),
            "return page.count(...arguments) > 0",
            vec![json!(role), json!(name), json!(outer), json!(called)],
        )
        .await;
    }

    /// What stands in the field of this label.
    pub async fn value(&self, label: &str) -> String {
        self.see_role("field", label).await;
        let value = self.state("field", label).await["value"].take();
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Replaces what stands in a field by typing, key by key.
    pub async fn fill(&self, label: &str, text: &str) {
        if !keys::can_type(text) {
            return self.paste(label, text).await;
        }
        let keys = format!("{}{}", keys::SELECT_ALL_AND_DELETE, keys::plain(text));
        self.with_element("fill", &["field", label], async |element| {
            element.click().await?;
            element.send_keys(&keys).await
        })
        .await;
        self.wait_for_value(label, text).await;
    }

    /// Replaces what stands in a field at once, as pasting does; for long texts.
    pub async fn paste(&self, label: &str, text: &str) {
        self.with_element("paste into", &["field", label], async |element| {
            self.insert(&element, text).await
        })
        .await;
        self.wait_for_value(label, text).await;
    }

    /// The same inside another element, for a label that stands more than once. The text is not waited for: it may
    /// leave the field at once.
    pub async fn paste_in(&self, (outer, called): (&str, &str), label: &str, text: &str) {
        self.with_element("paste into", &["field", label, outer, called], async |element| {
            self.insert(&element, text).await
        })
        .await;
    }

    async fn insert(
        &self,
        element: &fantoccini::elements::Element,
        text: &str,
    ) -> Result<(), fantoccini::error::CmdError> {
        element.click().await?;
        let arguments = vec![serde_json::to_value(element).expect("a reference"), json!(text)];
        let pasted = "arguments[0].select(); document.execCommand('insertText', false, arguments[1])";
        self.client().execute(pasted, arguments).await.map(|_| ())
    }

    async fn wait_for_value(&self, label: &str, text: &str) {
        self.wait_until(
            &format!("in the field “{label}”: “{text}”"),
            "return page.state('field', arguments[0])?.value === arguments[1]",
            vec![json!(label), json!(text.replace("\r\n", "\n"))],
        )
        .await;
    }

    /// Chooses from a list: opens the field of this label and clicks the option.
    pub async fn select(&self, label: &str, option: &str) {
        self.click("field", label).await;
        self.click("option", option).await;
    }

    /// Presses keys wherever the focus is: `Escape`, `Control+Enter`, `Shift+Tab`, `a`.
    pub async fn press(&self, chord: &str) {
        if let Err(error) = self.client().perform_actions(keys::chord(chord)).await {
            self.give_up(&format!("cannot press {chord}: {error}")).await;
        }
    }

    /// Presses Tab until the element of this role and name has the focus.
    pub async fn tab_to(&self, role: &str, name: &str) {
        self.see_role(role, name).await;
        for _ in 0..MOST_TABS {
            if self.has_focus(role, name).await {
                return;
            }
            self.press("Tab").await;
        }
        self.give_up(&format!("Tab does not lead to {role} “{name}”"))
            .await;
    }

    /// Whether the element of this role and name has the focus.
    pub async fn has_focus(&self, role: &str, name: &str) -> bool {
        let focused = self
            .script(
                "return page.focused(...arguments)",
                vec![json!(role), json!(name)],
            )
            .await;
        focused == json!(true)
    }

    /// Types wherever the focus is.
    pub async fn type_text(&self, text: &str) {
        let typed = match self.client().active_element().await {
            Ok(element) => element.send_keys(&keys::plain(text)).await,
            Err(error) => Err(error),
        };
        if let Err(error) = typed {
            self.give_up(&format!("cannot type: {error}")).await;
        }
    }
}
