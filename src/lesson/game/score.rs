//! The score of a game day, with its reasons. It follows from the transcript alone.

use crate::language::words::{count, counted, nearest, span};
use crate::language::{Outcome, Session};
use crate::lesson::GameLevel;
use crate::lesson::game::rules::{Rules, rules};
use crate::lesson::game::target::{struck_by, used_database};
use crate::sim::{SimDuration, SimTime};
use crate::world::{IncidentView, View};

/// The score of a game day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// From 0 to 100.
    pub points: u32,
    /// In order of time, then what holds for the whole day. The points start at 100; what is below 0 counts as 0.
    pub reasons: Vec<Reason>,
    /// How many orders were not accepted that should have been.
    pub not_accepted: u64,
}

/// One thing that was judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What was judged: `Zone outage at 1 h 12 min`.
    pub subject: String,
    /// How it came out: `back in 95 s, goal 5 min`.
    pub words: String,
    /// 0 or less.
    pub points: i32,
    /// The place of the incident that it is about.
    pub incident: Option<usize>,
}

impl Score {
    /// Whether the reasons take more than there was.
    pub fn is_floored(&self) -> bool {
        self.reasons.iter().map(|reason| reason.points).sum::<i32>() < -100
    }
}

/// Wrong data is served for so long without costing points beyond those of the RTO.
const WRONG_DATA: SimDuration = SimDuration::from_mins(30);
/// Each further stretch of wrong data costs a point.
const WRONG_DATA_STEP: SimDuration = SimDuration::from_mins(10);
/// Percent of the day's orders that may be missing without costing points.
const MISSING_FREE: u64 = 5;
const MISSING_MOST: i32 = 40;
const ONE_COPY: i32 = -10;
const NO_BACKUP: i32 = -10;
/// US dollars a month above the budget that cost a point.
const USD_A_POINT: f64 = 10.0;
const BUDGET_MOST: i32 = 20;

/// Judges a run as it stands.
pub fn score(level: GameLevel, session: &Session) -> Score {
    let rules = rules(level);
    let view = session.world().view();
    let mut reasons = Vec::new();
    for (place, incident) in view.incidents.iter().enumerate() {
        of_incident(&rules, &view, incident, |words, points| {
            reasons.push(Reason {
                subject: subject(name(incident), incident.at),
                words,
                points,
                incident: Some(place),
            });
        });
    }
    reasons.extend(refused_strikes(session.outcomes()));
    reasons.extend(lost_by_hand(&rules, &view));
    let (missing, due) = missing_orders(&view, &view_at(session, SimTime::START));
    reasons.extend(of_missing(missing, due));
    reasons.extend(end_state(&rules, &view));
    reasons.push(cost(&rules, session));
    let sum: i32 = reasons.iter().map(|reason| reason.points).sum();
    Score {
        points: u32::try_from(100 + sum).unwrap_or(0),
        reasons,
        not_accepted: missing,
    }
}

/// What began an incident as people name it.
pub fn name(incident: &IncidentView) -> &'static str {
    let of_deed = || incident.deed.and_then(|deed| deed.heading);
    let heading = incident.fault.map(|kind| kind.heading).or_else(of_deed);
    heading.unwrap_or(INCIDENT)
}

const INCIDENT: &str = "Incident";

fn subject(what: &str, at: SimTime) -> String {
    format!("{what} at {}", span(at.since(SimTime::START)))
}

fn of_incident(
    rules: &Rules,
    view: &View,
    incident: &IncidentView,
    mut tell: impl FnMut(String, i32),
) {
    let so_far = view.now.since(incident.at);
    let goal = span(rules.rto);
    match incident.recovery {
        Some(recovery) if recovery.is_zero() => tell("never touched the shop".to_owned(), 0),
        Some(recovery) => {
            let points = rto_points(rules, recovery);
            tell(format!("back in {}, goal {goal}", span(recovery)), points);
        }
        None => {
            let points = rto_points(rules, so_far).min(0);
            tell(
                format!("not back after {}, goal {goal}", span(so_far)),
                points,
            );
            tell("still open at the end".to_owned(), -rules.weight / 2);
        }
    }
    if incident.lost_writes > 0 {
        let missed = incident.met_rpo == Some(false);
        let points = if missed {
            loss_points(rules, incident.lost_writes)
        } else {
            0
        };
        let lost = lost(incident.lost_writes, incident.lost_span);
        tell(format!("{lost}, goal {}", span(rules.rpo)), points);
    }
    let long = incident.wrong_data - WRONG_DATA;
    if incident.wrong_data > WRONG_DATA {
        let steps = long.ms() / WRONG_DATA_STEP.ms();
        let points = -i32::try_from(steps)
            .unwrap_or(i32::MAX)
            .min(rules.weight / 2);
        tell(
            format!("wrong data served for {}", span(incident.wrong_data)),
            points,
        );
    }
    if incident.corrupt_writes_remaining > 0 {
        let rows = counted(
            incident.corrupt_writes_remaining,
            "damaged row",
            "damaged rows",
        );
        tell(format!("{rows} left at the end"), -rules.weight);
    }
}

/// Lost writes, and how much time they are.
fn lost(writes: u64, time: SimDuration) -> String {
    let writes = counted(writes, "write", "writes");
    format!("{writes} lost, {} of them", nearest(time))
}

/// Nothing within the goal; then the weight, and a quarter more each time the goal is exceeded twice as far.
fn rto_points(rules: &Rules, recovery: SimDuration) -> i32 {
    if recovery <= rules.rto {
        return 0;
    }
    let doublings = (recovery.ms() / rules.rto.ms().max(1)).checked_ilog2();
    let more = i32::try_from(doublings.unwrap_or(0)).unwrap_or(0).min(4);
    -(rules.weight + rules.weight * more / 4)
}

/// Half the weight, and a tenth more for each figure of the number of lost writes.
fn loss_points(rules: &Rules, lost: u64) -> i32 {
    let figures = i32::try_from(lost.checked_ilog10().unwrap_or(0)).unwrap_or(0);
    -(rules.weight / 2 + rules.weight * figures.min(7) / 10)
}

/// What was to strike and did not: it was held off, or came at a bad moment.
fn refused_strikes(outcomes: &[Outcome]) -> impl Iterator<Item = Reason> + '_ {
    outcomes.iter().filter_map(|outcome| {
        let (kind, refusal) = (struck_by(&outcome.text)?, outcome.result.as_ref().err()?);
        Some(Reason {
            subject: subject(kind.heading, outcome.at),
            words: kind.refused_so(refusal).to_owned(),
            points: 0,
            incident: None,
        })
    })
}

/// Writes that no incident lost, but a re-pointing.
fn lost_by_hand(rules: &Rules, view: &View) -> Option<Reason> {
    let in_incidents: u64 = view.incidents.iter().map(|one| one.lost_writes).sum();
    let lost = view.writes.lost.saturating_sub(in_incidents);
    (lost > 0).then(|| {
        whole_day(
            "Your own action",
            self::lost(lost, view.own_lost_span),
            loss_points(rules, lost),
        )
    })
}

/// Orders that the shop should have accepted in the day, and did not: refused, or not even asked for; and how many were due.
fn missing_orders(view: &View, start: &View) -> (u64, u64) {
    let (Some(app), Some(before)) = (view.apps.first(), start.apps.first()) else {
        return (0, 0);
    };
    let day = view.now.since(SimTime::START);
    let due = (before.writes.rate * day.ms() as f64 / 1000.0) as u64;
    let accepted = app.totals.acknowledged - before.totals.acknowledged;
    (due.saturating_sub(accepted), due)
}

fn of_missing(missing: u64, due: u64) -> Option<Reason> {
    let thousandths = missing * 1000 / due.max(1);
    let points = i32::try_from((thousandths / 10).saturating_sub(MISSING_FREE)).unwrap_or(i32::MAX);
    let share = percent(thousandths);
    let words = format!("{} of {} not accepted, {share}", count(missing), count(due));
    (missing > 0).then(|| whole_day("Orders", words, -points.min(MISSING_MOST)))
}

/// So many thousandths, floored like all figures that a bound is held against.
fn percent(thousandths: u64) -> String {
    match thousandths {
        0 => "less than 0.1 %".to_owned(),
        share => format!("{}.{} %", share / 10, share % 10),
    }
}

/// Whether the next failure would be survived.
fn end_state(rules: &Rules, view: &View) -> Vec<Reason> {
    let Some(db) = used_database(view) else {
        return vec![whole_day(
            "At the end",
            "the shop has no database",
            -rules.weight,
        )];
    };
    let (copies, points) = match db.multi_az {
        true => ("a standby is in step, or on its way", 0),
        false => ("one copy alone: the next failure stops the shop", ONE_COPY),
    };
    let (backups, no_backup) = match db.retention_days {
        0 => (
            "no automated backups: a bad write could not be undone",
            NO_BACKUP,
        ),
        _ => ("automated backups are on", 0),
    };
    vec![
        whole_day("At the end", copies, points),
        whole_day("At the end", backups, no_backup),
    ]
}

/// What the design cost before anything struck: afterwards a repair may need more for a while.
fn cost(rules: &Rules, session: &Session) -> Reason {
    let strikes = session.outcomes().iter();
    let first = strikes
        .filter(|outcome| outcome.text.starts_with("fault inject "))
        .map(|outcome| outcome.at)
        .min();
    let usd = match first {
        Some(at) if at > SimTime::START => {
            view_at(session, SimTime::from_ms(at.ms() - 1)).monthly_cost_usd()
        }
        _ => session.world().view().monthly_cost_usd(),
    };
    let budget = f64::from(rules.budget_usd);
    let over = ((usd - budget) / USD_A_POINT).max(0.0);
    // A float-to-integer cast saturates.
    let points = (over.ceil() as i32).min(BUDGET_MOST);
    whole_day(
        "Cost",
        format!(
            "${usd:.0} a month before the first failure, budget ${}",
            rules.budget_usd
        ),
        -points,
    )
}

/// What there was at an earlier moment.
fn view_at(session: &Session, time: SimTime) -> View {
    let mut earlier = session.clone();
    earlier.seek(time);
    earlier.world().view()
}

fn whole_day(subject: &str, words: impl Into<String>, points: i32) -> Reason {
    Reason {
        subject: subject.to_owned(),
        words: words.into(),
        points,
        incident: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_bound_is_held_against_is_told_to_a_tenth() {
        let told = [0, 9, 27, 50].map(percent);
        assert_eq!(told, ["less than 0.1 %", "0.9 %", "2.7 %", "5.0 %"]);
    }
}
