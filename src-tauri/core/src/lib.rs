//! What Switchboard does, without a window.
//!
//! Arrows go one way: shell → `desk` → (`vendors`, `store`, `secrets`); `contract`
//! is what crosses to the window. Nothing here knows Tauri.

pub mod contract;
pub mod desk;
pub mod fold;
pub mod msisdn;
pub mod receiver;
pub mod render;
pub mod secrets;
pub mod stop_words;
pub mod store;
pub mod surroundings;
pub mod vendors;
