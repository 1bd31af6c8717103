//! What of a submission is not here.

use std::fmt;

use super::submission::Submission;

/// What of a submission is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// So many of the parcels that its closing parcel lists.
    Parcels(usize),
    /// That list itself: a visit broke off, or it was not pulled. Nobody can tell what else is not here.
    List,
    /// Nothing is away, and one of those parcels does not hold together.
    Unsound,
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parcels(1) => f.write_str("1 of its parcels is not here"),
            Self::Parcels(count) => write!(f, "{count} of its parcels are not here"),
            Self::Unsound => f.write_str("one of its parcels does not hold together"),
            Self::List => f.write_str("the list of its parcels is not here"),
        }
    }
}

impl Submission {
    /// What of it is not here; `None` when all is, or its source took it back.
    pub const fn lack(&self) -> Option<Lack> {
        match self.missing {
            _ if self.lacks_nothing() => None,
            Some(0) => Some(Lack::Unsound),
            Some(count) => Some(Lack::Parcels(count)),
            None => Some(Lack::List),
        }
    }
}
