//! An operator's own look: an accent that can be read wherever it stands, and a mark in place of ours. (Decision 0036.)
//!
//! Whatever is given here was checked: there is no [`Look`] with colours that cannot be told apart, and no mark that
//! holds more than a drawing.

mod colour;
mod mark;

use std::fmt::Write as _;

pub use colour::{BadAccent, Colour};
pub use mark::{BadMark, MOST_BYTES, Mark};

use colour::{Ground, Shades};

/// How the pages look; the default is what `static/style.css` says.
#[derive(Clone, Default)]
pub struct Look {
    /// What is put behind the style sheet.
    css: String,
    /// What stands beside the organisation's name in place of our mark.
    mark: Option<Mark>,
}

impl Look {
    /// A look of one's own. Without `dark`, the accent is lightened for dark pages until it can be read there.
    ///
    /// # Errors
    /// An accent that cannot be read everywhere it stands.
    pub fn new(light: Option<Colour>, dark: Option<Colour>, mark: Option<Mark>) -> Result<Self, BadAccent> {
        let on_light = light.map(|accent| Shades::checked("accent", accent, &Ground::LIGHT)).transpose()?;
        let on_dark = match (light, dark) {
            (_, Some(accent)) => Some(Shades::checked("accent_dark", accent, &Ground::DARK)?),
            (Some(accent), None) => Some(Shades::nearest(accent, &Ground::DARK)),
            (None, None) => None,
        };
        let mut css = String::new();
        for (shades, around) in [(on_light, ("", "")), (on_dark, ("@media (prefers-color-scheme: dark) { ", " }"))] {
            if let Some(Shades { accent, deep, on_accent, wash }) = shades {
                let (before, after) = around;
                // Writing to memory fails only if the machine has none left.
                let _ = writeln!(
                    css,
                    "{before}:root {{ --leaf: {accent}; --leaf-deep: {deep}; --on-leaf: {on_accent}; --wash: {wash}; }}{after}"
                );
            }
        }
        Ok(Self { css, mark })
    }

    /// What overrides the style sheet's colours; it belongs behind the style sheet. Empty for our own.
    pub fn css(&self) -> &str {
        &self.css
    }

    /// The operator's mark.
    pub const fn mark(&self) -> Option<&Mark> {
        self.mark.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::pages::Style;

    /// The values of a custom property, in the order of the style sheet: light, then dark.
    fn values(css: &str, name: &str) -> Vec<Colour> {
        let of = |rest: &str| rest.split(';').next().unwrap().trim().to_owned();
        css.split(&format!("{name}:")).skip(1).map(|rest| of(rest).parse().unwrap()).collect()
    }

    #[test]
    fn the_grounds_are_those_of_the_style_sheet_and_our_own_accent_holds_on_them() {
        let ours = Style::new("");
        let sheet = ours.text();
        for (at, ground) in [Ground::LIGHT, Ground::DARK].into_iter().enumerate() {
            for (name, known) in [
                ("--paper", ground.paper),
                ("--sheet", ground.sheet),
                ("--clay-wash", ground.clay_wash),
                ("--ink", ground.ink),
                ("--soft", ground.soft),
            ] {
                assert_eq!(values(sheet, name)[at], known, "{name}");
            }
            let ours = Shades {
                accent: values(sheet, "--leaf")[at],
                deep: values(sheet, "--leaf-deep")[at],
                on_accent: values(&sheet.replace("#fff;", "#ffffff;"), "--on-leaf")[at],
                wash: values(sheet, "--wash")[at],
            };
            assert!(ours.worst(&ground).is_none(), "{at}");
        }
    }

    #[test]
    fn an_accent_becomes_a_few_custom_properties_light_and_dark() {
        let look = Look::new(Some("#1f3a8a".parse().unwrap()), None, None).unwrap();
        let css = look.css();
        assert_eq!(values(css, "--leaf").len(), 2);
        assert_eq!(values(css, "--leaf")[0], "#1f3a8a".parse().unwrap());
        assert_eq!(css.matches("prefers-color-scheme: dark").count(), 1);
        assert!(css.len() < 400, "{css}");
        let dark = Look::new(None, Some("#ffc9a8".parse().unwrap()), None).unwrap();
        assert!(dark.css().starts_with("@media") && dark.css().contains("--leaf: #ffc9a8;"));
        assert_eq!(Look::default().css(), "");
    }

    #[test]
    fn whatever_accent_is_taken_can_be_read_light_and_dark() {
        let mut taken = 0;
        for rgb in (0..1 << 24).step_by(7919) {
            let accent: Colour = format!("#{rgb:06x}").parse().unwrap();
            let Ok(look) = Look::new(Some(accent), None, None) else { continue };
            taken += 1;
            for (at, ground) in [Ground::LIGHT, Ground::DARK].into_iter().enumerate() {
                let of = |name| values(look.css(), name)[at];
                let shades = Shades {
                    accent: of("--leaf"),
                    deep: of("--leaf-deep"),
                    on_accent: of("--on-leaf"),
                    wash: of("--wash"),
                };
                assert!(shades.worst(&ground).is_none(), "{accent}");
            }
        }
        assert!(taken > 300, "{taken}");
    }
}
