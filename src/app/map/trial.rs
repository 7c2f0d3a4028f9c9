//! One trial: a copy of the run is struck, and then left alone, or brought back by somebody who takes one of the ways out.

use crate::app::led::written;
use crate::app::operations;
use crate::app::run::Run;
use crate::app::thing::Thing;
use crate::app::ways::{self, WayOut};
use crate::lesson::game::held_off;
use crate::sim::{SimDuration, SimTime};
use crate::world::{IncidentView, TapeView, View};

/// How long somebody takes to see what happened and to decide: the lab's own assumption, as the page says.
pub const DECIDES_AFTER: SimDuration = SimDuration::from_mins(5);
/// So long is waited, counted from when it was noticed: what is not back by then does not come back by itself.
pub const WAITS: SimDuration = SimDuration::from_hours(48);
/// More lines lead out of nothing.
const LINES_MAX: usize = 8;
/// How often somebody who waits looks whether the next line can be run.
const LOOKS_EVERY: SimDuration = SimDuration::from_mins(1);
/// Who waits for something that is under way looks this often all the same.
const NEWS_WITHIN: SimDuration = SimDuration::from_mins(20);
/// For so long, whether there is a way out at all.
const LOOKS_FOR: SimDuration = SimDuration::from_mins(30);

/// What came of a trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The title of the way out that was taken, if somebody did something.
    pub way: Option<String>,
    pub came: Came,
    pub lost: u64,
    pub span: SimDuration,
    pub met: [Option<bool>; 2],
    /// The run that shows it, as a transcript, its seed, and when it was over.
    pub text: String,
    pub seed: String,
    pub at: SimTime,
}

impl Outcome {
    /// How long it took, for ever if it did not come back; then how much was lost.
    pub fn slowness(&self) -> (u64, u64) {
        let (_, lost, after) = self.badness();
        (after, lost)
    }

    /// First that it comes back, then that little is lost, then that it is soon.
    pub fn badness(&self) -> (bool, u64, u64) {
        let after = match self.came {
            Came::Back(after) => after.ms(),
            Came::Untouched | Came::HeldOff => 0,
            Came::Not => u64::MAX,
        };
        (self.came == Came::Not, self.lost, after)
    }
}

/// How an application came out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// No request failed.
    Untouched,
    /// It was well again after so long.
    Back(SimDuration),
    /// Not within two days.
    Not,
    /// The strike was held off: there is nothing to come back from.
    HeldOff,
}

/// A copy of a run that was struck.
#[derive(Clone)]
pub struct Struck {
    run: Run,
    /// The number of the incident that the strike opened; none if it was held off.
    number: Option<u32>,
}

impl Struck {
    /// The error is why the line cannot strike: what a protection holds off can, and changes nothing.
    pub fn new(run: &Run, line: &str) -> Result<Struck, String> {
        let mut run = run.clone();
        run.to_whole_second(line);
        let known: Vec<u32> = run.view().incidents.iter().map(|one| one.number).collect();
        let answer = run.act(line);
        let is_held_off = || run.outcomes().last().and_then(held_off).is_some();
        if answer.refused && !is_held_off() {
            return Err(answer.text);
        }
        let view = run.view();
        let new = view
            .incidents
            .iter()
            .find(|one| !known.contains(&one.number));
        let number = new.map(|one| one.number);
        Ok(Struck { run, number })
    }

    fn incident<'v>(&self, view: &'v View) -> Option<&'v IncidentView> {
        view.incident(self.number?)
    }

    fn noticed(&self) -> SimTime {
        let view = self.run.view();
        self.incident(&view)
            .map_or(self.run.now(), |one| one.noticed_at)
    }

    /// Nobody does anything.
    pub fn alone(mut self) -> Outcome {
        let end = self.noticed() + WAITS;
        self.wait(end);
        self.outcome(None)
    }

    /// The ways out that there are once somebody has decided, by their titles, and when they are there: what is being deleted has to be
    /// gone first. None where it is over before.
    pub fn ways(&mut self) -> Vec<String> {
        let decided = self.noticed() + DECIDES_AFTER;
        self.run.advance(decided.since(self.run.now()));
        let mut ways = steps(&self.run, self.number);
        while ways.is_empty() && !self.is_over() && self.run.now() < decided + LOOKS_FOR {
            self.run.advance(LOOKS_EVERY);
            ways = steps(&self.run, self.number);
        }
        ways.into_iter().map(|step| step.way).collect()
    }

    /// Somebody takes the way out with this title, one of [`Struck::ways`], line by line, each as soon as it can be run. Nothing if none
    /// could be.
    pub fn by(mut self, way: &str, others: &[String]) -> Option<Outcome> {
        let end = self.noticed() + WAITS;
        let mut done: Vec<String> = Vec::new();
        while !self.is_over() && self.run.now() < end && done.len() < LINES_MAX {
            let next = self.next_line(way, others);
            match next.filter(|line| !done.contains(line)) {
                Some(line) if self.run.refusal(&line).is_none() => {
                    self.run.to_whole_second(&line);
                    self.run.act(&line);
                    done.push(line);
                }
                // What is refused now may be accepted by and by; where there is no line, something is under way.
                Some(_) => self.wait((self.run.now() + LOOKS_EVERY).min(end)),
                None => self.wait_for_news(end),
            }
        }
        self.wait(end);
        (!done.is_empty()).then(|| self.outcome(Some(way.to_owned())))
    }

    /// Where it has led to a way that was not there before, that one's next line; else its own.
    fn next_line(&self, way: &str, others: &[String]) -> Option<String> {
        let steps = steps(&self.run, self.number);
        let mut new = steps.iter();
        let new = new.find(|step| step.leads && !others.contains(&step.way));
        let own = || steps.iter().find(|step| step.way == way);
        new.or_else(own)?.line.clone()
    }

    fn is_over(&self) -> bool {
        let view = self.run.view();
        self.incident(&view).is_none_or(is_over)
    }

    fn wait(&mut self, until: SimTime) {
        if self.is_over() {
            return;
        }
        let number = self.number;
        let over = |view: &View, _: &[_], _| {
            number
                .and_then(|one| view.incident(one))
                .is_none_or(is_over)
        };
        self.run.advance_unless(until.since(self.run.now()), over);
    }

    /// Until another database is at rest than now, at the latest until `end`.
    fn wait_for_news(&mut self, end: SimTime) {
        let at_rest = |view: &View| -> Vec<(String, bool)> {
            let all = view.databases.iter();
            all.map(|one| (one.resource_id.clone(), one.settled))
                .collect()
        };
        let (number, before) = (self.number, at_rest(&self.run.view()));
        let changed = |view: &View, _: &[_], _| {
            let open = number.and_then(|one| view.incident(one));
            open.is_none_or(is_over) || at_rest(view) != before
        };
        let end = end.min(self.run.now() + NEWS_WITHIN);
        self.run.advance_unless(end.since(self.run.now()), changed);
    }

    fn outcome(self, way: Option<String>) -> Outcome {
        let view = self.run.view();
        let found = self.incident(&view);
        let came = match found {
            None => Came::HeldOff,
            Some(one) if one.apps.is_empty() && one.corrupt_writes_remaining == 0 => {
                Came::Untouched
            }
            Some(one) => one.recovery.map_or(Came::Not, Came::Back),
        };
        // Where no request failed, whatever was promised is kept.
        let kept = [view.goals.rto, view.goals.rpo].map(|goal| goal.map(|_| true));
        let met = match (came, found) {
            (Came::Back(_) | Came::Not, Some(one)) => [one.met_rto, one.met_rpo],
            _ => kept,
        };
        Outcome {
            way,
            came,
            lost: found.map_or(0, |one| one.lost_writes),
            span: found.map_or(SimDuration::ZERO, |one| one.lost_span),
            met,
            text: self.run.text(),
            seed: self.run.seed().to_owned(),
            at: self.run.now(),
        }
    }
}

/// Whether nothing more comes of it: what has touched nobody yet may still do so while it lasts.
fn is_over(incident: &IncidentView) -> bool {
    incident.recovered_at.is_some() && !incident.is_untouched_so_far()
}

/// The next step on a way out.
struct Step {
    way: String,
    /// Nothing while there is nothing to do but wait.
    line: Option<String>,
    /// Whether it may be what another way has led to.
    leads: bool,
}

/// The ways out of an incident that is open. Where what an application writes to is gone the verdict offers none: then whatever leads on.
fn steps(run: &Run, number: Option<u32>) -> Vec<Step> {
    let view = run.view();
    let place =
        number.and_then(|number| view.incidents.iter().position(|one| one.number == number));
    let Some(place) = place.filter(|place| view.incidents[*place].recovered_at.is_none()) else {
        return Vec::new();
    };
    let goes_on = |way: &WayOut| way.line.is_some() || way.under_way.is_some();
    let ways = ways::of(run, Some(place)).into_iter().filter(goes_on);
    let steps: Vec<Step> = ways
        .map(|way| Step {
            way: way.title,
            line: way.line,
            leads: true,
        })
        .collect();
    match steps.is_empty() && is_gone(&view, &view.incidents[place]) {
        true => leading_on(run, &view),
        false => steps,
    }
}

fn is_gone(view: &View, incident: &IncidentView) -> bool {
    let mut apps = view.apps.iter();
    let app = apps.find(|app| incident.apps.contains(&app.name));
    app.is_some_and(|app| written(view, app).is_none())
}

/// Promotions, what applications can be led to, and restores: of what stands, of backups that were kept, and of that snapshot which lacks
/// least of what applications wrote.
fn leading_on(run: &Run, view: &View) -> Vec<Step> {
    let is_shot = |of: &String| view.snapshots.iter().any(|shot| shot.id == *of);
    let mut all = operations::ways_on(view);
    all.retain(|(of, _)| !is_shot(of));
    let mut steps: Vec<Step> = all
        .into_iter()
        .map(|(of, button)| Step {
            leads: view.apps.iter().any(|app| app.name == of),
            way: format!("{}, {of}", button.title),
            line: Some(button.line),
        })
        .collect();
    let lacks = |tape: &TapeView| run.session().world().lacked_by(tape.tape()).writes;
    let shots = view.snapshots.iter().filter(|shot| shot.complete);
    let shot = shots.min_by_key(|shot| lacks(&shot.tape));
    let kept = view.archives.iter().filter(|kept| kept.retained);
    let kept = kept.min_by_key(|kept| kept.tape.as_ref().map_or(u64::MAX, lacks));
    let things = [
        (
            kept.map(|kept| Thing::Storage(kept.region)),
            "Restore the backups that were kept",
        ),
        (shot.map(Thing::snapshot), "Restore a snapshot"),
    ];
    for (thing, way) in things {
        // What restores it comes first of what can be done with it.
        let first = thing.and_then(|thing| operations::of(view, &thing).into_iter().next());
        steps.extend(first.map(|button| Step {
            way: way.to_owned(),
            line: Some(button.line),
            leads: false,
        }));
    }
    steps
}
