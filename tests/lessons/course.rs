//! The course as it is published.

use crate::{lessons, questions};
use failover_lab::cloud::numbers;
use failover_lab::language::{CATALOGUE, Verb};
use failover_lab::lesson::{Course, Mistake, check, read};
use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn every_lesson_proves_itself() {
    for (name, text) in lessons() {
        let mistakes: Vec<String> = check(&text).iter().map(Mistake::to_string).collect();
        assert!(mistakes.is_empty(), "{name}: {}", mistakes.join("\n"));
    }
}

#[test]
fn the_course_is_complete() {
    let lessons: Vec<_> = lessons()
        .iter()
        .map(|(name, text)| {
            read(text)
                .unwrap_or_else(|_| panic!("{name} is a lesson"))
                .front
        })
        .collect();
    for (course, expected) in [(Course::Spine, 10), (Course::Elective, 9)] {
        let of_course = lessons.iter().filter(|front| front.course == course);
        let orders: BTreeSet<u32> = of_course.map(|front| front.order).collect();
        assert_eq!(orders, (1..=expected).collect(), "{course:?}");
    }
    let spine = lessons.iter().filter(|front| front.course == Course::Spine);
    let minutes: u32 = spine.map(|front| front.minutes).sum();
    assert!(
        (50..=70).contains(&minutes),
        "the spine takes {minutes} minutes, not about an hour"
    );
}

/// The pages that the facts name, one a line.
const PAGES: &str = include_str!("pages.txt");

#[test]
fn every_link_leads_to_a_page_that_the_facts_name() {
    let of_numbers = numbers::all().map(|number| number.url);
    let known: BTreeSet<&str> = PAGES.lines().chain(of_numbers).collect();
    for (name, text) in lessons().into_iter().chain(questions()) {
        let lesson = read(&text).unwrap_or_else(|_| panic!("{name} is a lesson"));
        let steps = lesson.steps.iter().map(|step| step.html.as_str());
        let parts = steps.chain([
            &*lesson.introduction,
            &*lesson.debrief,
            &*lesson.further_reading,
        ]);
        for link in parts.flat_map(|html| html.split("href=\"").skip(1)) {
            let link = link.split('"').next().unwrap_or_default();
            let page = link.split('#').next().unwrap_or_default();
            assert!(
                link.starts_with("#/") || known.contains(page),
                "{name} links to {link}, which the facts do not name"
            );
        }
    }
}

/// What the guide says of which lesson teaches what.
#[test]
fn every_lesson_stands_in_the_table_of_claims() {
    let guide = include_str!("../../lessons/README.md");
    let table = guide
        .split_once("## Which lesson teaches which claim")
        .expect("the guide has the table")
        .1;
    let rows: Vec<&str> = table
        .lines()
        .filter(|line| line.starts_with("| "))
        .collect();
    let names: BTreeSet<String> = lessons().into_iter().map(|(name, _)| name).collect();
    let mut used = BTreeSet::new();
    for row in rows.iter().skip(1) {
        let named: Vec<&str> = row
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|word| names.contains(*word))
            .collect();
        assert!(
            !named.is_empty() || row.starts_with("| ---"),
            "no lesson teaches: {row}"
        );
        used.extend(named.into_iter().map(str::to_owned));
    }
    assert_eq!(used, names, "a lesson that teaches no claim");
}

fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_failover-lab"))
        .args(arguments)
        .output()
        .expect("the command runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("it prints text")
}

#[test]
fn the_schema_is_that_of_the_code() {
    // The order of keys depends on how serde_json was built.
    let read = |text: &str| -> serde_json::Value {
        serde_json::from_str(text).expect("the schema is JSON")
    };
    let expected = include_str!("../../lessons/lesson.schema.json");
    assert!(
        read(&printed(&["schema"])) == read(expected),
        "failover-lab schema > lessons/lesson.schema.json"
    );
}

#[test]
fn the_reference_is_that_of_the_code_and_explains_each_word() {
    let expected = include_str!("../../lessons/reference.html");
    assert!(
        printed(&["reference"]) == expected,
        "failover-lab reference > lessons/reference.html"
    );
    assert!(
        !expected.contains("<td></td></tr>"),
        "a word without a meaning"
    );
    for words in [
        ["beginner", "staff"],
        ["warm-up", "storm"],
        ["goals", "incidents"],
        ["met", "missed"],
    ] {
        let all = words
            .iter()
            .all(|word| expected.contains(&format!("<code>{word}</code>")));
        assert!(all, "{words:?}");
    }
    let words = Verb::all().map(|verb| verb.path);
    let kinds = CATALOGUE.fault_kinds().into_iter().map(|kind| kind.name);
    let numbers = numbers::all().map(|number| number.name);
    for word in words.chain(kinds).chain(numbers) {
        assert!(expected.contains(&format!("<code>{word}")), "{word}");
    }
}
