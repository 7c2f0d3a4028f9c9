//! The end of a game day: the score, and where to go from there.

use crate::app::course::{record_game, record_lesson, save};
use crate::app::effect::Effect;
use crate::app::follow::refresh;
use crate::app::game::{End, GamePlay, LESSON, PASSED, set_up};
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::sandbox;
use crate::app::share;
use crate::app::state::State;
use crate::app::window::Tab;
use crate::lesson::game::{Score, recorded, score};
use crate::lesson::{GameLevel, Moment};
use std::rc::Rc;

/// The shift is over.
pub fn finish(state: &mut State) -> Vec<Effect> {
    let Some(game) = &mut state.game else {
        return Vec::new();
    };
    let score = score(game.level, state.run.session());
    let (level, seed, points) = (game.level, game.seed.clone(), score.points);
    let lesson = lesson_done(game, &state.run, points);
    end(state, End::Scored(Rc::new(score)));
    forget(state);
    state.todo.said = Some(format!("The shift is over. Your score is {points} of 100."));
    let mut effects = vec![record_game(&mut state.course, level, &seed, points)];
    if let Some(id) = lesson {
        effects.push(record_lesson(&mut state.course, &id, 0, 0));
    }
    effects.push(Effect::Focus("game-heading".to_owned()));
    effects
}

/// The lesson that this day has won: the one that led here, or that of the course.
fn lesson_done(game: &GamePlay, run: &Run, points: u32) -> Option<String> {
    let Some((id, lesson)) = game
        .lesson
        .as_ref()
        .filter(|(_, lesson)| lesson.front.game == Some(game.level))
    else {
        let passed = game.level == GameLevel::WarmUp && points >= PASSED;
        return passed.then(|| LESSON.to_owned());
    };
    let view = run.view();
    let moment = Moment {
        score: Some(points),
        ..run.moment(&view)
    };
    moment.all_hold(&lesson.front.win).then(|| id.clone())
}

pub fn give_up(state: &mut State) -> Vec<Effect> {
    end(state, End::GivenUp);
    forget(state);
    state.todo.said = Some("You gave up. There is no score.".to_owned());
    vec![
        save(&state.course),
        Effect::Focus("game-heading".to_owned()),
    ]
}

/// One's own day is over: there is nothing to go on with.
fn forget(state: &mut State) {
    if let Some(game) = &state.game {
        let route = game.route().fragment();
        state.course.progress.forget_place(&route);
    }
}

fn end(state: &mut State, how: End) {
    if let Some(game) = &mut state.game {
        game.end = Some(how);
        game.banner = None;
        game.gives_up = false;
    }
    state.clock.playing = false;
    state.clock.auto = true;
    state.window.tab = Tab::Game;
    state.window.notice = None;
    refresh(state);
}

/// Reads the verdict of an incident, as it stood at the end of the day.
pub fn verdict(state: &mut State, place: usize) -> Vec<Effect> {
    let ends_at = state.game.as_ref().map(GamePlay::ends_at);
    state.run.seek(ends_at.unwrap_or(state.run.now()));
    state.clock.playing = false;
    state.window.incident = Some(place);
    state.window.tab = Tab::Verdict;
    refresh(state);
    vec![Effect::Focus(Tab::Verdict.id().to_owned())]
}

/// The run without its mark: a run like any other.
fn plain(text: &str) -> String {
    match recorded(text) {
        Some(_) => text
            .split_once('\n')
            .map_or("", |(_, rest)| rest)
            .to_owned(),
        None => text.to_owned(),
    }
}

pub fn to_sandbox(state: &mut State) -> Vec<Effect> {
    let (text, now) = (plain(&state.run.text()), state.run.now());
    let mut effects = sandbox::open(state, &text, None);
    state.run.seek(now);
    refresh(state);
    effects.push(Effect::Focus("stage".to_owned()));
    effects
}

/// The fragment of the link to the same challenge.
pub fn challenge(game: &GamePlay) -> String {
    game.route().fragment()
}

pub fn copy_challenge(state: &State) -> Vec<Effect> {
    let link = |game: &GamePlay| Effect::CopyLink(challenge(game));
    state.game.iter().map(link).collect()
}

/// The link to what was done. A day that was given up has no score to show, and is shared as a run like any other.
pub fn copy_run(state: &State) -> Effect {
    let text = state.run.text();
    let scored = matches!(
        state.game.as_ref().map(|game| &game.end),
        Some(Some(End::Scored(_)))
    );
    Effect::CopyLink(share::fragment(&if scored { text } else { plain(&text) }))
}

/// The same name, level and design once more.
pub fn again(state: &mut State) -> Vec<Effect> {
    let Some(game) = &state.game else {
        return Vec::new();
    };
    let (level, seed, design) = (game.level, game.seed.clone(), game.design.clone());
    set_up::begin(state, level, &seed, &design)
}

/// Back to the choices, with the same name; perhaps for the next level.
pub fn other_design(state: &mut State, harder: bool) -> Vec<Effect> {
    let Some(game) = &state.game else {
        return Vec::new();
    };
    let (level, seed, design) = (game.level, game.seed.clone(), game.design.clone());
    let level = if harder {
        next(level).unwrap_or(level)
    } else {
        level
    };
    let mut effects = set_up::open(state, level, &seed, Some(design));
    effects.push(Effect::Address(Route::GameDay.fragment()));
    effects
}

/// The level after this one.
pub fn next(level: GameLevel) -> Option<GameLevel> {
    GameLevel::ALL.into_iter().find(|other| *other > level)
}

/// Opens the record of a day that was played to its end, by whomever: its score is shown. Tells whether it was one.
pub fn show_record(state: &mut State, text: &str) -> bool {
    let Some((level, design)) = recorded(text) else {
        return false;
    };
    let Ok(run) = Run::open(text) else {
        return false;
    };
    let seed = run.seed().to_owned();
    let game = GamePlay::new(level, &seed, &design);
    let ends_at = game.ends_at();
    set_up::enter(state, run, game);
    state.run.seek(ends_at);
    let score: Score = score(level, state.run.session());
    end(state, End::Scored(Rc::new(score)));
    true
}
