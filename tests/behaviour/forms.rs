//! The form: what comes back, what is kept of it, and what the limits say.

use std::io::Read as _;

use crate::common::content::Content;
use crate::common::site::Site;
use crate::common::source::{Answer, Form, Visit};

/// A site with limits that a test can reach.
fn small() -> Site {
    Site::configured(|config| {
        let limits = toml::toml! {
            file_bytes = 300_000
            visit_bytes = 1_000_000
            max_files = 6
            account_chars = 2_000
            line_chars = 40
        };
        config.insert("limits".to_owned(), limits.into());
    })
}

fn with_consent(mut visit: Visit) -> Visit {
    visit.fields.push(("consent".to_owned(), b"yes".to_vec()));
    visit
}

#[test]
fn a_form_without_words_and_files_comes_back_kindly_with_its_codename_and_nonce() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("es");
    let answer = server.tell(&Visit::to("es", &form));
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problems(), ["account"]);
    assert!(answer.body.contains("Escriba unas palabras o elija un archivo, por favor."));
    let back = answer.form();
    assert_eq!((back.codename, back.nonce), (form.codename, form.nonce));
}

#[test]
fn a_form_without_consent_comes_back_with_every_word_and_names_the_files() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    let words = "</textarea><script>alert(1)</script> & \"quotes\" 'too' ñ 拘 \u{202e}";
    let visit =
        Visit::to("en", &form).without("consent").with("account", words).with("when", "\"><b>").with("place", "a&b");
    let answer = server.tell(&visit.clone().file("<b>.jpg", "x").file("b.jpg", "y"));
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problems(), ["consent", "files"]);
    assert_eq!(answer.account(), words);
    assert_eq!(answer.to_choose_again(), ["<b>.jpg", "b.jpg"]);
    assert!(answer.body.contains("value=\"&#34;&#62;&#60;b&#62;\"") && answer.body.contains("value=\"a&#38;b\""));
    assert!(!answer.body.contains("<script"));
    // With consent, the same form is taken.
    let answer = server.tell(&with_consent(visit));
    assert_eq!((answer.status, answer.codename()), (200, form.codename));
}

#[test]
fn line_ends_at_the_start_of_the_words_survive_however_often_the_form_comes_back() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    let mut words = "\r\n\r\n  The first line was left empty.\r\n".to_owned();
    for _ in 0..3 {
        let answer = server.tell(&Visit::to("en", &form).without("consent").with("account", &words));
        words = answer.account();
    }
    assert_eq!(server.tell(&Visit::to("en", &form).with("account", &words)).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    assert_eq!(site.reviewer.testimony(&id)["answers"]["account"], "\r\n\r\n  The first line was left empty.\r\n");
}

#[test]
fn a_codename_that_was_changed_on_its_way_is_replaced_and_the_page_says_so() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("es");
    for wrong in ["", "una palabra", "x".repeat(10_000).as_str(), &form.codename.replacen(' ', " x ", 1)] {
        let sent = Form { codename: wrong.to_owned(), ..form.clone() };
        let answer = server.tell(&Visit::to("es", &sent).with("account", "palabras"));
        assert_eq!(answer.status, 200);
        let fresh = answer.codename();
        assert_ne!(fresh, form.codename);
        assert!(answer.body.contains("Estas son nuevas, y solo estas valen."));
        assert_eq!(server.open_mailbox("es", &fresh).status, 200);
        let answer = server.tell(&Visit::to("es", &sent));
        assert_eq!(answer.problems(), ["account", "codename"]);
        assert_ne!(answer.form().codename, form.codename);
    }
}

#[test]
fn a_file_over_the_limit_is_named_as_not_kept_while_the_rest_is_kept() {
    let site = small();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en"))
        .with("account", "words")
        .file("small.jpg", "small")
        .file("exactly.bin", Content::Drawn { seed: 1, len: 300_000 })
        .file("large.mp4", Content::Drawn { seed: 2, len: 300_001 })
        .file("last.txt", "last");
    let answer = server.tell(&visit);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.kept(), ["small.jpg", "exactly.bin", "last.txt"]);
    assert_eq!(answer.not_kept(), ["large.mp4"]);
    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    assert_eq!(submission["complete"], true);
    assert_eq!(submission["not_kept"][0]["name"], "large.mp4");
    assert_eq!(submission["not_kept"][0]["reason"], "too-large");
    let inbox = String::from_utf8(site.reviewer.done(&["inbox"])).unwrap();
    assert!(inbox.contains("large.mp4  not kept"), "{inbox}");
}

#[test]
fn files_past_the_visits_limit_are_named_and_those_before_it_are_kept() {
    let site = small();
    let server = site.start();
    // Padded sizes count: four of these fit beside the words.
    let files = ["1", "2", "3", "4", "5"];
    let visit = files.iter().fold(Visit::to("en", &server.form("en")).with("account", "words"), |visit, name| {
        visit.file(name, Content::Drawn { seed: 3, len: 220_000 })
    });
    let answer = server.tell(&visit);
    assert_eq!(answer.kept(), ["1", "2", "3", "4"]);
    assert_eq!(answer.not_kept(), ["5"]);
    assert!(
        answer.body.contains("The rest of what you sent is not affected.") && !answer.body.contains("smaller parts")
    );
}

#[test]
fn what_is_too_large_among_other_files_not_stored_is_not_sent_again_as_it_is() {
    let site = small();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).file("large.mp4", Content::Drawn { seed: 2, len: 300_001 });
    let visit = (1..=8).fold(visit, |visit, n| visit.file(n.to_string(), "x"));
    let answer = server.tell(&visit);
    assert_eq!(answer.not_kept(), ["large.mp4", "6", "7", "8"]);
    for said in ["<bdi>large.mp4</bdi>", "You can send it in smaller parts.", "You can send them in another visit"] {
        assert_eq!(answer.body.matches(said).count(), 1, "{said}: {}", answer.body);
    }
}

#[test]
fn a_form_whose_only_file_is_refused_gives_its_words_and_says_what_is_stored() {
    let site = small();
    let server = site.start();
    let form = server.form("en");
    let answer = server.tell(&Visit::to("en", &form).file("large.mp4", Content::Drawn { seed: 2, len: 300_001 }));
    assert_eq!((answer.status, answer.not_kept()), (200, vec!["large.mp4".to_owned()]));
    // What is sealed is said to be, and whose words open its mailbox.
    assert_eq!(answer.codename(), form.codename);
    for said in ["<h1>No file is stored</h1>", "What you chose on the form", "The name of the file that is not stored"]
    {
        assert!(answer.body.contains(said), "{said}");
    }
    assert!(answer.body.contains("You can send it in smaller parts.") && !answer.body.contains("in another visit"));
    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    assert_eq!((&submission["complete"], &submission["not_kept"][0]["name"]), (&true.into(), &"large.mp4".into()));
}

#[test]
fn more_files_than_a_visit_may_bring_are_named_as_not_kept() {
    let site = small();
    let server = site.start();
    let visit = (1..=8).fold(Visit::to("en", &server.form("en")), |visit, n| visit.file(n.to_string(), "x"));
    let answer = server.tell(&visit);
    assert_eq!(answer.kept(), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(answer.not_kept(), ["7", "8"]);
    assert!(!answer.body.contains("more file"));
    // Past as many names as a visit has files, the rest is counted.
    let visit = (9..=15).fold(visit, |visit, n| visit.file(n.to_string(), "x"));
    let answer = server.tell(&visit.clone());
    assert_eq!(answer.not_kept(), ["7", "8", "9", "10", "11", "12"]);
    assert!(answer.body.contains("And 3 more files are not stored."));
    // A form that comes back says how many it can bring.
    let answer = server.tell(&visit.without("consent"));
    assert_eq!(answer.to_choose_again(), ["1", "2", "3", "4", "5", "6"]);
    assert!(answer.body.contains("One visit can hold 6 files."));
}

#[test]
fn more_than_twice_the_visits_limit_is_answered_with_a_page_and_not_with_a_reset() {
    let site = small();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en"))
        .with("account", "words")
        .file("kept.jpg", "kept")
        .file("endless.mp4", Content::Drawn { seed: 4, len: 40_000_000 });
    // A browser sends on while it can, and then reads what there is.
    let answer = server.tell(&visit);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.kept(), ["kept.jpg"]);
    assert_eq!(answer.not_kept(), ["endless.mp4"]);
    assert!(answer.body.contains("What came after this did not arrive either."));
    assert!(!answer.body.contains("The rest of what you sent is not affected."));
    // What came after it may be sent as it is.
    assert!(answer.body.contains("in smaller parts.") && answer.body.contains("in another visit"));
    assert_eq!(answer.header("connection"), Some("close"));
    // Without consent there is a page too.
    let answer = server.tell(&visit.without("consent"));
    assert_eq!(answer.status, 422);
    assert_eq!(answer.account(), "words");
}

#[test]
fn words_that_are_too_long_come_back_whole_with_the_limit_beside_them() {
    let site = small();
    let server = site.start();
    let (account, when, place) = ("ñ".repeat(2_001), "w".repeat(41), "p".repeat(41));
    let visit = Visit::to("en", &server.form("en")).with("account", &account).with("when", &when).with("place", &place);
    let answer = server.tell(&visit);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problems(), ["when", "place", "account"]);
    assert_eq!(answer.account(), account);
    // With a file behind them, nobody could shorten them before it has arrived: they are kept whole.
    let answer = server.tell(&visit.clone().file("a.jpg", "x"));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.kept(), ["a.jpg"]);
    site.reviewer.pull();
    let testimony = site.reviewer.testimony(site.reviewer.the_submission()["id"].as_str().unwrap());
    assert_eq!(testimony["answers"]["account"], account.as_str());
    assert_eq!(testimony["answers"]["when"]["words"], when.as_str());
    let fits = visit.with("account", &account[2..]).with("when", &when[1..]).with("place", &place[1..]);
    assert_eq!(server.tell(&fits).status, 200);
}

#[test]
fn megabytes_of_words_are_refused_without_a_crash_and_without_being_kept() {
    let site = Site::demo();
    let server = site.start();
    let answer = server.tell(&Visit::to("en", &server.form("en")).with("account", &"long ".repeat(3_000_000)));
    assert_eq!(answer.status, 422);
    assert!(answer.problems().contains(&"account"));
    assert!(answer.body.len() < 3 << 20, "what comes back is bounded");
    assert_eq!(site.kinds(), Vec::<String>::new());
}

#[test]
fn a_page_from_elsewhere_gets_a_fresh_form_and_its_words_are_not_taken() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    let visit = Visit::to("en", &form).with("account", "chosen by a hostile page").file("a", "b");
    for from in ["cross-site", "same-site", "none", "nonsense"] {
        let answer = server.with_header("Sec-Fetch-Site", from).tell(&visit);
        assert_eq!(answer.status, 403);
        let fresh = answer.form();
        assert!(fresh.codename != form.codename && fresh.nonce != form.nonce);
        assert_eq!(answer.account(), "");
        let mailbox = server.with_header("Sec-Fetch-Site", from).open_mailbox("en", &form.codename);
        assert_eq!(mailbox.status, 403);
        assert!(!mailbox.body.contains(&form.codename));
    }
    assert_eq!(site.kinds(), Vec::<String>::new());
    // Our own pages, whose no-referrer makes `Origin` null, and browsers that say nothing.
    let ours = server.with_header("Sec-Fetch-Site", "same-origin").with_header("Origin", "null");
    assert_eq!(ours.tell(&visit).status, 200);
    assert_eq!(server.with_header("Origin", "http://elsewhere.example").tell(&visit).status, 200);
}

#[test]
fn odd_fields_are_ignored_and_bytes_that_are_no_text_come_back_to_be_looked_at() {
    let site = Site::demo();
    let server = site.start();
    let mut visit = Visit::to("en", &server.form("en")).with("account", "words");
    visit.fields.push(("unknown".to_owned(), b"ignored".to_vec()));
    visit.fields.push((String::new(), b"nameless".to_vec()));
    let mut broken = visit.clone();
    broken.fields.push(("place".to_owned(), b"latin1 \xe9\x8d".to_vec()));
    let answer = server.tell(&broken);
    assert_eq!((answer.status, answer.account().as_str()), (422, "words"));
    assert!(answer.body.contains("latin1 \u{e9}\u{8d}"));
    assert_eq!(server.tell(&visit).status, 200);
    site.reviewer.pull();
    let id = site.reviewer.the_submission()["id"].as_str().unwrap().to_owned();
    assert_eq!(site.reviewer.testimony(&id)["answers"], serde_json::json!({ "account": "words" }));
    let mut all = String::new();
    site.reviewer.done(&["read", &id]).as_slice().read_to_string(&mut all).unwrap();
    assert!(!all.contains("ignored") && !all.contains("nameless"));
}

#[test]
fn more_parts_than_any_form_has_cost_nothing_of_what_was_typed() {
    let site = Site::demo();
    let server = site.start();
    let mut visit = Visit::to("en", &server.form("en")).with("account", "words before the flood");
    visit.fields.extend((0..30_000).map(|n| (format!("persons-{n}-call"), b"x".to_vec())));
    let answer = server.tell(&visit);
    assert_eq!((answer.status, answer.account().as_str()), (422, "words before the flood"));
    assert_eq!(site.kinds(), Vec::<String>::new());
    visit.fields.truncate(10_000);
    assert_eq!(server.tell(&visit).status, 200, "what the form does not ask is passed over");
}

#[test]
fn words_whose_form_ends_within_a_character_come_back_as_they_were_written() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    let field =
        |name: &str, value: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    for words in ["Нас вывели ночью.", "ညမှာ ခေါ်ထုတ်သွားတယ်။"] {
        for kept in words.len() - 9..words.len() {
            let known =
                [field("codename", &form.codename), field("nonce", &form.nonce), field("consent", "yes")].concat();
            let told = field("account", words);
            let told = &told.as_bytes()[..told.len() - "\r\n".len() - words.len() + kept];
            let head = format!(
                "POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n",
                known.len() + told.len()
            );
            let came = server.send_raw(&[head.as_bytes(), known.as_bytes(), told].concat());
            let answer = Answer::read(&mut &came[..], "POST").expect("an answer");
            assert_eq!((answer.status, answer.account().as_str()), (422, &words[..words.floor_char_boundary(kept)]));
        }
    }
    assert_eq!(site.kinds(), Vec::<String>::new());
}
