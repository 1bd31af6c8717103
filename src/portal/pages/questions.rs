//! A form's groups and questions, as the template draws them.

use crate::form::{COUNT_HOW, Exactness, Field, FieldKind, Form, Group, Input, MANY_CLOSED, NOT_SAID, NotSaid, Typed};

use super::Frame;
use super::consent::OptionView;
use super::problem::ProblemLine;

/// What stands on the page, in its order.
pub(super) enum Block<'a> {
    /// A group by itself.
    One(GroupView<'a>),
    /// Closed groups in a row, behind one door.
    More {
        groups: Vec<GroupView<'a>>,
        /// Something was typed in one of them, or is to be looked at.
        open: bool,
    },
    /// Where the closed groups are asked for; what stands in them is on the page that comes then.
    Door,
}

/// Questions that belong together.
pub(super) struct GroupView<'a> {
    pub(super) group: &'a Group,
    pub(super) title: String,
    pub(super) lead: Vec<String>,
    pub(super) warning: Vec<String>,
    /// One, or each repetition.
    pub(super) parts: Vec<PartView<'a>>,
    /// Something was typed in it, or is to be looked at.
    pub(super) open: bool,
    /// Where the way past this and the hard groups behind it leads; in the first of them.
    pub(super) past: Option<String>,
}

/// One repetition of a group, or all of it.
pub(super) struct PartView<'a> {
    /// The repetition's title.
    pub(super) title: Option<String>,
    pub(super) open: bool,
    pub(super) fields: Vec<FieldView<'a>>,
}

/// A question.
pub(super) struct FieldView<'a> {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: Vec<String>,
    /// It is sealed to fewer reviewers than the rest.
    pub(super) only_few: bool,
    pub(super) control: Control<'a>,
    /// "I don't know" and "I'd rather not say", where they are offered beside it.
    pub(super) marks: Vec<OptionView>,
    pub(super) problems: Vec<&'a ProblemLine<'a>>,
}

/// How it is answered.
pub(super) enum Control<'a> {
    Line { value: &'a str },
    Text { value: &'a str, rows: usize },
    Choice { options: Vec<OptionView> },
    Choices { options: Vec<OptionView> },
    Date { from: Vec<NumberView<'a>>, until: Vec<NumberView<'a>>, until_open: bool, about: bool, words: &'a str },
    Count { value: &'a str, how: Vec<OptionView> },
    Files,
}

/// A day, month or year.
pub(super) struct NumberView<'a> {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) value: &'a str,
    pub(super) size: usize,
}

/// The groups that a page has: all of them, or on a first page those that stand open, when there are many others.
pub(super) fn shown(form: &Form, whole: bool) -> impl Iterator<Item = &Group> {
    let all = whole || form.groups.iter().filter(|group| group.fold).count() < MANY_CLOSED;
    form.groups.iter().filter(move |group| all || !group.fold)
}

/// What a page asks, with what was typed in it.
pub(super) fn blocks<'a>(
    page: &Frame<'_>,
    form: &'a Form,
    whole: bool,
    typed: &'a Typed,
    problems: &'a [ProblemLine<'a>],
) -> Vec<Block<'a>> {
    let shown: Vec<&Group> = shown(form, whole).collect();
    let mut groups: Vec<GroupView<'a>> =
        shown.iter().map(|group| GroupView::of(page, group, typed, problems)).collect();
    for at in 0..groups.len() {
        let is_hard = |at: usize| shown.get(at).is_some_and(|group| group.warning.is_some());
        let is_first = is_hard(at) && !at.checked_sub(1).is_some_and(is_hard);
        let beyond = (at..groups.len()).find(|at| !is_hard(*at));
        let beyond = beyond.map_or_else(|| "send".to_owned(), |at| anchor(shown[at]));
        groups[at].past = is_first.then_some(beyond);
    }
    let mut blocks = Vec::new();
    let mut closed = Vec::new();
    for group in groups {
        if group.group.fold {
            closed.push(group);
        } else {
            settle(&mut blocks, &mut closed);
            blocks.push(Block::One(group));
        }
    }
    settle(&mut blocks, &mut closed);
    if shown.len() < form.groups.len() {
        // Before the files, which come last: whoever asks for more has sent none by then.
        blocks.insert(blocks.len().saturating_sub(1), Block::Door);
    }
    blocks
}

fn settle<'a>(blocks: &mut Vec<Block<'a>>, closed: &mut Vec<GroupView<'a>>) {
    let groups = std::mem::take(closed);
    if groups.len() < MANY_CLOSED {
        blocks.extend(groups.into_iter().map(Block::One));
    } else {
        let open = groups.iter().any(|group| group.open);
        blocks.push(Block::More { groups, open });
    }
}

/// The place of the first closed block, where whoever asked for more goes on; past all of them where there is none.
pub(super) fn first_closed(blocks: &[Block<'_>]) -> usize {
    let is_closed = |block: &Block<'_>| match block {
        Block::One(group) => group.group.fold,
        Block::More { .. } => true,
        Block::Door => false,
    };
    blocks.iter().position(is_closed).unwrap_or(blocks.len())
}

/// The id of a group on the page. Fields have no `_` in theirs.
fn anchor(group: &Group) -> String {
    format!("group_{}", group.id)
}

impl<'a> GroupView<'a> {
    fn of(page: &Frame<'_>, group: &'a Group, typed: &'a Typed, problems: &'a [ProblemLine<'a>]) -> Self {
        let part = |n: u8| {
            let inputs = group.fields.iter().map(|field| Input { group, n, field });
            let fields: Vec<_> = inputs.map(|input| FieldView::of(page, input, typed, problems)).collect();
            let title = group.each.as_ref().map(|each| page.count(each, "n", n.into()));
            let typed_in = group.inputs().filter(|input| input.n == n).any(|input| is_typed(&input, typed));
            PartView { title, open: typed_in || fields.iter().any(|field| !field.problems.is_empty()), fields }
        };
        let parts: Vec<_> = group.numbers().map(part).collect();
        let lines = |key: &Option<String>| key.as_ref().map(|key| page.lines(key)).unwrap_or_default();
        Self {
            group,
            title: page.say(&group.title),
            lead: lines(&group.lead),
            warning: lines(&group.warning),
            open: parts.iter().any(|part| part.open),
            parts,
            past: None,
        }
    }

    pub(super) fn id(&self) -> String {
        anchor(self.group)
    }
}

/// What a question is called in the list of what to look at: with its repetition, where there is one.
pub(super) fn question(page: &Frame<'_>, input: &Input<'_>) -> String {
    let label = page.say(&input.field.label);
    match &input.group.each {
        Some(each) => format!("{} – {label}", page.count(each, "n", input.n.into())),
        None => label,
    }
}

fn is_typed(input: &Input<'_>, typed: &Typed) -> bool {
    input.names().iter().any(|name| typed.all(name).any(|text| !text.trim().is_empty()))
}

impl<'a> FieldView<'a> {
    fn of(page: &Frame<'_>, input: Input<'a>, typed: &'a Typed, problems: &'a [ProblemLine<'a>]) -> Self {
        let Input { field, .. } = input;
        let name = input.name();
        let marks = match field.kind {
            FieldKind::Choice(_) | FieldKind::Files => Vec::new(),
            _ => marks(page, &input, typed),
        };
        Self {
            label: page.say(&field.label),
            hint: field.hint.as_ref().map(|key| page.lines(hint(page, key))).unwrap_or_default(),
            only_few: field.identity && page.few_read_identity,
            control: Control::of(page, &input, field, typed),
            marks,
            problems: problems.iter().filter(|line| line.beside == name).collect(),
            name,
        }
    }

    /// What describes it: its hint and what is to be looked at.
    pub(super) fn described(&self) -> String {
        let ids = [(!self.hint.is_empty(), "hint"), (self.only_few, "sealed"), (self.is_wrong(), "problem")];
        let ids = ids.iter().filter(|(stands, _)| *stands).map(|(_, id)| format!("{}_{id}", self.name));
        ids.collect::<Vec<_>>().join(" ")
    }

    pub(super) fn is_wrong(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Whether it is a date's numbers that are to be looked at: the summary leads to the first of them.
    pub(super) fn has_wrong_numbers(&self) -> bool {
        self.problems.iter().any(|problem| problem.anchor != self.name)
    }
}

/// The key of a hint: who reads what identifies people is the roster's to say, not the form's.
fn hint<'k>(page: &Frame<'_>, key: &'k str) -> &'k str {
    if key == "identity-hint" && !page.few_read_identity { "identity-hint-all" } else { key }
}

fn marks(page: &Frame<'_>, input: &Input<'_>, typed: &Typed) -> Vec<OptionView> {
    if !input.field.not_said {
        return Vec::new();
    }
    let name = input.part(NOT_SAID);
    let mark = |why: NotSaid| OptionView {
        id: format!("{name}_{}", why.as_str()),
        value: why.as_str().to_owned(),
        text: page.say(why.text_key()),
        on: typed.has(&name, why.as_str()),
    };
    let mut marks: Vec<OptionView> = NotSaid::ALL.map(mark).into();
    add_odd(&mut marks, typed, &name);
    marks
}

/// Adds what was sent though nothing of it is offered, so that it is not lost.
fn add_odd(options: &mut Vec<OptionView>, typed: &Typed, name: &str) {
    let odd: Vec<&str> = typed
        .all(name)
        .filter(|value| !value.is_empty() && options.iter().all(|option| option.value != *value))
        .collect();
    for value in odd {
        let id = format!("{name}_odd{}", options.len());
        options.push(OptionView { id, ..OptionView::odd(value) });
    }
}

impl<'a> Control<'a> {
    fn of(page: &Frame<'_>, input: &Input<'_>, field: &'a Field, typed: &'a Typed) -> Self {
        let name = input.name();
        let value = typed.first(&name);
        match &field.kind {
            FieldKind::Files => Self::Files,
            FieldKind::Line(_) => Self::Line { value },
            FieldKind::Text(most) => {
                let rows = if most.is_none_or(|most| most > 5_000) { 12 } else { 4 };
                Self::Text { value, rows }
            }
            FieldKind::Choice(options) => {
                let offered = options.values.iter().map(|value| (value.as_str(), options.text_key(value)));
                let marks = NotSaid::ALL.iter().filter(|_| field.not_said);
                let marks = marks.map(|why| (why.as_str(), why.text_key().to_owned()));
                let all = [("", "choice-none".to_owned())].into_iter().chain(offered).chain(marks);
                Self::Choice { options: choosable(page, all, typed, &name) }
            }
            FieldKind::Choices(options) => {
                let all = options.values.iter().map(|value| (value.as_str(), options.text_key(value)));
                Self::Choices { options: choosable(page, all, typed, &name) }
            }
            FieldKind::Date => {
                let number = |part: &str, label: &str, size| NumberView {
                    name: input.part(part),
                    label: page.say(label),
                    value: typed.first(&input.part(part)),
                    size,
                };
                let moment = |day, month, year| {
                    vec![number(day, "date-day", 2), number(month, "date-month", 2), number(year, "date-year", 4)]
                };
                let until = moment("until-day", "until-month", "until-year");
                Self::Date {
                    from: moment("day", "month", "year"),
                    until_open: until.iter().any(|number| !number.value.is_empty()),
                    until,
                    about: typed.has(&input.part("about"), "yes"),
                    words: value,
                }
            }
            FieldKind::Count => {
                let all = Exactness::CHOICES.map(|how| (how.as_str(), format!("count-{}", how.as_str())));
                let all = [("", "choice-none".to_owned())].into_iter().chain(all);
                Self::Count { value, how: choosable(page, all, typed, &input.part(COUNT_HOW)) }
            }
        }
    }
}

fn choosable<'o>(
    page: &Frame<'_>,
    offered: impl Iterator<Item = (&'o str, String)>,
    typed: &Typed,
    name: &str,
) -> Vec<OptionView> {
    let option = |(at, (value, key)): (usize, (&str, String))| OptionView {
        // The first one has the question's own name, which links to what is to be looked at lead to.
        id: if at == 0 { name.to_owned() } else { format!("{name}_{value}") },
        value: value.to_owned(),
        text: page.say(&key),
        on: !value.is_empty() && typed.has(name, value),
    };
    let mut options: Vec<OptionView> = offered.enumerate().map(option).collect();
    add_odd(&mut options, typed, name);
    options
}
