//! What the run makes right: for each question its right choice, and the figures that make it so.

use crate::language::words as said;
use crate::lesson::{Choice, Condition, Metric, MetricIs, Moment, words};
use crate::sim::SimDuration;

/// What a condition looked at when a step ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// `lost-span (operator-delete)`; for what is no figure, the condition in words.
    what: String,
    figure: Option<Figure>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Figure {
    value: f64,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// Milliseconds.
    Span,
    Count,
    Dollars,
}

/// The right choice of a question, with what was seen under every seed so far.
#[derive(Clone, Debug)]
pub(super) struct RightAnswer {
    /// `step 3, question 1`
    pub place: String,
    pub choice: String,
    /// What was seen under the lesson's own seed.
    pub own: Vec<Seen>,
    /// The least and the greatest value of each of these, and how many seeds were tried.
    pub range: Vec<Option<(f64, f64)>>,
    pub seeds: u32,
}

/// What the conditions of a choice look at, at this moment.
pub(super) fn seen(choice: &Choice, moment: &Moment) -> Vec<Seen> {
    let mut found = Vec::new();
    for condition in &choice.when {
        look(condition, moment, &mut found);
    }
    found
}

fn look(condition: &Condition, moment: &Moment, found: &mut Vec<Seen>) {
    let figure = |value, unit| Some(Figure { value, unit });
    let one = match condition {
        Condition::Metric(metric) => Seen {
            what: name(metric),
            figure: metric.value(moment).and_then(|value| {
                let unit = match metric.name.is_span() {
                    true => Unit::Span,
                    false => Unit::Count,
                };
                figure(value, unit)
            }),
        },
        Condition::Cost(_) => Seen {
            what: "cost".to_owned(),
            figure: figure(moment.view.monthly_cost_usd(), Unit::Dollars),
        },
        Condition::Score(_) => Seen {
            what: "score".to_owned(),
            figure: moment
                .score
                .and_then(|score| figure(f64::from(score), Unit::Count)),
        },
        Condition::Any(conditions) => {
            if let Some(holds) = conditions.iter().find(|one| one.holds(moment)) {
                look(holds, moment, found);
            }
            return;
        }
        Condition::Not(inner) if matches!(**inner, Condition::Metric(_)) => {
            return look(inner, moment, found);
        }
        Condition::Not(_)
        | Condition::App(_)
        | Condition::Backups(_)
        | Condition::Database(_)
        | Condition::Incident(_)
        | Condition::Used(_)
        | Condition::Snapshot(_) => Seen {
            what: words::of(condition),
            figure: None,
        },
    };
    // Two bounds of one figure are one thing that was seen.
    if !found.contains(&one) {
        found.push(one);
    }
}

/// A metric as the front matter writes it: `lag of orders-r`, `lost-span (operator-delete)`.
fn name(metric: &MetricIs) -> String {
    let mut name = match metric.name {
        Metric::DamagedRows => "damaged-rows",
        Metric::InDoubtWrites => "in-doubt-writes",
        Metric::Lag => "lag",
        Metric::LostSpan => "lost-span",
        Metric::LostWrites => "lost-writes",
        Metric::ReadOutage => "read-outage",
        Metric::Recovery => "recovery",
        Metric::RefusedWrites => "refused-writes",
        Metric::StrandedWrites => "stranded-writes",
        Metric::Time => "time",
        Metric::UnreceivedWrites => "unreceived-writes",
        Metric::WriteOutage => "write-outage",
        Metric::WrongData => "wrong-data",
    }
    .to_owned();
    if let Some(of) = &metric.of {
        name.push_str(&format!(" of {of}"));
    }
    if let Some(fault) = &metric.fault {
        name.push_str(&format!(" ({fault})"));
    }
    name
}

/// What was seen, in one line: `lost-span 1 d 18 h; write-outage 93 s`.
pub(super) fn words_of(seen: &[Seen]) -> String {
    let words = seen.iter().map(|one| match one.figure {
        Some(figure) => format!("{} {}", one.what, figure.unit.words(figure.value)),
        None => one.what.clone(),
    });
    words.collect::<Vec<_>>().join("; ")
}

impl RightAnswer {
    pub fn new(place: String, choice: String, own: Vec<Seen>) -> RightAnswer {
        let mut answer = RightAnswer {
            place,
            choice,
            range: vec![None; own.len()],
            own,
            seeds: 0,
        };
        answer.add(&answer.own.clone());
        answer
    }

    /// Takes in what was seen under another seed.
    pub fn add(&mut self, seen: &[Seen]) {
        self.seeds += 1;
        for (own, range) in self.own.iter().zip(&mut self.range) {
            let same = seen.iter().find(|one| one.what == own.what);
            if let Some(Figure { value, .. }) = same.and_then(|one| one.figure) {
                let (least, most) = range.unwrap_or((value, value));
                *range = Some((least.min(value), most.max(value)));
            }
        }
    }

    /// `step 3, question 1: right is “All since Saturday”: lost-span 1 d 18 h under LAB; 1 d 18 h over 21 seeds`.
    pub fn words(&self, seed: &str) -> String {
        let reasons = self.own.iter().zip(&self.range).map(|(own, range)| {
            let (Some(figure), Some((least, most))) = (own.figure, range) else {
                return own.what.clone();
            };
            let [value, least, most] =
                [figure.value, *least, *most].map(|value| figure.unit.words(value));
            let range = match least == most {
                true => least,
                false => format!("{least} to {most}"),
            };
            match self.seeds {
                1 => format!("{} {value} under {seed}", own.what),
                seeds if range == value => format!("{} {value} under all {seeds} seeds", own.what),
                seeds => format!(
                    "{} {value} under {seed}, {range} over {seeds} seeds",
                    own.what
                ),
            }
        });
        let reasons: Vec<String> = reasons.collect();
        format!(
            "{}: right is “{}”: {}",
            self.place,
            self.choice,
            reasons.join("; ")
        )
    }
}

impl Unit {
    fn words(self, value: f64) -> String {
        match self {
            Unit::Span => said::span(SimDuration::from_ms(value.max(0.0) as u64)),
            Unit::Count => said::count(value.max(0.0) as u64),
            Unit::Dollars => format!("${value:.2}"),
        }
    }
}
