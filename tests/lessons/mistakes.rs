//! One test for each kind of mistake: the example of the guide, spoilt in one place.

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
fn no_front_matter() {
    told(
        "# Hello\n",
        "# Hello",
        "begins with its front matter",
        "+++",
    );
}

#[test]
fn front_matter_without_an_end() {
    let text = example();
    let open = text.replacen("+++\n\nA shop", "\nA shop", 1);
    assert_ne!(open, text);
    told(&open, "", "has no end", "close it");
}

#[test]
fn broken_toml() {
    spoilt("order = 1", "order = = 1", "order =", "", "mend the TOML");
}

#[test]
fn an_unknown_key() {
    spoilt(
        "minutes = 4",
        "minutes = 4\nlength = 5",
        "length = 5",
        "unknown field `length`",
        "expected",
    );
}

#[test]
fn a_missing_key() {
    spoilt(
        "seed = \"KYIV\"\n",
        "",
        "",
        "missing field `seed`",
        "add it",
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    spoilt(
        "minutes = 4",
        "minutes = \"four\"",
        "minutes = \"four\"",
        "invalid type",
        "README",
    );
}

#[test]
fn an_unknown_word_for_a_level() {
    spoilt(
        "\"beginner\"",
        "\"easy\"",
        "level = \"easy\"",
        "unknown variant `easy`",
        "expected",
    );
}

#[test]
fn an_empty_title() {
    spoilt(
        "title = \"The zone that went dark\"",
        "title = \" \"",
        "title",
        "empty",
        "words",
    );
}

#[test]
fn minutes_that_nobody_has() {
    spoilt(
        "minutes = 4",
        "minutes = 0",
        "minutes = 0",
        "0 minutes",
        "from 1 to 240",
    );
}

#[test]
fn a_seed_that_is_none() {
    spoilt(
        "\"KYIV\"",
        "\"two words\"",
        "two words",
        "cannot be a seed",
        "one word",
    );
}

#[test]
fn a_goal_that_is_no_duration() {
    spoilt(
        "rto = \"3m\"",
        "rto = \"soon\"",
        "goals",
        "not a duration",
        "90s",
    );
    spoilt(
        "rto = \"3m\"",
        "rto = \"500ms\"",
        "goals",
        "not a duration",
        "smallest unit is s",
    );
}

#[test]
fn a_start_that_cannot_be_understood() {
    spoilt(
        "given app create shop",
        "given app creat shop",
        "given app creat",
        "unknown command",
        "create",
    );
}

#[test]
fn a_start_that_aws_refuses() {
    spoilt(
        "--allocated-storage 200",
        "--allocated-storage 2",
        "--allocated-storage 2 ",
        "refused",
        "",
    );
}

#[test]
fn a_start_with_timed_lines() {
    spoilt(
        "given app create shop",
        "60s fault inject az-outage us-east-1a\ngiven app create shop",
        "60s fault",
        "only given lines",
        "solution",
    );
}

#[test]
fn an_offer_that_is_no_verb() {
    spoilt(
        "\"aws rds reboot-db-instance\"",
        "\"aws rds undo\"",
        "offers",
        "no line can begin",
        "verb",
    );
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
fn a_hint_with_a_placeholder() {
    spoilt(
        "press the button, then let",
        "press the button at {before}, then let",
        "hints",
        "buttons only",
        "in words",
    );
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
fn a_question_without_a_right_answer() {
    spoilt(
        "at_least = \"5s\", at_most = \"5m\"",
        "at_least = \"5s\", at_most = \"10s\"",
        "",
        "no choice is right",
        "bounds",
    );
}

#[test]
fn a_question_whose_answer_is_luck() {
    spoilt(
        "text = \"Until the power is back\"\nwhen = [{ metric = { name = \"write-outage\", at_least = \"5m\" } }]",
        "text = \"Long\"\nwhen = [{ metric = { name = \"write-outage\", at_least = \"100s\" } }]",
        "",
        "choice",
        "bounds",
    );
}

#[test]
fn an_unknown_condition() {
    spoilt(
        "win = [{ incident",
        "win = [{ accident",
        "accident",
        "unknown variant `accident`",
        "expected",
    );
}

#[test]
fn an_unknown_key_of_a_condition() {
    spoilt(
        "recovered = true } }]\nsolution",
        "healed = true } }]\nsolution",
        "healed",
        "unknown field `healed`",
        "expected",
    );
}

#[test]
fn a_fault_that_does_not_exist() {
    spoilt(
        "win = [{ incident = { fault = \"az-outage\"",
        "win = [{ incident = { fault = \"earthquake\"",
        "earthquake",
        "no fault",
        "az-outage",
    );
}

#[test]
fn a_metric_without_bounds_or_with_wrong_ones() {
    let from = "{ name = \"write-outage\", at_most = \"5s\" }";
    for (to, cause, cure) in [
        ("{ name = \"write-outage\" }", "no bound", "at_most"),
        (
            "{ name = \"write-outage\", at_most = 5 }",
            "duration",
            "unit",
        ),
        (
            "{ name = \"write-outage\", at_most = \"5 s\" }",
            "not a duration",
            "90s",
        ),
        (
            "{ name = \"lost-writes\", at_most = \"5s\" }",
            "a number",
            "quotes",
        ),
        (
            "{ name = \"lag\", at_most = \"5s\" }",
            "which read replica",
            "of =",
        ),
        (
            "{ name = \"write-outage\", of = \"orders\", at_most = \"5s\" }",
            "not one of a database",
            "leave of out",
        ),
        (
            "{ name = \"time\", fault = \"az-outage\", at_most = \"5s\" }",
            "no such metric",
            "leave fault out",
        ),
        (
            "{ name = \"write-outage\", at_least = \"9s\", at_most = \"5s\" }",
            "nothing lies between",
            "lower",
        ),
    ] {
        spoilt(from, to, to, cause, cure);
    }
}

#[test]
fn a_cost_without_a_bound() {
    spoilt(
        "win = [",
        "win = [{ cost = {} }, ",
        "win",
        "no bound",
        "at_most",
    );
}

#[test]
fn a_region_that_does_not_exist() {
    spoilt(
        "az = \"us-east-1b\"",
        "region = \"mars-north-1\"",
        "mars",
        "no Region",
        "us-east-1",
    );
}

#[test]
fn a_used_command_that_is_none() {
    spoilt(
        "win = [",
        "win = [{ used = { command = \"app teleport\" } }, ",
        "teleport",
        "no line can begin",
        "app point",
    );
}

#[test]
fn any_of_nothing() {
    spoilt(
        "win = [",
        "win = [{ any = [] }, ",
        "any",
        "never holds",
        "add",
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
fn a_solution_of_which_a_line_is_refused() {
    spoilt(
        "3h    end\n'''\n\n[[step]]",
        "2h aws rds reboot-db-instance --db-instance-identifier nobody\n3h    end\n'''\n\n[[step]]",
        "nobody",
        "refused",
        "accepted",
    );
}

#[test]
fn a_solution_that_goes_on_after_its_end() {
    spoilt(
        "3h    end\n'''\n\n[[step]]",
        "3h    end\n4h aws rds reboot-db-instance --db-instance-identifier orders\n'''\n\n[[step]]",
        "4h",
        "ends before",
        "later end",
    );
}

#[test]
fn a_solution_that_does_not_end_a_step() {
    spoilt(
        "az = \"us-east-1b\"",
        "az = \"us-east-1c\"",
        "until",
        "never ends step",
        "solution",
    );
}

#[test]
fn a_solution_that_does_not_win() {
    spoilt(
        "win = [",
        "win = [{ cost = { at_most = 1 } }, ",
        "win",
        "it is not so that",
        "solution",
    );
}

#[test]
fn a_solution_that_misses_the_goal() {
    spoilt(
        "rto = \"3m\"",
        "rto = \"30s\"",
        "goals",
        "misses the rto of 30s",
        "goal",
    );
    spoilt(
        "3h    end\n'''\n\n[[step]]",
        "100s  end\n'''\n\n[[step]]",
        "goals",
        "not over",
        "goal",
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
fn a_decoy_that_loses_for_another_reason() {
    spoilt(
        "because = [{ metric = { name = \"write-outage\", at_most = \"5s\" } }]",
        "because = [{ metric = { name = \"lost-writes\", at_least = 1 } }]",
        "because",
        "does not lose for this reason",
        "--decoy",
    );
}

#[test]
fn a_decoy_that_wins() {
    spoilt(
        "60s   fault inject az-outage us-east-1b",
        "60s   fault inject az-outage us-east-1a",
        "lines",
        "the decoy wins",
        "lose",
    );
}

#[test]
fn nothing_to_do() {
    let text = example();
    let from = text.find("[[step]]").expect("a step");
    let to = text.find("[[decoy]]").expect("a decoy");
    let idle = format!("{}{}", &text[..from], &text[to..]);
    let idle = idle.replacen(
        "win = [{ incident = { fault = \"az-outage\", recovered = true } }]",
        "win = []",
        1,
    );
    told(&idle, "win", "does nothing wins", "wait for something");
}

#[test]
fn code_in_the_prose_that_is_no_line() {
    spoilt(
        "A shop keeps",
        "`app pont shop --to orders-2` A shop keeps",
        "app pont",
        "pont",
        "point",
    );
    spoilt(
        "A shop keeps",
        "```\n60s fault inject az-outrage us-east-1a\n```\n\nA shop keeps",
        "az-outrage",
        "az-outrage",
        "az-outage",
    );
}

#[test]
fn a_figure_that_disagrees_with_the_table() {
    spoilt(
        "[60–120 s](number:failover)",
        "[30 s](number:failover)",
        "number:failover",
        "disagrees",
        "60..80..120 s",
    );
    spoilt(
        "(number:failover)",
        "(number:fail-over)",
        "number:fail-over",
        "no entry",
        "facts",
    );
}

#[test]
fn a_link_that_leads_nowhere() {
    spoilt(
        "A shop keeps",
        "[A shop](javascript:alert(1)) keeps",
        "javascript",
        "no address",
        "https://",
    );
}

#[test]
fn an_image() {
    spoilt(
        "A shop keeps",
        "![A shop](https://example.org/x.png) keeps",
        "x.png",
        "no images",
        "words",
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
fn no_debrief() {
    spoilt(
        "## Debrief",
        "## What we saw",
        "## Further reading",
        "no ## Debrief",
        "sentences",
    );
}

#[test]
fn nothing_to_read_further() {
    let text = example();
    let from = text
        .find("- [Multi-AZ DB instance deployments]")
        .expect("a link");
    told(
        &text[..from],
        "## Further reading",
        "nothing to read",
        "link",
    );
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

#[test]
fn a_refusal_that_is_not_the_one_that_was_meant() {
    let meant = "win = [{ used = { command = \"aws rds reboot-db-instance\", refused = \"DBInstanceNotFound\" } }, ";
    let lines = "2h aws rds reboot-db-instance --db-instance-identifier nobody\n2h30m app point shop --to nowhere\n3h    end\n'''\n\n[[step]]";
    let text =
        example()
            .replacen("win = [", meant, 1)
            .replacen("3h    end\n'''\n\n[[step]]", lines, 1);
    told(&text, "nowhere", "refused", "accepted");
    let mistakes = check(&text);
    assert_eq!(mistakes.len(), 1, "the other one was meant: {mistakes:?}");
}
