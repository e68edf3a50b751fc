//! What the screen shows, in tiles that are compared.

/// Pixels of a tile; its height is one line of the screen.
const TILE: usize = 16;
const BYTES_PER_PIXEL: usize = 4;
/// Tiles with something on them that have to be as they will be, in percent. The rest may be a caret, a clock or
/// what the status bar says about the last poll.
const DRAWN_PERCENT: usize = 97;
/// The same for all tiles.
const ALL_PERCENT: usize = 99;
/// Tiles an answer to a click changes at least.
const ANSWER_TILES: usize = 8;

/// A tile: what is on it, and whether it is of one colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tile {
    hash: u64,
    flat: bool,
}

/// A part of the screen at one moment: every few lines of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame(Vec<Tile>);

impl Frame {
    /// Of lines of pixels, four bytes each.
    pub fn of<'b>(lines: impl IntoIterator<Item = &'b [u8]>) -> Self {
        Self(
            lines
                .into_iter()
                .flat_map(|line| line.chunks(TILE * BYTES_PER_PIXEL))
                .map(tile)
                .collect(),
        )
    }

    /// How many tiles have something on them.
    pub fn filled(&self) -> usize {
        self.0.iter().filter(|tile| !tile.flat).count()
    }

    /// Whether this shows what `page` shows.
    pub fn shows(&self, page: &Self) -> bool {
        let pairs = || self.0.iter().zip(&page.0);
        let same = pairs().filter(|(now, then)| now == then).count();
        let filled = pairs().filter(|(_, then)| !then.flat);
        let filled_same = filled.filter(|(now, then)| now == then).count();
        self.0.len() == page.0.len()
            && same * 100 >= page.0.len() * ALL_PERCENT
            && filled_same * 100 >= page.filled() * DRAWN_PERCENT
    }

    /// The tiles that are another thing in `other`.
    pub fn changed_in(&self, other: &Self) -> Change {
        let pairs = self.0.iter().zip(&other.0).enumerate();
        Change(pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect())
    }

    /// Whether half of what an answer changed has changed against `before`.
    pub fn answers(&self, before: &Self, answer: &Change) -> bool {
        let changed = |at: &&usize| self.0.get(**at) != before.0.get(**at);
        answer.is_seen() && answer.0.iter().filter(changed).count() * 2 >= answer.0.len()
    }
}

/// Which tiles changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change(Vec<usize>);

impl Change {
    /// Whether it is more than a caret.
    pub fn is_seen(&self) -> bool {
        self.0.len() >= ANSWER_TILES
    }
}

fn tile(pixels: &[u8]) -> Tile {
    let hash = pixels
        .chunks(8)
        .map(|chunk| {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            u64::from_le_bytes(word)
        })
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, word| {
            (hash ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(23)
        });
    let first = pixels.get(..BYTES_PER_PIXEL).unwrap_or_default();
    let flat = pixels.chunks(BYTES_PER_PIXEL).all(|pixel| pixel == first);
    Tile { hash, flat }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 50 * TILE * BYTES_PER_PIXEL;

    /// A white page of 100 lines with a mark in every second tile of the lines named.
    fn page(marked: impl Fn(usize) -> bool, mark: u8) -> Frame {
        let lines: Vec<Vec<u8>> = (0..100)
            .map(|line| {
                let mut pixels = vec![255; WIDTH];
                if marked(line) {
                    pixels
                        .iter_mut()
                        .step_by(2 * TILE * BYTES_PER_PIXEL)
                        .for_each(|byte| *byte = mark);
                }
                pixels
            })
            .collect();
        Frame::of(lines.iter().map(Vec::as_slice))
    }

    #[test]
    fn a_blank_page_is_not_yet_the_page() {
        let drawn = page(|line| line == 3, 0);
        assert_eq!(drawn.filled(), 25);
        let blank = page(|_| false, 0);
        assert!(drawn.shows(&drawn));
        assert!(!blank.shows(&drawn), "a page that is mostly white");
        assert!(!drawn.shows(&page(|line| line < 60, 0)), "some of the rows");
    }

    #[test]
    fn a_clock_may_differ() {
        let drawn = page(|line| line < 80, 0);
        let mut lines = vec![vec![255; WIDTH]; 100];
        for line in lines.iter_mut().take(80) {
            line.iter_mut()
                .step_by(2 * TILE * BYTES_PER_PIXEL)
                .for_each(|byte| *byte = 0);
        }
        lines[4][0..20 * TILE].fill(7);
        assert!(Frame::of(lines.iter().map(Vec::as_slice)).shows(&drawn));
    }

    #[test]
    fn an_answer_is_most_of_what_it_changes() {
        let before = page(|line| line < 10, 0);
        let after = page(|line| line < 30, 0);
        let answer = before.changed_in(&after);
        assert!(answer.is_seen());
        assert!(after.answers(&before, &answer));
        assert!(!before.answers(&before, &answer));
        assert!(
            !page(|line| line < 12, 0).answers(&before, &answer),
            "a row that was pointed at"
        );
        assert!(
            !before.answers(&before, &before.changed_in(&before)),
            "nothing was answered"
        );
    }
}
