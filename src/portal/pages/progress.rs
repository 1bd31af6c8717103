//! How far a visit is, for whoever sends it: in a tab of its own, because a page that is being left does nothing more.

use askama::Template;

use crate::intake::HowFar;
use crate::seal::ProgressNumber;
use crate::texts::Lang;

use super::{Frame, IN_MEMORY, Site};

/// `GET /{lang}/6/{number}`. Before and after the visit, and for a number that nobody has, it says the same.
pub fn progress(site: &Site, lang: Lang, number: ProgressNumber, how_far: Option<HowFar>) -> String {
    #[derive(Template)]
    #[template(path = "progress.html", config = ".askama.toml")]
    struct Progress<'a> {
        page: Frame<'a>,
        far: Option<String>,
        percent: Option<u64>,
    }
    let page = Frame::new(site, lang, &format!("6/{number}"));
    let percent = how_far.and_then(|far| (far.arrived * 100).checked_div(far.announced?)).map(|of| of.min(100));
    let far = how_far.map(|far| {
        let arrived = page.texts.size(far.arrived);
        match far.announced {
            Some(whole) => {
                page.say_of("progress-arrived", &[("arrived", &arrived), ("whole", &page.texts.size(whole))])
            }
            None => page.say_with("progress-arrived-some", "arrived", &arrived),
        }
    });
    Progress { page, far, percent }.render().expect(IN_MEMORY)
}
