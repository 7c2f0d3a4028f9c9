//! A learner who presses what the screen offers, and nothing else.

use super::*;
use crate::app::Msg;
use crate::app::lesson::place::door;
use crate::app::part::Parts;
use crate::app::part::read::{groups, pressed, spoken};
use crate::app::reader::Answer;
use crate::app::route::Route;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::Theme;
use crate::lesson::{Lesson, begins_with, read};
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

/// Every lesson of the course: its name and its text.
pub fn lessons() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons/en");
    let entries = std::fs::read_dir(folder).expect("there are lessons");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let named = paths.filter(|path| path.is_file()).map(|path| {
        let name = path.file_stem().expect("a file has a name");
        let text = std::fs::read_to_string(&path).expect("a lesson is text");
        (name.to_string_lossy().into_owned(), text)
    });
    let mut all: Vec<_> = named.collect();
    all.sort();
    all
}

#[derive(Clone)]
pub struct Learner {
    pub state: State,
    /// Real milliseconds that were waited.
    pub waited_ms: f64,
    /// How often something was pressed.
    pub presses: u32,
    /// Whether a step was over and said that the lesson is not won.
    pub broken: bool,
}

/// Nobody watches the clock for longer where something can be pressed, in real milliseconds.
pub const PATIENCE_MS: f64 = 4_000.0;
/// What the verdict under a text is.
const BESIDE: &str = "section beside";
/// No step keeps anybody for longer, in real milliseconds.
const LONGEST_WAIT_MS: f64 = 180_000.0;

impl Learner {
    /// At a step of a lesson under its own seed, with all before it done.
    pub fn at_step(text: &str, place: usize) -> Learner {
        let lesson = lesson(text);
        let mut learner = Learner::begins(&lesson, &lesson.front.seed);
        while learner.play().page != Page::Step(place) {
            learner.end_step().expect("it ends");
        }
        learner
    }

    /// The same, with the step's questions answered.
    pub fn answered_at(text: &str, place: usize) -> Learner {
        let mut learner = Learner::at_step(text, place);
        learner.answer();
        learner
    }

    /// At the first step of a lesson, under a seed.
    pub fn begins(lesson: &Rc<Lesson>, seed: &str) -> Learner {
        let mut lesson = (**lesson).clone();
        lesson.front.seed = seed.to_owned();
        let mut state = State::first_visit(Theme::Auto);
        update(&mut state, Msg::Go(Route::Lesson("any".to_owned())));
        let ticket = state.tickets;
        let answer = Answer {
            ticket,
            lesson: Some(lesson),
            ..Answer::default()
        };
        let text = Ok(String::new());
        update(&mut state, Msg::Lesson(LessonMsg::Came { ticket, text }));
        update(
            &mut state,
            Msg::Lesson(LessonMsg::Answered(Rc::new(answer))),
        );
        let mut learner = Learner::with(state);
        learner.press(Msg::Lesson(LessonMsg::Next));
        learner
    }

    /// In front of a page on which a lesson stands.
    pub fn with(state: State) -> Learner {
        Learner {
            state,
            waited_ms: 0.0,
            presses: 0,
            broken: false,
        }
    }

    pub fn play(&self) -> &LessonPlay {
        self.state.lesson.as_ref().expect("a lesson is on")
    }

    /// What the guide offers to press.
    pub fn buttons(&self) -> Vec<Msg> {
        let shown = self.state.guided(self.play());
        let sent = |parts: Vec<_>| -> Vec<Msg> {
            let all = pressed(&parts).into_iter();
            all.map(|(_, msg)| msg).collect()
        };
        let all = sent(Parts::of(|at| steps(&shown, at)));
        // Under the thumb stands the same, or the way to a question: nothing else, and all that leads on.
        let strip = sent(Parts::of(|at| reach(&shown, at)));
        let question = Msg::Lesson(LessonMsg::ToQuestion);
        let mut others = strip.iter().filter(|msg| **msg != question);
        let extra = others.find(|msg| !all.contains(msg));
        assert_eq!(extra, None, "the step itself has it");
        let leads =
            |msg: &&Msg| matches!(msg, Msg::Lesson(LessonMsg::Next | LessonMsg::FastForward));
        let mut lacks = all.iter().filter(leads).filter(|msg| !strip.contains(msg));
        let play = self.play();
        let asks = play.unanswered().is_some() || play.page == Page::Result || play.unread;
        assert!(asks || lacks.next().is_none(), "{strip:?} of {all:?}");
        all
    }

    /// Whether the bar under the thumb offers that.
    pub fn reaches(&self, msg: &Msg) -> bool {
        let shown = self.state.guided(self.play());
        let strip = pressed(&Parts::of(|at| reach(&shown, at)));
        strip.iter().any(|(_, sent)| sent == msg)
    }

    pub fn offers_to(&self, msg: &Msg) -> bool {
        self.buttons().contains(msg)
    }

    /// Presses, and says yes to what is asked then.
    pub fn press(&mut self, msg: Msg) {
        self.presses += 1;
        update(&mut self.state, msg);
        if self.state.window.asked.is_some() {
            update(&mut self.state, Msg::Confirm);
        }
    }

    /// Watches the clock until it stops by itself, for a while at most.
    pub fn watch(&mut self, at_most_ms: f64) {
        let until = self.waited_ms + at_most_ms;
        let was_playing = self.state.clock.playing && self.play().leap.is_none();
        while self.state.clock.playing && self.waited_ms < until {
            update(&mut self.state, Msg::Tick(50.0));
            self.waited_ms += 50.0;
            let races = self.state.clock.playing && self.play().forward;
            let urgent = self.state.drawn.guide.urgent;
            assert!(
                !(races && urgent),
                "it runs past a promise: {}",
                self.told()
            );
        }
        let halts = was_playing && !self.state.clock.playing && !self.play().is_done();
        let ends = halts && observe::ends_alone(&self.state.run, self.play());
        assert!(!ends, "it is nobody's turn: {}", self.told());
        let guide = &self.state.drawn.guide;
        let mut offers = guide.offers.iter();
        let can_act = guide.fleeting || offers.any(|offer| !offer.ran && offer.refused.is_none());
        let soon = halts && !can_act && observe::soon_served_again(&self.state.run).is_some();
        assert!(!soon, "it halts in the midst of a reboot: {}", self.told());
    }

    /// Whatever else can be pressed, nobody waits for longer.
    fn is_patient(&self, from: f64) -> bool {
        self.waited_ms - from < LONGEST_WAIT_MS
    }

    pub fn answer(&mut self) {
        while let Some(question) = self.play().unanswered() {
            self.sees_no_answer();
            self.press(Msg::Lesson(LessonMsg::Say(question, Said::DoNotKnow)));
        }
    }

    /// As long as a question stands open, neither what ends its step nor the verdict is in sight.
    fn sees_no_answer(&self) {
        let shown = self.state.guided(self.play());
        let parts = Parts::of(|at| steps(&shown, at));
        let words = spoken(&parts);
        assert!(!words.contains("This step is done when"), "{words}");
        let mut kinds = groups(&parts).into_iter().map(|group| group.kind);
        assert!(!kinds.any(|kind| kind == BESIDE), "{words}");
    }

    /// What the text says to look at, and the step that is over does not show.
    fn hides(&self) -> Option<String> {
        let (_, step) = self.play().step()?;
        let shown = self.state.guided(self.play());
        let parts = Parts::of(|at| steps(&shown, at));
        let text = step.html.to_lowercase();
        let speaks = text.contains("verdict") || text.contains("waterfall");
        let has_incident = shown.calm.incident.is_some();
        let mut kinds = groups(&parts).into_iter().map(|group| group.kind);
        if speaks && has_incident && !kinds.any(|kind| kind == BESIDE) {
            return Some(format!("the verdict of {:?} is gone", step.title));
        }
        let offered = self.buttons();
        let doors = step.step.places.iter();
        let doors = doors.filter_map(|place| Some((place, door(place, &shown.calm.view)?.1)));
        let mut gone = doors.filter(|(_, msg)| !offered.contains(msg));
        let (place, _) = gone.next()?;
        Some(format!("the way to {place} of {:?} is gone", step.title))
    }

    /// Ends the present step, and goes on.
    pub fn end_step(&mut self) -> Result<(), String> {
        let here = self.play().page;
        let mut waits_pressed = BTreeSet::new();
        let (mut tried, mut again) = (BTreeSet::new(), BTreeSet::new());
        let from = self.waited_ms;
        while self.is_patient(from) {
            self.watch(PATIENCE_MS);
            self.answer();
            if self.play().is_done() || self.play().is_read_only() {
                let broken = judge::broken(self.play(), &self.state.run.view()).is_some();
                self.broken |= self.play().is_done() && broken;
                let mut offers = self.state.drawn.guide.offers.iter();
                let asked = offers.find_map(|offer| Some(offer.answer.as_ref()?.1.text()));
                let last = asked.and_then(|answer| answer.lines().last());
                if let Some(answer) = last.filter(|answer| answer.contains("none yet")) {
                    return Err(format!("what was to be looked at was not there: {answer}"));
                }
                if let Some(hidden) = self.hides() {
                    return Err(hidden);
                }
                self.press(Msg::Lesson(LessonMsg::Next));
                if self.play().page == here {
                    // Its questions have their answers now.
                    self.press(Msg::Lesson(LessonMsg::Next));
                }
                return Ok(());
            }
            let forward = Msg::Lesson(LessonMsg::FastForward);
            let goes_on = self.state.clock.playing && self.play().forward;
            let press = self
                .first(&mut waits_pressed)
                .or_else(|| self.offers_to(&forward).then_some(forward.clone()))
                .or_else(|| self.ready(&mut waits_pressed))
                .or_else(|| self.found(&mut tried))
                .or_else(|| self.once_more(&mut again));
            match press {
                Some(msg) if msg == forward && goes_on => {}
                Some(msg) => self.press(msg),
                None if self.state.clock.playing => {}
                None => return Err(self.told()),
            }
        }
        Err(format!("nobody waits so long: {}", self.told()))
    }

    /// The first button of the step that has not been pressed, if it can be.
    fn first(&mut self, waits: &mut BTreeSet<usize>) -> Option<Msg> {
        let offers = self.state.drawn.guide.offers.iter().enumerate();
        let mut open = offers.filter(|(_, offer)| !offer.ran);
        let (place, offer) = open.find(|(place, _)| !waits.contains(place))?;
        if offer.wait.is_some() {
            waits.insert(place);
        }
        let is_free = offer.refused.is_none();
        is_free.then_some(Msg::Lesson(LessonMsg::Do(place)))
    }

    /// The first button of the step that can be pressed and has not been.
    fn ready(&self, waits: &mut BTreeSet<usize>) -> Option<Msg> {
        let offers = self.state.drawn.guide.offers.iter().enumerate();
        let mut ready = offers.filter(|(_, offer)| !offer.ran && offer.refused.is_none());
        let (place, _) =
            ready.find(|(place, offer)| offer.wait.is_none() || waits.insert(*place))?;
        Some(Msg::Lesson(LessonMsg::Do(place)))
    }

    /// A button that was pressed already and is offered under the thumb, where nothing else is.
    fn once_more(&self, again: &mut BTreeSet<usize>) -> Option<Msg> {
        let mut places = 0..self.state.drawn.guide.offers.len();
        let offered = |place: &usize| self.reaches(&Msg::Lesson(LessonMsg::Do(*place)));
        let place = places.find(|place| offered(place) && again.insert(*place))?;
        Some(Msg::Lesson(LessonMsg::Do(place)))
    }

    /// A button at a place that the step leads to, of which its hints speak.
    fn found(&mut self, tried: &mut BTreeSet<String>) -> Option<Msg> {
        let (_, step) = self.play().step()?;
        let hints = step.step.hints.join(" ");
        let view = self.state.run.view();
        let hints = with_moment_before(&hints, &view);
        let lines: Vec<&str> = hints.split('`').skip(1).step_by(2).collect();
        let links = self.buttons().into_iter();
        for link in links.filter(|msg| matches!(msg, Msg::Select(_) | Msg::Open(_))) {
            self.press(link);
            let calm = &self.state.drawn.calm;
            let operations = calm.operations.iter().map(|(one, why)| (&one.line, why));
            let ways = calm.ways.iter();
            let ways = ways.filter_map(|(way, why)| Some((way.line.as_ref()?, why)));
            let meant = |line: &str| {
                let mut hints = lines.iter().filter(|hint| hint.contains(' '));
                hints.any(|hint| begins_with(line, hint.split('…').next().unwrap_or_default()))
            };
            let mut free = operations.chain(ways).filter(|(_, why)| why.is_none());
            let found = free.find(|(line, _)| meant(line) && !tried.contains(*line));
            if let Some((line, _)) = found {
                tried.insert(line.clone());
                return Some(Msg::Act(line.clone()));
            }
        }
        None
    }

    /// Lets the clock run at the result, where it is offered because an incident is open.
    pub fn wait_for_the_end(&mut self) {
        let forward = Msg::Lesson(LessonMsg::FastForward);
        if !self.play().won && self.offers_to(&forward) {
            self.press(forward);
            self.watch(LONGEST_WAIT_MS);
        }
    }

    fn told(&self) -> String {
        let guide = &self.state.drawn.guide;
        let offers = guide.offers.iter().map(|offer| {
            let why = offer.refused.as_ref().map_or("", |why| &why.reason);
            format!(
                "{} [{}{why}]",
                offer.line,
                if offer.ran { "ran " } else { "" }
            )
        });
        let offers: Vec<String> = offers.collect();
        format!(
            "at {:?}, {:?}: holds {:?}\n    {}",
            self.state.run.now(),
            self.play().step().map(|(_, step)| &step.title),
            guide.holds,
            offers.join("\n    ")
        )
    }
}

/// A lesson as the reader hands it over.
pub fn lesson(text: &str) -> Rc<Lesson> {
    Rc::new(read(text).expect("it can be read"))
}
