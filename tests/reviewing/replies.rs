//! What the server makes of replies, whoever hands them in.

use amparo::link::wire::ReplyBody;
use amparo::seal::hybrid::HybridIdentity;
use amparo::seal::{MailboxId, ParcelId, REPLY_BYTES, SealedReply};
use amparo::store::{Note, Store as _};
use amparo::vault::RemoteError;
use rand_core::OsRng;
use sha2::{Digest as _, Sha256};

use super::server::{ANA, BEA, Server, desk, run};

const MAILBOX: MailboxId = MailboxId::from_bytes([9; 32]);

fn sealed() -> SealedReply {
    SealedReply::seal(&[b' '; REPLY_BYTES], &HybridIdentity::generate(OsRng).to_recipient()).unwrap()
}

/// A reply whose desk copy is some parcel that the server has in another desk.
fn body(server: &Server) -> (ParcelId, ReplyBody) {
    let parcel = server.kept("camps")[0].1.clone();
    let id = ParcelId::from_bytes(Sha256::digest(&parcel).into());
    (id, ReplyBody { mailbox: MAILBOX, reply: sealed(), parcel })
}

fn kept(server: &Server) -> usize {
    server.store.replies(&MAILBOX.slots()).unwrap().iter().flatten().count()
}

#[test]
fn a_reply_is_kept_once_and_its_copy_is_the_desks() {
    let server = Server::start();
    let (id, body) = body(&server);
    run(async {
        let mut bea = server.call(BEA).await.unwrap();
        for _ in 0..3 {
            bea.reply(&desk("detentions"), id, &body).await.unwrap();
        }
        assert_eq!(bea.parcel(id, 0).await.unwrap().size(), body.parcel.len() as u64);
    });
    // Nor does it come once more where the copy was withdrawn meanwhile.
    let note = Note { parcel: id, text: "note".to_owned() };
    server.store.withdraw(&desk("detentions"), &[note], "2026-11-24".parse().unwrap()).unwrap();
    run(async { server.call(BEA).await.unwrap().reply(&desk("detentions"), id, &body).await }).unwrap();
    assert_eq!(kept(&server), 1);
    assert!(server.store.replies(&MAILBOX.slots()).unwrap()[0] == Some(body.reply));
}

#[test]
fn a_reply_for_a_desk_of_others_changes_nothing() {
    let server = Server::start();
    let (id, body) = body(&server);
    for name in ["camps", "nowhere"] {
        let asked = run(async { server.call(BEA).await.unwrap().reply(&desk(name), id, &body).await });
        assert!(matches!(asked, Err(RemoteError::NotFound)), "{name}: {asked:?}");
    }
    assert_eq!(kept(&server), 0);
}

#[test]
fn a_mailbox_that_is_full_is_said_to_be() {
    let server = Server::start();
    for _ in 0..16 {
        let today = "2026-11-24".parse().unwrap();
        assert!(server.store.keep_reply(&MAILBOX.slots(), &sealed(), today).unwrap());
    }
    let (id, body) = body(&server);
    let asked = run(async { server.call(ANA).await.unwrap().reply(&desk("detentions"), id, &body).await });
    assert!(matches!(asked, Err(RemoteError::MailboxFull)), "{asked:?}");
    assert!(server.store.open(&desk("detentions"), id).unwrap().is_none(), "neither of both is kept");
}

#[test]
fn what_is_posted_and_is_no_reply_is_refused() {
    let server = Server::start();
    let (_, body) = body(&server);
    let whole = body.to_bytes();
    let mut no_parcel = body.clone();
    no_parcel.parcel = b"age-encryption.org/v1\n".to_vec();
    let mut wrong_len = whole.clone();
    wrong_len[32..36].copy_from_slice(&u32::MAX.to_be_bytes());
    let bodies = [
        Vec::new(),
        vec![0; 10],
        vec![0; 100_000],
        whole[..36 + body.reply.as_bytes().len() + 60].to_vec(),
        whole[..40 + body.reply.as_bytes().len() - 10].to_vec(),
        no_parcel.to_bytes(),
        wrong_len,
        [&whole[..36], &whole[37..]].concat(),
        vec![b'a'; 600_000],
    ];
    for bytes in bodies {
        let head =
            format!("POST /reply/detentions HTTP/1.1\r\nhost: amparo\r\ncontent-length: {}\r\n\r\n", bytes.len());
        let answer = server.say_bytes(ANA, &[head.as_bytes(), &bytes].concat());
        // A body that is too long may be cut off before its answer is read.
        let cut_off = bytes.len() > 500_000 && answer.is_empty();
        assert!(answer.starts_with("HTTP/1.1 400 ") || cut_off, "{}: {answer}", bytes.len());
    }
    let answer = server.say("GET /reply/detentions HTTP/1.1\r\nhost: amparo\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 405 ") && answer.contains("allow: POST"), "{answer}");
    assert_eq!(kept(&server), 0);
}
