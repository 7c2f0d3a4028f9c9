use super::*;
use crate::app::effect::Effect;
use crate::app::run::Run;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::Screen;
use crate::app::{Msg, Route, Tab, Theme};
use crate::cloud::JournalKind;
use crate::lesson::GameLevel;
use crate::lesson::game::{Design, Kind, schedule, score};
use crate::sim::{SimDuration, SimTime};
use crate::world::ChannelState;
use std::rc::Rc;

pub(super) fn page() -> State {
    State::with(Run::open("seed LAB\n").expect("it is empty"), Theme::Auto)
}

pub(super) fn tell(state: &mut State, msg: GameMsg) -> Vec<Effect> {
    update(state, Msg::Game(msg))
}

/// The set-up, filled in and begun.
pub(super) fn begun(level: GameLevel, name: &str, multi_az: bool) -> State {
    let mut state = page();
    begin(&mut state, level, name, multi_az);
    state
}

pub(super) fn begin(state: &mut State, level: GameLevel, name: &str, multi_az: bool) {
    update(state, Msg::Go(Route::GameDay));
    tell(state, GameMsg::Name(name.to_owned()));
    tell(state, GameMsg::Level(level));
    tell(state, GameMsg::MultiAz(multi_az));
    tell(state, GameMsg::Protection(multi_az));
    tell(state, GameMsg::Start);
}

/// Lets real time pass until something holds; tells how many seconds it took.
pub(super) fn until(state: &mut State, holds: impl Fn(&State) -> bool) -> f64 {
    let mut seconds = 0.0;
    while !holds(state) {
        assert!(seconds < 3600.0, "it takes an hour");
        update(state, Msg::Tick(100.0));
        seconds += 0.1;
    }
    seconds
}

/// As [`until`] it is over, by somebody who orders a failover once orders have not been accepted for a minute.
pub(super) fn play_on(state: &mut State) -> f64 {
    let line = "aws rds reboot-db-instance --db-instance-identifier orders --force-failover";
    let mut seconds = 0.0;
    while !over(state) {
        seconds += until(state, |state| over(state) || is_down(state));
        update(state, Msg::Act(line.to_owned()));
        seconds += until(state, |state| over(state) || !is_down(state));
    }
    seconds
}

pub(super) fn is_down(state: &State) -> bool {
    let (view, minute) = (state.run.view(), SimDuration::from_mins(1));
    let writes = &view.apps[0].writes;
    writes.state == ChannelState::Failing && view.now.since(writes.since) > minute
}

pub(super) fn hurry(state: &mut State) {
    tell(state, GameMsg::Haste(HASTES.len() - 1));
    until(state, over);
}

pub(super) fn struck(state: &State) -> bool {
    !state.run.view().incidents.is_empty()
}

pub(super) fn tells_faults(state: &State) -> bool {
    let mut journal = state.drawn.calm.journal.iter();
    journal.any(|entry| entry.kind == JournalKind::Fault)
}

pub(super) fn over(state: &State) -> bool {
    state.game.as_ref().is_some_and(GamePlay::is_over)
}

pub(super) fn points(state: &State) -> Option<u32> {
    match &state.game.as_ref()?.end {
        Some(End::Scored(score)) => Some(score.points),
        Some(End::GivenUp) | None => None,
    }
}

#[test]
fn a_day_is_set_up_played_and_scored() {
    let mut state = begun(GameLevel::WarmUp, "Ana Maria", true);
    let game = state.game.as_ref().expect("it has begun");
    assert_eq!(
        (game.seed.as_str(), state.window.tab, state.window.screen),
        ("Ana-Maria", Tab::Game, Screen::Lab)
    );
    assert!(state.clock.playing);
    let seconds = play_on(&mut state);
    assert!(
        (120.0..600.0).contains(&seconds),
        "{seconds} s at its own pace"
    );
    assert!(points(&state) >= Some(90) && !state.clock.playing);
    let best = state.course.progress.best(GameLevel::WarmUp).cloned();
    assert_eq!(
        best.map(|best| (Some(best.score), best.seed)),
        Some((points(&state), "Ana-Maria".to_owned()))
    );
    assert!(state.course.progress.lessons.contains_key(LESSON));
    assert_eq!(
        state.drawn.announced,
        format!(
            "The shift is over. Your score is {} of 100.",
            points(&state).unwrap_or(0)
        )
    );
}

#[test]
fn what_does_not_pass_leaves_the_lesson_open() {
    let mut state = begun(GameLevel::WarmUp, "Ana", false);
    hurry(&mut state);
    assert!(points(&state) < Some(PASSED));
    assert!(!state.course.progress.lessons.contains_key(LESSON));
    assert!(state.course.progress.best(GameLevel::WarmUp).is_some());
}

#[test]
fn the_lesson_that_led_here_is_won_by_what_it_asks_for() {
    const DAY: &str = include_str!("../../../lessons/en/10-game-day.md");
    for (least, won) in [(60, true), (101, false)] {
        let text = DAY.replace("at_least = 60", &format!("at_least = {least}"));
        let lesson = crate::lesson::read(&text).expect("it can be read");
        let mut state = page();
        state.set_up.lesson = Some(("our-day".to_owned(), Rc::new(lesson)));
        begin(&mut state, GameLevel::WarmUp, "Ana Maria", true);
        tell(&mut state, GameMsg::Haste(HASTES.len() - 1));
        play_on(&mut state);
        let done = &state.course.progress.lessons;
        assert_eq!(done.contains_key("our-day"), won, "{:?}", points(&state));
        assert!(!done.contains_key(LESSON));
    }
}

#[test]
fn the_page_meets_the_same_day_as_a_replay() {
    let mut state = begun(GameLevel::Shift, "BO", true);
    hurry(&mut state);
    let design = state.set_up.design.lines();
    let text = crate::lesson::game::start(GameLevel::Shift, "BO", &design);
    let transcript = crate::language::Transcript::parse(&text).expect("it can be read");
    let mut session = crate::language::Session::new(transcript).expect("it runs");
    crate::lesson::game::run(GameLevel::Shift, &mut session);
    let replayed = score(GameLevel::Shift, &session);
    let game = state.game.as_ref().expect("it was played");
    assert_eq!(game.end, Some(End::Scored(Rc::new(replayed))));
}

/// A name under which somebody wants to delete the database before anything else happens.
fn deleted_first() -> String {
    let is_first = |name: &String| {
        let first = schedule(GameLevel::Shift, name).first().copied();
        first.is_some_and(|first| first.kind == Kind::OperatorDelete)
    };
    let mut names = (0..).map(|n| format!("BO-{n}"));
    names.find(is_first).expect("somebody meets it")
}

/// What is told when that is refused: after `line`, which runs a minute before.
fn told_of_a_deletion(protected: bool, line: &str) -> Option<String> {
    let mut state = begun(GameLevel::Shift, &deleted_first(), protected);
    let minute = SimDuration::from_mins(1);
    let next = |state: &State| state.game.as_ref().and_then(|game| game.day.next_at());
    let at = next(&state).expect("it is to come");
    until(&mut state, |state| state.run.now() + minute >= at);
    update(&mut state, Msg::Act(line.to_owned()));
    state.window.notice = None;
    until(&mut state, |state| next(state) != Some(at));
    assert!(!struck(&state), "it was refused");
    state.window.notice.map(|notice| notice.text)
}

#[test]
fn what_protection_held_off_is_told_and_what_came_at_a_bad_moment_is_not() {
    let told = told_of_a_deletion(true, "aws rds describe-db-instances").expect("it is told");
    assert!(
        told.starts_with("Somebody wanted to delete the database by mistake, and was refused. "),
        "{told}"
    );
    let replica = "aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders";
    assert_eq!(told_of_a_deletion(false, replica), None);
}

#[test]
fn a_warm_up_takes_no_longer_than_its_set_up_says() {
    let said = f64::from(words::minutes(GameLevel::WarmUp)) * 60.0;
    for name in ["ANA", "LIMA", "OSLO"] {
        let mut state = begun(GameLevel::WarmUp, name, true);
        let acts = play_on(&mut state);
        assert!((said / 2.0..said).contains(&acts), "{name}: {acts} s");
        let mut state = begun(GameLevel::WarmUp, name, true);
        let watches = until(&mut state, over);
        assert!(watches < said + 60.0, "{name}, only watched: {watches} s");
    }
}

#[test]
fn giving_up_is_asked_twice_and_has_no_score() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    tell(&mut state, GameMsg::GiveUp(true));
    assert!(!over(&state));
    tell(&mut state, GameMsg::GiveUp(false));
    tell(&mut state, GameMsg::GiveUp(true));
    tell(&mut state, GameMsg::Yield);
    assert_eq!(points(&state), None);
    assert!(over(&state) && state.course.progress.best(GameLevel::WarmUp).is_none());
}

#[test]
fn a_day_that_is_over_can_be_looked_at_and_goes_on_in_the_sandbox() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    hurry(&mut state);
    let text = state.run.text();
    update(&mut state, Msg::SeekTo(SimTime::from_ms(3_600_000)));
    assert_eq!(state.run.now(), SimTime::from_ms(3_600_000));
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    assert_eq!(state.run.text(), text, "it stays as it was");
    tell(&mut state, GameMsg::Verdict(1));
    assert_eq!(
        (state.window.tab, state.drawn.calm.incident),
        (Tab::Verdict, Some(1))
    );
    tell(&mut state, GameMsg::ToSandbox);
    assert!(state.game.is_none() && state.course.in_sandbox);
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    assert_eq!(state.run.view().apps[0].writes.state, ChannelState::Stopped);
}

#[test]
fn a_link_to_a_day_shows_its_score_to_whoever_opens_it() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    hurry(&mut state);
    let effects = tell(&mut state, GameMsg::ShareRun);
    let [Effect::CopyLink(link)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let mut other = page();
    update(&mut other, Msg::Go(Route::parse(link)));
    assert_eq!(points(&other), points(&state));
    assert!(
        other.course.progress.best(GameLevel::WarmUp).is_none(),
        "it is not theirs"
    );
}

#[test]
fn the_record_of_a_day_takes_nothing_from_ones_own() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    let own = state.course.progress.clone();
    let route = own.places[0].route.clone();
    hurry(&mut state);
    assert!(state.course.progress.place(&route).is_none());
    let mut other = page();
    other.course.progress = own;
    update(
        &mut other,
        Msg::OpenTranscript {
            text: state.run.text(),
            from: "the link",
        },
    );
    assert!(other.game.as_ref().is_some_and(GamePlay::is_over));
    assert!(other.course.progress.place(&route).is_some());
    update(&mut other, Msg::Go(Route::parse(&route)));
    tell(&mut other, GameMsg::GiveUp(true));
    let effects = tell(&mut other, GameMsg::Yield);
    assert!(other.course.progress.place(&route).is_none());
    assert!(effects.contains(&crate::app::course::save(&other.course)));
}

#[test]
fn a_challenge_fills_the_set_up_in() {
    let mut state = begun(GameLevel::Shift, "ANA", true);
    tell(&mut state, GameMsg::GiveUp(true));
    tell(&mut state, GameMsg::Yield);
    let effects = tell(&mut state, GameMsg::Challenge);
    let [Effect::CopyLink(link)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let mut other = page();
    update(&mut other, Msg::Go(Route::parse(link)));
    assert_eq!(other.window.screen, Screen::GameSetUp);
    let set_up = &other.set_up;
    assert_eq!(
        (set_up.level, set_up.name.as_str(), set_up.own),
        (GameLevel::Shift, "ANA", false)
    );
    assert_eq!(
        set_up.design,
        Design {
            multi_az: true,
            deletion_protection: true,
            ..Design::default()
        }
    );
}

#[test]
fn a_day_that_was_left_goes_on_where_it_was() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    until(&mut state, struck);
    let kept = state.course.progress.clone();
    let mut other = page();
    other.course.progress = kept;
    let place = other.course.progress.places[0].clone();
    update(&mut other, Msg::Go(Route::parse(&place.route)));
    assert!(other.clock.playing && struck(&other));
    for state in [&mut state, &mut other] {
        hurry(state);
    }
    assert_eq!(points(&other), points(&state));
}

#[test]
fn a_name_and_a_design_that_cannot_be_are_told() {
    let mut state = page();
    update(&mut state, Msg::Go(Route::GameDay));
    tell(&mut state, GameMsg::Name("José".to_owned()));
    assert_eq!(state.set_up.seed(), None);
    assert_eq!(
        tell(&mut state, GameMsg::Start),
        [Effect::Focus("game-name".to_owned())]
    );
    tell(&mut state, GameMsg::Dice);
    assert!(state.set_up.seed().is_some());
    let broken = state
        .set_up
        .lines
        .replace("--engine postgres", "--engine oracle");
    tell(&mut state, GameMsg::Lines(broken.clone()));
    assert_eq!(
        (state.set_up.own, state.set_up.lines.as_str()),
        (true, broken.as_str())
    );
    assert_eq!(state.set_up.blemishes[0].line, Some(1));
    assert_eq!(
        tell(&mut state, GameMsg::Start),
        [Effect::Focus("game-lines".to_owned())]
    );
    assert!(state.game.is_none());
    tell(&mut state, GameMsg::ToChoices);
    assert!(!state.set_up.own && state.set_up.blemishes.is_empty());
    tell(&mut state, GameMsg::Replica(true));
    tell(&mut state, GameMsg::MultiAz(true));
    assert!(state.set_up.over_budget().is_some_and(|over| over > 100.0));
}
