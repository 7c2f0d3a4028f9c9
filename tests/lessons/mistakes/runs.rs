//! Mistakes that only a run shows: what the solution, the decoys and idleness come to.

use super::{spoilt, told};
use crate::example;
use failover_lab::lesson::{check, prove};

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

/// A lesson whose solution restores a snapshot that was given before anything was written.
fn restores_nothing(snapshot: &str) -> String {
    example()
        .replacen("given app create", &format!("{snapshot}\ngiven app create"), 1)
        .replacen(
            "3h    end\n'''\n\n[[step]]",
            "2h    aws rds restore-db-instance-from-db-snapshot --db-instance-identifier orders-2 --db-snapshot-identifier s\n\
             +0s   aws rds wait db-instance-available --db-instance-identifier orders-2\n\
             +1s   app point shop --to orders-2\n6h    end\n'''\n\n[[step]]",
            1,
        )
        .replacen(", rpo = \"0s\"", "", 1)
}

const SNAPSHOT: &str =
    "aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s";

#[test]
fn a_restore_of_what_holds_nothing() {
    let empty = restores_nothing(&format!("given {SNAPSHOT}"));
    told(&empty, "solution", "before the first write", "given -42h");
    let meant = empty.replacen("seed = ", "empty_restore = true\nseed = ", 1);
    assert_eq!(check(&meant), Vec::new());
    let saturdays = restores_nothing(&format!("given -42h {SNAPSHOT}"));
    assert_eq!(check(&saturdays), Vec::new());
}

#[test]
fn each_question_is_told_with_the_figure_that_answers_it() {
    let proof = prove(&example());
    let [answer] = &proof.answers[..] else {
        panic!("one question: {:?}", proof.answers);
    };
    let parts: Vec<&str> = answer.split([' ', ',']).collect();
    assert!(
        answer.starts_with("step 1, question 1: right is “A minute or two”: write-outage "),
        "{answer}"
    );
    assert!(
        parts.contains(&"KYIV") && answer.ends_with("over 21 seeds"),
        "{answer}"
    );
}

#[test]
fn a_name_that_the_step_neither_asks_for_nor_shows() {
    spoilt(
        "The primary stands in `us-east-1a`.",
        "The primary is called `orders-home`.",
        "section = \"Cut the power\"",
        "orders-home",
        "until",
    );
}

#[test]
fn a_deed_of_the_solution_that_no_button_does() {
    let line = "60s   fault inject az-outage us-east-1a --for 45m";
    spoilt(
        line,
        &format!(
            "30s   aws rds reboot-db-instance --db-instance-identifier orders\n{}",
            line.replace("60s", "5m")
        ),
        "section = \"Cut the power\"",
        "nothing on the screen offers",
        "[[step.action]]",
    );
}

/// The example with another sentence in its step, and something more in the step's front matter.
fn saying(sentence: &str, more: &str) -> String {
    example()
        .replacen("The primary stands in `us-east-1a`.", sentence, 1)
        .replacen("[[step.action]]", &format!("{more}\n[[step.action]]"), 1)
}

#[track_caller]
fn has_no_ground(sentence: &str, more: &str) {
    let word = sentence.split('`').nth(1).expect("it stands in code");
    let text = saying(sentence, more);
    told(&text, "section = \"Cut the power\"", word, "places");
}

#[test]
fn neither_a_hint_nor_a_title_is_ground_for_a_name() {
    let hint = example().replacen("Nothing needs to be typed:", "Look at `orders-home`:", 1);
    let hinted = hint.replacen(
        "The primary stands in `us-east-1a`.",
        "It is `orders-home`.",
        1,
    );
    told(
        &hinted,
        "section = \"Cut the power\"",
        "orders-home",
        "until",
    );
    has_no_ground("It has the `power`.", "");
    has_no_ground("There are `backups`.", "places = [\"backups\"]");
    let text = saying("Those of `us-east-1`.", "places = [\"backups\"]");
    assert_eq!(check(&text), Vec::new(), "they are kept in that Region");
}

#[test]
fn the_lag_of_a_replica_is_shown_by_a_replica_alone() {
    has_no_ground("Read the `ReplicaLag`.", "places = [\"orders\"]");
    let replica = "given aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders\ngiven app create";
    let text = saying("Read the `ReplicaLag`.", "places = [\"orders-r\"]");
    assert_eq!(
        check(&text.replacen("given app create", replica, 1)),
        Vec::new()
    );
}

#[test]
fn a_line_in_a_text_is_a_button_there_or_can_be_typed() {
    has_no_ground("Or run `app stop shop`.", "");
    let text = saying("Or run `app stop shop`.", "places = [\"terminal\"]");
    assert_eq!(check(&text), Vec::new());
}
