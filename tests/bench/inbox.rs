//! How quick `inbox` is with a large vault, and how much memory it takes, of the program that ships.
//!
//! `cargo bench --bench inbox -- [--submissions 10000]`
//!
//! Each submission has a testimony of 2 KiB of words and a closing parcel; every other one a file. The vault is sealed
//! with the library, to one hybrid recipient; the home has no passphrase.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![allow(dead_code, reason = "what the tests from outside share is more than is needed here")]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::process::Stdio;
use std::time::Instant;

use amparo::form::Form;
use amparo::roster::{Roster, SignedRoster};
use amparo::seal::{
    AttachmentTag, Clock, Day, FormNonce, Kind, Mailbox, MailboxId, ParcelHead, ParcelId, Sealer, SubmissionId,
};
use common::bench::number;
use common::site::Site;
use rand_core::{OsRng, RngCore as _};
use serde_json::json;
use zeroize::Zeroizing;

const WORDS: [&str; 12] = [
    "camioneta",
    "cárcel",
    "testigo",
    "noche",
    "puerta",
    "hermano",
    "soldado",
    "después",
    "calle",
    "niño",
    "luz",
    "río",
];

struct Filling<'a> {
    site: &'a Site,
    roster: Roster,
    parcels: usize,
    /// The digest of the form that is answered.
    form: String,
}

impl Filling<'_> {
    fn seal(
        &mut self,
        (submission, number, kind, day): (SubmissionId, u32, Kind, Day),
        files: &[(&str, Vec<u8>)],
        tag: Option<&AttachmentTag>,
    ) -> ParcelId {
        let mailbox = Mailbox { id: MailboxId::random(&mut OsRng), recipient: "age1pq1".repeat(280) };
        let head = ParcelHead {
            submission,
            nonce: FormNonce::random(&mut OsRng),
            number,
            kind,
            desk: "main".parse().expect("a name"),
            language: "es".to_owned().try_into().expect("a tag"),
            roster: self.roster.reference(),
            mailbox: Some(mailbox).filter(|_| kind == Kind::Testimony),
        };
        let recipients = self.roster.recipients(&head.desk).expect("a desk");
        let mut sealer = Sealer::begin(head, recipients, Vec::new()).expect("begun");
        for (name, content) in files {
            sealer.add_file(name, Zeroizing::new(content.clone())).expect("added");
        }
        let parcel = sealer.finish(day, tag).expect("sealed");
        let id = parcel.finished.id();
        let folder = self.site.reviewer.home.join(format!("vault/main/{day}"));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("{id}.age")), parcel.sink).expect("written");
        self.parcels += 1;
        id
    }

    fn tell(&mut self, n: usize, first: Day) {
        let (id, day) = (SubmissionId::random(&mut OsRng), first.plus(i64::try_from(n % 300).expect("it is small")));
        let mut account = format!("número {n}:");
        while account.len() < 2048 {
            account.push(' ');
            account.push_str(WORDS[OsRng.next_u32() as usize % WORDS.len()]);
        }
        let answers =
            json!({ "account": account, "kind": ["taken", "threat"], "place-kind": "street", "country": "Perú" });
        let json = json!({ "schema": "amparo/v1/testimony", "form": { "sha256": self.form }, "answers": answers });
        let json = json.to_string();
        let files = [("testimony.json", json.into_bytes()), ("testimony.txt", account.into_bytes())];
        let mut parcels = vec![self.seal((id, 0, Kind::Testimony, day), &files, None)];
        if n.is_multiple_of(2) {
            let tag = AttachmentTag { n: 1, name: format!("foto {n}.jpg"), type_claimed: "image/jpeg".to_owned() };
            let file = [("foto.jpg", n.to_be_bytes().repeat(100))];
            parcels.push(self.seal((id, 1, Kind::Attachment, day), &file, Some(&tag)));
        }
        let listed: Vec<_> = parcels.iter().map(|id| json!({ "id": id })).collect();
        let json = json!({ "schema": "amparo/v1/closing", "parcels": listed, "not_kept": [] }).to_string();
        self.seal((id, 2, Kind::Closing, day), &[("parcels.json", json.into_bytes())], None);
    }
}

/// Runs a command; prints how long it took and the most memory that it had.
fn measure(site: &Site, what: &str, arguments: &[&str]) {
    let program = site.reviewer.command(arguments);
    let mut command = common::process::command("/usr/bin/time");
    command.args(["-f", "%M"]).arg(program.get_program()).args(program.get_args());
    let begun = Instant::now();
    let output = command.stdout(Stdio::piped()).output().expect("it runs");
    let took = begun.elapsed();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8_lossy(&output.stderr);
    let kib: u64 = told.lines().last().and_then(|line| line.trim().parse().ok()).expect("time tells the memory");
    println!(
        "{what}: {:.2} s, at most {} MiB, {} lines",
        took.as_secs_f64(),
        kib / 1024,
        String::from_utf8_lossy(&output.stdout).lines().count()
    );
}

fn main() {
    let submissions = number().unwrap_or(10_000);
    let site = Site::configured(|_| {});
    let signed = SignedRoster::read(&site.roster_file()).expect("a roster");
    let custodian = site.custodian_key().parse().expect("a key");
    let roster = signed.verify(&custodian).expect("it verifies");
    let form = Form::shipped("guided").expect("it ships").digest().to_string();
    let mut filling = Filling { site: &site, roster, parcels: 0, form };
    let first = Clock::system().today().plus(-300);
    for n in 0..submissions {
        filling.tell(n, first);
    }
    println!("{submissions} submissions, {} parcels", filling.parcels);
    measure(&site, "inbox, the first time", &["inbox"]);
    let index = fs::metadata(site.reviewer.home.join("index.age")).map(|file| file.len()).unwrap_or_default();
    println!("index.age: {} MiB", index >> 20);
    measure(&site, "inbox", &["inbox"]);
    measure(&site, "inbox --json", &["inbox", "--json"]);
    measure(&site, "report", &["report"]);
    measure(&site, "inbox --text, in all", &["inbox", "--text", "CARCEL camioneta"]);
    measure(&site, "inbox --text, in one", &["inbox", "--text", "numero 77:"]);
}
