//! Names of fields that mean something: what may leave, and what is counted, goes by them (`docs/forms.md`).

use super::definition::FieldKind;

/// Whether the person whom it is about allows that it is told: in the group that is about them, or for all of it.
pub(super) const PERMISSION: &str = "permission";
/// Its answers that count; every other one is no clear yes.
pub(super) const YES: &str = "yes";
pub(super) const NO: &str = "no";
/// What a file's hidden data is to become.
pub(super) const HIDDEN: &str = "hidden";
/// Its answer that keeps every file here until the data is taken out.
pub(super) const REMOVE: &str = "remove";
/// Which help the source would want.
pub(super) const SUPPORT: [&str; 3] = ["support", "specialist", "specialist-needs"];
/// How the source can be reached apart from the nine words, which is theirs alone to give.
pub(super) const CONTACT: [&str; 2] = ["contact", "contact-never"];
/// What a reviewer calls all choices, dates and counts together; no field is called so.
pub(super) const LISTS: &str = "lists";
/// What statistics count, besides a reviewer's labels.
pub(super) const FACTS: [&str; 4] = ["kind", "force", "attack", "affected"];

/// What is wrong with a field of such a name: a person's "no" must not go unheard because it is asked otherwise, or
/// sealed where those who export do not read it.
pub(super) fn mistake(id: &str, kind: &FieldKind, identity: bool) -> Option<String> {
    let needed: &[&str] = match id {
        PERMISSION => &[YES, NO],
        HIDDEN => &[REMOVE],
        LISTS => {
            return Some(format!("id = {id:?} is what an export calls all choices, dates and counts; choose another"));
        }
        _ => return None,
    };
    let has = |option: &&str| match kind {
        FieldKind::Choice(options) => options.values.iter().any(|value| value == option),
        _ => false,
    };
    if identity {
        return Some(format!("id = {id:?} decides what may leave, and is no identity answer: leave identity out"));
    }
    if needed.iter().all(has) {
        return None;
    }
    let options = needed.iter().map(|option| format!("{option:?}")).collect::<Vec<_>>().join(" and ");
    Some(format!("id = {id:?} decides what may leave: give it type = \"choice\" with {options}, or choose another id"))
}
