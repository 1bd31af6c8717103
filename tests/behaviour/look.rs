//! An operator's own colour and mark: on every page where they can be read, and refused where they cannot.

use std::fs;

use rustix::process::Signal;

use crate::common::AMPARO;
use crate::common::process::command;
use crate::common::site::{Site, path_text};
use crate::common::wait_until;

/// 2 × 1 pixels, one of them clear, with a comment that names its maker.
const PNG: &[u8] = include_bytes!("look/mark.png");
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>";

/// A site with this `[look]`, and these files beside its configuration.
fn site_with(look: &str, files: &[(&str, &[u8])]) -> Site {
    let look: toml::Table = look.parse().unwrap();
    let site = Site::configured(|config| drop(config.insert("look".to_owned(), look.into())));
    for (name, content) in files {
        fs::write(site.folder.path().join(name), content).unwrap();
    }
    site
}

/// What `check` says of a site, and whether it would be served.
fn check(site: &Site) -> (bool, String) {
    let output = command(AMPARO).args(["check", "--config", path_text(&site.config_file())]).output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn an_operators_colour_and_mark_stand_on_every_page_and_cost_no_request() {
    let site = site_with("accent = \"#7a1f4b\"\nmark = \"mark.png\"", &[("mark.png", PNG)]);
    let (fits, said) = check(&site);
    assert!(fits && said.is_empty(), "{said}");
    let server = site.start();
    for path in ["/", "/en/", "/en/1", "/es/2", "/en/3", "/en/4", "/en/nothing"] {
        let page = server.get(path).body;
        assert_eq!(page.matches("<img class=\"sign\" src=\"data:image/png;base64,").count(), 1, "{path}");
        assert!(page.contains("alt=\"\" width=\"60\" height=\"30\"") && !page.contains("class=\"mark\""), "{path}");
    }
    assert!(!server.get("/exit").body.contains("<img"), "what is behind the way out tells nothing");
    let page = server.get("/en/").body;
    let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert_eq!(style.matches("--leaf: #7a1f4b;").count(), 1);
    assert_eq!(style.matches("--leaf:").count(), 4, "ours and theirs, light and dark");
    assert!(style.trim_end().ends_with('}'));
}

#[test]
fn without_a_look_the_pages_are_ours() {
    let site = Site::configured(|_| {});
    let server = site.start();
    assert!(server.get("/en/").body.contains("class=\"mark\"") && !server.get("/en/").body.contains("<img"));
    assert_eq!(server.get("/en/").body.matches("--leaf:").count(), 2);
}

#[test]
fn a_look_that_not_everybody_could_see_is_refused_with_its_line_and_remedy_by_check_and_by_serve() {
    let long = vec![b' '; 5000];
    let script = SVG.replace("<path", "\n<script>alert(1)</script><path");
    for (look, file, line, why, mend) in [
        ("accent = \"#e2725b\"", &b""[..], "amparo.toml, line ", "WCAG 2.2 AA asks for 4.5", "take a darker shade; #"),
        ("accent_dark = \"#5b1e53\"", b"", "amparo.toml, line ", "`look.accent_dark`", "take a lighter shade; #"),
        ("accent = \"teal\"", b"", "amparo.toml, line ", "which is no colour", "six digits behind a hash"),
        ("mark = \"nothing.png\"", b"", "amparo.toml, line ", "cannot be read", "name a small SVG or PNG"),
        ("mark = \"mark\"", &long, "mark: ", "a mark may have 4096 bytes", "save it smaller"),
        ("mark = \"mark\"", b"GIF89a", "mark: ", "neither a PNG nor an SVG", "as a PNG"),
        ("mark = \"mark\"", script.as_bytes(), "mark, line 2: ", "element \"script\"", "of shapes alone"),
    ] {
        let site = site_with(look, &[("mark", file)]);
        let (fits, said) = check(&site);
        assert!(!fits && said.contains("the look cannot be used"), "{look}: {said}");
        for part in [line, why, mend] {
            assert!(said.contains(part), "{look}: {said}");
        }
        assert!(site.refused().stderr.contains(why), "{look}");
    }
}

#[test]
fn a_reload_takes_a_new_look_and_leaves_the_one_in_use_where_it_does_not_hold() {
    let site = site_with("mark = \"mark.svg\"", &[("mark.svg", SVG.as_bytes())]);
    let (fits, said) = check(&site);
    assert!(fits && said.contains("Tor Browser draws no SVG at its level \"Safest\""), "{said}");
    let server = site.start();
    assert!(server.get("/en/").body.contains("src=\"data:image/svg+xml;base64,"));
    let reload = |accent: &str, told: &str| {
        let mut config: toml::Table = fs::read_to_string(site.config_file()).unwrap().parse().unwrap();
        config["look"].as_table_mut().unwrap().insert("accent".to_owned(), accent.into());
        fs::write(site.config_file(), config.to_string()).unwrap();
        let before = server.process.stderr.so_far().matches(told).count();
        server.signal(Signal::HUP);
        wait_until(told, || server.process.stderr.so_far().matches(told).count() > before);
        server.process.stderr.so_far().lines().last().unwrap().to_owned()
    };
    let told = reload("#1f3a8a", "amparo: reloaded, ");
    assert!(!told.contains("waits for a restart"), "{told}");
    assert!(server.get("/en/").body.contains("--leaf: #1f3a8a;"));
    let told = reload("#eeeeee", "amparo: not reloaded, ");
    assert!(told.contains("WCAG 2.2 AA"), "{told}");
    assert!(server.get("/en/").body.contains("--leaf: #1f3a8a;"));
}
