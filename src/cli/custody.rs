use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::json;

use super::errors::not_one;
use super::options::OneId;
use super::output::{print, print_json, talk};
use super::{CommandError, Shared};
use crate::seal::Clock;
use crate::vault::{
    Act, Basis, Beginning, ChainId, Event, Home, InboxError, KeptEvent, Link, Object, ReviewerKeys, Submission,
    check_chain, known_rosters, more_of,
};

/// Show what you did with a submission
///
/// Every act on evidence is an event: pulled, opened, extracted, labelled, exported, handed over. Each is signed by your
/// key and names the one before, so that nothing can be changed or taken out unseen. The log lies sealed in your
/// folder. It has days and no hours, and nothing that a source typed. A command whose act cannot be recorded does
/// it all the same, says so, and ends with exit code 1.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo custody 3f2a\n  amparo custody 3f2a --notes\n  \
                        amparo custody 3f2a --json | jq '.events[].act'")]
pub(super) struct CustodyCommand {
    #[command(flatten)]
    submission: OneId,
    /// Print the signed notes as they are
    #[arg(long)]
    notes: bool,
}

impl CustodyCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        let rosters = home.rosters()?;
        let log = home.custody().read(&keys.identity)?;
        let (id, events) = find(&log.chains, &self.submission.id)?;
        let links: Vec<Link> = events.iter().cloned().map(Box::new).map(Link::Shown).collect();
        let wrong = check_chain(id, &links, &known_rosters(&rosters));
        if shared.json {
            let shown: Vec<_> = events.iter().map(|event| event_json(&event.says)).collect();
            print_json(&json!({
                "id": id.0, "desk": id.1, "events": shown, "wrong": wrong, "troubles": log.troubles,
            }))?;
        } else {
            for event in events {
                print(&if self.notes { format!("{}\n", event.note) } else { line(&event.says) })?;
            }
        }
        for trouble in &log.troubles {
            talk(&format!("! {trouble}"));
        }
        if wrong.is_empty() {
            return Ok(());
        }
        Err(CommandError::unverified(format!("the custody log of {} does not hold together", id.0))
            .because(wrong.join("\n"))
            .mend(
                "bring custody/ back from a backup; what is told here will be asked about, so write down what happened",
            ))
    }
}

type Chains = std::collections::BTreeMap<ChainId, Vec<KeptEvent>>;

/// The one chain whose submission's id begins so.
pub(super) fn find<'a>(
    chains: &'a Chains,
    beginning: &Beginning,
) -> Result<(&'a ChainId, &'a [KeptEvent]), CommandError> {
    let matching: Vec<_> = chains.iter().filter(|((id, desk), _)| beginning.names(*id, desk)).collect();
    match matching[..] {
        [(id, events)] => Ok((id, events)),
        [_, ..] => {
            let count = matching.len();
            let mend = match more_of(matching.iter().map(|((id, desk), _)| (*id, desk))) {
                Some(names) => format!("name one: {names}"),
                None => "give more of it; `amparo inbox` lists the submissions".to_owned(),
            };
            Err(not_one(count, "recorded submission", "recorded submissions", beginning, &mend))
        }
        [] => Err(CommandError::failed(format!("nothing is recorded of a submission {beginning}"))
            .because("it was never acted on from this folder, or only with --no-record, or it was withdrawn")
            .mend("`amparo inbox` lists the submissions")),
    }
}

/// Records acts that are done, before anything is said of them. Where that fails, the command still says what it has to
/// say, and ends with this by [`ended`]; `again` is how the acts come into the log after all.
pub(super) fn record_done(
    shared: &Shared,
    whose: (&Home, &ReviewerKeys),
    acts: &[Act],
    again: &str,
) -> Result<(), CommandError> {
    record_done_once(shared, whose, acts, again, &mut BTreeSet::new())
}

/// Records that a parcel of a submission does not hold where that is why it cannot be opened, and says so.
pub(super) fn in_doubt(
    shared: &Shared,
    whose: (&Home, &ReviewerKeys),
    submission: &Submission,
    error: InboxError,
) -> CommandError {
    let act: Vec<Act> = error.doubted().and_then(|file| Act::doubted(submission, file)).into_iter().collect();
    match record_done(shared, whose, &act, "do the same again") {
        Ok(()) => error.into(),
        Err(unrecorded) => CommandError::from(error).and(&unrecorded.line()),
    }
}

/// The same as [`record_done`], again and again in one command: what is wrong with the log is said where it is not in `told` yet.
pub(super) fn record_done_once(
    shared: &Shared,
    whose: (&Home, &ReviewerKeys),
    acts: &[Act],
    again: &str,
    told: &mut BTreeSet<String>,
) -> Result<(), CommandError> {
    append(shared, whose, acts, told).map_err(|error| not_recorded(error, again))
}

/// The error of a command whose act is done and not in the log; `again` is how it comes into it after all.
pub(super) fn not_recorded(error: CommandError, again: &str) -> CommandError {
    error.instead("this was done, and not recorded in the custody log").then(again)
}

/// How a command ends that has recorded what it did: both are told where both failed, and neither is taken for done.
pub(super) fn ended(told: Result<(), CommandError>, recorded: Result<(), CommandError>) -> Result<(), CommandError> {
    match (told, recorded) {
        (Err(error), Err(unrecorded)) => Err(error.and(&unrecorded.line())),
        (told, recorded) => told.and(recorded),
    }
}

/// Records acts.
pub(super) fn record(shared: &Shared, home: &Home, keys: &ReviewerKeys, acts: &[Act]) -> Result<(), CommandError> {
    append(shared, (home, keys), acts, &mut BTreeSet::new())
}

fn append(
    shared: &Shared,
    (home, keys): (&Home, &ReviewerKeys),
    acts: &[Act],
    told: &mut BTreeSet<String>,
) -> Result<(), CommandError> {
    if acts.is_empty() || shared.no_record {
        return Ok(());
    }
    let rosters = home.rosters()?;
    let day = Clock::system().today();
    tell_troubles(&home.custody().append(acts, day, keys, &rosters)?, told);
    Ok(())
}

/// Says what is wrong with the log, but for what was told already.
pub(super) fn tell_troubles(troubles: &[String], told: &mut BTreeSet<String>) {
    for trouble in troubles {
        if told.insert(trouble.clone()) {
            talk(&format!("! {trouble}; bring custody/ back from a backup: exports will show the gap"));
        }
    }
}

fn line(event: &Event) -> String {
    let mut line = format!("{:>4}  {}  {:<15}  {}", event.seq, event.day, event.act.as_str(), event.agent.role);
    if let Some(Basis { body, value }) = event.basis {
        let _ = write!(line, "  for {body} ({} {})", body.level(), value.as_str());
    }
    if let Some(to) = &event.to {
        let _ = write!(line, "  to {}", to.as_str());
    }
    line.push('\n');
    for (way, objects) in [("had", &event.had), ("made", &event.made)] {
        for Object { what, sha256, bytes } in objects {
            let _ = writeln!(line, "          {way:<4} {:<10} {sha256}  {bytes} bytes", what.as_str());
        }
    }
    if let Some(remark) = &event.remark {
        let _ = writeln!(line, "          {}", remark.as_str());
    }
    line
}

pub(super) fn event_json(event: &Event) -> serde_json::Value {
    json!({
        "seq": event.seq, "prev": event.prev, "day": event.day, "act": event.act,
        "agent": { "role": event.agent.role, "key": event.agent.key, "roster": event.agent.roster },
        "tool": event.tool, "in": event.had, "out": event.made,
        "for": event.basis.map(|basis| json!({
            "body": basis.body.as_str(), "level": basis.level().as_str(), "value": basis.value,
        })),
        "to": event.to, "remark": event.remark, "result": event.result,
    })
}
