//! Every error that a command passes on is shown by a test, or it is said why nobody at a command line can bring it about.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::environment::kept_folder;

/// Where an error is shown.
enum Shown {
    /// This of it stands in a text below `errors/`.
    Kept(&'static str),
    /// This of it is asked for by a test in this file below `tests/`.
    Tested(&'static str, &'static str),
    /// It is another error of this table.
    Wraps,
    /// Nobody at a command line brings it about, because …
    Never(&'static str),
}

use Shown::{Kept, Never, Tested, Wraps};

/// An enum, the file that it stands in, and its variants.
struct Errors(&'static str, &'static str, &'static [(&'static str, Shown)]);

const BACKUPS: &str = "behaviour/backups.rs";
const REFUSED: &str = "behaviour/backups_refused.rs";
const CLEARNET: &str = "behaviour/clearnet.rs";
const COPIES: &str = "behaviour/extracting.rs";
const LINK: &str = "reviewing.rs";
const SETUP: &str = "cli/setup.rs";

const TABLE: &[Errors] = &[
    Errors(
        "HomeError",
        "vault/home/errors.rs",
        &[
            ("Io", Kept("passphrase/ana cannot be used")),
            ("KeysExist", Kept("keys are never overwritten")),
            ("NoKeys", Kept("there are no keys in")),
            ("BadKey", Kept("does not hold a key")),
            ("Passphrase", Kept("identity.age was not opened")),
            ("NotJoined", Kept("no roster was joined yet")),
            ("BadServer", Kept("server.toml does not make sense")),
            ("OtherCustodian", Kept("this folder trusts another custodian")),
            ("Roster", Wraps),
            ("OtherRoster", Kept("two rosters contradict each other")),
            (
                "NotThatRoster",
                Never("a pull lists it among its complaints, and only a server that lies brings it about"),
            ),
            ("AfterSuccession", Tested("behaviour/succession.rs", "whom another custodian followed after roster 1")),
            ("LostRoster", Tested("behaviour/succession.rs", "the newest roster, cannot be used")),
            ("OlderRoster", Kept("the roster is older than the one that is known")),
        ],
    ),
    Errors(
        "InboxError",
        "vault/inbox/error.rs",
        &[
            ("Io", Kept("vault/vault cannot be used")),
            ("NoSuch", Kept("no submission's id begins with")),
            ("Ambiguous", Kept("submissions' ids begin with")),
            ("InTwoDesks", Tested("behaviour/contested.rs", "several desks have a submission of this id")),
            ("NoTestimony", Kept("the testimony of this submission is not in the vault")),
            ("Damaged", Tested("behaviour/contested.rs", "is damaged, and its testimony cannot be read")),
            ("NoIdentity", Kept("this submission has no answers that identify people")),
            ("IdentityClosed", Kept("the answers that identify people do not open")),
            ("Open", Kept("is not what it should be")),
            ("NotItself", Tested("behaviour/contested.rs", "is not what it should be")),
            ("Exists", Tested("behaviour/reviewers.rs", "exists already")),
            ("Interrupted", Tested("behaviour/interrupted.rs", "interrupted")),
        ],
    ),
    Errors(
        "ExportError",
        "vault/export/errors.rs",
        &[
            ("Inbox", Wraps),
            ("Io", Kept("passphrase/out")),
            ("Exists", Kept("name another folder with --to")),
            ("NoRole", Kept("the bag cannot be signed")),
            ("Nothing", Never("`export` says before that nothing may leave, and what stays")),
            ("Interrupted", Tested("behaviour/interrupted.rs", "interrupted")),
        ],
    ),
    Errors(
        "KeptError",
        "vault/kept.rs",
        &[
            ("Io", Kept("records.age cannot be used")),
            ("Open", Kept("records.age does not open")),
            ("Foreign", Kept("records.age is not yours")),
            ("Content", Never("only a later version, with the same key, writes such a file")),
            ("Older", Never("it is of the index alone, which is made anew")),
        ],
    ),
    Errors(
        "CustodyError",
        "vault/custody.rs",
        &[
            ("Io", Kept("custody/custody")),
            ("NoRole", Tested("cli/refusals.rs", "no roster that is known here names your key")),
            ("Note", Never("a role's name, which a verified roster gives, always makes a note")),
        ],
    ),
    Errors(
        "FetchCause",
        "vault/fetch/report.rs",
        &[
            ("Remote", Wraps),
            ("Busy", Tested("reviewing/fetching.rs", "FetchCause::Busy")),
            (
                "Vault",
                Never(
                    "the vault's folder is opened before anything is fetched; only a disk that fails meanwhile is told",
                ),
            ),
        ],
    ),
    Errors(
        "RemoteError",
        "vault/remote/errors.rs",
        &[
            ("Address", Never("no roster with such an address is signed, and none is believed")),
            ("OwnKey", Never("a signing key that was read makes a certificate")),
            ("Proxy", Kept("Tor's SOCKS port at")),
            ("Unreachable", Kept("no connection to")),
            ("TimedOut", Never("only a server or a network that falls silent brings it about")),
            ("WrongServer", Tested(LINK, "RemoteError::WrongServer")),
            ("Refused", Tested("cli/journey.rs", "the server does not know this reviewer")),
            ("NotFound", Tested("reviewing/replies.rs", "RemoteError::NotFound")),
            ("Unavailable", Tested("reviewing/stores.rs", "RemoteError::Unavailable")),
            ("Busy", Tested("reviewing/giving.rs", "RemoteError::Busy")),
            ("NotTaken", Tested("reviewing/withdrawals.rs", "RemoteError::NotTaken")),
            ("MailboxFull", Tested("behaviour/outbox.rs", "mailbox is full")),
            ("BrokenOff", Tested("reviewing/fetching.rs", "RemoteError::BrokenOff")),
            ("Nonsense", Tested(LINK, "RemoteError::Nonsense")),
        ],
    ),
    Errors("GiveError", "vault/holdings.rs", &[("Remote", Wraps), ("Vault", Wraps)]),
    Errors(
        "OutboxError",
        "vault/outbox.rs",
        &[
            ("Text", Kept("there are no words in it")),
            ("NoMailbox", Kept("nothing says where replies go")),
            ("Testimony", Wraps),
            ("NoDesk", Never("`reply` asks before whether the newest roster names the reviewer for the desk")),
            ("Seal", Never("it is sealed in memory, to recipients that were checked")),
            ("Io", Kept("outbox/outbox")),
            ("Open", Kept("damaged/outbox/reply.age")),
            ("Content", Never("only a file that was sealed to the same key, and is no reply, is so")),
            ("Busy", Tested("behaviour/outbox.rs", "a push is under way")),
        ],
    ),
    Errors(
        "RosterError",
        "roster/text.rs",
        &[
            ("Note", Kept("the roster is not to be trusted")),
            ("Text", Kept("the roster's text does not make sense")),
            ("Purpose", Kept("the signed text is not a roster")),
            ("Version", Kept("the roster has version 0")),
            ("Days", Kept("the roster ends before it begins")),
            ("Address", Kept("is not HOST:PORT")),
            ("ServerKey", Kept("the interface's key does not make sense")),
            ("Backup", Kept("the recipient of backups is not an age recipient")),
            ("Write", Never("a roster that was read or made can be written as TOML")),
            ("Title", Kept("the title is empty")),
            ("Desk", Kept("there is no recipient")),
            ("WithdrawalSignatures", Kept("withdrawal signatures must be at least 1")),
            ("WithdrawalGrace", Kept("withdrawal grace days must be no more than")),
            ("IdentityReviewer", Kept("is not among the desk's reviewers")),
            ("Reviewer", Kept("reviewer ana: the recipient or the key does not make sense")),
            ("SameKeys", Kept("have the same recipient or key")),
            ("Unknown", Kept("whom the roster does not list")),
            ("Twice", Kept("main stands twice in the roster")),
            ("SuccessorTwice", Kept("a successor stands twice in the roster")),
            ("NoDesk", Kept("the roster has no desk")),
        ],
    ),
    Errors(
        "EditError",
        "roster/draft.rs",
        &[
            ("ReviewerExists", Kept("there is a reviewer ana already")),
            ("DeskExists", Kept("there is a desk main already")),
            ("NoReviewer", Kept("there is no reviewer dora")),
            ("NoDesk", Kept("there is no desk camps")),
            ("Member", Kept("belongs to desk main already")),
            ("NotMember", Kept("does not belong to desk main")),
            ("LastReviewer", Kept("would be left without a reviewer")),
            ("LastIdentityReviewer", Kept("would be left without the last of its identity reviewers")),
            ("NoSuccessor", Kept("the draft names no such successor")),
            ("NoBackup", Kept("the draft names no recipient of backups")),
            ("Ends", Kept("the roster would have ended on")),
            ("Rule", Wraps),
        ],
    ),
    Errors(
        "CustodianError",
        "roster/folder.rs",
        &[
            ("Io", Kept("passphrase/roster.toml cannot be used")),
            ("Exists", Kept("custodian.age exists already")),
            ("Missing", Kept("this is not a custodian's folder")),
            ("Name", Kept("--name does not fit")),
            ("BadKey", Kept("does not hold a custodian's key")),
            ("Passphrase", Kept("custodian.age was not opened")),
            ("Draft", Kept("breaks a rule")),
            ("Edit", Wraps),
        ],
    ),
    Errors(
        "ConfigError",
        "serving/config.rs",
        &[
            ("Read", Kept("the configuration nothing.toml cannot be read")),
            ("Parse", Kept("the configuration text.toml does not make sense")),
            ("Language", Kept("`languages` names")),
            ("NoLanguage", Kept("`languages` is empty")),
            ("QuickExit", Kept("`quick_exit` must begin with")),
            ("Custodian", Kept("`roster.custodian` is not a public key")),
            ("SocketInData", Kept("`portal.listen` or `status.socket` lies in the data folder")),
            ("ReviewingOnUnix", Kept("`reviewing.listen` must be HOST:PORT")),
            ("Lifetime", Kept("`timeouts.lifetime_secs` is above 86400")),
            ("Clearnet", Wraps),
        ],
    ),
    Errors(
        "ClearnetError",
        "serving/clearnet.rs",
        &[
            ("NotTcp", Tested(CLEARNET, "must be HOST:PORT")),
            ("Onion", Tested(CLEARNET, "56 characters")),
            ("Bind", Tested(CLEARNET, "cannot listen on")),
            ("Read", Tested(CLEARNET, "cannot be read")),
            ("Bare", Tested(CLEARNET, "every account can read the private key")),
            ("Certificate", Tested(CLEARNET, "do not fit together")),
        ],
    ),
    Errors(
        "SetupError",
        "serving/setup.rs",
        &[
            ("Exists", Kept("exists already; nothing was overwritten")),
            ("Io", Kept("passphrase cannot be used")),
            ("Config", Wraps),
            ("Key", Wraps),
            ("Roster", Kept("the roster was not taken")),
            ("OtherCustodian", Tested(SETUP, "the configuration names another custodian")),
            ("OtherServer", Tested(SETUP, "the roster names the key of another server")),
            ("NotNewer", Tested(SETUP, "roster 1 is older than roster 2")),
            ("NotServed", Tested(SETUP, "the roster has no desk")),
            ("OtherTorrc", Tested(SETUP, "exists already, and is not for this server")),
            ("LostSecret", Tested(SETUP, "has the public key of an address without its secret")),
            ("NoLine", Kept("the roster was not taken")),
        ],
    ),
    Errors(
        "ServeError",
        "serving/error.rs",
        &[
            ("Config", Wraps),
            ("Fault", Kept("a desk cannot be served")),
            ("RosterFile", Kept("the roster missing.note cannot be read")),
            ("Roster", Kept("nothing is sealed to keys that the custodian did not sign")),
            ("NewServer", Tested("behaviour/succession.rs", "and the roster names the key of one")),
            ("Store", Wraps),
            ("Bind", Kept("cannot listen on")),
            ("Cage", Never("every path that it names was opened a moment before")),
            ("Sandbox", Tested("invariants/11_no_way_out.rs", "the sandbox is required")),
            ("Io", Kept("the system refused")),
            ("StorageFailed", Tested("behaviour/operators.rs", "storage failed")),
            ("Backup", Wraps),
        ],
    ),
    Errors(
        "StoreError",
        "store/mod.rs",
        &[
            ("Io", Never("what is no folder is told before, as ServeError::Io; then only a disk that fails is")),
            ("Full", Never("a start needs no room; what comes later is told on the page, and to the reviewer")),
            ("Foreign", Kept("is not a data folder of Amparo")),
            ("Stray", Tested("behaviour/damaged.rs", "the data folder holds what the server did not make")),
            ("OtherAccount", Tested("behaviour/damaged.rs", "sudo -u '#65534' amparo")),
            ("OthersWithin", Tested("behaviour/other_accounts.rs", "belongs to another account")),
            ("InUse", Tested("behaviour/operators.rs", "another server uses the data folder")),
            ("NotPlain", Tested(REFUSED, "the data folder holds what the server did not make")),
            ("Damaged", Kept("derivation.toml is missing, or does not make sense")),
            ("OlderRoster", Tested("cli/journey.rs", "which was served before")),
            ("OtherRoster", Tested("behaviour/damaged.rs", "is not the one that was served before")),
            ("Index", Never("an index that does not fit is built anew; only a disk that fails meanwhile is told")),
        ],
    ),
    Errors(
        "BackupError",
        "backup/errors.rs",
        &[
            ("Store", Wraps),
            ("Io", Kept("passphrase/stick cannot be used")),
            ("NoRecipient", Tested(BACKUPS, "names no recipient of backups")),
            ("NoServerKey", Kept("the data folder has no key of the server yet")),
            ("OtherServerKey", Kept("the roster names another server's key")),
            ("Foreign", Tested(BACKUPS, "is not empty and holds no backup")),
            ("OtherServer", Tested(BACKUPS, "holds another server's backup")),
            ("OtherRecipient", Tested(BACKUPS, "holds a backup that is sealed to another recipient")),
            ("Inside", Tested(BACKUPS, "lies in the data folder")),
            ("Busy", Never("it takes two commands at one moment; `flock` is asked as for a pull")),
            ("NoBackup", Kept("there is no backup in")),
            ("Signature", Never("a server's own key always signs")),
            ("Open", Tested(BACKUPS, "does not open with this identity")),
            ("List", Never("only who holds the server's key can write a list that opens and does not hold together")),
            ("Custodian", Tested(BACKUPS, "rosters are not to be trusted")),
            ("NotEmpty", Tested(BACKUPS, "a data folder is never restored over")),
            ("NotPlain", Tested(REFUSED, "could lead root elsewhere")),
            ("Name", Tested(REFUSED, "has a name that no backup brings back")),
            ("Future", Tested(REFUSED, "is of a day that is not over")),
            ("NoSuchDay", Tested(REFUSED, "there are lists of")),
            ("Older", Tested(REFUSED, "--day {older}")),
            ("Stranger", Tested(REFUSED, "belongs to another account")),
        ],
    ),
    Errors(
        "CopyError",
        "vault/working_copy/error.rs",
        &[
            ("NoWay", Tested(COPIES, "no tool that we rely on takes hidden data out of")),
            ("NoTool", Tested(COPIES, "mat2 is not installed")),
            ("TooLong", Tested(COPIES, "mat2 was not done after 1 s")),
            ("GaveUp", Tested(COPIES, "mat2 gave up")),
            ("Odd", Tested(COPIES, "mat2 made no file")),
            ("Left", Tested(COPIES, "hidden data is left in the copy")),
            ("Interrupted", Tested(COPIES, "interrupted")),
            ("Inbox", Wraps),
            ("Io", Never("the folder is made and tried before the first copy; then only a disk that fails is told")),
        ],
    ),
];

/// What becomes the error of a command and is no enum.
const OTHERS: [&str; 3] = ["io::Error", "FetchError", "Fault"];

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn texts(folder: &Path, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let of = |path: PathBuf| {
        if path.is_dir() {
            return texts(&path, ending);
        }
        let wanted = path.extension().is_some_and(|it| it == ending);
        wanted.then(|| fs::read_to_string(path).expect("a text")).into_iter().collect()
    };
    entries.flat_map(of).collect()
}

/// The names of an enum's variants, as they stand in its source.
fn variants<'a>(source: &'a str, name: &str) -> BTreeSet<&'a str> {
    let begins = format!("enum {name} {{\n");
    let at = source.find(&begins).unwrap_or_else(|| panic!("{name} stands elsewhere")) + begins.len();
    let body = &source[at..at + source[at..].find("\n}").expect("it ends")];
    let named = |line: &'a str| {
        let line = line.strip_prefix("    ")?;
        let end = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
        line.starts_with(|c: char| c.is_ascii_uppercase()).then_some(&line[..end])
    };
    body.lines().filter_map(named).collect()
}

#[test]
fn every_error_is_shown_or_it_is_said_why_it_cannot_be() {
    let kept = texts(&kept_folder().join("errors"), "txt").concat();
    let mut wrong = Vec::new();
    for Errors(name, file, table) in TABLE {
        let source = fs::read_to_string(source_folder().join(file)).expect("a source");
        let (there, told): (_, BTreeSet<&str>) =
            (variants(&source, name), table.iter().map(|(name, _)| *name).collect());
        wrong.extend(there.difference(&told).map(|variant| format!("{name}::{variant} has no line in this table")));
        wrong.extend(told.difference(&there).map(|variant| format!("{name}::{variant} is gone")));
        for (variant, shown) in *table {
            let is_shown = match shown {
                Kept(text) => kept.contains(text),
                Tested(file, text) => {
                    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
                    fs::read_to_string(path).expect("a test").contains(text)
                }
                Never(why) => !why.is_empty(),
                Wraps => true,
            };
            if !is_shown {
                wrong.push(format!("{name}::{variant} is shown nowhere as this table says"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_enum_that_becomes_a_commands_error_stands_in_the_table() {
    let known: BTreeSet<&str> = TABLE.iter().map(|Errors(name, ..)| *name).chain(OTHERS).collect();
    let sources = texts(&source_folder().join("cli"), "rs").concat();
    let passed_on: BTreeSet<&str> = sources
        .lines()
        .filter_map(|line| line.strip_prefix("impl From<")?.split_once("> for CommandError").map(|(name, _)| name))
        .collect();
    assert!(passed_on.len() > 15);
    let missing: Vec<_> = passed_on.difference(&known).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_variant_that_is_new_is_found() {
    let source = "/// It.\npub enum OddError {\n    /// A.\n    Old(PathBuf),\n    New { a: u8 },\n    Last,\n}\n";
    assert_eq!(variants(source, "OddError"), BTreeSet::from(["Last", "New", "Old"]));
}
