//! The page's stories, told to the Elm loop: messages in, state out.

use crate::app::Effect;
use crate::app::notice::Door;
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::timeline::{Axis, HappeningKind, happenings};
use crate::app::tour::When;
use crate::app::update::update;
use crate::app::window::Tab;
use crate::app::window::Theme;
use crate::app::{Msg, Route, TerminalMsg};
use crate::app::{TourMsg, starts, words};
use crate::sim::{SimDuration, SimTime};
use crate::world::WriteFate;

pub(super) fn play(state: &mut State, mut until: impl FnMut(&State) -> bool) {
    for _ in 0..200_000 {
        if until(state) {
            return;
        }
        update(state, Msg::Tick(100.0));
    }
    panic!("it never came to that");
}

#[test]
fn every_start_opens_and_runs() {
    for start in starts::ALL {
        let mut state = State::first_visit(Theme::Auto);
        update(&mut state, Msg::Start(start.name));
        assert!(
            state.window.notice.is_none(),
            "{}: {:?}",
            start.name,
            state.window.notice
        );
        assert!(
            !state.clock.playing && !state.is_empty(),
            "it is read first"
        );
        update(&mut state, Msg::TogglePlay);
        let before = state.run.now();
        update(&mut state, Msg::Tick(100.0));
        let passed = state.run.now().since(before);
        assert_eq!(passed, SimDuration::from_ms(800), "auto begins slowly");
    }
}

#[test]
fn the_first_minute_is_felt_and_judged() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Tour(TourMsg::When(When::OneOrTwoMinutes)));
    update(&mut state, Msg::Tick(100.0));
    update(&mut state, Msg::Tour(TourMsg::CutPower));
    play(&mut state, |state| !state.clock.playing);
    let incident = &state.drawn.frame.incidents[0];
    assert_eq!(incident.lost_writes, 0);
    let newest = state.drawn.ticker.of("shop").last().map(|write| write.fate);
    assert_eq!(
        newest,
        Some(WriteFate::Present),
        "its first order has landed"
    );
    let down = incident.write_outage.ms();
    assert!((50_000..150_000).contains(&down), "{down}");
    update(&mut state, Msg::Tour(TourMsg::Delete));
    update(&mut state, Msg::Tick(100.0));
    let orders = &state.drawn.frame.databases[0];
    let standby = orders.standbys().first().expect("it is Multi-AZ");
    assert_eq!(orders.primary().tape.marks, standby.tape.marks);
    assert_eq!(orders.primary().tape.marks.len(), 1);
    update(&mut state, Msg::Tour(TourMsg::SameSeedSingleAz));
    update(&mut state, Msg::Tour(TourMsg::CutPower));
    play(&mut state, |state| !state.clock.playing);
    assert!(state.drawn.frame.incidents[0].write_outage >= SimDuration::from_mins(45));
}

#[test]
fn a_goal_is_a_line_like_any_other() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    update(
        &mut state,
        Msg::Goal {
            name: "rto",
            value: "2m".to_owned(),
        },
    );
    assert_eq!(
        state.drawn.frame.goals.rto,
        Some(SimDuration::from_mins(2)),
        "{:?}",
        state.window.notice
    );
    update(
        &mut state,
        Msg::Goal {
            name: "rto",
            value: "soon".to_owned(),
        },
    );
    assert!(
        state
            .window
            .notice
            .as_ref()
            .is_some_and(|notice| notice.bad)
    );
}

#[test]
fn a_bad_link_changes_nothing() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::TogglePlay);
    let text = state.run.text();
    update(
        &mut state,
        Msg::OpenTranscript {
            text: "seed KYIV\n60s fault".to_owned(),
            from: "the link",
        },
    );
    assert!(
        state
            .window
            .notice
            .as_ref()
            .is_some_and(|notice| notice.bad && notice.text.contains("line 2"))
    );
    assert_eq!(state.run.text(), text);
}

#[test]
fn the_list_of_keys_gives_the_focus_back_however_it_is_closed() {
    let mut state = State::first_visit(Theme::Auto);
    for close in [Msg::CloseMenus, Msg::ToggleHelp] {
        let opened = update(&mut state, Msg::ToggleHelp);
        let title = Effect::Focus("help-title".to_owned());
        assert_eq!(opened, [Effect::KeepFocus, title]);
        assert_eq!(update(&mut state, close), [Effect::ReturnFocus("help")]);
        assert!(!state.window.help);
    }
}

#[test]
fn acting_undoing_and_forking() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    update(
        &mut state,
        Msg::Act("fault inject instance-crash orders".to_owned()),
    );
    assert_eq!(state.drawn.frame.incidents.len(), 1);
    let entries = state.drawn.calm.journal.len();
    assert!(entries > 0);
    update(&mut state, Msg::Undo);
    assert!(state.drawn.frame.incidents.is_empty());
    assert!(state.drawn.calm.journal.len() < entries);
    update(
        &mut state,
        Msg::Terminal(TerminalMsg::Input("fault inject nothing".to_owned())),
    );
    update(&mut state, Msg::Terminal(TerminalMsg::Submit));
    assert!(
        state
            .terminal
            .entries
            .last()
            .is_some_and(|entry| entry.refused && entry.answer.contains('^'))
    );
}

#[test]
fn what_the_learner_did_stands_in_the_journal_and_on_the_timeline() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    let deeds = |state: &State| -> Vec<String> {
        let all =
            happenings(Axis::new(state.run.furthest()), &state.drawn.calm.journal).into_iter();
        let own = all.filter(|one| one.kind == HappeningKind::Action);
        let told = |line: &str| Some(line.split_once(": ")?.1.to_owned());
        own.flat_map(|one| one.text.lines().filter_map(told).collect::<Vec<_>>())
            .collect()
    };
    const REBOOT: &str = "aws rds reboot-db-instance --db-instance-identifier orders";
    for line in [
        "aws rds describe-db-instances",
        "aws rds reboot-db-instance --db-instance-identifier nobody",
        REBOOT,
    ] {
        update(&mut state, Msg::Act(line.to_owned()));
    }
    assert_eq!(deeds(&state), [REBOOT]);
    let at = state.run.now();
    update(&mut state, Msg::SeekTo(at + SimDuration::from_mins(2)));
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    assert_eq!(deeds(&state), [REBOOT, "shop traffic stopped"]);
    let create = "app create till --connect orders".to_owned();
    update(&mut state, Msg::Act(create.clone()));
    assert!(deeds(&state).contains(&create));
    update(&mut state, Msg::Undo);
    assert!(state.drawn.calm.journal.is_sorted_by_key(|entry| entry.at));
    update(&mut state, Msg::Undo);
    update(&mut state, Msg::Undo);
    assert!(deeds(&state).is_empty());
}

#[test]
fn a_forced_failover_is_called_so_from_its_first_moment_on() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    let line = "aws rds reboot-db-instance --db-instance-identifier orders --force-failover";
    update(&mut state, Msg::Act(line.to_owned()));
    update(&mut state, Msg::TogglePlay);
    play(&mut state, |state| !state.drawn.frame.incidents.is_empty());
    let incident = &state.drawn.frame.incidents[0];
    assert_eq!(words::cause(incident), "forced failover");
    assert!(incident.recovered_at.is_none());
}

#[test]
fn a_database_stays_selected_under_a_new_name() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(100.0));
    let rename = "aws rds modify-db-instance --db-instance-identifier orders --new-db-instance-identifier orders-old --apply-immediately";
    update(&mut state, Msg::Act(rename.to_owned()));
    update(&mut state, Msg::SeekTo(SimTime::from_ms(600_000)));
    let selected = state.window.selected.as_ref().map(Thing::name);
    assert_eq!(selected.as_deref(), Some("orders-old"));
    update(&mut state, Msg::SeekTo(SimTime::START));
    let selected = state.window.selected.as_ref().map(Thing::name);
    assert_eq!(selected.as_deref(), Some("orders"), "also back in time");
}

#[test]
fn the_clock_halts_when_an_incident_opens() {
    let mut state = State::first_visit(Theme::Auto);
    let text = format!(
        "{}10s fault inject az-outage us-east-1a --for 45m\n",
        starts::ALL[1].transcript("OSLO")
    );
    update(
        &mut state,
        Msg::OpenTranscript {
            text,
            from: "the link",
        },
    );
    update(&mut state, Msg::Restart);
    update(&mut state, Msg::Speed(9));
    update(&mut state, Msg::TogglePlay);
    play(&mut state, |state| !state.clock.playing);
    assert!(state.run.now() < SimTime::from_ms(60_000));
    assert_eq!(state.drawn.frame.incidents.len(), 1);
}

#[test]
fn a_run_that_another_takes_the_place_of_is_kept() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    let mine = state.run.text();
    let text = "seed OSLO\ngiven app create shop --connect nobody\n".to_owned();
    update(
        &mut state,
        Msg::OpenTranscript {
            text,
            from: "the link",
        },
    );
    assert_eq!(state.run.text(), mine, "a bad one changes nothing");
    update(&mut state, Msg::Start("single-az"));
    assert_eq!(state.branches.len(), 1);
    assert_eq!(state.branches[0].text, mine);
    let told = state.window.notice.as_ref().expect("it is told");
    assert_eq!(
        told.text,
        "A new run, with seed KYIV. The one before is kept under Starts & runs, as “Multi-AZ, seed KYIV”."
    );
    // Other luck throws nothing away either.
    update(&mut state, Msg::NextSeed);
    let told = state.window.notice.as_ref().and_then(|notice| notice.door);
    assert_eq!(told, Some(Door::Back(1)));
    update(&mut state, Msg::OpenBranch(1));
    assert_eq!(state.run.seed(), "KYIV");
    assert_eq!(state.branches[1].name, "Single-AZ with backups, seed ACCRA");
}

#[test]
fn to_look_forks_nothing_and_to_act_happens_at_a_whole_second() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Tick(33.0));
    update(
        &mut state,
        Msg::Act("fault inject az-outage us-east-1a --for 45m".to_owned()),
    );
    assert_eq!(state.drawn.frame.incidents[0].at, SimTime::from_ms(1000));
    update(&mut state, Msg::SeekTo(SimTime::from_ms(600_000)));
    update(&mut state, Msg::SeekTo(SimTime::START));
    let looks = "aws rds describe-db-instances".to_owned();
    update(&mut state, Msg::Act(looks));
    assert!(state.branches.is_empty() && state.window.notice.is_none());
    assert!(!state.terminal.entries[1].refused);
    assert_eq!(state.run.now(), SimTime::START);
    assert_eq!(state.run.furthest(), SimTime::from_ms(600_000));
    update(&mut state, Msg::SeekTo(SimTime::from_ms(600_000)));
    assert_eq!(state.drawn.frame.incidents.len(), 1);
    update(&mut state, Msg::SeekTo(SimTime::START));
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    assert_eq!(state.branches.len(), 1);
}

#[test]
fn operations_are_there_as_soon_as_the_inspector_is_opened() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::Open(Tab::Journal));
    assert_eq!(
        state.drawn.calm.operations,
        [],
        "nobody pays for what is not in sight"
    );
    update(&mut state, Msg::Open(Tab::Inspector));
    assert!(!state.drawn.calm.operations.is_empty());
    update(&mut state, Msg::MoveTab(1));
    update(&mut state, Msg::MoveTab(-1));
    assert!(!state.drawn.calm.operations.is_empty());
}

#[test]
fn a_link_opens_at_the_moment_that_was_shared_or_at_its_last_line() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::SeekTo(SimTime::from_ms(60_000)));
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    for (at, opens) in [(754_000, 754_000), (30_000, 30_000)] {
        update(&mut state, Msg::SeekTo(SimTime::from_ms(at)));
        let effects = update(&mut state, Msg::Share);
        let [Effect::CopyLink(link)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        let mut other = State::first_visit(Theme::Auto);
        update(&mut other, Msg::Go(Route::parse(link)));
        assert_eq!(other.run.now(), SimTime::from_ms(opens));
        assert_eq!(other.run.text(), state.run.text());
        let old = link.split_once("&at=").expect("it tells the moment").0;
        update(&mut other, Msg::Go(Route::parse(old)));
        assert_eq!(other.run.now(), SimTime::from_ms(60_000));
    }
}

#[test]
fn a_promotion_in_another_region_has_a_mark() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("cross-region"));
    update(&mut state, Msg::TogglePlay);
    update(&mut state, Msg::SeekTo(SimTime::from_ms(60_000)));
    let line =
        "aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west";
    update(&mut state, Msg::Act(line.to_owned()));
    let marks = happenings(Axis::new(state.run.furthest()), &state.drawn.calm.journal);
    let name = |one: &crate::app::timeline::Happening| one.name.clone();
    let names: Vec<String> = marks.iter().filter_map(name).collect();
    assert_eq!(names, ["promote-read-replica"]);
}
