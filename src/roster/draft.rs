//! Editing a draft: each step keeps every rule, or is refused and changes nothing.

use std::fmt;

use super::{DeskEntry, Interface, NoteVerifier, ReviewerEntry, RosterError, RosterText};
use crate::seal::{Day, DeskId, ShortName};

/// What is to hold of a desk from now on; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct DeskChange {
    /// Its name for people.
    pub title: Option<String>,
    /// Those to whom answers that identify people are sealed, in place of those of before; all of the desk when empty.
    pub identity_reviewers: Option<Vec<ShortName>>,
    /// How many of its reviewers must sign before something is withdrawn.
    pub withdrawal_signatures: Option<u32>,
    /// How many days after the source's wish it is withdrawn.
    pub withdrawal_grace_days: Option<u32>,
}

/// A draft was not changed.
#[derive(Debug)]
pub enum EditError {
    /// There is a reviewer of that name.
    ReviewerExists(ShortName),
    /// There is a desk of that name.
    DeskExists(DeskId),
    /// There is no reviewer of that name.
    NoReviewer(ShortName),
    /// There is no desk of that name.
    NoDesk(DeskId),
    /// The desk has that reviewer already.
    Member(DeskId, ShortName),
    /// The desk does not have that reviewer.
    NotMember(DeskId, ShortName),
    /// The desk would be left without a reviewer.
    LastReviewer(DeskId),
    /// The desk would be left without the last of its identity reviewers; an empty list would mean all.
    LastIdentityReviewer(DeskId),
    /// No such successor is named.
    NoSuccessor,
    /// No recipient of backups is named.
    NoBackup,
    /// It would have ended before the day on which it is signed.
    Ends(Day),
    /// The result would not keep the rules.
    Rule(RosterError),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReviewerExists(id) => write!(f, "there is a reviewer {id} already"),
            Self::DeskExists(id) => write!(f, "there is a desk {id} already"),
            Self::NoReviewer(id) => write!(f, "there is no reviewer {id}"),
            Self::NoDesk(id) => write!(f, "there is no desk {id}"),
            Self::Member(desk, id) => write!(f, "reviewer {id} belongs to desk {desk} already"),
            Self::NotMember(desk, id) => write!(f, "reviewer {id} does not belong to desk {desk}"),
            Self::LastReviewer(desk) => write!(f, "desk {desk} would be left without a reviewer"),
            Self::LastIdentityReviewer(desk) => {
                write!(f, "desk {desk} would be left without the last of its identity reviewers")
            }
            Self::NoSuccessor => f.write_str("the draft names no such successor"),
            Self::NoBackup => f.write_str("the draft names no recipient of backups"),
            Self::Ends(day) => write!(f, "the roster would have ended on {day}, before today"),
            Self::Rule(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for EditError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Rule(error) => Some(error),
            _ => None,
        }
    }
}

impl RosterText {
    /// A draft without desks, which was never signed.
    pub fn draft(today: Day, expires: Day, interface: Interface) -> Result<Self, EditError> {
        let draft = Self::new(0, today, expires, interface);
        if expires < today {
            return Err(EditError::Ends(expires));
        }
        draft.check().map_err(EditError::Rule)?;
        Ok(draft)
    }

    /// Adds a reviewer, and lets them into desks that exist.
    pub fn add_reviewer(&mut self, entry: ReviewerEntry, desks: &[DeskId]) -> Result<(), EditError> {
        self.edit(|next| {
            if next.reviewer(&entry.id).is_some() {
                return Err(EditError::ReviewerExists(entry.id));
            }
            let id = entry.id.clone();
            next.reviewers.push(entry);
            desks.iter().try_for_each(|desk| next.join_desk(desk, &id))
        })
    }

    /// Adds a desk, whose reviewers must be there.
    pub fn add_desk(&mut self, entry: DeskEntry) -> Result<(), EditError> {
        self.edit(|next| {
            if next.desks.iter().any(|desk| desk.id == entry.id) {
                return Err(EditError::DeskExists(entry.id));
            }
            next.desks.push(entry);
            Ok(())
        })
    }

    /// Changes what a desk asks for. Who belongs to it, [`Self::add_member`] and [`Self::remove_member`] change.
    pub fn change_desk(&mut self, id: &DeskId, change: DeskChange) -> Result<(), EditError> {
        self.edit(|next| {
            let desk = next.desk_mut(id)?;
            desk.title = change.title.unwrap_or_else(|| desk.title.clone());
            desk.identity_reviewers = change.identity_reviewers.unwrap_or_else(|| desk.identity_reviewers.clone());
            desk.withdrawal_signatures = change.withdrawal_signatures.unwrap_or(desk.withdrawal_signatures);
            desk.withdrawal_grace_days = change.withdrawal_grace_days.unwrap_or(desk.withdrawal_grace_days);
            Ok(())
        })
    }

    /// Lets a reviewer into a desk.
    pub fn add_member(&mut self, desk: &DeskId, reviewer: &ShortName) -> Result<(), EditError> {
        self.edit(|next| next.join_desk(desk, reviewer))
    }

    /// Names someone who may sign later rosters.
    pub fn add_successor(&mut self, successor: NoteVerifier) -> Result<(), EditError> {
        self.edit(|next| {
            next.successors.push(successor);
            Ok(())
        })
    }

    /// Names the age recipient that backups are sealed to, in place of an earlier one.
    pub fn set_backup(&mut self, recipient: String) -> Result<(), EditError> {
        self.edit(|next| {
            next.backup = Some(recipient);
            Ok(())
        })
    }

    /// Removes a reviewer, from every desk too.
    pub fn remove_reviewer(&mut self, id: &ShortName) -> Result<(), EditError> {
        self.edit(|next| {
            if next.reviewer(id).is_none() {
                return Err(EditError::NoReviewer(id.clone()));
            }
            next.reviewers.retain(|r| r.id != *id);
            next.desks.iter_mut().try_for_each(|desk| leave(desk, id))
        })
    }

    /// Removes a desk; its reviewers stay.
    pub fn remove_desk(&mut self, id: &DeskId) -> Result<(), EditError> {
        self.edit(|next| {
            next.desk_mut(id)?;
            next.desks.retain(|desk| desk.id != *id);
            Ok(())
        })
    }

    /// Takes a reviewer out of a desk.
    pub fn remove_member(&mut self, desk: &DeskId, reviewer: &ShortName) -> Result<(), EditError> {
        self.edit(|next| {
            let entry = next.desk_mut(desk)?;
            if !entry.reviewers.contains(reviewer) && !entry.identity_reviewers.contains(reviewer) {
                return Err(EditError::NotMember(desk.clone(), reviewer.clone()));
            }
            leave(entry, reviewer)
        })
    }

    /// Takes back that someone may sign later rosters.
    pub fn remove_successor(&mut self, successor: &NoteVerifier) -> Result<(), EditError> {
        self.edit(|next| {
            let before = next.successors.len();
            next.successors.retain(|named| named != successor);
            if next.successors.len() == before { Err(EditError::NoSuccessor) } else { Ok(()) }
        })
    }

    /// Names nobody that backups are sealed to.
    pub fn remove_backup(&mut self) -> Result<(), EditError> {
        self.edit(|next| next.backup.take().map(drop).ok_or(EditError::NoBackup))
    }

    /// The text as it is to be signed on `today`; `expires` takes the place of the draft's end.
    pub fn to_issue(&self, version: u64, today: Day, expires: Option<Day>) -> Result<Self, EditError> {
        let expires = expires.unwrap_or(self.expires);
        if expires < today {
            return Err(EditError::Ends(expires));
        }
        let mut next = self.clone();
        (next.version, next.issued, next.expires) = (version, today, expires);
        next.check_signed().map_err(EditError::Rule)?;
        Ok(next)
    }

    /// Makes a change as a whole, or not at all when it would break a rule.
    fn edit(&mut self, change: impl FnOnce(&mut Self) -> Result<(), EditError>) -> Result<(), EditError> {
        let mut next = self.clone();
        change(&mut next)?;
        next.check().map_err(EditError::Rule)?;
        *self = next;
        Ok(())
    }

    fn join_desk(&mut self, desk: &DeskId, reviewer: &ShortName) -> Result<(), EditError> {
        if self.reviewer(reviewer).is_none() {
            return Err(EditError::NoReviewer(reviewer.clone()));
        }
        let entry = self.desk_mut(desk)?;
        if entry.reviewers.contains(reviewer) {
            return Err(EditError::Member(desk.clone(), reviewer.clone()));
        }
        entry.reviewers.push(reviewer.clone());
        Ok(())
    }

    fn desk_mut(&mut self, id: &DeskId) -> Result<&mut DeskEntry, EditError> {
        self.desks.iter_mut().find(|desk| desk.id == *id).ok_or_else(|| EditError::NoDesk(id.clone()))
    }
}

/// Takes a reviewer out of a desk, when somebody stays.
fn leave(desk: &mut DeskEntry, reviewer: &ShortName) -> Result<(), EditError> {
    let had_identity = !desk.identity_reviewers.is_empty();
    desk.reviewers.retain(|id| id != reviewer);
    desk.identity_reviewers.retain(|id| id != reviewer);
    if desk.reviewers.is_empty() {
        Err(EditError::LastReviewer(desk.id.clone()))
    } else if had_identity && desk.identity_reviewers.is_empty() {
        Err(EditError::LastIdentityReviewer(desk.id.clone()))
    } else {
        Ok(())
    }
}
