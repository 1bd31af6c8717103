use serde_json::json;

use super::output::{print, print_json, talk};
use super::{CommandError, Shared};
use crate::vault::Waiting;
use crate::vault::display::sanitize_line;

/// So many characters of a reply are listed.
const SHOWN_CHARS: usize = 60;

/// List the replies that wait to be sent
///
/// They lie sealed in your folder until `amparo push` has sent them. Until then they can be thrown away.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo outbox\n  amparo outbox --drop 9c41\n  \
                        amparo outbox --json | jq -r '.[].text'")]
pub(super) struct OutboxCommand {
    /// Throw away the reply whose id begins so
    #[arg(long, value_name = "ID")]
    drop: Option<String>,
}

impl OutboxCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let outbox = home.outbox();
        let waiting = if outbox.waiting()?.is_empty() {
            Vec::new()
        } else {
            let keys = shared.keys(&home)?;
            outbox.list(&keys.identity)?
        };
        if let Some(prefix) = &self.drop {
            shared.must_record("throwing a reply away")?;
            let parcel = find(&waiting, prefix)?.parcel;
            outbox.drop_reply(parcel)?;
            if shared.json {
                return print_json(&json!({ "dropped": parcel }));
            }
            talk("The reply is thrown away. It was not sent.");
            return Ok(());
        }
        if shared.json {
            return print_json(&waiting);
        }
        if waiting.is_empty() {
            talk("Nothing waits to be sent.");
            return Ok(());
        }
        for one in &waiting {
            print(&line(one))?;
        }
        talk("Next: amparo push");
        Ok(())
    }
}

fn find<'a>(waiting: &'a [Waiting], prefix: &str) -> Result<&'a Waiting, CommandError> {
    let mut matching = waiting.iter().filter(|one| one.parcel.to_string().starts_with(prefix));
    match (matching.next(), matching.count()) {
        (Some(one), 0) => Ok(one),
        (Some(_), _) => {
            Err(CommandError::failed(format!("several replies' ids begin with {prefix}")).mend("give more of the id"))
        }
        (None, _) => Err(CommandError::failed(format!("no reply's id begins with {prefix}"))
            .mend("`amparo outbox` lists what waits; what was sent cannot be taken back")),
    }
}

/// Ids as long as nobody mistakes them, and the first words.
fn line(one: &Waiting) -> String {
    let words = sanitize_line(&one.text);
    let mut shown: String = words.chars().take(SHOWN_CHARS).collect();
    if words.chars().count() > SHOWN_CHARS {
        shown.push('…');
    }
    let (parcel, submission) = (one.parcel.to_string(), one.submission.to_string());
    format!("{}  {}  {parcel:.12}  to {submission:.12}  {shown}\n", one.day, one.desk)
}
