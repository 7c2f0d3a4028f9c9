//! Mistakes in conditions: words, figures and bounds.

use super::spoilt;

#[test]
fn an_unknown_condition() {
    spoilt(
        "win = [{ incident",
        "win = [{ accident",
        "accident",
        "unknown variant `accident`",
        "did you mean incident?",
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
        "region = \"us-east-9\"",
        "us-east-9",
        "no commercial Region",
        "did you mean us-east-",
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
fn a_status_that_automated_backups_never_have() {
    spoilt(
        "win = [",
        "win = [{ backups = { of = \"orders\", status = \"kept\" } }, ",
        "win",
        "never \"kept\"",
        "retained",
    );
}

#[test]
fn an_application_that_the_lesson_does_not_have() {
    spoilt(
        "win = [",
        "win = [{ app = { name = \"cart\", served = true } }, ",
        "win",
        "no application \"cart\"",
        "create",
    );
}
