//! The bag in which evidence leaves: a `BagIt` bag (RFC 8493) that says how to check it, and its verification.
//!
//! ```text
//! SUBMISSION/, or BODY-DIGEST/ where the submission must not be told
//!     bagit.txt, bag-info.txt, manifest-sha256.txt, manifest-sha512.txt
//!     README.html, README.txt, README.es.html, …       what is proven, what is not, how to check it
//!     tagmanifest-sha256.txt, tagmanifest-sha512.txt   of all those
//!     signature.note                                   the reviewer's signature under both
//!     data/consent.json                                the consent that it leaves by
//!          testimony.json, .txt, .html                 the answers that leave
//!          identity.json, .txt, .html                  likewise, of those that identify people
//!          statistics.json                             coded facts, for statistics alone
//!          originals/                                  files, bit for bit
//!          parcels/ID.age, parcels.json                what was sealed on arrival, where all of it leaves
//!          custody/chain.txt, N.note                   what the reviewer did with it
//!          rosters/N.note                              who the reviewer is, signed by the custodian
//!          icc-load.csv                                a load file
//!          proofs/README.txt                           the place of proofs to come
//!          ro-crate-metadata.json                      the description of all that
//! ```

pub(super) mod chain_file;
pub(super) mod describe;
pub(super) mod layout;
pub(super) mod load_file;
pub(super) mod signature;
pub(super) mod sums;
pub(super) mod verify;
pub(super) mod writer;
