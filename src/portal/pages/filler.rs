//! What a page's form sends besides what is typed, made one size.
//!
//! Opening a mailbox and sending a short testimony look alike on the wire: every form sends as many parts, of as many
//! bytes, as another. What stands in is a hidden field that the server drops.

use crate::form::{COUNT_HOW, DATE_PARTS, FILLER, FieldKind, Input};

/// A form sends so many parts, or a multiple.
const PARTS: usize = 64;
/// A form's names and values have so many bytes, or a multiple.
const BYTES: usize = 4 << 10;
/// What a browser writes of a file input, besides its name: `; filename=""` and the type of nothing.
const FILE_BYTES: usize = "; filename=\"\"\r\nContent-Type: application/octet-stream".len();

/// What a form sends while nothing has been typed.
#[derive(Default)]
pub(super) struct Untouched {
    parts: usize,
    bytes: usize,
}

/// What fills a form up.
pub(super) struct Filler {
    /// Hidden fields without a value.
    pub(super) empty: usize,
    /// The value of one more.
    pub(super) value: String,
}

impl Untouched {
    /// Adds a field that is sent with a value of so many bytes.
    #[must_use]
    pub(super) const fn field(mut self, name: &str, bytes: usize) -> Self {
        self.parts += 1;
        self.bytes += name.len() + bytes;
        self
    }

    /// Adds what a question sends. What is only sent when it is marked or chosen is no part of it.
    #[must_use]
    pub(super) fn input(self, input: &Input<'_>) -> Self {
        let name = input.name();
        match input.field.kind {
            FieldKind::Choices(_) => self,
            FieldKind::Line(_) | FieldKind::Text(_) | FieldKind::Choice(_) => self.field(&name, 0),
            FieldKind::Count => self.field(&name, 0).field(&input.part(COUNT_HOW), 0),
            FieldKind::Date => {
                let parts = DATE_PARTS.into_iter().filter(|part| *part != "about");
                parts.fold(self.field(&name, 0), |sent, part| sent.field(&input.part(part), 0))
            }
            FieldKind::Files => (0..3).fold(self, |sent, _| sent.field(&name, FILE_BYTES)),
        }
    }

    /// What is lacking to the next full size.
    pub(super) fn filler(self) -> Filler {
        let parts = (self.parts + 1).next_multiple_of(PARTS) - self.parts;
        let bytes = self.bytes + parts * FILLER.len();
        Filler { empty: parts - 1, value: "-".repeat(bytes.next_multiple_of(BYTES) - bytes) }
    }
}
