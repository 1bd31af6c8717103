//! The answer to each request, decided by the caller's key and the roster of the moment.

use std::sync::{Arc, PoisonError};

use actix_http::body::{BoxBody, MessageBody};
use actix_http::header::{self, HeaderValue};
use actix_http::{HttpMessage as _, Method, Request, Response, StatusCode};
use actix_web::web;
use bytes::Bytes;
use futures_util::StreamExt as _;

use super::Shared;
use super::acknowledgements;
use super::giving::Piece;
use super::not_taken::NotTaken;
use super::parcel_body::ParcelBody;
use super::replies;

use super::request::{Asked, parse_range};
use super::withdrawals::{self, HandedIn};
use crate::link::wire::{
    AcknowledgedDays, DayList, Days, DeskDays, ListedParcel, MAX_GIVEN_PIECE_BYTES, MAX_NOTES_BYTES,
    MAX_REPLY_BODY_BYTES, Notes, Outcomes, ReplyKept, Rosters, parse_given,
};
use crate::roster::{PublicKey, Roster};
use crate::seal::{Day, DeskId, ParcelId, ShortName};
use crate::store::{Store, StoreError, StoredParcel};

type Answer = Response<BoxBody>;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// Why a request is answered without what it asked for.
enum Refusal {
    /// The caller no longer stands in the roster.
    Unknown,
    /// Only this method is understood there.
    Method(&'static str),
    /// What was posted makes no sense, or is too long.
    Nonsense,
    /// There is no such thing, or it is none of the caller's business: the two look alike.
    Missing,
    /// The same, of something that was posted and is not read.
    NotTheirs,
    /// The mailbox has no free slot.
    MailboxFull,
    /// What the same reviewer sent before is still being worked on.
    Busy,
    /// The range is not `bytes=N-`, or starts past the end of so many bytes.
    Range(u64),
    /// The store cannot be read now.
    Unavailable,
}

/// Answers one request.
pub(super) async fn answer(shared: &Shared, request: &mut Request) -> Answer {
    try_answer(shared, request).await.unwrap_or_else(Refusal::into_answer)
}

async fn try_answer(shared: &Shared, request: &mut Request) -> Result<Answer, Refusal> {
    let current = (shared.roster)();
    let caller = *request.conn_data::<PublicKey>().ok_or(Refusal::Unknown)?;
    let desks = desks_of(&caller, current.roster()).ok_or(Refusal::Unknown)?;
    let asked = request.uri().path_and_query().and_then(|path| Asked::parse(path.as_str()));
    let (method, name) = match asked {
        Some(Asked::Withdrawal | Asked::Reply(_) | Asked::Acknowledgement | Asked::Give(..)) => (Method::POST, "POST"),
        _ => (Method::GET, "GET"),
    };
    if *request.method() != method {
        return Err(Refusal::Method(name));
    }
    match asked.ok_or(Refusal::Missing)? {
        Asked::Days => days(shared, desks).await,
        Asked::Day(desk, day) if desks.contains(&desk) => parcels(shared, desk, day).await,
        Asked::Parcel(id) => parcel(shared, desks, id, request.headers().get(header::RANGE)).await,
        Asked::Roster => Ok(whole(TEXT, current.note().as_str().to_owned())),
        Asked::Rosters => json(&Rosters { rosters: from_store(shared, |store| store.roster_versions()).await? }),
        Asked::OlderRoster(version) => {
            let note = from_store(shared, move |store| store.roster(version)).await?;
            note.map(|note| whole(TEXT, note)).ok_or(Refusal::Missing)
        }
        Asked::Withdrawn(desk) if desks.contains(&desk) => {
            let notes = from_store(shared, move |store| withdrawals::tombstones(store, &desk)).await?;
            json(&Notes { notes })
        }
        Asked::Reply(desk) if desks.contains(&desk) => {
            let body = read_body(request, MAX_REPLY_BODY_BYTES).await?;
            reply(shared, desk, body).await
        }
        Asked::Acknowledged(desk) if desks.contains(&desk) => {
            let caller = name_of(&caller, current.roster())?;
            let notes = from_store(shared, move |store| acknowledgements::own(store, &desk, &caller)).await?;
            json(&Notes { notes })
        }
        Asked::Expired(desk) if desks.contains(&desk) => {
            let notes = from_store(shared, move |store| acknowledgements::expired(store, &desk)).await?;
            json(&Notes { notes })
        }
        Asked::Acknowledgement => {
            let body = read_body(request, MAX_NOTES_BYTES).await?;
            acknowledge(shared, Arc::clone(current.roster()), name_of(&caller, current.roster())?, &body).await
        }
        Asked::Give(desk, day, id) if desks.contains(&desk) => {
            let body = read_body(request, MAX_GIVEN_PIECE_BYTES + 16).await?;
            let (at, size, bytes) = parse_given(&body).ok_or(Refusal::Nonsense)?;
            let piece = Piece { desk, day, id, at, size, bytes: bytes.to_vec() };
            give(shared, caller, piece).await
        }
        Asked::Reply(_) | Asked::Give(..) => Err(Refusal::NotTheirs),
        Asked::Day(..) | Asked::Withdrawn(_) | Asked::Acknowledged(_) | Asked::Expired(_) => Err(Refusal::Missing),
        Asked::Withdrawal => {
            let body = read_body(request, MAX_NOTES_BYTES).await?;
            withdraw(shared, Arc::clone(current.roster()), caller, &body).await
        }
    }
}

/// A request's body, when it is no longer than `limit`.
async fn read_body(request: &mut Request, limit: usize) -> Result<Vec<u8>, Refusal> {
    let mut stream = request.take_payload();
    let mut body = Vec::new();
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|_| Refusal::Nonsense)?;
        if body.len() + piece.len() > limit {
            return Err(Refusal::Nonsense);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}

/// Takes withdrawal notes, and removes what they suffice for.
async fn withdraw(shared: &Shared, roster: Arc<Roster>, caller: PublicKey, body: &[u8]) -> Result<Answer, Refusal> {
    let Notes { notes } = serde_json::from_slice(body).map_err(|_| Refusal::Nonsense)?;
    let today = shared.clock.today();
    let (store, one) = (Arc::clone(&shared.store), Arc::clone(&shared.withdrawing));
    let done = web::block(move || {
        let caller = roster.reviewer_by_key(&caller).ok_or(NotTaken::Missing)?;
        let handed_in = HandedIn::check(&notes, caller, &roster, today)?;
        let _one = one.lock().unwrap_or_else(PoisonError::into_inner);
        handed_in.act(&*store, &roster, today)
    });
    let parcels = done.await.map_err(|_| Refusal::Unavailable)?.map_err(|why| refusal(shared, &why))?;
    json(&Outcomes { parcels })
}

/// Keeps a reply; answers when it is durable.
async fn reply(shared: &Shared, desk: DeskId, body: Vec<u8>) -> Result<Answer, Refusal> {
    let (store, today) = (Arc::clone(&shared.store), shared.clock.today());
    let taken = web::block(move || replies::take(&*store, &desk, &body, today)).await;
    let kept = taken.map_err(|_| Refusal::Unavailable)?.map_err(|why| refusal(shared, &why))?;
    json(&ReplyKept { kept })
}

/// Keeps what the caller acknowledges.
async fn acknowledge(shared: &Shared, roster: Arc<Roster>, caller: ShortName, body: &[u8]) -> Result<Answer, Refusal> {
    let Notes { notes } = serde_json::from_slice(body).map_err(|_| Refusal::Nonsense)?;
    let (store, today) = (Arc::clone(&shared.store), shared.clock.today());
    let taken = web::block(move || acknowledgements::take(&*store, &notes, &caller, &roster, today)).await;
    let days = taken.map_err(|_| Refusal::Unavailable)?.map_err(|why| refusal(shared, &why))?;
    json(&AcknowledgedDays { days })
}

/// Takes a piece of a parcel that the caller gives back.
async fn give(shared: &Shared, caller: PublicKey, piece: Piece) -> Result<Answer, Refusal> {
    let (store, giving, today) = (Arc::clone(&shared.store), Arc::clone(&shared.giving), shared.clock.today());
    let taken = web::block(move || giving.take(&*store, caller, piece, today)).await;
    let given = taken.map_err(|_| Refusal::Unavailable)?.map_err(|why| refusal(shared, &why))?;
    json(&given)
}

/// What the caller is told of something that is not taken.
fn refusal(shared: &Shared, why: &NotTaken) -> Refusal {
    match why {
        NotTaken::Nonsense => Refusal::Nonsense,
        NotTaken::Missing => Refusal::Missing,
        NotTaken::MailboxFull => Refusal::MailboxFull,
        NotTaken::Busy => Refusal::Busy,
        NotTaken::Store(error) => unavailable(shared, error),
    }
}

/// Ends the process when the store itself is broken: what a broken-off writing left half-changed, a start mends.
fn unavailable(shared: &Shared, error: &StoreError) -> Refusal {
    if error.is_failure() {
        shared.failure.raise();
    }
    Refusal::Unavailable
}

/// The caller's name in the roster.
fn name_of(caller: &PublicKey, roster: &Roster) -> Result<ShortName, Refusal> {
    roster.reviewer_by_key(caller).map(|reviewer| reviewer.id.clone()).ok_or(Refusal::Unknown)
}

/// The caller's desks; `None` for who is no reviewer.
fn desks_of(caller: &PublicKey, roster: &Roster) -> Option<Vec<DeskId>> {
    let reviewer = roster.reviewer_by_key(caller)?;
    Some(roster.desks_of(&reviewer.id).map(|desk| desk.id.clone()).collect())
}

async fn days(shared: &Shared, desks: Vec<DeskId>) -> Result<Answer, Refusal> {
    let list = |store: &dyn Store| {
        let days_of = |desk: DeskId| store.days(&desk).map(|days| DeskDays { desk, days });
        desks.into_iter().map(days_of).collect::<Result<_, _>>()
    };
    let desks = from_store(shared, list).await?;
    json(&Days { desks })
}

async fn parcels(shared: &Shared, desk: DeskId, day: Day) -> Result<Answer, Refusal> {
    let listed = from_store(shared, move |store| store.parcels(&desk, day)).await?;
    if listed.is_empty() {
        return Err(Refusal::Missing);
    }
    let parcels = listed.into_iter().map(|l| ListedParcel { id: l.id, size: l.len }).collect();
    json(&DayList { parcels })
}

async fn parcel(
    shared: &Shared,
    desks: Vec<DeskId>,
    id: ParcelId,
    range: Option<&HeaderValue>,
) -> Result<Answer, Refusal> {
    let parcel = from_store(shared, move |store| open_in(store, &desks, id)).await?.ok_or(Refusal::Missing)?;
    let len = parcel.len;
    let Some(range) = range else {
        return Ok(with_headers(StatusCode::OK, BYTES, ParcelBody::starting_at(0, parcel)));
    };
    let from = parse_range(range.as_bytes()).filter(|from| *from < len).ok_or(Refusal::Range(len))?;
    let mut answer = with_headers(StatusCode::PARTIAL_CONTENT, BYTES, ParcelBody::starting_at(from, parcel));
    set_content_range(&mut answer, &format!("bytes {from}-{}/{len}", len - 1));
    Ok(answer)
}

/// Looks for a parcel in the caller's desks only.
fn open_in(store: &dyn Store, desks: &[DeskId], id: ParcelId) -> Result<Option<StoredParcel>, StoreError> {
    for desk in desks {
        if let Some(parcel) = store.open(desk, id)? {
            return Ok(Some(parcel));
        }
    }
    Ok(None)
}

/// Asks the store on a thread that may wait. A store that fails ends the process, as it does for a source.
async fn from_store<T: Send + 'static>(
    shared: &Shared,
    ask: impl FnOnce(&dyn Store) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Refusal> {
    let store = Arc::clone(&shared.store);
    let asked = web::block(move || ask(&*store)).await;
    asked.map_err(|_| Refusal::Unavailable)?.map_err(|error| unavailable(shared, &error))
}

impl Refusal {
    /// An answer without content. The connection closes when the caller is unknown, or may have sent a body.
    fn into_answer(self) -> Answer {
        let status = match self {
            Self::Unknown => StatusCode::FORBIDDEN,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Nonsense => StatusCode::BAD_REQUEST,
            Self::Missing | Self::NotTheirs => StatusCode::NOT_FOUND,
            Self::MailboxFull => StatusCode::CONFLICT,
            Self::Range(_) => StatusCode::RANGE_NOT_SATISFIABLE,
            Self::Unavailable | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        };
        let mut answer = with_headers(status, TEXT, ());
        match self {
            Self::Unknown | Self::Nonsense | Self::NotTheirs => {
                answer.head_mut().set_connection_type(actix_http::ConnectionType::Close);
            }
            Self::Method(only) => {
                answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static(only));
                answer.head_mut().set_connection_type(actix_http::ConnectionType::Close);
            }
            Self::Range(len) => set_content_range(&mut answer, &format!("bytes */{len}")),
            Self::Busy => {
                answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            Self::Missing | Self::MailboxFull | Self::Unavailable => {}
        }
        answer
    }
}

fn json(list: &impl serde::Serialize) -> Result<Answer, Refusal> {
    let text = serde_json::to_vec(list).map_err(|_| Refusal::Unavailable)?;
    Ok(whole(JSON, text))
}

fn whole(content_type: HeaderValue, body: impl Into<Bytes>) -> Answer {
    with_headers(StatusCode::OK, content_type, body.into())
}

/// The one place where answers get their headers.
fn with_headers(status: StatusCode, content_type: HeaderValue, body: impl MessageBody + 'static) -> Answer {
    let mut answer = Response::with_body(status, BoxBody::new(body));
    answer.headers_mut().insert(header::CONTENT_TYPE, content_type);
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn set_content_range(answer: &mut Answer, range: &str) {
    if let Ok(value) = HeaderValue::from_str(range) {
        answer.headers_mut().insert(header::CONTENT_RANGE, value);
    }
}
