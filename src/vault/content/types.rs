//! The types of files that are told apart.

use serde::Serialize;

use super::caution::Caution;

/// A type of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FileType {
    /// Its media type.
    #[serde(rename = "type")]
    pub mime: &'static str,
    /// What people call it.
    #[serde(rename = "called")]
    pub name: &'static str,
    /// Other media types that browsers claim for it.
    #[serde(skip)]
    pub(super) also: &'static [&'static str],
    /// The ends that its names have, the usual one first.
    #[serde(skip)]
    pub(super) extensions: &'static [&'static str],
    #[serde(skip)]
    caution: Option<Caution>,
}

impl FileType {
    /// What opening such a file can do.
    pub const fn caution(self) -> Option<Caution> {
        self.caution
    }

    /// The usual end of its names, without the dot; empty where there is none.
    pub fn extension(self) -> &'static str {
        self.extensions.first().copied().unwrap_or_default()
    }
}

/// Makes the table: a name for us, media types, extensions, a name for people, what it can do.
macro_rules! types {
    ($($id:ident = [$mime:literal $(, $also:literal)*] [$($ext:literal),*] $name:literal $(, $caution:ident)?;)*) => {
        $(pub(super) const $id: FileType = FileType {
            mime: $mime,
            name: $name,
            also: &[$($also),*],
            extensions: &[$($ext),*],
            caution: types!(@ $($caution)?),
        };)*
        /// Every type.
        pub(super) const ALL: &[FileType] = &[$($id),*];
    };
    (@ $caution:ident) => { Some(Caution::$caution) };
    (@) => { None };
}

types! {
    JPEG = ["image/jpeg", "image/jpg", "image/pjpeg"] ["jpg", "jpeg", "jpe", "jfif"] "a JPEG picture";
    PNG = ["image/png"] ["png"] "a PNG picture";
    GIF = ["image/gif"] ["gif"] "a GIF picture";
    WEBP = ["image/webp"] ["webp"] "a WebP picture";
    TIFF = ["image/tiff"] ["tiff", "tif", "dng"] "a TIFF picture";
    BMP = ["image/bmp", "image/x-ms-bmp"] ["bmp"] "a BMP picture";
    HEIC = ["image/heic", "image/heif"] ["heic", "heif"] "a HEIC picture";
    AVIF = ["image/avif"] ["avif"] "an AVIF picture";
    ICON = ["image/vnd.microsoft.icon", "image/x-icon"] ["ico"] "an icon";
    PHOTOSHOP = ["image/vnd.adobe.photoshop"] ["psd"] "a Photoshop picture";
    MP4 = ["video/mp4", "audio/mp4"] ["mp4", "m4v", "mpg4"] "an MP4 video";
    QUICKTIME = ["video/quicktime"] ["mov", "qt"] "a QuickTime video";
    THREE_GP = ["video/3gpp", "video/3gpp2", "audio/3gpp"] ["3gp", "3g2"] "a 3GP video";
    MATROSKA = ["video/x-matroska", "video/webm", "audio/webm"] ["mkv", "webm"] "a Matroska or WebM video";
    AVI = ["video/x-msvideo", "video/avi"] ["avi"] "an AVI video";
    MPEG = ["video/mpeg", "video/mp2t"] ["mpg", "mpeg", "ts", "vob"] "an MPEG video";
    FLV = ["video/x-flv"] ["flv"] "a Flash video";
    WMV = ["video/x-ms-wmv", "video/x-ms-asf", "audio/x-ms-wma"] ["wmv", "asf", "wma"]
        "a Windows Media file", Playlist;
    M4A = ["audio/mp4", "audio/x-m4a", "audio/m4a"] ["m4a"] "an MPEG-4 sound recording";
    MP3 = ["audio/mpeg", "audio/mp3"] ["mp3"] "an MP3 sound recording";
    OGG = ["audio/ogg", "video/ogg", "application/ogg", "audio/opus"] ["ogg", "oga", "opus", "ogv"]
        "an Ogg recording";
    FLAC = ["audio/flac", "audio/x-flac"] ["flac"] "a FLAC sound recording";
    WAV = ["audio/x-wav", "audio/wav", "audio/wave", "audio/vnd.wave"] ["wav"] "a WAV sound recording";
    AMR = ["audio/amr"] ["amr"] "an AMR sound recording";
    AIFF = ["audio/x-aiff", "audio/aiff"] ["aiff", "aif"] "an AIFF sound recording";
    AAC = ["audio/aac"] ["aac"] "an AAC sound recording";
    PDF = ["application/pdf", "application/x-pdf"] ["pdf"] "a PDF", Pdf;
    POSTSCRIPT = ["application/postscript"] ["ps", "eps", "ai"] "a PostScript program", Program;
    DOCX = ["application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-word.document.macroenabled.12"] ["docx", "docm", "dotx", "dotm"]
        "a Word document", Office;
    XLSX = ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.ms-excel.sheet.macroenabled.12"] ["xlsx", "xlsm", "xltx", "xltm", "xlsb"]
        "an Excel workbook", Office;
    PPTX = ["application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.ms-powerpoint.presentation.macroenabled.12"] ["pptx", "pptm", "ppsx", "potx"]
        "a PowerPoint presentation", Office;
    ODT = ["application/vnd.oasis.opendocument.text"] ["odt"] "an OpenDocument text", Office;
    ODS = ["application/vnd.oasis.opendocument.spreadsheet"] ["ods"] "an OpenDocument spreadsheet", Office;
    ODP = ["application/vnd.oasis.opendocument.presentation"] ["odp"] "an OpenDocument presentation", Office;
    ODG = ["application/vnd.oasis.opendocument.graphics"] ["odg"] "an OpenDocument drawing", Office;
    OLE = ["application/x-ole-storage", "application/msword", "application/vnd.ms-excel",
           "application/vnd.ms-powerpoint", "application/vnd.ms-outlook"] ["doc", "xls", "ppt", "msg", "msi", "pub"]
        "an older Office document, an Outlook message or an installer", Macros;
    RTF = ["application/rtf", "text/rtf"] ["rtf", "doc"] "a rich text document", Office;
    EPUB = ["application/epub+zip"] ["epub"] "an e-book", Web;
    ONENOTE = ["application/onenote"] ["one"] "a OneNote notebook", Macros;
    SVG = ["image/svg+xml"] ["svg"] "an SVG drawing", Svg;
    HTML = ["text/html", "application/xhtml+xml"] ["html", "htm", "xhtml", "mht", "mhtml", "hta", "shtml"]
        "a web page", Web;
    XML = ["application/xml", "text/xml"] ["xml", "gpx", "kml", "rels"] "an XML file";
    TEXT = ["text/plain", "text/csv", "text/markdown", "application/json"] ["txt", "text", "csv", "md", "json", "log",
            "srt", "vtt", "vcf", "ics"] "plain text";
    SCRIPT = ["text/x-shellscript", "application/x-sh", "text/x-python"] ["sh", "bash", "py", "pl", "rb", "command"]
        "a script", Program;
    EMAIL = ["message/rfc822", "application/mbox"] ["eml", "mbox", "emlx"] "a saved e-mail", Email;
    PLAYLIST = ["audio/x-mpegurl", "audio/x-scpls", "application/vnd.apple.mpegurl"] ["m3u", "m3u8", "pls", "asx",
            "wax", "wvx", "xspf", "smil"] "a media playlist", Playlist;
    SHORTCUT = ["application/x-ms-shortcut"] ["lnk", "url", "desktop", "webloc", "library-ms", "search-ms",
            "scf", "settingcontent-ms"] "a shortcut", Shortcut;
    WINDOWS = ["application/vnd.microsoft.portable-executable", "application/x-msdownload",
            "application/x-dosexec", "application/x-ms-dos-executable"] ["exe", "dll", "scr", "com", "sys", "cpl"]
        "a Windows program", Program;
    ELF = ["application/x-executable", "application/x-elf", "application/x-sharedlib"] ["elf", "so", "bin", "run",
            "appimage"] "a Linux or Android program", Program;
    MACHO = ["application/x-mach-binary"] ["dylib", "macho"] "a macOS program or a Java class", Program;
    DEX = ["application/x-dex"] ["dex"] "an Android program", Program;
    WASM = ["application/wasm"] ["wasm"] "a WebAssembly program", Program;
    JAR = ["application/java-archive", "application/x-java-archive"] ["jar", "war"] "a Java program", Program;
    APK = ["application/vnd.android.package-archive"] ["apk", "xapk"] "an Android app", Program;
    PACKAGE = ["application/vnd.debian.binary-package", "application/x-rpm"] ["deb", "rpm"]
        "a package of programs", Program;
    HELP = ["application/vnd.ms-htmlhelp"] ["chm"] "a Windows help file", Program;
    ZIP = ["application/zip", "application/x-zip-compressed"] ["zip"] "a ZIP archive", Archive;
    RAR = ["application/vnd.rar", "application/x-rar-compressed"] ["rar"] "a RAR archive", Archive;
    SEVEN_ZIP = ["application/x-7z-compressed"] ["7z"] "a 7-Zip archive", Archive;
    TAR = ["application/x-tar"] ["tar"] "a tar archive", Archive;
    COMPRESSED = ["application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz",
            "application/zstd"] ["gz", "tgz", "bz2", "xz", "zst"] "a compressed file", Archive;
    CABINET = ["application/vnd.ms-cab-compressed"] ["cab"] "a cabinet archive", Archive;
    DISK_IMAGE = ["application/x-iso9660-image", "application/x-apple-diskimage", "application/x-qemu-disk",
            "application/x-virtualbox-vhd"] ["iso", "img", "dmg", "vhd", "vhdx", "vmdk", "qcow2"]
        "a disk image", DiskImage;
    TORRENT = ["application/x-bittorrent"] ["torrent"] "a torrent", Playlist;
    SQLITE = ["application/vnd.sqlite3", "application/x-sqlite3"] ["sqlite", "db", "sqlite3"] "an SQLite database";
    FONT = ["font/sfnt", "font/ttf", "font/otf", "font/woff", "font/woff2"] ["ttf", "otf", "woff", "woff2"] "a font";
    AGE = ["application/age"] ["age"] "an age-encrypted file";
    PGP = ["application/pgp-encrypted", "application/pgp-keys"] ["asc", "pgp", "gpg"] "a PGP message or key";
    EMPTY = ["application/x-empty"] [] "an empty file";
    UNKNOWN = ["application/octet-stream"] [] "of a type that is not known here", Unknown;
}
