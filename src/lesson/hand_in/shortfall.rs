//! What a lesson that was handed in lacks, each in a few words, and only what is not so.

use crate::language::words::cause;
use crate::lesson::{Condition, IncidentIs, Lesson, Missing, Moment, words};
use crate::world::IncidentView;

/// What is missing of a lesson at this moment.
pub(super) fn shortfall(lesson: &Lesson, missing: &Missing, moment: &Moment) -> Vec<String> {
    let mut told = Vec::new();
    let incidents = &moment.view.incidents;
    let is_late = incidents.iter().any(|one| one.met_rto == Some(false));
    if is_late {
        told.push("RTO missed".to_owned());
    } else if let Some(open) = moment.view.open_incidents().next() {
        // Nothing is missed that could still be met.
        told.push(format!(
            "handed in while not all was well yet: {}",
            open_one(open)
        ));
    }
    if missing.rpo {
        told.push("RPO missed".to_owned());
    }
    told.extend(not_done(missing.steps, lesson.steps.len()));
    let places = missing.conditions.iter();
    let conditions = places.filter_map(|place| lesson.front.win.get(*place));
    let parts = conditions.flat_map(|condition| lacking(condition, moment));
    let parts: Vec<String> = parts
        .filter(|part| !is_told(part, missing, moment))
        .map(|part| words::of(&part))
        .collect();
    if !parts.is_empty() {
        told.push(format!("not so: {}", parts.join(", nor that ")));
    }
    told
}

/// `the power outage of a zone (us-east-1a)`
fn open_one(open: &IncidentView) -> String {
    format!("the {} ({})", cause(open), open.target)
}

/// Which steps were not done: the last of them.
fn not_done(steps: usize, of: usize) -> Option<String> {
    match steps {
        0 => None,
        all if all == of => Some("no step done".to_owned()),
        1 => Some(format!("step {of} not done")),
        steps => Some(format!("steps {} to {of} not done", of + 1 - steps)),
    }
}

/// Whether it follows from what is told of RTO and RPO, or of an incident that is open.
fn is_told(part: &Condition, missing: &Missing, moment: &Moment) -> bool {
    let Condition::Incident(is) = part else {
        return false;
    };
    let IncidentIs {
        recovered,
        rto,
        rpo,
        ..
    } = is;
    let mut open = moment.view.open_incidents();
    let is_open = open.any(|one| one.cause == is.cause());
    let of_open = recovered.is_some() || rto.is_some() || rpo.is_some();
    rto.is_some() && missing.rto || rpo.is_some() && missing.rpo || is_open && of_open
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
