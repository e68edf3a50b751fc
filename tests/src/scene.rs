//! A desk and a sandbox for one test: faults are asked for, and the sandbox's log is the judge.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use switchboard_core::contract::message::MessageRow;
use switchboard_core::desk::Desk;
use switchboard_core::surroundings::NoPoints;
use switchboard_core::vendors::door::DoorLimits;
use switchboard_sandbox::Sandbox;

use crate::headless::{self, Control};

/// What one test plays with.
pub struct Scene {
    /// The vendors.
    pub sandbox: Sandbox,
    /// Their control.
    pub control: Control,
    /// The desk.
    pub desk: Desk,
    /// Its data folder.
    pub folder: tempfile::TempDir,
}

/// A desk that waits two seconds for an answer, and a sandbox whose reports are ready at once.
pub async fn scene() -> Scene {
    let folder = tempfile::tempdir().expect("the scene stands");
    let sandbox = Sandbox::start("127.0.0.1:0".parse().expect("the scene stands"))
        .await
        .expect("the scene stands");
    let control = Control::new(&sandbox.description().control);
    control
        .post("reports", json!({ "default": "DELIVRD", "after_ms": 0 }))
        .await;
    let limits = DoorLimits {
        connect: Duration::from_secs(2),
        reply: Duration::from_secs(2),
        body_bytes: 1024 * 1024,
    };
    let desk = open(folder.path(), &sandbox, limits).await;
    Scene {
        sandbox,
        control,
        desk,
        folder,
    }
}

/// The desk in `folder`, opened again.
pub async fn open(folder: &Path, sandbox: &Sandbox, limits: DoorLimits) -> Desk {
    headless::open_with(
        folder,
        &sandbox.description().vendors.lianjiang,
        Arc::new(NoPoints),
        limits,
    )
    .await
}

impl Scene {
    /// The next request of `operation` meets this fault.
    pub async fn fault(&self, operation: &str, fault: Value) {
        let mut fault = fault;
        fault["operation"] = json!(operation);
        self.control.post("faults", fault).await;
    }

    /// Sends to one number under a fault; gives what the ledger says.
    pub async fn send_under(&self, fault: Value) -> MessageRow {
        self.fault("plain_send", fault).await;
        let draft = headless::draft(&self.desk, "13800000001").await;
        headless::send(&self.desk, draft).await;
        headless::submitted(&self.desk).await.remove(0)
    }

    /// Whether the one account is paused.
    pub async fn account_is_paused(&self) -> bool {
        self.desk.list_accounts().await.expect("the scene stands")[0]
            .paused
            .is_some()
    }

    /// How many numbers the vendor took, each as often as it did.
    pub async fn sent(&self) -> usize {
        self.control.sent_to().await.len()
    }
}
