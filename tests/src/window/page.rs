use std::time::Duration;

use fantoccini::elements::Element;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::{App, PATIENCE};

const SCRIPT: &str = include_str!("page.js");
/// The key WebDriver's standard hands elements over by.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const PAUSE: Duration = Duration::from_millis(50);

impl App {
    /// Runs JavaScript in the page, with `arguments` as WebDriver gives them and `page` from `page.js`.
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.try_script(body, arguments)
            .await
            .unwrap_or_else(|error| panic!("the script `{body}` failed: {error}"))
    }

    pub(super) async fn try_script(
        &self,
        body: &str,
        arguments: Vec<Value>,
    ) -> Result<Value, fantoccini::error::CmdError> {
        let script = format!("{SCRIPT}\n{body}");
        self.in_time("a script", self.client.execute(&script, arguments))
            .await
    }

    /// The driver itself has no time limit for anything.
    pub(super) async fn in_time<T>(&self, what: &str, command: impl Future<Output = T>) -> T {
        match tokio::time::timeout(PATIENCE, command).await {
            Ok(answer) => answer,
            Err(_) => panic!("the driver does not answer to {what}\n{}", self.said()),
        }
    }

    /// Waits until a script is true; `what` completes the sentence "was not …".
    pub async fn wait_until(&self, what: &str, body: &str, arguments: Vec<Value>) {
        let end = Instant::now() + PATIENCE;
        loop {
            // A page on its way to another one answers with an error.
            let answer = self.try_script(body, arguments.clone()).await;
            if matches!(answer, Ok(Value::Bool(true))) {
                return;
            }
            if Instant::now() > end {
                let reason = answer
                    .err()
                    .map(|error| format!(" ({error})"))
                    .unwrap_or_default();
                self.give_up(&format!("after {PATIENCE:?} it was not {what}{reason}"))
                    .await;
            }
            sleep(PAUSE).await;
        }
    }

    /// The element of this role and name (and, after them, those of what it is in), once it is there and not disabled, and what `act` made of it.
    pub(super) async fn with_element<A>(&self, verb: &str, wanted: &[&str], act: A)
    where
        A: AsyncFn(Element) -> Result<(), fantoccini::error::CmdError>,
    {
        let end = Instant::now() + PATIENCE;
        loop {
            let why = match self.find(wanted).await {
                Ok(element) => match act(element).await {
                    Ok(()) => return,
                    // Something is in the way, or it was drawn anew in between: both pass.
                    Err(error) => error.to_string(),
                },
                Err(why) => why,
            };
            if Instant::now() > end {
                self.give_up(&format!("cannot {verb} {}: {why}", wanted.join(" / ")))
                    .await;
            }
            sleep(PAUSE).await;
        }
    }

    async fn find(&self, wanted: &[&str]) -> Result<Element, String> {
        let found = self
            .try_script(
                "return page.find(...arguments)",
                wanted.iter().map(|word| json!(word)).collect(),
            )
            .await
            .map_err(|error| error.to_string())?;
        match found.get("element") {
            Some(element) if !element.is_null() => {
                let id = element[ELEMENT]
                    .as_str()
                    .expect("a reference to an element")
                    .to_owned();
                Ok(Element::from_element_id(self.client.clone(), id.into()))
            }
            _ => Err(found["why"]
                .as_str()
                .unwrap_or("the page does not say why")
                .to_owned()),
        }
    }

    /// Ends the test, with what was to be seen.
    pub(super) async fn give_up(&self, what: &str) -> ! {
        let text = self.try_script("return page.text()", vec![]).await;
        let text = text.as_ref().ok().and_then(Value::as_str).unwrap_or("(no page)");
        let outline = self.try_script("return page.outline().join('\\n')", vec![]).await;
        let outline = outline
            .as_ref()
            .ok()
            .and_then(Value::as_str)
            .unwrap_or("(no page)");
        let picture = self.failure_picture().await;
        panic!(
            "{what}\n--- on the page ---\n{text}\n--- roles and names ---\n{outline}\n--- picture ---\n{picture}\n--- the app said ---\n{}",
            self.said()
        );
    }
}
