//! One run of the lab, as the page keeps it: the session, and what was read from it already.

use crate::app::lag::LagHistory;
use crate::app::pace;
use crate::cloud::{JournalEntry, JournalKind};
use crate::language::{LineError, Outcome, Refusal, Session, Transcript, where_to_read};
use crate::lesson::Moment;
use crate::sim::{SimDuration, SimTime, sort_by_number};
use crate::world::{CATALOGUE, CopyHealth, DatabaseView, RoleView, View, WriteView};
use std::rc::Rc;

/// Events that are passed in search of one that is reported.
const STEP_EVENTS_MAX: u32 = 5000;
/// So many looks are spread over what a run is put forward by.
const WATCHED: u64 = 300;
/// Lines that are replayed when a run of an earlier visit is opened.
const LINES_MAX: u32 = 10_000;

/// What came of a line that was run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What the AWS CLI would print, or the reason why not.
    pub text: String,
    pub refused: bool,
}

#[derive(Clone)]
pub struct Run {
    session: Session,
    /// Everything reported until `read_until`, so that a frame need not read from the beginning.
    journal: Vec<JournalEntry>,
    read_until: SimTime,
    lag: LagHistory,
    furthest: SimTime,
    view: Rc<View>,
}

impl Run {
    /// Opens a transcript at its start; the error is for people.
    pub fn open(text: &str) -> Result<Run, String> {
        let session = Transcript::parse(text).and_then(Session::new);
        session.map(Run::of).map_err(|errors| told(&errors))
    }

    /// A session as the page keeps it.
    pub fn of(session: Session) -> Run {
        let history = session.transcript().history();
        let view = Rc::new(session.world().view());
        let mut run = Run {
            read_until: session.now() - history,
            furthest: session.now(),
            journal: Vec::new(),
            lag: LagHistory::default(),
            view: Rc::clone(&view),
            session,
        };
        run.read_on_with(view);
        run
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    pub fn now(&self) -> SimTime {
        self.session.now()
    }

    /// What there is now.
    pub fn view(&self) -> Rc<View> {
        Rc::clone(&self.view)
    }

    /// Lets time pass.
    pub fn advance(&mut self, by: SimDuration) {
        self.session.advance_to(self.now() + by);
        self.read_on();
    }

    /// Lets time pass until it is up or `halts` says so, which is asked after each event: with what there is then, what became
    /// of the lines, and whether something was reported. Tells whether it halted.
    pub fn advance_unless(
        &mut self,
        by: SimDuration,
        mut halts: impl FnMut(&View, &[Outcome], bool) -> bool,
    ) -> bool {
        let end = self.now() + by;
        loop {
            let next = self.next_due().map_or(end, |next| next.min(end));
            let from = pace::after(self.now());
            self.session.advance_to(next);
            let world = self.session.world();
            let (view, news) = (world.view(), world.journal(from, self.now()));
            let news = news.iter().any(is_news);
            let halted = halts(&view, self.session.outcomes(), news);
            if halted || next >= end {
                self.read_on_with(Rc::new(view));
                return halted;
            }
        }
    }

    /// Whether a line of the transcript lies ahead.
    pub fn has_lines_ahead(&self) -> bool {
        self.session.next_line_at().is_some()
    }

    /// This moment, as conditions look at it.
    pub fn moment<'a>(&'a self, view: &'a View) -> Moment<'a> {
        Moment {
            view,
            outcomes: self.session.outcomes(),
            score: None,
        }
    }

    /// What became of the lines so far.
    pub fn outcomes(&self) -> &[Outcome] {
        self.session.outcomes()
    }

    /// When something will next happen by itself.
    pub fn next_due(&self) -> Option<SimTime> {
        let line = self.session.next_line_at();
        match (self.session.world().next_due(), line) {
            (Some(event), Some(line)) => Some(event.min(line)),
            (event, line) => event.or(line),
        }
    }

    /// Goes on to the next thing that is reported, or to where `halts` says so, which is asked after each event. Tells whether
    /// there was one.
    pub fn step(&mut self, halts: impl Fn(&View, &[Outcome]) -> bool) -> bool {
        let mut moved = false;
        for _ in 0..STEP_EVENTS_MAX {
            let Some(next) = self.next_due() else { break };
            let before = self.now();
            self.session.advance_to(next);
            moved = true;
            let world = self.session.world();
            if !world.journal(pace::after(before), self.now()).is_empty()
                || halts(&world.view(), self.session.outcomes())
            {
                break;
            }
        }
        self.read_on();
        moved
    }

    pub fn seek(&mut self, time: SimTime) {
        self.watch_until(time);
        self.session.seek(time);
        self.read_on();
    }

    /// Watches the lag of replicas up to a moment to which the clock is put: what nobody saw is a part of the run all the same. Each
    /// event on the way is looked at, for there a lag is greatest, and a moment now and then between them.
    fn watch_until(&mut self, time: SimTime) {
        let Some(known) = self.lag.until().filter(|known| *known < time) else {
            return;
        };
        if self.now() < known {
            self.session.seek(known);
        }
        // Only a line makes a replica: where there is none, and none ahead, there is nothing to watch.
        let is_replica = |entry: &DatabaseView| matches!(entry.role, RoleView::ReadReplica { .. });
        let line = self.session.next_line_at().filter(|at| *at <= time);
        if line.is_none() && !self.session.world().view().databases.iter().any(is_replica) {
            return;
        }
        let apart = SimDuration::from_ms(time.since(known).ms() / WATCHED + 1000);
        for _ in 0..2 * WATCHED {
            let stride = self.now() + apart;
            let next = self.next_due().map_or(stride, |due| due.min(stride));
            if next >= time {
                break;
            }
            // What has to be looked at by itself is left alone: lines run as the session has them.
            self.session.seek(next.max(pace::after(self.now())));
            let view = self.session.world().view();
            self.lag.push(self.now(), &lags(&view));
        }
    }

    /// Goes to where the last line has run, as a visitor left it.
    pub fn seek_to_last_line(&mut self) {
        for _ in 0..LINES_MAX {
            let Some(next) = self.session.next_line_at() else {
                break;
            };
            self.watch_until(next);
            self.session.advance_to(next);
        }
        self.read_on();
    }

    /// Goes on to the next whole second, where a line that changes something is to be run there: so the seconds of the clock
    /// and those of a recovery agree.
    pub fn to_whole_second(&mut self, line: &str) {
        if self.changes(line) {
            self.session.advance_to(self.now().ceil_second());
            self.read_on();
        }
    }

    /// Whether a line is one, and does more than look.
    pub fn changes(&self, line: &str) -> bool {
        let step = self.session.parse(line);
        step.is_ok_and(|step| !step.only_looks())
    }

    /// Runs a line now. Where it only looks, everything that lies ahead stays.
    pub fn act(&mut self, line: &str) -> Answer {
        let answer = match self.session.act(line) {
            Err(error) => Answer {
                text: format!("{error}\n{}", where_to_read(line)),
                refused: true,
            },
            Ok(outcome) => match outcome.result {
                Err(error) => Answer {
                    text: error.to_string(),
                    refused: true,
                },
                Ok(reply) if reply.is_null() => Answer {
                    text: String::new(),
                    refused: false,
                },
                Ok(reply) => Answer {
                    text: format!("{reply:#}"),
                    refused: false,
                },
            },
        };
        if self.changes(line) {
            self.furthest = self.furthest.min(self.now());
        }
        self.read_on();
        answer
    }

    /// Why a line would not be carried out now, if so.
    pub fn refusal(&self, line: &str) -> Option<String> {
        match self.session.check(line) {
            Ok(()) => None,
            Err(Refusal::Usage(error)) => Some(error.advice()),
            Err(Refusal::Refused(error)) => Some(error.to_string()),
        }
    }

    /// Takes the last action back; tells what it was.
    pub fn undo(&mut self) -> Option<String> {
        let line = self.session.undo()?;
        self.furthest = self.now();
        self.read_on();
        Some(line)
    }

    /// Takes lines back until so many are left, and goes to a moment after them.
    pub fn take_back(&mut self, lines: usize, to: SimTime) {
        self.seek_to_last_line();
        while self.outcomes().len() > lines && self.session.undo().is_some() {}
        self.session.seek(to);
        self.furthest = self.now();
        self.read_on();
    }

    /// The transcript, as it is shared and kept.
    pub fn text(&self) -> String {
        self.session.transcript().to_text()
    }

    /// The same transcript under another seed.
    pub fn text_under(&self, seed: &str) -> String {
        let mut transcript = self.session.transcript().clone();
        transcript.set_seed(seed);
        transcript.to_text()
    }

    pub fn seed(&self) -> &str {
        self.session.transcript().seed()
    }

    pub fn journal(&self) -> &[JournalEntry] {
        &self.journal
    }

    /// Writes of an application by name.
    pub fn writes_named(&self, app: &str, numbers: &[(u64, u64)]) -> Vec<WriteView> {
        self.session.world().writes_named(app, numbers)
    }

    pub fn lag(&self) -> &LagHistory {
        &self.lag
    }

    /// The latest moment that was reached in this run, or that its lines speak of.
    pub fn furthest(&self) -> SimTime {
        let due = self.session.last_due();
        due.map_or(self.furthest, |due| due.max(self.furthest))
    }

    /// The lines of the transcript that lie ahead, and when they will run.
    pub fn ahead(&self) -> Vec<(SimTime, String)> {
        self.session.ahead()
    }

    /// Runs that were left when the past was changed.
    pub fn branches(&self) -> usize {
        self.session.branches().len()
    }

    /// Reads what has been reported since it was last read. Entries of the last moment are read again, for more may have
    /// come at it.
    fn read_on(&mut self) {
        self.read_on_with(Rc::new(self.session.world().view()));
    }

    /// The same where somebody has looked at what there is now.
    fn read_on_with(&mut self, view: Rc<View>) {
        let now = self.now();
        self.furthest = self.furthest.max(now);
        let from = self.read_until.min(now);
        let known = self.journal.partition_point(|entry| entry.at < from);
        self.journal.truncate(known);
        let latest_first = self.outcomes().iter().rev();
        let recent = latest_first.take_while(|outcome| outcome.at >= from);
        let mut new: Vec<_> = recent.filter_map(deed).collect();
        new.reverse();
        new.extend(self.session.world().journal(from, now));
        sort_by_number(&mut new, |entry| entry.at.ms());
        self.journal.extend(new);
        self.read_until = now;
        self.view = view;
        self.lag.push(now, &lags(&self.view));
    }
}

/// The replicas that there are, by their resource ids, and how far each is behind.
fn lags(view: &View) -> Vec<(&str, SimDuration)> {
    let is_there = |entry: &&DatabaseView| {
        let health = entry.primary().health;
        !matches!(health, CopyHealth::Creating | CopyHealth::Empty)
    };
    let there = view.databases.iter().filter(is_there);
    let behind = there.filter_map(|entry| match &entry.role {
        RoleView::ReadReplica { behind, .. } => Some((&*entry.resource_id, *behind)),
        RoleView::Standalone => None,
    });
    behind.collect()
}

/// What the learner did by a line of AWS's or of the engine's own, or by a new application: the world reports what comes of it, and not that it was asked
/// for. It is told as it was written. What merely looks or waits is no deed, nor is what was refused.
fn deed(outcome: &Outcome) -> Option<JournalEntry> {
    let (source, message) = match outcome.text.split_once(' ')? {
        ("app", call) if call.starts_with("create ") => ("app".to_owned(), call),
        ("aws", call) => {
            let (service, call) = call.split_once(' ')?;
            (format!("aws {service}"), call)
        }
        (word, call) if CATALOGUE.own_words().any(|own| own == word) => (word.to_owned(), call),
        _ => return None,
    };
    (outcome.result.is_ok() && outcome.acts && outcome.at >= SimTime::START).then(|| JournalEntry {
        at: outcome.at,
        kind: JournalKind::Action,
        source,
        region: None,
        message: message.to_owned(),
    })
}

/// Whether somebody who watches would look up: backups that repeat every day are no news.
fn is_news(entry: &JournalEntry) -> bool {
    match entry.kind {
        JournalKind::Service(event) => !event.repeats,
        JournalKind::Fault | JournalKind::Action | JournalKind::App => true,
    }
}

/// Errors for people: the first, and how many there are.
#[inline(never)]
fn told(errors: &[LineError]) -> String {
    match errors {
        [] => "It cannot be read.".to_owned(),
        [only] => only.to_string(),
        [first, rest @ ..] => format!("{first}\n(and {} more)", rest.len()),
    }
}
