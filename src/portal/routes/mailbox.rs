//! What the nine words open: replies, a form to add to what was told, a change of consent, a withdrawal.

use actix_web::http::StatusCode;
use actix_web::web::{self, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::{Stream, StreamExt as _};
use rand_core::{OsRng, RngCore as _};
use tokio::time::{Duration, Instant, sleep, sleep_until};
use zeroize::Zeroizing;

use crate::form::consent::{Change, ChangeRecord, Choices, Shown};
use crate::form::{Typed, text_of};
use crate::harden::circuit::Costly;
use crate::intake::multipart::{Event, Multipart};
use crate::intake::{MAX_CHOICE_BYTES, NotChanged, OpenedReply, Place};
use crate::seal::{
    Codename, CodenameError, Deleted, Deletion, FormNonce, ProgressNumber, Root, SLOTS, ShownReplies, WordList,
};

use super::super::desk::Desk;
use super::super::headers::html;
use super::super::pages::{self, Changed, MailboxProblem, Site};
use super::{Now, Portal, closing, content_type, is_from_elsewhere, its_turn, language_tag, not_found, page_in};
use crate::texts::Lang;

/// The forms of this page are a few words and choices; more than this is something else.
const MAX_FORM_BYTES: usize = 64 * 1024;
/// Answers to nine words leave at multiples of this after the question came. The work takes some tens of milliseconds.
const TICK: Duration = Duration::from_millis(100);
/// How long somebody waits for a place before they hear that there is none.
const PATIENCE: Duration = Duration::from_secs(20);
/// They look again after so many milliseconds, drawn for each look. Nobody stands in line: in a flood it would be the
/// flood's, and whoever comes last would have no chance at all.
const LOOKS_AGAIN_MS: std::ops::Range<u64> = 50..250;

/// `GET /{lang}/2`: asks for the nine words.
pub(super) async fn ask(portal: Now, path: Path<String>) -> HttpResponse {
    page_in(&portal, &path, |site, lang| pages::ask_codename(site, lang, &pages::CodenamePage::default()))
}

/// `POST /{lang}/2`: what the form's `action` names. An unknown codename opens an empty mailbox, and takes a
/// change like any other: the server knows of none whether it was ever given out. A language that is offered no more was
/// offered when the page was opened.
pub(super) async fn answer(portal: Now, path: Path<String>, request: HttpRequest, body: Payload) -> HttpResponse {
    let Some(lang) = Lang::parse(&path) else { return not_found(portal, request).await };
    let site = &portal.site;
    if is_from_elsewhere(request.headers()) {
        return closing(html(
            site,
            StatusCode::FORBIDDEN,
            pages::ask_codename(site, lang, &pages::CodenamePage::default()),
        ));
    }
    its_turn(&request, Costly::Words).await;
    let Some(sent) = Sent::read(content_type(&request), body).await else {
        return closing(html(site, StatusCode::BAD_REQUEST, pages::notice(site, lang, pages::Notice::Malformed)));
    };
    let codename = match Codename::parse(&sent.codename, WordList::of_language(lang.code())) {
        Ok(codename) => codename,
        Err(error) => {
            let asked = pages::CodenamePage { typed: &sent.codename, problem: Some(codename_problem(error)) };
            return html(site, StatusCode::UNPROCESSABLE_ENTITY, pages::ask_codename(site, lang, &asked));
        }
    };
    let begun = Instant::now();
    let answer = act(&portal, lang, codename, &sent).await;
    // The next tick, so that what is left of a difference in the work does not show.
    let ticks = begun.elapsed().as_nanos() / TICK.as_nanos() + 1;
    sleep_until(begun + TICK * u32::try_from(ticks).unwrap_or(1)).await;
    answer
}

/// Does what is asked by who holds these words.
async fn act(portal: &Portal, lang: Lang, codename: Codename, sent: &Sent) -> HttpResponse {
    let site = &portal.site;
    let Some(place) = a_place(portal).await else {
        let asked = pages::CodenamePage { typed: &sent.codename, problem: Some(sent.without_a_place()) };
        return closing(html(site, StatusCode::SERVICE_UNAVAILABLE, pages::ask_codename(site, lang, &asked)));
    };
    let words = Zeroizing::new(codename.words());
    let derived = portal.intake.keys.for_mailbox(&place, codename).await;
    let Ok((codename, root)) = derived else { return failed(portal, lang) };
    let mailbox = Mailbox { portal, place, lang, codename, root };
    let unchanged = Sent::default();
    let change = match sent.asked() {
        Ok(Asked::Open) => return mailbox.show(StatusCode::OK, &unchanged, None, None).await,
        Ok(Asked::Delete(asked)) => {
            return match portal.intake.delete_replies(&mailbox.place, &mailbox.root, asked).await {
                Ok(deleted) => mailbox.show(StatusCode::OK, &unchanged, None, Some(deleted)).await,
                Err(_) => failed(portal, lang),
            };
        }
        Ok(Asked::Add(desk)) => {
            return match site.desks.iter().find(|known| known.number == desk) {
                Some(desk) => html(site, StatusCode::OK, form_to_add(site, lang, desk, &mailbox.codename)),
                None => mailbox.show(StatusCode::OK, &unchanged, None, None).await,
            };
        }
        Ok(Asked::Nothing) => return html(site, StatusCode::OK, pages::changed(site, lang, &words, Changed::Nothing)),
        Ok(Asked::Change(change)) => change,
        Err(problem) => return mailbox.show(StatusCode::UNPROCESSABLE_ENTITY, sent, Some(problem), None).await,
    };
    let (text, done) = match change {
        Change::Levels { .. } => (pages::change_text(site, lang), Changed::Consent),
        Change::Withdraw => (pages::withdraw_text(site, lang), Changed::Withdrawal),
    };
    let language = language_tag(lang);
    let shown = Shown { version: pages::CONSENT_VERSION, language: language.clone(), text };
    let record = ChangeRecord { change, shown };
    match portal.intake.receive_change(&portal.roster, &mailbox.root, &record).await {
        Ok(()) => html(site, StatusCode::OK, pages::changed(site, lang, &words, done)),
        Err(error) => {
            let problem = match error {
                NotChanged::Full => MailboxProblem::Full,
                NotChanged::Failed => MailboxProblem::NotStored,
                NotChanged::Perhaps => MailboxProblem::PerhapsStored,
            };
            mailbox.show(StatusCode::INTERNAL_SERVER_ERROR, sent, Some(problem), None).await
        }
    }
}

/// A place, when one is found in time.
async fn a_place(portal: &Portal) -> Option<Place> {
    let until = Instant::now() + PATIENCE;
    loop {
        let place = portal.intake.keys.place();
        if place.is_some() || Instant::now() >= until {
            return place;
        }
        let range = LOOKS_AGAIN_MS.end - LOOKS_AGAIN_MS.start;
        sleep(Duration::from_millis(LOOKS_AGAIN_MS.start + OsRng.next_u64() % range)).await;
    }
}

/// A codename that came back, and its keys.
struct Mailbox<'a> {
    portal: &'a Portal,
    place: Place,
    lang: Lang,
    codename: Codename,
    root: Root,
}

impl Mailbox<'_> {
    /// The page of the mailbox, after the same work whatever lies in it.
    async fn show(
        &self,
        status: StatusCode,
        sent: &Sent,
        problem: Option<MailboxProblem>,
        deleted: Option<Deleted>,
    ) -> HttpResponse {
        let Ok(opened) = self.portal.intake.open_mailbox(&self.place, &self.root).await else {
            return failed(self.portal, self.lang);
        };
        let desks = self.portal.roster.desks();
        let reply = |one: &OpenedReply| pages::Reply {
            is_there: one.is_there,
            opens: one.opens,
            n: one.slot + 1,
            desk: desks.iter().find(|desk| desk.id == one.reply.desk).map(|desk| desk.title.clone()),
            day: one.reply.day.to_string(),
            lines: one.reply.lines_shown(),
        };
        let replies: Vec<_> = opened.replies.iter().map(reply).collect();
        let words = Zeroizing::new(self.codename.words());
        let (replies, shown) = (&replies[..], opened.shown);
        let page = pages::MailboxPage { codename: &words, replies, shown, typed: &sent.typed, problem, deleted };
        html(&self.portal.site, status, pages::mailbox(&self.portal.site, self.lang, &page))
    }
}

/// A desk's form under words that were given out before: what is told with it joins the same conversation.
fn form_to_add(site: &Site, lang: Lang, desk: &Desk, codename: &Codename) -> String {
    let (words, typed) = (Zeroizing::new(codename.words()), Typed::default());
    let page = pages::FormPage {
        desk,
        codename: &words,
        again: true,
        nonce: FormNonce::random(&mut OsRng),
        whole: true,
        number: ProgressNumber::random(&mut OsRng),
        aside: "",
        typed: &typed,
        problems: &[],
    };
    pages::form(site, lang, &page)
}

fn failed(portal: &Portal, lang: Lang) -> HttpResponse {
    let page = pages::notice(&portal.site, lang, pages::Notice::Failed);
    closing(html(&portal.site, StatusCode::INTERNAL_SERVER_ERROR, page))
}

const fn codename_problem(error: CodenameError) -> pages::CodenameProblem {
    match error {
        CodenameError::WordCount(count) => pages::CodenameProblem::WordCount(count),
        CodenameError::UnknownWord(position) => pages::CodenameProblem::UnknownWord { position },
        CodenameError::Checksum => pages::CodenameProblem::Checksum,
    }
}

/// What one of the page's forms brought.
#[derive(Default)]
struct Sent {
    codename: Zeroizing<String>,
    action: Action,
    /// It asks for what no page of ours offers.
    is_strange: bool,
    /// Which reply is to be deleted, or which desk is to be told more.
    which: String,
    /// The replies that the page showed.
    shown: Option<ShownReplies>,
    /// The box that asks whether a withdrawal is meant.
    meant: bool,
    /// The fields of consent.
    typed: Typed,
}

/// What the field `action` says. Without one, as a form that somebody makes by hand may be, the mailbox is opened.
#[derive(Clone, Copy, Default)]
enum Action {
    #[default]
    Open,
    Delete,
    Add,
    Consent,
    Withdraw,
}

impl Action {
    fn of(text: &str) -> Option<Self> {
        Some(match text {
            "" | "open" => Self::Open,
            "delete" => Self::Delete,
            "add" => Self::Add,
            "consent" => Self::Consent,
            "withdraw" => Self::Withdraw,
            _ => return None,
        })
    }
}

/// What is asked for.
enum Asked {
    Open,
    /// These replies deleted.
    Delete(Deletion),
    /// The form of the desk with this number, to tell more.
    Add(usize),
    /// A change in which everything was left as it is.
    Nothing,
    Change(Change),
}

impl Sent {
    /// Reads a small form; `None` when it is no form, not a small one, or one that asks for what no page of ours does: who
    /// sends it must not take the mailbox for the answer.
    async fn read<E>(content_type: &str, body: impl Stream<Item = Result<web::Bytes, E>>) -> Option<Self> {
        let mut body = std::pin::pin!(body);
        let mut form = Multipart::new(content_type).ok()?;
        let mut sent = Self::default();
        let (mut name, mut value, mut read) = (String::new(), Zeroizing::new(Vec::new()), 0);
        loop {
            while let Some(event) = form.next_event().ok()? {
                match event {
                    Event::Part(head) => name = head.name,
                    Event::Data(data) => value.extend_from_slice(&data),
                    Event::PartEnd => sent.set(&name, &std::mem::take(&mut value)),
                    Event::End => {
                        // What follows the last boundary is read too, so that the connection stays in step.
                        while let Some(Ok(piece)) = body.next().await {
                            read += piece.len();
                            if read > MAX_FORM_BYTES {
                                return None;
                            }
                        }
                        return Some(sent).filter(|sent| !sent.is_strange);
                    }
                }
            }
            let piece = body.next().await?.ok()?;
            read += piece.len();
            if read > MAX_FORM_BYTES {
                return None;
            }
            form.push(piece);
        }
    }

    fn set(&mut self, name: &str, value: &[u8]) {
        let text = text_of(value.to_vec());
        match name {
            "codename" => self.codename = Zeroizing::new(text),
            "action" => match Action::of(&text) {
                Some(action) => self.action = action,
                None => self.is_strange = true,
            },
            "n" => self.which = text,
            "shown" => self.shown = text.parse().ok(),
            "meant" => self.meant |= text == "yes",
            // What is longer is none that is offered, cut or not.
            name if Choices::is_field(name) => {
                let value = &value[..value.len().min(MAX_CHOICE_BYTES)];
                self.typed.add(name, value.to_vec());
            }
            _ => {}
        }
    }

    /// What to say where no place is free: who chose or withdrew something must not believe that it is done.
    const fn without_a_place(&self) -> pages::CodenameProblem {
        match self.action {
            Action::Consent | Action::Withdraw => pages::CodenameProblem::NotStored,
            Action::Open | Action::Delete | Action::Add => pages::CodenameProblem::Busy,
        }
    }

    fn asked(&self) -> Result<Asked, MailboxProblem> {
        match self.action {
            Action::Open => Ok(Asked::Open),
            Action::Delete => Ok(match (self.which.as_str(), self.shown, self.which.parse::<usize>()) {
                ("all", Some(shown), _) => Asked::Delete(Deletion { shown, slot: None }),
                (_, Some(shown), Ok(n @ 1..=SLOTS)) => Asked::Delete(Deletion { shown, slot: Some(n - 1) }),
                _ => Asked::Open,
            }),
            Action::Add => Ok(self.which.parse().map_or(Asked::Open, Asked::Add)),
            Action::Consent => match Change::from_fields(self.typed.iter()) {
                Ok(None) => Ok(Asked::Nothing),
                Ok(Some(change)) => Ok(Asked::Change(change)),
                Err(problems) => {
                    Err(MailboxProblem::NotOffered(problems.into_iter().map(|problem| problem.field).collect()))
                }
            },
            Action::Withdraw if self.meant => Ok(Asked::Change(Change::Withdraw)),
            Action::Withdraw => Err(MailboxProblem::WithdrawalNotMarked),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_withdraws_where_no_place_is_free_hears_that_nothing_is_stored() {
        let told = |action: &[u8]| {
            let mut sent = Sent::default();
            sent.set("action", action);
            sent.without_a_place()
        };
        for action in ["consent", "withdraw"] {
            assert!(matches!(told(action.as_bytes()), pages::CodenameProblem::NotStored), "{action}");
        }
        for action in ["open", "delete", "add", ""] {
            assert!(matches!(told(action.as_bytes()), pages::CodenameProblem::Busy), "{action}");
        }
    }
}
