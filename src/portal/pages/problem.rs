//! What keeps a form from being accepted, as the page says it.

/// A problem as the form shows it: in the summary, and beside what it is about.
pub(super) struct ProblemLine<'a> {
    /// The id of the control, or of the button where none is meant.
    pub(super) anchor: String,
    /// The name of what it stands beside.
    pub(super) beside: String,
    /// The question that it is about, where the text alone would not tell.
    pub(super) question: Option<String>,
    pub(super) text: String,
    /// File names to list.
    pub(super) names: &'a [String],
    /// What is said behind the names.
    pub(super) after: Option<String>,
}
