//! What a server lists of our desks, day by day.

use std::collections::{BTreeMap, BTreeSet};

use tokio::time::sleep;

use super::FetchOptions;
use crate::link::wire::ListedParcel;
use crate::seal::{Day, DeskId, ParcelId};
use crate::vault::remote::{Remote, RemoteError};

/// What a server lists of our desks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServersLists {
    /// The desks.
    pub desks: BTreeSet<DeskId>,
    /// The parcels of each of their days, sorted.
    pub days: BTreeMap<(DeskId, Day), Vec<ParcelId>>,
    /// The days of theirs whose lists cannot be read, and why: what they hold is not known.
    pub unread: BTreeMap<(DeskId, Day), &'static str>,
}

impl ServersLists {
    /// Asks for all lists, as stubbornly as a fetch does.
    pub async fn ask(remote: &mut Remote) -> Result<Self, RemoteError> {
        Self::read(remote, &FetchOptions::default(), |_, _, _| Ok(())).await
    }

    /// Asks for all lists, and hands each on as it comes.
    pub(super) async fn read<E: From<RemoteError>>(
        remote: &mut Remote,
        options: &FetchOptions,
        mut each: impl FnMut(&DeskId, Day, Vec<ListedParcel>) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut listed = Self::default();
        for of_desk in stubbornly(options, async || remote.days().await).await?.desks {
            let desk = of_desk.desk;
            for day in of_desk.days {
                let list = match stubbornly(options, async || remote.day(&desk, day).await).await {
                    // All that it held went meanwhile.
                    Err(RemoteError::NotFound) => continue,
                    // Strangers can make a day's list too long: that keeps no other day away.
                    Err(RemoteError::Nonsense(why)) => {
                        listed.unread.insert((desk.clone(), day), why);
                        continue;
                    }
                    other => other?,
                };
                let ids = list.parcels.iter().map(|parcel| parcel.id).collect();
                listed.days.insert((desk.clone(), day), ids);
                each(&desk, day, list.parcels)?;
            }
            listed.desks.insert(desk);
        }
        Ok(listed)
    }
}

/// Asks again when the trouble may pass.
async fn stubbornly<T>(
    options: &FetchOptions,
    mut ask: impl AsyncFnMut() -> Result<T, RemoteError>,
) -> Result<T, RemoteError> {
    let mut tried = 1;
    loop {
        match ask().await {
            Err(error) if error.is_passing() && tried < options.tries => {
                sleep(options.wait.saturating_mul(tried)).await;
                tried += 1;
            }
            done => return done,
        }
    }
}
