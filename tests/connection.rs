//! The HTTP stack that we ship, through a guarded connection: no answer tells the server's clock,
//! not even those that the stack writes without asking the app.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::convert::Infallible;
use std::time::Duration;

use actix_http::{HttpService, Protocol, Request, Response, StatusCode};
use actix_service::{Service, ServiceFactory, fn_service};
use amparo::harden::connection::{ConnectionLimits, Guarded};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::UnixStream;

const CONSTANT: &str = "date: Thu, 01 Jan 1970 00:00:00 GMT\r\n";
/// How large the stack's own answers are made.
const OWN_BYTES: usize = 64 << 10;
/// Text in a page that looks like a header, and must reach the reader as it is.
const PAGE: &str = "HTTP/2 \r\n\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n";

/// Sends a request to an app that answers with [`PAGE`], and gives all that comes back.
fn answer_to(request: &'static str, limits: ConnectionLimits) -> String {
    actix_rt::System::new().block_on(async move {
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        let app = fn_service(|_: Request| async { Ok::<_, Infallible>(Response::build(StatusCode::OK).body(PAGE)) });
        let service = HttpService::build()
            .client_request_timeout(Duration::from_millis(300))
            .keep_alive(Duration::from_millis(300))
            .finish(app)
            .new_service(())
            .await
            .unwrap();
        let guarded = Guarded::new(ours, limits).with_own_answers_of(OWN_BYTES);
        actix_rt::spawn(service.call((guarded, Protocol::Http1, None)));
        theirs.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        theirs.read_to_string(&mut answer).await.unwrap();
        answer
    })
}

/// The status of each response, each of which must carry the constant date and no other.
#[track_caller]
fn dated_constantly(answer: &str) -> Vec<&str> {
    let heads = answer.replace(PAGE, "");
    let statuses: Vec<&str> = answer.split("HTTP/1.1 ").skip(1).map(|response| &response[..3]).collect();
    assert_eq!(heads.matches(CONSTANT).count(), statuses.len(), "{answer}");
    assert_eq!(heads.matches("date: ").count(), statuses.len(), "{answer}");
    statuses
}

#[test]
fn an_answer_of_the_app_has_the_constant_date_and_its_page_as_it_is() {
    let request = "GET / HTTP/1.1\r\nhost: a\r\n\r\nGET / HTTP/1.1\r\nhost: a\r\n\r\n";
    let answer = answer_to(request, ConnectionLimits::default());
    assert_eq!(dated_constantly(&answer), ["200", "200"]);
    assert_eq!(answer.matches(PAGE).count(), 2);
}

#[test]
fn what_is_no_request_gets_a_400_with_the_constant_date() {
    let answer = answer_to("GET / HTTP/9.9\r\n\r\n", ConnectionLimits::default());
    assert_eq!(dated_constantly(&answer), ["400"]);
}

#[test]
fn half_a_request_gets_a_408_with_the_constant_date() {
    let answer = answer_to("GET / HTTP/1.1\r\nho", ConnectionLimits::default());
    assert_eq!(dated_constantly(&answer), ["408"]);
    assert_eq!(answer.len(), OWN_BYTES);
}

#[test]
fn what_follows_the_answer_to_a_head_request_has_the_constant_date() {
    let request = "HEAD / HTTP/1.1\r\nhost: a\r\n\r\nGET / HTTP/1.1\r\nhost: a\r\n\r\nGARBAGE\r\n\r\n";
    let answer = answer_to(request, ConnectionLimits::default());
    assert_eq!(dated_constantly(&answer), ["200", "200", "400"]);
    assert_eq!(answer.matches(PAGE).count(), 1);
}

#[test]
fn a_connection_over_its_limit_is_closed_without_a_word() {
    let limits = ConnectionLimits { idle: Duration::from_millis(50), ..ConnectionLimits::default() };
    assert_eq!(answer_to("GET / HTTP/1.1\r\nho", limits), "");
}
