//! Links: a transcript in the fragment of an address, percent-encoded, and back.

use crate::sim::SimTime;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

const PREFIX: &str = "run=";
/// Before the moment, in seconds. An ampersand of the transcript is encoded.
const MOMENT: &str = "&at=";
/// Characters that may stand in a fragment as they are (RFC 3986), but for those that chat programs mistreat.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b':')
    .remove(b'/')
    .remove(b'=');

/// The fragment, without `#`, that holds a transcript, and the moment at which it is to be opened.
pub fn fragment(transcript: &str, at: Option<SimTime>) -> String {
    let text = utf8_percent_encode(transcript.trim_end(), ENCODED);
    match at {
        Some(at) => format!("{PREFIX}{text}{MOMENT}{}", at.ms() / 1000),
        None => format!("{PREFIX}{text}"),
    }
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
    Transcript(String, Option<SimTime>),
    /// It was meant to be one, but cannot be read.
    Broken,
}

/// Reads a fragment, with or without `#`.
pub fn linked(fragment: &str) -> Linked {
    let Some(text) = fragment.trim_start_matches('#').strip_prefix(PREFIX) else {
        return Linked::Nothing;
    };
    let (text, at) = match text.rsplit_once(MOMENT) {
        Some((text, seconds)) => (text, seconds.parse::<u32>().ok()),
        None => (text, None),
    };
    let at = at.map(|seconds| SimTime::from_ms(i64::from(seconds) * 1000));
    match percent_decode_str(text).decode_utf8() {
        Ok(transcript) => Linked::Transcript(transcript.into_owned(), at),
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
            for at in [None, Some(SimTime::from_ms(754_000))] {
                let link = fragment(&text, at);
                assert_eq!(linked(&link), Linked::Transcript(trimmed.clone(), at));
            }
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
            Linked::Transcript("seed KYIV\n60s end".to_owned(), None)
        );
    }
}
