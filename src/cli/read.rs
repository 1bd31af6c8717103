use std::fmt::Write as _;

use super::custody::record_or_tell;
use super::inbox::open_inbox;
use super::output::{print, print_sealed_json, size, talk};
use super::{CommandError, Shared};
use crate::form::consent::{Choice, Level};
use crate::vault::display::sanitize_line;
use crate::vault::{Act, IdentityAnswers, Submission, names};

/// Read a testimony
///
/// The words are shown as they were written, but for control characters and bidirectional overrides,
/// which are shown by name. Answers that identify people follow, for whom they are sealed to; then the
/// replies. With --json: the sealed testimony.json as it is, or identity.json with --identity.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo read 3f2a\n  amparo read 3f2a --json | jq .answers.account\n  \
                        amparo read 3f2a --identity --json")]
pub(super) struct Read {
    /// The submission's id, or an unambiguous beginning of it
    id: String,
    /// Read the answers that identify people, alone
    #[arg(long)]
    identity: bool,
}

impl Read {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(&home, &keys)?;
        let submission = inbox.find(&self.id)?;
        if self.identity {
            let name = if shared.json { "identity.json" } else { "identity.txt" };
            let answers = submission.read_identity(name, &keys.identity)?;
            record_or_tell(shared, &home, &keys, &[Act::identity_opened(submission)]);
            return if shared.json { print_sealed_json(&answers) } else { print(&String::from_utf8_lossy(&answers)) };
        }
        if shared.json {
            let json = submission.read_testimony("testimony.json", &keys.identity)?;
            record_or_tell(shared, &home, &keys, &[Act::opened(submission)]);
            return print_sealed_json(&json);
        }
        let text = submission.read_testimony("testimony.txt", &keys.identity)?;
        let readable = submission.identity.as_ref().is_some_and(|identity| identity.readable);
        let identity = readable.then(|| Act::identity_opened(submission));
        let acts: Vec<Act> = [Act::opened(submission)].into_iter().chain(identity).collect();
        record_or_tell(shared, &home, &keys, &acts);
        print(&String::from_utf8_lossy(&text))?;
        if let Some(identity) = &submission.identity {
            print(&about_identity(identity))?;
            if identity.readable {
                print(&String::from_utf8_lossy(&submission.read_identity("identity.txt", &keys.identity)?))?;
            }
        }
        print(&consent_table(submission))?;
        for file in &submission.attachments {
            print(&format!("{}. {}  {}\n", file.n, sanitize_line(&file.name), size(file.size)))?;
        }
        if !submission.attachments.is_empty() {
            talk(&format!("The files: amparo extract {} --to DIR", self.id));
        }
        for reply in submission.read_replies(&keys.identity)? {
            let who = reply.reviewer.as_ref().map(|who| format!(", by {who}")).unwrap_or_default();
            print(&format!("\n######## Replied on {}{who} ########\n\n{}\n", reply.day, reply.text))?;
        }
        let same = |one: &&Submission| one.conversation == submission.conversation && one.id != submission.id;
        for other in inbox.submissions.iter().filter(|_| submission.conversation.is_some()).filter(same) {
            talk(&format!("Of the same conversation, on {}: amparo read {}", other.day, other.id));
        }
        for warning in &submission.warnings {
            talk(&format!("! {warning}"));
        }
        Ok(())
    }
}

/// The heading of the answers that identify people; for others, that they exist and who can open them.
fn about_identity(identity: &IdentityAnswers) -> String {
    let readers = if identity.readers.is_empty() { "others".to_owned() } else { names(&identity.readers) };
    if identity.readable {
        format!("######## Answers that identify people, sealed to {readers} ########\n\n")
    } else if identity.here {
        format!("Answers that identify people exist. They are sealed to {readers}.\n\n")
    } else {
        format!("Answers that identify people exist. They are sealed to {readers}, and not in the vault.\n\n")
    }
}

/// What the source permits today, a line for each use.
fn consent_table(submission: &Submission) -> String {
    let Some(consent) = &submission.consent else {
        return "Consent: no record of it makes sense. Nothing may leave.\n\n".to_owned();
    };
    let mut table = match (consent.withdrawn(), consent.changed()) {
        (Some(day), _) => format!("Consent: withdrawn by the source on {day}. Nothing may leave.\n"),
        (None, Some(day)) => format!("Consent, as the source last changed it on {day}:\n"),
        (None, None) => "Consent, as it was given:\n".to_owned(),
    };
    for level in Level::OPTIONAL {
        let _ = writeln!(table, "    {level}  {:<42} {}", use_of(level), answer(consent.get(level)));
    }
    if consent.no_death_penalty() {
        table.push_str("    Nothing may reach a court that could sentence somebody to death.\n");
    }
    table.push('\n');
    table
}

const fn use_of(level: Level) -> &'static str {
    match level {
        Level::C0 => "read by the organisation",
        Level::C1 => "statistics",
        Level::C2 => "a partner organisation or lawyer",
        Level::C3 => "the United Nations",
        Level::C4 => "a court, identity withheld",
        Level::C5 => "a court, identity known to it",
        Level::C6 => "reports and media",
        Level::C7 => "contact by a doctor, psychologist, lawyer",
    }
}

const fn answer(choice: Choice) -> &'static str {
    match choice {
        Choice::No => "no",
        Choice::Ask => "ask me first",
        Choice::Anonymous => "yes, nothing that identifies me",
        Choice::Yes => "yes",
    }
}
