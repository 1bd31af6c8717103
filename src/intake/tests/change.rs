//! A change of consent on a disk that fills up or breaks, and over midnight; and days that were let go.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use rand_core::OsRng;
use tokio::time::timeout;

use super::house::{House, Sent, desk, today};
use super::received;
use super::refusing::{How, Stage};
use crate::form::consent::{Change, ChangeRecord, Shown};
use crate::intake::NotChanged;
use crate::seal::{Clock, Codename, LanguageTag, WordList};

fn withdrawal() -> ChangeRecord {
    let language: LanguageTag = "en".to_owned().try_into().unwrap();
    let shown = Shown { version: 7, language, text: "What is withdrawn.".to_owned() };
    ChangeRecord { change: Change::Withdraw, shown }
}

#[tokio::test]
async fn a_change_is_kept_for_every_desk_or_for_none_and_says_where_nobody_can_know() {
    let record = withdrawal();
    let of_desk = |house: &House, desk: &str| house.kept_of(&desk.parse().unwrap());
    for (at, stage, how, told, kept) in [
        (2, Stage::Begin, How::Full, Ok(()), [1, 1]),
        (0, Stage::Begin, How::Full, Err(NotChanged::Full), [0, 0]),
        (1, Stage::Begin, How::Full, Err(NotChanged::Full), [0, 0]),
        (1, Stage::Write, How::Full, Err(NotChanged::Full), [0, 0]),
        (1, Stage::Begin, How::Broken, Err(NotChanged::Failed), [0, 0]),
        (1, Stage::Begin, How::Panics, Err(NotChanged::Failed), [0, 0]),
        (0, Stage::Keep, How::Full, Err(NotChanged::Full), [0, 0]),
        (0, Stage::Keep, How::Broken, Err(NotChanged::Perhaps), [0, 0]),
        (1, Stage::Keep, How::Full, Err(NotChanged::Perhaps), [1, 0]),
        (1, Stage::Keep, How::Broken, Err(NotChanged::Perhaps), [1, 0]),
    ] {
        let house = House::of_two_desks();
        house.refusing.after(at, stage, how);
        let codename = Codename::generate(WordList::English, &mut OsRng);
        let (_, root) = house.intake.keys.for_testimony(codename).await.unwrap();
        assert_eq!(house.intake.receive_change(&house.roster, &root, &record).await, told, "{at} {stage:?} {how:?}");
        assert_eq!([of_desk(&house, "main"), of_desk(&house, "second")], kept, "{at} {stage:?} {how:?}");
        let ends_the_server = timeout(Duration::ZERO, house.intake.failure.raised()).await.is_ok();
        assert_eq!(ends_the_server, how == How::Broken, "{at} {stage:?}");
    }
}

#[tokio::test]
async fn a_change_over_midnight_is_kept_under_the_day_that_is_sealed_in_it() {
    let mut house = House::of_two_desks();
    // It tells the next day from its second call on.
    let calls = AtomicI64::new(0);
    house.intake.clock = Clock::from_fn(move || today().plus(calls.fetch_add(1, Ordering::Relaxed).min(1)));
    let codename = Codename::generate(WordList::English, &mut OsRng);
    let (_, root) = house.intake.keys.for_testimony(codename).await.unwrap();
    assert_eq!(house.intake.receive_change(&house.roster, &root, &withdrawal()).await, Ok(()));
    for desk in ["main", "second"] {
        assert_eq!(house.days_of(&desk.parse().unwrap()), [(today(), today())], "{desk}");
    }
}

#[tokio::test]
async fn what_comes_on_a_day_that_was_let_go_says_the_day_that_it_is_kept_under() {
    let house = House::of_two_desks();
    house.lets_go(&desk(), today());
    let form = Sent::of_now().field("account", "What I saw.").file("a.jpg", b"bytes");
    assert_eq!(received(house.receives(&form, 4096).await).kept.len(), 1);
    let codename = Codename::generate(WordList::English, &mut OsRng);
    let (_, root) = house.intake.keys.for_testimony(codename).await.unwrap();
    house.intake.receive_change(&house.roster, &root, &withdrawal()).await.unwrap();
    house.intake.keep_cover(&house.roster, &desk()).unwrap();
    let tomorrow = today().plus(1);
    // Words, a file, the list of both; the change; the cover parcel.
    assert_eq!(house.days_of(&desk()), [(tomorrow, tomorrow); 5]);
    assert_eq!(house.days_of(&"second".parse().unwrap()), [(today(), today())], "another desk's day stands");
}
