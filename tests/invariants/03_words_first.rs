//! Invariant 3: the testimony is kept before the first attachment, each attachment as soon as it is whole.

use crate::common::content::Content;
use crate::common::site::Site;
use crate::common::source::{Answer, Form, Visit};
use crate::common::wait_until;

const MIB: u64 = 1 << 20;

#[test]
fn the_words_are_kept_before_the_first_byte_of_a_file() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", "before the file").file("a", "content");
    let mut upload = server.begin(&visit);
    upload.send(visit.len_before_file(1)).unwrap();
    wait_until("the words are kept", || site.kinds() == ["testimony"]);
    upload.send(u64::MAX).unwrap();
    assert_eq!(upload.answer().unwrap().status, 200);
    assert_eq!(site.kinds(), ["attachment", "closing", "testimony"]);
}

#[test]
fn a_file_is_kept_as_soon_as_it_is_whole() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).file("a", "whole").file("b", "on its way");
    let mut upload = server.begin(&visit);
    upload.send(visit.len_before_file(2)).unwrap();
    wait_until("words and file are kept", || site.kinds() == ["attachment", "testimony"]);
    assert_eq!(site.reviewer.pull()["new"].as_array().unwrap().len(), site.parcels().len());
    assert_eq!(site.reviewer.the_submission()["attachments"][0]["name"], "a");
}

#[test]
fn an_upload_that_breaks_at_four_fifths_of_a_video_loses_that_video_only() {
    let site = Site::demo();
    let server = site.start();
    let photo = Content::Drawn { seed: 1, len: MIB };
    let visit = Visit::to("es", &server.form("es"))
        .with("account", "Estas palabras quedan.")
        .file("foto.jpg", photo.clone())
        .file("vídeo.mp4", Content::Drawn { seed: 2, len: 16 * MIB })
        .file("después.txt", "nunca llega");
    let mut upload = server.begin(&visit);
    upload.send(visit.len_before_file(2) + 16 * MIB * 8 / 10).unwrap();
    drop(upload);
    wait_until("the broken part is gone", || site.kinds() == ["attachment", "testimony"] && site.parts() == 0);

    site.reviewer.pull();
    let submission = site.reviewer.the_submission();
    assert_eq!(submission["complete"], false);
    let attachments = submission["attachments"].as_array().unwrap();
    assert_eq!(attachments.len(), 1);
    assert_eq!(attachments[0]["sha256"], photo.sha256());
    let told = site.reviewer.testimony(submission["id"].as_str().unwrap());
    assert_eq!(told["answers"]["account"], "Estas palabras quedan.");
}

/// A form without its last boundary, after words, a file, and a part of another. So many bytes more are announced.
fn without_its_end(form: &Form, missing: usize) -> Vec<u8> {
    let part = |name: &str, content: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
    };
    let file = |name: &str, content: &str| part(&format!("files\"; filename=\"{name}"), content);
    let body = [
        part("codename", &form.codename),
        part("nonce", &form.nonce),
        part("consent", "yes"),
        part("account", "These words stay."),
        file("photo.jpg", "whole"),
        file("video.mp4", "half of it"),
    ];
    let body = body.concat();
    let head = format!(
        "POST /en/1 HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n\r\n",
        body.len() + missing
    );
    (head + &body).into_bytes()
}

#[test]
fn who_still_listens_when_a_form_has_no_end_hears_what_was_kept() {
    // Where less comes than was announced, the connection broke: nobody knows what was still to come.
    for (missing, kinds) in [(0, vec!["attachment", "closing", "testimony"]), (1000, vec!["attachment", "testimony"])] {
        let site = Site::demo();
        let server = site.start();
        let form = server.form("en");
        let heard = server.send_raw(&without_its_end(&form, missing));
        let answer = Answer::read(&mut heard.as_slice(), "POST").expect("an answer");
        assert_eq!((answer.status, answer.codename()), (200, form.codename), "{missing}: {}", answer.body);
        assert_eq!((answer.kept(), answer.not_kept()), (vec!["photo.jpg".to_owned()], vec!["video.mp4".to_owned()]));
        assert!(!answer.body.contains("nothing was kept"), "{}", answer.body);
        server.stop();
        assert_eq!(site.kinds(), kinds, "{missing}");
    }
}

#[test]
fn without_consent_nothing_is_kept_and_the_words_come_back() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    let visit = Visit::to("en", &form).without("consent").with("account", "my words").file("photo.jpg", "content");
    let answer = server.tell(&visit);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problems(), ["consent", "files"]);
    assert_eq!(answer.account(), "my words");
    assert_eq!(answer.to_choose_again(), ["photo.jpg"]);
    server.stop();
    assert_eq!(site.kinds(), Vec::<String>::new());
}

#[test]
fn without_words_and_without_files_nothing_is_kept() {
    let site = Site::demo();
    let server = site.start();
    let answer = server.tell(&Visit::to("en", &server.form("en")).with("account", " \r\n\t").with("when", " "));
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problems(), ["account"]);
    server.stop();
    assert_eq!(site.kinds(), Vec::<String>::new());
}

#[test]
fn a_form_cut_off_before_its_end_keeps_nothing_of_half_words() {
    let site = Site::demo();
    let server = site.start();
    let visit = Visit::to("en", &server.form("en")).with("account", &"half of this ".repeat(1000));
    let mut upload = server.begin(&visit);
    upload.send(visit.len() / 2).unwrap();
    drop(upload);
    // The server has seen the end of that connection when it stops in peace.
    server.stop();
    assert_eq!(site.kinds(), Vec::<String>::new());
}
