//! Mistakes in the head of the front matter: its keys and their values, the start and what is offered.

use super::{spoilt, told};
use crate::example;

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
    spoilt(
        "order = 1",
        "order = = 1",
        "order =",
        "",
        "each line is a key",
    );
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
fn a_place_that_is_none() {
    for word in [
        "--multi-az",
        "db.m6g.large",
        "us-east-1a",
        "eu-west-1/orders",
        "us-west-2/verdict",
    ] {
        spoilt(
            "hints = [\"Nothing",
            &format!("places = [\"{word}\"]\nhints = [\"Nothing"),
            "places",
            &format!("no place \"{word}\""),
            "verdict",
        );
    }
    spoilt(
        "hints = [\"Nothing",
        "places = [\"nowhere\"]\nhints = [\"Nothing",
        "places",
        "no place \"nowhere\"",
        "verdict",
    );
}
