//! Codename keys, in bounded numbers: each derivation takes 19 MiB and tens of milliseconds.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::seal::{Arena, BadDerivation, Codename, Decoy, Derivation, Root};

use super::behind::{Behind, Place};
use super::{IntakeError, worker};
use crate::form::reply::Reply;

/// Derives roots, for one way in. Testimonies have permits of their own; mailboxes stand behind them, on threads of the
/// lowest priority, so that guesses never hold up a testimony. What comes by the open web stands behind all that comes by
/// the onion service, with places of its own.
pub struct Keys {
    derivation: Derivation,
    turns: Turns,
    testimonies: Arenas,
    mailboxes: Arenas,
    behind: Behind,
    /// What is opened where a mailbox holds nothing.
    pub(super) decoy: Arc<Decoy>,
}

/// Arenas that no derivation uses now; made when first needed, never more than derivations at once.
type Arenas = Arc<Mutex<Vec<Arena>>>;

/// How testimonies get their turn.
enum Turns {
    /// So many at once, before all others.
    First(Arc<Semaphore>),
    /// On threads of the lowest priority, which nothing but these testimonies has.
    Behind(Behind),
}

impl Keys {
    /// Those of the onion service. `processors` derivations for testimonies run at once, and half as many for mailboxes, one at least.
    pub fn new(derivation: Derivation, processors: usize) -> Self {
        Self {
            derivation,
            turns: Turns::First(Arc::new(Semaphore::new(processors))),
            testimonies: Arenas::default(),
            mailboxes: Arenas::default(),
            behind: Behind::new(processors / 2),
            decoy: Arc::new(Decoy::of(&Reply::decoy())),
        }
    }

    /// Those of the open web, beside these.
    #[must_use]
    pub fn of_the_open_web(&self, processors: usize) -> Self {
        Self {
            derivation: self.derivation.clone(),
            turns: Turns::Behind(Behind::new(processors / 2)),
            testimonies: Arc::clone(&self.testimonies),
            mailboxes: Arc::clone(&self.mailboxes),
            behind: self.behind.of_the_open_web(),
            decoy: Arc::clone(&self.decoy),
        }
    }

    /// The root of a codename that is about to be given out.
    pub(super) async fn for_testimony(&self, codename: Codename) -> Result<(Codename, Root), IntakeError> {
        let derive = self.derive(&self.testimonies, codename);
        match &self.turns {
            Turns::First(permits) => {
                let permit = Arc::clone(permits).acquire_owned().await.map_err(|_| IntakeError::Worker)?;
                let (job, told) = worker::for_who_waits(derive);
                // The permit stays with the work, and not with the visit, which may break off meanwhile.
                spawn_blocking(move || {
                    let _until_done = permit;
                    job();
                });
                told.await.map_err(|_| IntakeError::Worker)?
            }
            Turns::Behind(behind) => {
                let place = behind.next_place().await.ok_or(IntakeError::Worker)?;
                place.run(derive).await?
            }
        }
    }

    /// A place for somebody who brings nine words; `None` when there is none now.
    pub fn place(&self) -> Option<Place> {
        self.behind.place()
    }

    /// The root of a codename that came back.
    pub async fn for_mailbox(&self, place: &Place, codename: Codename) -> Result<(Codename, Root), IntakeError> {
        place.run(self.derive(&self.mailboxes, codename)).await?
    }

    fn derive(
        &self,
        arenas: &Arenas,
        codename: Codename,
    ) -> impl FnOnce() -> Result<(Codename, Root), IntakeError> + Send + 'static {
        let (derivation, arenas) = (self.derivation.clone(), Arc::clone(arenas));
        move || {
            let free = arenas.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let bad = |_: BadDerivation| IntakeError::Worker;
            let mut arena = free.map_or_else(|| derivation.arena(), Ok).map_err(bad)?;
            let root = derivation.root(&codename, &mut arena);
            arenas.lock().unwrap_or_else(PoisonError::into_inner).push(arena);
            Ok((codename, root.map_err(bad)?))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future as _;
    use std::sync::mpsc::channel;
    use std::task::{Context, Waker};

    use rand_core::OsRng;
    use tokio::runtime::Builder;

    use super::*;
    use crate::seal::WordList;

    #[test]
    fn who_breaks_off_leaves_no_permit_to_others_before_the_work_is_over_and_work_nobody_waits_for_is_not_done() {
        let runtime = Builder::new_current_thread().max_blocking_threads(1).build().unwrap();
        let keys = Keys::new(Derivation::generate(&mut OsRng), 1);
        let Turns::First(permits) = &keys.turns else { panic!("it is the onion service's") };
        let codename = || Codename::generate(WordList::English, &mut OsRng);
        runtime.block_on(async {
            let (release, held) = channel::<()>();
            let busy = spawn_blocking(move || held.recv());
            let mut visit = Box::pin(keys.for_testimony(codename()));
            assert!(visit.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            drop(visit);
            assert_eq!(permits.available_permits(), 0, "its work is in line still");
            release.send(()).unwrap();
            assert!(busy.await.unwrap().is_ok());
            spawn_blocking(|| ()).await.unwrap();
            assert_eq!(permits.available_permits(), 1);
            assert!(keys.testimonies.lock().unwrap().is_empty(), "no memory was made for who had gone");
            assert!(keys.for_testimony(codename()).await.is_ok());
        });
    }
}
