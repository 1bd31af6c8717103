//! What is kept of bytes and names as they are sent.

use serde_json::Value;

use super::house::{House, Sent};
use super::received;

/// A part of a form, byte for byte.
fn part(mut form: Sent, head: &[u8], content: &[u8]) -> Sent {
    form.0.extend([b"--edge\r\nContent-Disposition: form-data; ", head, b"\r\n\r\n", content, b"\r\n"].concat());
    form
}

#[tokio::test]
async fn bytes_of_another_encoding_are_kept_as_its_characters_beside_a_file_and_without() {
    let words = part(Sent::of_now(), b"name=\"account\"", b"desapareci\xf3 el ni\xf1o");
    let with_file = part(words.clone(), b"name=\"files\"; filename=\"ni\xf1o.jpg\"", b"bytes");
    for form in [words, with_file] {
        let house = House::new();
        assert!(received(house.receives(&form, 4096).await).words);
        let parcels = house.parcels();
        assert_eq!(parcels[&0].json("testimony.json")["answers"]["account"], "desapareció el niño");
        assert!(
            parcels.values().filter_map(|parcel| parcel.attachment.as_ref()).all(|(_, name, _)| name == "niño.jpg")
        );
    }
}

#[tokio::test]
async fn a_stray_byte_costs_its_own_place_and_no_more_beside_a_file_and_without() {
    let sent = ["Нас вывели ".as_bytes(), b"\xd0", "ночью. ညမှာ".as_bytes()].concat();
    let words = part(Sent::of_now(), b"name=\"account\"", &sent);
    for form in [words.clone(), words.file("a.jpg", b"bytes")] {
        let house = House::new();
        assert!(received(house.receives(&form, 4096).await).words);
        let told = &house.parcels()[&0].json("testimony.json")["answers"]["account"];
        assert_eq!(told, "Нас вывели \u{fffd}ночью. ညမှာ");
    }
}

#[tokio::test]
async fn of_a_file_its_own_name_and_a_known_type_are_kept_and_nothing_that_tells_of_the_machine() {
    let files = [
        ("/home/ana/Fotos/1.jpg", "image/jpeg; name=ana", "1.jpg", "image/jpeg"),
        (r"C:\Users\Ana\2.jpg", "x-ana/her-program", "2.jpg", "application/octet-stream"),
        (r"back\slash.jpg", "IMAGE/PNG", r"back\slash.jpg", "image/png"),
        ("folder/", "", "folder", "application/octet-stream"),
        ("///", "text/plain", "///", "text/plain"),
        ("6.mkv", "video/x-matroska", "6.mkv", "video/x-matroska"),
        ("7.cr2", "image/x-canon-cr2; ana=1", "7.cr2", "image/*"),
        ("8.htm", "Text/HTML; charset=utf-8", "8.htm", "text/*"),
    ];
    let form = files.iter().fold(Sent::of_now().field("account", "words"), |form, (name, claimed, ..)| {
        let head = format!("name=\"files\"; filename=\"{name}\"\r\nContent-Type: {claimed}");
        part(form, head.as_bytes(), b"bytes")
    });
    let house = House::new();
    let told: Vec<String> =
        received(house.receives(&form, 4096).await).kept.into_iter().map(|file| file.name).collect();
    assert_eq!(told, files.map(|(_, _, own, _)| own));
    let parcels = house.parcels();
    let sealed: Vec<(&str, &str)> = parcels
        .values()
        .filter_map(|parcel| parcel.attachment.as_ref().map(|(_, name, claimed)| (name.as_str(), claimed.as_str())))
        .collect();
    assert_eq!(sealed, files.map(|(_, _, own, kept)| (own, kept)));
    let names: Vec<Value> =
        (1..=files.len()).map(|n| parcels[&9].json("parcels.json")["parcels"][n]["name"].clone()).collect();
    assert_eq!(names, files.map(|(_, _, own, _)| Value::from(own)));
}
