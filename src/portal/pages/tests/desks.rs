//! Several desks: where each is chosen, and where a way to tell leads.

use super::*;

#[test]
fn the_start_offers_each_desk_where_there_are_several() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let code = lang.code();
        let page = landing(&site, lang);
        for (path, name) in [("5", "guided"), ("5/2", "short"), ("5/3", "detention")] {
            let title = Texts::of(lang).get(&format!("desk-{name}-title"));
            let lead = Texts::of(lang).get(&format!("desk-{name}-lead"));
            assert!(page.contains(&format!("<a href=\"/{code}/{path}\">{title}</a>")), "{code}: {name}");
            assert!(page.contains(&lead), "{code}: {name}");
        }
        let one = Site { desks: site.desks[..1].to_vec(), ..Site::sample() };
        assert!(!landing(&one, lang).contains("class=\"desks\""));
    }
}

#[test]
fn where_there_are_several_desks_a_way_to_tell_leads_to_the_pages_own_or_to_the_choice() {
    let site = Site::sample();
    let one = Site { desks: site.desks[..1].to_vec(), ..Site::sample() };
    let lang = Lang::ALL[0];
    let (tell, ask) = (Texts::of(lang).get("nav-tell"), Texts::of(lang).get("ask-none-link"));
    let leads = |page: &str, to: &str, text: &str| page.contains(&format!("<a href=\"/en/{to}\">{text}</a>"));
    let asked = |site| ask_codename(site, lang, &CodenamePage::default());
    for (page, to) in [
        (safety(&site, lang), "#desks"),
        (asked(&site), "#desks"),
        (safety(&one, lang), "5"),
        (asked(&one), "5"),
        (pause(&site, lang, &site.desks[1]), "5/2"),
    ] {
        assert!(leads(&page, to, &tell), "{to}");
    }
    assert!(leads(&asked(&site), "#desks", &ask) && leads(&asked(&one), "5", &ask));
    assert!(landing(&site, lang).contains("<h2 id=\"desks\">"));
    // Before a desk's form stands which it is.
    for (desk, name) in [(1, "short"), (2, "detention")] {
        let title = Texts::of(lang).get(&format!("desk-{name}-title"));
        assert!(pause(&site, lang, &site.desks[desk]).contains(&format!("<strong>{title}</strong>")), "{name}");
    }
    assert!(!pause(&one, lang, &one.desks[0]).contains("class=\"which\""));
}
