//! Where the columns, bars and lines of a chart stand. Widths are parts of a hundred, so that a page can give a
//! chart any width and its words stay of one size; heights are pixels.

use std::fmt;

/// The height of the columns' ground.
pub(super) const HEIGHT: u32 = 160;
/// A column is never wider than this.
const WIDEST: f64 = 6.0;
/// Of the space of a column, what it fills.
const FILLED: f64 = 0.78;

/// A part of a hundred, written with two decimals at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Percent(pub(super) f64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.0);
        write!(f, "{}%", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// `part` of `all`; all of nothing is nothing.
pub(super) fn share(part: u64, all: u64) -> Percent {
    #[expect(clippy::cast_precision_loss, reason = "a picture has some hundred pixels")]
    Percent(if all == 0 { 0.0 } else { part as f64 * 100.0 / all as f64 })
}

/// A scale from zero to a round number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// The end of the scale, above which nothing stands.
    top: u64,
    step: u64,
}

impl Scale {
    /// The scale with two to five lines that holds `most`, in steps of 1, 2 or 5 times a power of ten.
    pub(super) fn holding(most: u64) -> Self {
        let mut step = 1;
        'found: for power in std::iter::successors(Some(1_u64), |power| power.checked_mul(10)) {
            for times in [1, 2, 5] {
                step = power.saturating_mul(times);
                if most.div_ceil(step) <= 5 {
                    break 'found;
                }
            }
        }
        Self { top: most.div_ceil(step).max(1).saturating_mul(step), step }
    }

    /// Where its lines stand, and what they say: each but zero.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u64, u32)> {
        (1..=self.top / self.step).map(|at| (at * self.step, self.y(at * self.step)))
    }

    /// How far from the top a value stands, in pixels.
    pub(super) fn y(&self, value: u64) -> u32 {
        #[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "pixels")]
        let above = (f64::from(HEIGHT) * value.min(self.top) as f64 / self.top as f64).round() as u32;
        // What is more than nothing is seen.
        HEIGHT - if value > 0 { above.max(2) } else { 0 }
    }
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) x: Percent,
    pub(super) width: Percent,
    pub(super) middle: Percent,
    pub(super) y: u32,
    pub(super) height: u32,
}

/// The columns of some values, from left to right, spread evenly.
pub(super) fn columns(values: &[u64], scale: &Scale) -> Vec<Column> {
    #[expect(clippy::cast_precision_loss, reason = "some hundred columns")]
    let slot = 100.0 / values.len().max(1) as f64;
    let width = (slot * FILLED).min(WIDEST);
    let column = |(at, value): (usize, &u64)| {
        #[expect(clippy::cast_precision_loss, reason = "some hundred columns")]
        let middle = slot * (at as f64 + 0.5);
        let y = scale.y(*value);
        Column {
            x: Percent(middle - width / 2.0),
            width: Percent(width),
            middle: Percent(middle),
            y,
            height: HEIGHT - y,
        }
    };
    values.iter().enumerate().map(column).collect()
}

/// Which of `count` columns are told by name: at most `most`, evenly spread, the first one always.
pub(super) fn labelled(count: usize, most: usize) -> Vec<usize> {
    let every = count.div_ceil(most.max(1)).max(1);
    (0..count).step_by(every).collect()
}

/// The pieces of a bar that is divided: where each begins, and how wide it is.
pub(super) fn pieces<const N: usize>(values: [u64; N]) -> [(Percent, Percent); N] {
    let all = values.iter().sum();
    let mut before = 0;
    values.map(|value| {
        let from = share(before, all);
        before += value;
        (from, share(value, all))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn scales_end_at_round_numbers() {
        let lines = |most| Scale::holding(most).lines().map(|(value, _)| value).collect::<Vec<_>>();
        assert_eq!(lines(0), [1]);
        assert_eq!(lines(1), [1]);
        assert_eq!(lines(5), [1, 2, 3, 4, 5]);
        assert_eq!(lines(6), [2, 4, 6]);
        assert_eq!(lines(23), [5, 10, 15, 20, 25]);
        assert_eq!(lines(10_000), [2000, 4000, 6000, 8000, 10_000]);
    }

    #[test]
    fn columns_stand_on_the_ground_in_their_order() {
        let columns = columns(&[0, 1, 4], &Scale::holding(4));
        assert_eq!(columns.iter().map(|column| column.height).collect::<Vec<_>>(), [0, 40, 160]);
        assert_eq!(columns.iter().map(|column| column.y).collect::<Vec<_>>(), [160, 120, 0]);
        assert_eq!(columns[0].middle.to_string(), "16.67%");
        assert_eq!(columns[0].width.to_string(), "6%");
    }

    #[test]
    fn what_is_more_than_nothing_is_seen() {
        assert_eq!(columns(&[1, 1_000_000], &Scale::holding(1_000_000))[0].height, 2);
        assert_eq!(share(0, 0).to_string(), "0%");
    }

    #[test]
    fn a_divided_bar_is_whole() {
        let [a, b, c] = pieces([1, 0, 3]);
        assert_eq!((a.0.to_string(), a.1.to_string()), ("0%".to_owned(), "25%".to_owned()));
        assert_eq!(b.1.to_string(), "0%");
        assert_eq!((c.0.to_string(), c.1.to_string()), ("25%".to_owned(), "75%".to_owned()));
    }

    #[test]
    fn few_columns_have_their_names() {
        assert_eq!(labelled(3, 4), [0, 1, 2]);
        assert_eq!(labelled(62, 4), [0, 16, 32, 48]);
        assert_eq!(labelled(0, 4), Vec::<usize>::new());
    }

    proptest! {
        #[test]
        fn nothing_stands_outside(values in prop::collection::vec(any::<u32>().prop_map(u64::from), 1..200)) {
            let scale = Scale::holding(values.iter().copied().max().unwrap());
            prop_assert!((1..=5).contains(&scale.lines().count()));
            for column in columns(&values, &scale) {
                prop_assert!(column.x.0 >= 0.0 && column.x.0 + column.width.0 <= 100.01);
                prop_assert!(column.y + column.height == HEIGHT);
            }
        }
    }
}
