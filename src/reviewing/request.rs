//! What a reviewer can ask for, parsed once.

use crate::seal::{Day, DeskId, ParcelId};

/// A request that we understand.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// `/days`
    Days,
    /// `/day/DESK/DAY`
    Day(DeskId, Day),
    /// `/parcel/ID`
    Parcel(ParcelId),
    /// `/roster`
    Roster,
    /// `/withdrawn/DESK`
    Withdrawn(DeskId),
    /// `/withdrawal`, which is posted
    Withdrawal,
    /// `/reply/DESK`, which is posted
    Reply(DeskId),
    /// `/acknowledgement`, which is posted
    Acknowledgement,
    /// `/acknowledged/DESK`
    Acknowledged(DeskId),
    /// `/expired/DESK`
    Expired(DeskId),
    /// `/parcel/DESK/DAY/ID`, which is posted
    Give(DeskId, Day, ParcelId),
    /// `/rosters`
    Rosters,
    /// `/roster/N`
    OlderRoster(u64),
}

impl Asked {
    /// Reads a path with its query, as it was sent. Nothing is decoded: no name of ours needs it.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let mut steps = path.strip_prefix('/')?.split('/');
        let asked = match (steps.next()?, steps.next(), steps.next()) {
            ("days", None, None) => Self::Days,
            ("day", Some(desk), Some(day)) => Self::Day(desk.parse().ok()?, day.parse().ok()?),
            ("parcel", Some(id), None) => Self::Parcel(id.parse().ok()?),
            ("roster", None, None) => Self::Roster,
            ("withdrawn", Some(desk), None) => Self::Withdrawn(desk.parse().ok()?),
            ("withdrawal", None, None) => Self::Withdrawal,
            ("reply", Some(desk), None) => Self::Reply(desk.parse().ok()?),
            ("acknowledgement", None, None) => Self::Acknowledgement,
            ("acknowledged", Some(desk), None) => Self::Acknowledged(desk.parse().ok()?),
            ("expired", Some(desk), None) => Self::Expired(desk.parse().ok()?),
            ("parcel", Some(desk), Some(day)) => {
                Self::Give(desk.parse().ok()?, day.parse().ok()?, steps.next()?.parse().ok()?)
            }
            ("rosters", None, None) => Self::Rosters,
            ("roster", Some(version), None) => Self::OlderRoster(parse_version(version)?),
            _ => return None,
        };
        if steps.next().is_none() { Some(asked) } else { None }
    }
}

/// Reads a version as it is drawn: decimal, without a sign or zeros in front.
fn parse_version(text: &str) -> Option<u64> {
    text.parse().ok().filter(|version: &u64| version.to_string() == text)
}

/// Reads the `Range` header `bytes=N-`, the one form that our client sends; `None` for every other.
pub(super) fn parse_range(header: &[u8]) -> Option<u64> {
    let digits = header.strip_prefix(b"bytes=")?.strip_suffix(b"-")?;
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_is_understood() {
        let id = "ab".repeat(32);
        assert_eq!(Asked::parse("/days"), Some(Asked::Days));
        assert_eq!(Asked::parse("/roster"), Some(Asked::Roster));
        assert_eq!(Asked::parse("/withdrawn/camps"), Some(Asked::Withdrawn("camps".parse().unwrap())));
        assert_eq!(Asked::parse("/withdrawal"), Some(Asked::Withdrawal));
        assert_eq!(Asked::parse("/reply/camps"), Some(Asked::Reply("camps".parse().unwrap())));
        assert_eq!(Asked::parse("/acknowledgement"), Some(Asked::Acknowledgement));
        assert_eq!(Asked::parse("/acknowledged/camps"), Some(Asked::Acknowledged("camps".parse().unwrap())));
        assert_eq!(Asked::parse("/expired/camps"), Some(Asked::Expired("camps".parse().unwrap())));
        let give = Asked::Give("camps".parse().unwrap(), "2026-11-24".parse().unwrap(), id.parse().unwrap());
        assert_eq!(Asked::parse(&format!("/parcel/camps/2026-11-24/{id}")), Some(give));
        assert_eq!(Asked::parse("/rosters"), Some(Asked::Rosters));
        assert_eq!(Asked::parse("/roster/12"), Some(Asked::OlderRoster(12)));
        let day = Asked::Day("detentions".parse().unwrap(), "2026-11-24".parse().unwrap());
        assert_eq!(Asked::parse("/day/detentions/2026-11-24"), Some(day));
        assert_eq!(Asked::parse(&format!("/parcel/{id}")), Some(Asked::Parcel(id.parse().unwrap())));
    }

    #[test]
    fn nothing_else_is() {
        let id = "ab".repeat(32);
        let absurd = [
            String::new(),
            "*".to_owned(),
            "/".to_owned(),
            "days".to_owned(),
            "//days".to_owned(),
            "/days/".to_owned(),
            "/days?x=1".to_owned(),
            "/Days".to_owned(),
            "/%64ays".to_owned(),
            "/day/detentions".to_owned(),
            "/day/../2026-11-24".to_owned(),
            "/day/detentions/2026-11-24/".to_owned(),
            "/day/detentions/2026-02-30".to_owned(),
            "/reply".to_owned(),
            "/reply/".to_owned(),
            "/reply/../x".to_owned(),
            "/roster/".to_owned(),
            "/roster/01".to_owned(),
            "/roster/+1".to_owned(),
            "/roster/-1".to_owned(),
            "/roster/1.note".to_owned(),
            "/roster/99999999999999999999".to_owned(),
            "/rosters/1".to_owned(),
            format!("/parcel/{}", id.to_uppercase()),
            format!("/parcel/{id}/.."),
            format!("/parcel/{}", &id[1..]),
            "/parcel/../../lock".to_owned(),
            "/".repeat(10_000),
        ];
        for path in absurd {
            assert_eq!(Asked::parse(&path), None, "{path}");
        }
    }

    #[test]
    fn one_form_of_range_is_understood() {
        assert_eq!(parse_range(b"bytes=0-"), Some(0));
        assert_eq!(parse_range(b"bytes=65536-"), Some(65536));
        let bad: [&[u8]; 9] = [
            b"",
            b"bytes",
            b"bytes=",
            b"bytes=-",
            b"bytes=-5",
            b"bytes=+5-",
            b"bytes=1-2",
            b"bytes=1-,3-",
            b"lines=1-",
        ];
        for header in bad {
            assert_eq!(parse_range(header), None, "{header:?}");
        }
        assert_eq!(parse_range(b"bytes=99999999999999999999-"), None);
    }
}
