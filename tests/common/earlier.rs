//! What was told today, as if it had been told on an earlier day: sealed again, under that day.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use amparo::roster::{Roster, SignedRoster};
use amparo::seal::{Clock, Day, Identity, Kind, OpenedParcel, Sealer};
use rand_core::OsRng;
use zeroize::Zeroizing;

use super::site::Site;

impl Site {
    /// The roster that the next start serves.
    pub(crate) fn roster(&self) -> Roster {
        let note = SignedRoster::new(fs::read_to_string(self.roster_file()).expect("it is there"));
        note.verify(&self.custodian_key().parse().expect("a key")).expect("a roster")
    }

    /// Makes today's parcels those of `day`, while no server runs; `identities` open them all.
    pub(crate) fn moved_to(&self, day: Day, identities: &[Identity]) {
        let roster = self.roster();
        let today = Clock::system().today().to_string();
        let mut renamed = BTreeMap::new();
        let mut parcels: Vec<(Kind, PathBuf)> = self
            .parcels()
            .into_iter()
            .filter(|path| path.parent().and_then(Path::file_name) == Some(today.as_ref()))
            .map(|path| (open(&path, identities).info().head.kind, path))
            .collect();
        // Those that name others come after them.
        parcels.sort_by_key(|(kind, _)| (matches!(kind, Kind::Closing), matches!(kind, Kind::Testimony)));
        for (kind, path) in parcels {
            let mut parcel = open(&path, identities);
            let head = parcel.info().head.clone();
            let folder = self.data.join(format!("parcels/{}/{day}", head.desk));
            fs::create_dir_all(&folder).expect("a folder");
            let recipients = match kind {
                Kind::Identity => roster.identity_recipients(&head.desk, &mut OsRng).expect("a desk"),
                _ => roster.recipients(&head.desk).expect("a desk").clone(),
            };
            let mut sealer = Sealer::begin(head, &recipients, Vec::new()).expect("it begins");
            let names: Vec<String> = parcel.payload().map(|file| file.name.clone()).collect();
            for name in names {
                let mut content = parcel.read_file(&name).expect("it is whole");
                if let (Kind::Testimony | Kind::Closing, Ok(text)) = (kind, std::str::from_utf8(&content)) {
                    let replaced = renamed
                        .iter()
                        .fold(text.to_owned(), |text, (old, new): (&String, &String)| text.replace(old, new));
                    content = Zeroizing::new(replaced.into_bytes());
                }
                sealer.add_file(&name, content).expect("it is sealed");
            }
            let parcel = sealer.finish(day, parcel.attachment()).expect("it is sealed");
            let id = parcel.finished.id().to_string();
            fs::write(folder.join(format!("{id}.age")), parcel.sink).expect("written");
            let old = path.file_stem().and_then(|name| name.to_str()).expect("an id");
            renamed.insert(old.to_owned(), id);
            fs::remove_file(path).expect("removed");
        }
    }
}

fn open(path: &Path, identities: &[Identity]) -> OpenedParcel<File> {
    let opened = identities.iter().find_map(|identity| OpenedParcel::open(File::open(path).ok()?, identity).ok());
    opened.expect("one of them opens it")
}
