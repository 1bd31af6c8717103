//! The mailbox: what is changed or taken back there, and what is said of it.

use super::*;

#[test]
fn a_change_from_the_mailbox_begins_with_everything_left_as_it_is() {
    let site = Site::sample();
    let page = mailbox(&site, Lang::ALL[0], &MailboxPage::sample(&[], &Typed::default(), None));
    let keep = format!("<option value=\"\" selected>{}</option>", Texts::of(Lang::ALL[0]).get("consent-value-keep"));
    assert_eq!(page.matches(&keep).count(), 7);
    assert_eq!(page.matches(" selected").count(), 7);
    assert_eq!(page.matches(" checked").count(), 0);
    assert!(page.contains("name=\"meant\" value=\"yes\" required"));
    for action in ["add", "consent", "withdraw"] {
        assert!(page.contains(&format!("name=\"action\" value=\"{action}\"")));
    }
    // The box can only be added: unmarked, it changes nothing. A first form knows of no earlier mark.
    let stays = Texts::of(Lang::ALL[0]).get("change-stays");
    assert!(page.contains(&stays) && !form_of(0, Lang::ALL[0], &Typed::default(), &[]).contains(&stays));
    // The words travel in the forms, never in an address.
    assert_eq!(page.matches(CODENAME).count(), 3);
    assert!(page.matches("method=\"post\" action=\"/en/2\"").count() == 3);
}

#[test]
fn who_withdraws_hears_when_these_words_tell_again_and_what_has_to_be_deleted_by_hand() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let says = |page: &str, key: &str| plain(page).contains(&say(lang, key, 2));
        let done = changed(&site, lang, CODENAME, Changed::Withdrawal);
        assert!(says(&done, "withdraw-done-mailbox") && says(&done, "withdraw-done-same"), "{}", lang.code());
        let page = mailbox(&site, lang, &MailboxPage::sample(&[], &Typed::default(), None));
        assert!(says(&page, "add-withdrawn") && says(&page, "withdraw-undone-copies"), "{}", lang.code());
        assert!(withdraw_text(&site, lang).contains(&say(lang, "withdraw-undone-copies", 2)), "{}", lang.code());
    }
}

#[test]
fn who_changes_their_choices_hears_before_and_after_which_of_one_day_count() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let says = |page: &str| plain(page).contains(&say(lang, "change-careful", 2));
        assert!(says(&mailbox(&site, lang, &MailboxPage::sample(&[], &Typed::default(), None))), "{}", lang.code());
        assert!(says(&changed(&site, lang, CODENAME, Changed::Consent)), "{}", lang.code());
        assert!(change_text(&site, lang).contains(&say(lang, "change-careful", 2)), "{}", lang.code());
    }
}

#[test]
fn each_reply_has_its_button_in_the_form_that_deletes() {
    let site = Site::sample();
    let page = mailbox(&site, Lang::ALL[0], &MailboxPage::sample(&Reply::samples(), &Typed::default(), None));
    let form = page.split("<form id=\"delete\"").nth(1).expect("a form").split("</form>").next().unwrap();
    let buttons = form.split("type=\"submit\" name=\"n\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    assert_eq!(buttons.collect::<Vec<_>>(), ["1", "2", "4", "all"]);
    assert_eq!(form.matches("<article").count(), 3);
    // Text browsers do not know the attribute.
    for (name, page) in everywhere() {
        assert!(!page.contains(" form=\""), "{name}");
    }
}

#[test]
fn a_reply_that_cannot_be_opened_is_told_and_offered_to_be_deleted_in_every_language() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let page = plain(&mailbox(&site, lang, &MailboxPage::sample(&Reply::samples()[2..], &Typed::default(), None)));
        let says = |key: &str| page.contains(&Texts::of(lang).get(key));
        assert!(says("mailbox-unopened") && says("mailbox-delete") && says("mailbox-delete-all"), "{}", lang.code());
        assert!(
            !says("mailbox-empty") && !page.contains("2000-01-01") && !page.contains("stands in"),
            "{}",
            lang.code()
        );
    }
}

#[test]
fn what_is_sealed_of_consent_is_what_the_page_shows() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let shown = text_of(&form_of(0, lang, &Typed::default(), &[]));
        let mailbox = text_of(&mailbox(&site, lang, &MailboxPage::sample(&[], &Typed::default(), None)));
        let sealed = [
            (consent_text(&site, lang, &site.desks[0]), &shown),
            (change_text(&site, lang), &mailbox),
            (withdraw_text(&site, lang), &mailbox),
        ];
        for (text, page) in sealed {
            assert!(text.lines().count() > 5);
            let page = plain(page);
            for line in text.lines() {
                assert!(!line.is_empty() && page.contains(line), "{line}");
            }
        }
    }
}

#[test]
fn what_keeps_a_change_or_a_withdrawal_from_being_taken_stands_first_and_leads_to_it() {
    let site = Site::sample();
    for lang in Lang::ALL {
        let odd = Typed::of(&[("consent-c5", "yes")]);
        let not_offered = MailboxProblem::NotOffered(vec!["consent-c5"]);
        for (typed, problem, to) in
            [(&odd, not_offered, "consent-c5"), (&Typed::default(), MailboxProblem::WithdrawalNotMarked, "meant")]
        {
            let page = mailbox(&site, lang, &MailboxPage::sample(&Reply::samples(), typed, Some(problem)));
            let summary = page.find("<div class=\"problems\" role=\"alert\" tabindex=\"-1\" autofocus ").unwrap();
            assert!(summary < page.find("<article").unwrap(), "{}", lang.code());
            assert!(page[summary..].contains(&format!("<li><a href=\"#{to}\">")), "{}", lang.code());
            assert_eq!(page.matches("role=\"alert\"").count(), 1, "{}", lang.code());
        }
    }
}
