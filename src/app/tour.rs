//! The first minute: a power cut and a wrong DELETE, predicted, felt, and then named.

use crate::app::{toll, words};
use crate::sim::SimDuration;
use crate::world::{ChannelState, IncidentView, View};

/// How far the first minute has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Orders tick; two predictions wait.
    Ask,
    /// The power is cut; the phases pass.
    Dark,
    /// The first order was accepted again.
    Answer,
    /// The wrong DELETE has run.
    Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    AtOnce,
    HalfMinute,
    OneOrTwoMinutes,
    WhenPowerReturns,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowMany {
    None,
    Some,
    FiveMinutes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TourMsg {
    Begin,
    When(When),
    Lost(HowMany),
    CutPower,
    Saves(bool),
    /// Goes to the question about the standby.
    ToQuestion,
    Delete,
    /// Two of the three doors; the third leads to the course.
    Repair,
    SameSeedSingleAz,
}

impl When {
    pub const ALL: [When; 4] = [
        When::AtOnce,
        When::HalfMinute,
        When::OneOrTwoMinutes,
        When::WhenPowerReturns,
    ];

    pub fn label(self) -> &'static str {
        match self {
            When::AtOnce => "under 1 s",
            When::HalfMinute => "30 s",
            When::OneOrTwoMinutes => "1–2 min",
            When::WhenPowerReturns => "when power returns",
        }
    }

    /// The answer that fits an outage best; power was to be out for `cut`.
    fn fitting(outage: SimDuration, cut: SimDuration) -> When {
        match outage.ms() {
            0..5_000 => When::AtOnce,
            5_000..45_000 => When::HalfMinute,
            _ if outage < cut => When::OneOrTwoMinutes,
            _ => When::WhenPowerReturns,
        }
    }
}

impl HowMany {
    pub const ALL: [HowMany; 3] = [HowMany::None, HowMany::Some, HowMany::FiveMinutes];

    pub fn label(self) -> &'static str {
        match self {
            HowMany::None => "none",
            HowMany::Some => "some",
            HowMany::FiveMinutes => "five minutes’ worth",
        }
    }

    fn fitting(lost: u64, rate: f64) -> HowMany {
        match lost {
            0 => HowMany::None,
            lost if (lost as f64) < rate * 150.0 => HowMany::Some,
            _ => HowMany::FiveMinutes,
        }
    }
}

/// The zone that loses its power, and for how long.
pub const CUT: &str = "fault inject az-outage us-east-1a --for 45m";
pub const CUT_LASTS: SimDuration = SimDuration::from_mins(45);
pub const DELETE: &str = "fault inject bad-write orders --rows 1000";

/// Where a learner stands in the first minute.
#[derive(Clone, Debug, PartialEq)]
pub struct Tour {
    pub step: Step,
    /// On the Multi-AZ start, or on the Single-AZ one under the same seed.
    pub multi_az: bool,
    pub when: Option<When>,
    pub lost: Option<HowMany>,
    pub saves: Option<bool>,
    /// How long the Multi-AZ run was down, to compare the other with.
    pub before: Option<SimDuration>,
    /// Real milliseconds since the cut: a long outage passes ever faster.
    pub dark_ms: f64,
}

impl Tour {
    pub fn new(multi_az: bool, before: Option<SimDuration>) -> Tour {
        Tour {
            step: Step::Ask,
            multi_az,
            when: None,
            lost: None,
            saves: None,
            before,
            dark_ms: 0.0,
        }
    }

    /// Simulated milliseconds per real one.
    pub fn pace(&self) -> f64 {
        match self.step {
            Step::Ask | Step::Answer | Step::Mark => 1.0,
            // About eightfold; after twenty seconds everything has been seen, and time may fly.
            Step::Dark => 8.0 * (1.0 + (self.dark_ms / 1000.0 - 20.0).max(0.0).powi(2)).min(60.0),
        }
    }

    /// Whether it asks something that was not answered yet, before the DELETE runs.
    pub fn asks_of_standby(&self) -> bool {
        self.step == Step::Answer && self.multi_az && self.saves.is_none()
    }

    /// Whether all has been asked and answered: what is pressed next leads away.
    pub fn is_at_its_doors(&self) -> bool {
        self.step == Step::Mark
    }

    /// Whether the outage of the power cut is over: orders are accepted again.
    pub fn is_over(view: &View) -> bool {
        view.incidents
            .first()
            .is_some_and(|incident| incident.recovered_at.is_some())
            && view
                .apps
                .iter()
                .all(|app| app.writes.state == ChannelState::Serving)
    }
}

/// What the headline says.
pub fn headline(tour: &Tour, view: &View) -> String {
    let incident = view.incidents.first();
    match (tour.step, incident) {
        (Step::Ask, _) if !tour.multi_az => {
            "The same power cut, the same luck, but no standby. How many orders will you lose?"
                .to_owned()
        }
        (Step::Ask, _) => {
            "A data centre is about to lose power. How many orders will you lose?".to_owned()
        }
        (Step::Dark, Some(incident)) => format!(
            "No order has been accepted for {}.",
            words::span(view.now.since(incident.at))
        ),
        (Step::Dark, None) => "The zone has lost its power.".to_owned(),
        (Step::Answer, Some(incident)) => format!(
            "Down {}. Lost {}.",
            words::span(incident.write_outage),
            toll::and_time(words::count(incident.lost_writes), incident.lost_span)
        ),
        (Step::Answer, None) => "Orders are accepted again.".to_owned(),
        (Step::Mark, _) if tour.multi_az => "It copied the mistake perfectly.".to_owned(),
        (Step::Mark, _) => "The only copy has the mistake.".to_owned(),
    }
}

/// From the first order that was accepted again to the DELETE: the clock leaps over the repair of the standby.
pub fn until_delete(view: &View) -> SimDuration {
    let open_again = view.incidents.first().and_then(|cut| cut.recovered_at);
    let delete = view.incidents.last().map(|delete| delete.at);
    open_again
        .zip(delete)
        .map_or(SimDuration::ZERO, |(from, to)| to.since(from))
}

/// A prediction beside what came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub right: bool,
}

impl Said {
    fn new(said: &str, about: &str, truth: &str) -> Said {
        let right = said == truth;
        let judged = match right {
            true => "Right.".to_owned(),
            false => format!("The answer was {truth}."),
        };
        Said {
            text: format!("You said {said}{about}. {judged}"),
            right,
        }
    }

    /// Whether the standby saves one from a wrong statement.
    pub fn of_standby(saves: bool) -> Said {
        Said::new(if saves { "yes" } else { "no" }, "", "no")
    }
}

/// What the learner said and how it compares; nothing for what was skipped.
pub fn said(tour: &Tour, incident: &IncidentView, rate: f64) -> Vec<Said> {
    let mut said = Vec::new();
    if let Some(when) = tour.when {
        let truth = When::fitting(incident.write_outage, CUT_LASTS);
        said.push(Said::new(when.label(), "", truth.label()));
    }
    if let Some(lost) = tour.lost {
        let truth = HowMany::fitting(incident.lost_writes, rate);
        said.push(Said::new(lost.label(), " would be lost", truth.label()));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn predictions_are_held_against_what_came() {
        let view = fixture::failed_over();
        let mut tour = Tour::new(true, None);
        assert!(said(&tour, &view.incidents[0], 2.0).is_empty(), "skipped");
        tour.when = Some(When::OneOrTwoMinutes);
        tour.lost = Some(HowMany::Some);
        let said = said(&tour, &view.incidents[0], 2.0);
        assert_eq!([said[0].right, said[1].right], [true, false]);
        assert_eq!(said[0].text, "You said 1–2 min. Right.");
        assert_eq!(
            said[1].text,
            "You said some would be lost. The answer was none."
        );
        tour.step = Step::Answer;
        assert_eq!(headline(&tour, &view), "Down 93 s. Lost 0.");
    }

    #[test]
    fn the_leap_to_the_delete_is_told() {
        let mut view = fixture::failed_over();
        let leap = SimDuration::from_mins(145);
        let open_again = view.incidents[0].recovered_at.expect("it failed over");
        let mut delete = fixture::bad_write().incidents[0].clone();
        delete.at = open_again + leap;
        view.incidents.push(delete);
        assert_eq!(until_delete(&view), leap);
    }

    #[test]
    fn a_long_outage_passes_ever_faster() {
        let mut tour = Tour::new(false, None);
        tour.step = Step::Dark;
        assert_eq!(tour.pace(), 8.0);
        tour.dark_ms = 30_000.0;
        assert!(tour.pace() > 400.0);
        assert!(!Tour::is_over(&fixture::zone_dark()));
        assert!(Tour::is_over(&fixture::failed_over()));
    }
}
