//! What a source permits, as the form and the mailbox ask it.

use sha2::{Digest as _, Sha256};

use crate::form::Typed;
use crate::form::consent::{Choice, Level};

use super::super::desk::Desk;
use super::{Frame, Site};
use crate::texts::Lang;

/// The version of the texts about consent; it grows with every change of meaning.
pub const CONSENT_VERSION: u32 = 3;

/// What must be said before anything is chosen, in the order of the page.
pub(super) const BEFORE: [&str; 7] = [
    "consent-who",
    "consent-further",
    "consent-courts",
    "consent-contacts",
    "consent-change",
    "consent-undone",
    "consent-promise",
];
/// What the uses are, and what the values mean.
const ABOUT_LEVELS: [&str; 4] =
    ["consent-levels-title", "consent-levels-lead", "consent-ask-means", "consent-anonymous-means"];
const NO_DEATH_PENALTY: [&str; 2] = ["consent-no-death-penalty", "consent-no-death-penalty-hint"];
/// What a withdrawal does, and what it cannot undo.
const WITHDRAW: [&str; 8] = [
    "withdraw-lead",
    "withdraw-wait",
    "withdraw-undone-title",
    "withdraw-undone-shared",
    "withdraw-undone-read",
    "withdraw-undone-court",
    "withdraw-undone-copies",
    "withdraw-undone-mark",
];

/// What the form's consent says, as it stands on a desk's page: it is sealed beside what was chosen.
pub fn consent_text(site: &Site, lang: Lang, desk: &Desk) -> String {
    let page = Frame::at_desk(site, lang, desk);
    let uses = ABOUT_LEVELS.iter().map(|key| (*key).to_owned()).chain(levels());
    let before = BEFORE.iter().map(|key| (*key).to_owned());
    said(&page, before.chain(["consent-label".to_owned()]).chain(uses))
}

/// What tells a desk's page from what it was before its questions, who reads them or its consent changed: 32 hex digits, of SHA-256.
pub fn page_mark(site: &Site, lang: Lang, desk: &Desk) -> String {
    let few = if desk.few_read_identity { "few" } else { "all" };
    let (form, consent) = (desk.form.digest(), consent_text(site, lang, desk));
    let asked = format!("amparo/v1/page\n{}\n{form}\n{few}\n{consent}", desk.id);
    hex::encode(&Sha256::digest(asked.as_bytes())[..16])
}

/// The same for a change from the mailbox.
pub fn change_text(site: &Site, lang: Lang) -> String {
    let about = ["change-lead", "change-careful", "change-undone", "consent-ask-means", "consent-anonymous-means"];
    let keys = about.into_iter().map(str::to_owned).chain(levels()).chain(["change-stays".to_owned()]);
    said(&Frame::new(site, lang, "2"), keys)
}

/// The same for a withdrawal.
pub fn withdraw_text(site: &Site, lang: Lang) -> String {
    let keys = WITHDRAW.into_iter().chain(["withdraw-box"]).map(str::to_owned);
    said(&Frame::new(site, lang, "2"), keys)
}

fn levels() -> impl Iterator<Item = String> {
    let of_level = |level: Level| [text_key(level), format!("{}-hint", text_key(level))];
    Level::OPTIONAL.into_iter().flat_map(of_level).chain(NO_DEATH_PENALTY.map(str::to_owned))
}

fn said(page: &Frame<'_>, keys: impl Iterator<Item = String>) -> String {
    keys.map(|key| page.say(&key)).collect::<Vec<_>>().join("\n")
}

fn text_key(level: Level) -> String {
    format!("consent-{}", level.as_str())
}

/// A use that can be permitted or not, as a page offers it.
pub(super) struct LevelView {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) options: Vec<OptionView>,
    pub(super) problem: Option<String>,
}

/// Something to choose.
pub(super) struct OptionView {
    pub(super) id: String,
    pub(super) value: String,
    pub(super) text: String,
    pub(super) on: bool,
}

impl LevelView {
    /// Every use but the reading by this organisation.
    ///
    /// `keeps` offers "leave as it is", which is then what is chosen until something else is; otherwise that
    /// is "ask me first".
    pub(super) fn all(page: &Frame<'_>, typed: &Typed, keeps: bool, problems: &[&str]) -> Vec<Self> {
        let view = |level: Level| {
            let name = level.field();
            let chosen = match typed.first(name) {
                "" if keeps => "",
                "" => Choice::default().as_str(),
                chosen => chosen,
            };
            let offered = level.offered().map(Choice::as_str);
            let mut options: Vec<OptionView> = keeps
                .then_some(("", "keep"))
                .into_iter()
                .chain(offered.map(|value| (value, value)))
                .map(|(value, word)| OptionView {
                    id: String::new(),
                    value: value.to_owned(),
                    text: page.say(&format!("consent-value-{word}")),
                    on: value == chosen,
                })
                .collect();
            if options.iter().all(|option| !option.on) {
                options.push(OptionView::odd(chosen));
            }
            Self {
                name,
                label: page.say(&text_key(level)),
                hint: page.say(&format!("{}-hint", text_key(level))),
                options,
                problem: problems.contains(&name).then(|| page.say("problem-not-an-option")),
            }
        };
        Level::OPTIONAL.map(view).into()
    }
}

/// So many characters of what is not offered are shown.
const SHOWN_OF_ODD: usize = 40;

impl OptionView {
    /// What was sent though it is not offered: it comes back as it was, and its beginning tells which it is.
    pub(super) fn odd(value: &str) -> Self {
        let text = value.chars().take(SHOWN_OF_ODD).collect();
        Self { id: String::new(), value: value.to_owned(), text, on: true }
    }
}
