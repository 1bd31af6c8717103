//! A moment before the first question: what may come, and what the way out does and cannot do.
//!
//! GOV.UK's pattern "Exit a page quickly" asks for such a page before the first sensitive one
//! (<https://design-system.service.gov.uk/patterns/exit-a-page-quickly/>).

use askama::Template;

use super::super::desk::Desk;
use super::{Frame, IN_MEMORY, Site};
use crate::texts::Lang;

/// `GET /{lang}/5` and `GET /{lang}/5/{desk}`: what to know before a desk's form.
pub fn pause(site: &Site, lang: Lang, desk: &Desk) -> String {
    #[derive(Template)]
    #[template(path = "pause.html", config = ".askama.toml")]
    struct Pause<'a> {
        page: Frame<'a>,
        form: String,
        /// What the desk's form is called, where there are several to tell apart.
        which: Option<String>,
        somebody_helps: bool,
    }
    let mut page = Frame::at_desk(site, lang, desk);
    page.path = desk.path_before();
    let form = page.to(&desk.path());
    let which = (site.desks.len() > 1).then(|| page.say(&desk.form.title));
    Pause { form, which, somebody_helps: !site.support.is_empty(), page }.render().expect(IN_MEMORY)
}
