//! Replies from phones, all of them queued through control.

use std::collections::VecDeque;

use serde::Serialize;

/// One item of a reply poll (lianjiang.md, 五.3).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Reply {
    pub(crate) mobile: String,
    pub(crate) content: String,
    pub(crate) time: String,
    pub(crate) expand: String,
    #[serde(rename = "msgId")]
    pub(crate) msg_id: String,
}

/// All replies that were not handed out yet.
#[derive(Debug, Default)]
pub(crate) struct Replies {
    waiting: VecDeque<Reply>,
}

impl Replies {
    /// Queues a reply for the next poll.
    pub(crate) fn queue(&mut self, reply: Reply) {
        self.waiting.push_back(reply);
    }

    /// Hands out up to `most` replies; what is handed out is gone.
    pub(crate) fn take(&mut self, most: usize) -> Vec<Reply> {
        self.waiting.drain(..most.min(self.waiting.len())).collect()
    }
}
