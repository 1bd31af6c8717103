use super::*;
use crate::seal::SubmissionId;
use crate::vault::closed::tests::{ANA, US, day, file, identities, roster, stanzas};
use crate::vault::facts::{Told, Words};

/// So many others invent a testimony that names one submission's identity parcel.
const INVENTED: u32 = 3_000;

fn numbered<const N: usize>(n: u32) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    bytes
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
            let facts = Facts {
                submission: SubmissionId::from_bytes(numbered(n)),
                nonce: FormNonce::random(&mut rand_core::OsRng),
                desk: closed.desk.clone(),
                language: "en".to_owned().try_into().unwrap(),
                day: closed.day,
                roster: rosters[0].reference(),
                stanzas: sealed.clone(),
                holds: Holds::Testimony { mailbox: None, told: Some(told), words: Words::default() },
            };
            (file, facts)
        })
        .collect();
    let (mut gathered, mut changes) = (AllGathered::new(), Changes::default());
    for (file, facts) in &told {
        gather(file, facts, &against, &mut gathered, &mut changes).unwrap();
    }
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
