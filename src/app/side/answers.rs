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
                let (pointed, told) = entry.answer.split_at(end_of_marks(&entry.answer));
                at.when(!pointed.is_empty(), |at| {
                    at.line("pre", pointed.trim_end().to_owned())
                        .says(Attribute::TabIndex, "0");
                });
                at.when(!told.is_empty(), |at| {
                    at.line("pre wraps", told.to_owned())
                        .says(Attribute::TabIndex, "0");
                });
            }
        })
        .class_if(entry.refused, "exchange--refused");
    }
}

/// Where the last line ends that marks the place above it: up to there words stand beneath each other, what follows can wrap.
fn end_of_marks(answer: &str) -> usize {
    let Some(mark) = answer.rfind('^') else {
        return 0;
    };
    let rest = &answer[mark..];
    rest.find('\n').map_or(answer.len(), |end| mark + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::part::read::{groups, spoken};

    #[test]
    fn what_follows_the_marked_place_wraps() {
        let answer =
            "error: no such verb\n  reboot orders\n  ^^^^^^\n  expected one of: aws, app\n";
        let entry = Exchange {
            at: "0:00".to_owned(),
            line: "reboot orders".to_owned(),
            answer: answer.to_owned(),
            refused: true,
        };
        let parts = Parts::of(|at| answers(std::slice::from_ref(&entry), at));
        let lines = groups(&parts).into_iter();
        let lines = lines.filter(|one| one.kind.starts_with("pre"));
        let told: Vec<(&str, String)> = lines.map(|one| (one.kind, spoken(&one.parts))).collect();
        let (marked, rest) = answer.split_at(answer.rfind("  expected").expect("it is there"));
        assert_eq!(
            told,
            [
                ("pre", marked.trim_end().to_owned()),
                ("pre wraps", rest.to_owned())
            ]
        );
    }
}
