//! What tests read of parts.

use crate::app::msg::Msg;
use crate::app::part::{Does, Group, Part};

/// All words, as they stand.
pub fn spoken(parts: &[Part]) -> String {
    let words = parts.iter().map(|part| match part {
        Part::Words(words) | Part::Html(words) => words.to_string(),
        Part::Icon(_) | Part::Picture(_) => String::new(),
        Part::Some(parts) => spoken(parts),
        Part::Group(group) => spoken(&group.parts),
    });
    words.collect()
}

/// Every element, each before what it holds.
pub fn groups(parts: &[Part]) -> Vec<&Group> {
    let groups = parts.iter().flat_map(|part| match part {
        Part::Words(_) | Part::Html(_) | Part::Icon(_) | Part::Picture(_) => Vec::new(),
        Part::Some(parts) => groups(parts),
        Part::Group(group) => {
            let mut all = vec![&**group];
            all.extend(groups(&group.parts));
            all
        }
    });
    groups.collect()
}

/// Every button: what stands on it, and what it sends.
pub fn pressed(parts: &[Part]) -> Vec<(String, Msg)> {
    let sent = |group: &&Group| match group.does.as_deref()? {
        Does::Press(msg) => Some((spoken(&group.parts), msg.clone())),
        Does::Choose(_) | Does::Write(_) | Does::Enter(_) => None,
    };
    groups(parts).iter().filter_map(sent).collect()
}
