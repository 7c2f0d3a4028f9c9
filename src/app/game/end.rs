//! The end of a game day: the score, and where to go from there.

use crate::app::ask::{Ask, On, focus};
use crate::app::course::Record;
use crate::app::effect::Effect;
use crate::app::game::{End, GamePlay, LESSON, PASSED};
use crate::app::pace::Clock;
use crate::app::run::Run;
use crate::app::share::{self, Sight};
use crate::app::window::Tab;
use crate::lesson::game::{recorded, score};
use crate::lesson::{GameLevel, Moment};
use std::rc::Rc;

/// The shift is over.
pub fn finish(game: &mut GamePlay, clock: &mut Clock, run: &Run) -> Vec<Ask> {
    let score = score(game.level, run.session());
    let points = score.points;
    let lesson = lesson_done(game, run, points);
    game.does_lesson = lesson.is_some();
    let mut asks = end(game, clock, End::Scored(Rc::new(score)));
    asks.extend([
        Ask::Announce(format!("The shift is over. Your score is {points} of 100.")),
        Ask::Record(Record::Game {
            level: game.level,
            seed: game.seed.clone(),
            score: points,
        }),
    ]);
    let won = |id| Record::Lesson {
        id,
        right: 0,
        asked: 0,
    };
    asks.extend(lesson.map(won).map(Ask::Record));
    asks.push(focus("game-heading"));
    asks
}

/// The lesson that this day has won: the one that led here, or that of the course, which a day of any level passes.
fn lesson_done(game: &GamePlay, run: &Run, points: u32) -> Option<String> {
    let Some((id, lesson)) = game
        .lesson
        .as_ref()
        .filter(|(_, lesson)| lesson.front.game == Some(game.level))
    else {
        return (points >= PASSED).then(|| LESSON.to_owned());
    };
    let view = run.view();
    let moment = Moment {
        score: Some(points),
        ..run.moment(&view)
    };
    moment.all_hold(&lesson.front.win).then(|| id.clone())
}

pub fn give_up(game: &mut GamePlay, clock: &mut Clock) -> Vec<Ask> {
    let mut asks = end(game, clock, End::GivenUp);
    let told = "You gave up. There is no score.";
    asks.extend([Ask::Announce(told.to_owned()), focus("game-heading")]);
    asks
}

/// One's own day is over: there is nothing to go on with.
fn end(game: &mut GamePlay, clock: &mut Clock, how: End) -> Vec<Ask> {
    game.end = Some(how);
    game.banner = None;
    game.gives_up = false;
    clock.playing = false;
    clock.auto = true;
    vec![
        Ask::Open(Tab::Game),
        Ask::Hush,
        Ask::Look,
        Ask::Record(Record::Left(game.route())),
    ]
}

/// Reads the verdict of an incident, as it stood at the end of the day.
pub fn verdict(game: &GamePlay, run: &mut Run, place: usize) -> Vec<Ask> {
    run.seek(game.ends_at());
    vec![
        Ask::Stop,
        Ask::Read(Some(place)),
        Ask::Open(Tab::Verdict),
        Ask::Look,
        focus(Tab::Verdict.id()),
    ]
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

pub fn to_sandbox(run: &Run) -> Vec<Ask> {
    vec![
        Ask::Transcript {
            text: plain(&run.text()),
            from: None,
        },
        Ask::GoTo(Some(run.now())),
        focus("stage"),
    ]
}

/// The fragment of the link to the same challenge.
pub fn challenge(game: &GamePlay) -> String {
    game.route().fragment()
}

pub fn copy_challenge(game: &GamePlay) -> Vec<Ask> {
    vec![Ask::Do(Effect::CopyLink(challenge(game)))]
}

/// The link to what was done. A day that was given up has no score to show, and is shared as a run like any other.
pub fn copy_run(game: &GamePlay, run: &Run) -> Vec<Ask> {
    let text = run.text();
    let text = match game.end {
        Some(End::Scored(_)) => text,
        Some(End::GivenUp) | None => plain(&text),
    };
    vec![Ask::Do(Effect::CopyLink(share::fragment(
        &text,
        &Sight::default(),
    )))]
}

/// The level after this one.
pub fn next(level: GameLevel) -> Option<GameLevel> {
    GameLevel::ALL.into_iter().find(|other| *other > level)
}

/// Opens the record of a day that was played to its end, by whomever: its score is shown. Nothing if it is none.
pub fn show_record(text: &str) -> Option<Vec<Ask>> {
    let (level, design) = recorded(text)?;
    let mut run = Run::open(text).ok()?;
    let mut game = GamePlay::new(level, run.seed(), &design);
    run.seek(game.ends_at());
    game.end = Some(End::Scored(Rc::new(score(level, run.session()))));
    let on = On::Game(Box::new(game));
    Some(vec![Ask::Enter(Box::new(run), on)])
}
