//! Reading request bodies up to a limit.

use axum::body::Body;
use futures::StreamExt;

/// The most a vendor reads of one request.
pub(crate) const VENDOR_LIMIT: usize = 4 * 1024 * 1024;

/// The most control reads of one request: a large queue of reports fits.
pub(crate) const CONTROL_LIMIT: usize = 32 * 1024 * 1024;

/// What is read and thrown away beyond a limit, so that a client that is still writing gets to see the
/// refusal instead of a reset connection.
const DRAINED: usize = 64 * 1024 * 1024;

/// Why a body was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It is longer than the limit.
    TooLong,
    /// The client went away, or framed it wrongly.
    Broken,
}

/// Reads a body of at most `limit` bytes.
pub(crate) async fn read(body: Body, limit: usize) -> Result<Vec<u8>, Unread> {
    let mut pieces = body.into_data_stream();
    let mut bytes = Vec::new();
    let mut length = 0_usize;
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Unread::Broken)?;
        length = length.saturating_add(piece.len());
        if length > DRAINED {
            break;
        }
        if length <= limit {
            bytes.extend_from_slice(&piece);
        }
    }
    if length > limit {
        Err(Unread::TooLong)
    } else {
        Ok(bytes)
    }
}
