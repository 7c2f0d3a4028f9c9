use super::play::AS_IT_IS;
use super::*;
use crate::app::around::{Timed, clock as at_clock};
use crate::app::effect::Effect;
use crate::app::part::Parts;
use crate::app::part::read::spoken;
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

fn page() -> State {
    State::with(Run::open("seed LAB\n").expect("it is empty"), Theme::Auto)
}

fn tell(state: &mut State, msg: GameMsg) -> Vec<Effect> {
    update(state, Msg::Game(msg))
}

/// The set-up, filled in and begun.
pub(super) fn begun(level: GameLevel, name: &str, multi_az: bool) -> State {
    let mut state = page();
    begin(&mut state, level, name, multi_az);
    state
}

fn begin(state: &mut State, level: GameLevel, name: &str, multi_az: bool) {
    update(state, Msg::Go(Route::GameDay));
    tell(state, GameMsg::Name(name.to_owned()));
    tell(state, GameMsg::Level(level));
    tell(state, GameMsg::MultiAz(multi_az));
    tell(state, GameMsg::Protection(multi_az));
    tell(state, GameMsg::Start);
}

/// Lets real time pass until something holds; tells how many seconds it took.
fn until(state: &mut State, holds: impl Fn(&State) -> bool) -> f64 {
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

fn is_down(state: &State) -> bool {
    let (view, minute) = (state.run.view(), SimDuration::from_mins(1));
    let writes = &view.apps[0].writes;
    writes.state == ChannelState::Failing && view.now.since(writes.since) > minute
}

fn hurry(state: &mut State) {
    tell(state, GameMsg::Haste(HASTES.len() - 1));
    until(state, over);
}

fn struck(state: &State) -> bool {
    !state.run.view().incidents.is_empty()
}

fn tells_faults(state: &State) -> bool {
    let mut journal = state.drawn.calm.journal.iter();
    journal.any(|entry| entry.kind == JournalKind::Fault)
}

fn over(state: &State) -> bool {
    state.game.as_ref().is_some_and(GamePlay::is_over)
}

fn points(state: &State) -> Option<u32> {
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
fn the_clock_does_not_stop_and_nothing_is_undone() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    until(&mut state, struck);
    let now = state.run.now();
    for msg in [
        Msg::TogglePlay,
        Msg::Undo,
        Msg::Restart,
        Msg::StepForward,
        Msg::SeekTo(SimTime::START),
        Msg::NextSeed,
        Msg::Act("fault inject az-outage us-east-1a".to_owned()),
        Msg::Act("'fault' inject az-outage us-east-1a".to_owned()),
        Msg::Act("'fault' clear az-outage us-east-1a".to_owned()),
        Msg::Act("\tfault\t\"clear\" az-outage us-east-1a".to_owned()),
        Msg::Act("goal rto 9h".to_owned()),
        Msg::Act("go'al' rto 9h".to_owned()),
        Msg::Act("\\end".to_owned()),
        Msg::Share,
    ] {
        state.window.notice = None;
        update(&mut state, msg.clone());
        assert!(
            state
                .window
                .notice
                .as_ref()
                .is_some_and(|notice| notice.bad),
            "{msg:?} is answered"
        );
        assert!(state.clock.playing && state.run.now() == now, "{msg:?}");
    }
    assert!(!state.run.text().contains("us-east-1a\n"));
    assert!(!state.run.text().contains("clear"));
    assert!(!state.run.text().contains("goal rto 9h"));
    update(
        &mut state,
        Msg::Act("aws rds reboot-db-instance --db-instance-identifier orders".to_owned()),
    );
    assert!(state.run.text().contains("reboot-db-instance"));
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
fn the_pace_falls_when_something_strikes() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    until(&mut state, |state| state.pace() >= 100.0);
    until(&mut state, struck);
    assert!(state.pace() <= 10.0, "{}", state.pace());
    assert_eq!(
        state.game.as_ref().and_then(|game| game.banner),
        Some(state.run.now())
    );
    tell(&mut state, GameMsg::CloseBanner);
    assert_eq!(state.game.as_ref().and_then(|game| game.banner), None);
}

#[test]
fn a_strike_is_told_once_with_the_pace_that_goes_with_it() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    tell(&mut state, GameMsg::Haste(AS_IT_IS + 1));
    until(&mut state, struck);
    let said = |state: &State| {
        let game = state.game.as_ref().expect("it goes on");
        let view = &state.drawn.calm.view;
        spoken(&Parts::of(|at| banner(game, view, at)))
    };
    assert_eq!(state.window.notice, None);
    let once = said(&state);
    assert!(
        once.contains("Something has happened") && once.contains("“as it is” again"),
        "{once}"
    );
    assert_eq!(state.game.as_ref().map(|game| game.haste), Some(AS_IT_IS));
    until(&mut state, |state| state.run.view().incidents.len() > 1);
    assert!(!said(&state).contains("as it is"), "nobody chose a pace");
}

#[test]
fn what_is_left_of_the_rto_stands_at_the_clock_whatever_tab_is_open() {
    let mut state = begun(GameLevel::WarmUp, "ANA", true);
    let clock = |state: &State| {
        let timed = Timed {
            clock: &state.clock,
            view: &state.drawn.calm.view,
            pace: state.pace(),
            in_tour: false,
            in_lesson: false,
            game_is_over: Some(false),
        };
        spoken(&Parts::of(|at| at_clock(&timed, at)))
    };
    assert!(!clock(&state).contains("RTO"));
    let is_open = |state: &State| state.drawn.calm.view.open_incidents().next().is_some();
    until(&mut state, is_open);
    let said = clock(&state);
    assert!(said.contains("RTO") && said.contains("left"), "{said}");
    until(&mut state, |state| !is_open(state));
    assert!(!clock(&state).contains("RTO"));
}

#[test]
fn from_the_second_level_on_only_symptoms_are_told() {
    let mut state = begun(GameLevel::Shift, "ANA", true);
    let mut told = Vec::new();
    until(&mut state, |state| state.run.view().incidents.len() == 2);
    for _ in 0..20 {
        update(&mut state, Msg::Tick(50.0));
        told.push(state.drawn.announced.clone());
    }
    let game = state.game.as_ref().expect("it goes on");
    let kinds = [
        "outage",
        "failure",
        "bad-write",
        "network",
        "deletion",
        "crash of",
    ];
    for incident in &state.drawn.calm.view.incidents {
        told.push(words::incident(incident, &state.drawn.calm.view, game.keeps_secret()).0);
    }
    for text in &told {
        assert!(!kinds.iter().any(|kind| text.contains(kind)), "{text}");
    }
    assert!(!tells_faults(&state));
    assert!(!state.tabs().contains(&Tab::Verdict));
    hurry(&mut state);
    assert!(tells_faults(&state), "afterwards all is told");
    assert!(state.tabs().contains(&Tab::Verdict));
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

#[test]
fn one_strike_is_told_once_and_whatever_is_done_about_it_stops_no_day() {
    for (level, name) in [(GameLevel::WarmUp, "Ana"), (GameLevel::Shift, "Mila")] {
        let mut state = begun(level, name, true);
        tell(&mut state, GameMsg::Haste(HASTES.len() - 1));
        let mut strikes = 0;
        for _ in 0..200_000 {
            if over(&state) {
                break;
            }
            let told = |state: &State| {
                let game = state.game.as_ref().and_then(|game| game.banner);
                (game, state.window.notice.clone())
            };
            let (lines, before) = (state.run.outcomes().len(), told(&state));
            update(&mut state, Msg::Tick(100.0));
            let new = &state.run.outcomes()[lines..];
            let struck = new.iter().filter(|one| one.result.is_ok()).count();
            let after = told(&state);
            if over(&state) {
                break;
            }
            let news = usize::from(before.0 != after.0) + usize::from(before.1 != after.1);
            assert_eq!(news, new.len().min(1), "{new:?}: {after:?}");
            assert!(struck <= 1);
            strikes += struck;
            if struck == 1 {
                let line =
                    "aws rds reboot-db-instance --db-instance-identifier orders --force-failover";
                update(&mut state, Msg::Act(line.to_owned()));
                assert!(state.clock.playing, "a day is never still");
                update(&mut state, Msg::DismissNotice);
                tell(&mut state, GameMsg::Haste(HASTES.len() - 1));
            }
        }
        assert!(strikes > 0);
    }
}
