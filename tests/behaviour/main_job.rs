//! From a witness's form to a reviewer's screen, whole.

use std::fs;

use serde_json::json;

use crate::common::content::{Content, sha256_of};
use crate::common::everything_in;
use crate::common::site::Site;
use crate::common::source::Visit;

const MIB: u64 = 1 << 20;

#[test]
fn what_a_witness_tells_in_spanish_is_read_and_extracted_bit_for_bit() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("es");
    assert_eq!(form.codename.split(' ').count(), 9);
    let account = "Vinieron de noche, en un camión sin placas.\r\nSe llevaron a «A» y a su hermano.\r\n";
    let photo = Content::Drawn { seed: 1, len: 3 * MIB + 17 };
    let video = Content::Drawn { seed: 2, len: 64 * MIB };
    let visit = Visit::to("es", &form)
        .with("when", "En marzo, después de la lluvia")
        .with("place", "Cerca del río Ñ")
        .with("account", account)
        .file_of_type("foto 1.jpg", "image/jpeg", photo.clone())
        .file_of_type("vídeo del camión.mp4", "video/mp4", video.clone())
        .file_of_type("nota.txt", "text/plain", "Una línea.\n");
    let confirmation = server.tell(&visit);

    assert_eq!(confirmation.status, 200);
    assert_eq!(confirmation.codename(), form.codename);
    assert_eq!(confirmation.kept(), ["foto 1.jpg", "vídeo del camión.mp4", "nota.txt"]);
    assert!(confirmation.body.contains("Sus palabras") && confirmation.not_kept().is_empty());

    site.reviewer.pull();
    server.stop();
    // From here on nothing needs the server.
    let submission = site.reviewer.the_submission();
    assert_eq!(submission["language"], "es");
    assert_eq!(submission["desk"], "main");
    assert_eq!(submission["complete"], true);
    assert_eq!(submission["warnings"], json!([]));
    let attachments = submission["attachments"].as_array().unwrap();
    let told: Vec<_> = attachments.iter().map(|a| (a["n"].as_u64(), a["name"].as_str(), a["size"].as_u64())).collect();
    let sent = [(1, "foto 1.jpg", photo.len()), (2, "vídeo del camión.mp4", video.len()), (3, "nota.txt", 12)];
    assert_eq!(told, sent.map(|(n, name, size)| (Some(n), Some(name), Some(size))));
    assert_eq!(attachments[1]["sha256"], video.sha256());

    let id = submission["id"].as_str().unwrap();
    let text = String::from_utf8(site.reviewer.done(&["read", &id[..8]])).unwrap();
    for told in ["Vinieron de noche", "Se llevaron a «A»", "Cerca del río Ñ", "después de la lluvia", "foto 1.jpg"]
    {
        assert!(text.contains(told), "{told} in {text}");
    }
    let testimony = site.reviewer.testimony(id);
    assert_eq!(testimony["answers"]["account"], account);
    assert_eq!(testimony["consent"]["c0"], "yes");

    let to = site.folder.path().join("out");
    let paths = site.reviewer.extract(id, &to);
    let digests: Vec<String> = paths.iter().map(|path| sha256_of(fs::File::open(path).unwrap())).collect();
    assert_eq!(digests, [photo.sha256(), video.sha256(), Content::from("Una línea.\n").sha256()]);
    assert_eq!(everything_in(&to).len(), 1 + 3, "nothing else is there");
}

#[test]
fn read_json_prints_the_sealed_testimony_byte_for_byte() {
    let site = Site::demo();
    let server = site.start();
    let told = "Ñandú \u{1b}[31m \u{202e}abc\u{202c} \u{0} 🕊 \"quoted\" \\ tab\tend";
    assert_eq!(server.tell(&Visit::to("en", &server.form("en")).with("account", told)).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    let printed = site.reviewer.done(&["read", &id, "--json"]);
    let of_kind = |kind: &str| {
        let mut parcels = site.parcels().into_iter().map(|path| site.reviewer.open(&path));
        parcels.find(|parcel| parcel.info().head.kind.as_str() == kind).unwrap()
    };
    assert_eq!(printed, *of_kind("testimony").read_file("testimony.json").unwrap());
    assert_eq!(site.reviewer.testimony(&id)["answers"]["account"], told);
    assert_eq!(of_kind("closing").payload().next().unwrap().name, "parcels.json");
}

/// Names as they come: in many scripts, several alike, and such that attack whoever unpacks them.
fn names() -> Vec<Vec<u8>> {
    let mut names: Vec<Vec<u8>> = [
        "foto.jpg",
        "foto.jpg",
        "foto.jpg",
        "détention – procès-verbal.pdf",
        "اعتقال في الليل.mp4",
        "拘留证据.png",
        "задержание.docx",
        "המעצר.txt",
        "में_गिरफ्तारी.jpg",
        "می\u{200c}خواهم.txt",
        "👩‍👩‍👧.heic",
        "e\u{301}te\u{301}.txt",
        "../../../etc/passwd",
        "..",
        ".",
        "/etc/cron.d/amparo",
        "C:\\Windows\\System32\\evil.exe",
        "..\\..\\evil.bat",
        "-rf",
        "--help",
        ".bashrc",
        "nul",
        "COM1.txt",
        "a:b|c<d>e?f*g.txt",
        "50%00.txt",
        "trailing dots...",
        "  spaces  ",
        "photo\u{202e}gpj.exe",
        "zero\u{200b}width.txt",
        "quote%22inside.txt",
        "semi;colon=\"x.txt",
        "a\\",
        "$(touch hacked).txt",
        "`id`.txt",
        "<script>alert(1)</script>.html",
        "\u{1}\u{2}control\u{7f}\ttab\u{1b}[2J.txt",
        "next\u{85}line\u{2028}.txt",
    ]
    .map(|name| name.as_bytes().to_vec())
    .to_vec();
    names.push(b"nul\0byte.txt".to_vec());
    names.push(b"latin1-\xe9\xff\xfe.txt".to_vec());
    names.push(b"x".repeat(1000));
    names.push("ñ".repeat(500).into_bytes());
    names.push([b"y".repeat(300), b".tar.gz".to_vec()].concat());
    names
}

#[test]
fn no_visit_is_lost_by_the_name_of_a_file_and_nothing_leaves_the_folder() {
    let site = Site::demo();
    let server = site.start();
    let names = names();
    let content = |n: usize| format!("content of file {n}").repeat(n * 7);
    let mut visit = Visit::to("en", &server.form("en")).with("account", "All these files");
    for (n, name) in names.iter().enumerate() {
        visit = visit.file(name, content(n).as_str());
    }
    let confirmation = server.tell(&visit);
    assert_eq!(confirmation.status, 200);
    assert_eq!(confirmation.kept().len(), names.len());
    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    assert_eq!(submission["complete"], true);
    let attachments = submission["attachments"].as_array().unwrap();
    for (attachment, name) in attachments.iter().zip(&names) {
        // Folders before it are left out, and what is not UTF-8 is read as Windows-1252; all else is as it was sent.
        let text = String::from_utf8(name.clone()).unwrap_or_else(|_| name.iter().map(|b| char::from(*b)).collect());
        let folders = if text.starts_with("C:\\") { '\\' } else { '/' };
        assert_eq!(attachment["name"].as_str(), text.rsplit(folders).next());
    }

    let to = site.folder.path().join("in/here");
    // What a reviewer does is recorded in their own folder, sealed.
    let outside = || {
        let all = everything_in(site.folder.path()).into_iter();
        all.filter(|path| !path.starts_with(&site.reviewer.home)).count()
    };
    let before = outside();
    let paths = site.reviewer.extract(submission["id"].as_str().unwrap(), &to);
    assert_eq!(paths.len(), names.len());
    for (n, path) in paths.iter().enumerate() {
        assert_eq!(path.parent(), Some(to.as_path()), "{}", path.display());
        assert!(path.file_name().unwrap().len() <= 130);
        assert_eq!(fs::read(path).unwrap(), content(n).into_bytes(), "{}", path.display());
    }
    // The folder with its parent, and the files: nothing anywhere else.
    assert_eq!(outside(), before + 2 + names.len());
    let inbox = String::from_utf8(site.reviewer.done(&["inbox"])).unwrap();
    assert!(!inbox.chars().any(|c| c != '\n' && (c.is_control() || "\u{202e}\u{200b}\u{2028}".contains(c))));
}

#[test]
fn an_empty_file_and_one_byte_are_kept_as_they_are() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("es", &server.form("es")).file("vacío.txt", "").file("uno.txt", "1");
    let confirmation = server.tell(&visit);
    assert_eq!(confirmation.kept(), ["vacío.txt", "uno.txt"]);
    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    assert_eq!(submission["attachments"][0]["size"], 0);
    let paths = site.reviewer.extract(submission["id"].as_str().unwrap(), &site.folder.path().join("out"));
    assert_eq!([fs::read(&paths[0]).unwrap(), fs::read(&paths[1]).unwrap()], [b"".to_vec(), b"1".to_vec()]);
}

#[test]
fn two_submissions_stand_apart_and_a_second_pull_brings_nothing_new() {
    let site = Site::demo();
    let server = site.start();
    for told in ["The first", "The second"] {
        let visit = Visit::to("en", &server.form("en")).with("account", told).file("same.txt", told);
        assert_eq!(server.tell(&visit).status, 200);
    }
    let pulled = site.reviewer.pull();
    // Testimony, file and closing of each; cover parcels may have come in between.
    assert!(pulled["new"].as_array().unwrap().len() >= 6);
    assert_eq!(site.reviewer.pull()["new"], json!([]));
    let mut told: Vec<(String, String)> = site
        .reviewer
        .inbox()
        .iter()
        .map(|submission| {
            let id = submission["id"].as_str().unwrap();
            assert_eq!(submission["attachments"].as_array().unwrap().len(), 1);
            let paths = site.reviewer.extract(id, &site.folder.path().join(id));
            let account = site.reviewer.testimony(id)["answers"]["account"].as_str().unwrap().to_owned();
            (account, fs::read_to_string(&paths[0]).unwrap())
        })
        .collect();
    told.sort();
    let alike = |told: &str| (told.to_owned(), told.to_owned());
    assert_eq!(told, [alike("The first"), alike("The second")]);
}

#[test]
fn any_pieces_and_chunks_of_a_body_make_the_same_submission() {
    let site = Site::demo();
    let server = site.start();
    let content = Content::Drawn { seed: 5, len: 300_001 };
    let visit = |told: &str| Visit::to("en", &server.form("en")).with("account", told).file("a.bin", content.clone());
    assert_eq!(server.tell_chunked(&visit("chunked")).status, 200);
    let dripped = visit("dripped");
    let mut upload = server.begin(&dripped);
    for _ in 0..400 {
        upload.send(7).unwrap();
    }
    upload.send(u64::MAX).unwrap();
    assert_eq!(upload.answer().unwrap().status, 200);
    site.reviewer.pull();
    for submission in site.reviewer.inbox() {
        assert_eq!(submission["attachments"][0]["sha256"], content.sha256());
    }
}
