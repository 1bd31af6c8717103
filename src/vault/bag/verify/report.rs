//! What came of verifying a bag: a page of findings.

use serde::Serialize;

use crate::vault::display::sanitize_line;

/// So many problems of one kind are told; the rest are counted.
const MOST_TOLD: usize = 20;

/// How one check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// It holds if a person compares something with what they know by another way.
    Compare,
    /// There is nothing to check.
    Nothing,
}

/// One check.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// What was checked.
    pub check: &'static str,
    /// How it ended.
    pub state: State,
    /// In a line, what that means.
    pub what: String,
    /// What does not hold.
    pub problems: Vec<String>,
}

/// All checks of a bag.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// What the bag says of itself: the submission, whom it is for, the day, the program.
    pub submission: Option<String>,
    /// Whom it is for.
    #[serde(rename = "for")]
    pub body: Option<String>,
    /// The day on which it was written.
    pub day: Option<String>,
    /// It is of a kind that nobody signs, so that nothing in it tells who made it.
    pub unsigned: bool,
    /// The fingerprint of the roster that is to be compared.
    pub compare: Option<String>,
    /// Check by check.
    pub findings: Vec<Finding>,
}

/// Problems as they are found: bounded, and safe to show.
#[derive(Default)]
pub(super) struct Problems {
    told: Vec<String>,
    count: usize,
}

impl Problems {
    pub(super) fn add(&mut self, problem: impl AsRef<str>) {
        self.count += 1;
        if self.told.len() < MOST_TOLD {
            // A name in it may be a stranger's, and as long as a path can be.
            let short: String = problem.as_ref().chars().take(400).collect();
            self.told.push(sanitize_line(&short));
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn into_lines(mut self) -> Vec<String> {
        if self.count > self.told.len() {
            self.told.push(format!("and {} more", self.count - self.told.len()));
        }
        self.told
    }
}

impl Report {
    /// True when nothing fails, and something was checked.
    pub fn holds(&self) -> bool {
        !self.findings.is_empty() && self.findings.iter().all(|finding| finding.state != State::Fails)
    }

    /// Adds a check: it holds as `what` says, unless there are problems.
    pub(super) fn add(&mut self, check: &'static str, what: impl Into<String>, problems: Problems) {
        let state = if problems.is_empty() { State::Holds } else { State::Fails };
        let what = if problems.is_empty() { what.into() } else { "does not hold".to_owned() };
        self.findings.push(Finding { check, state, what, problems: problems.into_lines() });
    }

    /// Adds a check that ended otherwise.
    pub(super) fn note(&mut self, check: &'static str, state: State, what: impl Into<String>) {
        self.findings.push(Finding { check, state, what: what.into(), problems: Vec::new() });
    }
}
