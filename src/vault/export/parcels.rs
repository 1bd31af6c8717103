//! The sealed parcels that leave in a bag.

use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::json;

use super::{Export, ExportError, pretty};
use crate::seal::{OpenError, ParcelId};
use crate::vault::bag::layout::{PARCEL_LIST, PARCELS};
use crate::vault::bag::writer::BagWriter;
use crate::vault::inbox::{InboxError, Leaving};

/// Why a contested parcel is not in a bag.
pub(super) const LEFT_OUT: &str = "the reviewer left it out: not all that says it is of this submission can be, and they took this for not the source's";

/// A sealed parcel from which something leaves.
pub(super) struct Parcel<'a> {
    kind: &'static str,
    id: ParcelId,
    pub(super) bytes: u64,
    path: &'a Path,
    /// All that is in it does.
    pub(super) leaves: bool,
}

impl Export<'_> {
    /// The sealed parcels of which all may leave, and the list that says so.
    pub(super) fn put_parcels(
        &self,
        bag: &mut BagWriter<'_>,
        going: &dyn Fn() -> ControlFlow<()>,
    ) -> Result<(), ExportError> {
        let mut list = Vec::new();
        for Parcel { kind, id, path, leaves, .. } in self.parcels() {
            if !leaves {
                list.push(json!({
                    "id": id, "kind": kind, "here": false, "why": "not all that is in it leaves to this body",
                }));
                continue;
            }
            let failed = |error| ExportError::Io(path.to_owned(), error);
            bag.stream(&format!("{PARCELS}{id}.age"), None, |out| {
                let mut file = File::open(path).map_err(failed)?;
                io::copy(&mut file, &mut Leaving::new(out, |_| going())).map(drop).map_err(failed)
            })?;
            // A parcel is its digest.
            if bag.payload().last().is_none_or(|file| file.sums.sha256.as_bytes() != id.as_bytes()) {
                let why = OpenError::Content("it is not the parcel that it is named by");
                return Err(InboxError::Open(path.to_owned(), why).into());
            }
            list.push(json!({ "id": id, "kind": kind, "here": true }));
        }
        for (id, kind) in &self.submission.left_out {
            list.push(json!({ "id": id, "kind": kind.as_str(), "here": false, "why": LEFT_OUT }));
        }
        let list = json!({ "schema": "amparo/v1/parcels", "parcels": list });
        bag.put(PARCEL_LIST, &pretty(&list))?;
        Ok(())
    }

    /// The parcels from which something leaves.
    pub(super) fn parcels(&self) -> Vec<Parcel<'_>> {
        let Self { submission, selection, .. } = self;
        let mut parcels = Vec::new();
        if let Some(((id, bytes), path)) = submission.sealed_testimony().zip(submission.testimony_file()) {
            parcels.push(Parcel { kind: "testimony", id, bytes, path, leaves: selection.sealed.testimony });
        }
        if let Some(((id, bytes), path)) = submission.sealed_identity().zip(submission.identity_file())
            && !selection.identity.is_empty()
        {
            parcels.push(Parcel { kind: "identity", id, bytes, path, leaves: selection.sealed.identity });
        }
        for (file, _) in self.files() {
            if let Some((id, bytes)) = file.sealed() {
                let leaves = selection.sealed.files.contains(&file.n);
                parcels.push(Parcel { kind: "attachment", id, bytes, path: file.parcel_file(), leaves });
            }
        }
        // One that the server lists under two days is one.
        parcels.sort_by_key(|parcel| parcel.id);
        parcels.dedup_by_key(|parcel| parcel.id);
        parcels
    }
}
