//! What a won lesson asks of what was seen, before its figures are shown: whoever has to remember them looks at them otherwise.

use crate::app::asked::writes_something;
use crate::app::words;
use crate::sim::{SimDuration, sort_by_number};
use crate::world::{IncidentView, View};

/// A question about the run, and figures to choose from, the least first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    pub of: Of,
    pub question: String,
    pub choices: Vec<Figure>,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Loss,
    Outage,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub words: String,
    pub right: bool,
    /// What it is of the run, if it is wrong: "was the failover alone".
    pub is: String,
}

/// How the solution fares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// The same figures as are told of the learner's run, in the same order.
    pub figures: Vec<String>,
    /// Its transcript.
    pub run: String,
}

/// What can be asked of a run: what it lost, else how long it was down.
#[inline(never)]
pub(super) fn of(view: &View) -> Option<Recall> {
    match view.writes.lost {
        0 => outage(view),
        lost => Some(loss(view, lost)),
    }
}

/// Figures to choose from, in milliseconds or in orders, and what each is.
type Candidates = Vec<(u64, String)>;

fn loss(view: &View, lost: u64) -> Recall {
    let writes = &view.writes;
    let candidates = vec![
        (
            writes.refused + writes.in_doubt,
            "were not accepted: nobody had a yes for them".to_owned(),
        ),
        (writes.damaged, "were damaged, and are there".to_owned()),
        (0, String::new()),
    ];
    let words = |count: u64| match count {
        0 => "None".to_owned(),
        count => words::count(count),
    };
    Recall {
        of: Of::Loss,
        question: "How many accepted orders did the run lose?".to_owned(),
        choices: choices(lost, candidates, words),
    }
}

/// The longest outage of the run, told apart from the figures around it.
fn outage(view: &View) -> Option<Recall> {
    let down = |one: &IncidentView| one.write_outage.ms();
    let mut asked: Option<&IncidentView> = None;
    for one in view.incidents.iter().filter(|one| down(one) > 0) {
        if asked.is_none_or(|longest| down(one) > down(longest)) {
            asked = Some(one);
        }
    }
    let asked = asked?;
    let same = |one: &&IncidentView| {
        let (cause, target) = (words::cause(one), &one.target);
        down(one) > 0 && cause == words::cause(asked) && target == &asked.target
    };
    let writers = view.apps.iter().filter(|app| writes_something(app));
    if view.incidents.iter().filter(same).count() > 1 || writers.count() > 1 {
        // More than one figure would be right.
        return None;
    }
    let others = view.incidents.iter();
    let others = others.filter(|one| one.number != asked.number && down(one) > 0);
    let mut candidates: Candidates = others
        .map(|one| {
            let cause = words::cause(one);
            (ms(one.write_outage), format!("was the {cause}"))
        })
        .collect();
    candidates.extend(view.goals.rto.map(|rto| {
        let is = "is the RTO: so long it may take".to_owned();
        (ms(rto), is)
    }));
    candidates.extend(asked.phases.iter().map(|phase| {
        let span = phase.to.since(phase.from);
        (
            ms(span),
            format!("was the {} alone", words::phase(phase.name)),
        )
    }));
    candidates.extend(asked.recovery.map(|recovery| {
        let is = "was the recovery: until all was well for good".to_owned();
        (ms(recovery), is)
    }));
    let cause = words::capital(&words::cause(asked));
    Some(Recall {
        of: Of::Outage,
        question: format!("{cause}, {}: for how long were writes down?", asked.target),
        choices: choices(ms(asked.write_outage), candidates, |ms| {
            let ms = i64::try_from(ms).unwrap_or(i64::MAX);
            words::span(SimDuration::from_ms(ms.unsigned_abs()))
        }),
    })
}

fn ms(span: SimDuration) -> u64 {
    span.ms()
}

/// How many figures there are to choose from.
const CHOICES: usize = 3;

/// The true figure among others of the run that are told from it at a glance; where it has too few, among larger and smaller ones.
fn choices(truth: u64, others: Candidates, words: impl Fn(u64) -> String) -> Vec<Figure> {
    let made_up = [truth.saturating_mul(3), truth / 4, truth.saturating_mul(9)];
    let made_up = made_up.map(|number| (number, String::new()));
    let mut all = vec![(truth, String::new())];
    for (number, is) in others.into_iter().chain(made_up) {
        let is_told_apart = |(other, _): &(u64, String)| {
            let (least, most) = (number.min(*other), number.max(*other));
            most - least > most / 4 && words(least) != words(most)
        };
        if all.len() < CHOICES && all.iter().all(is_told_apart) {
            all.push((number, is));
        }
    }
    sort_by_number(&mut all, |(number, _)| {
        i64::try_from(*number).unwrap_or(i64::MAX)
    });
    all.into_iter()
        .map(|(number, is)| Figure {
            words: words(number),
            right: number == truth,
            is,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture::secs;
    use crate::app::starts;
    use crate::language::{Session, Transcript};

    const REBOOT: &str =
        "aws rds reboot-db-instance --db-instance-identifier orders --force-failover\n";

    fn asked_after(lines: &str) -> Option<Recall> {
        let text = starts::first_minute("KYIV", true) + lines;
        let session = Transcript::parse(&text).and_then(Session::new);
        let mut session = session.expect("it can be read");
        session.advance_to(secs(7200));
        of(&session.world().view())
    }

    #[test]
    fn what_has_two_right_answers_is_not_asked() {
        let once = asked_after(&format!("60s {REBOOT}"));
        let asked = once.expect("one outage is asked for").question;
        assert!(asked.contains("Forced failover, orders"), "{asked}");
        let twice = format!("60s {REBOOT}3600s {REBOOT}");
        assert_eq!(asked_after(&twice), None, "which of the two?");
        let two = "given app create till --connect orders --writes 5/s --reads 5/s\n";
        let of_two = asked_after(&format!("{two}60s {REBOOT}"));
        assert_eq!(of_two, None, "whose writes?");
    }
}
