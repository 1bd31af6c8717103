//! What the nine words open: replies, a change of consent, a withdrawal.

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::{Stream, StreamExt as _};
use zeroize::Zeroizing;

use crate::form::Typed;
use crate::form::consent::{Change, ChangeRecord, Choices, Shown};
use crate::intake::multipart::{Event, Multipart};
use crate::seal::{Codename, CodenameError, WordList};

use super::super::pages::{self, Changed, MailboxProblem};
use super::super::server::html;
use super::super::texts::Lang;
use super::{Portal, closing, content_type, is_from_elsewhere, language_tag, not_found, page_in};

/// The forms of this page are a few words and choices; more than this is something else.
const MAX_FORM_BYTES: usize = 64 * 1024;

/// `GET /{lang}/2`: asks for the nine words.
pub(super) async fn ask(portal: Data<Portal>, path: Path<String>) -> HttpResponse {
    page_in(&portal, &path, |site, lang| pages::ask_codename(site, lang, &pages::CodenamePage::default()))
}

/// `POST /{lang}/2`: what the form's `action` names. An unknown codename opens an empty mailbox, and takes a
/// change like any other: the server knows of none whether it was ever given out.
pub(super) async fn answer(
    portal: Data<Portal>,
    path: Path<String>,
    request: HttpRequest,
    body: Payload,
) -> HttpResponse {
    let Some(lang) = portal.language(&path) else { return not_found(portal, request).await };
    let site = &portal.site;
    if is_from_elsewhere(request.headers()) {
        return closing(html(StatusCode::FORBIDDEN, pages::ask_codename(site, lang, &pages::CodenamePage::default())));
    }
    let Some(sent) = Sent::read(content_type(&request), body).await else {
        return closing(html(StatusCode::BAD_REQUEST, pages::notice(site, lang, pages::Notice::Malformed)));
    };
    let codename = match Codename::parse(&sent.codename, WordList::of_language(lang.code())) {
        Ok(codename) => codename,
        Err(error) => {
            let asked = pages::CodenamePage { typed: &sent.codename, problem: Some(codename_problem(error)) };
            return html(StatusCode::UNPROCESSABLE_ENTITY, pages::ask_codename(site, lang, &asked));
        }
    };
    let change = match sent.change() {
        Ok(Asked::Open) => None,
        Ok(Asked::Nothing) => {
            return html(StatusCode::OK, pages::changed(site, lang, &codename.words(), Changed::Nothing));
        }
        Ok(Asked::Change(change)) => Some(change),
        Err(problem) => {
            return html(StatusCode::UNPROCESSABLE_ENTITY, opened(&portal, lang, &codename, &sent, Some(problem)));
        }
    };
    let words = Zeroizing::new(codename.words());
    let Ok((codename, root)) = portal.intake.keys.for_mailbox(codename).await else {
        let page = pages::notice(site, lang, pages::Notice::Failed);
        return closing(html(StatusCode::INTERNAL_SERVER_ERROR, page));
    };
    let Some(change) = change else {
        return html(StatusCode::OK, opened(&portal, lang, &codename, &Sent::default(), None));
    };
    let (text, done) = match change {
        Change::Levels { .. } => (pages::change_text(site, lang), Changed::Consent),
        Change::Withdraw => (pages::withdraw_text(site, lang), Changed::Withdrawal),
    };
    let language = language_tag(lang);
    let shown = Shown { version: pages::CONSENT_VERSION, language: language.clone(), text };
    let record = ChangeRecord { change, shown };
    match portal.intake.receive_change(&portal.roster, &root, &record).await {
        Ok(()) => html(StatusCode::OK, pages::changed(site, lang, &words, done)),
        Err(error) => {
            let problem = if error.is_full() { MailboxProblem::Busy } else { MailboxProblem::NotStored };
            html(StatusCode::INTERNAL_SERVER_ERROR, opened(&portal, lang, &codename, &sent, Some(problem)))
        }
    }
}

fn opened(portal: &Portal, lang: Lang, codename: &Codename, sent: &Sent, problem: Option<MailboxProblem>) -> String {
    let words = Zeroizing::new(codename.words());
    let mailbox = pages::MailboxPage { codename: &words, replies: &[], typed: &sent.typed, problem };
    pages::mailbox(&portal.site, lang, &mailbox)
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
    action: String,
    /// The box that asks whether a withdrawal is meant.
    meant: bool,
    /// The fields of consent.
    typed: Typed,
}

/// What is asked for.
enum Asked {
    Open,
    /// A change in which everything was left as it is.
    Nothing,
    Change(Change),
}

impl Sent {
    /// Reads a small form; `None` when it is no form, or not a small one.
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
                        while body.next().await.is_some_and(|piece| piece.is_ok()) {}
                        return Some(sent);
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
        let text = String::from_utf8_lossy(value);
        match name {
            "codename" => self.codename = Zeroizing::new(text.into_owned()),
            "action" => self.action = text.into_owned(),
            "meant" => self.meant |= text == "yes",
            name if Choices::is_field(name) => self.typed.add(name, value.to_vec()),
            _ => {}
        }
    }

    fn change(&self) -> Result<Asked, MailboxProblem> {
        match self.action.as_str() {
            "consent" => match Change::from_fields(self.typed.iter()) {
                Ok(None) => Ok(Asked::Nothing),
                Ok(Some(change)) => Ok(Asked::Change(change)),
                Err(problems) => {
                    Err(MailboxProblem::NotOffered(problems.into_iter().map(|problem| problem.field).collect()))
                }
            },
            "withdraw" if self.meant => Ok(Asked::Change(Change::Withdraw)),
            "withdraw" => Err(MailboxProblem::WithdrawalNotMarked),
            _ => Ok(Asked::Open),
        }
    }
}
