//! Links: a transcript in the fragment of an address, percent-encoded, and back.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

const PREFIX: &str = "run=";
/// Characters that may stand in a fragment as they are (RFC 3986), but for those that chat programs mistreat.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b':')
    .remove(b'/')
    .remove(b'=');

/// The fragment, without `#`, that holds a transcript.
pub fn fragment(transcript: &str) -> String {
    format!(
        "{PREFIX}{}",
        utf8_percent_encode(transcript.trim_end(), ENCODED)
    )
}

/// Text as it may stand in any address.
pub fn percent(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// What a fragment holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// It is no link to a run.
    Nothing,
    Transcript(String),
    /// It was meant to be one, but cannot be read.
    Broken,
}

/// Reads a fragment, with or without `#`.
pub fn linked(fragment: &str) -> Linked {
    let Some(text) = fragment.trim_start_matches('#').strip_prefix(PREFIX) else {
        return Linked::Nothing;
    };
    match percent_decode_str(text).decode_utf8() {
        Ok(transcript) => Linked::Transcript(transcript.into_owned()),
        Err(_) => Linked::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    proptest! {
        #[test]
        fn whatever_is_linked_comes_back(text in "\\PC{0,200}") {
            let trimmed = text.trim_end().to_owned();
            assert_eq!(linked(&fragment(&text)), Linked::Transcript(trimmed));
        }

        #[test]
        fn no_fragment_breaks_the_page(text in "\\PC{0,100}") {
            linked(&text);
            linked(&format!("#run={text}"));
        }
    }

    #[test]
    fn a_damaged_link_is_told_from_no_link() {
        assert_eq!(linked("#about"), Linked::Nothing);
        assert_eq!(linked("#run=%FF%FE"), Linked::Broken);
        assert_eq!(
            linked("#run=seed%20KYIV%0A60s%20end"),
            Linked::Transcript("seed KYIV\n60s end".to_owned())
        );
    }
}
