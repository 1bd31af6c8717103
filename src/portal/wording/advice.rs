//! The rules of what sources are told for their safety: which page says what, in every language
//! (`docs/source-safety.md`).

use super::{Lang, say};
use crate::form::Typed;
use crate::portal::pages::{self, ConfirmationPage, FormPage, Site};

/// What the start says.
const START: [&str; 9] = [
    "landing-who",
    "landing-who-sealed",
    "landing-how-words",
    "landing-how-tell",
    "landing-before-screen",
    "landing-before-device",
    "landing-before-exit",
    "landing-cannot",
    "landing-cannot-danger",
];

/// What the page before a form says.
const BEFORE: [&str; 5] = ["pause-lead", "landing-cannot-danger", "landing-before-exit", "pause-sealed", "pause-place"];

/// What stands on the form, before and beside the account.
const FORM: [&str; 10] = [
    "consent-who",
    "consent-courts",
    "consent-contacts",
    "consent-undone",
    "consent-promise",
    "codename-lead",
    "codename-line",
    "send-lost",
    "files-original",
    "account-lead",
];

/// What is said when something has arrived.
const AFTERWARDS: [&str; 4] = ["next-read", "next-reply", "next-quiet", "next-leave"];

/// What "Staying safe" says.
const SAFETY: [&str; 37] = [
    "safety-before-tor",
    "safety-before-device",
    "safety-before-tails",
    "safety-before-screen",
    "safety-before-tor-seen",
    "safety-before-bridge",
    "safety-before-bridge-first",
    "safety-place-home",
    "safety-place-public",
    "safety-place-there",
    "safety-phone-android",
    "safety-phone-iphone",
    "safety-phone-keyboard",
    "safety-phone-pictures",
    "safety-phone-borrowed",
    "safety-phone-where",
    "safety-telling-unique",
    "safety-telling-letters",
    "safety-telling-others",
    "safety-files-hidden",
    "safety-files-seen",
    "safety-files-remove",
    "safety-files-copies",
    "safety-after-identity",
    "safety-after-words",
    "safety-after-quiet",
    "safety-after-back",
    "safety-after-browser",
    "safety-server-stored",
    "safety-server-live",
    "safety-server-nothing",
    "safety-exit-does",
    "safety-exit-not",
    "safety-care-feelings",
    "safety-care-stop",
    "safety-care-someone",
    "safety-cannot",
];

#[test]
fn the_pages_say_what_is_known_to_keep_sources_safe() {
    let site = Site::sample();
    let typed = Typed::default();
    let desk = &site.desks[0];
    for lang in Lang::ALL {
        let pages = [
            ("start", pages::landing(&site, lang), &START[..]),
            ("page before the form", pages::pause(&site, lang, desk), &BEFORE[..]),
            ("form", pages::form(&site, lang, &FormPage::sample(desk, &typed, &[])), &FORM[..]),
            (
                "confirmation",
                pages::confirmation(&site, lang, &ConfirmationPage::sample(desk, &[], &[])),
                &AFTERWARDS[..],
            ),
            ("safety", pages::safety(&site, lang), &SAFETY[..]),
        ];
        for (name, page, texts) in pages {
            for id in texts {
                let said = say(lang, id, 2)
                    .replace("Collective", &site.organisation)
                    .replace('"', "&#34;")
                    .replace('\'', "&#39;");
                assert!(page.contains(&said), "{}: {name} lacks {id}", lang.code());
            }
        }
    }
}
