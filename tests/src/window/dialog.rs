//! The system's own dialogs, which no driver of web pages reaches: they are answered over X11.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Waits for a dialog to save a file, by its title, and saves as `path`.
pub fn save_as(title: &str, path: &Path) {
    let path = path.to_str().expect("a plain path");
    // There is no window manager on a virtual screen, so the focus is given by hand.
    let window = xdotool(&["search", "--sync", "--onlyvisible", "--name", title]);
    let window = window.lines().last().expect("a window").to_owned();
    xdotool(&["windowfocus", "--sync", &window]);
    xdotool(&["key", "ctrl+a"]);
    xdotool(&["type", "--delay", "5", path]);
    xdotool(&["key", "Return"]);
}

/// Waits for a dialog to choose a folder, by its title, and chooses `path`.
pub fn choose_folder(title: &str, path: &Path) {
    let path = path.to_str().expect("a plain path");
    // What is typed while the dialog or its box to type in opens may be lost: then it is typed once more.
    for _ in 0..5 {
        let window = xdotool(&["search", "--sync", "--onlyvisible", "--name", title]);
        let window = window.lines().last().expect("a window").to_owned();
        xdotool(&["windowfocus", "--sync", &window]);
        xdotool(&["key", "slash"]);
        xdotool(&["key", "ctrl+a"]);
        xdotool(&["type", "--delay", "5", path]);
        // The box goes on by itself with what stands in the folder; that much is selected.
        xdotool(&["key", "Delete"]);
        xdotool(&["key", "Return"]);
        if is_gone(title) {
            return;
        }
        // Takes away what it said about a path that is none.
        xdotool(&["key", "Return"]);
    }
    panic!("the dialog {title:?} takes no folder");
}

fn is_gone(title: &str) -> bool {
    (0..40).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        let found = Command::new("xdotool")
            .args(["search", "--onlyvisible", "--name", title])
            .output();
        found.is_ok_and(|found| found.stdout.is_empty())
    })
}

fn xdotool(arguments: &[&str]) -> String {
    let output = Command::new("timeout")
        .args(["60", "xdotool"])
        .args(arguments)
        .output()
        .expect("xdotool starts (package xdotool)");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "xdotool {arguments:?}: {} {said}",
        output.status
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
