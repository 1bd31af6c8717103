//! What a bag is, in plain words, for a lawyer who has never heard of any of this; in each language the same claims.

use super::page::Block;
use crate::form::permit::Body;
use crate::seal::{Day, RosterRef, SOFTWARE, ShortName};
use crate::texts::Texts;

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

/// The document's title.
pub(super) fn title(texts: &Texts) -> String {
    texts.get("bag-title")
}

/// The document.
pub(super) fn readme(about: &About<'_>, texts: &Texts) -> Vec<Block> {
    let mut writing = Writing { texts, blocks: Vec::new() };
    let (body, day) = (about.body.to_string(), about.day.to_string());
    writing.words("bag-what", &[("body", &body), ("day", &day), ("software", SOFTWARE)]);
    writing.what_is_here(about);
    writing.what_is_proven(about);
    writing.what_is_not();
    writing.how_to_check(about);
    writing.blocks
}

/// The document on its way, in one language.
struct Writing<'a> {
    texts: &'a Texts,
    blocks: Vec<Block>,
}

impl Writing<'_> {
    fn say(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        self.texts.plain(key, &values.iter().map(|(name, value)| (*name, *value)).collect())
    }

    fn heading(&mut self, key: &str) {
        self.blocks.push(Block::Heading(self.say(key, &[])));
    }

    fn words(&mut self, key: &str, values: &[(&'static str, &str)]) {
        self.blocks.push(Block::Words(self.say(key, values)));
    }

    fn item(&mut self, key: &str, values: &[(&'static str, &str)]) {
        self.blocks.push(Block::Item(self.say(key, values)));
    }

    fn typed(&mut self, lines: &str) {
        self.blocks.push(Block::Typed(lines.to_owned()));
    }

    fn what_is_here(&mut self, about: &About<'_>) {
        self.heading("bag-here");
        if about.body == Body::Statistics {
            self.item("bag-here-statistics", &[]);
        } else {
            self.item("bag-here-testimony", &[]);
            self.item("bag-here-identity", &[]);
        }
        if about.files {
            self.item("bag-here-originals", &[]);
        }
        if about.signed.is_some() {
            for key in ["parcels", "custody", "rosters", "load-file", "proofs"] {
                self.item(&format!("bag-here-{key}"), &[]);
            }
        }
        self.item("bag-here-description", &[]);
    }

    fn what_is_proven(&mut self, about: &About<'_>) {
        self.heading("bag-proven");
        let Some((role, roster)) = about.signed else {
            self.words("bag-proven-unsigned", &[]);
            return;
        };
        let (day, version) = (about.day.to_string(), roster.version.to_string());
        self.item("bag-proven-integrity", &[("role", role.as_str()), ("version", &version), ("day", &day)]);
        self.item("bag-proven-signer", &[]);
        if let Some(day) = about.received {
            self.item("bag-proven-day", &[("received", &day.to_string())]);
        }
        let [shown, withheld, lost] = about.events.map(|count| count.to_string());
        self.item("bag-proven-custody", &[("shown", &shown), ("withheld", &withheld), ("lost", &lost)]);
        if about.parcels {
            self.item("bag-proven-receipt", &[]);
        }
    }

    fn what_is_not(&mut self) {
        self.heading("bag-unproven");
        for key in ["source", "sealer", "truth", "files", "whole", "server", "hour", "reviewer"] {
            self.item(&format!("bag-unproven-{key}"), &[]);
        }
    }

    fn how_to_check(&mut self, about: &About<'_>) {
        self.heading("bag-check");
        self.words("bag-check-digests", &[]);
        self.typed(DIGESTS);
        self.words("bag-check-others", &[]);
        self.typed("bagit.py --validate .");
        let Some((_, roster)) = about.signed else {
            self.words("bag-check-amparo-unsigned", &[]);
            return;
        };
        self.words("bag-check-signature", &[]);
        self.typed(SIGNATURE);
        self.words("bag-check-roster", &[("file", &format!("{:08}.note", roster.version))]);
        self.typed(&roster.digest.in_groups());
        self.words("bag-check-custody", &[]);
        if about.parcels {
            self.words("bag-check-parcels", &[]);
            self.typed(PARCELS);
            self.typed(PARCELS_AWAY);
        }
        self.words("bag-check-amparo", &[]);
    }
}

const DIGESTS: &str = "\
sha256sum -c tagmanifest-sha256.txt
sha256sum -c manifest-sha256.txt
sha512sum -c manifest-sha512.txt";

// What is written lies in a folder of the reader's own, which nobody else on the machine reads or lays a file into.
const SIGNATURE: &str = "\
note=signature.note
umask 077; dir=$(mktemp -d)
head -n -2 \"$note\" > \"$dir/text\"
tail -n 1 \"$note\" | sed 's/.* //' | base64 -d | tail -c 64 > \"$dir/signature\"
key=$(sed -n 's/^agent [^ ]* //p' \"$note\")
printf \"302a300506032b6570032100$key\" | perl -pe 's/(..)/chr(hex($1))/ge' > \"$dir/key.der\"
openssl pkeyutl -verify -pubin -keyform DER -inkey \"$dir/key.der\" \\
    -rawin -in \"$dir/text\" -sigfile \"$dir/signature\"
sha256sum tagmanifest-sha256.txt; sha512sum tagmanifest-sha512.txt; cat \"$dir/text\"
rm -r \"$dir\"";

const PARCELS: &str = "\
umask 077; dir=$(mktemp -d)
age -d -i key.txt data/parcels/ID.age > \"$dir/parcel.zip\"
unzip \"$dir/parcel.zip\" -d \"$dir/parcel\"
echo \"$dir\"    # look into it";

// Apart: whoever copies all of the above at once must see what is opened before it goes.
const PARCELS_AWAY: &str = "\
rm -r \"$dir\"    # when you have seen it";

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::seal::Digest;
    use crate::texts::Lang;

    /// What must stand in a document whatever its language: commands, names of files, numbers and days.
    fn facts(block: &Block) -> BTreeSet<String> {
        let (Block::Heading(text) | Block::Words(text) | Block::Item(text) | Block::Typed(text)) = block;
        let is_fact = |word: &str| word.contains(['/', '_', '-', '.']) || word.bytes().any(|b| b.is_ascii_digit());
        let words = text.split(|c: char| c.is_whitespace() || "«»\"`(),;:".contains(c));
        let words = words.map(|word| word.trim_end_matches('.'));
        // A word of prose may have a hyphen; what is typed has none that is not plain letters.
        words.filter(|word| is_fact(word) && word.is_ascii()).map(str::to_owned).collect()
    }

    #[test]
    fn every_language_tells_the_same_facts_block_by_block() {
        let role: ShortName = "reviewer-1".parse().unwrap();
        let roster = RosterRef { version: 7, digest: Digest::from_bytes([9; 32]) };
        for signed in [Some((&role, roster)), None] {
            let about = About {
                body: if signed.is_some() { Body::Icc } else { Body::Statistics },
                day: "2029-03-01".parse().unwrap(),
                received: Some("2029-02-03".parse().unwrap()),
                signed,
                events: [41, 42, 43],
                files: true,
                parcels: true,
            };
            let english = readme(&about, Texts::of(Lang::ALL[0]));
            for lang in Lang::ALL {
                let own = readme(&about, Texts::of(lang));
                assert_eq!(own.len(), english.len());
                for (one, other) in own.iter().zip(&english) {
                    assert_eq!(facts(one), facts(other), "{}", lang.code());
                }
                assert!(!title(Texts::of(lang)).is_empty());
            }
            let said: Vec<_> = Lang::ALL.into_iter().map(|lang| title(Texts::of(lang))).collect();
            assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), said.len(), "each language has its own words");
        }
    }
}
