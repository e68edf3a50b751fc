//! The X screen: what it shows, and a click on it.

use x11rb::connection::Connection as _;
use x11rb::errors::{ConnectionError, ReplyError};
use x11rb::protocol::xproto::{
    BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT, ConnectionExt as _, ImageFormat, MOTION_NOTIFY_EVENT, MapState,
    Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::shown::Frame;

/// Lines between two that are looked at: every line of text has one.
const EVERY: u16 = 8;
/// Narrower ones are no windows a person sees.
const WINDOW_WIDTH: u16 = 600;
const LEFT_BUTTON: u8 = 1;

/// A part of the screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub x: i16,
    pub y: i16,
    pub width: u16,
    pub height: u16,
}

/// The screen that `DISPLAY` names.
pub struct Screen {
    connection: RustConnection,
    root: Window,
    corner: (i16, i16),
}

impl Screen {
    /// Connects to it.
    pub fn connect() -> Self {
        let (connection, number) = x11rb::connect(None).expect("a screen");
        let screen = &connection.setup().roots[number];
        let edge = |pixels: u16| i16::try_from(pixels).unwrap_or(i16::MAX) - 1;
        let corner = (edge(screen.width_in_pixels), edge(screen.height_in_pixels));
        let root = screen.root;
        Self {
            connection,
            root,
            corner,
        }
    }

    /// Where the one window is that is to be seen, if there is one.
    pub(super) fn window(&self) -> Option<Area> {
        let windows = self.connection.query_tree(self.root).ok()?.reply().ok()?;
        windows.children.into_iter().find_map(|window| {
            let seen = self.connection.get_window_attributes(window).ok()?.reply().ok()?;
            let at = self.connection.get_geometry(window).ok()?.reply().ok()?;
            let area = Area {
                x: at.x,
                y: at.y,
                width: at.width,
                height: at.height,
            };
            (seen.map_state == MapState::VIEWABLE && at.width >= WINDOW_WIDTH).then_some(area)
        })
    }

    /// What stands in `area` now.
    pub(super) fn look(&self, area: Area) -> Frame {
        self.try_look(area).expect("the screen answers")
    }

    fn try_look(&self, area: Area) -> Result<Frame, ReplyError> {
        let lines = (0..area.height).step_by(usize::from(EVERY));
        let asked = lines
            .map(|line| {
                let y = area.y + i16::try_from(line).unwrap_or(i16::MAX);
                self.connection
                    .get_image(ImageFormat::Z_PIXMAP, self.root, area.x, y, area.width, 1, !0)
            })
            .collect::<Result<Vec<_>, ConnectionError>>()?;
        let lines = asked
            .into_iter()
            .map(|asked| asked.reply().map(|line| line.data))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Frame::of(lines.iter().map(Vec::as_slice)))
    }

    /// Takes the pointer out of the way.
    pub(super) fn point_away(&self) {
        self.point(self.corner).expect("the screen answers");
    }

    /// Points at a place and clicks.
    pub(super) fn click(&self, at: (i16, i16)) {
        self.try_click(at).expect("the screen answers");
    }

    fn try_click(&self, at: (i16, i16)) -> Result<(), ReplyError> {
        self.point(at)?;
        for event in [BUTTON_PRESS_EVENT, BUTTON_RELEASE_EVENT] {
            self.connection
                .xtest_fake_input(event, LEFT_BUTTON, 0, self.root, 0, 0, 0)?
                .check()?;
        }
        Ok(())
    }

    fn point(&self, (x, y): (i16, i16)) -> Result<(), ReplyError> {
        self.connection
            .xtest_fake_input(MOTION_NOTIFY_EVENT, 0, 0, self.root, x, y, 0)?
            .check()
    }
}
