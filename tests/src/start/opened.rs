//! One start, from the new process to its end.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::figures::Run;
use super::memory;
use super::screen::{Area, Screen};
use super::shown::{Change, Frame};

/// How long anything is waited for: a slow machine is a slow figure, not a failure.
const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks at the screen.
const PAUSE: Duration = Duration::from_millis(4);
/// A page that has not changed for so long is the page. An opening that takes longer would be taken for it.
const SETTLED: Duration = Duration::from_secs(8);
/// Tiles that even an empty page has something on.
const PAGE_TILES: usize = 12;
/// Processes that did nothing for so long have done what a start takes.
const QUIET: Duration = Duration::from_secs(2);
/// After this a click counts as lost, and is made again.
const CLICK_AGAIN: Duration = Duration::from_millis(500);

/// What is started.
pub struct Program {
    /// Its file.
    pub path: PathBuf,
    /// Its data folder, where it takes one.
    pub data_dir: PathBuf,
    /// Where its page is clicked on, from the window's corner.
    pub aim: (i16, i16),
    /// Where what it writes to its outputs goes.
    pub said: PathBuf,
}

/// What its window looks like: learnt from one start, recognised in the others.
pub struct Looks {
    area: Area,
    page: Frame,
    answer: Change,
}

struct Opened<'p> {
    program: &'p Program,
    child: Child,
    begun: Instant,
}

impl Program {
    /// Starts it once without measuring, to see what its page and its answer to a click look like.
    pub fn learn(&self, screen: &Screen) -> Looks {
        screen.point_away();
        let mut opened = self.start();
        let area = opened.wait_for("its window", || screen.window());
        let page = opened.settled(screen, area);
        screen.click(self.place(area));
        let answered = opened.settled(screen, area);
        let answer = page.changed_in(&answered);
        assert!(
            answer.is_seen(),
            "{}: the click on its page changed nothing",
            self.path.display()
        );
        opened.end();
        Looks { area, page, answer }
    }

    /// Starts it and measures.
    pub fn measure(&self, screen: &Screen, looks: &Looks) -> Run {
        screen.point_away();
        let mut opened = self.start();
        let page = opened.wait_for("the page it showed at first", || {
            let frame = screen.look(looks.area);
            frame.shows(&looks.page).then_some(frame)
        });
        let drawn = opened.begun.elapsed();
        let mut clicked: Option<Instant> = None;
        opened.wait_for("an answer to a click", || {
            if clicked.is_none_or(|at| at.elapsed() >= CLICK_AGAIN) {
                screen.click(self.place(looks.area));
                clicked = Some(Instant::now());
            }
            screen
                .look(looks.area)
                .answers(&page, &looks.answer)
                .then_some(())
        });
        let ready = opened.begun.elapsed();
        let pss_kib = opened.memory();
        opened.end();
        Run {
            drawn_ms: drawn.as_secs_f64() * 1000.0,
            ready_ms: ready.as_secs_f64() * 1000.0,
            #[allow(clippy::cast_precision_loss)]
            // Far below where a float stops counting.
            pss_mib: pss_kib as f64 / 1024.0,
        }
    }

    fn place(&self, area: Area) -> (i16, i16) {
        (area.x + self.aim.0, area.y + self.aim.1)
    }

    fn start(&self) -> Opened<'_> {
        let said = File::create(&self.said).expect("a file for what it says");
        let mut command = Command::new(&self.path);
        command
            .env("SWITCHBOARD_DATA_DIR", &self.data_dir)
            .stdin(Stdio::null())
            .stdout(said.try_clone().expect("a second handle"))
            .stderr(said);
        let begun = Instant::now();
        let child = command.spawn().expect("the program starts");
        Opened {
            program: self,
            child,
            begun,
        }
    }
}

impl Opened<'_> {
    fn wait_for<T>(&mut self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        loop {
            if let Some(found) = look() {
                return found;
            }
            let ended = self.child.try_wait().expect("our own child");
            assert!(
                ended.is_none() && self.begun.elapsed() < PATIENCE,
                "{}: {what} did not come ({})\n{}",
                self.program.path.display(),
                ended.map_or_else(|| "it is still running".into(), |status| status.to_string()),
                said(&self.program.said)
            );
            sleep(PAUSE);
        }
    }

    /// The page once nothing changes on it any more.
    fn settled(&mut self, screen: &Screen, area: Area) -> Frame {
        let mut since: Option<(Instant, Frame)> = None;
        self.wait_for("a page that stays", || {
            let frame = screen.look(area);
            match &since {
                Some((at, first)) if frame.shows(first) && frame.filled() >= PAGE_TILES => {
                    (at.elapsed() >= SETTLED).then_some(frame)
                }
                _ => {
                    since = Some((Instant::now(), frame));
                    None
                }
            }
        })
    }

    /// What it takes once it has come to rest, in KiB.
    fn memory(&mut self) -> u64 {
        let pid = self.child.id();
        let mut since: Option<(Instant, u64)> = None;
        self.wait_for("rest", || {
            sleep(Duration::from_millis(100));
            let pids = memory::tree(pid);
            let ticks = memory::ticks(&pids);
            match since {
                // A tick or two is a caret that blinks.
                Some((at, first)) if ticks <= first + 2 => {
                    (at.elapsed() >= QUIET).then(|| memory::pss_kib(&pids))
                }
                _ => {
                    since = Some((Instant::now(), ticks));
                    None
                }
            }
        })
    }

    /// Ends it as the end of a desktop session does, with everything it started.
    fn end(mut self) {
        let pids = memory::tree(self.child.id());
        signal(&pids[..1], "TERM");
        let asked = Instant::now();
        let mut forced = false;
        loop {
            // Buries it, so that it is not taken for one that runs.
            let _ = self.child.try_wait();
            let left: Vec<u32> = pids
                .iter()
                .copied()
                .filter(|pid| memory::is_running(*pid))
                .collect();
            if left.is_empty() {
                return;
            }
            if asked.elapsed() > PATIENCE / 4 && !forced {
                signal(&left, "KILL");
                forced = true;
            }
            assert!(
                asked.elapsed() < PATIENCE,
                "{} does not end",
                self.program.path.display()
            );
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        // Only where a wait gave up: then it must not stay behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn signal(pids: &[u32], name: &str) {
    let mut kill = Command::new("kill");
    kill.args(["-s", name]).args(pids.iter().map(u32::to_string));
    // It may have ended in between, which is what was wanted.
    let _ = kill.stderr(Stdio::null()).status();
}

fn said(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}
