//! Links: a transcript in the fragment of an address, percent-encoded, and what its sharer saw of the run; and back.

use crate::app::window::Tab;
use crate::sim::SimTime;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

const PREFIX: &str = "run=";
/// Characters that may stand in a fragment as they are (RFC 3986), but for those that chat programs mistreat, and for the ampersand,
/// which stands between the parts of a link.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b':')
    .remove(b'/')
    .remove(b'=');

/// What was seen of a run when it was shared. A link that tells nothing of it opens where the last line has run, in the sandbox.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    pub at: Option<SimTime>,
    /// What was selected, as `Thing::key` calls it.
    pub selected: Option<String>,
    /// The incident whose verdict was read, by its place, if it was not the last one.
    pub incident: Option<usize>,
    pub tab: Option<Tab>,
    /// Where it was seen: the fragment of a route, and what else is needed there.
    pub within: Option<(String, String)>,
}

/// The fragment, without `#`, that holds a transcript and what is seen of it.
pub fn fragment(transcript: &str, sight: &Sight) -> String {
    let mut link = format!("{PREFIX}{}", percent(transcript.trim_end()));
    let mut tell = |key: &str, value: &str| {
        link.extend(["&", key, "=", value]);
    };
    if let Some(at) = sight.at {
        tell("at", &seconds(at));
    }
    if let Some(name) = &sight.selected {
        tell("see", &percent(name));
    }
    if let Some(place) = sight.incident {
        tell("verdict", &(place + 1).to_string());
    }
    if let Some(tab) = sight.tab {
        tell("tab", tab.name());
    }
    if let Some((route, more)) = &sight.within {
        tell("in", &percent(route));
        tell("with", &percent(more));
    }
    link
}

/// A moment in seconds, with thousandths where there are some.
fn seconds(at: SimTime) -> String {
    match (at.ms() / 1000, at.ms() % 1000) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole}.{part:03}"),
    }
}

fn moment(seconds: &str) -> Option<SimTime> {
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
    let whole: u32 = whole.parse().ok()?;
    let part: u32 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    Some(SimTime::from_ms(i64::from(whole) * 1000 + i64::from(part)))
}

/// Text as it may stand in any address.
pub fn percent(text: &str) -> String {
    percent_bytes(text.as_bytes())
}

/// Bytes as they may stand in any address.
pub fn percent_bytes(bytes: &[u8]) -> String {
    percent_encode(bytes, ENCODED).to_string()
}

fn decoded(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    Some(text.into_owned())
}

/// What a fragment holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// It is no link to a run.
    Nothing,
    Transcript(String, Sight),
    /// It was meant to be one, but cannot be read.
    Broken,
}

/// Reads a fragment, with or without `#`. What it tells beside the transcript may be missing, or of a later version of the page.
pub fn linked(fragment: &str) -> Linked {
    let Some(text) = fragment.trim_start_matches('#').strip_prefix(PREFIX) else {
        return Linked::Nothing;
    };
    let mut parts = text.split('&');
    let Some(transcript) = parts.next().and_then(decoded) else {
        return Linked::Broken;
    };
    let mut sight = Sight::default();
    let mut within = (None, None);
    for (key, value) in parts.filter_map(|part| part.split_once('=')) {
        match key {
            "at" => sight.at = moment(value),
            "see" => sight.selected = decoded(value),
            "verdict" => {
                sight.incident = value
                    .parse()
                    .ok()
                    .and_then(|place: usize| place.checked_sub(1))
            }
            "tab" => sight.tab = Tab::named(value),
            "in" => within.0 = decoded(value),
            "with" => within.1 = decoded(value),
            _ => {}
        }
    }
    let (route, more) = within;
    sight.within = route.map(|route| (route, more.unwrap_or_default()));
    Linked::Transcript(transcript, sight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    fn at(ms: i64) -> Sight {
        Sight {
            at: Some(SimTime::from_ms(ms)),
            ..Sight::default()
        }
    }

    proptest! {
        #[test]
        fn whatever_is_linked_comes_back(text in "\\PC{0,200}", more in "\\PC{0,50}") {
            let trimmed = text.trim_end().to_owned();
            let all = Sight {
                selected: Some(more.clone()),
                incident: Some(2),
                tab: Some(Tab::Journal),
                within: Some(("/lesson/01-multi-az".to_owned(), more)),
                ..at(754_250)
            };
            for sight in [Sight::default(), at(754_000), at(40), all] {
                let link = fragment(&text, &sight);
                assert_eq!(linked(&link), Linked::Transcript(trimmed.clone(), sight));
            }
        }

        #[test]
        fn no_fragment_breaks_the_page(text in "\\PC{0,100}") {
            linked(&text);
            linked(&format!("#run={text}"));
            linked(&format!("#run=seed%20A&at={text}&verdict={text}&in={text}"));
        }
    }

    #[test]
    fn a_damaged_link_is_told_from_no_link() {
        assert_eq!(linked("#about"), Linked::Nothing);
        assert_eq!(linked("#run=%FF%FE"), Linked::Broken);
        let run = || "seed KYIV\n60s end".to_owned();
        let plain = Linked::Transcript(run(), Sight::default());
        assert_eq!(linked("#run=seed%20KYIV%0A60s%20end"), plain);
        let strange = "#run=seed%20KYIV%0A60s%20end&at=soon&verdict=0&tab=none&later=1&see=%FF";
        assert_eq!(linked(strange), plain);
        let link = "#run=seed%20KYIV%0A60s%20end&at=754";
        assert_eq!(linked(link), Linked::Transcript(run(), at(754_000)));
    }
}
