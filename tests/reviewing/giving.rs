//! What the server makes of parcels that come back, and of notes for what it does not have.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use amparo::link::wire::Removal;
use amparo::roster::{Acknowledgement, Withdrawal, digest_of_ids};
use amparo::seal::{Day, ParcelId};
use amparo::store::{Acknowledged, Judged, Note, Store as _};
use amparo::vault::{RemoteError, files, give_back};

use super::server::{ANA, BEA, Server, day, desk, key, run, version};
use super::stores::Slow;

const TODAY: &str = "2026-11-24";

fn path(server: &Server, id: ParcelId) -> PathBuf {
    server.folder.path().join(format!("parcels/detentions/{TODAY}/{id}.age"))
}

/// Gives the bytes back in one piece; true when the server says that it has them.
async fn gives(server: &Server, whom: u8, id: ParcelId, bytes: &[u8]) -> Result<bool, RemoteError> {
    let mut remote = server.call(whom).await?;
    let size = bytes.len() as u64;
    Ok(remote.give(&desk("detentions"), day(TODAY), id, (0, size), bytes).await?.kept)
}

#[test]
fn a_damaged_parcel_is_taken_again_and_a_whole_one_is_not() {
    let server = Server::start();
    let (id, bytes) = server.kept("detentions").iter().find(|(id, _)| path(&server, *id).exists()).cloned().unwrap();
    let mut damaged = bytes.clone();
    *damaged.last_mut().unwrap() ^= 1;
    run(async {
        assert!(gives(&server, ANA, id, &bytes[..1000]).await.unwrap(), "it is here, whole");
        fs::write(path(&server, id), &damaged).unwrap();
        assert!(
            matches!(gives(&server, ANA, id, &damaged).await, Err(RemoteError::NotTaken)),
            "not what it is named by"
        );
        assert_eq!(fs::read(path(&server, id)).unwrap(), damaged);
        assert!(gives(&server, BEA, id, &bytes).await.unwrap());
    });
    assert_eq!(fs::read(path(&server, id)).unwrap(), bytes);
    assert_eq!(server.store.parcels(&desk("detentions"), day(TODAY)).unwrap().len(), 2);

    // Of a day to come, or withdrawn, it is refused before more of it is sent; a day of before is as good as today.
    fs::write(path(&server, id), &damaged).unwrap();
    let begins = |on: Day| {
        run(async {
            let piece = (0, bytes.len() as u64);
            server.call(ANA).await?.give(&desk("detentions"), on, id, piece, &bytes[..1000]).await.map(|it| it.have)
        })
    };
    let today = day(TODAY);
    assert_eq!(begins(today.plus(-1)).unwrap(), 1000);
    assert!(matches!(begins(today.plus(1)), Err(RemoteError::NotFound)));
    server.store.withdraw(&desk("detentions"), &[Note { parcel: id, text: "note".to_owned() }], today).unwrap();
    assert!(matches!(begins(today), Err(RemoteError::NotFound)));
}

#[test]
fn two_reviewers_give_at_once_and_neither_waits_for_the_other() {
    let server = Server::start();
    let (id, bytes) = server.kept("detentions").iter().find(|(id, _)| path(&server, *id).exists()).cloned().unwrap();
    fs::write(path(&server, id), "damaged").unwrap();
    let (half, size) = (bytes.len() / 2, bytes.len() as u64);
    run(async {
        let (mut ana, mut bea) = (server.call(ANA).await.unwrap(), server.call(BEA).await.unwrap());
        let (place, on) = (desk("detentions"), day(TODAY));
        for remote in [&mut ana, &mut bea] {
            let given = remote.give(&place, on, id, (0, size), &bytes[..half]).await.unwrap();
            assert_eq!((given.have, given.kept), (half as u64, false));
        }
        for remote in [&mut ana, &mut bea] {
            assert!(remote.give(&place, on, id, (half as u64, size), &bytes[half..]).await.unwrap().kept);
        }
    });
    assert_eq!(fs::read(path(&server, id)).unwrap(), bytes);
    assert_eq!(server.store.parcels(&desk("detentions"), day(TODAY)).unwrap().len(), 2, "once");
}

/// How many parcels of detentions are on their way into the store.
fn on_the_way(server: &Server) -> usize {
    let files = fs::read_dir(server.folder.path().join("pool/detentions")).unwrap();
    files.filter(|file| file.as_ref().unwrap().metadata().unwrap().len() > 0).count()
}

#[test]
fn half_a_parcel_that_nobody_goes_on_with_is_given_up_and_begun_again() {
    let server = Server::start();
    let (id, bytes) = server.video().clone();
    fs::write(path(&server, id), "damaged").unwrap();
    let (half, size) = (bytes.len() / 2, bytes.len() as u64);
    let (place, on) = (desk("detentions"), day(TODAY));
    let gives = |whom: u8, at: usize, to: usize| {
        run(async {
            let mut remote = server.call(whom).await.unwrap();
            remote.give(&place, on, id, (at as u64, size), &bytes[at..to]).await.unwrap()
        })
    };
    let roster = || Arc::clone(server.roster.read().unwrap().roster());
    assert_eq!(gives(ANA, 0, half).have, half as u64);
    server.giving.tick(&roster());
    assert_eq!(on_the_way(&server), 1, "it came since the tick before");
    server.giving.tick(&roster());
    assert_eq!(on_the_way(&server), 0);
    // Who comes later hears how much is there, and gives all of it.
    let heard = gives(ANA, half, bytes.len());
    assert_eq!((heard.have, heard.kept), (0, false));
    server.giving.tick(&roster());
    gives(ANA, 0, half);
    server.giving.tick(&roster());
    assert!(gives(ANA, half, bytes.len()).kept, "who goes on between two ticks loses nothing");

    // What comes from who leaves the roster goes with them.
    fs::write(path(&server, id), "damaged").unwrap();
    gives(BEA, 0, half);
    server.giving.keep_only(&roster());
    assert_eq!(on_the_way(&server), 1);
    server.giving.keep_only(version(2, &["ana"], &["ana"]).roster());
    assert_eq!(on_the_way(&server), 0);
}

#[test]
fn who_gives_twice_at_once_is_told_to_wait_and_no_thread_waits_with_them() {
    let ((begins, begun), (go_on, waits)) = (mpsc::channel(), mpsc::channel());
    let server = Server::start_with(|store| Arc::new(Slow(store, Mutex::new((begins, waits)))));
    let (id, bytes) = server.video().clone();
    fs::write(path(&server, id), "damaged").unwrap();
    let (place, on, size) = (desk("detentions"), day(TODAY), bytes.len() as u64);
    let vault = tempfile::tempdir().unwrap();
    let folder = vault.path().join(format!("detentions/{TODAY}"));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(format!("{id}.age")), &bytes).unwrap();
    let file = files(vault.path()).unwrap().remove(0);
    run(async {
        let (mut first, mut second) = (server.call(ANA).await.unwrap(), server.call(ANA).await.unwrap());
        let half = bytes.len() / 2;
        let giving = first.give(&place, on, id, (0, size), &bytes[..half]);
        let others = async {
            while begun.try_recv().is_err() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let busy = second.give(&place, on, id, (0, size), &bytes[..half]).await;
            assert!(matches!(busy, Err(RemoteError::Busy)), "{busy:?}");
            // A program waits, and goes on by itself.
            let given = give_back(&mut second, &file);
            let released = async {
                tokio::time::sleep(Duration::from_millis(300)).await;
                go_on.send(()).unwrap();
            };
            tokio::join!(given, released).0
        };
        let (first, second) = tokio::join!(giving, others);
        assert_eq!(first.unwrap().have, half as u64);
        assert!(matches!(second, Ok(true)));
    });
    assert_eq!(fs::read(path(&server, id)).unwrap(), bytes);
}

#[test]
fn each_reviewer_leaves_no_more_notes_for_what_is_not_here_than_parcels_that_expired() {
    let server = Server::start();
    let (detentions, old, today) = (desk("detentions"), day("2026-11-23"), day(TODAY));
    let ids: Vec<_> = server.store.parcels(&detentions, old).unwrap().into_iter().map(|listed| listed.id).collect();
    let count = ids.len() as u64;
    let says = Acknowledgement {
        desk: detentions.clone(),
        day: old,
        parcels: count,
        opened: count,
        sha256: digest_of_ids(ids.iter().copied()),
    };
    let ana = "ana".parse().unwrap();
    let text = says.sign(&ana, &key(ANA)).unwrap().as_str().to_owned();
    let note = Acknowledged { day: old, reviewer: ana.clone(), text };
    server.store.keep_acknowledgement(&detentions, &note, today).unwrap();
    let judged = Judged { desk: detentions.clone(), day: old, parcels: ids.clone() };
    server.store.expire(&[judged], today).unwrap();
    assert!(server.store.is_expired(&detentions, old));
    let hears = |(by, whom): (&str, u8), bytes: std::ops::Range<u8>, not_before: Day| {
        let note = |byte: u8| {
            let says = Withdrawal { desk: detentions.clone(), parcel: ParcelId::from_bytes([byte; 32]), not_before };
            says.sign(&by.parse().unwrap(), &key(whom)).unwrap()
        };
        let notes: Vec<_> = bytes.map(note).collect();
        let outcomes = run(async { server.call(whom).await.unwrap().withdraw(&notes).await.unwrap() });
        outcomes.into_iter().filter(|outcome| outcome.removal != Removal::Missing).count() as u64
    };
    let (ana, bea, later) = (("ana", ANA), ("bea", BEA), today.plus(3));
    assert_eq!(hears(ana, 0..40, later), count);
    assert_eq!(hears(ana, 40..80, later), 0);
    assert_eq!(hears(ana, 0..1, later), 1, "what waits can be signed again");
    assert_eq!(server.store.waiting(&detentions).unwrap().len() as u64, count);

    // What was carried out counts on: nobody fills up again what they have used, after a start neither.
    assert_eq!(hears(ana, 0..1, today), 1, "her own word she can change, and its day has come");
    assert_eq!(server.store.withdrawn_elsewhere(&detentions).unwrap().len(), 1);
    assert_eq!(hears(ana, 80..120, today), 0);
    // What one has used up, a colleague has not.
    assert_eq!(hears(bea, 120..160, today), count);
    assert_eq!(hears(bea, 160..200, later), 0);
    assert_eq!(server.store.withdrawn_elsewhere(&detentions).unwrap().len() as u64, count + 1);
    // A parcel that was here is none of these.
    let here = server.kept("detentions").iter().find(|(id, _)| path(&server, *id).exists()).unwrap().0;
    let says = Withdrawal { desk: detentions.clone(), parcel: here, not_before: today };
    let note = says.sign(&"ana".parse().unwrap(), &key(ANA)).unwrap();
    let outcomes = run(async { server.call(ANA).await.unwrap().withdraw(&[note]).await.unwrap() });
    assert_eq!(outcomes[0].removal, Removal::Done);
    assert_eq!(server.store.withdrawn_elsewhere(&detentions).unwrap().len() as u64, count + 1);
    let notes = fs::read_to_string(server.folder.path().join("withdrawn/detentions/elsewhere")).unwrap();
    assert_eq!(notes.lines().count() as u64, count + 1);
}
