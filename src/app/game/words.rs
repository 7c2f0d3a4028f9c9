//! What a game day says.

use crate::app::asked::how_it_fails;
use crate::app::toll;
use crate::app::words::{capital, counted, span, stopwatch};
use crate::lesson::GameLevel;
use crate::lesson::game::{name, rules};
use crate::sim::SimTime;
use crate::world::{ChannelState, IncidentView, View};

/// The level's name as a heading.
pub fn title(level: GameLevel) -> &'static str {
    match level {
        GameLevel::WarmUp => "Warm-up",
        GameLevel::Shift => "Shift",
        GameLevel::Storm => "Storm",
    }
}

/// What strikes, in a sentence or two.
pub fn what_strikes(level: GameLevel) -> &'static str {
    match level {
        GameLevel::WarmUp => {
            "A volume or a whole zone, which a standby survives alone; and the network, for which it needs you."
        }
        GameLevel::Shift => {
            "People too: bad writes, deletions, cuts in the network. You have to act."
        }
        GameLevel::Storm => {
            "All of that, a whole Region for hours, and one thing before the last is over."
        }
    }
}

/// Facts of a level: name and value.
pub fn facts(level: GameLevel) -> [(&'static str, String); 6] {
    let rules = rules(level);
    [
        ("Lasts", format!("{} h", rules.shift.ms() / 3_600_000)),
        ("Takes", format!("about {} min of yours", minutes(level))),
        (
            "Strikes",
            format!(
                "up to {}",
                counted(rules.strikes as u64, "incident", "incidents")
            ),
        ),
        ("RTO", span(rules.rto)),
        ("RPO", rpo(level)),
        ("Budget", format!("${} a month", rules.budget_usd)),
    ]
}

/// What may be lost: a goal of no time at all means no write.
fn rpo(level: GameLevel) -> String {
    match rules(level).rpo {
        rpo if rpo.is_zero() => "0 s: no write lost".to_owned(),
        rpo => span(rpo),
    }
}

/// How many minutes it takes to play, at its own pace.
pub fn minutes(level: GameLevel) -> u32 {
    match level {
        GameLevel::WarmUp => 4,
        GameLevel::Shift => 10,
        GameLevel::Storm => 20,
    }
}

/// What is known of an incident without being told its kind.
pub fn symptom(incident: &IncidentView, view: &View) -> String {
    if incident.damages_rows() {
        return "customers report wrong rows".to_owned();
    }
    if incident.apps.is_empty() {
        return "something is wrong behind the shop".to_owned();
    }
    let apps = || {
        view.apps
            .iter()
            .filter(|app| incident.apps.contains(&app.name))
    };
    let open = incident.recovered_at.is_none();
    let state = |is: ChannelState| apps().any(|app| open && app.writes.state == is);
    if state(ChannelState::Waiting) {
        "orders get no answer".to_owned()
    } else if open && apps().all(|app| app.writes.state == ChannelState::Serving) {
        "reads fail".to_owned()
    } else if incident.write_outage.is_zero() && !incident.read_outage.is_zero() {
        "reads failed".to_owned()
    } else if open {
        let failing = apps().find(|app| app.writes.state == ChannelState::Failing);
        let how = failing.map_or("not accepted", |app| how_it_fails(&app.writes));
        format!("orders are {how}")
    } else {
        "orders failed".to_owned()
    }
}

/// An incident in the list beside the stage: what, and how it stands.
pub fn incident(incident: &IncidentView, view: &View, secret: bool) -> (String, String) {
    let what = match secret {
        true => capital(&symptom(incident, view)),
        false => format!("{}, {}", name(incident), incident.target),
    };
    let how = match incident.recovery {
        Some(recovery) if recovery.is_zero() => "the shop noticed nothing".to_owned(),
        Some(recovery) => format!("recovered after {}", span(recovery)),
        None => {
            let rto = span(view.goals.rto.unwrap_or_default());
            let left = toll::countdown(view, incident);
            let left = left.map_or_else(String::new, |left| format!(", RTO {rto}: {left}"));
            format!("open for {}{left}", span(view.now.since(incident.at)))
        }
    };
    let lost = match incident.lost_writes {
        0 => String::new(),
        lost => format!(", lost {}", toll::lost(lost, incident.lost_span)),
    };
    (what, format!("{how}{lost}"))
}

/// That something has struck, and not what.
pub fn banner(at: SimTime) -> String {
    format!("Something has happened at {}.", stopwatch(at))
}

/// What a score comes to, in a few words.
pub fn praise(points: u32) -> &'static str {
    match points {
        90..=100 => "Nobody will be woken tonight.",
        75..90 => "A good day, with something to learn from.",
        60..75 => "Passed. The reasons show where the rest went.",
        30..60 => "A hard day. The reasons show what to change.",
        _ => "A day to learn from: look at the reason that took most, and change that.",
    }
}
