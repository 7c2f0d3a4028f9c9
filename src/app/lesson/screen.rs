//! What the lesson's screen does when it is told something.

use crate::app::act::act;
use crate::app::course::keep_run;
use crate::app::effect::Effect;
use crate::app::follow::refresh;
use crate::app::lesson::play::{LessonMsg, LessonPlay, Page, Said, question_id};
use crate::app::lesson::{arrive, ask};
use crate::app::notice::{bad, good};
use crate::app::playing;
use crate::app::sandbox;
use crate::app::starts;
use crate::app::state::State;
use crate::app::window::Tab;
use std::rc::Rc;

pub fn react(state: &mut State, msg: LessonMsg) -> Vec<Effect> {
    match msg {
        LessonMsg::Came { ticket, text } => return arrive::came(state, ticket, text),
        LessonMsg::Answered(answer) => return arrive::answered(state, &answer),
        LessonMsg::NoReader => return arrive::no_reader(state),
        LessonMsg::TryAgain => return arrive::try_again(state),
        LessonMsg::Next => return next(state),
        LessonMsg::Say(question, said) => say(state, question, said),
        LessonMsg::Do(action) => return run(state, action),
        LessonMsg::Hint => {
            if let Some(play) = &mut state.lesson {
                play.hints += 1;
                return vec![Effect::Focus(format!("hint-{}", play.hints))];
            }
        }
        LessonMsg::FastForward => fast_forward(state),
        LessonMsg::AskToStartAgain(asks) => {
            if let Some(play) = &mut state.lesson {
                play.asks_again = asks;
            }
            let next = if asks { "again" } else { "ask-again" };
            return vec![Effect::Focus(next.to_owned())];
        }
        LessonMsg::StartAgain => {
            let seed = state.run.seed().to_owned();
            return start_again(state, &seed);
        }
        LessonMsg::OtherLuck => {
            let seed = starts::next_seed(state.run.seed());
            let effects = start_again(state, seed);
            state.window.notice = Some(good(format!("The lesson begins anew, with seed {seed}.")));
            return effects;
        }
        LessonMsg::ToSandbox => return to_sandbox(state),
    }
    Vec::new()
}

/// Begins the lesson anew, under a seed.
pub fn start_again(state: &mut State, seed: &str) -> Vec<Effect> {
    match &state.lesson {
        Some(play) => {
            let (source, lesson) = (play.source.clone(), Rc::clone(&play.lesson));
            arrive::begin(state, source, lesson, Some(seed))
        }
        None => Vec::new(),
    }
}

fn next(state: &mut State) -> Vec<Effect> {
    if let Some(place) = state.lesson.as_ref().and_then(LessonPlay::unanswered) {
        state.window.notice = Some(bad(ask::ANSWER_FIRST));
        return vec![Effect::Focus(question_id(place))];
    }
    let view = state.run.view();
    let moment = state.run.moment(&view);
    let Some(play) = &mut state.lesson else {
        return Vec::new();
    };
    if play.is_read_only() && !play.is_done() {
        play.end_step(&moment);
        if play
            .step()
            .is_some_and(|(_, step)| !step.step.predictions.is_empty())
        {
            // Its questions have their answers now, which are read before it is left.
            refresh(state);
            return vec![Effect::Focus("done".to_owned())];
        }
    }
    let last = play.lesson.steps.len().checked_sub(1);
    let before = play.page;
    play.page = match play.page {
        Page::Introduction if last.is_none() => Page::Result,
        Page::Introduction => Page::Step(0),
        Page::Step(place) if !play.is_done() => Page::Step(place),
        Page::Step(place) if Some(place) == last => Page::Result,
        Page::Step(place) => Page::Step(place + 1),
        Page::Result => Page::Result,
    };
    if play.page != before {
        play.from = play.ended_at().max(view.now);
    }
    (play.hints, play.begun, play.forward, play.asks_again) = (0, false, false, false);
    state.window.tab = Tab::Lesson;
    state.window.notice = None;
    refresh(state);
    let mut effects = keep_run(state);
    effects.push(Effect::Focus("lesson-heading".to_owned()));
    effects
}

fn say(state: &mut State, question: usize, said: Said) {
    let Some(play) = state.lesson.as_mut().filter(|play| !play.begun) else {
        return;
    };
    if let Page::Step(place) = play.page
        && let Some(slot) = play
            .said
            .get_mut(place)
            .and_then(|all| all.get_mut(question))
    {
        *slot = said;
    }
    state.window.notice = None;
    refresh(state);
    let kept = keep_run(state);
    state.todo.effects.extend(kept);
}

fn fast_forward(state: &mut State) {
    let forward = state.lesson.as_ref().is_some_and(|play| play.forward);
    if forward && state.clock.playing {
        let kept = playing::pause(state);
        state.todo.effects.extend(kept);
        return;
    }
    if let Some(reason) = ask::why_wait(state) {
        ask::remind(state, reason);
        return;
    }
    if let Some(play) = &mut state.lesson {
        play.forward = true;
        play.begun = true;
        state.clock.auto = true;
        state.window.notice = None;
        playing::start(state);
        state.todo.effects.push(Effect::Show("stage".to_owned()));
    }
}

/// Leaves the lesson; its run goes on in the sandbox.
fn to_sandbox(state: &mut State) -> Vec<Effect> {
    let (text, now) = (state.run.text(), state.run.now());
    let effects = sandbox::open(state, &text, None);
    state.run.seek_to_last_line();
    state.run.seek(now);
    refresh(state);
    effects
        .into_iter()
        .chain([Effect::Focus("stage".to_owned())])
        .collect()
}

/// Runs an action of the present step.
fn run(state: &mut State, place: usize) -> Vec<Effect> {
    if let Some(reminder) = ask::why_wait(state) {
        ask::remind(state, reminder);
        return Vec::new();
    }
    let Some(offer) = state.drawn.guide.offers.get(place).cloned() else {
        return Vec::new();
    };
    if offer.ran && offer.strikes() {
        state.window.notice = Some(bad("This has struck already."));
        return Vec::new();
    }
    if let Some(refused) = offer.refused.filter(|_| !offer.is_whole) {
        state.window.notice = Some(bad(refused.reason));
        return Vec::new();
    }
    let effects = act(state, &offer.line);
    // Whatever was answered, it was seen.
    if let Some(play) = &mut state.lesson {
        play.begun = true;
    }
    state.todo.watch = true;
    effects
}
