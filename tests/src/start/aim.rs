//! Where to click: asked of the page once, by a driver, before anything is measured.

use std::path::Path;

use serde_json::Value;

use crate::window::Launch;

/// What is clicked on: a script that gives the middle of it as `[x, y]`, or null while it is not there.
pub struct Aim(&'static str);

/// A row of the messages. Not on what has a meaning of its own in it.
pub const MESSAGES: Aim = Aim("
const rows = [...document.querySelectorAll('[role=row]')].filter((row) => row.querySelector('[role=gridcell]'));
if (rows.length < 8) return null;
const box = rows[4].getBoundingClientRect();
const y = box.top + box.height / 2;
for (let x = box.left + box.width / 2; x < box.right; x += 10) {
  const there = document.elementFromPoint(x, y);
  if (there && rows[4].contains(there) && !there.closest('button, a, input')) return [x, y];
}
return null;");

/// The button of the empty window.
pub const EMPTY_WINDOW: Aim = Aim("
const box = document.querySelector('button')?.getBoundingClientRect();
return box ? [box.left + box.width / 2, box.top + box.height / 2] : null;");

impl Aim {
    /// Opens the window on a data folder and finds the place on its page.
    pub async fn find(&self, program: &Path, data_dir: &Path) -> (i16, i16) {
        let app = Launch::on(data_dir).program(program).open().await;
        let there = format!("return (() => {{{}}})() !== null", self.0);
        app.wait_until("there what is to be clicked on", &there, vec![])
            .await;
        let place = app.script(self.0, vec![]).await;
        app.quit().await;
        (pixel(&place[0]), pixel(&place[1]))
    }
}

fn pixel(value: &Value) -> i16 {
    #[allow(clippy::cast_possible_truncation)]
    // A place in a window: a small number, whose fraction of a pixel does not matter.
    let pixel = value.as_f64().expect("a place") as i16;
    pixel
}
