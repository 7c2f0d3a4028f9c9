//! What the picture's signs and the lab's words mean, and the keyboard shortcuts.

use crate::app::glossary::TERMS;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::Parts;

/// The signs of the picture, by how they are drawn.
const SIGNS: [(&str, &str); 13] = [
    (
        "i sign tape__held",
        "A tape: every write that a copy of the data holds, the newest on the right.",
    ),
    (
        "i sign sign--scale",
        "The scale of all tapes: each line is several times as long ago as the one to its right. So a second and a day both have room.",
    ),
    (
        "i sign sign--head",
        "The head of a tape, with the number of the last commit that this copy holds.",
    ),
    (
        "i sign tape__received",
        "Received by a replica, and not applied yet.",
    ),
    ("i sign tape__pause", "Nothing was written for so long."),
    (
        "i sign tape__torn",
        "Torn off: written and accepted, and not on the tape that is in use.",
    ),
    (
        "i sign sign--fork",
        "Forked: from here on this tape is another one.",
    ),
    (
        "i sign sign--mark",
        "Damage, on every copy whose head has passed it.",
    ),
    (
        "i sign sign--wire",
        "Where an application sends its requests; dashed: only its reads.",
    ),
    (
        "i sign sign--sync",
        "Copied in step: every commit waits for both.",
    ),
    ("i sign sign--async", "Copied afterwards: the copy trails."),
    ("i sign sign--cut", "Nothing gets through."),
    (
        "i sign frame--dark",
        "No power, or a Region that does not answer.",
    ),
];

/// What the picture and the verdict say without a sign of their own.
const WORDS: [(&str, &str); 6] = [
    (
        "camera",
        "A snapshot, in the row Backups. Light: RDS took it; filled: somebody did. A number: so many stand together.",
    ),
    (
        "DNS",
        "A client goes to the old address until the answer that it keeps has expired.",
    ),
    ("lag", "How far a read replica is behind its source."),
    ("loading, n %", "So much of a restored volume has arrived."),
    (
        "noticing",
        "The time until somebody did something about it.",
    ),
    (
        "reconnect",
        "The time until the client has a connection again.",
    ),
];

const SHORTCUTS: [(&str, &str); 9] = [
    ("Space", "play or pause"),
    (".", "step to the next event"),
    ("+ −", "faster, slower"),
    ("u", "undo the last action"),
    ("i f j t", "inspector, faults, journal, terminal"),
    ("n l v", "in a lesson: next, lesson, verdict"),
    ("/", "to the command line"),
    ("?", "this page"),
    ("Esc", "close what is open"),
];

/// What stands in the dialog. `keys` says whether single keys work as shortcuts.
pub fn help(keys: bool, at: &mut Parts) {
    at.within("div help__top", |at| {
        at.line("h2", "What the picture shows")
            .id("help-title")
            .focusable();
        at.tool(Icon::Cross, "Close", "Close", Msg::CloseMenus);
    });
    let sign = |sign, at: &mut Parts| {
        at.empty(sign);
    };
    list("dl signs", &SIGNS, sign, at);
    at.line("h3", "Words");
    list("dl", &WORDS, |term, at| at.words(term), at);
    list("dl", &TERMS, |term, at| at.words(term), at);
    at.line("h3", "Keyboard shortcuts");
    at.within("label check", |at| {
        at.choice("checkbox", keys, Msg::ToggleKeys).id("keys");
        at.line("span", "Single keys work as shortcuts");
    });
    let key = |keys, at: &mut Parts| {
        at.line("kbd", keys);
    };
    list("dl", &SHORTCUTS, key, at);
    at.line("p quiet", "They rest while you type. Everything can also be reached with Tab, and pressed with Enter.");
}

fn list(
    kind: &'static str,
    all: &[(&'static str, &'static str)],
    name: impl Fn(&'static str, &mut Parts),
    at: &mut Parts,
) {
    at.within(kind, |at| {
        for (what, words) in all {
            at.within("div", |at| {
                at.within("dt", |at| name(what, at));
                at.line("dd", *words);
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::part::read::spoken;

    #[test]
    fn the_picture_comes_before_the_words_and_the_keys() {
        let words = spoken(&Parts::of(|at| help(true, at)));
        let place = |what: &str| words.find(what).expect("it is told");
        assert!(place("The scale of all tapes") < place("stranded"));
        assert!(place("camera") < place("stranded"));
        assert!(place("stranded") < place("Keyboard shortcuts"));
    }
}
