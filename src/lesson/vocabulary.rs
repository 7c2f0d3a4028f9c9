//! Whether a condition can hold at all: names that exist, bounds that make sense.

use crate::cloud::RegionId;
use crate::grammar::Statuses;
use crate::language::CATALOGUE;
use crate::lesson::condition::IncidentIs;
use crate::lesson::mistake::did_you_mean;
use crate::lesson::names::Names;
use crate::lesson::{Amount, Condition, MetricIs, Used, Within, code};
use crate::world::deed_names;

/// What is wrong with a condition of a lesson with such names, if they are known: causes and cures.
pub(super) fn mistakes(condition: &Condition, names: Option<&Names>) -> Vec<(String, String)> {
    let mut wrong = wrong(condition, names);
    wrong.extend(unnamed(condition, names));
    wrong
}

/// A database or a snapshot that nobody names but the condition. Where one of several may hold, a learner may make it by a way of their
/// own.
fn unnamed(condition: &Condition, names: Option<&Names>) -> Option<(String, String)> {
    match condition {
        Condition::Database(is) if is.exists != Some(false) => stored("database", &is.name, names),
        Condition::Backups(backups) => stored("database", &backups.of, names),
        Condition::Snapshot(is) if is.exists != Some(false) => stored("snapshot", &is.name, names),
        Condition::Not(condition) => unnamed(condition, names),
        _ => None,
    }
}

fn wrong(condition: &Condition, names: Option<&Names>) -> Vec<(String, String)> {
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
            let status = database.status.as_deref();
            wrong.extend(status_of("a database is", status, |all| all.of_databases));
        }
        Condition::App(app) => {
            let is_missing = |names: &&Names| !names.apps.contains(&app.name);
            if let Some(names) = names.filter(is_missing) {
                let apps = names.apps.iter().map(String::as_str);
                wrong.push((
                    format!("the lesson has no application \"{}\"", app.name),
                    did_you_mean(
                        &app.name,
                        &apps.collect::<Vec<&str>>(),
                        "name one that its lines create",
                    ),
                ));
            }
        }
        Condition::Backups(backups) => {
            let status = backups.status.as_deref();
            wrong.extend(status_of("automated backups are", status, |all| {
                all.of_backups
            }));
        }
        Condition::Incident(incident) => wrong.extend(of_incident(incident)),
        Condition::Used(used) => wrong.extend(of_used(used)),
        Condition::Metric(metric) => wrong.extend(of_metric(metric)),
        Condition::Cost(bounds) | Condition::Score(bounds) => wrong.extend(of_bounds(bounds)),
        Condition::Snapshot(snapshot) => {
            wrong.extend(region(snapshot.region.as_deref()));
            let status = snapshot.status.as_deref();
            wrong.extend(status_of("a snapshot is", status, |all| all.of_snapshots));
        }
        Condition::Any(conditions) => {
            if conditions.is_empty() {
                wrong.push((
                    "any of nothing never holds".to_owned(),
                    "add a condition".to_owned(),
                ));
            }
            wrong.extend(conditions.iter().flat_map(|one| self::wrong(one, names)));
        }
        Condition::Not(condition) => wrong.extend(self::wrong(condition, names)),
    }
    wrong
}

fn of_used(used: &Used) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    if !code::can_begin_a_line(&used.command) {
        wrong.push((
            format!("no line can begin with \"{}\"", used.command),
            code::meant(&used.command),
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
    wrong
}

fn region(name: Option<&str>) -> Option<(String, String)> {
    let name = name?;
    if RegionId::parse(name).is_some_and(|region| region.name() == name) {
        return None;
    }
    Some((
        format!("AWS has no commercial Region \"{name}\""),
        did_you_mean(
            name,
            &RegionId::all().map(RegionId::name).collect::<Vec<&str>>(),
            "a Region such as us-east-1, us-west-2 or eu-west-1",
        ),
    ))
}

/// A status that nothing of its kind can have.
fn status_of(
    whose: &str,
    status: Option<&str>,
    of: fn(&Statuses) -> &'static [&'static str],
) -> Option<(String, String)> {
    let services = CATALOGUE.services.iter();
    let all: Vec<&str> = services
        .flat_map(|service| of(&service.statuses))
        .copied()
        .collect();
    let status = status.filter(|status| !all.contains(status))?;
    let cause = format!("{whose} never \"{status}\"");
    let cure = format!("one of: {}", all.join(", "));
    Some((cause, did_you_mean(status, &all, &cure)))
}

/// A database or a snapshot that no line brings about or asks for.
fn stored(what: &str, name: &str, names: Option<&Names>) -> Option<(String, String)> {
    let names = names.filter(|names| !name.is_empty() && !names.has_stored(name))?;
    let cause = format!("no line of the lesson names a {what} \"{name}\"");
    let cure = "name one that its start, its solution or a decoy makes";
    Some((
        cause,
        did_you_mean(name, &names.all().collect::<Vec<&str>>(), cure),
    ))
}

fn fault(kind: &str) -> Option<(String, String)> {
    let kinds = CATALOGUE.fault_kinds();
    let names: Vec<&str> = kinds.iter().map(|known| known.name).collect();
    (!names.contains(&kind)).then(|| {
        (
            format!("there is no fault \"{kind}\""),
            did_you_mean(kind, &names, &format!("one of: {}", names.join(", "))),
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
                let cure = format!("one of: {}", names.join(", "));
                (cause, did_you_mean(action, &names, &cure))
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
