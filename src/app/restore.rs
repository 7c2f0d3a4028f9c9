//! A restore to a moment: which moment is chosen, what it would hold, and the line that asks for it.

use crate::app::ask::{Ask, focus};
use crate::app::operations::{brought, free_name};
use crate::app::run::Run;
use crate::app::{say, toll, words};
use crate::cloud::{Button, RegionId};
use crate::sim::{Date, SimTime};
use crate::world::{ArchiveView, DatabaseView, IncidentView, View};

/// Whose backups are read: an instance's in a Region, whether it still stands or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub region: RegionId,
    pub resource_id: String,
}

impl Source {
    pub fn of(archive: &ArchiveView) -> Source {
        Source {
            region: archive.region,
            resource_id: archive.resource_id.clone(),
        }
    }

    fn archive_in<'a>(&self, view: &'a View) -> Option<&'a ArchiveView> {
        view.archives.iter().find(|one| Source::of(one) == *self)
    }
}

/// Which moment is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The latest that there is when the line runs.
    Latest,
    /// The last second before an incident began, by its number.
    Before(u32),
    At(SimTime),
}

/// What is being chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    pub source: Source,
    when: When,
    /// What was typed and is no time.
    mistyped: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RestoreMsg {
    Open(Source),
    Close,
    Pick(When),
    /// So many seconds after the earliest moment.
    Slide(i64),
    /// A date and a time, or a time alone: then of the day that is chosen.
    Type(String),
}

#[inline(never)]
pub fn react(picker: &mut Option<Picker>, view: &View, msg: RestoreMsg) -> Vec<Ask> {
    let mut asks = vec![Ask::Look];
    match (picker.as_mut(), msg) {
        (_, RestoreMsg::Open(source)) => {
            *picker = Some(Picker {
                source,
                when: When::Latest,
                mistyped: None,
            });
            asks.push(focus("restore"));
        }
        (_, RestoreMsg::Close) => {
            asks.extend(picker.take().map(|one| focus(opener(&one.source))));
        }
        (Some(picker), RestoreMsg::Pick(when)) => picker.pick(when),
        (Some(picker), RestoreMsg::Slide(seconds)) => {
            let window = picker.source.archive_in(view).and_then(window);
            if let Some((first, last)) = window {
                let at = SimTime::from_ms(first.ms().saturating_add(seconds.saturating_mul(1000)));
                picker.pick(When::At(at.clamp(first, last)));
            }
        }
        (Some(picker), RestoreMsg::Type(text)) => {
            let day = || {
                let archive = picker.source.archive_in(view)?;
                Some(view.calendar.date(moment(view, archive, picker.when)?))
            };
            match typed(&text, day().unwrap_or_else(|| view.calendar.date(view.now))) {
                Some(date) => picker.pick(When::At(view.calendar.time(date))),
                None => picker.mistyped = Some(text),
            }
        }
        (None, _) => return Vec::new(),
    }
    asks
}

impl Picker {
    fn pick(&mut self, when: When) {
        self.when = when;
        self.mistyped = None;
    }
}

/// The id of the button that opens the choice.
pub fn opener(source: &Source) -> String {
    format!("restore-{}-{}", source.region.name(), source.resource_id)
}

/// A whole second that somebody wrote, in UTC.
fn typed(text: &str, day: Date) -> Option<Date> {
    let text = text.trim();
    let on_day = format!("{}T{text}", words::day(day));
    // A number alone would be seconds since 1970.
    let written = text.contains(['-', ':']);
    let date = Date::parse(text).or_else(|| Date::parse(&on_day));
    date.filter(|date| written && date.is_whole_second())
}

/// The first and the last whole second to which can be restored.
fn window(archive: &ArchiveView) -> Option<(SimTime, SimTime)> {
    let last = archive.latest?;
    let last = SimTime::from_ms(last.ms() - last.ms().rem_euclid(1000));
    Some((archive.earliest?.ceil_second(), last)).filter(|(first, last)| first <= last)
}

fn moment(view: &View, archive: &ArchiveView, when: When) -> Option<SimTime> {
    match when {
        When::Latest => archive.latest,
        When::Before(number) => {
            let incident = view.incidents.iter().find(|one| one.number == number)?;
            Some(incident.at.last_second_before())
        }
        When::At(at) => Some(at),
    }
}

/// What there is to see of a choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    pub source: Source,
    pub instance: String,
    /// From when to when, in words; or why there is nothing to restore to.
    pub bounds: String,
    pub choices: Vec<(When, String, bool)>,
    pub slide: Option<Slide>,
    /// What the chosen moment would hold, in sentences.
    pub holds: Vec<String>,
    pub mistyped: Option<String>,
    /// That its log is yet to be uploaded, and what to do.
    pub later: Option<String>,
    /// The line, and why it would not be carried out now, if so.
    pub run: Option<(Button, Option<String>)>,
}

impl Shown {
    /// Whether this is its line.
    pub fn asks_for(&self, line: &str) -> bool {
        self.run
            .as_ref()
            .is_some_and(|(operation, _)| operation.line == line)
    }

    /// Its line if that is refused now, with the name of the instance.
    pub fn refused(&self) -> Option<(String, Button)> {
        let (operation, refusal) = self.run.as_ref()?;
        refusal.as_ref()?;
        Some((self.instance.clone(), operation.clone()))
    }
}

/// Where the chosen moment stands between the bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Slide {
    /// Seconds since the earliest moment, and how many there are.
    pub at: i64,
    pub of: i64,
    /// `2026-01-12 14:20:33`.
    pub written: String,
}

/// How many incidents are offered to restore to before them.
const CHOICES: usize = 6;

/// What there is to see of what is chosen. `refusal` says why a line would not be carried out now.
pub fn look(picker: &Picker, run: &Run, refusal: impl Fn(&str) -> Option<String>) -> Option<Shown> {
    let view = &*run.view();
    let archive = picker.source.archive_in(view)?;
    let is_up = view
        .regions
        .iter()
        .any(|one| one.id == archive.region && one.up);
    let window = window(archive).filter(|_| is_up && archive.readable);
    let mut shown = Shown {
        source: picker.source.clone(),
        instance: archive.instance.clone(),
        bounds: words::capital(&match archive.readable {
            true => say::restorable(view, archive.region, archive.latest),
            false => say::UNREADABLE.to_owned(),
        }) + ".",
        choices: Vec::new(),
        slide: None,
        holds: Vec::new(),
        mistyped: picker.mistyped.clone(),
        later: None,
        run: None,
    };
    let Some((first, last)) = window else {
        return Some(shown);
    };
    // An incident that is gone from the run is none to go back before.
    let (when, at) = match moment(view, archive, picker.when) {
        Some(at) => (picker.when, at),
        None => (When::Latest, last),
    };
    let date = |at| words::wall_time(view.calendar.date(at), true);
    shown.bounds = format!("From {} to {}, in UTC.", date(first), date(last));
    shown.choices = choices(view, archive, (first, last), when);
    let seconds = |at: SimTime| (at.ms() - first.ms()) / 1000;
    shown.slide = Some(Slide {
        at: seconds(at.clamp(first, last)),
        of: seconds(last),
        written: date(at),
    });
    // What is no time holds nothing.
    if picker.mistyped.is_none() {
        shown.holds = holds(view, archive, run, at);
    }
    let to = (when != When::Latest).then(|| view.calendar.date(at));
    let target = free_name(view, &archive.instance);
    let line = brought(view, archive.service).restore_kept(archive, &target, to);
    // What was typed and is no time is not what the line would ask for.
    let line = line.filter(|_| picker.mistyped.is_none());
    let grows = stands(view, archive).is_some_and(|entry| entry.settled);
    shown.run = line.map(|line| {
        let refused = refusal(&line);
        if refused.is_some() && grows && last < at && at < view.now {
            let (to, at) = (time(view, last), time(view, at));
            shown.later = Some(format!(
                "Not yet: the log is uploaded as far as {to}, in steps. Wait until that has passed {at}."
            ));
        }
        let title = format!("Restore {} as {target}", archive.instance);
        (Button::new(title, line), refused)
    });
    Some(shown)
}

/// The latest moment, and the last second before each of the newest incidents to which can be restored, or will be once the log
/// has come so far.
fn choices(
    view: &View,
    archive: &ArchiveView,
    (first, last): (SimTime, SimTime),
    chosen: When,
) -> Vec<(When, String, bool)> {
    let grows = stands(view, archive).is_some_and(|entry| entry.settled);
    let time = |at| time(view, at);
    let latest = archive.latest.map(|at| {
        (
            When::Latest,
            format!("Latest restorable time, {}", time(at)),
        )
    });
    let reached = |one: &&IncidentView| {
        let at = one.at.last_second_before();
        at >= first && (grows || at <= last) || chosen == When::Before(one.number)
    };
    let newest = view.incidents.iter().rev().filter(reached).take(CHOICES);
    let before = newest.map(|one: &IncidentView| {
        let at = one.at.last_second_before();
        let yet = if at > last { ", not uploaded yet" } else { "" };
        (
            When::Before(one.number),
            format!("Before the {}, {}{yet}", words::cause(one), time(at)),
        )
    });
    let own = match chosen {
        When::At(at) => at,
        When::Latest | When::Before(_) => moment(view, archive, chosen).unwrap_or(view.now),
    };
    let own = (When::At(own), "Another moment".to_owned());
    let all = latest.into_iter().chain(before).chain([own]);
    all.map(|(when, text)| {
        let same = when == chosen;
        (when, text, same)
    })
    .collect()
}

/// A moment as a clock shows it, with its day where that is not today.
fn time(view: &View, at: SimTime) -> String {
    let date = view.calendar.date(at);
    let today = words::day(date) == words::day(view.calendar.date(view.now));
    words::wall_time(date, !today)
}

/// The database whose backups they are, if it stands.
fn stands<'v>(view: &'v View, archive: &ArchiveView) -> Option<&'v DatabaseView> {
    let mut all = view.databases.iter();
    all.find(|entry| entry.region == archive.region && entry.resource_id == archive.resource_id)
}

/// What a restore to a moment would hold, and what it would lack.
fn holds(view: &View, archive: &ArchiveView, run: &Run, at: SimTime) -> Vec<String> {
    let own = stands(view, archive)
        .map(|entry| &entry.primary().tape)
        .filter(|tape| tape.position > 0);
    let Some(tape) = own.or(archive.tape.as_ref()) else {
        return Vec::new();
    };
    let world = run.session().world();
    let lacks = world.lacking(tape.tape(), at);
    let moment = time(view, at);
    let mut said = vec![format!("It would hold every commit before {moment}.")];
    said.push(match lacks.writes {
        0 => "Nothing that is there now would be missing.".to_owned(),
        writes => {
            let commits = words::counted(writes, "commit", "commits");
            format!("Missing would be {}.", toll::and_time(commits, lacks.span))
        }
    });
    // Its blocks will be those of the backup that it begins with.
    let mut made = tape.tape();
    let snapshots = view.snapshots.iter().filter(|shot| {
        let own = shot.region == archive.region && shot.resource_id == archive.resource_id;
        own && shot.automated && shot.complete && shot.created_at <= at
    });
    let base = snapshots.map(|shot| shot.created_at).max();
    if let Some((blocks, base)) = made.blocks.as_mut().zip(base) {
        blocks.until = base;
    }
    let damage = world.damage_at(made, at).into_iter();
    said.extend(
        damage.map(|mark| format!("The damage of {} would be on it too.", time(view, mark))),
    );
    said
}
