//! What a file could do to whoever opens it, said calmly, in a line.

use serde::{Serialize, Serializer};

/// What to know before a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caution {
    /// It runs.
    Program,
    /// It starts something else.
    Shortcut,
    /// It holds macros, or is of a kind that can.
    Macros,
    /// It can fetch a template or a picture.
    Office,
    /// It does fetch something from an address.
    Outside,
    /// It may, and was not looked through to its end.
    Unread,
    /// It can hold scripts and links.
    Pdf,
    /// It is a drawing with scripts.
    Svg,
    /// It is a web page.
    Web,
    /// It holds other files.
    Archive,
    /// It holds a file system.
    DiskImage,
    /// It names addresses.
    Playlist,
    /// It has attachments and pictures from elsewhere.
    Email,
    /// Nobody knows.
    Unknown,
    /// The name has characters that reorder or hide some of it.
    HiddenInName,
    /// The name has two ends, and the last of them runs.
    TwoEnds,
    /// The name's end belongs to another type.
    OtherEnd,
    /// Systems run what has such a name.
    RunsByName,
}

impl Caution {
    /// A word for it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::Shortcut => "shortcut",
            Self::Macros => "macros",
            Self::Office => "office",
            Self::Outside => "outside",
            Self::Unread => "unread",
            Self::Pdf => "pdf",
            Self::Svg => "svg",
            Self::Web => "web",
            Self::Archive => "archive",
            Self::DiskImage => "disk-image",
            Self::Playlist => "playlist",
            Self::Email => "email",
            Self::Unknown => "unknown",
            Self::HiddenInName => "hidden-in-name",
            Self::TwoEnds => "two-ends",
            Self::OtherEnd => "other-end",
            Self::RunsByName => "runs-by-name",
        }
    }

    /// What it means, in a line.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Program => "Opened, it runs and can do all that you can. There is seldom a need to.",
            Self::Shortcut => "Opened, it starts a program or asks an address on the network.",
            Self::Macros => "It holds macros, or can: small programs that may run when it is opened.",
            Self::Office => {
                "Opened, it can fetch a template or a picture from an address, which tells that you read it."
            }
            Self::Outside => {
                "Opened, it asks an address elsewhere (for a template, a picture or data), which tells that you read it, and when."
            }
            Self::Unread => {
                "It could not be looked through to its end, so that nothing tells what it fetches when it is opened."
            }
            Self::Pdf => "It can hold scripts, and links that tell that you read it.",
            Self::Svg => "A browser treats it as a web page: it can run scripts and fetch from addresses.",
            Self::Web => "Opened, it can run scripts and fetch from addresses, which tells that you read it.",
            Self::Archive => {
                "It holds other files, which were not looked at, and can unpack to far more than its size."
            }
            Self::DiskImage => "Opened, it becomes a drive; what is on it was not looked at.",
            Self::Playlist => "Opened, it makes the player fetch from addresses, which tells that you read it.",
            Self::Email => "Pictures in it are fetched from addresses, and its attachments were not looked at.",
            Self::Unknown => "What opens it, and what it then does, is not known here.",
            Self::HiddenInName => {
                "Its name holds characters that cannot be seen, or that turn the order of what is seen."
            }
            Self::TwoEnds => "Its name ends twice, and the last end is that of something that runs.",
            Self::OtherEnd => "Its name ends as files of another type do.",
            Self::RunsByName => "With such a name, some systems run it when it is opened.",
        }
    }
}

impl Serialize for Caution {
    /// `{"code": …, "says": …}`
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("code", self.code())?;
        map.serialize_entry("says", self.says())?;
        map.end()
    }
}
