//! A translation ends with sections of its own names, and is the same lesson but for its words.

use crate::{example, lessons};
use failover_lab::lesson::{Mistake, check, differences, is_guide, read, read_guide};

/// The example of the authors' guide in German.
const GERMAN: &str = include_str!("example-de.md");

#[test]
fn what_ends_a_lesson_may_be_called_in_its_own_language() {
    let lesson = read(GERMAN).expect("it can be read");
    assert!(lesson.debrief.contains("keine angenommene Bestellung"));
    assert!(lesson.further_reading.contains("docs.aws.amazon.com"));
    assert_eq!(lesson.steps.len(), 1);
    assert_eq!(check(GERMAN), Vec::new());
    // In English the names are held: a file that was cut off is told.
    let english = GERMAN.replace("language = \"de\"\n", "");
    let told = read(&english).expect_err("its ends are unknown");
    assert!(told[0].cause.contains("## Further reading"), "{}", told[0]);
    let cut = GERMAN.split("## Zum Weiterlesen").next().unwrap_or(GERMAN);
    assert!(read(cut).is_err());
}

#[test]
fn so_may_what_ends_a_question_and_the_sections_of_a_guide() {
    let question = include_str!("../../lessons/en/interview/goals-rto-and-rpo.md");
    let german = question
        .replacen("+++\n", "+++\nlanguage = \"de\"\n", 1)
        .replace("## A strong answer", "## Eine starke Antwort")
        .replace("## Further reading", "## Zum Weiterlesen");
    let lesson = read(&german).expect("it can be read");
    assert!(lesson.debrief.contains("<h2>Eine starke Antwort</h2>"));
    assert!(read(&german.replacen("language = \"de\"\n", "", 1)).is_err());

    let guide = include_str!("../../lessons/en/guide/01-multi-az.md");
    let german = guide
        .replacen("+++\n", "+++\nlanguage = \"de\"\n", 1)
        .replace("## Timing", "## Zeitplan");
    assert!(is_guide(&german));
    let read = read_guide(&german).expect("it can be read");
    assert!(read.html.starts_with("<div lang=\"de\">"), "{}", read.html);
    assert!(read.html.contains("<h2>Zeitplan</h2>"));
    let without = german.replacen("language = \"de\"\n", "", 1);
    assert!(read_guide(&without).is_err());
    let more = format!("{german}\n## Noch etwas\n\nMehr.\n");
    assert!(read_guide(&more).is_err());
}

#[test]
fn what_is_no_language_is_told() {
    for (wrong, right) in [
        ("deutsch", false),
        ("de-CH", true),
        ("", false),
        ("\\\"><b>", false),
    ] {
        let text = GERMAN.replace("\"de\"", &format!("\"{wrong}\""));
        let told = check(&text);
        let is_told = |one: &Mistake| one.place == "language" && one.cause.contains("no language");
        assert_eq!(!told.iter().any(is_told), right, "{wrong}");
    }
}

#[test]
fn a_translation_differs_in_nothing_but_its_words() {
    assert_eq!(differences(GERMAN, &example(), "de"), Vec::new());
    for (id, text) in lessons() {
        let german = text.replacen("+++\n", "+++\nlanguage = \"de\"\n", 1);
        assert_eq!(differences(&german, &text, "de"), Vec::new(), "{id}");
    }
}

/// Spoils the translation, and expects that this is told at the line that holds `line`.
#[track_caller]
fn spoilt(from: &str, to: &str, line: &str, place: &str, cause: &str) {
    assert!(GERMAN.contains(from), "it holds no {from:?}");
    let text = GERMAN.replacen(from, to, 1);
    let told = differences(&text, &example(), "de");
    let is_told = |one: &Mistake| {
        let at = text.lines().nth(one.line as usize - 1);
        at.unwrap_or_default().contains(line) && one.place == place && one.cause.contains(cause)
    };
    let words: Vec<String> = told.iter().map(Mistake::to_string).collect();
    assert!(told.iter().any(is_told), "{}", words.join("\n"));
    assert_eq!(told.len(), 1, "{}", words.join("\n"));
}

#[test]
fn whatever_else_differs_is_told_where_it_stands_with_what_the_original_has() {
    spoilt(
        "60s   fault",
        "90s   fault",
        "90s   fault",
        "solution",
        "\"90s   fault inject az-outage us-east-1a --for 45m\" stands here, in the original \"60s ",
    );
    spoilt(
        "az = \"us-east-1b\" } }, { inc",
        "az = \"us-east-1a\" } }, { inc",
        "until = ",
        "step 1, until 1, database, az",
        "\"us-east-1a\" stands here, in the original \"us-east-1b\"",
    );
    spoilt(
        ", \"Die Zeile ist `fault inject az-outage us-east-1a --for 45m`.\"]",
        "]",
        "hints = ",
        "step 1, hints",
        "there are 1, in the original 2",
    );
    spoilt(
        "\"KYIV\"",
        "\"OSLO\"",
        "seed",
        "seed",
        "in the original \"KYIV\"",
    );
    spoilt(
        "rto = \"3m\", ",
        "",
        "goals",
        "goals, rto",
        "nothing stands here",
    );
    spoilt(
        "language = \"de\"\n",
        "language = \"fr\"\n",
        "language",
        "language",
        "lies in the folder de",
    );
    spoilt(
        "## Nachbesprechung",
        "## Noch ein Schritt\n\nMehr zu lesen.\n\n## Nachbesprechung",
        "Multi-AZ DB instance",
        "prose",
        "the prose has 2 sections before what ends it, the original 1",
    );
}
