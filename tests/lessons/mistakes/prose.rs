//! Mistakes in the prose: code, figures, links, and what a lesson ends with.

use super::{spoilt, told};
use crate::example;

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
