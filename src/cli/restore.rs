use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::output::{how_many, path_text, print_json, progress, size, talk};
use super::{CommandError, Shared};
use crate::backup::{Restore, Restored, SETTINGS, UNDECIDED};
use crate::roster::NoteVerifier;
use crate::seal::{Day, Identity, open_with_passphrase};
use crate::store::{Place, RESTORED};

/// Bring a server's data folder back from a backup
///
/// Everything is held against its digest and the server's signature. If something is missing or damaged it is named,
/// and the folder does not become a data folder unless --incomplete is given. A restore that breaks off goes on where
/// it was, and what one copy of a backup lacks another brings into the same folder. Reviewers whose vaults hold what the backup does not give it back with `amparo push --missing`.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  amparo restore --from /media/stick/amparo --identity backup-identity.age --to /var/lib/amparo"
)]
pub(super) struct RestoreCommand {
    /// The backup's folder
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// The age identity that backups are sealed to; it may be under a passphrase
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The data folder to be; empty, or new, or of a restore that was not whole
    #[arg(long, value_name = "DATA")]
    to: PathBuf,
    /// The custodian's public key; without it the backup is believed about whose it is
    #[arg(long, value_name = "KEY")]
    custodian: Option<NoteVerifier>,
    /// Restore what the list of this day names, not the newest; `ls FOLDER` shows the days
    #[arg(long, value_name = "DAY")]
    day: Option<Day>,
    /// Make a data folder of it even if something is missing
    #[arg(long)]
    incomplete: bool,
}

impl RestoreCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let identity = self.open_identity(shared)?;
        let restore = Restore {
            from: &self.from,
            identity: &identity,
            to: &self.to,
            custodian: self.custodian.as_ref(),
            day: self.day,
            incomplete: self.incomplete,
        };
        let bar = progress(true).with_message("restoring");
        let restored = restore.run(&mut |to_come, done| {
            bar.set_length(to_come);
            bar.set_position(done);
        });
        bar.finish_and_clear();
        tell(shared, &restored?, &self.to, self.custodian.is_some())
    }

    /// Reads the identity, which may be an age file under a passphrase, as `keygen` writes it.
    fn open_identity(&self, shared: &Shared) -> Result<Identity, CommandError> {
        let path = self.identity.display();
        let bytes = std::fs::read(&self.identity).map(zeroize::Zeroizing::new).map_err(|error| {
            CommandError::failed(format!("the identity {path} cannot be read"))
                .because(error)
                .mend("name it with --identity FILE")
        })?;
        let text = if bytes.starts_with(b"age-encryption.org/") {
            let passphrase = shared.passphrase("Passphrase of the backup's identity: ")?;
            open_with_passphrase(&bytes, passphrase).map_err(|why| super::errors::passphrase(&path, &why))?
        } else {
            zeroize::Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned())
        };
        Identity::from_file(&text).map_err(|why| {
            CommandError::failed(format!("{path} holds no age identity")).because(why).mend("name the file that does")
        })
    }
}

fn tell(shared: &Shared, restored: &Restored, to: &Path, custodian_given: bool) -> Result<(), CommandError> {
    if shared.json {
        print_json(&json!({
            "day": restored.day, "custodian": restored.custodian, "parcels": restored.parcels,
            "replies": restored.replies, "bytes": restored.bytes, "beyond": restored.beyond,
            "missing": restored.missing, "damaged": restored.damaged,
            "unlisted": restored.unlisted.iter().map(|path| path_text(path)).collect::<Vec<_>>(),
            "restored": restored.is_done, "unbelieved": restored.unbelieved, "undecided": restored.undecided,
        }))?;
    } else {
        tell_in_words(restored, to, custodian_given);
    }
    lost(restored).map_or(Ok(()), Err)
}

fn tell_in_words(restored: &Restored, to: &Path, custodian_given: bool) {
    let kept = to.join(RESTORED);
    talk(&format!(
        "Back, as of the end of {}: {} and {}, {}.",
        restored.day,
        how_many(restored.parcels, "parcel", "parcels"),
        how_many(restored.replies, "reply", "replies"),
        size(restored.bytes)
    ));
    if restored.beyond > 0 {
        let parcels = how_many(restored.beyond, "parcel", "parcels");
        talk(&format!("{parcels} more that the server had lost before that day."));
    }
    if !restored.unlisted.is_empty() {
        let folders: Vec<String> = restored.unlisted.iter().map(|path| path_text(path)).collect();
        talk(&format!(
            "! {} of the backup could not be listed; parcels that the server had lost before may lie there:\n{}",
            how_many(folders.len(), "folder", "folders"),
            folders.join("\n")
        ));
    }
    if !restored.unbelieved.is_empty() {
        talk(&format!(
            "{} for what nobody who could has signed, or what the backup did not follow. Nothing was left out for that; what \
             asks lies in {}.",
            how_many(restored.unbelieved.len(), "note asks", "notes ask"),
            kept.display()
        ));
    }
    if !restored.undecided.is_empty() {
        tell_of_undecided(&restored.undecided, to, &kept.join(UNDECIDED));
    }
    if !custodian_given {
        talk(&format!("Its rosters are by {}. Compare that with the custodian by voice.", restored.custodian));
    }
    if restored.is_done {
        talk(&format!(
            "The configuration and what it names lie in {}; put them in their places, and start the server",
            kept.display()
        ));
        talk(
            "What came after that day, reviewers' vaults may hold: ask each to run amparo pull, and amparo push --missing",
        );
    }
}

/// How notes that nobody can judge yet come into their places, or what they let go comes back.
fn tell_of_undecided(notes: &[String], to: &Path, lie_in: &Path) {
    let (to, lie_in) = (to.display(), lie_in.display());
    let folders: BTreeSet<&str> = notes.iter().filter_map(|path| path.split('/').next()).collect();
    let folders: Vec<String> = folders.iter().map(|folder| format!("{to}/{folder}")).collect();
    talk(&format!(
        "! {} in {lie_in}: it may still be in the folders that could not \
         be listed. Until they are in their places, amparo push --missing can bring it back. Restore from a medium \
         that can be listed; or, when reviewers agree that all of it is to be gone, before the server starts: cp -r \
         {lie_in}/. {to} && chown -R --reference={to} {}",
        how_many(notes.len(), "note of what was withdrawn or let go lies", "notes of what was withdrawn or let go lie"),
        folders.join(" ")
    ));
}

/// What did not come back, and where it may be.
fn lost(restored: &Restored) -> Option<CommandError> {
    let Restored { missing, damaged, .. } = restored;
    let lines = missing.iter().map(|path| format!("missing: {path}"));
    let lines: Vec<String> = lines.chain(damaged.iter().map(|path| format!("damaged: {path}"))).collect();
    let mend = if restored.is_done {
        who_may_have(missing.iter().chain(damaged))
    } else {
        "try another copy of the backup, or an older list with --day, into the same folder: what is back stays; to go on \
         without these files, add --incomplete"
            .to_owned()
    };
    let what = format!("{} did not come back", how_many(lines.len(), "file", "files"));
    (!lines.is_empty()).then(|| CommandError::unverified(what).because(lines.join("\n")).mend(&mend))
}

/// Where to look for files that a data folder is without now.
fn who_may_have<'a>(lost: impl Iterator<Item = &'a String>) -> String {
    let (mut parcels, mut others) = (false, BTreeSet::new());
    for path in lost {
        match Place::of(path) {
            Some(Place::Parcel(..)) => parcels = true,
            Some(Place::Reply(_)) => drop(others.insert("replies")),
            _ if path.starts_with(SETTINGS) => drop(others.insert("keys of onion services")),
            _ => drop(others.insert("notes")),
        }
    }
    let held = parcels.then(|| "reviewers may hold the parcels: ask each to run amparo push --missing".to_owned());
    let others: Vec<&str> = others.into_iter().collect();
    let alone = (!others.is_empty()).then(|| {
        format!(
            "no reviewer holds the {}: another copy of the backup, or an older list with --day, may; restore that into another \
             folder, and copy them from there before the server starts",
            others.join(" and ")
        )
    });
    held.into_iter().chain(alone).collect::<Vec<_>>().join("; ")
}
