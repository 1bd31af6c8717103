use super::*;
use crate::form::consent::Change;
use crate::seal::SubmissionId;
use crate::vault::closed::tests::{ANA, US, day, file, identities, roster, stanzas};
use crate::vault::facts::Told;
use crate::vault::words::Words;

/// So many others invent a testimony that names one submission's identity parcel.
const INVENTED: u32 = 3_000;

fn numbered<const N: usize>(n: u32) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    bytes
}

/// What a parcel says of a submission.
fn facts(n: u32, file: &VaultFile, (roster, sealed): (&Roster, &Stanzas), holds: Holds) -> Facts {
    Facts {
        submission: SubmissionId::from_bytes(numbered(n)),
        nonce: FormNonce::random(&mut rand_core::OsRng),
        desk: file.desk.clone(),
        language: "en".to_owned().try_into().unwrap(),
        day: file.day,
        roster: roster.reference(),
        stanzas: sealed.clone(),
        holds,
        wrong: Vec::new(),
    }
}

/// All of these, each gathered.
fn gathered<'a>(told: &'a [(VaultFile, Facts)], against: &Against<'_>) -> (AllGathered<'a>, Changes) {
    let (mut gathered, mut changes) = (AllGathered::new(), Changes::default());
    for (file, facts) in told {
        gather(file, facts, against, &mut gathered, &mut changes).unwrap();
    }
    (gathered, changes)
}

/// The submissions of a source who told so often and changed so often what they permit, and the parcels of the changes.
pub(in crate::vault) fn of_one_source(testimonies: u32, changes: u32) -> (Vec<Submission>, Vec<ParcelId>) {
    let keys = identities();
    let rosters = [roster(&keys, 1, "2026-11-01", &[ANA, US], &[])];
    let against = Against::new(&rosters, day("2026-11-24"));
    let (mailbox, sealed, place) = (Some(MailboxId::from_bytes([7; 32])), stanzas(2), file("2026-11-24"));
    let change = Change::Levels { values: [None; 8], no_death_penalty: false };
    let all: Vec<(VaultFile, Facts)> = (0..testimonies + changes)
        .map(|n| {
            let file = VaultFile { id: ParcelId::from_bytes(numbered(n)), ..place.clone() };
            let told = Some(Told { form: None, identity: None, consent: None });
            let holds = if n < testimonies {
                Holds::Testimony { mailbox, told, words: Words::default() }
            } else {
                Holds::Consent { mailbox, change: Some(change) }
            };
            let facts = facts(n, &file, (&rosters[0], &sealed), holds);
            (file, facts)
        })
        .collect();
    let (gathered, mut said) = gathered(&all, &against);
    said.sort();
    let settled = gathered.into_values().map(|one| one.settle(&rosters, &said, &HashSet::new())).collect();
    (settled, (testimonies..testimonies + changes).map(|n| ParcelId::from_bytes(numbered(n))).collect())
}

#[test]
fn however_many_invented_testimonies_name_one_identity_parcel_each_submission_names_a_few() {
    let keys = identities();
    let rosters = [roster(&keys, 1, "2026-11-01", &[ANA, US], &[ANA])];
    let against = Against::new(&rosters, day("2026-11-24"));
    let closed = file("2026-11-24");
    let sealed = stanzas(2);
    let told: Vec<(VaultFile, Facts)> = (0..=INVENTED)
        .map(|n| {
            let file = VaultFile { id: ParcelId::from_bytes(numbered(n)), ..closed.clone() };
            let told = Told { form: None, identity: Some(closed.id), consent: None };
            let holds = Holds::Testimony { mailbox: None, told: Some(told), words: Words::default() };
            let facts = facts(n, &file, (&rosters[0], &sealed), holds);
            (file, facts)
        })
        .collect();
    let (mut gathered, changes) = gathered(&told, &against);
    let naming = naming(&gathered);
    let us = Us::new(&keys[1], &rosters);
    // A server may list it under two days.
    for on in ["2026-11-24", "2026-11-25"] {
        let closed = VaultFile { day: day(on), ..closed.clone() };
        assert_eq!(explain(&closed, &sealed, &us, &naming, &mut gathered), Ok(Closed::Identity));
    }
    let settled: Vec<Submission> =
        gathered.into_values().map(|one| one.settle(&rosters, &changes, &HashSet::new())).collect();
    assert_eq!(settled.len(), told.len());
    for (one, (file, _)) in settled.iter().zip(&told) {
        assert_eq!((one.contests.len(), one.contested.len()), (1, 9));
        assert!(one.contested.contains(&file.id));
        assert!(one.contests[0].says.starts_with("contested: 3001 testimonies, not all of this submission,"));
        assert!(one.contests[0].says.ends_with(", and 2992 more") && one.contests[0].says.len() < 500);
        assert!(Arc::ptr_eq(&one.rivals[0], &settled[0].rivals[0]), "all of them are kept once");
    }
    let one = &settled[1];
    assert!(told.iter().all(|(file, _)| one.can_be_left_out().any(|id| id == file.id)));
}

/// A cover parcel of a day, under a roster.
fn sealed_under(roster: &Roster, on: &str) -> (VaultFile, Facts) {
    let file = file(on);
    let facts = Facts {
        submission: SubmissionId::from_bytes([1; 16]),
        nonce: FormNonce::random(&mut rand_core::OsRng),
        desk: file.desk.clone(),
        language: "en".to_owned().try_into().unwrap(),
        day: file.day,
        roster: roster.reference(),
        stanzas: stanzas(roster.stanzas(&file.desk).unwrap().1),
        holds: Holds::Closing(None),
        wrong: Vec::new(),
    };
    (file, facts)
}

#[test]
fn an_older_roster_is_complained_of_once_the_server_had_the_newer_one_and_warned_of_before() {
    let keys = identities();
    let both = [roster(&keys, 1, "2026-11-01", &[ANA, US], &[]), roster(&keys, 2, "2026-11-18", &[ANA], &[])];
    let doubts = |used: Option<&str>, by: &Roster, on: &str| {
        let mut against = Against::new(&both, day("2026-11-27"));
        against.used.extend(used.map(|on| (2, day(on))));
        let (file, facts) = sealed_under(by, on);
        let (mut gathered, mut changes) = (AllGathered::new(), Changes::default());
        let _ = gather(&file, &facts, &against, &mut gathered, &mut changes);
        let one = gathered.into_values().next().unwrap().submission;
        (one.doubted.len(), one.warnings.join("\n"))
    };
    // On the day on which the newer one was issued the older one may have been in use still.
    assert_eq!(doubts(None, &both[0], "2026-11-18"), (0, String::new()));
    let (doubted, warned) = doubts(None, &both[0], "2026-11-20");
    assert_eq!(doubted, 0, "it may not have been installed");
    assert!(warned.contains("sealed by roster 1, though roster 2 was issued on 2026-11-18"), "{warned}");
    // A visit that began under the older one may end on the day after, and the server's clock go before the reviewer's.
    for on in ["2026-11-20", "2026-11-21"] {
        assert_eq!(doubts(Some("2026-11-19"), &both[0], on).0, 0);
    }
    let (doubted, told) = doubts(Some("2026-11-19"), &both[0], "2026-11-22");
    assert_eq!(doubted, 1);
    assert!(told.contains("sealed by roster 1, though the server used roster 2 on 2026-11-19 already"), "{told}");
    assert_eq!(doubts(Some("2026-11-19"), &both[1], "2026-11-22"), (0, String::new()));
    // Of a day before its own roster it is said that this cannot be, and no more: a clock may have stood wrong.
    assert_eq!(doubts(Some("2026-11-19"), &both[1], "2026-11-17"), (0, String::new()));
    assert_eq!(doubts(None, &both[0], "2026-01-05"), (0, String::new()), "of the oldest nothing is said");
    let (doubted, told) = doubts(Some("2026-11-19"), &both[1], "2026-01-05");
    assert_eq!(doubted, 0);
    assert!(
        told.contains("it is of 2026-01-05, before roster 2 was issued by which it was sealed, on 2026-11-18"),
        "{told}"
    );
}
