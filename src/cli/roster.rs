use std::path::PathBuf;

use clap::Subcommand;
use rand_core::OsRng;
use serde_json::{Value, json};

use super::join::read_signed;
use super::output::{print, print_json, talk};
use super::{CommandError, Shared, new_passphrase};
use crate::roster::{
    CustodianFolder, DeskEntry, EditError, Interface, NoteVerifier, PublicKey, ReviewerEntry, ReviewerPublic,
    RosterText, Standing,
};
use crate::seal::{Clock, Day, Digest, RecipientKind, ShortName};
use crate::vault::display::sanitize_line;

/// How long a roster is meant for when nothing else is said.
const DEFAULT_DAYS: i64 = 365;

/// Make, edit and sign the roster, on the custodian's offline machine
///
/// The roster says which desks there are, whom each is sealed to, and where reviewers pull from. A draft is
/// edited in the custodian's folder; nobody relies on it until it is signed. Reviewers and the server take a
/// roster only with the custodian's signature.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster new --dir custodian --interface ADDRESS.onion:443 --server-key HEX
  amparo roster add reviewer ana --from ana.toml --dir custodian
  amparo roster add desk detentions --title Detentions --reviewer ana --dir custodian
  amparo roster sign --dir custodian
  amparo roster show --dir custodian")]
pub(super) struct RosterCommand {
    /// The custodian's folder [default: the current one]
    #[arg(long, global = true, value_name = "DIR", display_order = 100)]
    dir: Option<PathBuf>,
    #[command(subcommand)]
    step: Step,
}

#[derive(Subcommand)]
enum Step {
    New(New),
    #[command(subcommand)]
    Add(Add),
    #[command(subcommand)]
    Remove(Remove),
    Sign(Sign),
    Show(Show),
}

/// Make a custodian's key and an empty draft
///
/// The key stays in DIR/custodian.age, under a passphrase. Its public half is printed: reviewers join with
/// it, and the server's configuration names it.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster new --dir custodian --interface ADDRESS.onion:443 --server-key HEX
  amparo roster new --interface 127.0.0.1:7001 --server-key HEX --expires 2027-06-30 --json")]
struct New {
    /// The custodian's name in signatures, one word
    #[arg(long, default_value = "custodian")]
    name: String,
    /// Where reviewers pull from
    #[arg(long, value_name = "HOST:PORT")]
    interface: String,
    /// The server's public key, as `amparo serve --print-key` prints it
    #[arg(long, value_name = "HEX")]
    server_key: PublicKey,
    #[command(flatten)]
    end: End,
}

/// The last day that a roster is meant for.
#[derive(clap::Args)]
struct End {
    /// The last day that the roster is meant for
    #[arg(long, value_name = "DAY", conflicts_with = "days")]
    expires: Option<Day>,
    /// The same, in days from today
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..=3660))]
    days: Option<i64>,
}

impl End {
    fn day(&self, today: Day) -> Option<Day> {
        self.expires.or_else(|| self.days.map(|days| today.plus(days)))
    }
}

/// Add to the draft
#[derive(Subcommand)]
#[command(after_help = "\
Examples:
  amparo roster add reviewer ana --from ana.toml
  amparo roster add desk detentions --title Detentions --reviewer ana --reviewer bea")]
enum Add {
    Reviewer(AddReviewer),
    Desk(AddDesk),
    /// Let a reviewer into a desk
    Member(Member),
    /// Name a custodian who may sign later rosters in this one's place
    ///
    /// Reviewers follow to a successor whom the newest roster names. The server's configuration must be
    /// changed by its operator.
    Successor(Successor),
    Backup(AddBackup),
}

/// Add a reviewer, by role and public keys
///
/// The two keys are what `amparo keygen` printed. Compare the fingerprint by voice before you sign.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster add reviewer ana --from ana.toml
  amparo roster add reviewer ana --recipient age1pq1… --key HEX --desk detentions")]
struct AddReviewer {
    /// The role; never a legal name
    id: ShortName,
    /// The age recipient
    #[arg(long, value_name = "AGE", required_unless_present = "from")]
    recipient: Option<String>,
    /// The key that the reviewer calls the server with
    #[arg(long, value_name = "HEX", required_unless_present = "from")]
    key: Option<PublicKey>,
    /// Take both from the file that `amparo keygen` printed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["recipient", "key"])]
    from: Option<PathBuf>,
    /// A desk to let the reviewer into; may be given again
    #[arg(long = "desk", value_name = "DESK")]
    desks: Vec<ShortName>,
}

/// Add a desk: a form and the reviewers who receive it
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster add desk detentions --title Detentions --reviewer ana --reviewer bea
  amparo roster add desk camps --title Camps --reviewer ana --reviewer bea --identity-reviewer bea")]
struct AddDesk {
    /// The desk's name in paths and parcels
    id: ShortName,
    /// The desk's name for people
    #[arg(long)]
    title: String,
    /// A reviewer it is sealed to; may be given again
    #[arg(long = "reviewer", value_name = "ID", required = true)]
    reviewers: Vec<ShortName>,
    /// A reviewer to whom answers that identify people are sealed [default: all of the desk]
    #[arg(long = "identity-reviewer", value_name = "ID")]
    identity_reviewers: Vec<ShortName>,
}

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster add member detentions cruz
  amparo roster remove member detentions cruz")]
struct Member {
    /// The desk
    desk: ShortName,
    /// The reviewer's role
    reviewer: ShortName,
}

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster add successor second+a1b2c3d4+AbCd…
  amparo roster remove successor second+a1b2c3d4+AbCd…")]
struct Successor {
    /// The successor's public key, name+id+base64
    #[arg(value_name = "VKEY")]
    key: NoteVerifier,
}

/// Name the age recipient that backups are sealed to
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo roster add backup age1pq1…")]
struct AddBackup {
    /// The age recipient
    #[arg(value_name = "AGE")]
    recipient: String,
}

/// Remove from the draft
///
/// What was sealed before stays readable for whom it was sealed to; what comes after the new roster does not
/// reach them.
#[derive(Subcommand)]
#[command(after_help = "\
Examples:
  amparo roster remove reviewer ana
  amparo roster remove desk detentions")]
enum Remove {
    /// Remove a reviewer, from every desk too
    Reviewer(Named),
    /// Remove a desk; its reviewers stay
    Desk(Named),
    /// Take a reviewer out of a desk
    Member(Member),
    /// Take back that a custodian may sign in this one's place
    Successor(Successor),
    Backup(NoBackup),
}

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster remove reviewer ana
  amparo roster remove desk detentions")]
struct Named {
    /// Its name
    id: ShortName,
}

/// Name no recipient of backups
#[derive(clap::Args)]
#[command(after_help = "Example:\n  amparo roster remove backup")]
struct NoBackup {}

/// Sign the draft as the next roster
///
/// Writes DIR/roster.note, for the server and the reviewers, and keeps every signed one in DIR/signed.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster sign --dir custodian
  amparo roster sign --days 180 --passphrase-file passphrase.txt --json")]
struct Sign {
    #[command(flatten)]
    end: End,
}

/// Show the draft or a signed roster
///
/// A signed roster is verified with --custodian, or else with the key in the custodian's folder; when there
/// is neither, it is shown as not verified. Exit code 3 when the signature does not hold.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  amparo roster show --dir custodian
  amparo roster show roster.note --custodian custodian+a1b2c3d4+AbCd…
  amparo roster show roster.note --json")]
struct Show {
    /// A signed roster [default: the draft in the custodian's folder]
    file: Option<PathBuf>,
    /// The custodian's public key, name+id+base64
    #[arg(long, value_name = "VKEY")]
    custodian: Option<NoteVerifier>,
}

impl RosterCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let folder = CustodianFolder::at(self.dir.clone().unwrap_or_else(|| PathBuf::from(".")));
        match &self.step {
            Step::New(new) => new.run(shared, &folder),
            Step::Add(add) => add.run(shared, &folder),
            Step::Remove(remove) => remove.run(shared, &folder),
            Step::Sign(sign) => sign.run(shared, &folder),
            Step::Show(show) => show.run(shared, &folder),
        }
    }
}

impl New {
    fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let today = Clock::system().today();
        let interface = Interface { address: self.interface.clone(), key: self.server_key };
        let expires = self.end.day(today).unwrap_or_else(|| today.plus(DEFAULT_DAYS));
        let draft = RosterText::draft(today, expires, interface)
            .map_err(|error| CommandError::from(error).instead("no folder was made"))?;
        folder.check_new()?;
        let passphrase = new_passphrase(shared.passphrase_file.as_deref())?;
        let custodian = folder.create(&self.name, &draft, passphrase, &mut OsRng)?;
        if shared.json {
            return print_json(&json!({ "custodian": custodian, "draft": folder.draft_path(), "expires": expires }));
        }
        print(&format!("{custodian}\n"))?;
        talk(
            "This is the custodian's public key: the server's configuration names it, and reviewers join with it.\n\
             Next: amparo roster add reviewer ID --from FILE, amparo roster add desk ID --title TITLE --reviewer ID, \
             amparo roster sign",
        );
        Ok(())
    }
}

impl Add {
    fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        match self {
            Self::Reviewer(add) => add.run(shared, folder),
            Self::Desk(add) => {
                let entry = DeskEntry {
                    identity_reviewers: add.identity_reviewers.clone(),
                    ..DeskEntry::new(add.id.clone(), &add.title, add.reviewers.clone())
                };
                edit(shared, folder, &format!("Desk {} was added.", add.id), |draft| draft.add_desk(entry))
            }
            Self::Member(Member { desk, reviewer }) => {
                let done = format!("Desk {desk} is sealed to {reviewer} too, once the roster is signed.");
                edit(shared, folder, &done, |draft| draft.add_member(desk, reviewer))
            }
            Self::Successor(Successor { key }) => {
                edit(shared, folder, "The successor was named.", |draft| draft.add_successor(key.clone()))
            }
            Self::Backup(AddBackup { recipient }) => {
                edit(shared, folder, "The recipient of backups was named.", |draft| draft.set_backup(recipient.clone()))
            }
        }
    }
}

impl AddReviewer {
    fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let public = self.public()?;
        let done = format!("Reviewer {} was added. Compare by voice:\n\n    {}\n", self.id, public.fingerprint());
        let entry = ReviewerEntry { id: self.id.clone(), recipient: public.recipient, key: public.key };
        edit(shared, folder, &done, |draft| draft.add_reviewer(entry, &self.desks))
    }

    fn public(&self) -> Result<ReviewerPublic, CommandError> {
        if let (Some(recipient), Some(key)) = (&self.recipient, self.key) {
            return Ok(ReviewerPublic { recipient: recipient.clone(), key });
        }
        let path = self.from.clone().unwrap_or_default();
        let mend = "name the file that holds the two lines of `amparo keygen`";
        let text = std::fs::read_to_string(&path).map_err(|error| {
            CommandError::failed(format!("{} cannot be read", path.display())).because(error).mend(mend)
        })?;
        toml::from_str(&text).map_err(|error| {
            CommandError::failed(format!("{} does not hold a reviewer's public keys", path.display()))
                .because(error)
                .mend(mend)
        })
    }
}

impl Remove {
    fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        match self {
            Self::Reviewer(Named { id }) => {
                let done = format!(
                    "Reviewer {id} was removed, from every desk too. What was sealed to {id} before stays readable for {id}."
                );
                edit(shared, folder, &done, |draft| draft.remove_reviewer(id))
            }
            Self::Desk(Named { id }) => {
                edit(shared, folder, &format!("Desk {id} was removed."), |draft| draft.remove_desk(id))
            }
            Self::Member(Member { desk, reviewer }) => {
                let done = format!("Desk {desk} is not sealed to {reviewer} any more, once the roster is signed.");
                edit(shared, folder, &done, |draft| draft.remove_member(desk, reviewer))
            }
            Self::Successor(Successor { key }) => {
                edit(shared, folder, "The successor was removed.", |draft| draft.remove_successor(key))
            }
            Self::Backup(NoBackup {}) => {
                edit(shared, folder, "The recipient of backups was removed.", RosterText::remove_backup)
            }
        }
    }
}

impl Sign {
    fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let today = Clock::system().today();
        // What would be refused is told before a passphrase is asked for.
        folder
            .draft()?
            .to_issue(1, today, self.end.day(today))
            .map_err(|error| CommandError::from(error).instead("the roster was not signed"))?;
        let signer = folder.signer(shared.passphrase("The custodian's passphrase: ")?)?;
        let issued = folder.sign(&signer, today, self.end.day(today))?;
        let (text, reference) = (issued.roster.text(), issued.roster.reference());
        if let Some(day) = issued.clock_behind {
            talk(&format!("! This machine's clock says {today}; the roster before this one was signed on {day}."));
        }
        if text.standing(today) == Standing::EndsSoon {
            talk("! It ends within 30 days; name a later end with --expires DAY or --days N.");
        }
        if shared.json {
            return print_json(&json!({
                "version": text.version, "issued": text.issued, "expires": text.expires,
                "digest": reference.digest, "note": issued.note, "custodian": signer.verifier(),
            }));
        }
        talk(&format!("Roster {} is signed, until {}: {}", text.version, text.expires, issued.note.display()));
        talk(&format!("Its fingerprint: {}", reference.digest));
        talk(
            "Give it to the operator, who puts it where the configuration says; reviewers get it with their next pull.",
        );
        Ok(())
    }
}

impl Show {
    fn run(&self, shared: &Shared, folder: &CustodianFolder) -> Result<(), CommandError> {
        let Some(file) = &self.file else {
            let shown = Shown { text: folder.draft()?, state: State::Draft };
            return shown.print(shared);
        };
        let signed = read_signed(file)?;
        let custodian = self.custodian.clone().or_else(|| folder.verifier().ok());
        let shown = match custodian {
            Some(custodian) => {
                let roster = signed.verify(&custodian)?;
                let digest = roster.reference().digest;
                Shown { text: roster.text().clone(), state: State::Verified(Box::new(custodian), digest) }
            }
            None => Shown { text: signed.claim()?, state: State::NotVerified },
        };
        shown.print(shared)
    }
}

/// A roster to be shown, and how far it can be believed.
struct Shown {
    text: RosterText,
    state: State,
}

enum State {
    Draft,
    NotVerified,
    Verified(Box<NoteVerifier>, Digest),
}

impl Shown {
    fn print(&self, shared: &Shared) -> Result<(), CommandError> {
        if shared.json {
            return print_json(&self.json());
        }
        print(&self.lines().concat())?;
        match &self.state {
            State::Draft => talk("This is the draft: nobody relies on it until `amparo roster sign`."),
            State::NotVerified => talk("! NOT VERIFIED: anyone can have written this. Give --custodian VKEY."),
            State::Verified(..) => {}
        }
        Ok(())
    }

    fn standing(&self) -> Standing {
        self.text.standing(Clock::system().today())
    }

    fn kind(&self, desk: &DeskEntry) -> Option<RecipientKind> {
        let first = desk.reviewers.first().and_then(|id| self.text.reviewer(id));
        first.and_then(|reviewer| reviewer.recipient.parse().ok()).map(|r: crate::seal::Recipient| r.kind())
    }

    fn lines(&self) -> Vec<String> {
        let text = &self.text;
        let mut lines = match &self.state {
            State::Draft => vec![format!("draft, last signed as version {}\n", text.version)],
            State::NotVerified => vec![format!("roster {}, NOT VERIFIED\n", text.version)],
            State::Verified(custodian, digest) => {
                vec![format!("roster {}, signed by {custodian}\n", text.version), format!("fingerprint  {digest}\n")]
            }
        };
        let standing = match self.standing() {
            Standing::Valid => "",
            Standing::EndsSoon => ", ends soon",
            Standing::Grace => ", has ended and is still used",
            Standing::Ended => ", has ended",
        };
        lines.push(format!("issued       {}\n", text.issued));
        lines.push(format!("expires      {}{standing}\n", text.expires));
        lines.push(format!("interface    {}\n             key {}\n", text.interface.address, text.interface.key));
        lines.extend(text.backup.iter().map(|recipient| format!("backup       {recipient}\n")));
        lines.extend(text.successors.iter().map(|key| format!("successor    {key}\n")));
        for desk in &text.desks {
            let kind = self.kind(desk).map_or("", |kind| kind.stanza());
            lines.push(format!("desk         {}  {}  {kind}\n", desk.id, sanitize_line(&desk.title)));
            lines.push(format!("             reviewers {}\n", names(&desk.reviewers)));
            if !desk.identity_reviewers.is_empty() {
                lines.push(format!("             identity reviewers {}\n", names(&desk.identity_reviewers)));
            }
        }
        for reviewer in &text.reviewers {
            lines.push(format!("reviewer     {}  {}\n", reviewer.id, reviewer.public().fingerprint()));
        }
        lines
    }

    fn json(&self) -> Value {
        let text = &self.text;
        let (state, custodian, digest) = match &self.state {
            State::Draft => ("draft", None, None),
            State::NotVerified => ("not-verified", None, None),
            State::Verified(custodian, digest) => ("verified", Some(custodian), Some(digest)),
        };
        let desks = text.desks.iter().map(|desk| {
            json!({
                "id": desk.id, "title": desk.title, "kind": self.kind(desk).map(RecipientKind::stanza),
                "reviewers": desk.reviewers, "identity_reviewers": desk.identity_reviewers,
            })
        });
        let desks: Vec<_> = desks.collect();
        let reviewers = text.reviewers.iter().map(|reviewer| {
            json!({
                "id": reviewer.id, "recipient": reviewer.recipient, "key": reviewer.key,
                "fingerprint": reviewer.public().fingerprint(),
            })
        });
        let reviewers: Vec<_> = reviewers.collect();
        json!({
            "state": state, "verified": custodian.is_some(), "custodian": custodian, "digest": digest,
            "version": text.version, "issued": text.issued, "expires": text.expires, "standing": self.standing(),
            "interface": text.interface, "backup": text.backup, "successors": text.successors,
            "desks": desks, "reviewers": reviewers,
        })
    }
}

/// Changes the draft and says so.
fn edit(
    shared: &Shared,
    folder: &CustodianFolder,
    done: &str,
    change: impl FnOnce(&mut RosterText) -> Result<(), EditError>,
) -> Result<(), CommandError> {
    let draft = folder.edit(change)?;
    if shared.json {
        let desks: Vec<_> = draft.desks.iter().map(|desk| desk.id.as_str()).collect();
        let reviewers: Vec<_> = draft.reviewers.iter().map(|reviewer| reviewer.id.as_str()).collect();
        return print_json(&json!({ "draft": folder.draft_path(), "desks": desks, "reviewers": reviewers }));
    }
    talk(done);
    talk("Next: amparo roster show, amparo roster sign");
    Ok(())
}

fn names(ids: &[ShortName]) -> String {
    ids.iter().map(ShortName::as_str).collect::<Vec<_>>().join(", ")
}
