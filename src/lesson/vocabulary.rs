//! Whether a condition can hold at all: names that exist, bounds that make sense.

use crate::cloud::RegionId;
use crate::language::CATALOGUE;
use crate::lesson::condition::IncidentIs;
use crate::lesson::names::Names;
use crate::lesson::{Amount, Condition, MetricIs, Within, code};
use crate::world::deed_names;

/// What is wrong with a condition of a lesson with such names, if they are known: causes and cures.
pub(super) fn mistakes(condition: &Condition, names: Option<&Names>) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    match condition {
        Condition::Database(database) => {
            if database.name.is_empty() {
                wrong.push((
                    "the database has no name".to_owned(),
                    "add name = \"orders\"".to_owned(),
                ));
            }
            wrong.extend(region(database.region.as_deref()));
        }
        Condition::App(app) => {
            let is_missing = |names: &Names| !names.apps.contains(&app.name);
            if names.is_some_and(is_missing) {
                wrong.push((
                    format!("the lesson has no application \"{}\"", app.name),
                    "name one that its lines create".to_owned(),
                ));
            }
        }
        Condition::Backups(backups) => wrong.extend(of_backups(backups.status.as_deref())),
        Condition::Incident(incident) => wrong.extend(of_incident(incident)),
        Condition::Used(used) => {
            if !code::can_begin_a_line(&used.command) {
                wrong.push((
                    format!("no line can begin with \"{}\"", used.command),
                    "name a verb of the language, such as \"app point\"".to_owned(),
                ));
            }
            if used.tells.is_none() && used.later_than.is_some() {
                wrong.push((
                    "which field must be later?".to_owned(),
                    "add tells = \"LatestTime\"".to_owned(),
                ));
            }
            if used.tells.is_some() && used.refused.is_some() {
                wrong.push((
                    "what is refused tells nothing".to_owned(),
                    "leave tells out".to_owned(),
                ));
            }
        }
        Condition::Metric(metric) => wrong.extend(of_metric(metric)),
        Condition::Cost(bounds) | Condition::Score(bounds) => wrong.extend(of_bounds(bounds)),
        Condition::Snapshot(snapshot) => wrong.extend(region(snapshot.region.as_deref())),
        Condition::Any(conditions) => {
            if conditions.is_empty() {
                wrong.push((
                    "any of nothing never holds".to_owned(),
                    "add a condition".to_owned(),
                ));
            }
            wrong.extend(conditions.iter().flat_map(|one| mistakes(one, names)));
        }
        Condition::Not(condition) => wrong.extend(mistakes(condition, names)),
    }
    wrong
}

fn region(name: Option<&str>) -> Option<(String, String)> {
    let name = name?;
    if RegionId::parse(name).is_some_and(|region| region.name() == name) {
        return None;
    }
    Some((
        format!("AWS has no commercial Region \"{name}\""),
        "a Region such as us-east-1, us-west-2 or eu-west-1".to_owned(),
    ))
}

fn of_backups(status: Option<&str>) -> Option<(String, String)> {
    const ALL: [&str; 3] = ["active", "retained", "creating"];
    let status = status.filter(|status| !ALL.contains(status))?;
    let cause = format!("automated backups are never \"{status}\"");
    Some((cause, format!("one of: {}", ALL.join(", "))))
}

fn fault(kind: &str) -> Option<(String, String)> {
    let kinds = CATALOGUE.fault_kinds();
    let names: Vec<&str> = kinds.iter().map(|known| known.name).collect();
    (!names.contains(&kind)).then(|| {
        (
            format!("there is no fault \"{kind}\""),
            format!("one of: {}", names.join(", ")),
        )
    })
}

fn of_incident(incident: &IncidentIs) -> Option<(String, String)> {
    match (&incident.fault, &incident.action) {
        (Some(kind), None) => fault(kind),
        (None, Some(action)) => {
            let names = deed_names();
            (!names.contains(&action.as_str())).then(|| {
                let cause = format!("no incident can be called \"{action}\"");
                (cause, format!("one of: {}", names.join(", ")))
            })
        }
        (None, None) => Some((
            "which incident?".to_owned(),
            "add fault = \"az-outage\", or action = \"aws rds reboot-db-instance\"".to_owned(),
        )),
        (Some(_), Some(_)) => Some((
            "a fault and an action are two incidents".to_owned(),
            "leave one out".to_owned(),
        )),
    }
}

fn of_metric(metric: &MetricIs) -> Vec<(String, String)> {
    let mut wrong: Vec<(String, String)> = Vec::new();
    let mut say = |cause: &str, cure: &str| wrong.push((cause.to_owned(), cure.to_owned()));
    let bounds = || [&metric.at_least, &metric.at_most].into_iter().flatten();
    if bounds().next().is_none() {
        say("the metric has no bound", "add at_least, at_most, or both");
    }
    for bound in bounds() {
        match (bound, metric.name.is_span()) {
            (Amount::Span(text), true) if bound.value().is_none() => say(
                &format!("\"{text}\" is not a duration"),
                "a duration such as 90s, 2m or 1h30m; the smallest unit is s",
            ),
            (Amount::Span(_), true) | (Amount::Number(_), false) => {}
            (Amount::Number(_), true) => say(
                "this metric is a duration",
                "write it with a unit, as \"90s\"",
            ),
            (Amount::Span(_), false) => say("this metric is a number", "write it without quotes"),
        }
    }
    if let (Some(least), Some(most)) = (&metric.at_least, &metric.at_most)
        && least.value() > most.value()
    {
        say(
            "nothing lies between these bounds",
            "at_least is the lower one",
        );
    }
    if metric.name.is_of_replica() != metric.of.is_some() {
        match metric.of {
            None => say("of which read replica?", "add of = \"orders-r\""),
            Some(_) => say("this metric is not one of a database", "leave of out"),
        }
    }
    if metric.fault.is_some() && !metric.name.is_of_incident() {
        say("an incident has no such metric", "leave fault out");
    }
    wrong.extend(metric.fault.as_deref().and_then(fault));
    wrong
}

fn of_bounds(bounds: &Within) -> Option<(String, String)> {
    let tell = |cause: &str, cure: &str| Some((cause.to_owned(), cure.to_owned()));
    match (bounds.at_least, bounds.at_most) {
        (None, None) => tell("there is no bound", "add at_least, at_most, or both"),
        (Some(least), Some(most)) if least > most => tell(
            "nothing lies between these bounds",
            "at_least is the lower one",
        ),
        _ => None,
    }
}
