//! What a measurement is asked for on its command line.

use std::fmt::Debug;
use std::str::FromStr;

/// What stands behind an argument of this name.
pub(crate) fn argument<T: FromStr<Err: Debug>>(name: &str) -> Option<T> {
    let value = std::env::args().skip_while(|argument| argument != name).nth(1)?;
    Some(value.parse().unwrap_or_else(|why| panic!("{name} does not take {value}: {why:?}")))
}

/// The middle one of some figures.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// The first argument that is a number.
pub(crate) fn number<T: FromStr>() -> Option<T> {
    std::env::args().skip(1).find_map(|argument| argument.parse().ok())
}
