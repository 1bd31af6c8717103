//! Addresses of onion services: written, and checked as far as an offline machine can.

use sha3::{Digest as _, Sha3_256};

/// A v3 onion address without its ending: 35 bytes in base 32.
const ONION_CHARS: usize = 56;
const ONION_VERSION: u8 = 3;

/// True for `HOST:PORT`; the host of a v3 onion service must bear its checksum (Tor rend-spec-v3,
/// "Encoding onion addresses"), so that a typing error shows before the roster is signed.
pub(super) fn is_address(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let port = !port.starts_with('+') && port.parse::<u16>().is_ok_and(|port| port != 0);
    let host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(six) => six.parse::<std::net::Ipv6Addr>().is_ok(),
        None => is_name(host) && is_onion_sound(host),
    };
    port && host
}

fn is_name(host: &str) -> bool {
    let label = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    host.split('.').all(label)
}

/// True for the name of an onion service, however it is written.
pub fn is_onion(host: &str) -> bool {
    host.trim_end_matches('.').rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("onion"))
}

/// True for the host of a v3 onion service as it stands in a browser's address bar: 56 letters of base 32 whose checksum is
/// their own, and the ending.
pub fn is_onion_host(host: &str) -> bool {
    host.strip_suffix(".onion").and_then(from_base32).is_some_and(|bytes| is_checked(&bytes))
}

/// False for an onion address whose checksum is not its own; true for every other name.
fn is_onion_sound(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let Some(name) = host.strip_suffix(".onion") else { return true };
    let own = name.rsplit('.').next().unwrap_or_default();
    from_base32(own).is_some_and(|bytes| is_checked(&bytes))
}

/// True where what stands behind the key is what belongs there.
fn is_checked(bytes: &[u8]) -> bool {
    bytes.split_at_checked(32).is_some_and(|(key, rest)| rest == checked(key))
}

/// The host name of the v3 onion service with this Ed25519 public key (Tor rend-spec-v3, "Encoding onion addresses").
pub fn onion_host(key: &[u8; 32]) -> String {
    to_base32(&[&key[..], &checked(key)].concat()) + ".onion"
}

/// What stands behind the key in an address: two bytes of checksum, and the version.
fn checked(key: &[u8]) -> [u8; 3] {
    let hash = Sha3_256::new().chain_update(".onion checksum").chain_update(key).chain_update([ONION_VERSION]);
    let hash = hash.finalize();
    [hash[0], hash[1], ONION_VERSION]
}

/// Base 32 of RFC 4648 in lower case, of whole groups of five bytes.
fn to_base32(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let group = |five: &[u8]| {
        let number = five.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        (0..8).map(move |at| char::from(DIGITS[(number >> (35 - 5 * at) & 31) as usize]))
    };
    bytes.chunks_exact(5).flat_map(group).collect()
}

/// The 35 bytes of an onion address; base 32 of RFC 4648 in lower case, without padding.
fn from_base32(text: &str) -> Option<[u8; 35]> {
    if text.len() != ONION_CHARS {
        return None;
    }
    let mut bytes = [0_u8; 35];
    for (at, c) in text.bytes().enumerate() {
        let value = match c {
            b'a'..=b'z' => c - b'a',
            b'2'..=b'7' => c - b'2' + 26,
            _ => return None,
        };
        for bit in 0..5 {
            let place = at * 5 + bit;
            bytes[place / 8] |= (value >> (4 - bit) & 1) << (7 - place % 8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address in public use (a search engine's).
    const ONION: &str = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion";

    #[test]
    fn hosts_with_ports_are_addresses() {
        for text in ["127.0.0.1:8443", "[::1]:1", "server.example:65535", &format!("{ONION}:443")] {
            assert!(is_address(text), "{text}");
        }
        assert!(is_address(&format!("reviewers.{}:443", ONION.to_uppercase())));
        for text in ["", "127.0.0.1", "host:0", "host:65536", ":1", "host:", "a b:1", "host:+1", "[::x]:1", "a..b:1"] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn an_address_is_written_as_it_is_read() {
        let bytes = from_base32(ONION.strip_suffix(".onion").unwrap()).unwrap();
        assert_eq!(onion_host(bytes[..32].try_into().unwrap()), ONION);
    }

    #[test]
    fn an_onion_services_host_is_told_from_other_names() {
        for host in [ONION, "x.ONION", "x.onion."] {
            assert!(is_onion(host), "{host}");
        }
        for other in ["", "example.org", "onion.example", "example.onions"] {
            assert!(!is_onion(other), "{other}");
        }
        assert!(is_onion_host(ONION));
        let typed_wrong = ONION.replacen(&ONION[..1], if ONION.starts_with('q') { "r" } else { "q" }, 1);
        let others = ["", ".onion", "example.org", &typed_wrong, &format!("reviewers.{ONION}"), &"a".repeat(62)];
        for other in others {
            assert!(!is_onion_host(other), "{other}");
        }
    }

    #[test]
    fn every_typing_error_in_an_onion_address_is_noticed() {
        for at in 0..ONION_CHARS {
            let other = if ONION.as_bytes()[at] == b'q' { "r" } else { "q" };
            let mut typed = format!("{ONION}:443");
            typed.replace_range(at..=at, other);
            assert!(!is_address(&typed), "{typed}");
        }
        assert!(!is_address(&format!("{}:443", &ONION[1..])));
    }
}
