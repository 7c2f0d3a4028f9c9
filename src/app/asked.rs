//! What an application is seen to ask, and whom: one that writes nothing has a name for writes, which leads nowhere.

use crate::app::words;
use crate::world::{AppView, ChannelState, ChannelView};

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
    Some(format!("{} not accepted, numbered too", not_accepted(app)?))
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
        assert_eq!(told.as_deref(), Some("1,210 not accepted, numbered too"));
        (app.totals.refused, app.totals.in_doubt) = (0, 0);
        assert_eq!(numbered(&app), None);
    }
}
