//! What of a submission a bag leaves out, as it is listed beside it.

use serde::Serialize;

use super::Export;
use super::parcels::LEFT_OUT;
use crate::vault::inbox::Lack;

/// An item that stays, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stays {
    /// The item's name.
    pub item: String,
    /// A word for the reason.
    pub code: &'static str,
    /// The reason.
    pub why: String,
}

impl Export<'_> {
    /// What stays, item by item, and what the reviewer left out; last, as one, the parcels that are not here. They are told beside the bag and never in
    /// it: they may be what the source keeps back.
    pub fn stays(&self) -> Vec<Stays> {
        let refused = self.selection.refused.iter();
        let refused = refused.map(|one| Stays { item: one.item.clone(), code: one.code, why: one.why.to_string() });
        let away = self.submission.lack().filter(|lack| matches!(lack, Lack::Parcels(_)));
        let away = away.map(|lack| Stays { item: "parcels".to_owned(), code: "not-here", why: lack.to_string() });
        let left_out = self.submission.left_out.keys();
        let left_out =
            left_out.map(|id| Stays { item: format!("parcel:{id}"), code: "left-out", why: LEFT_OUT.to_owned() });
        refused.chain(left_out).chain(away).collect()
    }
}
