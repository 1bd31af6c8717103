//! Conversations of a source with a desk: whose turn it is to speak.

use std::collections::{HashMap, HashSet};

use super::submission::Submission;
use crate::seal::{Day, DeskId, SubmissionId};

/// What a reply that waits answers, and when it was written.
pub struct Answering {
    /// What it answers.
    pub submission: SubmissionId,
    /// The desk that answers.
    pub desk: DeskId,
    /// The day on which it was written.
    pub day: Day,
}

impl Answering {
    /// It answers this submission to this desk.
    pub(super) fn is_to(&self, submission: SubmissionId, desk: &DeskId) -> bool {
        (self.submission, &self.desk) == (submission, desk)
    }
}

/// A submission that its source did not take back, as a part of a conversation.
#[derive(Clone, Copy)]
struct Part {
    day: Day,
    id: SubmissionId,
    answered: bool,
}

/// Marks the submissions that wait for an answer: of each conversation with a desk at most one, its last word. `waiting`
/// are the replies that were not sent yet; they count as given.
pub(super) fn find_unanswered(submissions: &mut [Submission], waiting: &[Answering]) {
    let mut conversations = HashMap::<_, (Vec<Part>, Option<Day>)>::new();
    for one in &mut *submissions {
        let queued = waiting.iter().filter(|reply| reply.is_to(one.id, &one.desk)).map(|reply| reply.day);
        let replied = one.answers.iter().map(|answer| answer.day).chain(queued).max();
        // One without a testimony is alone.
        let alone = one.conversation.is_none().then_some(one.id);
        let (parts, last_reply) = conversations.entry((one.conversation.clone(), alone, one.desk.clone())).or_default();
        *last_reply = replied.max(*last_reply);
        if one.withdrawn().is_none() {
            parts.push(Part { day: one.day, id: one.id, answered: replied.is_some() });
        }
    }
    let unanswered: HashSet<(SubmissionId, DeskId)> = conversations
        .into_iter()
        .filter_map(|((_, _, desk), (parts, last_reply))| Some((last_word(&parts, last_reply)?, desk)))
        .collect();
    for one in submissions {
        one.unanswered = unanswered.contains(&(one.id, one.desk.clone()));
    }
}

/// The part that is the last word of a conversation and has no answer; `None` when the desk spoke last.
///
/// There are days and no hours: a reply of a later day answers all that was told before it. Of the same day, it answers
/// what it was written to; what else was told on that day may have come after it, and waits.
fn last_word(parts: &[Part], last_reply: Option<Day>) -> Option<SubmissionId> {
    let last = parts.iter().map(|part| part.day).max()?;
    if last_reply.is_some_and(|reply| reply > last) {
        return None;
    }
    parts.iter().filter(|part| part.day == last && !part.answered).map(|part| part.id).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_waits_by_its_last_word() {
        let on = |n: i64| "2026-11-01".parse::<Day>().unwrap().plus(n);
        let id = |byte: u8| SubmissionId::from_bytes([byte; 16]);
        let told = |n: i64, byte: u8, answered: bool| Part { day: on(n), id: id(byte), answered };
        for (parts, reply, waits) in [
            (&[][..], None, None),
            (&[told(0, 1, false)], None, Some(1)),
            // However much was told, it waits once.
            (&[told(0, 1, false), told(2, 2, false)], None, Some(2)),
            (&[told(2, 2, false), told(2, 1, false)], None, Some(2)),
            // An older part is answered by what was said later, to whatever part.
            (&[told(0, 1, false), told(2, 2, true)], Some(2), None),
            (&[told(0, 1, true), told(2, 2, false)], Some(3), None),
            // What was told after the last reply waits.
            (&[told(0, 1, true), told(2, 2, false)], Some(1), Some(2)),
            // What was told on the day of a reply to something else may have come after it.
            (&[told(0, 1, true), told(2, 2, false)], Some(2), Some(2)),
            (&[told(2, 1, true), told(2, 2, false)], Some(2), Some(2)),
            (&[told(2, 1, true), told(2, 2, true)], Some(2), None),
        ] {
            assert_eq!(last_word(parts, reply.map(on)), waits.map(id), "{reply:?}");
        }
    }
}
