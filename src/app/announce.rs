//! What the polite live region says: the differences between two views, in sentences.

use crate::app::{asked, say, toll, verdict, words};
use crate::sim::SimTime;
use crate::world::{AppView, ChannelState, DatabaseView, FaultView, IncidentView, RoleView, View};

/// What a person who cannot see the stage should be told has changed. Faults that strike in secret are told by what they do.
pub fn changes(old: &View, new: &View, secret: bool) -> Vec<String> {
    let mut said = Vec::new();
    if !secret {
        said.extend(of_faults(old, new));
    }
    said.extend(of_losses(old, new));
    said.extend(of_incidents(old, new));
    let own = verdict::own_loss(new).filter(|own| verdict::own_loss(old).as_ref() != Some(own));
    said.extend(own.map(|(text, _)| text));
    for app in &new.apps {
        if let Some(before) = old.apps.iter().find(|other| other.name == app.name) {
            said.extend(of_app(before, app));
        }
    }
    for entry in &new.databases {
        let before = old
            .databases
            .iter()
            .find(|other| other.resource_id == entry.resource_id);
        of_database(before, entry, &mut said);
    }
    for entry in &old.databases {
        let stays = new
            .databases
            .iter()
            .any(|other| other.resource_id == entry.resource_id);
        if !stays {
            said.push(format!("{} is gone.", entry.id));
        }
    }
    said
}

fn of_faults(old: &View, new: &View) -> Vec<String> {
    let named = |fault: &FaultView| {
        let (kind, target) = (fault.fault.kind.noun, fault.fault.target());
        (kind, target)
    };
    let mut said = Vec::new();
    for fault in new
        .faults
        .iter()
        .filter(|fault| !old.faults.contains(fault))
    {
        let (what, target) = named(fault);
        said.push(format!("{} at {target}.", words::capital(what)));
    }
    for fault in old
        .faults
        .iter()
        .filter(|fault| !new.faults.contains(fault))
    {
        let (what, target) = named(fault);
        said.push(format!("The {what} at {target} is over."));
    }
    said
}

/// Incidents that are over now: what they cost, as the verdict says it.
fn of_incidents(old: &View, new: &View) -> Vec<String> {
    let open: Vec<u32> = old.open_incidents().map(|one| one.number).collect();
    let was_open = |one: &&IncidentView| open.contains(&one.number);
    let over = new.incidents.iter().filter(was_open);
    over.filter(|one| one.recovered_at.is_some())
        .map(|one| recovered(one, new.now))
        .collect()
}

/// Orders that were torn off, or are back: what became of them.
fn of_losses(old: &View, new: &View) -> Vec<String> {
    let lost = |number: u32| old.incident(number).map_or(0, |one| one.lost_writes);
    let all = new.incidents.iter();
    all.filter_map(|one| loss(one, lost(one.number))).collect()
}

/// What an incident lost since it had lost so many: `23,384 orders were torn off: 9.2 s of writes, stranded on …`.
fn loss(incident: &IncidentView, before: u64) -> Option<String> {
    let now = incident.lost_writes;
    if now < before {
        let back = words::counted(before - now, "order", "orders");
        return Some(format!("Back again: {back}."));
    }
    let torn = words::counted(now - before, "order", "orders");
    let were = if now - before == 1 { "was" } else { "were" };
    let fate = match incident.stranded_writes {
        0 => "gone",
        stranded if stranded == now => "stranded on a copy that is not in use",
        _ => "some of them stranded on a copy that is not in use",
    };
    let span = words::nearest(incident.lost_span);
    (now > before).then(|| format!("{torn} {were} torn off: {span} of writes, {fate}."))
}

/// That an incident is over, and what it cost; of one that no request failed by, just that.
pub fn recovered(incident: &IncidentView, now: SimTime) -> String {
    if let Some(spared) = toll::spared(incident) {
        let (cause, target) = (words::capital(&words::cause(incident)), &incident.target);
        return format!("{cause}, {target}: {spared}.");
    }
    let took = words::span(say::recovery(incident, now));
    format!(
        "Recovered after {took}, lost: {}.",
        toll::lost(incident.lost_writes, incident.lost_span)
    )
}

fn of_app(old: &AppView, new: &AppView) -> Option<String> {
    if !old.on_damaged_data && new.on_damaged_data {
        return Some(format!("{} now reads damaged data.", new.name));
    }
    // Who reads nothing reads nothing clean.
    let reads = new.reads.state == ChannelState::Serving;
    if old.on_damaged_data && !new.on_damaged_data && reads {
        return Some(format!("{} reads clean data again.", new.name));
    }
    let (channel, what, served) = say::asked_for(new);
    if say::asked_for(old).0.state == channel.state {
        return None;
    }
    Some(match channel.state {
        ChannelState::Serving => format!("{}: {what} are {served}.", words::capital(&new.name)),
        ChannelState::Waiting => format!("{}: no answer yet.", words::capital(&new.name)),
        ChannelState::Failing => format!(
            "{}: {what} are {}.",
            words::capital(&new.name),
            asked::how_it_fails(channel)
        ),
        ChannelState::Stopped => format!("{} is stopped.", words::capital(&new.name)),
    })
}

fn of_database(old: Option<&DatabaseView>, new: &DatabaseView, said: &mut Vec<String>) {
    let Some(old) = old else {
        return said.push(status(new));
    };
    if old.id != new.id {
        said.push(format!("{} is now called {}.", old.id, new.id));
    }
    let is_replica = |one: &DatabaseView| matches!(one.role, RoleView::ReadReplica { .. });
    if is_replica(old) && !is_replica(new) {
        said.push(format!("{} is promoted: it takes writes now.", new.id));
    }
    let (zone, was) = (new.primary().zone, old.primary().zone);
    let standbys = say::standbys(new);
    if was != zone {
        said.push(format!(
            "The primary of {} is now in {}.",
            new.id,
            zone.name()
        ));
    } else if old.status != new.status {
        said.push(status(new));
    } else if say::standbys(old) != standbys {
        let (who, how) = match standbys[..] {
            [] => ("standby", "none".to_owned()),
            [one] => ("standby", one.to_owned()),
            _ => ("standbys", standbys.join(", ")),
        };
        said.push(format!("The {who} of {}: {how}.", new.id));
    }
}

fn status(database: &DatabaseView) -> String {
    format!("{}: {}.", database.id, say::status(database))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::app::run::Run;
    use crate::sim::SimDuration;

    #[test]
    fn a_power_cut_is_told_in_sentences() {
        let said = changes(&fixture::multi_az(), &fixture::zone_dark(), false);
        assert_eq!(
            said,
            [
                "Power outage of a zone at us-east-1a.",
                "Shop: orders are unanswered.",
                "orders: RDS status rebooting.",
            ]
        );
        let said = changes(&fixture::zone_dark(), &fixture::failed_over(), false);
        assert!(said.contains(&"The primary of orders is now in us-east-1b.".to_owned()));
        assert!(changes(&fixture::multi_az(), &fixture::multi_az(), false).is_empty());
    }

    #[test]
    fn a_loss_is_told_once_and_so_is_what_came_back() {
        let mut torn = fixture::restored();
        torn.incidents[0].recovered_at = None;
        let mut before = torn.clone();
        before.incidents[0].lost_writes = 0;
        let told = "780 orders were torn off: 6 min 30 s of writes, stranded on a copy that is not in use.";
        assert_eq!(changes(&before, &torn, false), [told]);
        assert!(changes(&torn, &torn, false).is_empty());
        let mut more = torn.clone();
        more.incidents[0].lost_writes = 781;
        more.incidents[0].stranded_writes = 0;
        let said = changes(&torn, &more, false);
        assert_eq!(said, ["1 order was torn off: 6 min 30 s of writes, gone."]);
        assert_eq!(changes(&torn, &before, false), ["Back again: 780 orders."]);
        // What is over also says what it cost in all.
        let over = fixture::restored();
        let said = changes(&before, &over, false);
        assert_eq!(
            said,
            [
                told,
                "Recovered after 38 min, lost: 780 orders, 6 min 30 s back."
            ]
        );
    }

    #[test]
    fn a_fault_that_no_request_failed_by_is_not_said_to_be_recovered_from() {
        let text = crate::app::starts::ALL[1].transcript("KYIV")
            + "10s fault inject network-partition us-east-1a us-east-1b\n";
        let mut run = Run::open(&text).expect("it can be opened");
        let mut said = Vec::new();
        for _ in 0..600 {
            let before = run.view();
            run.advance(SimDuration::from_ms(100));
            said.extend(changes(&before, &run.view(), false));
        }
        assert!(
            !said.iter().any(|one| one.contains("Recovered")),
            "{said:?}"
        );
        let view = run.view();
        let incident = &view.incidents[0];
        let waited = incident.waited.ms();
        assert!(
            (1000..=3000).contains(&waited),
            "writes paused: {waited} ms"
        );
        let told = format!(
            "Cut in the network, {}: no request failed so far, but some waited {} for their answer.",
            incident.target,
            words::span(incident.waited)
        );
        assert!(
            said.iter()
                .any(|one| one.starts_with("Cut in the network, us-east-1a")),
            "{said:?}"
        );
        assert!(said.contains(&told), "{said:?}");
        let why = verdict::why(&view, incident);
        assert!(
            why.contains("no request failed") || why.contains("No request failed"),
            "{why}"
        );
    }

    #[test]
    fn a_replica_that_is_promoted_is_told_beside_what_rds_says() {
        let before = fixture::cross_region();
        let mut after = before.clone();
        after.databases[1].role = RoleView::Standalone;
        after.databases[1].status = "backing-up";
        after.databases[1].settled = false;
        let said = changes(&before, &after, false);
        assert_eq!(
            said,
            [
                "orders-west is promoted: it takes writes now.",
                "orders-west: RDS status backing-up.",
            ]
        );
    }

    #[test]
    fn only_who_reads_is_said_to_read_clean_data_again() {
        let damaged = fixture::bad_write();
        assert!(damaged.apps[0].on_damaged_data);
        let mut after = damaged.clone();
        after.apps[0].on_damaged_data = false;
        let told = "shop reads clean data again.";
        assert_eq!(changes(&damaged, &after, false), [told]);
        // A volume is lost, with the damage on it.
        after.apps[0].reads.state = ChannelState::Failing;
        after.apps[0].writes.state = ChannelState::Failing;
        let said = changes(&damaged, &after, false);
        assert_eq!(said, ["Shop: orders are refused."]);
    }

    #[test]
    fn who_writes_nothing_has_no_orders() {
        let served = fixture::multi_az();
        let mut refused = served.clone();
        refused.apps[0].reads.state = ChannelState::Failing;
        let mut both = [served, refused];
        for view in &mut both {
            view.apps[0].writes.rate = 0.0;
        }
        let said = changes(&both[0], &both[1], false);
        assert_eq!(said, ["Shop: reads are refused."]);
        let said = changes(&both[1], &both[0], false);
        assert_eq!(said, ["Shop: reads are answered."]);
    }
}
