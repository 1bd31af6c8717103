//! What each address answers (design.md §5).

mod mailbox;

use std::future::{Ready, ready};
use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev;
use actix_web::error::ErrorInternalServerError;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap};
use actix_web::web::{Data, Path, Payload, ServiceConfig};
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use rand_core::OsRng;

use crate::form::Typed;
use crate::form::consent::Shown;
use crate::harden::circuit::{Costly, Turns};
use crate::intake::{Asked, BodyHead, Given, Intake, IntakeError, Outcome, Received, Returned, TextShare};
use crate::roster::Roster;
use crate::seal::{Codename, FormNonce, LanguageTag, ProgressNumber, WordList};

use super::desk::Desk;
use super::headers::{SEC_FETCH_SITE, html};
use super::pages::{self, DeskWords, Site};
use crate::texts::Lang;

/// The source interface, as it is met in one way: as an onion service, or on the open web.
pub struct Portal {
    /// Takes what sources send.
    pub intake: Arc<Intake>,
    /// Whom it is sealed to.
    pub roster: Arc<Roster>,
    /// What every page knows.
    pub site: Arc<Site>,
}

/// Gives the portal of the moment; asked once for each request.
pub type CurrentPortal = Arc<dyn Fn() -> Arc<Portal> + Send + Sync>;

/// The portal as it was when a request came: a reload changes nothing for a visit that has begun.
pub(super) struct Now(Arc<Portal>);

impl FromRequest for Now {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let current = request.app_data::<Data<CurrentPortal>>().map(|current| Self(current()));
        ready(current.ok_or_else(|| ErrorInternalServerError("")))
    }
}

impl Deref for Now {
    type Target = Portal;

    fn deref(&self) -> &Portal {
        &self.0
    }
}

/// Mounts every route; all else is not found.
pub(super) fn configure(config: &mut ServiceConfig) {
    let get = |path: &str, page: fn(Now, Path<String>) -> HttpResponse| {
        let handler = move |portal, path| async move { page(portal, path) };
        web::resource(path.to_owned()).route(web::get().to(handler)).default_service(web::to(wrong_method))
    };
    config
        .service(web::resource("/").route(web::get().to(start)).default_service(web::to(wrong_method)))
        .service(web::resource("/exit").route(web::get().to(exit)).default_service(web::to(wrong_method)))
        .service(get("/{lang}/", |portal, path| page_in(&portal, &path, pages::landing)))
        .service(get("/{lang}/3", |portal, path| page_in(&portal, &path, pages::safety)))
        .service(get("/{lang}/4", |portal, path| page_in(&portal, &path, pages::about)))
        .service(
            web::resource(["/{lang}/5", "/{lang}/5/{desk}"])
                .route(web::get().to(pause))
                .default_service(web::to(wrong_method)),
        )
        .service(
            web::resource(["/{lang}/1", "/{lang}/1/{desk}"])
                .route(web::get().to(form))
                .route(web::post().to(receive))
                .default_service(web::to(wrong_method)),
        )
        .service(
            web::resource("/{lang}/6/{number}").route(web::get().to(progress)).default_service(web::to(wrong_method)),
        )
        .service(
            web::resource("/{lang}/2")
                .route(web::get().to(mailbox::ask))
                .route(web::post().to(mailbox::answer))
                .default_service(web::to(wrong_method)),
        );
}

async fn start(portal: Now) -> HttpResponse {
    html(&portal.site, StatusCode::OK, pages::landing(&portal.site, portal.first_language()))
}

async fn exit(portal: Now) -> HttpResponse {
    html(&portal.site, StatusCode::OK, pages::exit(&portal.site))
}

/// Whatever has no address.
pub(super) async fn not_found(portal: Now, request: HttpRequest) -> HttpResponse {
    let code = request.path().split('/').nth(1).unwrap_or_default();
    let lang = portal.language(code).unwrap_or(portal.first_language());
    closing(html(&portal.site, StatusCode::NOT_FOUND, pages::not_found(&portal.site, lang)))
}

async fn wrong_method(portal: Now, request: HttpRequest) -> HttpResponse {
    let code = request.match_info().get("lang").unwrap_or_default();
    let lang = portal.language(code).unwrap_or(portal.first_language());
    let page = pages::notice(&portal.site, lang, pages::Notice::WrongMethod);
    closing(html(&portal.site, StatusCode::METHOD_NOT_ALLOWED, page))
}

/// `GET /{lang}/5` and `GET /{lang}/5/{desk}`: what to know before a desk's form.
async fn pause(portal: Now, request: HttpRequest) -> HttpResponse {
    let Some((lang, desk)) = portal.desk(&request) else { return not_found(portal, request).await };
    html(&portal.site, StatusCode::OK, pages::pause(&portal.site, lang, desk))
}

/// `GET /{lang}/1` and `GET /{lang}/1/{desk}`: a desk's form, with nine fresh words.
async fn form(portal: Now, request: HttpRequest) -> HttpResponse {
    let Some((lang, desk)) = portal.desk(&request) else { return not_found(portal, request).await };
    html(&portal.site, StatusCode::OK, fresh_form(&portal.site, lang, desk, &[]))
}

/// `POST /{lang}/1` and `POST /{lang}/1/{desk}`: hands the stream to intake, and confirms only what was kept.
///
/// A desk that has this number no more had it when the page was opened: what was written on it comes back. A language that is
/// offered no more was offered then.
async fn receive(portal: Now, request: HttpRequest, body: Payload) -> HttpResponse {
    let site = &portal.site;
    let Some(lang) = Lang::parse(request.match_info().get("lang").unwrap_or_default()) else {
        return not_found(portal, request).await;
    };
    let here = portal.numbered(&request);
    let Some(desk) = here.or_else(|| site.desks.first()) else { return not_found(portal, request).await };
    its_turn(&request, Costly::Form).await;
    if is_from_elsewhere(request.headers()) {
        let page = fresh_form(site, lang, desk, &[pages::Problem::SentFromElsewhere]);
        return closing(html(site, StatusCode::FORBIDDEN, page));
    }
    let mark = here.map(|desk| pages::page_mark(site, lang, desk)).unwrap_or_default();
    let turns = request.conn_data::<Turns>().cloned();
    let asked = portal.asked(lang, desk, mark, turns);
    let received = portal.intake.receive(&portal.roster, asked, body_head(&request), body).await;
    match received {
        Ok(Outcome::Received(received)) => {
            let answer = html(site, StatusCode::OK, confirmation(site, lang, desk, &received));
            let answer = holding(answer, received.room);
            if received.cut_short { closing(answer) } else { answer }
        }
        Ok(Outcome::Returned(returned)) => {
            let status = if returned.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            let cut_short = returned.cut_short;
            let (page, room) = returned_form(site, lang, desk, returned);
            let answer = holding(html(site, status, page), room);
            if cut_short { closing(answer) } else { answer }
        }
        // Nothing was kept, and nothing written.
        Err(IntakeError::Form(_) | IntakeError::Broken) => {
            let page = fresh_form(site, lang, desk, &[pages::Problem::Malformed]);
            closing(html(site, StatusCode::BAD_REQUEST, page))
        }
        Err(_) => {
            let page = pages::notice(site, lang, pages::Notice::Failed);
            closing(html(site, StatusCode::INTERNAL_SERVER_ERROR, page))
        }
    }
}

/// `GET /{lang}/6/{number}`: how far the visit is whose page drew this number.
async fn progress(portal: Now, path: Path<(String, String)>, request: HttpRequest) -> HttpResponse {
    let (code, number) = &*path;
    let (Some(lang), Ok(number)) = (portal.language(code), number.parse()) else {
        return not_found(portal, request).await;
    };
    let page = pages::progress(&portal.site, lang, number, portal.intake.under_way.how_far(number));
    html(&portal.site, StatusCode::OK, page)
}

/// Waits for the turn of the circuit that a request came on, where tor tells it.
async fn its_turn(request: &HttpRequest, costly: Costly) {
    if let Some(turns) = request.conn_data::<Turns>() {
        turns.wait_for(costly).await;
    }
}

impl Portal {
    fn language(&self, code: &str) -> Option<Lang> {
        Lang::parse(code).filter(|lang| self.site.languages.contains(lang))
    }

    fn first_language(&self) -> Lang {
        self.site.languages.first().copied().unwrap_or(Lang::ALL[0])
    }

    /// The desk that an address means, and the language.
    fn desk(&self, request: &HttpRequest) -> Option<(Lang, &Arc<Desk>)> {
        Some((self.language(request.match_info().get("lang")?)?, self.numbered(request)?))
    }

    /// The desk that an address means; no number means the first one.
    fn numbered(&self, request: &HttpRequest) -> Option<&Arc<Desk>> {
        match request.match_info().get("desk") {
            None => self.site.desks.first(),
            Some(number) => self.site.desks.iter().find(|desk| desk.number.to_string() == number),
        }
    }

    /// What the form asks, in its own words, to be sealed beside the answers.
    fn asked(&self, lang: Lang, desk: &Arc<Desk>, page: String, turns: Option<Turns>) -> Asked {
        let language = language_tag(lang);
        let text = pages::consent_text(&self.site, lang, desk);
        let form_of = |desk: &Arc<Desk>| (desk.id.clone(), Arc::clone(&desk.form));
        Asked {
            desk: desk.id.clone(),
            consent: Shown { version: pages::CONSENT_VERSION, language: language.clone(), text },
            language,
            form: Arc::clone(&desk.form),
            others: self.site.desks.iter().filter(|other| other.id != desk.id).map(form_of).collect(),
            page,
            words: Box::new(DeskWords { site: Arc::clone(&self.site), desk: Arc::clone(desk), lang }),
            turns,
        }
    }
}

fn language_tag(lang: Lang) -> LanguageTag {
    lang.code().to_owned().try_into().expect("a page's language is a tag")
}

fn page_in(portal: &Portal, code: &str, page: impl FnOnce(&Site, Lang) -> String) -> HttpResponse {
    match portal.language(code) {
        Some(lang) => html(&portal.site, StatusCode::OK, page(&portal.site, lang)),
        None => html(&portal.site, StatusCode::NOT_FOUND, pages::not_found(&portal.site, portal.first_language())),
    }
}

fn fresh_form(site: &Site, lang: Lang, desk: &Desk, problems: &[pages::Problem]) -> String {
    let codename = Codename::generate(WordList::of_language(lang.code()), &mut OsRng);
    let page = pages::FormPage {
        desk,
        codename: &codename.words(),
        again: false,
        nonce: FormNonce::random(&mut OsRng),
        whole: false,
        number: ProgressNumber::random(&mut OsRng),
        aside: "",
        typed: &Typed::default(),
        problems,
    };
    pages::form(site, lang, &page)
}

fn returned_form(site: &Site, lang: Lang, desk: &Desk, returned: Returned) -> (String, TextShare) {
    use crate::intake::Problem;
    // Whoever wrote to a desk that has another number now still writes to that desk; where it is gone, they look whom they
    // write to.
    let named = returned.desk.as_ref();
    let meant = named.and_then(|id| site.desks.iter().find(|desk| desk.id == *id));
    let is_gone = named.is_some() && meant.is_none();
    let shown = |problem| match problem {
        Problem::Consent(problem) => pages::Problem::Consent(problem),
        Problem::Answer(mistake) => pages::Problem::Answer(mistake),
        Problem::Nothing => pages::Problem::NothingToldOrSent,
        Problem::TextTooLong(field) => pages::Problem::TextTooLong(field),
        Problem::PageOfBefore if is_gone => pages::Problem::DeskGone,
        Problem::PageOfBefore => pages::Problem::PageOfBefore,
        Problem::Malformed => pages::Problem::Malformed,
        Problem::Full => pages::Problem::Full,
        Problem::NotStored => pages::Problem::NotStored,
    };
    let mut problems: Vec<pages::Problem> = returned.problems.into_iter().map(shown).collect();
    if returned.given == Given::Instead {
        problems.push(pages::Problem::CodenameReplaced);
    }
    if !returned.files.is_empty() {
        let too_many = returned.unnamed > 0;
        problems.push(pages::Problem::FilesMustBeChosenAgain { names: returned.files, too_many });
    }
    let page = pages::FormPage {
        desk: meant.map_or(desk, |desk| &**desk),
        codename: &returned.codename.words(),
        again: returned.given == Given::Before,
        nonce: returned.nonce,
        whole: true,
        number: ProgressNumber::random(&mut OsRng),
        aside: &returned.aside,
        typed: &returned.typed,
        problems: &problems,
    };
    (pages::form(site, lang, &page), returned.room)
}

fn confirmation(site: &Site, lang: Lang, desk: &Desk, received: &Received) -> String {
    let page = pages::ConfirmationPage {
        desk,
        codename: &received.codename.words(),
        given: received.given,
        words_kept: received.words,
        kept: &received.kept,
        not_kept: &received.not_kept,
        unnamed: received.unnamed as usize,
        listed: received.listed,
        cut_short: received.cut_short,
    };
    pages::confirmation(site, lang, &page)
}

/// A hostile page must not choose a source's codename. `Origin` is never asked: `no-referrer` makes it null.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers.get(SEC_FETCH_SITE).is_some_and(|site| site != "same-origin")
}

fn body_head(request: &HttpRequest) -> BodyHead<'_> {
    let bytes = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    BodyHead { content_type: content_type(request), bytes }
}

fn content_type(request: &HttpRequest) -> &str {
    request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Holds on to the room for what a source wrote until the page that it stands in is sent.
fn holding(mut answer: HttpResponse, room: TextShare) -> HttpResponse {
    answer.extensions_mut().insert(room);
    answer
}

/// Ends the connection after the answer: part of the request may still be unread.
fn closing(mut answer: HttpResponse) -> HttpResponse {
    answer.head_mut().set_connection_type(actix_http::ConnectionType::Close);
    answer
}
