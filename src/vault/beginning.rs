//! The beginning of an id, by which a person names what they mean.

use std::fmt;
use std::str::FromStr;

use crate::seal::{DeskId, SubmissionId};

/// Fewer characters name what nobody meant: an empty one, as a script's unset variable gives it, would be any.
const LEAST_CHARS: usize = 4;

/// The first characters of an id, in hex as it is shown; 4 at least. Of a submission's also `DESK/` and those: two desks
/// can have one of the same id, when somebody makes one up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    pub(super) desk: Option<DeskId>,
    pub(super) id: String,
}

impl Beginning {
    /// Whether the id of something that is no submission begins so.
    pub fn fits(&self, id: &impl fmt::Display) -> bool {
        self.desk.is_none() && id.to_string().starts_with(&self.id)
    }

    /// Whether a submission's id begins so, as a desk has it.
    pub fn names(&self, id: SubmissionId, desk: &DeskId) -> bool {
        self.desk.as_ref().is_none_or(|named| named == desk) && id.to_string().starts_with(&self.id)
    }

    /// All of the id of a submission, as a desk has it.
    pub fn of(id: SubmissionId, desk: &DeskId) -> Self {
        Self { desk: Some(desk.clone()), id: id.to_string() }
    }
}

impl fmt::Display for Beginning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.desk {
            Some(desk) => write!(f, "{desk}/{}", self.id),
            None => f.write_str(&self.id),
        }
    }
}

/// How several submissions are told from each other: by more of their ids, and where those are the same by their desks.
pub fn more_of<'a>(named: impl Iterator<Item = (SubmissionId, &'a DeskId)>) -> Option<String> {
    let named: Vec<_> = named.collect();
    let same = named.iter().all(|(id, _)| Some(id) == named.first().map(|(first, _)| first));
    same.then(|| named.iter().map(|(id, desk)| Beginning::of(*id, desk).to_string()).collect::<Vec<_>>().join(" or "))
}

/// This names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBeginning {
    /// So few characters do not.
    TooShort,
    /// What stands before the stroke is no desk's id.
    Desk,
}

impl fmt::Display for NoBeginning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort => {
                write!(f, "give {LEAST_CHARS} characters of the id or more, so that none is meant by mistake")
            }
            Self::Desk => f.write_str("before the stroke stands a desk's id, as in main/3f2a"),
        }
    }
}

impl std::error::Error for NoBeginning {}

impl FromStr for Beginning {
    type Err = NoBeginning;

    fn from_str(given: &str) -> Result<Self, NoBeginning> {
        let (desk, id) = match given.split_once('/') {
            Some((desk, id)) => (Some(desk.parse().map_err(|_| NoBeginning::Desk)?), id),
            None => (None, given),
        };
        if id.chars().count() < LEAST_CHARS { Err(NoBeginning::TooShort) } else { Ok(Self { desk, id: id.to_owned() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submission_is_named_by_the_beginning_of_its_id_and_by_its_desk() {
        let id = SubmissionId::from_bytes([0x3f; 16]);
        let desk = |text: &str| text.parse::<DeskId>().unwrap();
        let (main, camps) = (desk("main"), desk("camps"));
        let names = |given: &str| given.parse::<Beginning>().map(|it| [it.names(id, &main), it.names(id, &camps)]);
        assert_eq!(names("3f3f"), Ok([true, true]));
        assert_eq!(names("main/3f3f"), Ok([true, false]));
        assert_eq!(names("camps/3f40"), Ok([false, false]));
        assert_eq!(names("3f3"), Err(NoBeginning::TooShort));
        assert_eq!(names("main/3f3"), Err(NoBeginning::TooShort));
        assert_eq!(names("/3f3f"), Err(NoBeginning::Desk));
        assert!(!"main/3f3f".parse::<Beginning>().unwrap().fits(&id), "a parcel has no desk in its name");
        assert_eq!(Beginning::of(id, &main).to_string().parse::<Beginning>(), Ok(Beginning::of(id, &main)));
        let both = more_of([(id, &main), (id, &camps)].into_iter()).unwrap();
        assert_eq!(both, format!("main/{id} or camps/{id}"));
        assert_eq!(more_of([(id, &main), (SubmissionId::from_bytes([0x40; 16]), &main)].into_iter()), None);
    }
}
