use std::collections::BTreeMap;

use super::samples::{HOSTILE, entries, vaults};
use super::*;
use crate::seal::Day;
use crate::texts::Lang;

fn today() -> Day {
    "2029-03-01".parse().unwrap()
}

/// Every page in every language; kept for eyes where `AMPARO_REPORT_PAGES` names a folder.
fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for (name, figures) in vaults() {
        for lang in Lang::ALL {
            let page = page(&figures, lang, today());
            if let Some(folder) = std::env::var_os("AMPARO_REPORT_PAGES") {
                let path = std::path::Path::new(&folder).join(format!("report-{name}-{}.html", lang.code()));
                std::fs::write(path, &page).unwrap();
            }
            pages.push((format!("{name}-{}", lang.code()), page));
        }
    }
    pages
}

#[test]
fn every_number_of_an_entry_is_counted_once() {
    let all = entries(500, 400);
    let figures = Figures::of(&all, Scope::default(), 3);
    assert_eq!(figures.submissions, 500);
    assert_eq!(figures.came.iter().map(|bucket| bucket.number).sum::<usize>(), 500);
    assert_eq!(figures.desks.iter().map(|count| count.number).sum::<usize>(), 500);
    assert_eq!(figures.languages.iter().map(|count| count.number).sum::<usize>(), 500);
    assert_eq!(figures.files.number, all.iter().map(|entry| entry.files.len()).sum::<usize>());
    let waiting: BTreeMap<&str, usize> = figures.waiting.each().collect();
    let told = 500 - waiting["withdrawn"];
    assert!(figures.uses.iter().all(|one| one.all() == told), "what was withdrawn is left out");
    assert!(0 < told && told < 500);
    assert_eq!(waiting["unreadable"], 3);
    for wait in Wait::ALL {
        let held = all.iter().filter(|entry| entry.waits.contains(&wait)).count();
        assert_eq!(waiting[wait.as_str()], held, "{wait:?}");
    }
}

#[test]
fn a_scope_holds_its_days_and_its_desk() {
    let all = entries(300, 100);
    let (since, until) = ("2026-03-01".parse().unwrap(), "2026-03-31".parse().unwrap());
    let desk: crate::seal::DeskId = "short".parse().unwrap();
    let scope = Scope { since: Some(since), until: Some(until), desk: Some(desk.clone()), identifying: false };
    let figures = Figures::of(&all, scope, 0);
    let expected = all.iter().filter(|one| one.desk == desk && since <= one.day && one.day <= until).count();
    assert!(expected > 0);
    assert_eq!(figures.submissions, expected);
    assert!(figures.first.unwrap() >= since && figures.last.unwrap() <= until);
}

#[test]
fn nothing_that_identifies_stands_in_a_report_unless_it_was_asked_for() {
    let all = entries(30, 45);
    for lang in Lang::ALL {
        for identifying in [false, true] {
            let figures = Figures::of(&all, Scope { identifying, ..Scope::default() }, 0);
            let told =
                [page(&figures, lang, today()), summary(&figures, lang), serde_json::to_string(&figures).unwrap()];
            for (at, told) in told.iter().enumerate() {
                // The summary never has any.
                let meant = identifying && at != 1;
                assert_eq!(told.contains(&all[7].named.id), meant, "the id, {at}");
                assert_eq!(told.contains("Perú"), meant, "the place, {at}");
                assert_eq!(told.contains("onload"), meant, "the file's name, {at}");
            }
        }
    }
}

#[test]
fn of_what_a_source_took_back_nothing_that_identifies_is_told() {
    let all = entries(300, 200);
    let figures = Figures::of(&all, Scope { identifying: true, ..Scope::default() }, 0);
    let named: Vec<&str> = figures.named.iter().flatten().map(|one| one.id.as_str()).collect();
    let page = page(&figures, Lang::ALL[0], today());
    let withdrawn: Vec<_> = all.iter().filter(|entry| entry.is_withdrawn()).collect();
    assert!(!withdrawn.is_empty());
    for entry in &all {
        let id = &*entry.named.id;
        assert_eq!((named.contains(&id), page.contains(id)), (!entry.is_withdrawn(), !entry.is_withdrawn()), "{id}");
    }
}

#[test]
fn a_page_shows_by_name_what_would_turn_or_hide_text() {
    let named = pages().into_iter().filter(|(_, page)| page.contains("id=\"named\"")).map(|(_, page)| page);
    let mut seen = 0;
    for page in named {
        assert!(!page.contains('\u{202e}') && !page.contains('\u{1b}'));
        seen += page.matches("⟨U+202E⟩").count();
    }
    assert!(seen > 1, "places and files are named so");
}

#[test]
fn a_page_runs_nothing_and_asks_for_nothing() {
    for (name, page) in pages() {
        let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{name}: {policy}");
        for never in ["<script", "<link", "<img", "@import", "url(", "http:", "https:", "src=", "style=\"", HOSTILE] {
            assert!(!page.contains(never), "{name} has {never}");
        }
        assert_eq!(page.matches("<style>").count(), 1);
    }
}

#[test]
fn every_picture_is_told_in_words_too() {
    for (name, page) in pages() {
        for svg in page.split("<svg").skip(1) {
            let tag = svg.split('>').next().unwrap();
            let told = tag.contains("aria-hidden=\"true\"") || tag.contains("role=\"img\"");
            assert!(told, "{name}: {tag}");
        }
        let charts = page.matches("role=\"img\"").count();
        assert_eq!(page.matches("<desc ").count(), charts, "{name}");
        assert_eq!(page.matches("<figure>").count(), page.matches("<details>").count(), "{name}: a table under each");
    }
}

#[test]
fn what_is_permitted_is_told_apart_without_colours() {
    let (_, page) = pages().pop().unwrap();
    let height = |rule: &str, property: &str| -> String {
        let (_, rule) = page.split_once(&format!("\n{rule} {{")).unwrap();
        let (_, value) = rule.split_once('}').unwrap().0.split_once(&format!(" {property}: ")).unwrap_or_default();
        value.split(';').next().unwrap_or_default().to_owned()
    };
    let bars = [".anonymous", ".ask", ".no"].map(|rule| height(rule, "height"));
    let keys = [".key", ".key.anonymous", ".key.ask", ".key.no"].map(|rule| height(rule, "block-size"));
    assert_eq!(bars, ["11px", "8px", "5px"]);
    assert_eq!(keys, ["12px", "9px", "6px", "3px"], "a stroke takes a pixel above and below");
}

#[test]
fn no_text_is_missing_from_a_page_or_a_summary() {
    for (name, page) in pages() {
        for empty in [
            "<h2 id=\"came\"></h2>",
            "<th scope=\"col\"></th>",
            "<p></p>",
            "<bdi></bdi>",
            "<figcaption>.",
            "<summary></summary>",
        ] {
            assert!(!page.contains(empty), "{name} has {empty}");
        }
        assert!(!page.contains("report-"), "{name} shows a key");
    }
    for (name, figures) in vaults() {
        for lang in Lang::ALL {
            let text = summary(&figures, lang);
            assert!(!text.contains(['\u{2068}', '\u{2069}']), "a terminal would show these marks: {}", lang.code());
            assert!(!text.contains("report-") && !text.contains("  \n"), "{name}: {text}");
        }
    }
}

#[test]
fn a_vault_without_anything_says_so_and_draws_nothing() {
    let figures = Figures::of(&[], Scope::default(), 0);
    for lang in Lang::ALL {
        let page = page(&figures, lang, today());
        assert!(!page.contains("<svg") && !page.contains("<table"), "{page}");
        assert_eq!(summary(&figures, lang).lines().count(), 1);
    }
}
