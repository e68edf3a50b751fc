//! What is looked at on every page: accessibility, the security policy, and how it looks.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Deserialize;
use serde_json::json;

use super::App;

/// One thing axe-core found to be seriously or critically wrong.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Finding {
    /// The rule, such as `color-contrast`.
    pub id: String,
    /// `serious` or `critical`.
    pub impact: String,
    /// What the rule asks for.
    pub help: String,
    /// The elements, as CSS selectors with what is wrong with each.
    pub nodes: Vec<String>,
}

/// WebKitGTK's driver takes a picture with the next change of the page's layers, and a page at rest
/// has none: something that nobody sees comes and goes meanwhile.
const STIR: &str = "
const dot = document.createElement('div');
dot.style.position = 'fixed';
dot.style.width = dot.style.height = '1px';
window.stir = setInterval(() => (dot.isConnected ? dot.remove() : document.body.append(dot)), 80);
window.rest = () => { clearInterval(window.stir); dot.remove(); };";
const REST: &str = "window.rest()";

const PICTURE_PATIENCE: Duration = Duration::from_secs(10);

const RUN_AXE: &str = "
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'] }).then(
  (result) => done({ found: result.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map(({ id, impact, help, nodes }) => ({ id, impact, help,
      nodes: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`) })) }),
  (error) => done({ error: String(error) }));";

impl App {
    /// What axe-core finds on the page as it is now, the serious and the critical.
    pub async fn axe(&self) -> Vec<Finding> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{} is missing: run npm ci in ui/ ({error})", path.display()));
        self.client
            .execute(&format!("if (!window.axe) {{ {axe}\n}}"), vec![])
            .await
            .expect("axe-core loads");
        let mut answer = self
            .client
            .execute_async(RUN_AXE, vec![])
            .await
            .expect("axe-core runs");
        assert!(answer["error"].is_null(), "axe-core failed: {}", answer["error"]);
        serde_json::from_value(answer["found"].take()).expect("findings")
    }

    /// Ends the test if axe-core finds anything serious or critical.
    pub async fn expect_accessible(&self) {
        let found = self.axe().await;
        if !found.is_empty() {
            self.give_up(&format!("axe-core: {found:#?}")).await;
        }
    }

    /// What broke the Content-Security-Policy since the page was loaded.
    pub async fn csp_violations(&self) -> Vec<String> {
        let seen = self.script("return window.policyViolations", vec![]).await;
        serde_json::from_value(seen).expect("the list the shell keeps while a test drives it")
    }

    /// Gives the page this size, and waits until it has it.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client
            .set_window_size(width, height)
            .await
            .expect("a window that can be resized");
        self.wait_until(
            &format!("{width}×{height}"),
            "return innerWidth === arguments[0] && innerHeight === arguments[1]",
            vec![json!(width), json!(height)],
        )
        .await;
    }

    /// Writes a picture of the page, as PNG.
    pub async fn screenshot(&self, path: impl AsRef<Path>) {
        let path = path.as_ref();
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).expect("a folder for pictures");
        }
        self.script(STIR, vec![]).await;
        let picture = self.in_time("a picture", self.client.screenshot()).await;
        self.script(REST, vec![]).await;
        let picture = picture.expect("a picture");
        std::fs::write(path, picture).expect("a picture on disk");
    }

    pub(super) async fn failure_picture(&self) -> String {
        // A picture that does not come must not hide why it was wanted.
        let _ = self.try_script(STIR, vec![]).await;
        let picture = tokio::time::timeout(PICTURE_PATIENCE, self.client.screenshot()).await;
        let Ok(Ok(picture)) = picture else {
            return "(none)".into();
        };
        let at = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_millis());
        let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/window-failures");
        let path = folder.join(format!("{at}.png"));
        match std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, picture)) {
            Ok(()) => path.display().to_string(),
            Err(error) => format!("(none: {error})"),
        }
    }
}
