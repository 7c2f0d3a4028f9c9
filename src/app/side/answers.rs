//! What was typed into the terminal, and what it answered.

use crate::app::part::{Attribute, Parts};
use crate::app::window::Exchange;

pub fn answers(entries: &[Exchange], at: &mut Parts) {
    at.when(entries.is_empty(), |at| {
        at.line("p quiet", "Every button here runs one such line. Try:");
        at.line("pre", "aws rds describe-db-instances\nfault inject az-outage us-east-1a --for 45m\napp stop shop")
            .says(Attribute::TabIndex, "0");
        at.within("p quiet", |at| {
            at.line("code", "help");
            at.words(" lists all that can be typed.");
        });
    });
    for entry in entries {
        at.within("div exchange", |at| {
            at.within("p", |at| {
                at.line("span quiet number", entry.at.clone());
                at.words(" $ ");
                at.line("code", entry.line.clone());
            });
            if !entry.answer.is_empty() {
                at.line("pre", entry.answer.clone())
                    .says(Attribute::TabIndex, "0")
                    .class_if(!entry.answer.contains('^'), "wraps");
            }
        })
        .class_if(entry.refused, "exchange--refused");
    }
}
