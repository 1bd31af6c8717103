use std::path::PathBuf;

use serde_json::json;

use super::output::{print_json, talk};
use super::roster::warn_of_end;
use super::{CommandError, Shared};
use crate::roster::{NoteVerifier, Roster, SignedRoster};
use crate::seal::Clock;
use crate::vault::Home;

/// Trust a custodian and their roster
///
/// Done once, with a roster and a key that came from the custodian by a way you trust. Later rosters come
/// with a pull, and are taken only when the same custodian signed them, or a successor whom they named.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  amparo join roster.note --custodian custodian+a1b2c3d4+AbCd…\n  amparo join roster.note --custodian \"$(cat custodian.pub)\" --json"
)]
pub(super) struct Join {
    /// The signed roster
    roster: PathBuf,
    /// The custodian's public key, name+id+base64
    #[arg(long, value_name = "KEY")]
    custodian: NoteVerifier,
}

impl Join {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        shared.must_record("a join")?;
        let signed = read_signed(&self.roster)?;
        let home = shared.home()?;
        let roster = home.join(&signed, &self.custodian)?;
        let text = roster.text();
        let today = Clock::system().today();
        let place = Place::find(&home, &roster)?;
        if shared.json {
            let desks: Vec<_> = roster.desks().iter().map(|d| d.id.as_str()).collect();
            return print_json(&json!({
                "version": text.version, "expires": text.expires, "standing": roster.standing(today), "desks": desks,
                "reviewer": place.reviewer(), "digest": roster.reference().digest,
            }));
        }
        talk(&format!("Joined: roster {} of {}, valid until {}.", text.version, text.interface.address, text.expires));
        talk(&format!("Its fingerprint: {}", roster.reference().digest.in_groups()));
        warn_of_end(&roster, today);
        match &place {
            Place::NoKeys => talk("Next: amparo keygen, and give its two lines to the custodian"),
            Place::Stranger => talk("! It does not list your keys: give the custodian what `amparo keygen` printed"),
            Place::Reviewer(id, desks) => {
                talk(&format!("You are {id}, of {}.", if desks.is_empty() { "no desk yet" } else { desks }));
                talk("Next: amparo pull");
            }
        }
        Ok(())
    }
}

/// Reads a signed roster from a file that was named.
pub(super) fn read_signed(path: &std::path::Path) -> Result<SignedRoster, CommandError> {
    SignedRoster::read(path).map_err(|error| {
        CommandError::failed(format!("the roster {} cannot be read", path.display()))
            .because(error)
            .mend("name the file that the custodian gave you")
    })
}

/// Where the owner of a home stands in a roster.
enum Place {
    /// There are no keys yet.
    NoKeys,
    /// The roster does not list their keys.
    Stranger,
    /// Their name, and the names of their desks.
    Reviewer(String, String),
}

impl Place {
    fn find(home: &Home, roster: &Roster) -> Result<Self, CommandError> {
        let Some(public) = home.public()? else { return Ok(Self::NoKeys) };
        let found = roster.reviewer_by_key(&public.key).filter(|found| found.recipient == public.recipient);
        Ok(found.map_or(Self::Stranger, |found| {
            let desks: Vec<_> = roster.desks_of(&found.id).map(|desk| desk.id.as_str()).collect();
            Self::Reviewer(found.id.to_string(), desks.join(", "))
        }))
    }

    fn reviewer(&self) -> Option<&str> {
        match self {
            Self::Reviewer(id, _) => Some(id),
            Self::NoKeys | Self::Stranger => None,
        }
    }
}
