//! One test for each kind of mistake: the example of the guide, spoilt in one place.

mod causes;
mod conditions;
mod front;
mod prose;
mod runs;

use crate::example;
use failover_lab::lesson::{Mistake, check};

/// Spoils the example, and expects a mistake in the line that holds `line`, with such a cause and cure.
#[track_caller]
fn spoilt(from: &str, to: &str, line: &str, cause: &str, cure: &str) {
    let text = example();
    assert!(text.contains(from), "the example holds no {from:?}");
    told(&text.replacen(from, to, 1), line, cause, cure);
}

#[track_caller]
fn told(text: &str, line: &str, cause: &str, cure: &str) {
    let mistakes = check(text);
    let is_told = |mistake: &Mistake| {
        let at = text.lines().nth(mistake.line as usize - 1);
        at.unwrap_or_default().contains(line)
            && mistake.cause.contains(cause)
            && mistake.cure.contains(cure)
    };
    let told: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
    assert!(
        mistakes.iter().any(is_told),
        "nothing tells {cause:?} and {cure:?} at {line:?}, but:\n{}",
        told.join("\n")
    );
}

#[test]
fn the_example_of_the_guide_has_none() {
    assert_eq!(check(&example()), Vec::new());
}

#[test]
fn an_empty_file() {
    told("", "", "empty", "README");
}

#[test]
fn a_file_that_is_too_large() {
    told(&"x".repeat(300_000), "", "too many", "at most");
}

#[test]
fn a_step_without_its_section() {
    spoilt(
        "section = \"Cut the power\"",
        "section = \"Cut it\"",
        "Cut it",
        "no section",
        "Cut the power",
    );
}

#[test]
fn steps_in_another_order_than_their_sections() {
    let text = example()
        .replacen(
            "[[decoy]]",
            "[[step]]\nsection = \"Before\"\n\n[[decoy]]",
            1,
        )
        .replacen(
            "## Cut the power",
            "## Before\n\nLook.\n\n## Cut the power",
            1,
        );
    told(
        &text,
        "section = \"Before\"",
        "another order",
        "in the order of the prose",
    );
}

#[test]
fn two_sections_with_one_heading() {
    spoilt(
        "## Debrief",
        "## Cut the power\n\nAgain.\n\n## Debrief",
        "## Cut the power",
        "same heading",
        "of its own",
    );
}

#[test]
fn an_empty_section() {
    spoilt(
        "## Debrief",
        "## Look\n\n## Debrief",
        "## Look",
        "empty",
        "say",
    );
}

#[test]
fn no_step_at_all() {
    let text = example();
    let from = text.find("## Cut the power").expect("a step");
    let to = text.find("## Debrief").expect("a debrief");
    told(
        &format!("{}{}", &text[..from], &text[to..]),
        "",
        "no step",
        "## section",
    );
}

#[test]
fn an_action_that_cannot_be_understood() {
    spoilt(
        "line = \"fault inject az-outage us-east-1a",
        "line = \"fault inject az-outrage us-east-1a",
        "az-outrage",
        "az-outrage",
        "az-outage",
    );
}

#[test]
fn an_action_that_is_not_offered() {
    spoilt(
        "line = \"fault inject az-outage us-east-1a --for 45m\"",
        "line = \"fault inject host-failure orders\"",
        "host-failure",
        "not offered",
        "offers",
    );
}

#[test]
fn a_hint_with_a_wrong_line() {
    spoilt(
        "`fault inject az-outage us-east-1a --for 45m`.",
        "`fault inject az-outage us-east-1a --fro 45m`.",
        "--fro",
        "--fro",
        "--for",
    );
}

#[test]
fn a_hint_that_is_not_offered() {
    spoilt(
        "`fault inject az-outage us-east-1a --for 45m`.",
        "`app stop shop`.",
        "app stop",
        "not offered",
        "offers",
    );
}

#[test]
fn a_hint_with_the_moment_before_is_none() {
    let line = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --restore-time {before}";
    let text = example().replace(
        "press the button, then let",
        &format!("press the button (`{line}`), then let"),
    );
    let offered = text.replace(
        "offers = [",
        "offers = [\"aws rds restore-db-instance-to-point-in-time\", ",
    );
    assert_ne!(offered, text, "the example says what it offers");
    assert_eq!(check(&offered), Vec::new());
}

#[test]
fn a_look_at_what_does_not_only_look() {
    spoilt(
        "line = \"fault inject",
        "look = \"LatestRestorableTime\"\nline = \"fault inject",
        "look",
        "only looks",
        "describe",
    );
}

#[test]
fn a_look_at_what_is_not_in_the_answer() {
    let button = "[[step.action]]\nlabel = \"Look\"\nline = \"aws rds describe-db-instances\"\nlook = \"FIELD\"\n\n";
    let text = example().replace("[[step.predict]]", &format!("{button}[[step.predict]]"));
    let right = text.replace("FIELD", "LatestRestorableTime");
    assert_eq!(check(&right), Vec::new());
    told(&text, "look", "no field FIELD", "AWS CLI");
}

#[test]
fn a_question_with_one_choice() {
    let text = example();
    let from = text
        .find("[[step.predict.choice]]\ntext = \"A minute")
        .expect("a choice");
    let to = text.find("[[decoy]]").expect("a decoy");
    told(
        &format!("{}{}", &text[..from], &text[to..]),
        "[[step.predict",
        "fewer than two",
        "choice",
    );
}

#[test]
fn a_choice_that_nothing_judges() {
    spoilt(
        "when = [{ metric = { name = \"write-outage\", at_most = \"5s\" } }]",
        "when = []",
        "when = []",
        "right",
        "condition",
    );
}

#[test]
fn a_question_that_no_run_answers() {
    let text = example();
    let from = text.find("until = [").expect("an until");
    let length = text[from..].find('\n').expect("a line");
    told(
        &format!("{}{}", &text[..from], &text[from + length..]),
        "",
        "no run answers",
        "until",
    );
}

#[test]
fn a_solution_that_cannot_be_understood() {
    spoilt(
        "60s   fault inject az-outage us-east-1a",
        "60s   falt inject az-outage us-east-1a",
        "falt",
        "falt",
        "fault",
    );
}

#[test]
fn a_solution_with_lines_of_the_start() {
    spoilt(
        "60s   fault inject az-outage us-east-1a",
        "goal rto 1h\n60s   fault inject az-outage us-east-1a",
        "goal rto 1h",
        "only timed lines",
        "keys",
    );
}

#[test]
fn no_decoy() {
    let text = example();
    let from = text.find("[[decoy]]").expect("a decoy");
    let to = text.find("+++\n\nA shop").expect("prose");
    told(
        &format!("{}{}", &text[..from], &text[to..]),
        "",
        "no decoy",
        "[[decoy]]",
    );
}

#[test]
fn a_decoy_that_cannot_be_understood() {
    spoilt(
        "60s   fault inject az-outage us-east-1b",
        "60   fault inject az-outage us-east-1b",
        "60   fault",
        "not a duration",
        "",
    );
}

#[test]
fn a_decoy_without_a_reason() {
    spoilt(
        "because = [{ metric = { name = \"write-outage\", at_most = \"5s\" } }]",
        "because = []",
        "because",
        "no reason",
        "condition",
    );
}

#[test]
fn a_file_that_ends_early() {
    let text = example();
    let prose = text.find("+++\n\nA shop").expect("prose");
    let places = text
        .char_indices()
        .map(|(at, _)| at)
        .filter(|at| *at > prose + 4);
    let reading = text
        .find("- [Multi-AZ DB instance deployments]")
        .expect("a link");
    for at in places.filter(|at| *at < reading).step_by(7) {
        let mistakes = check(&text[..at]);
        let ends = mistakes.iter().any(|mistake| {
            mistake.cause.contains("ends before its last section")
                || mistake.cause.contains("nothing to read further")
        });
        assert!(ends, "cut at {at}: {mistakes:?}");
    }
}

#[test]
fn several_mistakes_are_told_at_once() {
    let text = example()
        .replacen("minutes = 4", "minutes = 0", 1)
        .replacen("(number:failover)", "(number:fail-over)", 1);
    assert_eq!(check(&text).len(), 2);
}

#[test]
fn a_file_with_other_line_ends_is_the_same_lesson() {
    assert_eq!(check(&example().replace('\n', "\r\n")), Vec::new());
    assert_eq!(check(&format!("\u{feff}{}", example())), Vec::new());
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    /// A lesson that is cut, or in which something is written over, gets mistakes or none, but never a panic.
    #[test]
    fn no_file_breaks_the_checker(at in 0usize..4000, length in 0usize..200, put in "[\\PC\n\"'`\\[\\]{}=+]{0,20}") {
        let text = example();
        let floor = |mut at: usize| { at = at.min(text.len()); while !text.is_char_boundary(at) { at -= 1 } at };
        let (from, to) = (floor(at), floor(at + length));
        check(&format!("{}{put}{}", &text[..from], &text[to..]));
    }
}
