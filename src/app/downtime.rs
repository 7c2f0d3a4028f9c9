//! For how long an incident's applications were down, and served wrong data: each for itself, where it touched several.

use crate::app::{say, words};
use crate::sim::SimDuration;
use crate::world::{AccountView, ChannelState, IncidentView, View};

/// An incident's outages and wrong data, of each application that it touched if they are several. And how slow it was afterwards, if
/// it was.
#[inline(never)]
pub fn facts(view: &View, incident: &IncidentView) -> Vec<(String, String)> {
    let accounts = incident.apps.iter().zip(&incident.accounts);
    let mut facts: Vec<(String, String)> = match incident.apps.len() {
        0 | 1 => {
            let told = |name: &str, worst| {
                let whose = incident.apps.first();
                let whose = whose.filter(|_| view.apps.len() > 1 && worst != SimDuration::ZERO);
                let whose = whose.map_or_else(String::new, |app| format!(" ({app})"));
                (name.to_owned(), format!("{}{whose}", words::span(worst)))
            };
            vec![
                told("Writes down", incident.write_outage),
                told("Reads down", incident.read_outage),
                told("Wrong data", incident.wrong_data),
            ]
        }
        _ => accounts
            .map(|(app, account)| (app.clone(), of_account(view, incident, app, account)))
            .collect(),
    };
    let slow = say::degraded(incident);
    facts.extend(slow.map(|text| ("Slow afterwards".to_owned(), text)));
    facts
}

/// `writes down 95 s, reads down 95 s`; and that it is down still, if it is.
fn of_account(view: &View, incident: &IncidentView, app: &str, account: &AccountView) -> String {
    let mut all = view.apps.iter();
    let now = all.find(|one| one.name == app);
    let now = now.filter(|_| incident.recovered_at.is_none());
    let is = |state: ChannelState| {
        now.is_some_and(|now| {
            [&now.writes, &now.reads]
                .iter()
                .any(|one| one.state == state)
        })
    };
    let still = match (is(ChannelState::Failing), is(ChannelState::Waiting)) {
        (true, _) => Some("still down".to_owned()),
        (false, true) => Some("waits for its answer".to_owned()),
        (false, false) => None,
    };
    let told = |name: &str, span: SimDuration| {
        (!span.is_zero()).then(|| format!("{name} {}", words::span(span)))
    };
    let all = [
        told("writes down", account.write_outage),
        told("reads down", account.read_outage),
        told("wrong data", account.wrong_data),
        still,
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    match all.is_empty() {
        true => "always up".to_owned(),
        false => all.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn of_several_applications_each_is_told() {
        let mut view = fixture::zone_dark();
        let told = |view: &View| {
            let facts = facts(view, &view.incidents[0]).into_iter();
            facts
                .map(|(name, value)| format!("{name}: {value}"))
                .collect::<Vec<String>>()
        };
        assert!(told(&view)[0].starts_with("Writes down: "));
        let mut till = view.apps[0].clone();
        till.name = "till".to_owned();
        till.writes.state = ChannelState::Serving;
        till.reads.state = ChannelState::Serving;
        view.apps.push(till);
        let incident = &mut view.incidents[0];
        incident.apps = vec!["shop".to_owned(), "till".to_owned()];
        let account = |writes, reads| AccountView {
            write_outage: SimDuration::from_secs(writes),
            read_outage: SimDuration::from_secs(reads),
            ..AccountView::default()
        };
        incident.accounts = vec![account(20, 20), account(4, 0)];
        assert_eq!(
            told(&view),
            [
                "shop: writes down 20 s, reads down 20 s, still down",
                "till: writes down 4 s"
            ]
        );
    }
}
