//! Much text from many at once, who do not read what comes back.

use crate::common::site::Site;
use crate::common::source::Visit;
use crate::common::wait_until;

/// Without a bound on all of them together, such pages come to more than a gigabyte.
const MANY: usize = 200;
/// The text that all share has 32 MiB, and HTML makes five times as much of it; each page has its own first part.
const ALLOWED_KIB: u64 = 320 << 10;

#[test]
fn memory_is_bounded_when_many_send_much_text_and_do_not_read_and_testimonies_are_kept() {
    let site = Site::demo();
    let server = site.start();
    let form = server.form("en");
    let idle = server.status("VmRSS:");
    // Nothing of it is kept without consent: it comes back, as HTML.
    let much = Visit::to("en", &form).without("consent").with("account", &"<".repeat(1_000_000));
    let silent: Vec<_> = (0..MANY)
        .map(|_| {
            let mut upload = server.begin(&much);
            upload.send(u64::MAX).expect("it is taken");
            upload
        })
        .collect();
    // Whoever comes now is answered after all of them were read.
    let visit = Visit::to("en", &server.form("en")).with("account", &"what I saw ".repeat(4000));
    assert_eq!(server.tell(&visit.file("photo.jpg", "x")).status, 200);
    let growth = server.status("VmRSS:") - idle;
    println!("{MANY} connections with 1 MB of text that do not read: {} MiB more", growth >> 10);
    assert!(growth <= ALLOWED_KIB, "{growth} KiB");

    drop(silent);
    // Their room is free again: it is enough for the longest testimony.
    let long = Visit::to("en", &server.form("en")).with("account", &"\u{1f54a}".repeat(99_000));
    wait_until("there is room again", || server.tell(&long).status == 200);
}
