//! What both ends of the reviewer interface share: how they know each other, and the form of its lists.
//!
//! The only folder that names `rustls`. Knows keys as 32 bytes; whose they are is the roster's business.

mod raw_keys;
pub mod wire;

pub use raw_keys::{
    Allowed, ClientConfig, ClientStream, LinkError, ServerConfig, ServerStream, accept, client_config, connect,
    is_refusal, key_of_spki, server_config, spki_of_key,
};
