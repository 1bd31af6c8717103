//! The page on staying safe, and who can help.

use askama::Template;

use super::super::support::{Contact, Place, Said};
use super::{Frame, IN_MEMORY, Site};
use crate::texts::Lang;

/// `GET /{lang}/3`: how to stay safe, what the server can see, and who can help.
pub fn safety(site: &Site, lang: Lang) -> String {
    #[derive(Template)]
    #[template(path = "safety.html", config = ".askama.toml")]
    struct Safety<'a> {
        page: Frame<'a>,
        places: Vec<PlaceView<'a>>,
    }
    Safety { page: Frame::new(site, lang, "3"), places: places(site, lang) }.render().expect(IN_MEMORY)
}

/// How many bytes of that page say who can help.
pub fn support_bytes(site: &Site, lang: Lang) -> usize {
    #[derive(Template)]
    #[template(path = "support.html", config = ".askama.toml")]
    struct Support<'a> {
        page: Frame<'a>,
        places: Vec<PlaceView<'a>>,
    }
    Support { page: Frame::new(site, lang, "3"), places: places(site, lang) }.render().expect(IN_MEMORY).len()
}

/// A text, and its language where it is another than the page's.
struct Spoken<'a> {
    text: &'a str,
    lang: Option<Lang>,
}

impl<'a> Spoken<'a> {
    fn on_page(said: &'a Said, page: Lang) -> Option<Self> {
        said.on_page(page).map(|(text, lang)| Self { text, lang: lang.filter(|lang| *lang != page) })
    }

    /// A language by its code, in its own words; anything else as it stands.
    fn language(named: &'a str, page: Lang) -> Self {
        match Lang::parse(named) {
            Some(lang) => Self { text: lang.own_name(), lang: Some(lang).filter(|lang| *lang != page) },
            None => Self { text: named, lang: None },
        }
    }
}

struct PlaceView<'a> {
    /// `None` for everywhere.
    label: Option<Spoken<'a>>,
    /// Whether it stands open.
    open: bool,
    contacts: Vec<ContactView<'a>>,
}

struct ContactView<'a> {
    name: &'a str,
    about: Option<Spoken<'a>>,
    how: &'a [String],
    languages: Vec<Spoken<'a>>,
}

fn places(site: &Site, lang: Lang) -> Vec<PlaceView<'_>> {
    let alone = site.support.len() == 1;
    site.support.iter().map(|place| PlaceView::of(place, lang, alone)).collect()
}

impl<'a> PlaceView<'a> {
    fn of(place: &'a Place, lang: Lang, alone: bool) -> Self {
        let code = place.country.as_deref().map(|text| Spoken { text, lang: None });
        Self {
            label: code.map(|code| Spoken::on_page(&place.label, lang).unwrap_or(code)),
            open: alone || place.country.is_none(),
            contacts: place.contacts.iter().map(|contact| ContactView::of(contact, lang)).collect(),
        }
    }
}

impl<'a> ContactView<'a> {
    fn of(contact: &'a Contact, lang: Lang) -> Self {
        Self {
            name: &contact.name,
            about: Spoken::on_page(&contact.about, lang),
            how: &contact.how,
            languages: contact.languages.iter().map(|named| Spoken::language(named, lang)).collect(),
        }
    }
}
