//! What a call record's `recording` leads to: a moment of silence, whichever call it was.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;

/// Where recordings are.
pub(super) const PATH: &str = "/recordings/{name}";

/// A tenth of a second at 8,000 samples of 8 bits.
const SAMPLES: u32 = 800;

/// The URL of a call's recording.
pub(super) fn url(base_url: &str, taskid: &str) -> String {
    format!("{base_url}/recordings/{taskid}.wav")
}

/// Gives the file. It takes no authentication: the document speaks of none.
pub(super) async fn download() -> Response {
    let mut response = Response::new(Body::from(silence()));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("audio/wav"));
    response
}

/// A WAV file: RIFF header, PCM format, one channel.
fn silence() -> Vec<u8> {
    let mut file = Vec::new();
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + SAMPLES).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    for half in [1_u16, 1] {
        file.extend_from_slice(&half.to_le_bytes());
    }
    for word in [8_000_u32, 8_000] {
        file.extend_from_slice(&word.to_le_bytes());
    }
    for half in [1_u16, 8] {
        file.extend_from_slice(&half.to_le_bytes());
    }
    file.extend_from_slice(b"data");
    file.extend_from_slice(&SAMPLES.to_le_bytes());
    // The middle of an unsigned sample is silence.
    file.resize(file.len() + SAMPLES as usize, 0x80);
    file
}
