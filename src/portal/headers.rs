//! The headers of every answer, in one place, and what is left of a request's.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{
    CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    STRICT_TRANSPORT_SECURITY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::DefaultHeaders;

use super::pages::{OpenWeb, Site, Style};

/// From what kind of page a request was sent (Fetch Metadata, W3C).
pub(super) const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What the routes ask for.
const ASKED_FOR: [HeaderName; 3] = [CONTENT_LENGTH, CONTENT_TYPE, SEC_FETCH_SITE];

/// What a browser may do with our pages: show them, style them, send their forms back.
fn content_security_policy(style: &Style) -> String {
    let style = style.source();
    format!(
        "default-src 'none'; style-src {style}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Every device and interface that pages could ask for, refused.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), \
     browsing-topics=(), camera=(), clipboard-read=(), clipboard-write=(), display-capture=(), \
     encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), \
     idle-detection=(), keyboard-map=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), \
     xr-spatial-tracking=()";

/// Where the same page is as an onion service; Tor Browser offers to go there.
/// (<https://community.torproject.org/onion-services/advanced/onion-location/>)
pub(super) const ONION_LOCATION: HeaderName = HeaderName::from_static("onion-location");

/// The order in which headers are written comes of a number that is drawn with the map that holds them: each of the
/// server's threads would be known by its own. A copy of this has this one's number, for as long as the server runs. With
/// so much room names are seldom in each other's way.
static IN_ORDER: LazyLock<HeaderMap> = LazyLock::new(|| HeaderMap::with_capacity(64));

/// Gives an answer's headers the order that those of every other answer have.
pub(super) fn put_in_order(headers: &mut HeaderMap) {
    let mut given: Vec<(HeaderName, HeaderValue)> = std::mem::take(headers).into_iter().collect();
    given.sort_by(|(a, _), (b, _)| a.as_str().cmp(b.as_str()));
    *headers = IN_ORDER.clone();
    for (name, value) in given {
        headers.append(name, value);
    }
}

/// Adds the headers to every answer that the application makes.
pub(super) fn on_every_answer(open_web: Option<&OpenWeb>) -> DefaultHeaders {
    let headers = [
        ("Cache-Control", "no-store"),
        ("Permissions-Policy", PERMISSIONS_POLICY),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-DNS-Prefetch-Control", "off"),
    ]
    .into_iter()
    .fold(DefaultHeaders::new(), DefaultHeaders::add);
    match open_web.map_or(0, |web| web.hsts_days) {
        0 => headers,
        days => headers.add((STRICT_TRANSPORT_SECURITY, format!("max-age={}", u64::from(days) * 24 * 60 * 60))),
    }
}

/// The onion address of the page that is asked for on the open web.
pub(super) fn onion_location(web: &OpenWeb, request: &ServiceRequest) -> Option<HeaderValue> {
    let host = web.onion.as_ref().filter(|_| request.method() == Method::GET)?;
    HeaderValue::from_str(&format!("http://{host}{}", request.path())).ok()
}

/// Leaves of a request's headers what the routes ask for, in memory of its own.
///
/// actix keeps up to 128 requests of before for each worker, to use them anew. Their headers are slices of
/// what was read from the socket: one header would hold on to up to 128 KiB of a testimony behind it.
pub(super) fn let_go(request: &mut ServiceRequest) {
    let headers = request.headers_mut();
    let mut kept = HeaderMap::with_capacity(ASKED_FOR.len());
    for name in ASKED_FOR {
        // What is no header's value as bytes was none before.
        if let Some(Ok(value)) = headers.get(&name).map(|value| HeaderValue::from_bytes(value.as_bytes())) {
            kept.insert(name, value);
        }
    }
    *headers = kept;
}

/// An HTML page of the site.
pub(super) fn html(site: &Site, status: StatusCode, mut page: String) -> HttpResponse {
    // It grew by doubling, and may have to wait for a reader for long.
    page.shrink_to_fit();
    let policy = (CONTENT_SECURITY_POLICY, content_security_policy(&site.style));
    HttpResponse::build(status).content_type("text/html; charset=utf-8").insert_header(policy).body(page)
}
