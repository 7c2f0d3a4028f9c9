//! What the lesson's screen does when it is told something.

use crate::app::ask::{Ask, On, focus};
use crate::app::landing::Landing;
use crate::app::lesson::action::told_id;
use crate::app::lesson::ask::{answer_first, next, why_wait};
use crate::app::lesson::coming::LessonSource;
use crate::app::lesson::foreseen::Guide;
use crate::app::lesson::play::{Leap, LessonMsg, LessonPlay, Page, question_id};
use crate::app::lesson::said::Said;
use crate::app::lesson::{arrive, best};
use crate::app::notice::{bad, good};
use crate::app::pace::{self, Clock};
use crate::app::run::Run;
use crate::app::starts;
use crate::app::window::Tab;
use std::rc::Rc;

/// What is told to the lesson that stands on the stage. `guide` is what was last seen of the present step.
pub fn react(
    play: &mut LessonPlay,
    guide: &Guide,
    clock: &mut Clock,
    run: &Run,
    msg: LessonMsg,
) -> Vec<Ask> {
    play.looks_back = None;
    play.unread = false;
    match msg {
        LessonMsg::LookBack(step) => {
            play.looks_back = step.filter(|step| *step < play.play.done);
            vec![focus("lesson-heading")]
        }
        LessonMsg::StepAgain => step_again(play),
        LessonMsg::StepBefore => {
            play.begun = false;
            step_again(play)
        }
        LessonMsg::Next => next(play, run),
        LessonMsg::Say(question, said) => say(play, question, said),
        LessonMsg::Sure(question, is_sure) => sure(play, question, is_sure),
        LessonMsg::Recall(choice) => best::recalled(play, choice),
        LessonMsg::Beside => best::beside(play, run.seed()),
        LessonMsg::ToQuestion if play.is_done() => vec![
            Ask::Open(Tab::Lesson),
            Ask::Look,
            focus("done"),
            Ask::Land(Landing::Done),
        ],
        LessonMsg::ToQuestion => {
            let place = play.unanswered();
            let mut asks = vec![Ask::Open(Tab::Lesson), Ask::Look];
            asks.extend(place.map(|place| focus(question_id(place))));
            asks.extend(place.map(|place| Ask::Land(Landing::Read(question_id(place)))));
            asks
        }
        LessonMsg::Do(action) => act(play, guide, clock, run, action),
        LessonMsg::Hint => {
            play.hints += 1;
            play.hinted += 1;
            vec![focus(format!("hint-{}", play.hints))]
        }
        LessonMsg::FastForward => fast_forward(play, clock, run),
        LessonMsg::AskToStartAgain(asks) => {
            play.asks_again = asks;
            vec![focus(if asks { "again" } else { "ask-again" })]
        }
        LessonMsg::StartAgain => start_again(play, run.seed()),
        LessonMsg::OtherLuck if play.task().is_some() => {
            vec![Ask::Say(bad("Your name is your luck in this task."))]
        }
        LessonMsg::OtherLuck => {
            let seed = starts::next_seed(run.seed());
            let told = good(format!("The lesson begins anew, with seed {seed}."));
            let mut asks = start_again(play, seed);
            asks.push(Ask::Say(told));
            asks
        }
        LessonMsg::ToSandbox => to_sandbox(run),
        LessonMsg::Came { .. }
        | LessonMsg::Answered(_)
        | LessonMsg::NoReader
        | LessonMsg::TryAgain => Vec::new(),
    }
}

/// Begins the lesson anew, under a seed.
fn start_again(play: &LessonPlay, seed: &str) -> Vec<Ask> {
    let lesson = Rc::clone(&play.lesson);
    let source = match &play.source {
        LessonSource::Set(set) => LessonSource::Set(Rc::new(set.anew(seed, &lesson))),
        source => source.clone(),
    };
    let mut asks = arrive::stand(source, lesson, Some(seed), None);
    for ask in &mut asks {
        if let Ask::Enter(_, On::Lesson(anew)) = ask {
            // What was seen once is known.
            anew.first.clone_from(&play.first);
        }
    }
    asks
}

fn say(play: &mut LessonPlay, question: usize, said: Said) -> Vec<Ask> {
    if play.begun {
        return Vec::new();
    }
    if let Page::Step(place) = play.page
        && let Some(slot) = play
            .said
            .get_mut(place)
            .and_then(|all| all.get_mut(question))
    {
        // How sure one is, one is of what one says.
        if *slot != said
            && let Some(sure) = play
                .sure
                .get_mut(place)
                .and_then(|all| all.get_mut(question))
        {
            *sure = None;
        }
        *slot = said;
    }
    answered(play, question)
}

/// Whether its learner is sure of what they said. Nobody has to say it.
#[inline(never)]
fn sure(play: &mut LessonPlay, question: usize, sure: bool) -> Vec<Ask> {
    let Page::Step(place) = play.page else {
        return Vec::new();
    };
    let said = play.said.get(place).and_then(|all| all.get(question));
    let is_choice = matches!(said, Some(Said::Choice(_)));
    let slot = play
        .sure
        .get_mut(place)
        .and_then(|all| all.get_mut(question));
    let Some(slot) = slot.filter(|_| is_choice && !play.begun) else {
        return Vec::new();
    };
    *slot = Some(sure);
    answered(play, question)
}

/// The next question, and under it what is pressed once all are answered; after the last one, how sure one is of it.
fn answered(play: &LessonPlay, question: usize) -> Vec<Ask> {
    let next = play.unanswered().unwrap_or(question);
    let landing = Ask::Land(Landing::Read(question_id(next)));
    vec![Ask::Hush, Ask::Look, Ask::Keep, landing]
}

fn fast_forward(play: &mut LessonPlay, clock: &mut Clock, run: &Run) -> Vec<Ask> {
    if play.forward && clock.runs() {
        return vec![Ask::Pause];
    }
    if let Err(why_not) = why_wait(play, run.now()) {
        return why_not;
    }
    (play.forward, play.leap) = (true, None);
    play.begun = true;
    play.answers_stand();
    let chosen = !std::mem::replace(&mut clock.auto, true);
    clock.start();
    let told = match chosen {
        true => Ask::Say(good("To fast-forward, the speed is Auto again.")),
        false => Ask::Hush,
    };
    vec![told, Ask::Land(Landing::Watch(None))]
}

/// Leaves the lesson; its run goes on in the sandbox.
fn to_sandbox(run: &Run) -> Vec<Ask> {
    let (text, now) = (run.text(), run.now());
    vec![
        Ask::Transcript { text, from: None },
        Ask::GoTo(Some(now)),
        focus("stage"),
    ]
}

/// Takes back whatever was done in the present step, and puts the clock where it began; if nothing was, in the one before.
fn step_again(play: &mut LessonPlay) -> Vec<Ask> {
    if !play.is_begun() {
        play.step_back();
    }
    (play.hints, play.begun, play.forward, play.leap) = (0, false, false, None);
    let lines = play.lines.last().copied().unwrap_or_default();
    let to = play.from;
    let told = good("The step begins again: what was done in it is taken back.");
    vec![
        Ask::TakeBack { lines, to },
        Ask::Say(told),
        Ask::Open(Tab::Lesson),
        Ask::Look,
        Ask::Keep,
        focus("lesson-heading"),
    ]
}

/// How long a stated time takes to pass, in real milliseconds.
const LEAP_MS: f64 = 2500.0;

/// Runs an action of the present step.
fn act(
    play: &mut LessonPlay,
    guide: &Guide,
    clock: &mut Clock,
    run: &Run,
    place: usize,
) -> Vec<Ask> {
    if let Some(question) = play.unanswered() {
        // Beside the button stands why it waits.
        let told = Ask::Announce(answer_first(play).to_owned());
        return vec![told, focus(question_id(question))];
    }
    if let Err(why_not) = why_wait(play, run.now()) {
        return why_not;
    }
    let Some(offer) = guide.offers.get(place) else {
        return Vec::new();
    };
    if offer.ran && offer.strikes() {
        return vec![Ask::Say(bad("This has struck already."))];
    }
    let told = told_id(place);
    if let Some(refused) = offer.refused.as_ref().filter(|_| !offer.runs) {
        // It stands in the step: it is heard, and not shown once more.
        return vec![
            Ask::Announce(refused.reason.clone()),
            Ask::Land(Landing::Read(told)),
        ];
    }
    // Whatever will be answered, it was seen.
    play.begun = true;
    play.answers_stand();
    if let Some(wait) = offer.wait {
        // Pressed again while it passes, it is the same time; another one comes after it.
        let passes = play.leap.filter(|leap| leap.until > run.now());
        let until = match passes {
            Some(leap) if leap.of == place => leap.until,
            Some(leap) => leap.until + wait,
            None => run.now() + wait,
        };
        play.leap = Some(Leap {
            of: place,
            until,
            pace: (wait.ms() as f64 / LEAP_MS).max(pace::auto(0.0)),
        });
        clock.start();
        return vec![Ask::Hush, Ask::Land(Landing::Watch(None))];
    }
    // What is refused is answered, and brings nothing to watch.
    let landing = match offer.refused {
        Some(_) => Landing::Read(told),
        None => Landing::Watch(Some(told)),
    };
    vec![Ask::Run(offer.line.clone()), Ask::Land(landing)]
}
