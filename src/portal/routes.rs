//! What each address answers (design.md §5).

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderMap};
use actix_web::web::{Data, Path, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::{Stream, StreamExt as _};
use rand_core::OsRng;

use crate::form::consent::Shown;
use crate::form::{Form, Typed, Why};
use crate::intake::multipart::{Event, Multipart};
use crate::intake::{Asked, Intake, IntakeError, Outcome, Received, Returned};
use crate::roster::Roster;
use crate::seal::{Codename, CodenameError, FormNonce, LanguageTag, WordList};

use super::pages::{self, Site};
use super::server::html;
use super::texts::{Lang, Texts};

/// A codename form is a few words; more than this is something else.
const MAX_CODENAME_FORM_BYTES: usize = 64 * 1024;

/// The source interface.
pub struct Portal {
    /// Takes what sources send.
    pub intake: Intake,
    /// Whom it is sealed to.
    pub roster: Arc<Roster>,
    /// What is asked.
    pub form: Arc<Form>,
    /// What every page knows.
    pub site: Site,
}

/// Mounts every route; all else is not found.
pub(super) fn configure(config: &mut ServiceConfig) {
    let get = |path: &str, page: fn(Data<Portal>, Path<String>) -> HttpResponse| {
        let handler = move |portal, path| async move { page(portal, path) };
        web::resource(path.to_owned()).route(web::get().to(handler)).default_service(web::to(wrong_method))
    };
    config
        .service(web::resource("/").route(web::get().to(start)).default_service(web::to(wrong_method)))
        .service(web::resource("/exit").route(web::get().to(exit)).default_service(web::to(wrong_method)))
        .service(web::resource("/style.css").route(web::get().to(style)).default_service(web::to(wrong_method)))
        .service(get("/{lang}/", |portal, path| page_in(&portal, &path, pages::landing)))
        .service(get("/{lang}/3", |portal, path| page_in(&portal, &path, pages::safety)))
        .service(get("/{lang}/4", |portal, path| page_in(&portal, &path, pages::about)))
        .service(
            web::resource("/{lang}/1")
                .route(web::get().to(form))
                .route(web::post().to(receive))
                .default_service(web::to(wrong_method)),
        )
        .service(
            web::resource("/{lang}/2")
                .route(web::get().to(ask_codename))
                .route(web::post().to(mailbox))
                .default_service(web::to(wrong_method)),
        );
}

async fn start(portal: Data<Portal>) -> HttpResponse {
    html(StatusCode::OK, pages::landing(&portal.site, portal.first_language()))
}

async fn exit(portal: Data<Portal>) -> HttpResponse {
    html(StatusCode::OK, pages::exit(&portal.site))
}

async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(pages::STYLE)
}

/// Whatever has no address.
pub(super) async fn not_found(portal: Data<Portal>, request: HttpRequest) -> HttpResponse {
    let code = request.path().split('/').nth(1).unwrap_or_default();
    let lang = portal.language(code).unwrap_or(portal.first_language());
    closing(html(StatusCode::NOT_FOUND, pages::not_found(&portal.site, lang)))
}

async fn wrong_method(portal: Data<Portal>, request: HttpRequest) -> HttpResponse {
    let code = request.match_info().get("lang").unwrap_or_default();
    let lang = portal.language(code).unwrap_or(portal.first_language());
    let page = pages::notice(&portal.site, lang, pages::Notice::WrongMethod);
    closing(html(StatusCode::METHOD_NOT_ALLOWED, page))
}

/// `GET /{lang}/1`: the form, with nine fresh words.
async fn form(portal: Data<Portal>, path: Path<String>) -> HttpResponse {
    page_in(&portal, &path, |site, lang| fresh_form(site, lang, &[]))
}

/// `POST /{lang}/1`: hands the stream to intake, and confirms only what was kept.
async fn receive(portal: Data<Portal>, path: Path<String>, request: HttpRequest, body: Payload) -> HttpResponse {
    let Some(lang) = portal.language(&path) else { return not_found(portal, request).await };
    if is_from_elsewhere(request.headers()) {
        let page = fresh_form(&portal.site, lang, &[pages::Problem::SentFromElsewhere]);
        return closing(html(StatusCode::FORBIDDEN, page));
    }
    let asked = portal.asked(lang);
    let received = portal.intake.receive(&portal.roster, asked, content_type(&request), body).await;
    match received {
        Ok(Outcome::Received(received)) => {
            let answer = html(StatusCode::OK, confirmation(&portal.site, lang, &received));
            if received.cut_short { closing(answer) } else { answer }
        }
        Ok(Outcome::Returned(returned)) => {
            let cut_short = returned.cut_short;
            let answer = html(StatusCode::UNPROCESSABLE_ENTITY, returned_form(&portal, lang, returned));
            if cut_short { closing(answer) } else { answer }
        }
        Err(IntakeError::Form(_) | IntakeError::Broken) => {
            let page = fresh_form(&portal.site, lang, &[pages::Problem::Malformed]);
            closing(html(StatusCode::BAD_REQUEST, page))
        }
        Err(_) => {
            let page = pages::notice(&portal.site, lang, pages::Notice::Failed);
            closing(html(StatusCode::INTERNAL_SERVER_ERROR, page))
        }
    }
}

/// `GET /{lang}/2`: asks for the nine words.
async fn ask_codename(portal: Data<Portal>, path: Path<String>) -> HttpResponse {
    page_in(&portal, &path, |site, lang| pages::ask_codename(site, lang, &pages::CodenamePage::default()))
}

/// `POST /{lang}/2`: the replies to a codename. An unknown one is simply an empty mailbox, after the same work.
async fn mailbox(portal: Data<Portal>, path: Path<String>, request: HttpRequest, body: Payload) -> HttpResponse {
    let Some(lang) = portal.language(&path) else { return not_found(portal, request).await };
    let site = &portal.site;
    if is_from_elsewhere(request.headers()) {
        return closing(html(StatusCode::FORBIDDEN, pages::ask_codename(site, lang, &pages::CodenamePage::default())));
    }
    let Some(typed) = read_codename(content_type(&request), body).await else {
        return closing(html(StatusCode::BAD_REQUEST, pages::notice(site, lang, pages::Notice::Malformed)));
    };
    let codename = match Codename::parse(&typed, WordList::of_language(lang.code())) {
        Ok(codename) => codename,
        Err(error) => {
            let asked = pages::CodenamePage { typed: &typed, problem: Some(codename_problem(error)) };
            return html(StatusCode::UNPROCESSABLE_ENTITY, pages::ask_codename(site, lang, &asked));
        }
    };
    let words = codename.words();
    if let Ok(_root) = portal.intake.keys.for_mailbox(codename).await {
        let mailbox = pages::MailboxPage { codename: &words, replies: &[] };
        html(StatusCode::OK, pages::mailbox(site, lang, &mailbox))
    } else {
        let page = pages::notice(site, lang, pages::Notice::Failed);
        closing(html(StatusCode::INTERNAL_SERVER_ERROR, page))
    }
}

impl Portal {
    fn language(&self, code: &str) -> Option<Lang> {
        Lang::parse(code).filter(|lang| self.site.languages.contains(lang))
    }

    fn first_language(&self) -> Lang {
        self.site.languages.first().copied().unwrap_or(Lang::ALL[0])
    }

    /// What the form asks, in its own words, to be sealed beside the answers.
    fn asked(&self, lang: Lang) -> Asked {
        let language: LanguageTag = lang.code().to_owned().try_into().expect("a page's language is a tag");
        Asked {
            desk: self.roster.desks()[0].id.clone(),
            consent: Shown {
                version: pages::CONSENT_VERSION,
                language: language.clone(),
                text: pages::consent_text(&self.site, lang),
            },
            language,
            form: Arc::clone(&self.form),
            words: Box::new(Texts::of(lang)),
        }
    }
}

fn page_in(portal: &Portal, code: &str, page: impl FnOnce(&Site, Lang) -> String) -> HttpResponse {
    match portal.language(code) {
        Some(lang) => html(StatusCode::OK, page(&portal.site, lang)),
        None => html(StatusCode::NOT_FOUND, pages::not_found(&portal.site, portal.first_language())),
    }
}

fn fresh_form(site: &Site, lang: Lang, problems: &[pages::Problem]) -> String {
    let codename = Codename::generate(WordList::of_language(lang.code()), &mut OsRng);
    let nonce = FormNonce::random(&mut OsRng).to_string();
    let typed = Typed::default();
    let page = pages::FormPage { codename: &codename.words(), nonce: &nonce, typed: &typed, problems };
    pages::form(site, lang, &page)
}

fn returned_form(portal: &Portal, lang: Lang, returned: Returned) -> String {
    let limits = &portal.intake.limits;
    let mut problems: Vec<pages::Problem> = Vec::new();
    for problem in returned.problems {
        use crate::intake::Problem;
        let too_long = |field, limit| pages::Problem::TooLong { field, limit };
        problems.push(match problem {
            Problem::Consent(_) => pages::Problem::ConsentMissing,
            Problem::Nothing => pages::Problem::NothingToldOrSent,
            Problem::Answer(mistake) => match (mistake.name.as_str(), mistake.why) {
                ("when", Why::TooLong(limit)) => too_long(pages::Field::When, limit),
                ("place", Why::TooLong(limit)) => too_long(pages::Field::Place, limit),
                ("account", Why::TooLong(limit)) => too_long(pages::Field::Account, limit),
                _ => pages::Problem::Malformed,
            },
            Problem::TextTooLong => too_long(pages::Field::Account, limits.account_chars),
            Problem::Malformed => pages::Problem::Malformed,
            Problem::Full => pages::Problem::Busy,
            Problem::NotStored => pages::Problem::NotStored,
        });
    }
    if returned.codename_replaced {
        problems.push(pages::Problem::CodenameReplaced);
    }
    if !returned.files.is_empty() {
        problems.push(pages::Problem::FilesMustBeChosenAgain(returned.files));
    }
    let page = pages::FormPage {
        codename: &returned.codename.words(),
        nonce: &returned.nonce.to_string(),
        typed: &returned.typed,
        problems: &problems,
    };
    pages::form(&portal.site, lang, &page)
}

fn confirmation(site: &Site, lang: Lang, received: &Received) -> String {
    let page = pages::ConfirmationPage {
        codename: &received.codename.words(),
        codename_replaced: received.codename_replaced,
        words_kept: received.words,
        kept: &received.kept,
        not_kept: &received.not_kept,
    };
    pages::confirmation(site, lang, &page)
}

const fn codename_problem(error: CodenameError) -> pages::CodenameProblem {
    match error {
        CodenameError::WordCount(count) => pages::CodenameProblem::WordCount(count),
        CodenameError::UnknownWord(position) => pages::CodenameProblem::UnknownWord { position },
        CodenameError::Checksum => pages::CodenameProblem::Checksum,
    }
}

/// A hostile page must not choose a source's codename. `Origin` is never asked: `no-referrer` makes it null.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin")
}

fn content_type(request: &HttpRequest) -> &str {
    request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Ends the connection after the answer: part of the request may still be unread.
fn closing(mut answer: HttpResponse) -> HttpResponse {
    answer.head_mut().set_connection_type(actix_http::ConnectionType::Close);
    answer
}

/// The `codename` field of a small form; `None` when it is no form, or not a small one.
async fn read_codename<E>(
    content_type: &str,
    body: impl Stream<Item = Result<web::Bytes, E>>,
) -> Option<zeroize::Zeroizing<String>> {
    let mut body = std::pin::pin!(body);
    let mut form = Multipart::new(content_type).ok()?;
    let mut value = zeroize::Zeroizing::new(Vec::new());
    let (mut in_codename, mut read) = (false, 0);
    loop {
        while let Some(event) = form.next_event().ok()? {
            match event {
                Event::Part(head) => in_codename = head.name == "codename",
                Event::Data(data) if in_codename => value.extend_from_slice(&data),
                Event::Data(_) | Event::PartEnd => {}
                Event::End => {
                    while body.next().await.is_some_and(|piece| piece.is_ok()) {}
                    return Some(zeroize::Zeroizing::new(String::from_utf8_lossy(&value).into_owned()));
                }
            }
        }
        let piece = body.next().await?.ok()?;
        read += piece.len();
        if read > MAX_CODENAME_FORM_BYTES {
            return None;
        }
        form.push(piece);
    }
}
