//! What the server makes of withdrawal notes, whoever hands them in.

use amparo::link::wire::Removal;
use amparo::roster::{SignedWithdrawal, Withdrawal};
use amparo::seal::{Day, ParcelId};
use amparo::store::{Note, Store as _};
use amparo::vault::RemoteError;

use super::server::{ANA, BEA, Server, day, desk, key, run};

/// The server's day in these tests.
const TODAY: &str = "2026-11-24";

fn today() -> Day {
    day(TODAY)
}

fn note(desk_name: &str, parcel: ParcelId, not_before: Day, by: &str, whom: u8) -> SignedWithdrawal {
    let says = Withdrawal { desk: desk(desk_name), parcel, not_before };
    says.sign(&by.parse().unwrap(), &key(whom)).unwrap()
}

/// What Ana hears when she hands in these notes.
fn hears(server: &Server, notes: &[SignedWithdrawal]) -> Result<Vec<Removal>, RemoteError> {
    run(async {
        let outcomes = server.call(ANA).await?.withdraw(notes).await?;
        Ok(outcomes.into_iter().map(|outcome| outcome.removal).collect())
    })
}

fn post(body: &str) -> String {
    format!("POST /withdrawal HTTP/1.1\r\nhost: amparo\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn what_suffices_is_removed_and_what_does_not_exist_is_missing() {
    let server = Server::start();
    let (id, nobodys) = (server.kept("detentions")[0].0, ParcelId::from_bytes([0xff; 32]));
    let both = [note("detentions", id, today(), "ana", ANA), note("detentions", nobodys, today(), "ana", ANA)];
    assert_eq!(hears(&server, &both).unwrap(), [Removal::Done, Removal::Missing]);
    assert_eq!(hears(&server, &both).unwrap(), [Removal::Done, Removal::Missing], "twice is once");
    run(async {
        let mut bea = server.call(BEA).await.unwrap();
        assert!(matches!(bea.parcel(id, 0).await, Err(RemoteError::NotFound)));
        assert_eq!(bea.withdrawn(&desk("detentions")).await.unwrap(), [both[0].clone()]);
        // Another desk's tombstones look like those of a desk that there is not.
        assert_eq!(bea.withdrawn(&desk("camps")).await.unwrap(), []);
        let days = bea.days().await.unwrap();
        assert_eq!(days.desks[0].days, [today()], "that was the only parcel of its day");
    });
}

#[test]
fn notes_that_their_sender_may_not_sign_change_nothing() {
    let server = Server::start();
    let id = server.kept("detentions")[0].0;
    let (camps, other) = (server.kept("camps")[0].0, server.video().0);
    let grace_over = today().plus(8);
    let mut unsorted = [id, other].map(|id| note("detentions", id, today(), "ana", ANA));
    unsorted.sort_by_key(|note| std::cmp::Reverse(note.says().parcel));
    for (what, notes) in [
        ("signed by another", vec![note("detentions", id, today(), "bea", BEA)]),
        ("signed with another key", vec![note("detentions", id, today(), "ana", BEA)]),
        ("later than the grace", vec![note("detentions", id, grace_over, "ana", ANA)]),
        ("unsorted", unsorted.to_vec()),
        ("twice", vec![note("detentions", id, today(), "ana", ANA); 2]),
        ("two desks", vec![note("camps", camps, today(), "ana", ANA), note("detentions", id, today(), "ana", ANA)]),
    ] {
        assert!(matches!(hears(&server, &notes), Err(RemoteError::NotTaken)), "{what}");
    }
    // A desk of others looks like one that there is not.
    run(async {
        let mut bea = server.call(BEA).await.unwrap();
        for desk_name in ["camps", "nowhere"] {
            let asked = bea.withdraw(&[note(desk_name, camps, today(), "bea", BEA)]).await;
            assert!(matches!(asked, Err(RemoteError::NotFound)), "{desk_name}");
        }
    });
    for desk_name in ["detentions", "camps"] {
        assert_eq!(server.store.waiting(&desk(desk_name)).unwrap(), []);
        assert_eq!(server.store.withdrawn(&desk(desk_name)).unwrap(), []);
    }
}

#[test]
fn what_is_posted_and_makes_no_sense_is_refused_and_answered() {
    let server = Server::start();
    let many = format!(r#"{{"notes":[{}]}}"#, vec![r#""x""#; 65].join(","));
    let long = format!(r#"{{"notes":["{}"]}}"#, "x".repeat(300 << 10));
    for body in ["", "{}", "[]", r#"{"notes":[]}"#, r#"{"notes":["x"]}"#, r#"{"notes":[1]}"#, "\u{0}", &many, &long] {
        let answer = server.say(&post(body));
        // A body that is too long may be cut off before its answer is read.
        let cut_off = body.len() > 1000 && answer.is_empty();
        assert!(answer.starts_with("HTTP/1.1 400 ") || cut_off, "{body:.40}: {answer}");
    }
    let answer = server.say("GET /withdrawal HTTP/1.1\r\nhost: amparo\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 405 ") && answer.contains("allow: POST"), "{answer}");
    assert_eq!(server.store.waiting(&desk("detentions")).unwrap(), []);
}

#[test]
fn a_withdrawal_is_carried_out_when_its_day_has_come() {
    let server = Server::start();
    let id = server.video().0;
    let ends = today().plus(7);
    let asked = note("detentions", id, ends, "ana", ANA);
    assert_eq!(hears(&server, std::slice::from_ref(&asked)).unwrap(), [Removal::Waiting]);
    let roster = std::sync::Arc::clone(server.roster.read().unwrap().roster());
    let due = |day| amparo::reviewing::remove_due(&*server.store, &roster, day).unwrap();
    due(ends.plus(-1));
    assert!(server.store.open(&desk("detentions"), id).unwrap().is_some());
    due(ends);
    assert!(server.store.open(&desk("detentions"), id).unwrap().is_none());
    let tombstone = Note { parcel: id, text: asked.as_str().to_owned() };
    assert_eq!(server.store.withdrawn(&desk("detentions")).unwrap(), [tombstone]);
    assert_eq!(server.store.waiting(&desk("detentions")).unwrap(), []);
}

#[test]
fn nobody_takes_back_anothers_day_and_everybody_their_own() {
    let server = Server::start();
    let id = server.video().0;
    let (early, late) = (today().plus(3), today().plus(5));
    let handed = |by: &str, whom: u8, on: Day| {
        run(async {
            let notes = [note("detentions", id, on, by, whom)];
            server.call(whom).await.unwrap().withdraw(&notes).await.unwrap()[0]
        })
    };
    assert_eq!(handed("ana", ANA, late).removal, Removal::Waiting);
    assert_eq!(handed("bea", BEA, early).removal, Removal::OtherDay);
    assert_eq!(handed("ana", ANA, early).removal, Removal::Waiting, "her own word she can change");
    assert_eq!(handed("bea", BEA, early).signatures, 2);
    assert_eq!(handed("ana", ANA, late).removal, Removal::OtherDay, "two agreed meanwhile");
}
