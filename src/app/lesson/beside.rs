//! What stands beside a lesson's text: the figures above the tabs, and the verdict. What a question asks for is covered until that is
//! answered: nobody predicts what can be read.

use crate::app::drawn::Calm;
use crate::app::lesson::guided::Guided;
use crate::app::lesson::play::LessonPlay;
use crate::app::lesson::recall::Of;
use crate::app::part::{Attribute, Parts};
use crate::app::side::{self, alarms, badge, cost};
use crate::app::toll;
use crate::app::verdict::{self, Figure};
use crate::app::words::span;
use crate::lesson::{Condition, IncidentIs, LessonStep, Metric};
use crate::sim::SimDuration;

const ANSWER_FIRST: &str = "answer first";

/// What the questions of the present step ask for, until all of them are answered: what was said can still be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Asked {
    /// How long it was down, or whether it is.
    recovery: bool,
    /// What was lost, or will be.
    loss: bool,
    /// What all that stands costs a month.
    cost: bool,
}

impl Asked {
    fn of(play: &LessonPlay) -> Asked {
        let step = play.step().filter(|_| play.unanswered().is_some());
        let mut asked = Asked::default();
        let questions = step.iter().flat_map(|(_, step)| &step.step.predictions);
        let choices = questions.flat_map(|question| &question.choices);
        for condition in choices.flat_map(|choice| &choice.when) {
            asked.add(condition);
        }
        // Nor is it remembered what can be read.
        match play.debrief.asks().map(|recall| recall.of) {
            Some(Of::Loss) => asked.loss = true,
            Some(Of::Outage) => asked.recovery = true,
            None => {}
        }
        asked
    }

    fn add(&mut self, condition: &Condition) {
        match condition {
            Condition::Any(all) => all.iter().for_each(|one| self.add(one)),
            Condition::Not(one) => self.add(one),
            Condition::Metric(metric) => self.add_metric(metric.name),
            Condition::Incident(incident) => {
                let IncidentIs {
                    fault: _,
                    action: _,
                    recovered,
                    rto,
                    rpo,
                    phase,
                } = incident;
                self.recovery |= recovered.is_some() || rto.is_some() || phase.is_some();
                self.loss |= rpo.is_some();
            }
            Condition::Cost(_) => self.cost = true,
            // None of the figures tells these.
            Condition::Database(_)
            | Condition::App(_)
            | Condition::Backups(_)
            | Condition::Used(_)
            | Condition::Snapshot(_)
            | Condition::Score(_) => {}
        }
    }

    fn add_metric(&mut self, metric: Metric) {
        match metric {
            Metric::LostWrites | Metric::LostSpan | Metric::StrandedWrites => self.loss = true,
            Metric::Recovery | Metric::WriteOutage | Metric::ReadOutage | Metric::WrongData => {
                self.recovery = true;
            }
            // None of the figures tells these.
            Metric::DamagedRows
            | Metric::InDoubtWrites
            | Metric::RefusedWrites
            | Metric::Lag
            | Metric::UnreceivedWrites
            | Metric::Time => {}
        }
    }
}

/// The verdict in its tab. It tells so much that it is covered whatever is asked.
pub fn verdict_tab(play: &LessonPlay, calm: &Calm, at: &mut Parts) {
    let why = match (play.unanswered(), play.debrief.asks()) {
        (Some(_), _) => "The step asks something, and here it might be read: answer first.",
        (None, Some(_)) => {
            "The result asks what you have seen, and here it might be read: answer it first, or skip it."
        }
        (None, None) => return side::verdict(calm, true, None, at),
    };
    at.line("p quiet verdict__empty", why);
}

/// Under a text that speaks of the verdict, the verdict: what is read side by side needs no other tab.
pub(super) fn verdict_of(shown: &Guided, step: &LessonStep, at: &mut Parts) {
    let view = &*shown.calm.view;
    let incident = shown.calm.incident.map(|place| &view.incidents[place]);
    let speaks = speaks_of_verdict(step) && shown.play.unanswered().is_none();
    if let Some(incident) = incident.filter(|_| speaks) {
        at.within("section beside", |at| {
            at.line("h3", "Verdict");
            side::judgement(shown.calm, incident, at);
        });
    }
}

fn speaks_of_verdict(step: &LessonStep) -> bool {
    let names = ["verdict", "Verdict", "waterfall"];
    let mut places = step.step.places.iter();
    places.any(|place| place == "verdict") || names.iter().any(|name| step.html.contains(name))
}

/// What is said of a figure stands under it in one line, or beneath all figures: nothing moves for it.
const NOTE_MAX: usize = 24;

pub(super) fn is_long(note: &str) -> bool {
    note.chars().count() > NOTE_MAX
}

/// The two figures that are judged, in one line above the tabs.
pub fn figures(play: &LessonPlay, calm: &Calm, at: &mut Parts) {
    let view = &*calm.view;
    let asked = Asked::of(play);
    let incident = calm.incident.map(|place| &view.incidents[place]);
    at.within("section score", |at| {
        let recovery = incident.map(|incident| match asked.recovery {
            true => covered(),
            false => verdict::recovery(view, incident),
        });
        figure("Recovery", "RTO", view.goals.rto, recovery, at);
        let mut loss = incident.map(|incident| match asked.loss {
            true => covered(),
            false => verdict::loss(view, incident),
        });
        let aside = loss.as_mut();
        let aside = aside.and_then(|loss| loss.note.take_if(|note| is_long(note)));
        let name = match verdict::own_loss(view) {
            Some(_) if !asked.loss => {
                loss = Some(verdict::loss_of_run(view));
                "Lost in the run"
            }
            Some(_) | None => "Lost orders",
        };
        figure(name, "RPO", view.goals.rpo, loss, at);
        match asked.cost {
            true => figure("Cost", "", None, Some(covered()), at),
            false => cost(view, None, at),
        }
        let several = toll::one_of_several(view, incident).filter(|_| !asked.loss);
        let is_loss = several.is_none() && aside.is_some();
        let told = several.or(aside).unwrap_or_default();
        at.line("p score__of", told.clone())
            .says(Attribute::Title, told)
            .class_if(is_loss, "score__of--lost");
    })
    .says(Attribute::Label, "Goals");
}

fn covered() -> Figure {
    Figure {
        note: Some(ANSWER_FIRST.to_owned()),
        ..Figure::unknown()
    }
}

fn figure(
    name: &'static str,
    goal_name: &'static str,
    goal: Option<SimDuration>,
    figure: Option<Figure>,
    at: &mut Parts,
) {
    let Figure { value, note, met } = figure.unwrap_or_else(Figure::unknown);
    let lost = goal_name == "RPO" && alarms(&value, met);
    at.within("div score__figure", |at| {
        at.within("p score__goal", |at| {
            at.line("span", name);
            badge(met, at);
        });
        at.line("b number", value);
        let goal = match goal {
            Some(goal) => Some(format!("{goal_name} {}", span(goal))),
            None if goal_name.is_empty() => None,
            None => Some(format!("no {goal_name}")),
        };
        let note: Vec<String> = [goal, note].into_iter().flatten().collect();
        at.line("p figure__note number", note.join(": "));
    })
    .class_if(lost, "score__figure--lost");
}
