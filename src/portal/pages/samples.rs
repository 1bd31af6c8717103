//! One filled-in example of every context, with names that try to break out of the page.

use crate::form::consent::{ConsentProblem, Wrong};
use crate::form::{Form, Mistake, Typed, Why};
use crate::intake::{Given, KeptFile, NotKept, NotKeptFile};
use crate::portal::support::{Contact, Said};
use crate::seal::{FormNonce, ProgressNumber, ShownReplies};
use crate::texts::OwnTexts;

use super::*;

/// Tries to leave its element, its attribute and its direction of writing.
pub(super) const HOSTILE: &str = "\u{202e}<script>alert(\"1\")</script>' onload='x";

pub(super) const CODENAME: &str = "river candle orange window garden silver market gentle harbor";

impl Site {
    /// A site with a desk for each shipped form.
    pub(crate) fn sample() -> Self {
        Self {
            organisation: "Open Records Collective".to_owned(),
            look: Look::default(),
            support: Place::samples(),
            languages: Lang::ALL.to_vec(),
            limits: SiteLimits { file_bytes: 2 << 30, visit_bytes: 8 << 30, max_files: 40, upload_hours: 24 },
            version: "0.1.0",
            roster_fingerprint: "6f1c 0b7e 44a9 d2f0 918c 53be a07d e6f2 ".repeat(2).trim_end().to_owned(),
            quick_exit: String::new(),
            open_web: None,
            style: Style::new(""),
            desks: Form::shipped_names().enumerate().map(|(at, name)| Arc::new(Desk::sample(at + 1, name))).collect(),
        }
    }
}

impl Place {
    /// Help everywhere and in one country, named in two languages.
    pub(crate) fn samples() -> Vec<Self> {
        let spanish = Lang::ALL[1];
        let contact = Contact {
            name: HOSTILE.to_owned(),
            about: Said { for_all: None, each: vec![(spanish, "Escuchan de noche.".to_owned())] },
            how: vec!["+58 212 555 0100".to_owned(), HOSTILE.to_owned()],
            languages: vec!["es".to_owned(), "wayuunaiki".to_owned()],
        };
        let everywhere = Contact { name: "Line of listeners".to_owned(), about: Said::default(), ..contact.clone() };
        let label = Said { for_all: Some("Venezuela".to_owned()), each: Vec::new() };
        vec![
            Self { country: Some("VE".to_owned()), label, contacts: vec![contact.clone(), contact] },
            Self { country: None, label: Said::default(), contacts: vec![everywhere] },
        ]
    }
}

impl Desk {
    pub(crate) fn sample(number: usize, form: &str) -> Self {
        Self {
            number,
            id: format!("{form}-desk").parse().unwrap(),
            form: Arc::new(Form::shipped(form).unwrap()),
            texts: OwnTexts::default(),
            few_read_identity: true,
        }
    }
}

impl Typed {
    /// What was typed, field by field.
    pub(crate) fn of(fields: &[(&str, &str)]) -> Self {
        let mut typed = Self::default();
        for (name, value) in fields {
            typed.add(name, value.as_bytes().to_vec());
        }
        typed
    }

    pub(crate) fn sample() -> Self {
        Self::of(&[
            ("account", "They came at night.\nI was in the kitchen with A and B."),
            ("when", "in the rainy season, 2019"),
            ("place", "near the bridge"),
            ("consent", "yes"),
        ])
    }
}

impl Problem {
    pub(crate) fn samples() -> Vec<Self> {
        let mistakes = [
            ("account", Why::TooLong(20_000)),
            ("place", Why::Broken),
            ("when", Why::NoSuchDay),
            ("affected", Why::NotANumber),
            ("link", Why::NotAnOption),
            ("held-end", Why::EndBeforeStart),
            ("persons-2-real-name", Why::TooLong(200)),
            ("no-such-field", Why::Broken),
        ];
        let answer = |(name, why): (&str, Why)| Self::Answer(Mistake { name: name.to_owned(), why });
        let consent = |field, wrong| Self::Consent(ConsentProblem { field, wrong });
        let others = [
            consent("consent", Wrong::Required),
            consent("consent-c4", Wrong::NotOffered),
            Self::NothingToldOrSent,
            Self::CodenameReplaced,
            Self::FilesMustBeChosenAgain { names: vec!["IMG_2041.jpg".to_owned(), HOSTILE.to_owned()], too_many: true },
            Self::TextTooLong(Some("account".to_owned())),
            Self::TextTooLong(None),
            Self::PageOfBefore,
            Self::DeskGone,
            Self::NotStored,
            Self::Full,
            Self::Malformed,
            Self::SentFromElsewhere,
        ];
        others.into_iter().chain(mistakes.map(answer)).collect()
    }
}

impl<'a> FormPage<'a> {
    pub(crate) fn sample(desk: &'a Desk, typed: &'a Typed, problems: &'a [Problem]) -> Self {
        Self {
            desk,
            codename: CODENAME,
            again: false,
            nonce: FormNonce::from_bytes([0xa1; 16]),
            whole: true,
            number: ProgressNumber::from_bytes([0xb2; 16]),
            aside: "",
            typed,
            problems,
        }
    }
}

impl KeptFile {
    pub(crate) fn samples() -> Vec<Self> {
        let file = |name: &str, size| Self { name: name.to_owned(), size };
        vec![
            file("IMG_2041.jpg", 3_480_221),
            file("VID_20190814_231502.mp4", 913_202_118),
            file("قائمة الأسماء.pdf", 88_412),
            file(HOSTILE, 12),
        ]
    }
}

impl NotKeptFile {
    pub(crate) fn samples() -> Vec<Self> {
        let reasons = [NotKept::TooLarge, NotKept::VisitFull, NotKept::TooMany, NotKept::ServerFull, NotKept::Broken];
        let named = |(n, reason)| Self { n, name: format!("{n} {HOSTILE}"), reason };
        (1..).zip(reasons).map(named).collect()
    }
}

impl<'a> ConfirmationPage<'a> {
    pub(crate) fn sample(desk: &'a Desk, kept: &'a [KeptFile], not_kept: &'a [NotKeptFile]) -> Self {
        Self {
            desk,
            codename: CODENAME,
            given: Given::Instead,
            words_kept: true,
            kept,
            not_kept,
            unnamed: 2,
            listed: true,
            cut_short: true,
        }
    }
}

impl CodenamePage<'static> {
    pub(crate) fn sample() -> Self {
        Self {
            typed: "river candle orange window garden silver markte gentle harbor",
            problem: Some(CodenameProblem::UnknownWord { position: 7 }),
        }
    }
}

impl Reply {
    pub(crate) fn samples() -> Vec<Self> {
        let reply = |n, day: &str, text: String| {
            let desk = (n == 2).then(|| HOSTILE.to_owned());
            Self {
                is_there: true,
                opens: true,
                n,
                desk,
                day: day.to_owned(),
                lines: text.lines().map(str::to_owned).collect(),
            }
        };
        vec![
            reply(1, "2031-05-17", "Thank you.\n\nMay we ask about the second vehicle?".to_owned()),
            reply(2, "2031-05-20", HOSTILE.to_owned()),
            Self { opens: false, ..reply(4, "2000-01-01", "What stands in is not shown.".to_owned()) },
        ]
    }
}

impl<'a> MailboxPage<'a> {
    pub(crate) fn sample(replies: &'a [Reply], typed: &'a Typed, problem: Option<MailboxProblem>) -> Self {
        let shown = ShownReplies::of(&[]);
        Self { codename: CODENAME, replies, shown, typed, problem, deleted: None }
    }
}
