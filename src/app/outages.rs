//! The outages of an application in sentences, for whoever cannot see the timeline.

use crate::app::words;
use crate::sim::SimTime;
use crate::world::{AppView, ChannelView};

/// So many outages are told one by one; of more, the last.
const TOLD_MAX: usize = 5;

/// What the bars show, in sentences, for whoever cannot see them.
pub fn spoken_outages(app: &AppView, now: SimTime) -> String {
    let channel = |name: &str, channel: &ChannelView| {
        spoken_stretches(&format!("{name} failed"), &channel.outages, now)
            .unwrap_or_else(|| format!("{name}: no outage."))
    };
    let wrong = spoken_stretches("Wrong data was served", &app.wrong_stretches, now);
    let all = [
        Some(channel("Writes", &app.writes)),
        Some(channel("Reads", &app.reads)),
        wrong,
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    all.join(" ")
}

/// `Writes failed from 1:00 to 2:33, 93 s; since 4:10, so far 12 s.` What was before the run is left out.
fn spoken_stretches(
    what: &str,
    stretches: &[(SimTime, Option<SimTime>)],
    now: SimTime,
) -> Option<String> {
    let in_run = |(from, to): &&(SimTime, Option<SimTime>)| {
        *from < now && to.is_none_or(|to| to > SimTime::START)
    };
    let all: Vec<_> = stretches.iter().filter(in_run).collect();
    let told = all.iter().skip(all.len().saturating_sub(TOLD_MAX));
    let told = told.map(|(from, to)| match to.filter(|to| *to <= now) {
        Some(to) => {
            let (from, to, span) = (
                words::stopwatch(*from),
                words::stopwatch(to),
                to.since(*from),
            );
            format!("from {from} to {to}, {}", words::span(span))
        }
        None => {
            let (since, span) = (words::stopwatch(*from), now.since(*from));
            format!("since {since}, so far {}", words::span(span))
        }
    });
    let told: Vec<String> = told.collect();
    let before = match all.len().saturating_sub(TOLD_MAX) {
        0 => String::new(),
        before => format!(" {} times before, and", words::count(before as u64)),
    };
    (!told.is_empty()).then(|| format!("{what}{before} {}.", told.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;

    #[test]
    fn outages_are_told_in_sentences_and_of_many_the_last() {
        let (secs, now) = (fixture::secs, fixture::secs(1000));
        let told = |all: &[(SimTime, Option<SimTime>)]| spoken_stretches("It was", all, now);
        assert_eq!(told(&[]), None);
        let before = (secs(-90), Some(secs(-30)));
        assert_eq!(told(&[before]), None);
        let outage = |from| (secs(from), Some(secs(from + 10)));
        let all: Vec<_> = (0..7).map(|place| outage(place * 100)).collect();
        let said = told(&all).expect("there were some");
        assert!(
            said.starts_with("It was 2 times before, and from 3:20 to 3:30, 10 s; from 5:00"),
            "{said}"
        );
    }
}
