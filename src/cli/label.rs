use serde_json::{Value, json};

use super::custody::{ended, record_done};
use super::inbox::open_inbox;
use super::mark::change;
use super::output::{print, print_json, talk};
use super::{CommandError, Shared};
use crate::form::taxonomy::Taxonomy;
use crate::seal::Identity;
use crate::vault::{Act, Beginning, Submission};

/// Set or show your labels of a submission
///
/// Codes of the United Nations' mandates and of the Rome Statute, for your own work. They are sealed to your key in
/// your folder: they never go to the server, and no source sees them. One thing of yours shows them: a bag that you
/// export for statistics. What the source's own categories may point to is shown as a suggestion and never set by
/// itself.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo label --list\n  amparo label 3f2a --add un:wgad --add rome:7-1-e\n  \
                        amparo inbox --label un:wgad")]
pub(super) struct Label {
    /// The submission's id, or an unambiguous beginning of it; DESK/ID where two desks have one
    #[arg(required_unless_present = "list")]
    id: Option<Beginning>,
    /// Set this label
    #[arg(long, value_name = "CODE")]
    add: Vec<String>,
    /// Take this label away
    #[arg(long, value_name = "CODE")]
    remove: Vec<String>,
    /// List the codes there are
    #[arg(long, conflicts_with_all = ["id", "add", "remove"])]
    list: bool,
}

impl Label {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let taxonomy = Taxonomy::shipped();
        let Some(id) = &self.id else { return list(&taxonomy, shared.json) };
        if let Some(code) = self.add.iter().find(|code| taxonomy.find(code).is_none()) {
            return Err(
                CommandError::usage(format!("there is no label {code}")).mend("`amparo label --list` lists the codes")
            );
        }
        let sets = !self.add.is_empty() || !self.remove.is_empty();
        if sets {
            shared.must_record("a label")?;
        }
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let inbox = open_inbox(shared, &home, &keys)?;
        let submission = inbox.find(id)?;
        let records = home.records();
        let mut record = records.read(&keys)?.of(submission.id, &submission.desk);
        record.labels.extend(self.add.iter().cloned());
        for code in &self.remove {
            if !record.labels.remove(code) {
                return Err(CommandError::failed(format!("{code} is not set")).mend("`amparo label ID` shows what is"));
            }
        }
        // Where nothing changes it is kept and recorded all the same: the command before may have been ended in between.
        if sets {
            change(&records, &keys, &[submission], |kept| {
                kept.labels.extend(self.add.iter().cloned());
                kept.labels.retain(|code| !self.remove.contains(code));
                kept.taxonomy = if kept.labels.is_empty() { 0 } else { taxonomy.version };
            })?;
        }
        let acts: &[Act] = if sets { &[Act::labelled(submission)] } else { &[] };
        let recorded = record_done(shared, (&home, &keys), acts, "give the label once more");
        let kinds = kinds(submission, &keys.identity);
        let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
        let suggested: Vec<&str> =
            taxonomy.suggested(&kinds).into_iter().filter(|code| !record.labels.contains(*code)).collect();
        if shared.json {
            let shown = json!({ "id": submission.id, "labels": record.labels, "suggested": suggested });
            return ended(print_json(&shown), recorded);
        }
        let printed = record.labels.iter().try_for_each(|code| print(&line(&taxonomy, code)));
        if !suggested.is_empty() {
            talk("The source's categories may point to (nothing of it is set):");
        }
        for code in suggested {
            talk(line(&taxonomy, code).trim_end());
        }
        ended(printed, recorded)
    }
}

/// The source's plain categories; none where they cannot be read.
fn kinds(submission: &Submission, identity: &Identity) -> Vec<Value> {
    let json = submission.read_testimony("testimony.json", identity).ok();
    let testimony: Option<Value> = json.and_then(|json| serde_json::from_slice(&json).ok());
    testimony.and_then(|testimony| testimony["answers"]["kind"].as_array().cloned()).unwrap_or_default()
}

fn list(taxonomy: &Taxonomy, as_json: bool) -> Result<(), CommandError> {
    if as_json {
        let scheme = |scheme: &crate::form::taxonomy::Scheme| {
            json!({
                "id": scheme.id, "title": scheme.title, "version": scheme.version, "source": scheme.source,
                "check": scheme.check, "codes": scheme.codes,
            })
        };
        let schemes: Vec<Value> = taxonomy.schemes.iter().map(scheme).collect();
        return print_json(&json!({ "version": taxonomy.version, "schemes": schemes }));
    }
    for scheme in &taxonomy.schemes {
        print(&format!("{} ({})\n", scheme.title, scheme.version))?;
        if scheme.check {
            print("  to be checked by a lawyer before anybody relies on it\n")?;
        }
        for (code, title) in &scheme.codes {
            print(&format!("  {code:<20} {title}\n"))?;
        }
    }
    Ok(())
}

fn line(taxonomy: &Taxonomy, code: &str) -> String {
    match taxonomy.find(code) {
        Some((scheme, title)) if scheme.check => format!("  {code:<20} {title} (to be checked by a lawyer)\n"),
        Some((_, title)) => format!("  {code:<20} {title}\n"),
        None => format!("  {code:<20} (this version does not know it)\n"),
    }
}
