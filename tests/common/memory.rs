//! How much memory the server takes, as the kernel counts it.

use std::fmt;
use std::thread;

use super::content::Content;
use super::site::Site;
use super::source::Visit;

/// What uploads may take in all, beyond the idle server.
pub(crate) const ALLOWED_KIB: u64 = 128 * 1024;

/// Uploads at once, and how large each of them is.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    pub(crate) uploads: u64,
    pub(crate) mib: u64,
}

/// The largest resident size, before and after, in KiB.
pub(crate) struct Peak {
    load: Load,
    idle_kib: u64,
    most_kib: u64,
    after_kib: u64,
}

impl Peak {
    pub(crate) const fn growth_kib(&self) -> u64 {
        self.most_kib - self.idle_kib
    }
}

impl fmt::Display for Peak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Load { uploads, mib } = self.load;
        let [idle, peak, growth, after] =
            [self.idle_kib, self.most_kib, self.growth_kib(), self.after_kib].map(|kib| kib / 1024);
        write!(f, "{uploads} x {mib} MiB: peak {peak} MiB, {growth} MiB above idle ({idle} MiB); {after} MiB after it")
    }
}

/// Uploads so much to a server of its own; every file must be kept.
pub(crate) fn measure(load: Load) -> Peak {
    let site = Site::configured(|_| {});
    let server = site.start();
    assert_eq!(server.get("/en/").status, 200);
    let idle_kib = server.status("VmHWM:");
    let begun = std::sync::Barrier::new(usize::try_from(load.uploads).expect("a small number"));
    thread::scope(|scope| {
        for n in 0..load.uploads {
            let (source, begun) = (server.source.clone(), &begun);
            scope.spawn(move || {
                let content = Content::Drawn { seed: n, len: load.mib << 20 };
                let visit = Visit::to("en", &source.form("en")).file("video.mp4", content);
                let mut upload = source.begin(&visit);
                // All of them are under way before any of them is far.
                upload.send(visit.len_before_file(1) + 1).expect("it is taken");
                begun.wait();
                upload.send(u64::MAX).expect("it is taken");
                assert_eq!(upload.answer().expect("an answer").kept(), ["video.mp4"]);
            });
        }
    });
    let (most_kib, after_kib) = (server.status("VmHWM:"), server.status("VmRSS:"));
    let peak = Peak { load, idle_kib, most_kib, after_kib };
    server.stop();
    peak
}
