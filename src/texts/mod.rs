//! The languages and their texts: a few Fluent files each under `static/texts/`.

mod own;

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

pub use own::{BadTexts, OwnTexts};

/// A language's code, and its files as one text: what the pages say, what the forms ask, what is permitted, what
/// a reviewer reads around the answers, what a report tells, and what a bag says of itself.
macro_rules! language {
    ($code:literal) => {
        (
            $code,
            concat!(
                include_str!(concat!("../../static/texts/", $code, ".ftl")),
                "\n",
                include_str!(concat!("../../static/texts/forms/", $code, ".ftl")),
                "\n",
                include_str!(concat!("../../static/texts/consent/", $code, ".ftl")),
                "\n",
                include_str!(concat!("../../static/texts/reading/", $code, ".ftl")),
                "\n",
                include_str!(concat!("../../static/texts/report/", $code, ".ftl")),
                "\n",
                include_str!(concat!("../../static/texts/bag/", $code, ".ftl")),
            ),
        )
    };
}

/// Each language's code and texts; the first one lends its text where another lacks one.
const FILES: [(&str, &str); 12] = [
    language!("en"),
    language!("es"),
    language!("pt"),
    language!("fr"),
    language!("ar"),
    language!("fa"),
    language!("ru"),
    language!("uk"),
    language!("zh-hans"),
    language!("my"),
    language!("tr"),
    language!("ht"),
];

/// Each built at the first page in its language, and shared by all of them.
static TEXTS: [OnceLock<Texts>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// A language the pages speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lang(usize);

impl Lang {
    /// Every language that Amparo has texts for; a site may offer fewer.
    pub const ALL: [Self; FILES.len()] = {
        let mut all = [Self(0); FILES.len()];
        let mut at = 0;
        while at < all.len() {
            all[at] = Self(at);
            at += 1;
        }
        all
    };

    /// What a site offers that names no languages: the others await native readers (`docs/languages.md`).
    pub const OFFERED: [Self; 2] = [Self::ALL[0], Self::ALL[1]];

    /// The language of a path segment or configuration entry; exact, lower-case codes only.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The BCP 47 code, as in addresses and `lang` attributes.
    pub fn code(self) -> &'static str {
        FILES[self.0].0
    }

    /// The direction of writing, `ltr` or `rtl`, as the language's file says.
    pub fn dir(self) -> &'static str {
        self.about_itself("language-dir")
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        self.about_itself("language-name")
    }

    /// What the head of its file says of it: every page names every language, and needs no more of most of them.
    fn about_itself(self, key: &str) -> &'static str {
        let said = FILES[self.0].1.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
        said.map_or("", str::trim)
    }
}

/// The texts of one language, with English where one is missing.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of a language, parsed once for the whole process.
    pub fn of(lang: Lang) -> &'static Self {
        TEXTS[lang.0].get_or_init(|| Self::read(lang))
    }

    /// The text that needs no values; empty, never its key, where no language has it.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &FluentArgs::new())
    }

    /// The text with its values filled in. Plain text: a template escapes it.
    pub fn with(&self, key: &str, values: &FluentArgs<'_>) -> String {
        self.lookup(key, values).or_else(|| Self::of(Lang::ALL[0]).lookup(key, values)).unwrap_or_default()
    }

    /// A count as this language writes it, with its digits grouped from five on.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        if digits.len() < 5 {
            return digits;
        }
        let group = self.get("number-group");
        let mut grouped = String::new();
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push_str(&group);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A size in the largest binary unit that fits it, with at most one decimal.
    ///
    /// Rounds down: a limit never promises more than it holds.
    pub fn size(&self, bytes: u64) -> String {
        let (key, unit) = match bytes {
            0x4000_0000.. => ("size-gib", 1 << 30),
            0x10_0000.. => ("size-mib", 1 << 20),
            0x400.. => ("size-kib", 1 << 10),
            _ => {
                let mut values = FluentArgs::new();
                values.set("bytes", bytes);
                return self.with("size-bytes", &values);
            }
        };
        let (whole, tenth) = (bytes / unit, bytes % unit * 10 / unit);
        let mut number = self.number(whole);
        if tenth > 0 {
            number.push_str(&self.get("number-point"));
            number.push_str(&tenth.to_string());
        }
        let mut values = FluentArgs::new();
        values.set("number", number);
        self.with(key, &values)
    }

    /// Reads a language's texts. A line that does not parse costs that one text; the tests allow none.
    fn read(lang: Lang) -> Self {
        let file = FILES[lang.0].1.to_owned();
        Self::made_of(lang, FluentResource::try_new(file).unwrap_or_else(|(whole_lines, _)| whole_lines))
    }

    /// Reads an operator's texts, or gives the first line that does not parse, from 1.
    pub fn of_operator(lang: Lang, file: String) -> Result<Self, usize> {
        if let Some(at) = broken_escape(&file) {
            return Err(1 + file[..at].matches('\n').count());
        }
        match FluentResource::try_new(file) {
            Ok(resource) => Ok(Self::made_of(lang, resource)),
            Err((whole_lines, errors)) => {
                let at = errors.iter().map(|error| error.pos.start).min().unwrap_or_default();
                Err(1 + whole_lines.source().bytes().take(at).filter(|byte| *byte == b'\n').count())
            }
        }
    }

    fn made_of(lang: Lang, resource: FluentResource) -> Self {
        let locale: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.add_resource_overriding(resource);
        // Where the text runs right to left, marks keep the values in it from mixing with it.
        bundle.set_use_isolating(lang.dir() == "rtl");
        Self { bundle }
    }

    /// The text with its values filled in, for where it stands in a document or on a terminal: without the marks that
    /// keep values apart on a page, which other programs show or obey.
    pub fn plain(&self, key: &str, values: &FluentArgs<'_>) -> String {
        without_marks(self.with(key, values))
    }

    /// True when it has a text of this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// This language's own text, if it has it and every value it asks for is there.
    pub fn lookup(&self, key: &str, values: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(values), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

/// Where `\u` or `\U` stands before fewer digits than it needs and a letter that is not ASCII: fluent-syntax 0.12 would
/// cut that letter in two to say so, and panic.
fn broken_escape(file: &str) -> Option<usize> {
    let escape = |(at, mark): (usize, &str)| {
        let digits = if mark == "\\u" { 4 } else { 6 };
        let broken = file[at + mark.len()..].chars().take(digits).find(|c| !c.is_ascii_hexdigit());
        broken.is_some_and(|c| !c.is_ascii()).then_some(at)
    };
    // A backslash behind a backslash begins none.
    let begins = |at: usize| file[..at].bytes().rev().take_while(|byte| *byte == b'\\').count().is_multiple_of(2);
    let mut marks = file.match_indices("\\u").chain(file.match_indices("\\U")).filter(|(at, _)| begins(*at));
    marks.find_map(escape)
}

/// A text without the marks of isolation around its values (U+2068, U+2069).
pub fn without_marks(text: String) -> String {
    const MARKS: [char; 2] = ['\u{2068}', '\u{2069}'];
    if text.contains(MARKS) { text.replace(MARKS, "") } else { text }
}

#[cfg(test)]
impl Lang {
    /// The language's files, for the tests that read its wording.
    pub(crate) fn file(self) -> &'static str {
        FILES[self.0].1
    }

    /// The ids of the texts that its files define.
    pub(crate) fn ids(self) -> std::collections::BTreeSet<&'static str> {
        self.file()
            .lines()
            .filter_map(|line| line.split_once(" ="))
            .map(|(id, _)| id)
            .filter(|id| id.starts_with(|c: char| c.is_ascii_lowercase()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Lang = Lang(0);
    const SPANISH: Lang = Lang(1);

    #[test]
    fn an_escape_that_is_none_is_told_by_its_line_and_a_backslash_is_only_a_backslash() {
        let read = |text: &str| Texts::of_operator(ENGLISH, text.to_owned()).map(|_| ()).err();
        assert_eq!(read("a = x\nb = { \"\\u04é\" }\n"), Some(2));
        assert_eq!(read("a = x\nb = { \"\\\\ué\" }\n"), None);
    }

    #[test]
    fn a_language_is_found_by_its_exact_code_alone() {
        for lang in Lang::ALL {
            assert_eq!(Lang::parse(lang.code()), Some(lang));
            assert!(!lang.own_name().is_empty());
            assert!(["ltr", "rtl"].contains(&lang.dir()));
        }
        for other in ["", "EN", "en-GB", "xx", "../en"] {
            assert_eq!(Lang::parse(other), None);
        }
    }

    #[test]
    fn every_file_parses_whole_and_has_the_same_texts() {
        for lang in Lang::ALL {
            assert!(FluentResource::try_new(lang.file().to_owned()).is_ok(), "{}", lang.code());
            assert_eq!(lang.ids(), ENGLISH.ids(), "{}", lang.code());
        }
    }

    #[test]
    fn a_missing_text_is_empty_and_never_its_key() {
        assert_eq!(Texts::of(SPANISH).get("no-such-text"), "");
    }

    #[test]
    fn a_text_without_its_value_is_not_shown() {
        assert_eq!(Texts::of(SPANISH).get("mailbox-day"), "");
    }

    #[test]
    fn numbers_and_sizes_read_as_the_language_writes_them() {
        let (english, spanish) = (Texts::of(ENGLISH), Texts::of(SPANISH));
        assert_eq!(english.number(9_999), "9999");
        assert_eq!(english.number(1_234_567), "1,234,567");
        assert_eq!(spanish.number(20_000), "20\u{202f}000");
        assert_eq!(english.size(0), "0 bytes");
        assert_eq!(english.size(1), "1 byte");
        assert_eq!(english.size(1024), "1 KiB");
        assert_eq!(english.size(2 << 30), "2 GiB");
        assert_eq!(spanish.size(3 << 29), "1,5 GiB");
        assert_eq!(english.size((2 << 30) - 1), "1.9 GiB", "a limit is never rounded up");
        assert_eq!(english.size(u64::MAX), "17,179,869,183.9 GiB");
    }

    #[test]
    fn every_thread_may_read_the_texts() {
        fn shared<T: Sync + Send>(_: &T) {}
        shared(Texts::of(ENGLISH));
    }

    #[test]
    fn an_escape_that_is_cut_off_by_a_letter_is_told_by_its_line() {
        let of = |text: &str| Texts::of_operator(Lang::ALL[0], text.to_owned()).err();
        for escape in ["\\u", "\\u0", "\\u004", "\\U", "\\U0000"] {
            assert_eq!(of(&format!("a = b\nc = {{ \"{escape}é\" }}\n")), Some(2), "{escape}");
        }
        assert_eq!(of("a = { \"\\u0041é \\U01F602é\" }\n"), None);
    }
}
