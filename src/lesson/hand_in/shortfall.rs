//! What a lesson that was handed in lacks, each in a few words, and only what is not so.

use crate::lesson::{Condition, Lesson, Missing, Moment, words};

/// What is missing of a lesson at this moment.
pub(super) fn shortfall(lesson: &Lesson, missing: &Missing, moment: &Moment) -> Vec<String> {
    let mut told = Vec::new();
    if missing.steps > 0 {
        told.push(format!(
            "{} of {} steps not done",
            missing.steps,
            lesson.steps.len()
        ));
    }
    for (is, name) in [(missing.rto, "RTO missed"), (missing.rpo, "RPO missed")] {
        told.extend(is.then(|| name.to_owned()));
    }
    let places = missing.conditions.iter();
    for condition in places.filter_map(|place| lesson.front.win.get(*place)) {
        for part in lacking(condition, moment) {
            let is_told = matches!(&part, Condition::Incident(is)
                if is.rto.is_some() && missing.rto || is.rpo.is_some() && missing.rpo);
            if !is_told {
                told.push(format!("asked for, and not so: {}", words::of(&part)));
            }
        }
    }
    told
}

/// Of a condition that asks several things of an incident, those that are not so; else all of it.
fn lacking(condition: &Condition, moment: &Moment) -> Vec<Condition> {
    let Condition::Incident(is) = condition else {
        return vec![condition.clone()];
    };
    // Each field alone, of what began it.
    let mut lacking: Vec<Condition> = Vec::new();
    for field in 0..5 {
        let mut part = is.clone();
        part.recovered = part.recovered.filter(|_| field == 1);
        part.rto = part.rto.filter(|_| field == 2);
        part.rpo = part.rpo.filter(|_| field == 3);
        part.phase = part.phase.filter(|_| field == 4);
        let part = Condition::Incident(part);
        if !part.holds(moment) {
            lacking.push(part);
            if field == 0 {
                // It has not even struck.
                break;
            }
        }
    }
    lacking
}
