//! The form's fields as they arrive, and whether they can be accepted.
//!
//! A page says what it asks: it may have stood open while the form changed. Then nothing is read as an answer to
//! another question, and nothing of it is lost.

use std::collections::HashSet;

use rand_core::OsRng;

use crate::form::consent::{Choices, Wrong};
use crate::form::{Answers, COUNT_HOW, FILLER, FieldKind, Form, Input, NOT_SAID, NotSaid, Typed, text_of};
use crate::seal::{Codename, DeskId, FormNonce, WordList};

use super::Limits;
use super::limits::{MAX_CHOICE_BYTES, MAX_NAME_BYTES, MAX_TEXT_BYTES, TextShare};
use super::outcome::{Asked, Given, Problem};

/// The form's fields, as they arrive.
pub(super) struct Fields {
    names: HashSet<String>,
    /// Those of them under which something is chosen, not written.
    chosen: HashSet<String>,
    pub(super) typed: Typed,
    /// Answers to questions that are gone, a line each.
    pub(super) aside: String,
    codename: String,
    nonce: String,
    again: bool,
    /// The source asks for the closed questions.
    pub(super) more: bool,
    desk: String,
    page: String,
    /// For what was typed, and the names of files.
    pub(super) room: TextShare,
    too_long: bool,
    /// The first field of this form that lost its end; what came behind it may be gone whole.
    cut: Option<String>,
}

/// Fields that every page of a form has, besides its questions.
const OWN: [&str; 8] = ["codename", "nonce", "again", "desk", "page", "progress", "more", "aside"];
/// Tells the visit by which its source can see how far it is.
pub(super) const PROGRESS: &str = "progress";
/// What a value takes beside its own bytes when its name came before: a form of 20,000 parts can be all such.
const BESIDE_BYTES: usize = 64;
/// A file's name that there is no room for keeps so much.
const SHORT_NAME_BYTES: usize = 64;

impl Fields {
    /// The fields of this form; what arrives under other names is dropped, unless the page is of before.
    pub(super) fn of(form: &Form, room: TextShare) -> Self {
        let (names, chosen) = names_of(form);
        Self {
            names,
            chosen,
            typed: Typed::default(),
            aside: String::new(),
            codename: String::new(),
            nonce: String::new(),
            again: false,
            more: false,
            desk: String::new(),
            page: String::new(),
            room,
            too_long: false,
            cut: None,
        }
    }

    /// True when the page that is being sent asks something else than is asked now. It says so before its answers.
    pub(super) fn is_of_before(&self, asked: &Asked) -> bool {
        let says_nothing = self.desk.is_empty() && self.page.is_empty() && !asked.page.is_empty();
        !says_nothing && (self.desk != asked.desk.as_str() || self.page != asked.page)
    }

    /// The desk that the page was for, where it is not this one.
    pub(super) fn other_desk(&self, asked: &Asked) -> Option<DeskId> {
        self.desk.parse().ok().filter(|desk| *desk != asked.desk)
    }

    /// Reads what follows by the questions of the desk that the page was for, where that is another which is still here: it is
    /// that desk's form that goes back.
    pub(super) fn turn_to_its_desk(&mut self, asked: &Asked) {
        let Some(desk) = self.other_desk(asked) else { return };
        if let Some((_, form)) = asked.others.iter().find(|(id, _)| *id == desk) {
            (self.names, self.chosen) = names_of(form);
        }
    }

    /// Whether the page has said yet which desk it is for.
    pub(super) const fn names_a_desk(&self) -> bool {
        !self.desk.is_empty()
    }

    /// Adds bytes to a field that is arriving, as far as there is room for them.
    pub(super) fn gather(&mut self, name: &str, value: &mut Vec<u8>, data: &[u8]) {
        let is_chosen = Choices::is_field(name) || self.chosen.contains(name);
        let most = if is_chosen { MAX_CHOICE_BYTES } else { MAX_TEXT_BYTES };
        let taken = self.room.take(data.len().min(most.saturating_sub(value.len())));
        if taken < data.len() {
            self.cut_short(name);
        }
        value.extend_from_slice(&data[..taken]);
    }

    /// A file's name: it is held as long as what was typed. Cut before its ending where there is no room for it, or where no
    /// file system could hold it, so that it keeps what tells its kind.
    pub(super) fn fit(&mut self, mut name: String) -> String {
        let wanted = name.len().min(MAX_NAME_BYTES);
        let most = self.room.take(wanted).max(SHORT_NAME_BYTES);
        if name.len() > most {
            let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
            let ending = if ending.len() <= SHORT_NAME_BYTES / 4 { ending.to_owned() } else { String::new() };
            name.truncate(name.floor_char_boundary(most - ending.len()));
            name.push_str(&ending);
        }
        name
    }

    /// Whether a field of this name is read.
    pub(super) fn reads(&self, name: &str, asked: &Asked) -> bool {
        self.knows(name) || (name != FILLER && self.is_of_before(asked))
    }

    fn knows(&self, name: &str) -> bool {
        OWN.contains(&name) || Choices::is_field(name) || self.names.contains(name)
    }

    /// Takes a field's bytes; `is_cut` says that more of them were to come.
    pub(super) fn set(&mut self, name: &str, mut value: Vec<u8>, is_cut: bool) {
        if is_cut || self.too_long {
            drop_half_a_character(&mut value);
        }
        // What it grew by beyond its bytes is not counted.
        value.shrink_to_fit();
        match name {
            "codename" => self.codename = text_of(value),
            "nonce" => self.nonce = text_of(value),
            "again" => self.again = value == b"1",
            "desk" => self.desk = text_of(value),
            "page" => self.page = text_of(value),
            "more" => self.more = true,
            "aside" => self.put_aside(&text_of(value)),
            PROGRESS => {}
            name if self.knows(name) => self.add(name, value),
            name if is_said(name, &value) => self.put_aside(&text_of(value)),
            _ => {}
        }
    }

    fn add(&mut self, name: &str, value: Vec<u8>) {
        if value.is_empty() {
            return;
        }
        let is_first = self.typed.all(name).next().is_none();
        if is_first || self.room.take(BESIDE_BYTES) == BESIDE_BYTES {
            self.typed.add(name, value);
        } else {
            self.cut_short(name);
        }
    }

    fn cut_short(&mut self, name: &str) {
        self.too_long = true;
        if self.cut.is_none() && self.names.contains(name) {
            self.cut = Some(name.to_owned());
        }
    }

    fn put_aside(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.aside.push_str(text.trim());
            self.aside.push('\n');
        }
    }

    /// That text lost its end, if it did.
    pub(super) fn cut_off(&self) -> Option<Problem> {
        self.too_long.then(|| Problem::TextTooLong(self.cut.clone()))
    }

    /// What was answered and permitted, or why the form cannot be accepted as it is; that text lost its end,
    /// [`Self::cut_off`] says.
    ///
    /// When a file follows, no optional answer sends the form back: the file would be read for hours and dropped, and a
    /// connection that breaks would take the words along. What makes no sense is kept as it was typed.
    pub(super) fn understand<'f>(
        &self,
        form: &'f Form,
        limits: &Limits,
        a_file_follows: bool,
    ) -> Result<(Answers<'f>, Choices), Vec<Problem>> {
        let (choices, mut consent) = Choices::from_fields(self.typed.iter());
        // A form that goes back anyway tells all that is to be looked at.
        let goes_back = self.too_long || consent.iter().any(|problem| problem.wrong == Wrong::Required);
        let understood = if a_file_follows && !goes_back {
            // What is not offered counts as "ask me first".
            consent.clear();
            Ok(form.understand_all(&self.typed, limits.text()))
        } else {
            form.understand(&self.typed, limits.text())
        };
        let mut problems: Vec<Problem> = consent.into_iter().map(Problem::Consent).collect();
        let answers = match understood {
            Ok(answers) => Some(answers),
            Err(mistakes) => {
                problems.extend(mistakes.into_iter().map(Problem::Answer));
                None
            }
        };
        if answers.as_ref().is_some_and(Answers::is_empty) && !a_file_follows && !self.too_long {
            problems.push(Problem::Nothing);
        }
        match answers {
            Some(answers) if problems.is_empty() && !self.too_long => Ok((answers, choices)),
            _ => Err(problems),
        }
    }

    /// The form's codename, or a fresh one when it is mistaken; says which.
    pub(super) fn codename(&self, list: WordList) -> (Codename, Given) {
        match Codename::parse(&self.codename, list) {
            Ok(codename) if self.again => (codename, Given::Before),
            Ok(codename) => (codename, Given::WithTheForm),
            Err(_) => (Codename::generate(list, &mut OsRng), Given::Instead),
        }
    }

    /// The form's nonce, or a fresh one when it is mistaken.
    pub(super) fn nonce(&self) -> FormNonce {
        self.nonce.parse().unwrap_or_else(|_| FormNonce::random(&mut OsRng))
    }
}

/// All names of a form's fields, and those of them under which something is chosen.
fn names_of(form: &Form) -> (HashSet<String>, HashSet<String>) {
    (form.names(), form.inputs().flat_map(|input| chosen(&input)).collect())
}

/// The names under which an input's answer is chosen.
fn chosen(input: &Input<'_>) -> Vec<String> {
    let mut names = input.names();
    if !matches!(input.field.kind, FieldKind::Choice(_) | FieldKind::Choices(_)) {
        let marks = [NOT_SAID, COUNT_HOW, "about"].map(|part| input.part(part));
        names.retain(|name| marks.contains(name));
    }
    names
}

/// A value that was cut may end within a character, which is no mistake of whoever wrote it.
fn drop_half_a_character(value: &mut Vec<u8>) {
    if let Err(error) = std::str::from_utf8(value)
        && error.error_len().is_none()
    {
        value.truncate(error.valid_up_to());
    }
}

/// True for what somebody said, in a field that the form has no more; not for a mark beside it.
fn is_said(name: &str, value: &[u8]) -> bool {
    let is_mark = [NOT_SAID, COUNT_HOW, "about"].iter().any(|part| name.ends_with(&format!("-{part}")));
    !is_mark && NotSaid::ALL.iter().all(|why| why.as_str().as_bytes() != value)
}

#[cfg(test)]
mod tests {
    use super::super::limits::TextRoom;
    use super::*;

    fn fields(form: &str) -> Fields {
        Fields::of(&Form::shipped(form).unwrap(), TextRoom::default().share())
    }

    #[test]
    fn all_of_a_forms_text_together_has_a_bound() {
        let mut fields = fields("guided");
        let (mut first, mut second) = (Vec::new(), Vec::new());
        fields.gather("account", &mut first, &vec![b'a'; 600 << 10]);
        fields.gather("account", &mut second, &vec![b'b'; 424 << 10]);
        assert!(!fields.too_long);
        assert_eq!(first.len() + second.len(), 1 << 20);
        fields.gather("account", &mut second, b"");
        assert!(!fields.too_long);
        fields.gather("account", &mut second, b"one more");
        assert!(fields.too_long && second.len() == 424 << 10);
        // The first of the form's own that lost its end is named.
        fields.gather("place", &mut Vec::new(), b"nothing of it");
        assert_eq!(fields.cut.as_deref(), Some("account"));
    }

    #[test]
    fn a_choice_is_short_and_a_text_is_not() {
        let form = Form::shipped("guided").unwrap();
        let input = form.inputs().find(|input| matches!(input.field.kind, FieldKind::Choices(_))).unwrap();
        let mark = form.inputs().flat_map(|input| input.names()).find(|name| name.ends_with("-not")).unwrap();
        for (name, is_chosen) in
            [(input.name(), true), ("consent-c2".to_owned(), true), (mark, true), ("account".to_owned(), false)]
        {
            let (mut fields, mut value) = (fields("guided"), Vec::new());
            fields.gather(&name, &mut value, &[b'<'; 200]);
            fields.gather(&name, &mut value, &[b'<'; 200]);
            let expected = if is_chosen { (256, true) } else { (400, false) };
            assert_eq!((value.len(), fields.too_long), expected, "{name}");
        }
    }

    #[test]
    fn values_without_end_under_one_name_are_bounded_too() {
        let mut fields = fields("guided");
        for _ in 0..20_000 {
            fields.set("account", Vec::new(), false);
        }
        assert!(!fields.too_long && fields.typed.iter().count() == 0);
        for _ in 0..20_000 {
            let mut value = Vec::new();
            fields.gather("account", &mut value, b"a");
            fields.set("account", value, false);
        }
        assert!(fields.too_long && fields.typed.iter().count() <= (1 << 20) / BESIDE_BYTES);
    }

    #[test]
    fn text_that_is_cut_ends_with_a_whole_character() {
        let mut fields = fields("guided");
        let mut value = Vec::new();
        fields.gather("account", &mut value, &[b"a", "ñ".repeat(600 << 10).as_bytes()].concat());
        fields.set("account", value, false);
        assert!(fields.too_long && !fields.typed.is_broken("account"));
        assert_eq!(fields.typed.first("account").len(), (1 << 20) - 1);
    }

    #[test]
    fn text_that_is_cut_anywhere_is_as_much_of_it_as_arrived_whole() {
        for text in [
            "Нас вывели ночью.",
            "ညမှာ ကျွန်တော်တို့ကို ခေါ်ထုတ်သွားတယ်။",
            "اقتادونا ليلاً",
            "夜里他们把我们带走了",
            "Él está aquí, señor",
        ] {
            for end in 0..=text.len() {
                let mut fields = fields("guided");
                fields.set("account", text.as_bytes()[..end].to_vec(), true);
                assert!(!fields.typed.is_broken("account"));
                assert_eq!(fields.typed.first("account"), &text[..text.floor_char_boundary(end)]);
            }
        }
    }

    #[test]
    fn a_files_name_that_there_is_no_room_for_is_cut_and_a_short_one_never() {
        let mut fields = fields("guided");
        let long = "ñ".repeat(100);
        assert_eq!(fields.fit(long.clone()), long);
        fields.gather("account", &mut Vec::new(), &vec![b'a'; 1 << 20]);
        assert_eq!(fields.fit(long.clone()), "ñ".repeat(32));
        assert_eq!(fields.fit(format!("{long}.tar.gz")), format!("{}.gz", "ñ".repeat(30)));
        assert_eq!(fields.fit(format!("a.{long}")), format!("a.{}", "ñ".repeat(31)));
        assert_eq!(fields.fit("photo.jpg".to_owned()), "photo.jpg");
    }
}
