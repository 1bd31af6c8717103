//! Whether a colour can be told from what is behind it, by the rules of WCAG 2.2.
//!
//! Relative luminance and contrast ratio are those of <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance> and
//! <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>; how much is asked for is success criteria 1.4.3 and 1.4.11, level AA.

use std::fmt;
use std::str::FromStr;

/// What text asks for (1.4.3).
const TEXT: f64 = 4.5;
/// What focus rings, borders of controls and marks ask for (1.4.11).
const MARKS: f64 = 3.0;
/// How much of an accent is in the ground that belongs to it.
const IN_WASH: f64 = 0.1;
/// How much darker, or lighter on dark pages, an accent is under a pointer.
const DEEPER: f64 = 0.3;
/// In so many steps a nearer shade is searched for.
const STEPS: u32 = 50;

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

const BLACK: Colour = Colour([0; 3]);
const WHITE: Colour = Colour([255; 3]);

impl Colour {
    /// From 0 for black to 1 for white.
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast with another colour, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// With so much of another colour, from 0 to 1.
    fn with(self, other: Self, share: f64) -> Self {
        let mut mixed = self.0;
        for (channel, other) in mixed.iter_mut().zip(other.0) {
            let (from, to) = (f64::from(*channel), f64::from(other));
            #[expect(clippy::cast_sign_loss, reason = "it lies between two channels")]
            let between = (to - from).mul_add(share, from).round() as u8;
            *channel = between;
        }
        Self(mixed)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", hex::encode(self.0))
    }
}

impl FromStr for Colour {
    type Err = ();

    /// `#rrggbb`
    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('#').ok_or(())?;
        let mut rgb = [0; 3];
        hex::decode_to_slice(digits, &mut rgb).map_err(|_| ())?;
        Ok(Self(rgb))
    }
}

/// An accent cannot be read everywhere it stands.
#[derive(Debug)]
pub struct BadAccent {
    /// The key of the configuration.
    pub key: &'static str,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// What an accent stands on, and what stands on it; a test holds it against the style sheet.
pub(super) struct Ground {
    /// What pages of this kind are called.
    name: &'static str,
    pub(super) paper: Colour,
    pub(super) sheet: Colour,
    pub(super) clay_wash: Colour,
    pub(super) ink: Colour,
    pub(super) soft: Colour,
    /// What stands on the accent.
    on_accent: Colour,
    /// Where a shade goes to be read better.
    away: Colour,
    towards: &'static str,
}

impl Ground {
    pub(super) const LIGHT: Self = Self {
        name: "light pages",
        paper: Colour([0xfa, 0xf6, 0xee]),
        sheet: Colour([0xff, 0xfd, 0xf8]),
        clay_wash: Colour([0xfa, 0xec, 0xe0]),
        ink: Colour([0x22, 0x30, 0x2c]),
        soft: Colour([0x55, 0x62, 0x5c]),
        on_accent: WHITE,
        away: BLACK,
        towards: "darker",
    };
    pub(super) const DARK: Self = Self {
        name: "dark pages",
        paper: Colour([0x15, 0x1b, 0x1a]),
        sheet: Colour([0x1d, 0x25, 0x23]),
        clay_wash: Colour([0x38, 0x26, 0x1c]),
        ink: Colour([0xec, 0xe7, 0xdc]),
        soft: Colour([0xae, 0xb8, 0xb1]),
        on_accent: Colour([0x15, 0x1b, 0x1a]),
        away: WHITE,
        towards: "lighter",
    };
}

/// An accent and what goes with it.
#[derive(Clone, Copy)]
pub(super) struct Shades {
    pub(super) accent: Colour,
    /// Under a pointer.
    pub(super) deep: Colour,
    /// What is written on it.
    pub(super) on_accent: Colour,
    /// A ground with some of it.
    pub(super) wash: Colour,
}

/// Two colours that are too near.
pub(super) struct TooNear {
    pair: &'static str,
    ratio: f64,
    needs: f64,
}

impl Shades {
    fn of(accent: Colour, ground: &Ground) -> Self {
        let wash = ground.sheet.with(accent, IN_WASH);
        Self { accent, deep: accent.with(ground.away, DEEPER), on_accent: ground.on_accent, wash }
    }

    /// What goes with an accent, if all of it can be read.
    pub(super) fn checked(key: &'static str, accent: Colour, ground: &Ground) -> Result<Self, BadAccent> {
        let shades = Self::of(accent, ground);
        let Some(TooNear { pair, ratio, needs }) = shades.worst(ground) else { return Ok(shades) };
        // Rounded down: what is refused never looks as if it would do.
        let ratio = (ratio * 100.0).floor() / 100.0;
        let (name, towards, nearest) = (ground.name, ground.towards, Self::nearest(accent, ground).accent);
        Err(BadAccent {
            key,
            what: format!(
                "{accent} cannot be read everywhere: {pair} has a contrast of {ratio:.2} on {name}, and WCAG 2.2 AA asks for {needs}"
            ),
            mend: format!("take a {towards} shade; {nearest} is the nearest that holds"),
        })
    }

    /// The shade nearest to an accent of which all can be read.
    pub(super) fn nearest(accent: Colour, ground: &Ground) -> Self {
        let shade = |step| Self::of(accent.with(ground.away, f64::from(step) / f64::from(STEPS)), ground);
        // The last one is black or white, which is read on every ground of ours.
        (0..=STEPS).map(shade).find(|shades| shades.worst(ground).is_none()).unwrap_or_else(|| shade(STEPS))
    }

    /// The pair that is read worst, of those that are too near.
    pub(super) fn worst(&self, ground: &Ground) -> Option<TooNear> {
        let Self { accent, deep, on_accent, wash } = *self;
        let pairs = [
            ("a link on the page", accent, ground.paper, TEXT),
            ("a link on a card", accent, ground.sheet, TEXT),
            ("a link on a notice", accent, ground.clay_wash, TEXT),
            ("a link on its own tint", accent, wash, TEXT),
            ("a link under the pointer", deep, ground.paper, TEXT),
            ("a button's text under the pointer", deep, wash, TEXT),
            ("a button's text", on_accent, accent, TEXT),
            ("a pressed button's text", on_accent, deep, TEXT),
            ("text on the accent's tint", ground.ink, wash, TEXT),
            ("a hint on the accent's tint", ground.soft, wash, TEXT),
            ("the focus ring on the page", accent, ground.paper, MARKS),
            ("the focus ring on a card", accent, ground.sheet, MARKS),
            ("the mark on the page", accent, ground.paper, MARKS),
        ];
        let ratios = pairs.map(|(pair, a, b, needs)| TooNear { pair, ratio: a.contrast(b), needs });
        let too_near = ratios.into_iter().filter(|it| it.ratio < it.needs);
        too_near.min_by(|a, b| (a.ratio / a.needs).total_cmp(&(b.ratio / b.needs)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    /// Ratios that everybody's checkers give: white against black, and the greys at the border of AA.
    #[test]
    fn contrasts_are_those_of_the_standard() {
        for (a, b, ratio) in [
            ("#ffffff", "#000000", 21.0),
            ("#ffffff", "#ffffff", 1.0),
            ("#767676", "#ffffff", 4.54),
            ("#777777", "#ffffff", 4.48),
            ("#ff0000", "#ffffff", 4.0),
            ("#0000ff", "#ffffff", 8.59),
            ("#008000", "#ffffff", 5.14),
        ] {
            let found = colour(a).contrast(colour(b));
            assert!((found - ratio).abs() < 0.005, "{a} on {b}: {found}");
            assert!((found - colour(b).contrast(colour(a))).abs() < 1e-12);
        }
    }

    #[test]
    fn a_colour_is_six_digits_behind_a_hash() {
        assert_eq!(colour("#1B5e53").to_string(), "#1b5e53");
        for other in ["", "#fff", "1b5e53", "#1b5e5", "#1b5e533", "#1b5e5g", "red", "#1b5e53;"] {
            assert!(other.parse::<Colour>().is_err(), "{other}");
        }
    }

    #[test]
    fn what_is_refused_comes_with_the_nearest_shade_that_would_be_taken() {
        for (accent, ground) in [("#e2725b", Ground::LIGHT), ("#ffffff", Ground::LIGHT), ("#5b1e53", Ground::DARK)] {
            let Err(refused) = Shades::checked("accent", colour(accent), &ground) else { panic!("{accent} was taken") };
            assert!(refused.what.contains("WCAG 2.2 AA asks for"), "{}", refused.what);
            let nearest = refused.mend.split(' ').find(|word| word.starts_with('#')).unwrap();
            assert!(Shades::checked("accent", colour(nearest), &ground).is_ok(), "{nearest}");
        }
        for good in ["#1f3a8a", "#7a1f4b", "#5b3a00", "#000000"] {
            assert!(Shades::checked("accent", colour(good), &Ground::LIGHT).is_ok(), "{good}");
        }
    }
}
