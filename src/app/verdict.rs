//! The verdict of an incident: what was promised, what is measured, where the seconds went, and why.

use crate::app::say::{self, Standing};
use crate::app::{asked, toll, words};
use crate::world::{AppView, ChannelState, ChannelView, IncidentView, View};

/// One of the two figures that are judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub value: String,
    /// What stands beneath it: what is left of the goal, or how much time a loss is.
    pub note: Option<String>,
    pub met: Option<bool>,
}

impl Figure {
    /// What stands there while there is no incident.
    pub fn unknown() -> Figure {
        Figure {
            value: "–".to_owned(),
            note: None,
            met: None,
        }
    }
}

/// The incident's recovery so far, against the RTO.
pub fn recovery(view: &View, incident: &IncidentView) -> Figure {
    Figure {
        value: words::span(say::recovery(incident, view.now)),
        note: toll::countdown(view, incident),
        met: incident
            .met_rto
            .filter(|_| say::standing(incident) != Standing::Untouched),
    }
}

/// The incident's lost orders, against the RPO, which is judged once it is over: until then a restore may bring them back.
pub fn loss(view: &View, incident: &IncidentView) -> Figure {
    let unless = toll::unless_of(view, incident);
    let is_decided = say::standing(incident).is_decided();
    // A way out may still tear some off.
    let so_far = || (!is_decided).then(|| "so far".to_owned());
    Figure {
        value: words::count(incident.lost_writes),
        note: unless
            .or_else(|| toll::time_of(incident.lost_span))
            .or_else(so_far),
        met: incident.met_rpo.filter(|_| is_decided),
    }
}

/// All that the run has lost, against the RPO: where somebody's own action lost orders, that of an incident is not the whole of it.
pub fn loss_of_run(view: &View) -> Figure {
    Figure {
        value: words::count(view.writes.lost),
        note: toll::time_of(view.lost_span()),
        met: view.goals.rpo.map(|_| !view.missed_goals().rpo),
    }
}

/// What all that stands costs a month, against a budget if there is one.
pub fn cost(view: &View, budget: Option<u32>) -> Figure {
    let usd = view.monthly_cost_usd();
    let unpriced = view.unpriced().next();
    // What has no price is not for nothing.
    let over = if unpriced.is_some() { "over " } else { "" };
    Figure {
        value: format!("{over}{}", words::dollars(usd)),
        note: unpriced.map(|_| "a month, and what has no price here".to_owned()),
        met: budget.map(|budget| usd <= f64::from(budget)),
    }
}

/// What the lost orders of an incident are called: where somebody's own action lost others, whose these are is said.
pub fn loss_name(view: &View) -> &'static str {
    match own_loss(view) {
        Some(_) => "Lost in incident",
        None => "Lost orders",
    }
}

/// The incident that is read unless another was chosen: the last fault that is not over, for it asks for something; else the
/// last drill that is not over; else the last of all.
pub fn to_be_read(view: &View) -> Option<usize> {
    let is_open = |one: &IncidentView| one.recovered_at.is_none();
    let open = |fault: bool| {
        let mut all = view.incidents.iter();
        all.rposition(|one| is_open(one) && one.is_fault() == fault)
    };
    let last = view.incidents.len().checked_sub(1);
    open(true).or_else(|| open(false)).or(last)
}

/// What all of the run cost, told as such, since it stands beside one incident's figures. A line for each application: how
/// long it was down, and what it lost. One for all of them, if they are several; and one for all incidents that are open, where
/// it is more than the one that is read.
pub fn lines(view: &View, read: Option<&IncidentView>) -> Vec<(String, String)> {
    let mut lines: Vec<_> = view.apps.iter().map(|app| of_app(view, app)).collect();
    if view.apps.len() > 1 {
        let lost = format!("lost {}", toll::of_run(view));
        lines.push(("Whole run, all applications".to_owned(), lost));
    }
    let is_read = |one: &IncidentView| read.is_some_and(|read| read.number == one.number);
    if view.open_incidents().any(|one| !is_read(one)) {
        let count = view.open_incidents().count();
        let orders = view.lost_in_open_incidents();
        let lost = toll::lost(orders, view.lost_span_in_open_incidents());
        lines.push((
            format!(
                "All of {}",
                words::counted(count as u64, "open incident", "open incidents")
            ),
            format!("lost {lost} so far"),
        ));
    }
    lines
}

fn of_app(view: &View, app: &AppView) -> (String, String) {
    let down = |name: &str, channel: &ChannelView| match (channel.outage_total, channel.state) {
        (none, ChannelState::Waiting) if none.is_zero() => format!("{name} without an answer"),
        (none, ChannelState::Failing) if none.is_zero() => {
            format!("{name} {}", asked::how_it_fails(channel))
        }
        (none, _) if none.is_zero() => format!("{name} always up"),
        (down, _) => format!("{name} down {}", words::span(down)),
    };
    let wrong = match app.wrong_data {
        none if none.is_zero() => String::new(),
        served => format!("wrong data {}, ", words::span(served)),
    };
    let text = format!(
        "{}, {}, {wrong}lost {}",
        down("writes", &app.writes),
        down("reads", &app.reads),
        toll::of_app(view, app)
    );
    (format!("Whole run, {}", app.name), text)
}

/// A bar of the waterfall; places are shares of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub name: &'static str,
    /// The application that waited, where the incident has several.
    pub of: Option<String>,
    pub from: f64,
    pub width: f64,
    /// How long it lasts: the bars together as long as the recovery.
    pub span: String,
    /// Whether the incident is in this phase now.
    pub open: bool,
}

/// The phases as a waterfall: each bar begins where the one before ends.
pub fn waterfall(incident: &IncidentView) -> Vec<Bar> {
    let Some(last) = incident.phases.last() else {
        return Vec::new();
    };
    let total = last.to.since(incident.at);
    let whole = total.ms().max(1) as f64;
    incident
        .phases
        .iter()
        .enumerate()
        .map(|(place, phase)| Bar {
            name: words::phase(told(incident, place)),
            of: phase.app.clone().filter(|_| incident.apps.len() > 1),
            from: phase.from.since(incident.at).ms() as f64 / whole,
            width: phase.to.since(phase.from).ms() as f64 / whole,
            span: words::part(
                phase.from.since(incident.at),
                phase.to.since(incident.at),
                total,
            ),
            open: incident.recovered_at.is_none() && place + 1 == incident.phases.len(),
        })
        .collect()
}

/// What a phase is called. While a database stands ready, the world waits for somebody to point to it; where rows were copied back
/// from it next, nothing was pointed, and that was the time of deciding to.
fn told(incident: &IncidentView, place: usize) -> &'static str {
    let name = |place: usize| incident.phases.get(place).map(|phase| phase.name);
    match (name(place), name(place + 1)) {
        (Some("re-pointing"), Some("copying back")) => "deciding",
        (name, _) => name.unwrap_or_default(),
    }
}

/// What the learner's own actions have lost apart from any incident, in a line; and whether that keeps to the RPO.
pub fn own_loss(view: &View) -> Option<(String, Option<bool>)> {
    let charged: u64 = view.incidents.iter().map(|one| one.lost_writes).sum();
    let own = view.writes.lost.saturating_sub(charged);
    (own > 0).then(|| {
        let orders = words::counted(own, "accepted order", "accepted orders");
        let text = format!(
            "Your own action tore off {}. They belong to no incident.",
            toll::and_time(orders, view.own_lost_span)
        );
        (text, view.own_actions_met_rpo)
    })
}

/// Why it came out as it did, in one or two sentences.
pub fn why(view: &View, incident: &IncidentView) -> String {
    let has = |name: &str| incident.phases.iter().any(|phase| phase.name == name);
    let keeps_all = incident.lost_writes == 0;
    let standing = say::standing(incident);
    // Another application went to a database without a standby.
    let elsewhere = has("waiting for the zone") || has("restoring") || has("creating");
    let look_at = match view.databases.is_empty() {
        true => "Select its backups",
        false => "Select the database",
    };
    let spared = toll::spared(incident).map(|spared| words::capital(&spared));
    let mut text = if let Some(spared) = spared {
        match standing == Standing::Untouched {
            true => format!("It goes on. {spared}."),
            false => format!("It is over. {spared}."),
        }
    } else if let Some(kind) = incident.fault.filter(|_| incident.spoils_blocks()) {
        kind.meaning.to_owned()
    } else if incident.damages_rows() {
        "A wrong statement is a write like any other: it is copied to every standby at once, and to every replica within its lag. Only an older tape is free of it.".to_owned()
    } else if has("failover") && !elsewhere && keeps_all && standing == Standing::Recovered {
        let noticing = if has("detection") { "noticing, " } else { "" };
        // Behind a proxy a client keeps its address.
        let finding = match has("dns") {
            true => "the client finding the new address",
            false => "the client connecting anew",
        };
        format!(
            "The standby held every acknowledged write, since a commit waits for both copies. The time went into {noticing}taking over, and {finding}."
        )
    } else if has("promoting") {
        "A promotion keeps what the replica had received, no more, and the endpoint is a new one."
            .to_owned()
    } else if has("restoring") {
        "A restore makes a new database: of a backup alone, or with the uploaded logs up to the moment asked for. What was written later is not in it.".to_owned()
    } else if has("crash recovery") && keeps_all {
        "The volume survived, so the engine replayed its own log and nothing was lost.".to_owned()
    } else if standing == Standing::Recovered && !keeps_all {
        "It is over. The tape that is used now does not hold what is lost.".to_owned()
    } else if standing == Standing::Recovered && has("waiting for the zone") {
        "It came back where it stood, with the same volume: nothing acknowledged was lost."
            .to_owned()
    } else if standing == Standing::Recovered {
        "It is over, and nothing acknowledged was lost.".to_owned()
    } else if let Some(what) = say::under_way(view) {
        format!("It is not over. Under way: {what}. {look_at} to see what else can be done.")
    } else if has("noticing") || has("deciding") {
        format!("Nothing here recovers by itself. {look_at} to see what can be done.")
    } else {
        "It is not over. Play on to see what happens by itself, or select the database to see what can be done.".to_owned()
    };
    if let Some(fate) = toll::unless_of(view, incident) {
        text.push_str(&format!(
            " All that was ever accepted counts as lost while the application has no database: {fate}."
        ));
    } else if !keeps_all && incident.stranded_writes == incident.lost_writes {
        text.push_str(
            " A backup or a copy that is not in use holds the lost orders: they are stranded, not gone.",
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_over_is_read_before_what_came_and_went_since() {
        let mut view = fixture::zone_dark();
        assert_eq!(to_be_read(&view), Some(0));
        let mut drill = view.incidents[0].clone();
        drill.fault = None;
        view.incidents.push(drill);
        assert_eq!(to_be_read(&view), Some(0));
        view.incidents[1].recovered_at = Some(view.now);
        assert_eq!(to_be_read(&view), Some(0));
        view.incidents[0].recovered_at = Some(view.now);
        assert_eq!(to_be_read(&view), Some(1));
        let told = toll::one_of_several(&view, view.incidents.last()).expect("there are two");
        assert!(told.ends_with(". Whole run: lost 0."), "{told}");
        view.incidents.pop();
        assert_eq!(toll::one_of_several(&view, view.incidents.last()), None);
    }
    use crate::app::{announce, fixture};

    #[test]
    fn the_waterfall_fills_the_whole_recovery() {
        let view = fixture::failed_over();
        let bars = waterfall(&view.incidents[0]);
        assert_eq!(bars.len(), 4);
        let end = bars.last().map(|bar| bar.from + bar.width);
        assert!(end.is_some_and(|end| (end - 1.0).abs() < 1e-9));
        assert!(
            bars.windows(2)
                .all(|pair| (pair[0].from + pair[0].width - pair[1].from).abs() < 1e-9)
        );
    }

    #[test]
    fn where_rows_were_copied_back_nobody_pointed_anywhere() {
        let mut incident = fixture::restored().incidents[0].clone();
        let names = |incident: &IncidentView| -> Vec<&str> {
            waterfall(incident).iter().map(|bar| bar.name).collect()
        };
        assert_eq!(names(&incident).last(), Some(&words::phase("re-pointing")));
        let mut back = incident.phases[3].clone();
        back.name = "copying back";
        incident.phases.push(back);
        assert_eq!(
            names(&incident)[3..],
            [words::phase("deciding"), "copying back"]
        );
    }

    #[test]
    fn what_no_incident_lost_is_the_learners_own_loss() {
        let mut view = fixture::restored();
        view.writes.lost = 780;
        assert_eq!(own_loss(&view), None);
        assert_eq!(loss_name(&view), "Lost orders");
        let before = view.clone();
        view.writes.lost = 790;
        view.own_actions_met_rpo = Some(false);
        let (text, met) = own_loss(&view).expect("ten more are lost");
        assert_eq!(
            text,
            "Your own action tore off 10 accepted orders. They belong to no incident."
        );
        assert_eq!(met, Some(false));
        assert_eq!(loss_name(&view), "Lost in incident");
        assert!(announce::changes(&before, &view, false).contains(&text));
        assert!(!announce::changes(&view, &view, false).contains(&text));
    }

    #[test]
    fn what_all_of_the_run_cost_is_told_as_such_beside_one_incident() {
        let mut view = fixture::zone_dark();
        let names = |view: &View| -> Vec<String> {
            let lines = lines(view, view.incidents.first()).into_iter();
            lines.map(|(name, _)| name).collect()
        };
        assert_eq!(names(&view), ["Whole run, shop"]);
        let mut till = view.apps[0].clone();
        till.name = "till".to_owned();
        view.apps.push(till);
        let mut other = view.incidents[0].clone();
        other.number = 1;
        other.lost_writes = 12;
        view.incidents.push(other);
        let all = lines(&view, view.incidents.first());
        assert_eq!(
            names(&view),
            [
                "Whole run, shop",
                "Whole run, till",
                "Whole run, all applications",
                "All of 2 open incidents"
            ]
        );
        assert_eq!(all[3].1, "lost 12 orders so far");
    }

    #[test]
    fn a_sum_that_leaves_something_out_does_not_look_like_the_whole() {
        let mut view = fixture::restored();
        assert!(cost(&view, None).value.starts_with('$'));
        view.cost[0].usd_per_month = None;
        assert!(cost(&view, None).value.starts_with("over $"));
    }

    #[test]
    fn figures_stand_beside_their_goals() {
        let view = fixture::restored();
        let incident = &view.incidents[0];
        let figure = loss(&view, incident);
        assert_eq!((figure.value.as_str(), figure.met), ("780", Some(false)));
        assert!(why(&view, incident).contains("stranded"));
        assert_eq!(recovery(&view, incident).value, "38 min");
    }
}
