//! A disk whose power can be cut: ext4 on a loop device, stopped as xfstests stops it.
//!
//! `EXT4_IOC_SHUTDOWN` without a flush of the journal: from that instant on nothing reaches the device, and only what had
//! reached it by then is there after the next mount. A disk that lies about what it wrote is not modelled. Needs root.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::ioctl::{Setter, ioctl, opcode};

/// `_IOR('X', 125, __u32)`.
const SHUTDOWN: rustix::ioctl::Opcode = opcode::read::<u32>(b'X', 125);
/// Without a flush of the journal.
const NO_LOG_FLUSH: u32 = 2;
/// The image is sparse: it takes what is written. A round of four sources writes half a GiB on a quiet machine.
const BYTES: u64 = 8 << 30;

/// A mounted disk.
pub(crate) struct Disk {
    image: PathBuf,
    /// Where it is mounted.
    pub(crate) folder: PathBuf,
}

impl Disk {
    /// Makes and mounts one, with its image and its folder in `place`.
    ///
    /// # Errors
    /// What this machine lacks.
    pub(crate) fn in_folder(place: &Path) -> io::Result<Self> {
        Self::of_size(place, BYTES)
    }

    /// Panics where nothing more can be kept on it soon: a full disk leaves lists out, and is another trial.
    pub(crate) fn assert_room(&self) {
        let disk = rustix::fs::statvfs(&self.folder).expect("it is mounted");
        assert!(disk.f_bavail * 4 > disk.f_blocks, "the disk is nearly full: fewer rounds, or a larger one");
    }

    /// One of so many bytes.
    ///
    /// # Errors
    /// What this machine lacks.
    pub(crate) fn of_size(place: &Path, bytes: u64) -> io::Result<Self> {
        let (image, folder) = (place.join("disk.img"), place.join("disk"));
        File::create(&image)?.set_len(bytes)?;
        fs::create_dir(&folder)?;
        run(Command::new("mkfs.ext4").arg("-q").arg(&image))?;
        let disk = Self { image, folder };
        disk.mount()?;
        Ok(disk)
    }

    fn mount(&self) -> io::Result<()> {
        run(Command::new("mount").args(["-o", "loop"]).arg(&self.image).arg(&self.folder))
    }

    /// From now on nothing reaches it.
    pub(crate) fn cut(&self) {
        let folder = File::open(&self.folder).expect("it is mounted");
        // SAFETY: the call takes a pointer to the flags and writes nothing.
        #[expect(unsafe_code, reason = "no crate of ours knows this call")]
        let cut = unsafe { ioctl(folder, Setter::<SHUTDOWN, u32>::new(NO_LOG_FLUSH)) };
        cut.expect("it is ext4, and we are root");
    }

    /// The power is back. Everything that used it must have ended.
    pub(crate) fn restore(&self) {
        run(Command::new("umount").arg(&self.folder)).expect("nobody uses it");
        self.mount().expect("it mounts again");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = run(Command::new("umount").arg("-l").arg(&self.folder));
    }
}

fn run(command: &mut Command) -> io::Result<()> {
    let ran = command.output()?;
    if ran.status.success() {
        Ok(())
    } else {
        Err(io::Error::other(format!("{command:?}: {}", String::from_utf8_lossy(&ran.stderr).trim())))
    }
}
