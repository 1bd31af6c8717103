//! What a bag is, in plain words, for a lawyer who has never heard of any of this.

use super::page::Block;
use crate::form::permit::Body;
use crate::seal::{Day, RosterRef, SOFTWARE, ShortName};

/// What the words depend on.
pub(super) struct About<'a> {
    pub(super) body: Body,
    pub(super) day: Day,
    /// The testimony's day, where it may be told.
    pub(super) received: Option<Day>,
    /// Who signs, and by which roster; nobody where the body is not told.
    pub(super) signed: Option<(&'a ShortName, RosterRef)>,
    /// How many events of custody are here, withheld and lost.
    pub(super) events: [usize; 3],
    /// Whether there are files, and sealed parcels.
    pub(super) files: bool,
    pub(super) parcels: bool,
}

pub(super) const TITLE: &str = "Read this first";

/// The document.
pub(super) fn readme(about: &About<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Words(format!(
        "This folder is a bag (BagIt 1.0, RFC 8493): files, and lists of their digests. It holds what the source of one \
         anonymous submission permits for \"{}\" and nothing else. It was written on {} (UTC) by {SOFTWARE}, from a \
         reviewer's own machine. What the source permits stands in data/consent.json. Handing it on to somebody else may \
         not be permitted: ask whoever gave it to you.",
        about.body, about.day
    ))];
    what_is_here(&mut blocks, about);
    what_is_proven(&mut blocks, about);
    what_is_not(&mut blocks);
    how_to_check(&mut blocks, about);
    blocks
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn words(text: impl Into<String>) -> Block {
    Block::Words(text.into())
}

fn item(text: impl Into<String>) -> Block {
    Block::Item(text.into())
}

fn what_is_here(blocks: &mut Vec<Block>, about: &About<'_>) {
    blocks.push(heading("What is here"));
    if about.body == Body::Statistics {
        blocks.push(item("data/statistics.json: coded facts. No words and no files."));
    } else {
        blocks.push(item(
            "data/testimony.html (to read and print), .txt and .json: the answers that leave, in the source's own words.",
        ));
        blocks.push(item("data/identity.*: likewise, answers that identify people; only where they leave."));
    }
    if about.files {
        blocks.push(item(
            "data/originals/: files as the source sent them, bit for bit, with all that is hidden in them.",
        ));
    }
    if about.signed.is_some() {
        blocks.push(item(
            "data/parcels/: what arrived, still sealed as the server sealed it, where all of it may leave; \
             data/parcels.json says why others are not here.",
        ));
        blocks.push(item(
            "data/custody/: what the reviewer did with it, act by act, each signed; chain.txt is the table.",
        ));
        blocks.push(item("data/rosters/: who the reviewers are, by role, and their keys, signed by the custodian."));
        blocks.push(item(
            "data/icc-load.csv: a load file for case systems; its columns are to be confirmed with the Office of the \
             Prosecutor.",
        ));
        blocks.push(item("data/proofs/: the place of proofs by a public ledger. They are not part of this version."));
    }
    blocks.push(item("data/ro-crate-metadata.json: the description of all files (RO-Crate 1.1)."));
}

fn what_is_proven(blocks: &mut Vec<Block>, about: &About<'_>) {
    blocks.push(heading("What is proven"));
    let Some((role, roster)) = about.signed else {
        blocks.push(words(
            "That the files are those that the lists of digests name: a copying error shows. Nobody has signed this bag, so \
             that it tells nothing of who reviewed: whoever changes a file can change the lists too.",
        ));
        return;
    };
    blocks.push(item(format!(
        "Integrity. Every byte of this bag is as it was when \"{role}\", a reviewer's role in roster {}, signed it on {} \
         (signature.note). A single changed, missing or added file shows.",
        roster.version, about.day
    )));
    blocks.push(item(
        "Who signed. The key of that role stands in the roster, and the roster is signed by the custodian of the \
         organisation. That holds when you have the custodian's key, or the roster's fingerprint, from somebody you trust, and \
         not from this bag.",
    ));
    if let Some(day) = about.received {
        blocks.push(item(format!(
            "The latest day. The server sealed the testimony on {day} (UTC), by the server's clock; the reviewer's \
             program recorded it by then or later (data/custody/chain.txt, by the reviewer's clock). It cannot be younger than \
             the signature's day unless the reviewer's key was misused. No independent clock has confirmed a day."
        )));
    }
    let [shown, withheld, lost] = about.events;
    blocks.push(item(format!(
        "Custody. The {shown} acts shown in data/custody/ were signed by the reviewer in this order and not changed since. \
         {withheld} more are withheld: they concern what does not leave, or other handings on. {lost} are missing from the \
         reviewer's own log."
    )));
    if about.parcels {
        blocks.push(item(
            "Receipt. A file of data/parcels/ is named by its own SHA-256, and was sealed when it arrived. Who holds a key of \
             the desk can open it and compare: originals and testimony are what was sealed.",
        ));
    }
}

fn what_is_not(blocks: &mut Vec<Block>) {
    blocks.push(heading("What is not proven"));
    for text in [
        "Who the source is. Nobody knows; the portal keeps nothing of them.",
        "That what they say is true, or that a file shows what it seems to show, where and when it seems to.",
        "Who made a file, and what happened to it before it was received.",
        "That nothing was left out. This is an excerpt by consent: what does not leave is not listed here. The reviewer could \
         also have kept back something else.",
        "That it arrived as the source sent it, if the server was in wrong hands at that moment: what is proven begins with \
         the sealing.",
        "The hour. No time finer than a day is kept, to protect sources. Days are by the clocks of server and reviewer.",
        "That the reviewer did nothing besides what custody shows.",
    ] {
        blocks.push(item(text));
    }
}

fn how_to_check(blocks: &mut Vec<Block>, about: &About<'_>) {
    blocks.push(heading("How to check it, with tools that are not ours"));
    blocks.push(words("In a terminal, in this folder. Each line of sha256sum must say OK."));
    blocks.push(Block::Typed(
        "sha256sum -c tagmanifest-sha256.txt\nsha256sum -c manifest-sha256.txt\nsha512sum -c manifest-sha512.txt"
            .to_owned(),
    ));
    blocks.push(words(
        "Whether there is a file that no list names: bagit.py, the Library of Congress's program (`pip install bagit`).",
    ));
    blocks.push(Block::Typed("bagit.py --validate .".to_owned()));
    if let Some((_, roster)) = about.signed {
        blocks.push(words(
            "The signature. signature.note is a text, an empty line, and a line with the signer's name and a number in base64: \
             four bytes that name the key, then the signature by Ed25519 (RFC 8032) of the text. The key is the second word \
             after \"agent\" in the text; compare it with the one that the roster gives that role. This makes the signed text, \
             the signature and the key, and has OpenSSL check them. The same holds for each note in data/custody/.",
        ));
        blocks.push(Block::Typed(
            "note=signature.note\n\
             head -n -2 \"$note\" > /tmp/text\n\
             tail -n 1 \"$note\" | sed 's/.* //' | base64 -d | tail -c 64 > /tmp/signature\n\
             key=$(sed -n 's/^agent [^ ]* //p' \"$note\")\n\
             printf \"302a300506032b6570032100$key\" | perl -pe 's/(..)/chr(hex($1))/ge' > /tmp/key.der\n\
             openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/key.der \\\n    \
             -rawin -in /tmp/text -sigfile /tmp/signature\n\
             sha256sum tagmanifest-sha256.txt; sha512sum tagmanifest-sha512.txt; cat /tmp/text"
                .to_owned(),
        ));
        blocks.push(words(format!(
            "The two long numbers must be those in the text. The roster data/rosters/{:08}.note is a note of the same form, by \
             the custodian. Its fingerprint, the SHA-256 of its text (`head -n -2 FILE | sha256sum`), is to be compared with what the \
             organisation tells you by another way:",
            roster.version
        )));
        blocks.push(Block::Typed(roster.digest.in_groups()));
        blocks.push(words(
            "The chain of custody: `sha256sum data/custody/*.note` gives the numbers in chain.txt; the line \"prev\" of each note \
             is the number of the one before.",
        ));
        if about.parcels {
            blocks.push(words(
                "Sealed parcels: `sha256sum data/parcels/*.age` gives each its own name. With a key of the desk, any age \
                 (age-encryption.org) that knows the key's type opens one, any unzip unpacks it, and what is inside is a bag again:",
            ));
            blocks.push(Block::Typed(
                "age -d -i key.txt data/parcels/ID.age > /tmp/parcel.zip\nunzip /tmp/parcel.zip -d /tmp/parcel"
                    .to_owned(),
            ));
        }
    }
    blocks.push(words(
        "With Amparo, all of it at once, offline: `amparo verify .`, with --custodian KEY where you have it.",
    ));
}
