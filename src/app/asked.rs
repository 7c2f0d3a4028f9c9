//! What an application is seen to ask, and whom: one that writes nothing has a name for writes, which leads nowhere.

use crate::app::{say, words};
use crate::world::{AppView, ChannelState, ChannelView};

pub fn writes_something(app: &AppView) -> bool {
    // Who was stopped asks for nothing now, and writes again.
    app.writes.rate > 0.0 || !app.running && app.totals.attempted > 0
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
    Some(format!("{} not accepted", not_accepted(app)?))
}

/// What a client feels of requests that fail: a host that is there says no at once, from one that is gone nothing comes.
pub fn how_it_fails(channel: &ChannelView) -> &'static str {
    match channel.unanswered {
        true => "unanswered",
        false => "refused",
    }
}

/// What stands on its card.
pub fn how_it_fares(app: &AppView) -> String {
    let (channel, what, served) = say::asked_for(app);
    let patience = words::span(app.timeout);
    match channel.state {
        ChannelState::Serving if app.on_damaged_data => "reads damaged data".to_owned(),
        ChannelState::Serving => format!("{what} {served}"),
        ChannelState::Waiting => format!("no answer yet, waits up to {patience}"),
        ChannelState::Failing if channel.unanswered => format!("{what}: no answer in {patience}"),
        ChannelState::Failing => format!("{what} {}", how_it_fails(channel)),
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
    use crate::language::{Session, Transcript};

    #[test]
    fn orders_that_are_numbered_and_no_commits_are_counted() {
        let mut app = fixture::failed_over().apps.remove(0);
        (app.totals.refused, app.totals.in_doubt) = (1200, 10);
        let told = numbered(&app);
        assert_eq!(told.as_deref(), Some("1,210 not accepted"));
        (app.totals.refused, app.totals.in_doubt) = (0, 0);
        assert_eq!(numbered(&app), None);
    }

    #[test]
    fn who_asks_a_dark_host_is_not_refused_but_hears_nothing() {
        let mut shop = fixture::zone_dark().apps.remove(0);
        assert_eq!(how_it_fares(&shop), "orders: no answer in 5 s");
        shop.writes.unanswered = false;
        assert_eq!(how_it_fares(&shop), "orders refused");
        shop.writes.state = ChannelState::Waiting;
        assert_eq!(how_it_fares(&shop), "no answer yet, waits up to 5 s");
    }

    /// What stands on the card of the shop at a moment of a run that begins with Multi-AZ in us-east-1a, for clients in us-east-1.
    fn fares(lines: &str, seconds: i64) -> String {
        let created = "aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 20 --availability-zone us-east-1a --backup-retention-period 7";
        let text = format!(
            "seed KYIV\ngiven {created}\ngiven app create shop --connect orders\n{lines}\n"
        );
        let session = Transcript::parse(&text).and_then(Session::new);
        let mut session = session.expect("it can be read");
        session.advance_to(fixture::secs(seconds));
        how_it_fares(&session.world().view().apps[0])
    }

    #[test]
    fn what_is_silent_is_never_said_to_refuse() {
        let silent = "orders: no answer in 5 s";
        for fault in [
            "az-outage us-east-1a",
            "volume-failure orders",
            "network-partition shop us-east-1a",
        ] {
            assert_eq!(
                fares(&format!("60s fault inject {fault}"), 80),
                silent,
                "{fault}"
            );
        }
        let stop = "60s aws rds stop-db-instance --db-instance-identifier orders";
        assert_eq!(fares(stop, 1200), "orders refused");
        let struck = format!("{stop}\n1200s fault inject az-outage us-east-1a");
        assert_eq!(fares(&struck, 1220), silent);
    }
}
