//! The rule of what may leave: consent, body by body and item by item (`docs/decisions/0014`).

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::consent::{Choice, Effective, Level};
use crate::seal::Day;

#[cfg(test)]
mod tests;

/// Whom an export is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Body {
    /// A partner organisation or a lawyer.
    Partner,
    /// The United Nations.
    Un,
    /// A prosecutor or court that is not told who the source is.
    Icc,
    /// A prosecutor or court that is told.
    IccIdentified,
    /// Everybody: reports and media.
    Public,
    /// Statistics: coded facts, no single answer.
    Statistics,
    /// A psychologist, doctor or lawyer who contacts the source; gets what is needed for that alone.
    Care,
}

impl Body {
    /// Every body.
    pub const ALL: [Self; 7] =
        [Self::Partner, Self::Un, Self::Icc, Self::IccIdentified, Self::Public, Self::Statistics, Self::Care];

    /// Its name on the command line.
    pub const fn as_str(self) -> &'static str {
        ["partner", "un", "icc", "icc-identified", "public", "statistics", "care"][self as usize]
    }

    /// The level of consent that covers it.
    pub const fn level(self) -> Level {
        [Level::C2, Level::C3, Level::C4, Level::C5, Level::C6, Level::C1, Level::C7][self as usize]
    }

    /// True when what it gets may come before a court of some state, one with a death penalty among them.
    pub const fn may_hand_on(self) -> bool {
        matches!(self, Self::Partner | Self::Un | Self::Public)
    }
}

impl FromStr for Body {
    type Err = NoSuchBody;

    fn from_str(text: &str) -> Result<Self, NoSuchBody> {
        Self::ALL.into_iter().find(|body| body.as_str() == text).ok_or(NoSuchBody)
    }
}

impl fmt::Display for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// There is no body of that name.
#[derive(Debug, PartialEq, Eq)]
pub struct NoSuchBody;

impl fmt::Display for NoSuchBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the bodies are {}", Body::ALL.map(Body::as_str).join(", "))
    }
}

impl std::error::Error for NoSuchBody {}

/// What kind of thing an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    /// Coded facts: categories, counts, the month.
    Statistics,
    /// A choice from a list, a date or a count: nothing in it was written freely.
    Structured,
    /// Words of the source's own, which may name anybody.
    FreeText,
    /// A file's content.
    File,
    /// A file with hidden data that the source wants taken out; a copy without it is another item.
    Unstripped,
    /// What the source called a file.
    FileName,
    /// What support the source wishes for, chosen from a list.
    Support,
    /// How the source can be reached, apart from the codename.
    Contact,
    /// An answer that says who somebody is.
    Identity,
    /// A parcel as it was sealed: everything in it, file names too.
    Sealed,
}

/// How far the people whom an item speaks of let it go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Others {
    /// One of them said no.
    Refuse,
    /// They said nothing clear: it goes no further than what identifies nobody.
    Unclear,
    /// Nothing stands against it.
    Agree,
}

/// One thing that would leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// What it is.
    pub content: Content,
    /// What the people in it say.
    pub others: Others,
}

/// What a reviewer states for an item, and answers for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// They looked at this item, or at all choices, dates and counts together, and it identifies nobody.
    pub reviewed: bool,
    /// What leaves reaches no court that could sentence somebody to death.
    pub death_penalty_excluded: bool,
}

/// Why an item stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The source took the testimony back on that day.
    Withdrawn(Day),
    /// The record of consent is missing or does not make sense.
    NoRecord,
    /// The source said no to this use.
    No(Level),
    /// The source wants to be asked first.
    Ask(Level),
    /// It is not what this body gets, whatever is permitted.
    NotForBody,
    /// It says who somebody is, and this body is not told.
    Identifies(Level),
    /// It may identify somebody, and nobody said that they have looked.
    NotReviewed(Level),
    /// Together with the others it may identify somebody, and nobody said that they have looked at all of them.
    ListsNotReviewed(Level),
    /// The person whom it is about said no.
    PersonRefused,
    /// The person whom it is about did not clearly permit it.
    PersonUnclear,
    /// It may speak of a person who said no, and nobody said that they have looked.
    MaySpeakOfPerson,
    /// The source asked that nothing reach a court with a death penalty.
    DeathPenalty,
    /// The source asked that hidden data be taken out of the files first.
    HiddenData,
    /// It stands under a name that no form can have.
    NoField,
    /// It is sealed to others of the desk.
    Closed,
}

impl Refusal {
    /// A word for it, for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withdrawn(_) => "withdrawn",
            Self::NoRecord => "no-record",
            Self::No(_) => "no",
            Self::Ask(_) => "ask",
            Self::NotForBody => "not-for-body",
            Self::Identifies(_) => "identifies",
            Self::NotReviewed(_) => "not-reviewed",
            Self::ListsNotReviewed(_) => "lists-not-reviewed",
            Self::PersonRefused => "person-refused",
            Self::PersonUnclear => "person-unclear",
            Self::MaySpeakOfPerson => "may-speak-of-person",
            Self::DeathPenalty => "death-penalty",
            Self::HiddenData => "hidden-data",
            Self::NoField => "no-field",
            Self::Closed => "closed",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Withdrawn(day) => write!(f, "the source withdrew the testimony on {day}"),
            Self::NoRecord => f.write_str("no record of consent is known that makes sense"),
            Self::No(level) => write!(f, "the source said no to this use ({level})"),
            Self::Ask(Level::C5) => {
                f.write_str("only after a person has spoken with the source (C5): ask the source first")
            }
            Self::Ask(level) => write!(f, "ask the source first ({level})"),
            Self::NotForBody => f.write_str("this body does not get it, whatever is permitted"),
            Self::Identifies(level) => write!(f, "it says who somebody is, which is not permitted ({level})"),
            Self::NotReviewed(level) => {
                write!(f, "only what identifies nobody may leave ({level}); look at it, then name it with --reviewed")
            }
            Self::ListsNotReviewed(level) => write!(
                f,
                "choices, dates and counts may identify somebody together ({level}); look at all of them, then state \
                 --reviewed lists"
            ),
            Self::PersonRefused => f.write_str("the person whom it is about said no"),
            Self::PersonUnclear => f.write_str("the person whom it is about did not permit that they are named"),
            Self::MaySpeakOfPerson => {
                f.write_str("it may speak of a person who did not permit it; look at it, then name it with --reviewed")
            }
            Self::DeathPenalty => f.write_str(
                "the source asked that nothing reach a court with a death penalty; state --death-penalty-excluded \
                 when that is certain",
            ),
            Self::HiddenData => f.write_str("the source asked that hidden data be taken out of the files first"),
            Self::NoField => f.write_str("no form has a field of this name"),
            Self::Closed => f.write_str("it is sealed to the desk's identity reviewers, and this key does not open it"),
        }
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Says whether an item may leave for a body.
///
/// # Errors
/// The reason why it stays. Nothing leaves that is not permitted by the source, and nothing about a person
/// that this person forbids, whatever a reviewer states.
pub fn may_leave(consent: &Effective, body: Body, item: Item, stated: Stated) -> Result<(), Refusal> {
    let level = body.level();
    if let Some(day) = consent.withdrawn() {
        return Err(Refusal::Withdrawn(day));
    }
    if !is_for(body, item.content) {
        return Err(Refusal::NotForBody);
    }
    let choice = consent.get(level);
    match choice {
        Choice::No => return Err(Refusal::No(level)),
        Choice::Ask => return Err(Refusal::Ask(level)),
        Choice::Anonymous | Choice::Yes => {}
    }
    if consent.no_death_penalty() && body.may_hand_on() && !stated.death_penalty_excluded {
        return Err(Refusal::DeathPenalty);
    }
    if item.others == Others::Refuse {
        return Err(Refusal::PersonRefused);
    }
    let anonymous = choice == Choice::Anonymous;
    match item.content {
        // Nothing in one of them names anybody, and all together may be one person's alone.
        Content::Structured if anonymous && !stated.reviewed => Err(Refusal::ListsNotReviewed(level)),
        Content::Statistics | Content::Structured | Content::Support => Ok(()),
        Content::FreeText | Content::File => match item.others {
            _ if stated.reviewed => Ok(()),
            _ if anonymous => Err(Refusal::NotReviewed(level)),
            Others::Agree => Ok(()),
            Others::Unclear | Others::Refuse => Err(Refusal::MaySpeakOfPerson),
        },
        Content::Unstripped => Err(Refusal::HiddenData),
        Content::FileName | Content::Contact | Content::Identity | Content::Sealed => match item.others {
            _ if anonymous => Err(Refusal::Identifies(level)),
            Others::Agree => Ok(()),
            Others::Unclear | Others::Refuse => Err(Refusal::PersonUnclear),
        },
    }
}

/// What a body gets at all.
const fn is_for(body: Body, content: Content) -> bool {
    match body {
        Body::Statistics => matches!(content, Content::Statistics),
        Body::Care => matches!(content, Content::Support | Content::Contact),
        Body::Public => {
            matches!(content, Content::Structured | Content::FreeText | Content::File | Content::Unstripped)
        }
        Body::Partner | Body::Un | Body::Icc | Body::IccIdentified => {
            !matches!(content, Content::Statistics | Content::Support)
        }
    }
}
