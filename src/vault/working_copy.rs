//! Working copies: a file again, without the data that hides in it, made by other people's tools.
//!
//! ```text
//! parcel ─▶ DIR/.amparo-RANDOM/make/in/copy.EXT ─▶ tool ─▶ make/in/copy.cleaned.EXT
//!                                                             │ copied by us, and hashed
//!               look/in/copy.cleaned.EXT ◀─ copied once more ─┴─▶ copy ─▶ DIR/1-NAME.working-copy.EXT
//!               looked at again by tools
//!           make, look /tmp, /home: all that the tools write elsewhere
//! ```
//!
//! A tool's word is not believed: a copy counts when it is of the type that was asked for, and a second look finds
//! nothing hidden in it. Else there is none, and the reason. What a tool leaves running reaches the room that it was
//! started in, and neither the finished copy nor the room of the second look.

mod error;
mod found;
mod left;
mod tool;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rand_core::CryptoRngCore;
use tokio::signal::unix::Signal;

pub use self::error::CopyError;
use self::found::{hidden_by_exiftool, hidden_by_mat2, odd_streams};
use self::tool::{Said, run};
use super::content::{self, FileType};
use super::inbox::Attachment;
use super::inbox::extract::place;
use crate::harden::cage;
use crate::harden::folder::{Folder, FolderError};
use crate::harden::private_file::{self, Locked};
use crate::harden::signals;
use crate::seal::{Digest, Identity};

/// A copy that was made and looked at again.
#[derive(Debug)]
pub struct WorkingCopy {
    /// Where it is.
    pub path: PathBuf,
    /// SHA-256 of it.
    pub sha256: Digest,
    /// Bytes.
    pub bytes: u64,
    /// The tool that made it.
    pub tool: &'static str,
    /// Whether the tool reached neither the network nor other files of this user.
    pub confined: bool,
}

/// How a type is cleaned.
struct Way {
    /// The end of the copy's name, by which `mat2` knows the type.
    extension: &'static str,
    /// The type that comes out.
    becomes: FileType,
    by: By,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Mat2,
    /// mat2, which has ffmpeg rewrap it.
    Mat2Video,
    /// ffmpeg alone: Debian's mat2 does not know WebP.
    Ffmpeg,
}

/// The way to clean a type, if there is one.
fn way(is: FileType) -> Option<Way> {
    let way = |by| Some(Way { extension: is.extension(), becomes: is, by });
    match is.extension() {
        "jpg" | "png" | "gif" | "tiff" | "heic" | "pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "odg"
        | "mp3" | "ogg" | "flac" => way(By::Mat2),
        "wav" | "aiff" | "avi" | "wmv" => way(By::Mat2Video),
        // Of one family; mat2 knows the plain one, and its ffmpeg reads them all.
        "mp4" | "mov" | "3gp" | "m4a" => {
            Some(Way { extension: "mp4", becomes: content::plain_mp4(), by: By::Mat2Video })
        }
        "webp" => way(By::Ffmpeg),
        _ => None,
    }
}

/// Where a copy lies that was taken out of a tool's room.
const TAKEN: &str = "copy";
const NO_FILE: &str = "made something that is no file, or an empty one";

/// A private folder below the one that was named, for tools to work in. Removed when it is dropped.
pub struct Workshop {
    folder: PathBuf,
    limit: Duration,
    interrupts: Vec<Signal>,
    /// Whether this kernel holds tools in a cage.
    caged: bool,
    /// Says that a command works in it.
    _held: Option<Locked>,
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What is in it is a source's file.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Workshop {
    /// Makes the folder, and takes away what a command that was killed left of its own. Needs a runtime; from here on
    /// Ctrl-C ends the work, not the process.
    ///
    /// `limit`: how long a tool may take for one step.
    pub fn open(below: &Path, limit: Duration, random: &mut impl CryptoRngCore) -> Result<Self, CopyError> {
        let failed = |e| CopyError::Io(below.to_owned(), e);
        // Nobody finds a folder that is made and not held yet. Where there are no locks, nobody knows what is left over.
        let alone = private_file::lock_folder(below);
        // Not before: whoever waits for the folder has nothing to take away, and ends at once.
        let interrupts = signals::take(&signals::ending()).map_err(failed)?;
        if alone.is_ok() {
            left::take_away(below)?;
        }
        let folder = below.join(left::name(random.next_u32()));
        private_file::make_folder(&folder).map_err(failed)?;
        let held = private_file::lock_folder(&folder).ok();
        let opened = Self { folder, limit, interrupts, caged: cage::tool::is_held(), _held: held };
        opened.make_rooms()?;
        Ok(opened)
    }

    /// The room that a copy is made in.
    fn making(&self) -> PathBuf {
        self.folder.join("make")
    }

    /// The room of the second look.
    fn looking(&self) -> PathBuf {
        self.folder.join("look")
    }

    /// New rooms, whatever was left in those before: a folder that is made anew is another one to a tool's cage.
    fn make_rooms(&self) -> Result<(), CopyError> {
        for room in [self.making(), self.looking()] {
            let failed = |e| CopyError::Io(room.clone(), e);
            match fs::remove_dir_all(&room) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
                _ => {}
            }
            ["in", "tmp", "home"]
                .iter()
                .try_for_each(|part| private_file::make_folder(&room.join(part)))
                .map_err(failed)?;
        }
        Ok(())
    }

    /// Makes a working copy of a file, and puts it into `to`.
    pub async fn copy(&mut self, file: &Attachment, to: &Path, identity: &Identity) -> Result<WorkingCopy, CopyError> {
        let made = self.make(file, to, identity).await;
        // Nothing of one file is there when the next is worked on.
        let taken = self.folder.join(TAKEN);
        let removed =
            fs::remove_file(&taken).or_else(|e| if e.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(e) });
        removed.map_err(|e| CopyError::Io(taken, e))?;
        self.make_rooms()?;
        made
    }

    async fn make(&mut self, file: &Attachment, to: &Path, identity: &Identity) -> Result<WorkingCopy, CopyError> {
        let inside = self.making().join("in");
        let io = |path: &Path| {
            let path = path.to_owned();
            move |error| CopyError::Io(path, error)
        };
        let original = inside.join("original");
        file.extract_to(&original, identity)?;
        let mut opened = File::open(&original).map_err(io(&original))?;
        let is = content::examine(&mut opened, "", "").map_err(io(&original))?.is;
        let Way { extension, becomes, by } = way(is).ok_or(CopyError::NoWay(is))?;
        let input = inside.join(format!("copy.{extension}"));
        fs::rename(&original, &input).map_err(io(&input))?;

        let tool = self.clean(by, extension).await?;
        let (mut taken, sha256, bytes) = self.take(extension, tool)?;
        let place_of_it = self.folder.join(TAKEN);
        if content::examine(&mut taken, "", "").map_err(io(&place_of_it))?.is != becomes {
            return Err(CopyError::Odd(tool, "made a file of another type"));
        }
        let shown = self.looking().join("in").join(format!("copy.cleaned.{extension}"));
        fs::copy(&place_of_it, &shown).map_err(io(&shown))?;
        self.look_again(by, extension).await?;

        let path = to.join(copy_name(&file.file_name(), extension));
        place(&place_of_it, &path)?;
        Ok(WorkingCopy { path, sha256, bytes, tool, confined: self.caged })
    }

    /// Takes what a tool has made out of its room, and hashes what is taken: the tool, or what it left running, may go on
    /// writing to its own.
    fn take(&self, extension: &str, tool: &'static str) -> Result<(File, Digest, u64), CopyError> {
        let room = Folder::open(&self.making().join("in"))?;
        let made = match room.read(&format!("copy.cleaned.{extension}")) {
            Err(error) if error.is_missing() => return Err(CopyError::Odd(tool, "made no file")),
            Err(FolderError::NotPlain(_)) => return Err(CopyError::Odd(tool, NO_FILE)),
            other => other?,
        };
        let to = self.folder.join(TAKEN);
        let failed = |e| CopyError::Io(to.clone(), e);
        let len = made.metadata().map_err(failed)?.len();
        if len == 0 {
            return Err(CopyError::Odd(tool, NO_FILE));
        }
        let mut taken =
            OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&to).map_err(failed)?;
        // One byte more tells that it is not done yet.
        let copied = io::copy(&mut made.take(len + 1), &mut taken).map_err(failed)?;
        if copied != len {
            return Err(CopyError::Odd(tool, "went on writing after its end"));
        }
        taken.sync_all().map_err(failed)?;
        taken.rewind().map_err(failed)?;
        let (sha256, bytes) = Digest::of_all(&mut taken).map_err(failed)?;
        Ok((taken, sha256, bytes))
    }

    /// Has `copy.EXT` cleaned to `copy.cleaned.EXT`.
    async fn clean(&mut self, by: By, extension: &str) -> Result<&'static str, CopyError> {
        let (input, output) = (format!("copy.{extension}"), format!("copy.cleaned.{extension}"));
        let (tool, package, arguments) = match by {
            By::Mat2 | By::Mat2Video => ("mat2", "mat2", [self.mat2(), &[input.as_str()]].concat()),
            By::Ffmpeg => (
                "ffmpeg",
                "ffmpeg",
                // Only what is seen is taken over, without loss; addresses are not followed.
                vec![
                    "-nostdin",
                    "-v",
                    "error",
                    "-protocol_whitelist",
                    "file",
                    "-i",
                    &input,
                    "-map",
                    "0:v:0",
                    "-map_metadata",
                    "-1",
                    "-c:v",
                    "libwebp",
                    "-lossless",
                    "1",
                    "-fflags",
                    "+bitexact",
                    "-flags:v",
                    "+bitexact",
                    &output,
                ],
            ),
        };
        if by == By::Mat2Video {
            // mat2 has ffmpeg do it, and its own words when that is missing help nobody.
            let said = self.run(&self.making(), "ffmpeg", "ffmpeg", &["-version"]).await?;
            said.done("ffmpeg")?;
        }
        self.run(&self.making(), tool, package, &arguments).await?.done(tool)?;
        Ok(tool)
    }

    /// Looks for hidden data in `copy.cleaned.EXT`.
    async fn look_again(&mut self, by: By, extension: &str) -> Result<(), CopyError> {
        let (output, room) = (format!("copy.cleaned.{extension}"), self.looking());
        let left = match by {
            By::Mat2 | By::Mat2Video => {
                let arguments = [&["--show"], self.mat2(), &[output.as_str()]].concat();
                let said = self.run(&room, "mat2", "mat2", &arguments).await?.done("mat2")?;
                hidden_by_mat2(&said)
            }
            By::Ffmpeg => {
                let said = self.run(&room, "exiftool", "libimage-exiftool-perl", &["-json", &output]).await?;
                hidden_by_exiftool(&said.done("exiftool")?)
            }
        };
        if !left.is_empty() {
            return Err(CopyError::Left(left));
        }
        if by == By::Mat2Video {
            let streams = ["-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", &output];
            let said = self.run(&room, "ffprobe", "ffmpeg", &streams).await?.done("ffprobe")?;
            let odd = odd_streams(&said);
            if !odd.is_empty() {
                return Err(CopyError::Left(odd));
            }
        }
        Ok(())
    }

    /// mat2's own cage (bubblewrap) does not stand within ours.
    const fn mat2(&self) -> &'static [&'static str] {
        if self.caged { &["--no-sandbox"] } else { &[] }
    }

    async fn run(
        &mut self,
        room: &Path,
        tool: &'static str,
        package: &'static str,
        args: &[&str],
    ) -> Result<Said, CopyError> {
        run(room, (tool, package), args, self.caged, self.limit, &mut self.interrupts).await
    }
}

/// `1-foto.jpg` becomes `1-foto.working-copy.jpg`.
fn copy_name(original: &str, extension: &str) -> String {
    let stem = original.rsplit_once('.').map_or(original, |(stem, _)| stem);
    format!("{stem}.working-copy.{extension}")
}
