//! What presenting does when it is told something, and when time passes.

use crate::app::Effect;
use crate::app::ask::{Ask, focus};
use crate::app::clock::land;
use crate::app::lesson::{LessonPlay, Page, Said, is_at_end, next as next_page, observe};
use crate::app::pace::Clock;
use crate::app::present::deck::{Slide, Told};
use crate::app::present::known::{Present, PresentMsg, first, source};
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::window::Screen;
use crate::language::Outcome;
use crate::sim::SimDuration;
use crate::world::View;

/// To hurry on, the run is looked at so often at first, and less often the longer nothing happens.
const LOOK: SimDuration = SimDuration::from_secs(1);
const SPREAD: u64 = 50;

/// So long may what was refused take to be served once the clock halts (`clock::land`).
const LANDS: SimDuration = SimDuration::from_secs(6);

/// Presents a lesson from this slide on: whatever its run brings before that has happened. A page that is loaded anew is there again.
#[inline(never)]
pub fn begin(
    play: &mut LessonPlay,
    clock: &mut Clock,
    run: &mut Run,
    at: usize,
) -> Option<Present> {
    let mut present = first(play)?;
    lead_to(&mut present, play, clock, run, at);
    Some(present)
}

fn lead_to(
    present: &mut Present,
    play: &mut LessonPlay,
    clock: &mut Clock,
    run: &mut Run,
    at: usize,
) {
    while present.at < at.min(present.slides.len().saturating_sub(1)) {
        while runs_on(present, play, run) {
            hurry(play, run);
            observe(play, clock, run);
        }
        let to = present.at + 1;
        show(present, play, run, to);
    }
}

/// What is presented stands on the stage still: at the slide that was asked for, or where it was if none was.
pub fn show_again(
    present: &mut Present,
    play: &mut LessonPlay,
    clock: &mut Clock,
    run: &mut Run,
    at: usize,
) -> Vec<Ask> {
    match at {
        0 => {}
        back if back < present.at => present.at = back,
        on => lead_to(present, play, clock, run, on),
    }
    vec![Ask::Show(Screen::Lab), Ask::Look, focus("headline")]
}

#[inline(never)]
pub fn react(
    present: &mut Present,
    play: &mut LessonPlay,
    clock: &mut Clock,
    run: &mut Run,
    msg: PresentMsg,
) -> Vec<Ask> {
    if present.blank {
        // Whatever leads on brings the slide back first.
        let brings_back = !matches!(msg, PresentMsg::Count(..));
        present.blank = !brings_back;
        return vec![Ask::Hush, Ask::Look, focus("headline")];
    }
    match msg {
        PresentMsg::Blank => {
            clock.playing = false;
            present.blank = true;
            vec![Ask::Hush, Ask::Look, focus("blank")]
        }
        PresentMsg::Next => next(present, play, clock, run),
        PresentMsg::Back => {
            clock.playing = false;
            present.at = present.at.saturating_sub(1);
            shown(present, play)
        }
        PresentMsg::Skip => match present.behind_votes() {
            to if to > present.at => show(present, play, run, to),
            _ => Vec::new(),
        },
        PresentMsg::Count(choice, typed) => {
            present.count(choice, &typed);
            Vec::new()
        }
    }
}

fn shown(present: &Present, play: &LessonPlay) -> Vec<Ask> {
    let mut asks = vec![Ask::Hush, Ask::Look, Ask::Leap, focus("headline")];
    let here = source(play).map(|id| Route::Present(id.to_owned(), present.at));
    asks.extend(here.map(|route| Ask::Do(Effect::Address(route.fragment()))));
    asks
}

fn next(
    present: &mut Present,
    play: &mut LessonPlay,
    clock: &mut Clock,
    run: &mut Run,
) -> Vec<Ask> {
    if runs_on(present, play, run) {
        return go_on(present, play, clock, run);
    }
    let to = present.at + 1;
    match to < present.slides.len() {
        true => show(present, play, run, to),
        false => Vec::new(),
    }
}

/// Whether the run goes on before the next slide: where it is at its end it brings nothing more.
pub(super) fn runs_on(present: &Present, play: &LessonPlay, run: &Run) -> bool {
    let Slide::Run { step } = *present.slide() else {
        return false;
    };
    play.play.done <= step && run.now() < run.session().end()
}

/// The run goes on until something strikes, a line has run, or the step has come to its end. Whoever asks again does not wait for that.
fn go_on(present: &mut Present, play: &LessonPlay, clock: &mut Clock, run: &mut Run) -> Vec<Ask> {
    if clock.runs() {
        hurry(play, run);
        clock.playing = false;
        return vec![Ask::Look, Ask::Leap];
    }
    present.known = run.outcomes().len();
    clock.start();
    vec![Ask::Hush]
}

fn show(present: &mut Present, play: &mut LessonPlay, run: &mut Run, to: usize) -> Vec<Ask> {
    present.at = to;
    present.known = run.outcomes().len();
    match *present.slide() {
        Slide::Title
        | Slide::Idea {
            part: Told::Before, ..
        } => {}
        Slide::Idea {
            part: Told::In(step),
            ..
        }
        | Slide::Ask { step, .. } => lead(play, run, Page::Step(step)),
        Slide::Run { step } | Slide::Settled { step, .. } => {
            lead(play, run, Page::Step(step));
            // The votes are over: the class has said what it expects.
            for said in play.said.get_mut(step).into_iter().flatten() {
                *said = Said::DoNotKnow;
            }
        }
        Slide::Idea {
            part: Told::After, ..
        }
        | Slide::Verdict => {
            if play.page != Page::Result && play.lesson.front.game.is_none() {
                run.seek_to_last_line();
                let rest = run.session().end().since(run.now());
                run.advance(rest);
            }
            lead(play, run, Page::Result);
        }
    }
    shown(present, play)
}

/// Leads on to a page of the lesson, if it lies ahead.
fn lead(play: &mut LessonPlay, run: &Run, to: Page) {
    let place = |page: Page, steps: usize| match page {
        Page::Introduction => 0,
        Page::Step(step) => step + 1,
        Page::Result => steps + 1,
    };
    let steps = play.lesson.steps.len();
    // Where a step that is only read ends, its page is left by another one.
    for _ in 0..2 * steps + 2 {
        if place(play.page, steps) >= place(to, steps) {
            break;
        }
        // What it asks of the page is its own way to show what is shown here.
        next_page(play, run);
    }
}

/// What of a run was known when the clock was started.
struct Known {
    lines: usize,
    incidents: usize,
}

impl Known {
    fn of(run: &Run) -> Known {
        Known {
            lines: run.outcomes().len(),
            incidents: run.view().incidents.len(),
        }
    }

    fn is_past(&self, view: &View, outcomes: &[Outcome]) -> bool {
        outcomes.len() > self.lines || view.incidents.len() > self.incidents
    }
}

/// Lets so much real time pass.
pub fn tick(play: &LessonPlay, clock: &mut Clock, run: &mut Run, ms: f64) -> Vec<Ask> {
    let by = clock.due(ms, clock.pace());
    let (halts, news) = advance(play, run, by);
    clock.count_quiet(ms, news, false, 0.0);
    let mut asks = vec![Ask::Frame(ms)];
    if halts {
        clock.playing = false;
        asks.push(Ask::Look);
    }
    asks
}

/// Lets time pass until the clock would halt.
fn hurry(play: &LessonPlay, run: &mut Run) {
    let from = run.now();
    loop {
        let passed = run.now().since(from).ms();
        if advance(play, run, LOOK.max(SimDuration::from_ms(passed / SPREAD))).0 {
            break;
        }
    }
}

/// Lets so much time pass at most; tells whether the clock halts there, and whether anything was reported.
fn advance(play: &LessonPlay, run: &mut Run, by: SimDuration) -> (bool, bool) {
    let known = Known::of(run);
    let (mut halts, mut news, mut ends) = (false, false, false);
    run.advance_unless(by, |view, outcomes, new| {
        news = new;
        ends = is_at_end(play, view, outcomes);
        halts = ends || known.is_past(view, outcomes);
        halts || new
    });
    let next = run.ahead().first().map(|(at, _)| *at);
    if ends && next.is_none_or(|at| at > run.now() + LANDS) {
        let outcomes = run.outcomes().to_vec();
        land(run, |view| is_at_end(play, view, &outcomes));
    }
    (halts || run.now() >= run.session().end(), news)
}
