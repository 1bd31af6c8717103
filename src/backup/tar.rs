//! Files one behind the other, as POSIX `ustar` archives, which any tar can read.
//!
//! Only regular files, of mode 0600 and no owner; their time is the epoch. A larger file than 8 GiB has its length in
//! base 256, as GNU tar and every tar since writes it.

use std::io::{self, Read, Write};

/// A block of a tar.
const BLOCK: usize = 512;
/// Where a header holds what: offset and length.
const NAME: (usize, usize) = (0, 100);
const SIZE: (usize, usize) = (124, 12);
const SUM: (usize, usize) = (148, 8);
const KIND: usize = 156;
const MAGIC: (usize, usize) = (257, 8);
const PREFIX: (usize, usize) = (345, 155);
/// What eleven octal digits can say.
const MOST_OCTAL: u64 = 1 << 33;

/// Writes the header of a file of `len` bytes, whose content must follow, and then [`pad`].
///
/// # Errors
/// [`io::ErrorKind::InvalidFilename`] for a path that a tar cannot hold: about 250 bytes, 100 behind the last slash.
pub(super) fn begin(out: &mut impl Write, path: &str, len: u64) -> io::Result<()> {
    let mut header = [0; BLOCK];
    let (prefix, name) = split(path).ok_or(io::Error::from(io::ErrorKind::InvalidFilename))?;
    let mut put = |(at, _): (usize, usize), bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(NAME, name.as_bytes());
    put((100, 8), b"0000600\0");
    put((108, 8), b"0000000\0");
    put((116, 8), b"0000000\0");
    if len < MOST_OCTAL {
        put(SIZE, format!("{len:011o}\0").as_bytes());
    } else {
        put(SIZE, &[0x80]);
        put((SIZE.0 + 4, 8), &len.to_be_bytes());
    }
    put((136, 12), b"00000000000\0");
    put(SUM, b"        ");
    put((KIND, 1), b"0");
    put(MAGIC, b"ustar\x0000");
    put(PREFIX, prefix.as_bytes());
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[SUM.0..SUM.0 + 8].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    out.write_all(&header)
}

/// Writes what fills up a file of `len` bytes to whole blocks.
pub(super) fn pad(out: &mut impl Write, len: u64) -> io::Result<()> {
    out.write_all(&[0; BLOCK][..padding(len)])
}

/// Writes a whole small file.
pub(super) fn add(out: &mut impl Write, path: &str, content: &[u8]) -> io::Result<()> {
    begin(out, path, content.len() as u64)?;
    out.write_all(content)?;
    pad(out, content.len() as u64)
}

/// Writes the archive's end.
pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(&[0; 2 * BLOCK])
}

/// The bytes that a file takes in an archive.
pub(super) fn taken(len: u64) -> u64 {
    BLOCK as u64 + len + padding(len) as u64
}

/// The next file's path and length; its content is to be read then, and [`skip_padding`] called. `None` at the end.
pub(super) fn next(input: &mut impl Read) -> io::Result<Option<(String, u64)>> {
    let mut header = [0; BLOCK];
    input.read_exact(&mut header)?;
    if header == [0; BLOCK] {
        return Ok(None);
    }
    let field = |(at, len): (usize, usize)| &header[at..at + len];
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    let blank: u32 = field(SUM).iter().map(|byte| u32::from(*byte)).sum();
    if octal(field(SUM)) != Some(u64::from(sum - blank + 8 * u32::from(b' '))) || header[KIND] != b'0' {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let size = field(SIZE);
    let len = if size[0] == 0x80 { size[4..].try_into().map(u64::from_be_bytes).ok() } else { octal(size) };
    let (prefix, name) = (text(field(PREFIX)), text(field(NAME)));
    match (prefix, name, len) {
        (Some(""), Some(name), Some(len)) => Ok(Some((name.to_owned(), len))),
        (Some(prefix), Some(name), Some(len)) => Ok(Some((format!("{prefix}/{name}"), len))),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Reads over what fills up a file of `len` bytes.
pub(super) fn skip_padding(input: &mut impl Read, len: u64) -> io::Result<()> {
    input.read_exact(&mut [0; BLOCK][..padding(len)])
}

const fn padding(len: u64) -> usize {
    (BLOCK - (len % BLOCK as u64) as usize) % BLOCK
}

/// True for a path that an archive has room for.
pub(super) fn holds(path: &str) -> bool {
    split(path).is_some()
}

/// A path in the two parts that a header has room for.
fn split(path: &str) -> Option<(&str, &str)> {
    let fits = |part: &str, most: usize| part.len() <= most && !part.contains('\0');
    if path.is_empty() || path.len() <= NAME.1 {
        return (!path.is_empty() && fits(path, NAME.1)).then_some(("", path));
    }
    let (prefix, name) = path.rsplit_once('/')?;
    (!name.is_empty() && fits(name, NAME.1) && fits(prefix, PREFIX.1)).then_some((prefix, name))
}

fn text(field: &[u8]) -> Option<&str> {
    std::str::from_utf8(field.split(|byte| *byte == 0).next()?).ok()
}

fn octal(field: &[u8]) -> Option<u64> {
    u64::from_str_radix(text(field)?.trim(), 8).ok()
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use proptest::prelude::*;

    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut out = Vec::new();
        for (path, content) in files {
            add(&mut out, path, content).unwrap();
        }
        end(&mut out).unwrap();
        out
    }

    #[test]
    fn what_goes_in_comes_out_and_other_peoples_tar_reads_it() {
        let long = format!("parcels/{}/2026-11-24/{}.age", "d".repeat(32), "ab".repeat(32));
        let files: [(&str, &[u8]); 3] = [("derivation.toml", b"salt"), (&long, &[7; 1024]), ("empty", b"")];
        let bytes = archive(&files);
        assert_eq!(bytes.len() as u64, 1024 + files.iter().map(|(_, c)| taken(c.len() as u64)).sum::<u64>());
        let mut rest = &bytes[..];
        for (path, content) in files {
            assert_eq!(next(&mut rest).unwrap().unwrap(), (path.to_owned(), content.len() as u64));
            assert_eq!(&rest[..content.len()], content);
            rest = &rest[content.len()..];
            skip_padding(&mut rest, content.len() as u64).unwrap();
        }
        assert_eq!(next(&mut rest).unwrap(), None);

        let folder = tempfile::tempdir().unwrap();
        let mut tar = Command::new("tar");
        let tar = tar.args(["xf", "-", "-C"]).arg(folder.path()).stdin(Stdio::piped());
        let mut tar = tar.spawn().unwrap();
        tar.stdin.take().unwrap().write_all(&bytes).unwrap();
        assert!(tar.wait().unwrap().success());
        assert_eq!(std::fs::read(folder.path().join(&long)).unwrap(), [7; 1024]);
    }

    #[test]
    fn a_length_above_what_octal_digits_say_reads_back() {
        let mut out = Vec::new();
        begin(&mut out, "large", 1 << 40).unwrap();
        assert_eq!(next(&mut &out[..]).unwrap(), Some(("large".to_owned(), 1 << 40)));
    }

    #[test]
    fn a_path_that_does_not_fit_is_refused() {
        for path in [String::new(), "n".repeat(101), format!("{}/x", "p".repeat(156)), "x".repeat(100) + "/"] {
            assert!(begin(&mut Vec::new(), &path, 0).is_err(), "{path}");
        }
    }

    proptest! {
        #[test]
        fn hostile_headers_end_well(at in 0..512_usize, byte in any::<u8>(), noise in prop::collection::vec(any::<u8>(), 512)) {
            let mut bytes = archive(&[("a/b", b"content")]);
            bytes[at] = byte;
            let _ = next(&mut &bytes[..]);
            let _ = next(&mut &noise[..]);
        }
    }
}
