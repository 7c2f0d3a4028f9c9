//! What a teacher without Rust stumbles over: the cause is told first, in their words, and a waiting that the page cannot foresee is warned of.

use super::{spoilt, told};
use crate::example;
use failover_lab::lesson::{Kind, check, prove};

#[test]
fn one_slip_is_one_mistake_and_what_may_follow_from_it_stands_behind() {
    // A name in the solution is written wrong: its line is refused, so the step is not ended and nothing is won.
    let text = example().replacen(
        "60s   fault inject az-outage us-east-1a --for 45m\n3h",
        "60s   aws rds reboot-db-instance --db-instance-identifier ordres --force-failover\n3h",
        1,
    );
    let found = check(&text);
    let causes: Vec<&str> = found
        .iter()
        .filter(|one| one.kind == Kind::Mistake)
        .map(|one| one.cause.as_str())
        .collect();
    assert_eq!(causes.len(), 1, "{found:#?}");
    assert!(causes[0].contains("ordres"), "{causes:?}");
    assert_eq!(found[0].kind, Kind::Mistake, "the cause comes first");
    assert!(found.len() > 1, "the steps are not reached either");
    assert!(found[1..].iter().all(|one| one.kind == Kind::Follows));
}

#[test]
fn the_same_slip_at_two_places_is_two_mistakes_unless_it_is_a_name() {
    let win = "win = [{ any = [] }, { any = [] }, {";
    let found = check(&example().replacen("win = [{", win, 1));
    let own = |kind| found.iter().filter(|one| one.kind == kind).count();
    assert!(own(Kind::Mistake) >= 2, "{found:#?}");
    let text = example()
        .replacen(
            "win = [{",
            "win = [{ database = { name = \"ordres\" } }, {",
            1,
        )
        .replacen(
            "until = [{",
            "until = [{ database = { name = \"ordres\", used = true } }, {",
            1,
        );
    let found = check(&text);
    let names = found.iter().filter(|one| one.cause.contains("ordres\""));
    let kinds: Vec<Kind> = names.map(|one| one.kind).collect();
    assert_eq!(
        kinds.iter().filter(|kind| **kind == Kind::Mistake).count(),
        1,
        "{found:#?}"
    );
}

#[test]
fn no_name_of_a_type_is_told() {
    for (from, to) in [
        ("minutes = 4", "minutes = -4"),
        ("minutes = 4", "minutes = \"four\""),
        ("order = 1", "order = 1.5"),
        ("title = \"The zone", "title = 5 # \"The zone"),
        ("offers = [", "offers = \"app\" # ["),
    ] {
        let text = example().replacen(from, to, 1);
        let found = check(&text);
        assert!(!found.is_empty(), "{to} passes");
        for one in found {
            let words: Vec<&str> = one.cause.split(|c: char| !c.is_alphanumeric()).collect();
            for name in [
                "u8", "u32", "u64", "i64", "f64", "usize", "struct", "enum", "sequence",
            ] {
                assert!(!words.contains(&name), "{to}: {one}");
            }
        }
    }
}

#[test]
fn whoever_mistypes_a_word_is_told_what_they_may_have_meant() {
    spoilt(
        "minutes = 4",
        "minuts = 4",
        "minuts",
        "unknown field `minuts`",
        "did you mean minutes?",
    );
    spoilt(
        "win = [{ incident = { fault = \"az-outage\"",
        "win = [{ incident = { fault = \"az-outgae\"",
        "az-outgae",
        "no fault",
        "did you mean az-outage?",
    );
    spoilt(
        "section = \"Cut the power\"",
        "section = \"Cut the pwoer\"",
        "pwoer",
        "no section",
        "did you mean Cut the power?",
    );
}

#[test]
fn a_status_that_a_database_never_has() {
    spoilt(
        "az = \"us-east-1b\"",
        "status = \"avaliable\"",
        "avaliable",
        "a database is never \"avaliable\"",
        "did you mean available?",
    );
}

#[test]
fn a_database_that_no_line_names() {
    spoilt(
        "{ database = { name = \"orders\", az",
        "{ database = { name = \"ordres\", az",
        "ordres",
        "no line of the lesson names a database \"ordres\"",
        "did you mean orders?",
    );
    // Where one of several may hold, a learner may make it by a way of their own.
    let win = "win = [{ any = [{ database = { name = \"orders-2\" } }, { cost = { at_least = \"$1\" } }] }, {";
    let text = example().replacen("win = [{", win, 1);
    let found = check(&text);
    assert!(
        found
            .iter()
            .all(|one| !one.cause.contains("names a database")),
        "{found:#?}"
    );
}

#[test]
fn a_button_in_a_step_that_nothing_ends() {
    let text = example();
    let from = text.find("until = [").expect("it has one");
    let to = from + text[from..].find('\n').expect("the line ends") + 1;
    let text = text[..from].to_owned() + &text[to..];
    told(
        &text,
        "[[step.action]]",
        "a button, but no until",
        "by until when",
    );
}

#[test]
fn a_solution_without_an_end() {
    spoilt(
        "--for 45m\n3h    end\n'''\n\n[[step]]",
        "--for 45m\n'''\n\n[[step]]",
        "solution",
        "has no end",
        "2h end",
    );
}

#[test]
fn a_wait_that_the_page_does_not_foresee_is_warned_of_and_the_lesson_is_proved() {
    let text = example()
        .replacen(
            "fault inject az-outage us-east-1a --for 45m",
            "fault inject az-outage us-east-1a --for 5d",
            1,
        )
        .replacen(
            "3h    end\n'''\n\n[[step]]",
            "6d    end\n'''\n\n[[step]]",
            1,
        );
    assert_eq!(
        prove(&text).warnings,
        [],
        "it is over after a minute or two"
    );
    let text = text.replacen(
        "until = [",
        "until = [{ metric = { name = \"time\", at_least = \"3d\" } }, ",
        1,
    );
    let proof = prove(&text);
    let warned: Vec<String> = proof.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warned.len(), 1, "{proof:#?}");
    assert!(
        warned[0].contains("the page foresees two days") && warned[0].contains("line = \"wait "),
        "{warned:?}"
    );
}
