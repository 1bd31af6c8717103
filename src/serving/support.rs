//! `[[support]]`: who can help, country by country, read and checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::portal::pages::{self, Site};
use crate::portal::support::{Contact, MOST_SUPPORT_BYTES, Place, Said};
use crate::texts::Lang;

use super::{Config, Fault};

const ABOUT: &str = "a contact cannot be shown";
/// What stands for every country.
const EVERYWHERE: &str = "*";

const MOST_CONTACTS: usize = 40;
const MOST_WAYS: usize = 4;
const MOST_LANGUAGES: usize = 12;
/// Lengths in characters.
const LONGEST_NAME: usize = 120;
const LONGEST_ABOUT: usize = 300;
const LONGEST_WAY: usize = 200;
const LONGEST_LABEL: usize = 60;

/// The countries of ISO 3166-1, and Kosovo by the code that is in use for it.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI \
    FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR \
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM \
    MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT \
    PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM \
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// `[[support]]`
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SupportConfig {
    /// The country's code, or `*` for everywhere.
    pub country: Spanned<String>,
    /// What pages call the country; the first of a country's contacts that says it says it for all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Words>,
    /// What they are called.
    pub name: String,
    /// What they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Words>,
    /// How to reach them, one line each.
    pub how: Vec<String>,
    /// The languages that they speak: codes of the pages' languages, or names.
    #[serde(default)]
    pub languages: Vec<String>,
}

/// A text for all languages, or one for each.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Words {
    /// The same on every page.
    ForAll(String),
    /// By the languages' codes.
    Each(BTreeMap<String, String>),
}

/// Why a contact cannot be shown, and how to mend it.
type Wrong = (String, String);

impl Config {
    /// The places where some can help, in the order of the configuration.
    pub(super) fn places(&self) -> Result<Vec<Place>, Fault> {
        let mut places: Vec<Place> = Vec::new();
        for (at, entry) in self.support.iter().enumerate() {
            let read = || {
                if at == MOST_CONTACTS {
                    let what = format!("there are more than {MOST_CONTACTS} contacts");
                    return Err((what, "keep those that people need most".to_owned()));
                }
                Ok((entry.place()?, entry.label()?, entry.contact()?))
            };
            let (country, label, contact) =
                read().map_err(|(what, mend)| self.fault(ABOUT, &entry.country, what, &mend))?;
            let known = places.iter().position(|place| place.country == country);
            let at = known.unwrap_or_else(|| {
                places.push(Place { country, label: Said::default(), contacts: Vec::new() });
                places.len() - 1
            });
            let place = &mut places[at];
            place.label.for_all = place.label.for_all.take().or(label.for_all);
            place.label.each.extend(label.each);
            place.contacts.push(contact);
        }
        Ok(places)
    }

    /// Sees that the page on staying safe does not grow too large.
    pub(super) fn check_support(&self, site: &Site) -> Result<(), Fault> {
        let sizes = site.languages.iter().map(|lang| (pages::support_bytes(site, *lang), *lang));
        match (sizes.max_by_key(|(bytes, _)| *bytes), self.support.first()) {
            (Some((bytes, lang)), Some(first)) if bytes > MOST_SUPPORT_BYTES => {
                let lang = lang.own_name();
                let what =
                    format!("all contacts take {bytes} bytes of the page in {lang}, and may take {MOST_SUPPORT_BYTES}");
                Err(self.fault(ABOUT, &first.country, what, "shorten what they do, or name fewer"))
            }
            _ => Ok(()),
        }
    }
}

impl SupportConfig {
    fn place(&self) -> Result<Option<String>, Wrong> {
        match self.country.get_ref().as_str() {
            EVERYWHERE => Ok(None),
            code if COUNTRIES.split(' ').any(|known| known == code) => Ok(Some(code.to_owned())),
            other => Err((
                format!("`country` is {other:?}, which is no country's code"),
                "write two capital letters of ISO 3166-1, such as \"VE\", or \"*\" for everywhere".to_owned(),
            )),
        }
    }

    fn label(&self) -> Result<Said, Wrong> {
        said("label", self.label.as_ref(), LONGEST_LABEL)
    }

    fn contact(&self) -> Result<Contact, Wrong> {
        for (key, list, most) in [("how", &self.how, MOST_WAYS), ("languages", &self.languages, MOST_LANGUAGES)] {
            if list.len() > most {
                return Err((
                    format!("`{key}` has {} lines, and may have {most}", list.len()),
                    "keep the best".to_owned(),
                ));
            }
            for line in list {
                plain(key, line, LONGEST_WAY)?;
            }
        }
        if self.how.is_empty() {
            return Err(("`how` is empty".to_owned(), "say how to reach them: a number, an address".to_owned()));
        }
        plain("name", &self.name, LONGEST_NAME)?;
        Ok(Contact {
            name: self.name.clone(),
            about: said("about", self.about.as_ref(), LONGEST_ABOUT)?,
            how: self.how.clone(),
            languages: self.languages.clone(),
        })
    }
}

fn said(key: &str, words: Option<&Words>, longest: usize) -> Result<Said, Wrong> {
    match words {
        None => Ok(Said::default()),
        Some(Words::ForAll(text)) => {
            plain(key, text, longest)?;
            Ok(Said { for_all: Some(text.clone()), each: Vec::new() })
        }
        Some(Words::Each(each)) => {
            let read = |(code, text): (&String, &String)| {
                let lang = Lang::parse(code).ok_or_else(|| {
                    let known = Lang::ALL.map(Lang::code).join(", ");
                    (format!("`{key}` names the language {code:?}"), format!("there are pages in {known}"))
                })?;
                plain(key, text, longest)?;
                Ok((lang, text.clone()))
            };
            Ok(Said { for_all: None, each: each.iter().map(read).collect::<Result<_, Wrong>>()? })
        }
    }
}

/// One line that is there and not too long.
fn plain(key: &str, text: &str, longest: usize) -> Result<(), Wrong> {
    let length = text.chars().count();
    if length > longest {
        return Err((format!("`{key}` has {length} characters, and may have {longest}"), "say it shorter".to_owned()));
    }
    if text.trim().is_empty() || text.chars().any(char::is_control) {
        return Err((format!("`{key}` is empty, or holds more than one line"), "write one line of text".to_owned()));
    }
    Ok(())
}
