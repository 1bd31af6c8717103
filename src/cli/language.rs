//! The language of whoever reads: as asked for, as the system says, else English.

use super::CommandError;
use crate::texts::Lang;

/// The language of `--language`, of `LC_ALL`, `LC_MESSAGES` or `LANG`, else English.
pub(super) fn reader_language(asked: Option<&str>) -> Result<Lang, CommandError> {
    let Some(asked) = asked else { return Ok(of_system(|name| std::env::var(name).ok())) };
    Lang::parse(asked).ok_or_else(|| {
        let known: Vec<_> = Lang::ALL.iter().map(|lang| format!("{} ({})", lang.code(), lang.own_name())).collect();
        CommandError::usage(format!("there are no texts in the language {asked:?}"))
            .mend(&format!("name one of {}", known.join(", ")))
    })
}

/// What POSIX says of locales: the first of the three that is set counts, as `es_VE.UTF-8`.
fn of_system(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    let code = set.as_deref().and_then(|value| value.split(['_', '.', '@', '-']).next()).unwrap_or_default();
    // A locale names a country where our code names the script.
    let code = if code == "zh" { "zh-hans" } else { code };
    Lang::parse(&code.to_ascii_lowercase()).unwrap_or(Lang::ALL[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_counts_and_english_stands_in() {
        let of = |set: &[(&str, &str)]| {
            of_system(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())).code()
        };
        assert_eq!(of(&[]), "en");
        assert_eq!(of(&[("LANG", "es_VE.UTF-8")]), "es");
        assert_eq!(of(&[("LANG", "es_VE.UTF-8"), ("LC_ALL", "C.UTF-8")]), "en");
        assert_eq!(of(&[("LANG", "en_GB"), ("LC_ALL", ""), ("LC_MESSAGES", "es@euro")]), "es");
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), "zh-hans");
        assert_eq!(of(&[("LANG", "../es")]), "en");
    }
}
