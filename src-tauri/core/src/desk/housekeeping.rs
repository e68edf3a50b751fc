//! What the desk does once a day by itself: a backup, and a clean-up.

use std::time::Duration;

use super::{Desk, DeskError};

/// After the start the desk has better things to do.
const FIRST: Duration = Duration::from_secs(60);
/// Between two looks at whether it is time.
const LOOK: Duration = Duration::from_secs(600);

impl Desk {
    /// Keeps house until the desk is closed.
    pub(super) fn keep_house(&self) {
        let desk = self.clone();
        self.spawn(async move {
            let mut wait = FIRST;
            loop {
                tokio::select! {
                    () = desk.around().clock.sleep(wait) => {}
                    () = desk.closed() => break,
                }
                wait = LOOK;
                if let Err(error) = desk.look_after().await {
                    tracing::warn!(%error, "the daily work could not be begun");
                }
            }
        });
    }

    async fn look_after(&self) -> Result<(), DeskError> {
        self.back_up_daily().await?;
        self.clean_up_daily().await?;
        self.remove_old_copies().await
    }
}
