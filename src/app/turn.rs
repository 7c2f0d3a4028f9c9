//! Whose turn it is in the sandbox: whether time alone brings anything, and when. A copy of the world runs ahead, as for lessons;
//! nobody writes it down.

use crate::app::announce;
use crate::app::operations;
use crate::app::pace;
use crate::app::run::Run;
use crate::app::say;
use crate::app::ways;
use crate::cloud::Button;
use crate::language::check_in;
use crate::sim::{SimDuration, SimTime};
use crate::world::{DatabaseView, View, World};

/// Whether RDS is at work and will come to an end: in a Region that is dark work stands still.
pub fn is_at_work(view: &View) -> bool {
    at_work(view).next().is_some()
}

fn at_work(view: &View) -> impl Iterator<Item = &DatabaseView> {
    view.databases.iter().filter(|entry| {
        let ends = entry.activity.as_ref().and_then(|activity| activity.until);
        let works = entry.passes || pace::is_being_made(entry);
        works && ends.is_some_and(|end| end > view.now)
    })
}

/// Something that is not so yet, and that whoever stands in the sandbox waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// A line about the thing of this name is accepted that is refused now.
    Can(String, Button),
    /// An incident is over, by its number.
    Over(u32),
    /// The database with this resource id has a standby in step.
    InStep(String),
}

/// What time alone will bring in the sandbox.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ahead {
    /// What is waited for, and when it will be so: nothing where it will not within two days.
    pub all: Vec<(Awaited, Option<SimTime>)>,
    /// The databases that RDS is at work on, whatever comes of it: resource id and name.
    at_work: Vec<(String, String)>,
    /// The line of the moment to restore to that is being chosen, as one of `all`.
    chosen: Option<(Awaited, Option<SimTime>)>,
    /// Whether a line of the transcript lies ahead.
    has_lines: bool,
    /// Whether something can be done about what is not over: whoever may do it needs the time for it.
    can_act: bool,
    /// The lines of the ways out of what is not over, accepted now or not.
    ways: Vec<String>,
    foreseen_at: SimTime,
    /// What it follows from: what will next happen by itself, and how many lines were started. Nothing was foreseen yet if none.
    of: Option<(Option<SimTime>, usize)>,
}

impl Ahead {
    /// Looks ahead. What was foreseen stands while all that it followed from is as it was: to foresee costs more than all the rest.
    /// `chosen` is a line that is being chosen and is refused now, with the name of its thing.
    pub fn look(run: &Run, chosen: Option<(String, Button)>, before: &Ahead) -> Ahead {
        let view = run.view();
        let of = Some((run.next_due(), run.outcomes().len()));
        let has_come = before
            .each()
            .any(|(_, at)| at.is_some_and(|at| at <= view.now));
        let stands = before.of == of && before.foreseen_at <= view.now && !has_come;
        let foresee = |awaited: Vec<Awaited>| -> Vec<_> {
            let moments = run.foresee(&awaited, |world, one| one.holds(world));
            awaited.into_iter().zip(moments).collect()
        };
        let all = match stands {
            true => before.all.clone(),
            false => foresee(awaited(run, &view)),
        };
        let is_known = |(_, one): &(String, Button)| {
            let mut lines = all.iter().filter_map(|(known, _)| known.line());
            lines.any(|line| line == one.line)
        };
        let chosen = chosen.filter(|one| !is_known(one));
        let chosen = chosen.map(|(of, one)| Awaited::Can(of, one));
        let known = before.chosen.clone().filter(|_| stands);
        let chosen = match known.filter(|(one, _)| chosen.as_ref() == Some(one)) {
            Some(known) => Some(known),
            None => foresee(chosen.into_iter().collect()).pop(),
        };
        let ways = match stands {
            true => before.ways.clone(),
            false => lines_out(run, &view),
        };
        Ahead {
            all,
            chosen,
            ways,
            at_work: at_work(&view)
                .map(|entry| (entry.resource_id.clone(), entry.id.clone()))
                .collect(),
            has_lines: run.has_lines_ahead(),
            can_act: ways::of(run, None).iter().any(|way| way.can_be_taken(run)),
            foreseen_at: if stands { before.foreseen_at } else { view.now },
            of,
        }
    }

    /// All that is waited for.
    fn each(&self) -> impl Iterator<Item = &(Awaited, Option<SimTime>)> {
        self.all.iter().chain(&self.chosen)
    }

    /// Whether time alone brings something that is worth halting at.
    pub fn goes_on(&self) -> bool {
        let mut each = self.each();
        let comes = each.any(|(one, at)| at.is_some() && self.matters(one));
        !self.at_work.is_empty() || self.has_lines || comes
    }

    /// Whether it makes it somebody's turn: a line that can be run, if it leads out of what is not over or was asked for. Of other
    /// lines that can be run there are always some.
    fn matters(&self, one: &Awaited) -> bool {
        let is_chosen = || {
            self.chosen
                .as_ref()
                .is_some_and(|(chosen, _)| chosen == one)
        };
        match one {
            Awaited::Can(_, button) => is_chosen() || self.ways.contains(&button.line),
            Awaited::Over(_) | Awaited::InStep(_) => true,
        }
    }

    /// Whether something waits for whoever stands there: something can be done about what is not over, and no line lies ahead.
    pub fn waits_for_somebody(&self) -> bool {
        self.can_act && !self.has_lines
    }

    /// Whether RDS was at work on something, and is no more.
    pub fn is_done(&self, view: &View) -> bool {
        self.done(view).next().is_some()
    }

    /// The names of what RDS was at work on, and is no more, and what is there now.
    fn done<'a>(
        &'a self,
        view: &'a View,
    ) -> impl Iterator<Item = (&'a str, Option<&'a DatabaseView>)> {
        let known = self.at_work.iter();
        known
            .filter(|(id, _)| !at_work(view).any(|entry| entry.resource_id == *id))
            .map(|(id, name)| {
                (
                    name.as_str(),
                    view.databases.iter().find(|entry| entry.resource_id == *id),
                )
            })
    }

    /// Where the clock has to look up: the first moment after this one at which something will have come that it halts at.
    pub fn next(&self, now: SimTime) -> Option<SimTime> {
        let matter = self.each().filter(|(one, _)| self.matters(one));
        let moments = matter.filter_map(|(_, at)| *at);
        moments.filter(|at| *at > now).min()
    }

    /// When a line will be accepted that is refused now.
    pub fn when(&self, line: &str) -> Option<SimTime> {
        self.each().find(|(one, _)| one.line() == Some(line))?.1
    }

    /// What has come that was waited for, if anything has: then somebody's turn has come. Who watches a run whose lines lie ahead
    /// waits for these.
    pub fn come(&self, run: &Run) -> Option<String> {
        if self.has_lines {
            return None;
        }
        let (view, world) = (run.view(), run.session().world());
        // What was foreseen to the second may have come within it.
        let soon = view.now + SimDuration::from_secs(1);
        let due = |at: &Option<SimTime>| at.is_some_and(|at| at < soon);
        let come = self.each();
        let come: Vec<&Awaited> = come
            .filter(|(one, at)| due(at) && one.holds(world))
            .map(|(one, _)| one)
            .collect();
        let done = self.done(&view).map(|(name, entry)| match entry {
            Some(entry) => format!("{}: {}.", entry.id, say::status(entry)),
            None => format!("{name} is gone."),
        });
        let done: Vec<String> = done.collect();
        // What merely has become possible too is told beside what one halts at.
        if done.is_empty() && !come.iter().any(|one| self.matters(one)) {
            return None;
        }
        let is_named = come.iter().any(|one| one.line().is_some());
        let come = come.into_iter().map(|one| one.told(&view));
        let mut told: Vec<String> = done.into_iter().chain(come).collect();
        // What can be done next about what is not over, unless that is just what was waited for.
        told.extend(ways::told(run).filter(|_| !is_named));
        Some(told.join(" "))
    }
}

/// What is not so now, and can be waited for.
fn awaited(run: &Run, view: &View) -> Vec<Awaited> {
    let refused = |(_, one): &(String, Button)| run.refusal(&one.line).is_some();
    let lines = operations::ways_on(view).into_iter().filter(refused);
    let lines = lines.map(|(of, one)| Awaited::Can(of, one));
    let open = view.open_incidents().map(|one| Awaited::Over(one.number));
    let bare = view
        .databases
        .iter()
        .filter(|entry| say::is_unprotected(entry));
    let bare = bare.map(|entry| Awaited::InStep(entry.resource_id.clone()));
    lines.chain(open).chain(bare).collect()
}

/// The lines of all ways out of what is not over.
fn lines_out(run: &Run, view: &View) -> Vec<String> {
    let open =
        (0..view.incidents.len()).filter(|place| view.incidents[*place].recovered_at.is_none());
    let ways = open.flat_map(|place| ways::of(run, Some(place)));
    ways.filter_map(|way| way.line).collect()
}

impl Awaited {
    /// The line that will be accepted.
    pub fn line(&self) -> Option<&str> {
        match self {
            Awaited::Can(_, one) => Some(&one.line),
            Awaited::Over(_) | Awaited::InStep(_) => None,
        }
    }

    fn holds(&self, world: &World) -> bool {
        match self {
            Awaited::Can(_, one) => check_in(world, &one.line).is_ok(),
            Awaited::Over(number) => world.is_over(*number),
            Awaited::InStep(id) => {
                let entry = world.database(id);
                entry.is_some_and(|entry| !say::is_unprotected(&entry))
            }
        }
    }

    /// That it has come.
    fn told(&self, view: &View) -> String {
        match self {
            Awaited::Can(of, one) => format!("{of}: “{}” can be done now.", one.title),
            Awaited::Over(number) => {
                let told = view
                    .incident(*number)
                    .map(|one| announce::recovered(one, view.now));
                told.unwrap_or_else(|| "That incident is over.".to_owned())
            }
            Awaited::InStep(id) => {
                let mut all = view.databases.iter();
                let name = all
                    .find(|entry| entry.resource_id == *id)
                    .map(|entry| &*entry.id);
                format!(
                    "The standby of {} is in step.",
                    name.unwrap_or("the database")
                )
            }
        }
    }
}
