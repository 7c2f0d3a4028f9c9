//! A teacher's guide says the same six things of each lesson, and each kind of mistake in one is told.

use failover_lab::lesson::{GUIDE_SECTIONS, Index, Mistake, check, is_guide, read_guide};
use std::collections::BTreeSet;

fn guide() -> String {
    let sections = GUIDE_SECTIONS.map(|title| format!("## {title}\n\nA class of thirty.\n"));
    format!(
        "+++\nlesson = \"01-multi-az\"\n+++\n\n{}",
        sections.join("\n")
    )
}

/// Spoils the guide, and expects this mistake in this line.
#[track_caller]
fn spoilt(from: &str, to: &str, line: u32, cause: &str) {
    let text = guide();
    assert!(text.contains(from), "the guide holds no {from:?}");
    let mistakes = read_guide(&text.replacen(from, to, 1)).expect_err("it is spoilt");
    let is_told = |one: &Mistake| one.line == line && one.cause.contains(cause);
    let told: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
    assert!(mistakes.iter().any(is_told), "{}", told.join("\n"));
}

#[test]
fn a_guide_is_read_whole_and_is_told_from_a_lesson() {
    let text = guide();
    assert!(is_guide(&text));
    assert_eq!(check(&text), Vec::new());
    let guide = read_guide(&text).expect("it can be read");
    assert_eq!(guide.lesson, "01-multi-az");
    for title in GUIDE_SECTIONS {
        let heading = format!("<h2>{title}</h2>");
        assert_eq!(guide.html.matches(&heading).count(), 1, "{title}");
    }
    for (name, text) in crate::lessons() {
        assert!(!is_guide(&text), "{name} is a lesson");
    }
}

#[test]
fn a_section_that_is_missing_is_told_where_it_should_stand() {
    spoilt(
        "## Ask after\n\nA class of thirty.\n",
        "",
        14,
        "the guide has no ## Ask after",
    );
    let last = "## In twenty minutes\n\nA class of thirty.\n";
    spoilt(last, "", 23, "the guide has no ## In twenty minutes");
}

#[test]
fn a_section_that_is_unknown_empty_twice_there_or_out_of_order_is_told() {
    spoilt("## Timing", "## Time", 17, "has no such section");
    spoilt(
        "## Timing\n\nA class of thirty.",
        "## Timing\n",
        17,
        "is empty",
    );
    spoilt("## Timing", "## Ask after", 17, "twice, or out of order");
    spoilt("## Ask before", "## Timing", 9, "has no ## Ask before");
    spoilt(
        "## What",
        "Before all.\n\n## What",
        4,
        "before the first section",
    );
}

#[test]
fn a_broken_front_matter_is_told() {
    spoilt("\"01-multi-az\"", "01-multi-az", 2, "");
    spoilt("01-multi-az", "../secrets", 2, "no name of a lesson");
    spoilt("lesson = ", "order = 3\nlesson = ", 2, "unknown field");
    spoilt("+++\n\n## What", "\n\n## What", 28, "has no end");
}

#[test]
fn figures_and_links_keep_to_the_rules_of_lessons() {
    spoilt("A class", "[9 s](number:failover) a class", 7, "");
    spoilt(
        "A class",
        "[there](ftp://example.org) a class",
        7,
        "no address",
    );
}

#[test]
fn every_listed_lesson_has_a_guide() {
    let index = Index::parse(include_str!("../../lessons/index.json")).expect("it is a list");
    let listed: BTreeSet<&str> = index.lessons.iter().map(|one| one.id.as_str()).collect();
    let guides = crate::texts_in("lessons/en/guide");
    let guided: BTreeSet<&str> = guides.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(guided, listed);
    for (name, text) in &guides {
        let guide = match read_guide(text) {
            Ok(guide) => guide,
            Err(mistakes) => panic!("{name}: {}", mistakes[0]),
        };
        assert_eq!(guide.lesson, *name, "it lies under the name of its lesson");
    }
}
