//! A mailbox, opened: what was left in it, whether or not it is a reply.

use std::time::Duration;

use rand_core::OsRng;
use tokio::time::timeout;

use super::house::{House, desk, today};
use super::refusing::{How, Stage};
use crate::form::reply::Reply;
use crate::seal::{Codename, Deleted, Deletion, REPLY_BYTES, SLOTS, SealedReply, WordList};

#[tokio::test]
async fn what_does_not_open_in_a_mailbox_comes_behind_its_replies_and_can_be_deleted() {
    let house = House::new();
    let place = house.intake.keys.place().expect("nobody else is there");
    let mut roots = Vec::new();
    for _ in 0..2 {
        let codename = Codename::generate(WordList::of_language("en"), &mut OsRng);
        roots.push(house.intake.keys.for_mailbox(&place, codename).await.unwrap().1);
    }
    let (root, strangers) = (&roots[0], roots[1].mailbox_identity().to_recipient());
    let (mine, slots) = (root.mailbox_identity().to_recipient(), root.mailbox_id().slots());
    let reply = Reply::new(desk(), today(), b"An answer.").unwrap().to_padded().unwrap();
    // Sealed to another; what is no reply; a reply.
    for (plaintext, to) in [(&reply[..], &strangers), (&[b' '; REPLY_BYTES], &mine), (&reply, &mine)] {
        let sealed = SealedReply::seal(plaintext, to).unwrap();
        assert!(house.intake.store.keep_reply(&slots, &sealed, today()).unwrap());
    }
    let opened = house.intake.open_mailbox(&place, root).await.unwrap();
    let shown = opened.replies.iter().filter(|one| one.is_there).map(|one| (one.slot, one.opens));
    assert_eq!(shown.collect::<Vec<_>>(), [(2, true), (0, false), (1, false)]);
    // What stands in is drawn in the place of what does not open, as where nothing lies.
    assert_eq!(opened.replies.len(), SLOTS);
    let said = opened.replies.iter().filter(|one| one.reply.text == "An answer.").map(|one| one.slot);
    assert_eq!(said.collect::<Vec<_>>(), [2]);
    for (slot, left) in [(Some(0), 2), (None, 0)] {
        let asked = Deletion { shown: opened.shown, slot };
        assert_eq!(house.intake.delete_replies(&place, root, asked).await.unwrap(), Deleted::All);
        let opened = house.intake.open_mailbox(&place, root).await.unwrap();
        assert_eq!(opened.replies.iter().filter(|one| one.is_there).count(), left);
    }
    // A store that breaks ends the server.
    for how in [How::Full, How::Broken] {
        house.refusing.after(0, Stage::Begin, how);
        assert!(house.intake.open_mailbox(&place, root).await.is_err());
        let ends = timeout(Duration::ZERO, house.intake.failure.raised()).await.is_ok();
        assert_eq!(ends, how == How::Broken, "{how:?}");
    }
}
