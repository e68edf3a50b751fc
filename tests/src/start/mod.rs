//! How long the window takes from its start until it can be worked with, beside an empty window on the same screen.
//!
//! Both are looked at from outside, as a person does: what the screen shows is the page that is there once nothing
//! changes any more, then a click is answered. Nothing of it is built into the program.

mod aim;
mod figures;
mod live;
mod memory;
mod opened;
mod screen;
mod shown;

pub use aim::{Aim, EMPTY_WINDOW, MESSAGES};
pub use figures::{Figures, Run, median};
pub use live::{filled, key_of};
pub use opened::{Looks, Program};
pub use screen::Screen;
