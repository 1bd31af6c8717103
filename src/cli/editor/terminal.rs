//! The terminal while something is written on it: raw, on its other screen, and as it was before when we are done.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _, Write as _};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;
use zeroize::Zeroizing;

use crate::cli::interrupts::Interrupts;

/// The other screen, whose rows no scrolling back shows later; marks around what is pasted.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[2J";
const LEAVE: &str = "\x1b[?2004l\x1b[?1049l";
/// How often the size is asked for while no key comes.
const LOOK_AGAIN: Timespec = Timespec { tv_sec: 0, tv_nsec: 250_000_000 };
/// What a line without a size has.
const USUAL: (usize, usize) = (24, 80);

/// A row to be drawn.
pub(super) struct Line {
    text: Zeroizing<String>,
    /// Dark on light, or the other way round.
    turned: bool,
}

impl Line {
    pub(super) fn of(text: &str) -> Self {
        Self { text: Zeroizing::new(text.to_owned()), turned: false }
    }

    pub(super) fn turned(text: &str) -> Self {
        Self { turned: true, ..Self::of(text) }
    }

    /// What a terminal shows for it: as much as fits.
    fn drawn(&self, columns: usize) -> Zeroizing<String> {
        let mut drawn = Zeroizing::new(String::with_capacity(4 * columns + 16));
        if self.turned {
            drawn.push_str("\x1b[7m");
        }
        let mut used = 0;
        for grapheme in self.text.graphemes(true) {
            used += grapheme.width();
            if used > columns {
                break;
            }
            drawn.push_str(grapheme);
        }
        if self.turned {
            while used < columns {
                drawn.push(' ');
                used += 1;
            }
            drawn.push_str("\x1b[m");
        }
        drawn
    }
}

/// The terminal that the process was started on.
pub(super) struct Terminal {
    tty: File,
    before: Termios,
    /// What stands on it, so that only changed rows go over a slow line.
    drawn: Vec<Zeroizing<String>>,
    size: (usize, usize),
    /// A process that a signal ends leaves a testimony on the screen.
    interrupts: Interrupts,
}

impl Terminal {
    /// Takes the terminal; from here on a signal ends the reading, not the process.
    pub(super) fn take() -> io::Result<Self> {
        let interrupts = Interrupts::watch()?;
        let tty = File::options().read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&tty)?;
        if interrupts.going().is_break() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let mut raw = before.clone();
        raw.make_raw();
        tcsetattr(&tty, OptionalActions::Flush, &raw)?;
        let mut terminal = Self { tty, before, drawn: Vec::new(), size: USUAL, interrupts };
        terminal.tty.write_all(ENTER.as_bytes())?;
        terminal.measure();
        Ok(terminal)
    }

    /// Rows and columns.
    pub(super) const fn size(&self) -> (usize, usize) {
        self.size
    }

    /// Asks for the size; true when it is another one.
    fn measure(&mut self) -> bool {
        let size = match tcgetwinsize(&self.tty) {
            Ok(size) if size.ws_row > 0 && size.ws_col > 0 => (size.ws_row.into(), size.ws_col.into()),
            _ => USUAL,
        };
        let changed = size != self.size;
        if changed {
            self.size = size;
            self.forget();
        }
        changed
    }

    /// Draws every row anew the next time.
    pub(super) fn forget(&mut self) {
        self.drawn.clear();
    }

    /// Draws the rows that changed, and puts the cursor to a row and column.
    pub(super) fn draw(&mut self, lines: &[Line], (row, column): (usize, usize)) -> io::Result<()> {
        let (rows, columns) = self.size;
        let mut out = Zeroizing::new(String::with_capacity(rows * columns * 4));
        if self.drawn.is_empty() {
            out.push_str("\x1b[2J");
        }
        for (n, line) in lines.iter().take(rows).enumerate() {
            let drawn = line.drawn(columns);
            if self.drawn.get(n) == Some(&drawn) {
                continue;
            }
            // The row is emptied first: after its last column the cursor is still on it.
            let _ = write!(out, "\x1b[{};1H\x1b[K", n + 1);
            out.push_str(&drawn);
            if n < self.drawn.len() {
                self.drawn[n] = drawn;
            } else {
                self.drawn.push(drawn);
            }
        }
        let _ = write!(out, "\x1b[{};{}H", row + 1, column.min(columns - 1) + 1);
        self.tty.write_all(out.as_bytes())
    }

    /// Waits for bytes; none when only the size has changed.
    ///
    /// # Errors
    /// [`io::ErrorKind::Interrupted`] after a signal that ends.
    pub(super) fn read(&mut self) -> io::Result<Zeroizing<Vec<u8>>> {
        loop {
            if self.interrupts.came() {
                return Err(io::ErrorKind::Interrupted.into());
            }
            let ready = poll(&mut [PollFd::new(&self.tty, PollFlags::IN)], Some(&LOOK_AGAIN));
            match ready {
                Ok(0) | Err(rustix::io::Errno::INTR) => {
                    if self.measure() {
                        return Ok(Zeroizing::default());
                    }
                    continue;
                }
                other => other?,
            };
            let mut bytes = Zeroizing::new(vec![0; 4096]);
            let read = self.tty.read(&mut bytes)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            bytes.truncate(read);
            self.measure();
            return Ok(bytes);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Nothing can be said to a terminal that is gone.
        let _ = self.tty.write_all(LEAVE.as_bytes());
        let _ = tcsetattr(&self.tty, OptionalActions::Flush, &self.before);
        self.interrupts.rests();
    }
}
