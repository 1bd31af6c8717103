mod listing;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;

use serde_json::{Value, json};

use super::mark::change;
use super::output::{how_many, print_json, progress, talk};
use super::pull::tell_of_left_out;
use super::roster::warn_of_end;
use super::{CommandError, Shared};
use crate::seal::{Clock, Day, DeskId, ParcelId, SubmissionId};
use crate::vault::{
    Against, Answering, Closed, ClosedParcel, Home, Inbox, Index, KeptError, Query, Records, ReviewerKeys, Status,
    Submission,
};

pub(super) use listing::short;

/// List, filter and search the submissions in the vault
///
/// Works without a network. A submission is complete when its closing parcel and all that it lists is here. What the
/// same source told under the same nine words stands together. Filters add up: what is listed fits all of them.
/// --text looks into testimonies, answers that identify people where your key opens them, replies, names of files and
/// your notes; case and accents make no difference. A roster that has ended or ends within 30 days is told. The parcels are opened once; after that the sealed index is read.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  amparo inbox --unanswered --since 2026-11-01\n  \
                        amparo inbox --text \"camioneta blanca\"\n  \
                        amparo inbox --label un:wgad --status working --sort desk\n  \
                        amparo inbox --json | jq -r '.[].id'")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct InboxCommand {
    /// List only what has this label of yours; may be given several times
    #[arg(long, value_name = "CODE")]
    label: Vec<String>,
    /// List only what was told on this day or later
    #[arg(long, value_name = "DAY")]
    since: Option<Day>,
    /// List only what was told on this day or before
    #[arg(long, value_name = "DAY")]
    until: Option<Day>,
    /// List only what this desk received; may be given several times
    #[arg(long, value_name = "DESK")]
    desk: Vec<DeskId>,
    /// List only where all these words occur
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// List only what is so far: new, working, answered, closed; may be given several times
    #[arg(long, value_name = "STATUS")]
    status: Vec<Status>,
    /// List only what you did not read
    #[arg(long)]
    unread: bool,
    /// List only what waits for an answer: of a conversation, the last word, where it is the source's
    #[arg(long)]
    unanswered: bool,
    /// List only what is not here as a whole
    #[arg(long)]
    incomplete: bool,
    /// List only pages that were sent twice, and files that came before
    #[arg(long)]
    repeated: bool,
    /// Sort by day, desk or status
    #[arg(long, value_name = "HOW", default_value = "day")]
    sort: Sort,
    /// The other way round
    #[arg(long)]
    reverse: bool,
    /// List at most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Sort {
    Day,
    Desk,
    Status,
}

/// A submission that fits, and where the words that were looked for stand in it.
struct Listed<'a> {
    submission: &'a Submission,
    excerpt: Option<String>,
}

impl InboxCommand {
    pub(super) fn run(&self, shared: &Shared) -> Result<(), CommandError> {
        check_days(self.since, self.until)?;
        let query = self.query()?;
        let home = shared.home()?;
        let keys = shared.keys(&home)?;
        if let Some(newest) = home.rosters()?.last() {
            warn_of_end(newest, Clock::system().today());
        }
        let Opened { inbox, index, records, .. } = open(shared, &home, &keys)?;
        let found = query.map(|query| query.search(&index, &records));
        let mut listed: Vec<Listed<'_>> = inbox
            .submissions
            .iter()
            .filter(|one| self.fits(one))
            .filter_map(|one| found_in(one, found.as_ref()))
            .collect();
        self.put_in_order(&mut listed, shared.json);
        if let Some(limit) = self.limit {
            listed.truncate(limit);
        }
        if shared.json {
            return print_json(&listed.iter().map(Listed::json).collect::<Result<Vec<_>, _>>()?);
        }
        if inbox.submissions.is_empty() {
            talk("The vault holds no submission. Fetch what arrived with: amparo pull");
        } else if listed.is_empty() {
            talk(&format!("Of {} none fits.", how_many(inbox.submissions.len(), "submission", "submissions")));
        }
        listing::of(&listed).print()
    }

    fn query(&self) -> Result<Option<Query>, CommandError> {
        let Some(text) = &self.text else { return Ok(None) };
        let query = Query::new(text).ok_or_else(|| {
            CommandError::usage("--text has no words to look for")
                .because("it is empty, or has more than 64 words")
                .mend("give some words, such as --text \"white van\"")
        });
        query.map(Some)
    }

    fn fits(&self, one: &Submission) -> bool {
        self.label.iter().all(|label| one.labels.contains(label))
            && self.since.is_none_or(|since| one.day >= since)
            && self.until.is_none_or(|until| one.day <= until)
            && (self.desk.is_empty() || self.desk.contains(&one.desk))
            && (self.status.is_empty() || self.status.contains(&one.status))
            && (!self.unread || !one.read)
            && (!self.unanswered || one.unanswered)
            && (!self.incomplete || !one.lacks_nothing())
            && (!self.repeated || one.is_repeated())
    }

    /// By day, then id, unless something else was asked for. For people, what the same source told stands together,
    /// where the first of it stands.
    fn put_in_order(&self, listed: &mut [Listed<'_>], for_machines: bool) {
        match self.sort {
            Sort::Day => {}
            Sort::Desk => listed.sort_by(|a, b| a.submission.desk.cmp(&b.submission.desk)),
            Sort::Status => listed.sort_by_key(|one| one.submission.status),
        }
        if self.reverse {
            listed.reverse();
        }
        if for_machines {
            return;
        }
        let mut first = HashMap::new();
        for (at, one) in listed.iter().enumerate() {
            if let Some(conversation) = &one.submission.conversation {
                first.entry((conversation.clone(), &one.submission.desk)).or_insert(at);
            }
        }
        let mut at = 0;
        listed.sort_by_cached_key(|one| {
            let conversation = one.submission.conversation.clone();
            let place = conversation.and_then(|it| first.get(&(it, &one.submission.desk)).copied()).unwrap_or(at);
            at += 1;
            (place, at)
        });
    }
}

impl Listed<'_> {
    fn json(&self) -> io::Result<Value> {
        let mut value = serde_json::to_value(self.submission)?;
        if let Some(excerpt) = &self.excerpt {
            value["excerpt"] = json!(excerpt);
        }
        Ok(value)
    }
}

/// What was found in a submission, when something was looked for. What a source took back is not searched.
fn found_in<'a>(
    submission: &'a Submission,
    found: Option<&HashMap<(SubmissionId, DeskId), String>>,
) -> Option<Listed<'a>> {
    let Some(found) = found else { return Some(Listed { submission, excerpt: None }) };
    let excerpt = found.get(&(submission.id, submission.desk.clone()))?;
    submission.withdrawn().is_none().then(|| Listed { submission, excerpt: Some(excerpt.clone()) })
}

/// Refuses days between which there is none.
pub(super) fn check_days(since: Option<Day>, until: Option<Day>) -> Result<(), CommandError> {
    if since.zip(until).is_some_and(|(since, until)| until < since) {
        return Err(CommandError::usage("--until lies before --since").mend("name the earlier day with --since"));
    }
    Ok(())
}

/// An opened vault.
pub(super) struct Opened {
    pub(super) inbox: Inbox,
    pub(super) index: Index,
    records: Records,
    /// What the replies answer that were not sent yet.
    answering: Vec<Answering>,
}

impl Opened {
    /// Reads the vault once more, as if these parcels were not of their submissions.
    pub(super) fn leave_out(
        &mut self,
        (home, keys): (&Home, &ReviewerKeys),
        without: BTreeSet<ParcelId>,
    ) -> Result<(), CommandError> {
        let rosters = home.rosters()?;
        let against = Against { without, ..Against::new(&rosters, Clock::system().today()) };
        self.inbox = Inbox::read(&home.vault(), &mut self.index, &keys.identity, &against, |_, _| {})?;
        self.inbox.add_noted(&self.records, &self.answering);
        Ok(())
    }
}

/// The same as [`open`], where the inbox suffices.
pub(super) fn open_inbox(shared: &Shared, home: &Home, keys: &ReviewerKeys) -> Result<Inbox, CommandError> {
    open(shared, home, keys).map(|opened| opened.inbox)
}

/// Opens the vault and tells what of it cannot be read. What was opened for it is kept in the index.
pub(super) fn open(shared: &Shared, home: &Home, keys: &ReviewerKeys) -> Result<Opened, CommandError> {
    let mut index = open_index(home, keys);
    tell_of_left_out(home)?;
    let bar = progress(false).with_message("opening");
    let rosters = home.rosters()?;
    let against = Against::new(&rosters, Clock::system().today());
    let inbox = Inbox::read(&home.vault(), &mut index, &keys.identity, &against, |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    let mut inbox = inbox?;
    keep_index(shared, home, &index, keys);
    let records = home.records().read(keys).unwrap_or_else(|trouble| {
        talk(&format!("! {trouble}. What you noted is not shown."));
        Records::default()
    });
    let answering = home.outbox().answers(&keys.identity).unwrap_or_else(|trouble| {
        talk(&format!("! {trouble}. What you answered and did not send is not counted."));
        Vec::new()
    });
    inbox.add_noted(&records, &answering);
    talk_of_closed(inbox.closed.iter().filter(|closed| closed.why != Closed::Identity));
    for (_, why) in &inbox.unreadable {
        talk(&format!("! {why}"));
    }
    Ok(Opened { inbox, index, records, answering })
}

/// Notes that a submission was read. Where that fails, it was read all the same.
pub(super) fn mark_read(shared: &Shared, home: &Home, keys: &ReviewerKeys, submission: &Submission) {
    if shared.no_record || submission.read {
        return;
    }
    if let Err(trouble) = change(&home.records(), keys, &[submission], |record| record.read = true) {
        talk(&format!(
            "! {}. That you read it is not noted. Where nothing is to be written: --no-record",
            trouble.line()
        ));
    }
}

/// Reads the index; says why, where it must be made anew.
pub(super) fn open_index(home: &Home, keys: &ReviewerKeys) -> Index {
    let (index, trouble) = home.index().read(keys);
    match trouble {
        None => {}
        Some(older @ KeptError::Older(_)) => talk(&format!("{older}, and made anew from the parcels.")),
        Some(trouble) => talk(&format!("! {trouble}. It is made anew from the parcels; nothing is lost.")),
    }
    index
}

/// Keeps the index. Where that fails, the next command opens the parcels again, and nothing else is lost.
pub(super) fn keep_index(shared: &Shared, home: &Home, index: &Index, keys: &ReviewerKeys) {
    if shared.no_record {
        return;
    }
    if let Err(trouble) = home.index().keep(index, keys) {
        tell_not_kept(&trouble);
    }
}

/// Says why the index could not be kept.
pub(super) fn tell_not_kept(trouble: &KeptError) {
    talk(&format!(
        "! {trouble}. The next command opens the parcels again. Where nothing is to be written: --no-record"
    ));
}

/// Says how many parcels are for others, and why.
pub(super) fn talk_of_closed<'a>(closed: impl Iterator<Item = &'a ClosedParcel>) {
    let (mut identity, mut before) = (0, BTreeMap::new());
    for parcel in closed {
        match parcel.why {
            Closed::Identity => identity += 1,
            Closed::BeforeUs { since } => *before.entry((parcel.file.desk(), since)).or_insert(0) += 1,
        }
    }
    if identity > 0 {
        let parcels = how_many(identity, "of the parcels holds", "of the parcels hold");
        talk(&format!("{parcels} answers that identify people, for others of the desk."));
    }
    for ((desk, since), count) in before {
        talk(&format!(
            "{} sealed before you stood in desk {desk}, which you do since {since}.",
            how_many(count, "of the parcels was", "of the parcels were")
        ));
    }
}
