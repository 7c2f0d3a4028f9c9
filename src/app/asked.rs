//! What an application is seen to ask, and whom: one that writes nothing has a name for writes, which leads nowhere.

use crate::app::{say, stage, words};
use crate::cloud::Access;
use crate::world::{AppView, ChannelState, ChannelView, CopyHealth, View};

pub fn writes_something(app: &AppView) -> bool {
    app.writes.rate > 0.0
}

/// The name for writes of an application that writes, else that for reads.
pub fn asked_by(app: &AppView) -> &str {
    match writes_something(app) {
        true => &app.connect,
        false => &app.read_from,
    }
}

/// How many orders bear numbers and are no commits: an application numbers them before they are refused, or their answer stays out.
pub fn not_accepted(app: &AppView) -> Option<String> {
    let count = app.totals.refused + app.totals.in_doubt;
    (count > 0).then(|| words::count(count))
}

/// Why its orders bear higher numbers than the commits of its database.
pub fn numbered(app: &AppView) -> Option<String> {
    Some(format!("{} not accepted so far", not_accepted(app)?))
}

/// What its client feels of requests that fail: a host that is there says no at once, from one that is gone nothing comes.
pub fn how_it_fails(view: &View, app: &AppView) -> &'static str {
    let access = match writes_something(app) {
        true => Access::Write,
        false => Access::Read,
    };
    let asked = stage::leads_to(view, app, access);
    let health = asked.map(|(place, copy)| view.databases[place].copies[copy].health);
    match health {
        Some(CopyHealth::NoPower | CopyHealth::HostFailed | CopyHealth::Stalled) => "unanswered",
        Some(
            CopyHealth::Running
            | CopyHealth::Restarting
            | CopyHealth::OutOfSync
            | CopyHealth::Creating
            | CopyHealth::Empty
            | CopyHealth::VolumeLost
            | CopyHealth::Stopped,
        )
        | None => "refused",
    }
}

/// What stands on its card.
pub fn how_it_fares(view: &View, app: &AppView) -> String {
    let (channel, what, served) = say::asked_for(app);
    let patience = words::span(app.timeout);
    match channel.state {
        ChannelState::Serving if app.on_damaged_data => "reads damaged data".to_owned(),
        ChannelState::Serving => format!("{what} {served}"),
        ChannelState::Waiting => format!("no answer yet, waits up to {patience}"),
        ChannelState::Failing => match how_it_fails(view, app) {
            "unanswered" => format!("{what}: no answer in {patience}"),
            how => format!("{what} {how}"),
        },
        ChannelState::Stopped => "stopped".to_owned(),
    }
}

/// How often it asks and how long that takes, or why nothing is answered.
pub fn rate(name: &'static str, channel: &ChannelView) -> String {
    let round = |rate: f64| match rate.fract() == 0.0 {
        true => format!("{rate:.0}"),
        false => format!("{rate:.1}"),
    };
    match channel.state {
        ChannelState::Serving => format!(
            "{name} {}/s, {:.0}\u{a0}ms",
            round(channel.rate),
            channel.latency_ms.max(1.0)
        ),
        ChannelState::Waiting => format!("{name} waiting"),
        ChannelState::Failing => format!("{name} failing"),
        ChannelState::Stopped => format!("{name} stopped"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn orders_that_are_numbered_and_no_commits_are_counted() {
        let mut app = fixture::failed_over().apps.remove(0);
        (app.totals.refused, app.totals.in_doubt) = (1200, 10);
        let told = numbered(&app);
        assert_eq!(told.as_deref(), Some("1,210 not accepted so far"));
        (app.totals.refused, app.totals.in_doubt) = (0, 0);
        assert_eq!(numbered(&app), None);
    }

    #[test]
    fn who_asks_a_dark_host_is_not_refused_but_hears_nothing() {
        let mut view = fixture::zone_dark();
        view.apps[0].writes.state = ChannelState::Failing;
        let fares = |view: &View| how_it_fares(view, &view.apps[0]);
        assert_eq!(fares(&view), "orders: no answer in 5 s");
        view.databases[0].copies[0].health = CopyHealth::Restarting;
        assert_eq!(fares(&view), "orders refused");
        view.apps[0].writes.state = ChannelState::Waiting;
        assert_eq!(fares(&view), "no answer yet, waits up to 5 s");
    }
}
