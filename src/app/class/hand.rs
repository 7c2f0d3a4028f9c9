//! What stands on the screen as a hand-in.

use crate::app::class::known::ClassState;
use crate::app::class::link::{Link, read};
use crate::app::game::GamePlay;
use crate::app::interview::Mock;
use crate::app::lesson::{LessonPlay, Said, first, otherwise};
use crate::app::part::Parts;
use crate::app::route::{HAND_IN, Route};
use crate::app::run::Run;
use crate::lesson::hand_in::{Guess, HandIn, Marked, Task, What, Work, digest, own_lines, seed_of};
use crate::lesson::{GameLevel, game};

fn hand_in(link: &Link, work: Work) -> Option<HandIn> {
    Some(HandIn {
        name: link.name.clone()?,
        task: link.task.clone(),
        work,
        seconds: 0,
    })
}

/// A lesson as far as it was played.
pub fn of_lesson(link: &Link, play: &LessonPlay, run: &Run) -> Option<HandIn> {
    // What was said first counts; what has not stood yet is as it is.
    let guess = |step: usize, question: usize| {
        let now = || (play.said[step][question], play.sure[step][question]);
        match first(play, step, question).unwrap_or_else(now) {
            (Said::Nothing, _) => Guess::Nothing,
            (Said::DoNotKnow, _) => Guess::DoesNotKnow,
            (Said::Choice(place), sure) => Guess::Choice(place, sure),
        }
    };
    let steps = play.said.iter().enumerate();
    let said = steps.map(|(step, row)| (0..row.len()).map(|one| guess(step, one)).collect());
    hand_in(
        link,
        Work::Run {
            digest: digest(&play.lesson.front),
            lines: own_lines(run.session(), run.furthest()),
            said: said.collect(),
            again: otherwise(play),
            hints: u32::try_from(play.hinted).unwrap_or(u32::MAX),
        },
    )
}

/// A task that nobody set, under the luck that it was played under.
fn unset(name: &str, what: What, seed: &str) -> Link {
    let mut task = Task::new(what, "");
    task.luck = Some(seed.to_owned());
    Link {
        task,
        name: Some(name.to_owned()),
        since: 0,
        ignored: Vec::new(),
    }
}

/// A lesson that its learner has just won by themselves.
pub fn by_themselves(name: &str, id: &str, play: &LessonPlay, run: &Run) -> Option<HandIn> {
    let what = What::Lesson(id.to_owned());
    of_lesson(&unset(name, what, run.seed()), play, run)
}

/// A game day that they have played to its end.
pub fn day_by_themselves(name: &str, game: &GamePlay, run: &Run) -> Option<HandIn> {
    let what = What::Game {
        level: game.level,
        design: None,
    };
    of_game(&unset(name, what, &game.seed), game, run)
}

/// Whether a seed is that of the learner's name, or of what nobody set. Capital letters make no difference to luck.
fn is_theirs(link: &Link, seed: &str) -> bool {
    let own = || link.name.as_deref().map(seed_of);
    let luck = link.task.luck.clone().or_else(own);
    luck.is_some_and(|luck| luck.eq_ignore_ascii_case(seed))
}

fn is_of_day(link: &Link, level: GameLevel, seed: &str) -> bool {
    matches!(link.task.what, What::Game { level: set, .. } if set == level) && is_theirs(link, seed)
}

fn is_of_mock(link: &Link, mock: &Mock) -> bool {
    link.task.what == What::Interview(mock.level) && is_theirs(link, &mock.seed)
}

/// The way to hand in a day that is over, or the mock interview, if a task is worked on that it belongs to.
#[inline(never)]
pub fn to_hand_in(
    class: &ClassState,
    game: Option<&GamePlay>,
    mock: Option<&Mock>,
    at: &mut Parts,
) {
    let Some(link) = class.mine.as_deref().and_then(read) else {
        return;
    };
    let of_day =
        game.is_some_and(|game| game.is_over() && is_of_day(&link, game.level, &game.seed));
    let of_mock = mock.is_some_and(|mock| mock.is_over() && is_of_mock(&link, mock));
    at.when(of_day || of_mock, |at| {
        at.within("div doors doors--row", |at| {
            let route = Route::Class(HAND_IN.to_owned());
            at.link("a button button--main", &route, |at| at.words("Hand in"));
        });
    });
}

/// That what is chosen here was set: name and level stand.
#[inline(never)]
pub fn is_set(class: &ClassState, at: &mut Parts) {
    let link = class.mine.as_deref().and_then(read);
    let class = link.map(|link| link.task.class).unwrap_or_default();
    let by = match class.as_str() {
        "" => "by your teacher".to_owned(),
        class => format!("for {class}"),
    };
    at.line("p class__set", format!("Set {by}: the name, which is your luck, and the level stand. The design is yours. Hand in at the end of the day."));
}

/// A game day; nothing if it is another one than the task's.
pub fn of_game(link: &Link, game: &GamePlay, run: &Run) -> Option<HandIn> {
    let mut link = link.clone();
    if !is_of_day(&link, game.level, &game.seed) {
        return None;
    }
    // As the run has it: whatever stood around its lines was no part of it.
    let (_, recorded) = game::recorded(&run.text())?;
    if let What::Game { design, .. } = &mut link.task.what {
        *design = Some(recorded);
    }
    let lines = own_lines(run.session(), run.furthest());
    hand_in(
        &link,
        Work::Run {
            digest: String::new(),
            lines,
            said: Vec::new(),
            again: 0,
            hints: 0,
        },
    )
}

/// A mock interview; nothing if it is another one than the task's.
pub fn of_mock(link: &Link, mock: &Mock) -> Option<HandIn> {
    if !is_of_mock(link, mock) {
        return None;
    }
    let answers = mock.results.iter().map(|one| Marked {
        id: one.id.clone(),
        sure: one.sure,
        had: one.had,
        seconds: one.seconds,
        points: one.points.iter().map(|(_, had)| *had).collect(),
    });
    hand_in(link, Work::Answers(answers.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::hand_in::replayed;

    #[test]
    fn a_design_is_handed_in_without_what_its_player_noted_in_it() {
        let link = read("task/game/warm-up?name=Ada").expect("it can be read");
        let design = format!("# cheap\n{}\n# enough\n", game::Design::default().lines());
        let text = game::start(GameLevel::WarmUp, "Ada", &design);
        let run = Run::open(&text).expect("it can be opened");
        let play = GamePlay::new(GameLevel::WarmUp, "Ada", &design);
        let handed_in = of_game(&link, &play, &run).expect("it is the task's day");
        let code = crate::lesson::hand_in::write(&handed_in);
        let read = crate::lesson::hand_in::read(&code).expect("it was just written");
        assert_eq!(read, handed_in);
        assert!(replayed(&read, None).is_ok_and(|fared| fared.missing.len() == 1));
    }
}
