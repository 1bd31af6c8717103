//! A question on the terminal whose answer it does not show; it is as it was before when we are done, also by Ctrl-C.

use std::fs::File;
use std::io::{self, Read, Write as _};

use rpassword::{ConfigBuilder, read_password_with_config};
use rustix::process::{Signal, getpid, kill_process};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};

/// What Ctrl-C sends where the terminal makes no signal of it.
const CTRL_C: u8 = 3;

/// Asks, and reads a line that the terminal does not show.
pub(super) fn hidden(question: &str) -> io::Result<String> {
    let mut tty = Hidden::take()?;
    tty.file.write_all(question.as_bytes())?;
    // rpassword knows which keys take something back. The modes are ours: it would end the process by Ctrl-C before it
    // puts them back.
    read_password_with_config(ConfigBuilder::new().input_reader(tty).output_discard().build())
}

/// The terminal that the process was started on: it hands over every key, and shows none.
struct Hidden {
    file: File,
    /// `None` once it is as it was.
    before: Option<Termios>,
}

impl Hidden {
    fn take() -> io::Result<Self> {
        let file = File::options().read(true).write(true).open("/dev/tty")?;
        let before = tcgetattr(&file)?;
        let mut hidden = before.clone();
        hidden.local_modes -= LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON | LocalModes::ISIG;
        // A read ends with the first key, however long it takes to come.
        hidden.special_codes[SpecialCodeIndex::VMIN] = 1;
        hidden.special_codes[SpecialCodeIndex::VTIME] = 0;
        // What was typed ahead stays: it may be the answer.
        tcsetattr(&file, OptionalActions::Now, &hidden)?;
        Ok(Self { file, before: Some(before) })
    }

    fn put_back(&mut self) {
        if let Some(before) = self.before.take() {
            // Nothing can be said to a terminal that is gone.
            let _ = self.file.write_all(b"\n");
            let _ = tcsetattr(&self.file, OptionalActions::Now, &before);
        }
    }
}

impl Read for Hidden {
    fn read(&mut self, keys: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(keys)?;
        if keys[..read].contains(&CTRL_C) {
            self.put_back();
            kill_process(getpid(), Signal::INT)?;
            // Where the signal is ignored, there is no answer all the same.
            return Err(io::ErrorKind::Interrupted.into());
        }
        Ok(read)
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        self.put_back();
    }
}
