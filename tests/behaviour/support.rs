//! Who can help, country by country: what an operator writes is what a source reads, as text that leads nowhere.

use std::fs;

use rustix::process::Signal;

use crate::common::AMPARO;
use crate::common::process::command;
use crate::common::site::{LANGUAGES, Site, path_text};
use crate::common::wait_until;

const THREE: &str = r#"
[[support]]
country = "VE"
label = { en = "Venezuela", es = "Venezuela (es)", ar = "فنزويلا" }
name = "Casa de la Mujer <b>"
about = { es = "Acompañan a mujeres.", en = "They stand by women." }
how = ["+58 212 555 0100", "https://casa.example/ayuda"]
languages = ["es", "wayuunaiki"]

[[support]]
country = "*"
name = "Line of listeners"
how = ["a2z7.onion"]

[[support]]
country = "VE"
name = "Doctor Ñ"
about = "De noche también"
how = ["Calle 3"]
"#;

fn site_with(support: &str) -> Site {
    let table: toml::Table = support.parse().unwrap();
    let all = LANGUAGES.map(toml::Value::from).to_vec();
    Site::configured(|config| {
        config.insert("languages".to_owned(), all.into());
        config.insert("support".to_owned(), table["support"].clone());
    })
}

/// What stands in the middle of a page, without the pictures and styles of its head and what fills it up.
fn middle(page: &str) -> &str {
    &page[page.find("<main").unwrap()..page.find("</main>").unwrap()]
}

#[test]
fn who_can_help_stands_under_care_by_country_as_text_that_leads_nowhere() {
    let site = site_with(THREE);
    let server = site.start();
    assert!(server.get("/en/").body.contains("href=\"/en/3#care\""), "the foot of every page leads there");
    let page = server.get("/en/3").body;
    let care = page.split("id=\"care\"").nth(1).unwrap().split("</section>").next().unwrap();
    let (venezuela, everywhere) = (care.find("<bdi>Venezuela</bdi>").unwrap(), care.find("In any country").unwrap());
    let at = |text: &str| care.find(text).unwrap_or_else(|| panic!("{text}: {care}"));
    // Grouped by country, in the operator's order; what holds everywhere stands open.
    assert!(venezuela < at("Casa de la Mujer") && at("Doctor Ñ") < everywhere && everywhere < at("Line of listeners"));
    assert_eq!(care.matches("<details class=\"group\">").count(), 1);
    assert_eq!(care.matches("<details class=\"group\" open>").count(), 1);
    assert!(care.contains("<bdi>They stand by women.</bdi>") && care.contains("<bdi>De noche también</bdi>"));
    for how in ["+58 212 555 0100", "https://casa.example/ayuda", "a2z7.onion", "Calle 3"] {
        assert!(care.contains(&format!("translate=\"no\">{how}</p>")), "{how}");
    }
    assert!(!care.contains("<a ") && !care.contains("<b>"), "{care}");
    assert!(care.contains("<bdi lang=\"es\" dir=\"ltr\">Español</bdi> · <bdi>wayuunaiki</bdi>"), "{care}");
    // In another language: its own words where there are some, else English, and it says in which they are.
    let arabic = server.get("/ar/3").body;
    assert!(arabic.contains("<bdi>فنزويلا</bdi>"));
    assert!(arabic.contains("<bdi lang=\"en\" dir=\"ltr\">They stand by women.</bdi>"));
    assert!(server.get("/en/5").body.contains("href=\"/en/3#help\""));
}

#[test]
fn without_contacts_nothing_is_said_of_any() {
    let site = Site::configured(|_| {});
    let server = site.start();
    assert!(!server.get("/en/3").body.contains("id=\"help\""));
    assert!(!server.get("/en/5").body.contains("/3#help"));
}

#[test]
fn as_many_contacts_as_there_may_be_leave_the_page_below_40_kib_in_every_language() {
    let one = |n: usize| {
        let country = ["VE", "CO", "HT", "MM"][n % 4];
        format!(
            "[[support]]\ncountry = \"{country}\"\nname = \"Casa {n} {}\"\nabout = \"{}\"\nhow = [\"+58 212 555 0{n:03}\"]\nlanguages = [\"es\"]\n",
            "n".repeat(40),
            "a".repeat(90),
        )
    };
    let forty: String = (0..40).map(one).collect();
    let site = site_with(&forty);
    let server = site.start();
    for lang in LANGUAGES {
        let page = server.get(&format!("/{lang}/3")).body;
        assert_eq!(page.matches("class=\"who\"").count(), 40, "{lang}");
        assert!(middle(&page).len() < 40 << 10, "{lang}: {}", middle(&page).len());
    }
}

#[test]
fn a_contact_that_cannot_be_shown_is_refused_with_its_line_and_remedy_by_check_and_by_serve() {
    let with = |from: &str, to: &str| THREE.replacen(from, to, 1);
    let many = |n: usize, more: &str| {
        let one = format!("[[support]]\ncountry = \"CO\"\nname = \"N\"\nhow = [\"1\"]\n{more}");
        format!("\n{}", one.repeat(n))
    };
    let long = format!("about = \"{}\"\n", "ñ".repeat(300));
    for (support, why, mend) in [
        (with("\"VE\"", "\"UK\""), "`country` is \"UK\"", "ISO 3166-1"),
        (with("\"VE\"", "\"ve\""), "which is no country's code", "\"*\" for everywhere"),
        (with("{ es = ", "{ xx = "), "`about` names the language \"xx\"", "there are pages in en, es"),
        (with("[\"+58 212 555 0100\", \"https://casa.example/ayuda\"]", "[]"), "`how` is empty", "a number"),
        (with("Casa de la Mujer <b>", &"n".repeat(121)), "`name` has 121 characters, and may have 120", "shorter"),
        (with("Doctor Ñ", "Doctor\\nÑ"), "`name` is empty, or holds more than one line", "one line"),
        (many(41, ""), "there are more than 40 contacts", "need most"),
        (many(40, &long), "and may take 20480", "name fewer"),
    ] {
        let site = site_with(&support);
        let output = command(AMPARO).args(["check", "--config", path_text(&site.config_file())]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        for part in ["a contact cannot be shown", "amparo.toml, line ", why, mend] {
            assert!(said.contains(part), "{why}: {said}");
        }
        assert!(site.refused().stderr.contains(why), "{why}");
    }
}

#[test]
fn a_reload_takes_new_contacts() {
    let site = site_with(THREE);
    let server = site.start();
    let changed = fs::read_to_string(site.config_file()).unwrap().replace("Doctor Ñ", "Doctora Ñandú");
    fs::write(site.config_file(), changed).unwrap();
    server.signal(Signal::HUP);
    wait_until("reloaded", || server.process.stderr.so_far().contains("amparo: reloaded, "));
    assert!(!server.process.stderr.so_far().contains("waits for a restart"));
    assert!(server.get("/en/3").body.contains("Doctora Ñandú"));
}
