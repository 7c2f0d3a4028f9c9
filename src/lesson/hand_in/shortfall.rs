//! What a lesson that was handed in lacks, each in a few words, and only what is not so.

use crate::lesson::{Condition, IncidentIs, Lesson, Missing, Moment, words};

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
    let alone = IncidentIs {
        recovered: None,
        rto: None,
        rpo: None,
        phase: None,
        ..is.clone()
    };
    let has_struck = Condition::Incident(alone.clone());
    if !has_struck.holds(moment) {
        return vec![has_struck];
    }
    let mut parts = vec![
        is.recovered.map(|_| IncidentIs {
            recovered: is.recovered,
            ..alone.clone()
        }),
        is.rto.map(|_| IncidentIs {
            rto: is.rto,
            ..alone.clone()
        }),
        is.rpo.map(|_| IncidentIs {
            rpo: is.rpo,
            ..alone.clone()
        }),
        is.phase.as_ref().map(|_| IncidentIs {
            phase: is.phase.clone(),
            ..alone
        }),
    ];
    let parts = parts.drain(..).flatten().map(Condition::Incident);
    parts.filter(|part| !part.holds(moment)).collect()
}
