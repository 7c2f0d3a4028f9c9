//! Mistakes that only a run shows: what the solution, the decoys and idleness come to.

use super::{spoilt, told};
use crate::example;
use failover_lab::lesson::check;

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
