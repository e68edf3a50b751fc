//! The Tauri commands, made from the one list in `switchboard_core::contract::commands`.

use switchboard_core::contract::account::*;
use switchboard_core::contract::binding::*;
use switchboard_core::contract::check::*;
use switchboard_core::contract::conversation::*;
use switchboard_core::contract::desk::*;
use switchboard_core::contract::exchange::*;
use switchboard_core::contract::keeping::*;
use switchboard_core::contract::key::*;
use switchboard_core::contract::message::*;
use switchboard_core::contract::number::*;
use switchboard_core::contract::problem::*;
use switchboard_core::contract::profile::*;
use switchboard_core::contract::push::*;
use switchboard_core::contract::send::*;
use switchboard_core::contract::template::*;
use switchboard_core::contract::{Id, Millis};
use tauri::State;

use crate::session::Session;
use crate::verbs;

macro_rules! handlers {
    ($( #[doc = $doc:literal] $name:ident($request:ty) -> $reply:ty; )*) => {
        $(
            #[doc = $doc]
            #[tauri::command]
            async fn $name(session: State<'_, Session>, request: $request) -> Result<$reply, Problem> {
                verbs::$name(&session, request).await
            }
        )*

        /// Answers the page.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}
switchboard_core::switchboard_commands!(handlers);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_allowed_one_by_one_and_nothing_else_is() {
        let file: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let mut allowed: Vec<&str> = file["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .collect();
        let mut expected: Vec<String> = NAMES
            .iter()
            .map(|name| format!("allow-{}", name.replace('_', "-")))
            .collect();
        expected.extend(["core:event:allow-listen", "core:event:allow-unlisten"].map(str::to_owned));
        allowed.sort_unstable();
        expected.sort();
        assert_eq!(allowed, expected);
    }
}
