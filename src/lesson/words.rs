//! Conditions in words, as a learner reads them: "orders is available".

mod used;

use crate::language::words;
use crate::lesson::{
    Amount, Condition, DatabaseIs, IncidentIs, Metric, MetricIs, SnapshotIs, StepAction, Verdict,
};
use crate::sim::SimDuration;

/// What must hold, as half a sentence. Code stands between backticks.
pub fn of(condition: &Condition) -> String {
    match condition {
        Condition::Database(database) => of_database(database),
        Condition::App(app) => match app.served {
            true => format!("`{}` is served", app.name),
            false => format!("`{}` is not served", app.name),
        },
        Condition::Backups(backups) => {
            let status = backups.status.as_deref();
            let are =
                status.map_or_else(|| "are there".to_owned(), |status| format!("are {status}"));
            format!("the automated backups of `{}` {are}", backups.of)
        }
        Condition::Incident(incident) => of_incident(incident),
        Condition::Used(used) => used::of(used),
        Condition::Metric(metric) => of_metric(metric, "at least "),
        Condition::Cost(bounds) => format!(
            "all that stands costs {} a month",
            between(bounds.at_least, bounds.at_most, |usd| format!("${usd:.0}"))
        ),
        Condition::Snapshot(snapshot) => of_snapshot(snapshot),
        Condition::Score(bounds) => format!(
            "the score is {}",
            between(bounds.at_least, bounds.at_most, |score| format!(
                "{score:.0}"
            ))
        ),
        Condition::Any(conditions) => listed(conditions.iter().map(of).collect(), "or"),
        Condition::Not(condition) => format!("it is not so that {}", of(condition)),
    }
}

/// What is still to come, as the end of "This step is done when …". It says nothing of now, and not how a line is answered, which may
/// be what a question asked: a line bears the name of the button that runs it, if one of `actions` does.
pub fn to_do(condition: &Condition, actions: &[StepAction]) -> String {
    match condition {
        Condition::Used(used) => used::to_do(used, actions),
        Condition::Incident(is) if is.recovered == Some(false) => {
            format!("the {} has struck", words::fault(is.cause()))
        }
        Condition::Database(is) if is.exists == Some(false) => {
            format!("{} is gone", database(is))
        }
        Condition::Snapshot(is) if is.exists == Some(false) => {
            format!("the snapshot `{}` is gone", is.name)
        }
        Condition::Any(conditions) => {
            let each = conditions.iter().enumerate();
            let each = each.map(|(place, one)| match one {
                Condition::Incident(is) if place > 0 && is.recovered == Some(true) => {
                    "the application has recovered".to_owned()
                }
                _ => to_do(one, actions),
            });
            each.collect::<Vec<_>>().join(", or ")
        }
        Condition::Metric(is) => of_metric(is, ""),
        Condition::App(_)
        | Condition::Backups(_)
        | Condition::Cost(_)
        | Condition::Database(_)
        | Condition::Incident(_)
        | Condition::Not(_)
        | Condition::Score(_)
        | Condition::Snapshot(_) => of(condition),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(mut parts: Vec<String>, word: &str) -> String {
    match parts.pop() {
        None => String::new(),
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} {word} {last}", parts.join(", ")),
    }
}

/// Its name, and where it is if that is asked.
fn database(is: &DatabaseIs) -> String {
    match &is.region {
        Some(region) => format!("`{}` in {region}", is.name),
        None => format!("`{}`", is.name),
    }
}

fn of_database(is: &DatabaseIs) -> String {
    let name = database(is);
    if is.exists == Some(false) {
        return format!("there is no {name}");
    }
    let either = |asked: Option<bool>, yes: &'static str, no: &'static str| {
        asked.map(|asked| if asked { yes } else { no }.to_owned())
    };
    let said: Vec<String> = [
        is.status.as_ref().map(|status| format!("is {status}")),
        is.az.as_ref().map(|az| format!("has its primary in {az}")),
        either(is.multi_az, "is Multi-AZ", "is Single-AZ"),
        either(
            is.protected,
            "has a standby in step",
            "has no standby in step",
        ),
        either(is.replica, "is a read replica", "is no read replica"),
        either(is.damaged, "has damaged rows", "is free of damaged rows"),
        either(
            is.used,
            "is written to by the application",
            "is not written to by the application",
        ),
        either(
            is.serves,
            "accepts the application's writes",
            "accepts no writes of the application",
        ),
        either(
            is.cold,
            "has blocks that have yet to arrive",
            "has all blocks on its volume",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    if said.is_empty() {
        return format!("there is {name}");
    }
    format!("{name} {}", listed(said, "and"))
}

fn of_incident(is: &IncidentIs) -> String {
    let name = format!("the {}", words::fault(is.cause()));
    let judged = |goal: &str, verdict: Option<Verdict>| {
        verdict.map(|verdict| match verdict {
            Verdict::Met => format!("meets its {goal}"),
            Verdict::Missed => format!("misses its {goal}"),
        })
    };
    let recovered = is.recovered.map(|yes| match yes {
        true => format!("the application has recovered from {name}"),
        false => format!("the application has not yet recovered from {name}"),
    });
    let said: Vec<String> = [
        judged("RTO", is.rto),
        judged("RPO", is.rpo),
        is.phase
            .as_ref()
            .map(|phase| format!("went through the phase “{phase}”")),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (recovered, said.is_empty()) {
        (None, true) => format!("{name} has struck"),
        (None, false) => format!("{name} {}", listed(said, "and")),
        (Some(recovered), true) => recovered,
        (Some(recovered), false) => format!("{recovered}, which {}", listed(said, "and")),
    }
}

/// A bound that alone is still to come needs no `at least`.
fn of_metric(is: &MetricIs, at_least: &str) -> String {
    let bound = |amount: &Option<Amount>| amount.as_ref().and_then(Amount::value);
    let (least, most) = (bound(&is.at_least), bound(&is.at_most));
    let name = is.of.as_ref().map(|name| format!("`{name}`"));
    let during = is.fault.as_ref().map_or_else(String::new, |kind| {
        let when = match is.name {
            Metric::WrongData => "since",
            _ => "in",
        };
        format!(" {when} the {}", words::fault(kind))
    });
    if is.name.is_span() {
        let what = match is.name {
            Metric::Lag => "the lag",
            Metric::LostSpan => "the time of the lost writes",
            Metric::ReadOutage => "reads have been down for",
            Metric::Recovery => "the recovery took",
            Metric::Time => "the clock shows",
            Metric::WriteOutage => "writes have been down for",
            Metric::WrongData => "wrong data has been served for",
            _ => "",
        };
        let span = |ms: f64| words::span(SimDuration::from_ms(ms.max(0.0) as u64));
        let of = name.map_or_else(String::new, |name| format!(" of {name}"));
        let verb = if is.name == Metric::Lag || is.name == Metric::LostSpan {
            " is"
        } else {
            ""
        };
        let bounds = match (least, most) {
            (Some(least), None) => format!("{at_least}{}", span(least)),
            _ => between(least, most, span),
        };
        return format!("{what}{of}{verb} {bounds}{during}");
    }
    let (one, many) = match is.name {
        Metric::DamagedRows => ("row is damaged", "rows are damaged"),
        Metric::InDoubtWrites => ("write is in doubt", "writes are in doubt"),
        Metric::LostWrites => ("write is lost", "writes are lost"),
        Metric::RefusedWrites => ("write was refused", "writes were refused"),
        Metric::StrandedWrites => ("lost write is stranded", "lost writes are stranded"),
        Metric::UnreceivedWrites => ("write is not received by", "writes are not received by"),
        // Told above, as spans.
        Metric::Lag
        | Metric::LostSpan
        | Metric::ReadOutage
        | Metric::Recovery
        | Metric::Time
        | Metric::WriteOutage
        | Metric::WrongData => ("", ""),
    };
    let place = name.map_or_else(String::new, |name| format!(" {name}"));
    let number = |number: f64| words::count(number.max(0.0) as u64);
    let count = match (least, most) {
        (None | Some(0.0), Some(0.0)) if is.name == Metric::UnreceivedWrites => {
            return format!("all writes are received by{place}{during}");
        }
        (None | Some(0.0), Some(0.0)) => "no".to_owned(),
        (least, most) => between(least, most, number),
    };
    let what = match most.or(least) {
        Some(0.0 | 1.0) => one,
        _ => many,
    };
    format!("{count} {what}{place}{during}")
}

fn of_snapshot(is: &SnapshotIs) -> String {
    let place = is
        .region
        .as_ref()
        .map_or_else(String::new, |region| format!(" in {region}"));
    match (is.exists, &is.status) {
        (Some(false), _) => format!("there is no snapshot `{}`{place}", is.name),
        (_, Some(status)) => format!("the snapshot `{}`{place} is {status}", is.name),
        (_, None) => format!("there is a snapshot `{}`{place}", is.name),
    }
}

/// `at least 3`, `at most 3`, `3 to 5`, `3`.
fn between(least: Option<f64>, most: Option<f64>, word: impl Fn(f64) -> String) -> String {
    match (least, most) {
        (Some(least), Some(most)) if least == most => word(least),
        (Some(least), Some(most)) => format!("{} to {}", word(least), word(most)),
        (Some(least), None) => format!("at least {}", word(least)),
        (None, Some(most)) => format!("at most {}", word(most)),
        (None, None) => "known".to_owned(),
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_read_as_half_sentences() {
        for (json, words) in [
            (
                r#"{"database":{"name":"orders","status":"available","damaged":false}}"#,
                "`orders` is available and is free of damaged rows",
            ),
            (
                r#"{"database":{"name":"orders-2","used":true}}"#,
                "`orders-2` is written to by the application",
            ),
            (
                r#"{"database":{"name":"orders","exists":false}}"#,
                "there is no `orders`",
            ),
            (
                r#"{"incident":{"fault":"az-outage","recovered":true}}"#,
                "the application has recovered from the power outage of a zone",
            ),
            (
                r#"{"incident":{"fault":"az-outage","recovered":true,"rto":"met"}}"#,
                "the application has recovered from the power outage of a zone, which meets its RTO",
            ),
            (
                r#"{"database":{"name":"orders-2","serves":true}}"#,
                "`orders-2` accepts the application's writes",
            ),
            (
                r#"{"app":{"name":"cart","served":true}}"#,
                "`cart` is served",
            ),
            (
                r#"{"backups":{"of":"orders-old","status":"retained"}}"#,
                "the automated backups of `orders-old` are retained",
            ),
            (
                r#"{"used":{"command":"app point"}}"#,
                "`app point` was carried out",
            ),
            (
                r#"{"metric":{"name":"damaged-rows","at_most":0}}"#,
                "no row is damaged",
            ),
            (
                r#"{"metric":{"name":"damaged-rows","at_least":1}}"#,
                "at least 1 row is damaged",
            ),
            (
                r#"{"metric":{"name":"lost-writes","at_least":1,"at_most":500}}"#,
                "1 to 500 writes are lost",
            ),
            (
                r#"{"metric":{"name":"unreceived-writes","of":"orders-r","at_most":0}}"#,
                "all writes are received by `orders-r`",
            ),
            (
                r#"{"metric":{"name":"wrong-data","at_least":"30s"}}"#,
                "wrong data has been served for at least 30 s",
            ),
            (
                r#"{"metric":{"name":"wrong-data","fault":"bad-write","at_least":"30s"}}"#,
                "wrong data has been served for at least 30 s since the wrong DELETE",
            ),
            (
                r#"{"metric":{"name":"write-outage","fault":"az-outage","at_least":"8m"}}"#,
                "writes have been down for at least 8 min in the power outage of a zone",
            ),
            (
                r#"{"metric":{"name":"lag","of":"orders-r","at_most":"5s"}}"#,
                "the lag of `orders-r` is at most 5 s",
            ),
            (
                r#"{"cost":{"at_most":300}}"#,
                "all that stands costs at most $300 a month",
            ),
            (
                r#"{"any":[{"used":{"command":"app stop"}},{"not":{"database":{"name":"x"}}}]}"#,
                "`app stop` was carried out or it is not so that there is `x`",
            ),
        ] {
            let condition: Condition = serde_json::from_str(json).expect("it is a condition");
            assert_eq!(of(&condition), words);
        }
    }

    #[test]
    fn what_is_still_to_come_says_neither_what_is_so_now_nor_how_a_line_is_answered() {
        let action = |label: &str, line: &str| StepAction {
            label: label.to_owned(),
            line: line.to_owned(),
            look: None,
        };
        let actions = [
            action("Stop the shop", "app stop shop"),
            action("Look", "aws rds describe-events --duration 60"),
            action("Go back", "aws rds restore-db-instance-to-point-in-time"),
        ];
        for (json, words) in [
            (
                r#"{"incident":{"fault":"operator-delete","recovered":false}}"#,
                "the deletion by mistake has struck",
            ),
            (
                r#"{"database":{"name":"orders","exists":false}}"#,
                "`orders` is gone",
            ),
            (
                r#"{"used":{"command":"app stop"}}"#,
                "“Stop the shop” is done",
            ),
            (
                r#"{"used":{"command":"aws rds describe-events"}}"#,
                "“Look” is answered",
            ),
            (
                r#"{"used":{"command":"aws rds restore-db-instance-to-point-in-time","refused":"X"}}"#,
                "“Go back” is answered",
            ),
            (
                r#"{"used":{"command":"app start"}}"#,
                "you have run `app start`",
            ),
            (
                r#"{"any":[{"used":{"command":"app point","refused":"X"}},{"cost":{"at_most":3}}]}"#,
                "you have tried `app point`, or all that stands costs at most $3 a month",
            ),
            (
                r#"{"any":[{"metric":{"name":"write-outage","fault":"az-outage","at_least":"8m"}},{"incident":{"fault":"az-outage","recovered":true}}]}"#,
                "writes have been down for 8 min in the power outage of a zone, or the application has recovered",
            ),
        ] {
            let condition: Condition = serde_json::from_str(json).expect("it is a condition");
            assert_eq!(to_do(&condition, &actions), words);
        }
    }
}
