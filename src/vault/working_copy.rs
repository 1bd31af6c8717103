//! Working copies: a file again, without the data that hides in it, made by other people's tools.
//!
//! ```text
//! parcel ─▶ DIR/.amparo-RANDOM/in/copy.EXT ─▶ tool ─▶ in/copy.cleaned.EXT ─▶ looked at again ─▶ DIR/1-NAME.working-copy.EXT
//!                              /tmp, /home: all that the tools write elsewhere
//! ```
//!
//! A tool's word is not believed: a copy counts when it is of the type that was asked for, and a second look finds
//! nothing hidden in it. Else there is none, and the reason.

mod error;
mod found;
mod tool;

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rand_core::CryptoRngCore;

pub use self::error::CopyError;
use self::found::{hidden_by_exiftool, hidden_by_mat2, odd_streams};
use self::tool::{Interrupts, Said, run};
use super::content::{self, FileType};
use super::inbox::Attachment;
use super::inbox::extract::place;
use crate::harden::cage;
use crate::harden::private_file;
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
    let way = |extension, by| Some(Way { extension, becomes: is, by });
    match is.extension() {
        "jpg" => way("jpg", By::Mat2),
        "png" => way("png", By::Mat2),
        "gif" => way("gif", By::Mat2),
        "tiff" => way("tiff", By::Mat2),
        "heic" => way("heic", By::Mat2),
        "pdf" => way("pdf", By::Mat2),
        "docx" => way("docx", By::Mat2),
        "xlsx" => way("xlsx", By::Mat2),
        "pptx" => way("pptx", By::Mat2),
        "odt" => way("odt", By::Mat2),
        "ods" => way("ods", By::Mat2),
        "odp" => way("odp", By::Mat2),
        "odg" => way("odg", By::Mat2),
        "mp3" => way("mp3", By::Mat2),
        "ogg" => way("ogg", By::Mat2),
        "flac" => way("flac", By::Mat2),
        "wav" => way("wav", By::Mat2Video),
        "aiff" => way("aiff", By::Mat2Video),
        "avi" => way("avi", By::Mat2Video),
        "wmv" => way("wmv", By::Mat2Video),
        // Of one family; mat2 knows the plain one, and its ffmpeg reads them all.
        "mp4" | "mov" | "3gp" | "m4a" => {
            Some(Way { extension: "mp4", becomes: content::plain_mp4(), by: By::Mat2Video })
        }
        "webp" => way("webp", By::Ffmpeg),
        _ => None,
    }
}

/// A private folder below the one that was named, for tools to work in. Removed when it is dropped.
pub struct Workshop {
    folder: PathBuf,
    limit: Duration,
    interrupts: Interrupts,
    /// Whether this kernel holds tools in a cage.
    caged: bool,
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What is in it is a source's file.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Workshop {
    /// Makes the folder. Needs a runtime; from here on Ctrl-C ends the work, not the process.
    ///
    /// `limit`: how long a tool may take for one step.
    pub fn open(below: &Path, limit: Duration, random: &mut impl CryptoRngCore) -> Result<Self, CopyError> {
        let interrupts = Interrupts::new().map_err(|e| CopyError::Io(below.to_owned(), e))?;
        let folder = below.join(format!(".amparo-{:08x}", random.next_u32()));
        let opened = Self { folder: folder.clone(), limit, interrupts, caged: cage::tool::is_held() };
        for part in ["in", "tmp", "home"] {
            private_file::make_folder(&folder.join(part)).map_err(|e| CopyError::Io(folder.clone(), e))?;
        }
        Ok(opened)
    }

    /// Makes a working copy of a file, and puts it into `to`.
    pub async fn copy(&mut self, file: &Attachment, to: &Path, identity: &Identity) -> Result<WorkingCopy, CopyError> {
        let inside = self.folder.join("in");
        let made = self.make(file, to, identity).await;
        // Nothing of one file is there when the next is worked on.
        for part in [&inside, &self.folder.join("tmp")] {
            let emptied = fs::remove_dir_all(part).and_then(|()| private_file::make_folder(part));
            emptied.map_err(|e| CopyError::Io(part.clone(), e))?;
        }
        made
    }

    async fn make(&mut self, file: &Attachment, to: &Path, identity: &Identity) -> Result<WorkingCopy, CopyError> {
        let inside = self.folder.join("in");
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

        let output = inside.join(format!("copy.cleaned.{extension}"));
        let tool = self.clean(by, extension).await?;
        let there = output.symlink_metadata().map_err(|_| CopyError::Odd(tool, "made no file"))?;
        if !there.is_file() || there.len() == 0 {
            return Err(CopyError::Odd(tool, "made something that is no file, or an empty one"));
        }
        let mut cleaned = File::open(&output).map_err(io(&output))?;
        if content::examine(&mut cleaned, "", "").map_err(io(&output))?.is != becomes {
            return Err(CopyError::Odd(tool, "made a file of another type"));
        }
        self.look_again(by, extension).await?;

        fs::set_permissions(&output, Permissions::from_mode(0o600)).map_err(io(&output))?;
        cleaned.sync_all().map_err(io(&output))?;
        let (sha256, bytes) =
            File::open(&output).and_then(|mut copy| Digest::of_all(&mut copy)).map_err(io(&output))?;
        let path = to.join(copy_name(&file.file_name(), extension));
        place(&output, &path)?;
        Ok(WorkingCopy { path, sha256, bytes, tool, confined: self.caged })
    }

    /// Has `in/copy.EXT` cleaned to `in/copy.cleaned.EXT`.
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
            let said = self.run("ffmpeg", "ffmpeg", &["-version"]).await?;
            said.done("ffmpeg")?;
        }
        self.run(tool, package, &arguments).await?.done(tool)?;
        Ok(tool)
    }

    /// Looks for hidden data in `in/copy.cleaned.EXT`.
    async fn look_again(&mut self, by: By, extension: &str) -> Result<(), CopyError> {
        let output = format!("copy.cleaned.{extension}");
        let left = match by {
            By::Mat2 | By::Mat2Video => {
                let arguments = [&["--show"], self.mat2(), &[output.as_str()]].concat();
                let said = self.run("mat2", "mat2", &arguments).await?.done("mat2")?;
                hidden_by_mat2(&said)
            }
            By::Ffmpeg => {
                let said = self.run("exiftool", "libimage-exiftool-perl", &["-json", &output]).await?;
                hidden_by_exiftool(&said.done("exiftool")?)
            }
        };
        if !left.is_empty() {
            return Err(CopyError::Left(left));
        }
        if by == By::Mat2Video {
            let streams = ["-v", "error", "-show_entries", "stream=codec_type", "-of", "csv=p=0", &output];
            let said = self.run("ffprobe", "ffmpeg", &streams).await?.done("ffprobe")?;
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

    async fn run(&mut self, tool: &'static str, package: &'static str, args: &[&str]) -> Result<Said, CopyError> {
        run(&self.folder, (tool, package), args, self.caged, self.limit, &mut self.interrupts).await
    }
}

/// `1-foto.jpg` becomes `1-foto.working-copy.jpg`.
fn copy_name(original: &str, extension: &str) -> String {
    let stem = original.rsplit_once('.').map_or(original, |(stem, _)| stem);
    format!("{stem}.working-copy.{extension}")
}
