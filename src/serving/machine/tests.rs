//! Each weakness alone, and a machine without one.

use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

type Weaken = fn(&mut Facts);

/// A machine without a weakness.
fn strong() -> Facts {
    Facts {
        modes: vec![("/etc/amparo/amparo.toml".into(), 0o100_640, 0o022), ("/data".into(), 0o40_700, 0o077)],
        closed: None,
        foreign: Vec::new(),
        swaps: Vec::new(),
        kernel: Kernel { landlock: true, whole_landlock: true, seccomp: true },
        today: day("2026-11-25"),
        latest: (day("2026-11-25"), "the roster"),
        ahead: None,
        tor_is_installed: true,
        torrc: Some((
            "HiddenServicePort 80 unix:/run/amparo/portal.sock\n".into(),
            "/run/amparo/portal.sock".into(),
            false,
        )),
        open_files: (enough_files(false), enough_files(false)),
        open: [None, None],
        standing: Standing::Valid,
        expires: day("2027-11-25"),
        disk: Some(Disk::Enough),
        can_back_up: true,
        is_filled: true,
        backed_up: Some(day("2026-11-24")),
        closed_backups: Vec::new(),
        incomplete_backup: None,
        backup_beside: None,
        read_only: None,
        addresses: Addresses {
            lost: Vec::new(),
            open_web: Some(("a.onion".into(), "a.onion".into())),
            reviewers: Some(("b.onion:443".into(), "b.onion:443".into())),
        },
        certificate: Some((day("2026-09-11"), day("2026-12-10"))),
        set_aside: 0,
        data: "/data".into(),
    }
}

fn closed(whose: &str) -> ClosedBackup {
    ClosedBackup { folder: "/b".into(), path: "/b/files".into(), whose: whose.into() }
}

/// A backup on the server's own disk, and what the one elsewhere lacks.
fn beside(lacks: Option<i64>) -> BesideIt {
    BesideIt { folder: "/b".into(), elsewhere: lacks.map(|days| ("/media/stick".into(), days)) }
}

#[test]
fn each_weakness_is_found_alone_with_its_remedy_and_a_strong_machine_has_none() {
    assert_eq!(strong().weaknesses(), []);
    let cases: [(&str, &str, Weaken); 36] = [
        ("permissions", "chmod 640 /etc/amparo/amparo.toml", |f| f.modes[0].1 = 0o100_660),
        ("permissions", "chmod 700 /data", |f| f.modes[1].1 = 0o40_755),
        ("permissions", "check as root", |f| f.closed = Some(("/data".into(), "no".into()))),
        ("permissions", "chown -R --reference=/data /data", |f| f.foreign = vec!["/data/backed-up".into()]),
        ("swap", "swapoff -a", |f| f.swaps = vec!["/dev/dm-1".into()]),
        ("kernel", "Linux 5.13", |f| f.kernel.landlock = false),
        ("kernel", "Linux 6.12", |f| f.kernel.whole_landlock = false),
        ("kernel", "CONFIG_SECCOMP_FILTER", |f| f.kernel.seccomp = false),
        ("tor", "apt install tor", |f| f.tor_is_installed = false),
        ("tor", "the same socket", |f| f.torrc.as_mut().unwrap().1 = "/run/other.sock".into()),
        ("tor", "HiddenServiceExportCircuitID haproxy", |f| f.torrc.as_mut().unwrap().2 = true),
        ("files", "LimitNOFILE", |f| f.open_files.0 = 1024),
        ("files", "LimitNOFILE", |f| f.open_files.1 = enough_files(true)),
        ("tor", "unix:PATH or 127.0.0.1", |f| f.open[0] = Some("0.0.0.0:80".into())),
        ("tor", "listen on 127.0.0.1", |f| f.open[1] = Some("0.0.0.0:443".into())),
        ("quarantine", "rm -r /data/quarantine", |f| f.set_aside = 1),
        ("disk", "make room", |f| f.disk = Some(Disk::Little)),
        ("clock", "timedatectl", |f| f.latest = (day("2026-11-26"), "the roster")),
        ("roster", "ask the custodian", |f| f.standing = Standing::EndsSoon),
        ("roster", "now", |f| f.standing = Standing::Grace),
        ("backup", "roster add backup", |f| f.can_back_up = false),
        ("backup", "amparo-backup.timer", |f| f.backed_up = None),
        ("backup", "chown -R --reference=/b /b", |f| f.closed_backups = vec![closed("/b")]),
        ("backup", "with uid=amparo; for another: chown -R --reference=/data /b && chmod -R u+rwX /b", |f| {
            f.closed_backups = vec![closed("/data")];
        }),
        ("backup", "a stick or a share", |f| f.backup_beside = Some(beside(None))),
        ("backup", "a stick or a share", |f| f.backup_beside = Some(beside(Some(9)))),
        ("backup", "tries again", |f| f.incomplete_backup = Some("/b".into())),
        ("backup", "a clock was ahead", |f| f.backed_up = Some(day("2026-11-25"))),
        ("backup", "a clock was ahead", |f| f.backed_up = Some(day("2027-11-25"))),
        ("clock", "these parcels are in backups", |f| f.ahead = Some((7, day("2027-11-25")))),
        ("tor", "onion = \"b.onion\"", |f| f.addresses.open_web.as_mut().unwrap().1 = "b.onion".into()),
        ("tor", "The onion keys are lost", |f| f.addresses.lost = vec!["/tor/portal".into()]),
        ("tor", "c.onion:443 below [interface]", |f| {
            f.addresses.reviewers.as_mut().unwrap().1 = "c.onion:443".into();
        }),
        ("disk", "remount,rw", |f| f.read_only = Some("/data".into())),
        ("certificate", "renew it", |f| f.certificate = Some((day("2026-09-10"), day("2026-12-09")))),
        ("certificate", "renew it", |f| f.certificate = Some((day("2026-08-26"), day("2026-11-24")))),
    ];
    for (about, mend, weaken) in cases {
        let mut facts = strong();
        weaken(&mut facts);
        let found = facts.weaknesses();
        assert_eq!(found.len(), 1, "{about}, {mend}: {found:?}");
        assert!(found[0].about == about && found[0].mend.contains(mend), "{found:?}");
    }
    // A backup that was forgotten; one that is being made today is not.
    for (last, found) in [("2026-11-20", 1), ("2026-11-22", 0)] {
        let facts = Facts { backed_up: Some(day(last)), ..strong() };
        assert_eq!(facts.weaknesses().len(), found, "{last}");
    }
    // A certificate that lives for six days is renewed when half of them are over.
    for (begins, ends, found) in
        [("2026-11-24", "2026-11-30", 0), ("2026-11-21", "2026-11-27", 0), ("2026-11-20", "2026-11-26", 1)]
    {
        let facts = Facts { certificate: Some((day(begins), day(ends))), ..strong() };
        assert_eq!(facts.weaknesses().len(), found, "{ends}");
    }
    // Days that parcels are filed under are told as theirs, whatever else is of a later one.
    let ahead = Facts {
        ahead: Some((7, day("2026-11-28"))),
        latest: (day("2027-11-25"), "the day that was let go last"),
        ..strong()
    };
    assert!(ahead.weaknesses()[0].what.contains("7 parcels are filed under days to come, up to 2026-11-28"));
    let told = Facts { ahead: None, ..ahead }.weaknesses();
    assert!(told[0].what.contains("the day that was let go last is 2027-11-25"), "{told:?}");
    // A stick that was carried away a week ago is as it should be.
    assert_eq!(Facts { backup_beside: Some(beside(Some(8))), ..strong() }.weaknesses(), []);
}

#[test]
fn what_belongs_to_another_account_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ours"), "").unwrap();
    assert_eq!(foreign(folder.path()).unwrap(), Vec::<PathBuf>::new());
    let theirs = folder.path().join("theirs");
    fs::write(&theirs, "").unwrap();
    // Only root can give files away.
    if std::os::unix::fs::chown(&theirs, Some(65_534), None).is_ok() {
        assert_eq!(foreign(folder.path()).unwrap(), [theirs]);
    }
}
