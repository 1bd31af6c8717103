//! TLS: between server and reviewers, who know each other's keys, and on the open web. And the form of the lists
//! that server and reviewers exchange.
//!
//! The only folder that names `rustls`. Knows keys as 32 bytes; whose they are is the roster's business.

mod certificate;
mod raw_keys;
pub mod wire;

pub use certificate::{Certificate, CertificateError, Shown, accept_anyone, web_config};
pub use raw_keys::{
    Allowed, ClientConfig, ClientStream, LinkError, ServerConfig, ServerStream, accept, client_config, connect,
    is_refusal, server_config,
};
