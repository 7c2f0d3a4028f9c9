//! The page's stories, told to the Elm loop: messages in, state out.

use crate::app::Effect;
use crate::app::notice::Door;
use crate::app::restore::{RestoreMsg, Shown, Source};
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::timeline::{Axis, HappeningKind, happenings};
use crate::app::tour::When;
use crate::app::turn;
use crate::app::update::update;
use crate::app::window::Tab;
use crate::app::window::Theme;
use crate::app::{Msg, Route, TerminalMsg};
use crate::app::{TourMsg, starts, words};
use crate::sim::{SimDuration, SimTime};
use crate::world::WriteFate;

fn play(state: &mut State, mut until: impl FnMut(&State) -> bool) {
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
        assert!(state.clock.playing && !state.is_empty());
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
        assert_eq!(opened, [Effect::BorrowFocus("help-title")]);
        assert_eq!(update(&mut state, close), [Effect::ReturnFocus("help")]);
        assert!(!state.window.help);
    }
}

#[test]
fn acting_undoing_and_forking() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
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

/// The sandbox with a start, struck by a line, playing on.
fn struck(start: &'static str, line: &str) -> State {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start(start));
    update(&mut state, Msg::Tick(100.0));
    update(&mut state, Msg::Act(line.to_owned()));
    assert!(!state.clock.playing, "there is something to predict");
    update(&mut state, Msg::TogglePlay);
    state
}

/// Plays until the clock halts; tells what is said then, and how many real seconds it took.
fn halted(state: &mut State) -> (String, f64) {
    let mut ticks = 0;
    play(state, |state| {
        ticks += 1;
        !state.clock.playing
    });
    let notice = state.window.notice.as_ref();
    let told = notice.map_or_else(String::new, |notice| notice.text.clone());
    (told, f64::from(ticks) / 10.0)
}

#[test]
fn auto_passes_a_wait_in_seconds_and_halts_when_it_is_over() {
    let mut state = struck("single-az", "fault inject az-outage us-east-1a --for 45m");
    let (told, seconds) = halted(&mut state);
    assert!(told.starts_with("Recovered after 4"), "{told}");
    assert!(seconds < 20.0, "{seconds}");
    assert!(state.drawn.frame.open_incidents().next().is_none());
    // Who plays on is not held up: there is nothing left to wait for.
    update(&mut state, Msg::TogglePlay);
    for _ in 0..300 {
        update(&mut state, Msg::Tick(100.0));
    }
    assert!(state.clock.playing, "{:?}", state.window.notice);
    assert!(state.pace() <= 60.1, "one can follow it");
}

#[test]
fn what_can_be_done_about_a_loss_is_named_at_once_and_when_the_next_thing_can_be_done() {
    for (start, line, promote) in [
        (
            "read-replica",
            "fault inject volume-failure orders",
            "Promote orders-r",
        ),
        (
            "cross-region",
            "fault inject region-outage us-east-1 --for 9h",
            "Promote orders-west",
        ),
    ] {
        let mut state = State::first_visit(Theme::Auto);
        update(&mut state, Msg::Start(start));
        update(&mut state, Msg::Tick(100.0));
        update(&mut state, Msg::Act(line.to_owned()));
        let told = |state: &State| {
            let notice = state.window.notice.as_ref();
            notice.map_or_else(String::new, |notice| notice.text.clone())
        };
        assert!(told(&state).contains(promote), "{}", told(&state));
        update(&mut state, Msg::TogglePlay);
        // Nobody who reads it is flown past it.
        for _ in 0..80 {
            update(&mut state, Msg::Tick(100.0));
        }
        assert!(state.pace() <= 60.1, "{start}: {}", state.pace());
        let way = |state: &State, title: &str| {
            let mut ways = state.drawn.calm.ways.iter();
            let found = ways.find(|(way, _)| way.title.starts_with(title));
            found.map(|(way, refusal)| (way.line.clone(), refusal.clone()))
        };
        let (promotion, refusal) = way(&state, promote).expect("it is a button of the verdict");
        assert_eq!(refusal, None);
        update(&mut state, Msg::Act(promotion.expect("it can be pressed")));
        let (halted, _) = halted(&mut state);
        assert!(
            halted.contains("Possible now, in the verdict: “Point shop to"),
            "{halted}"
        );
        let (point, _) = way(&state, "Go on with").expect("it is the next button");
        update(&mut state, Msg::Act(point.expect("it can be pressed")));
        update(&mut state, Msg::TogglePlay);
        for _ in 0..100 {
            update(&mut state, Msg::Tick(100.0));
        }
        let view = &state.drawn.frame;
        assert!(view.incidents[0].recovered_at.is_some(), "{start}");
        assert_eq!(state.drawn.calm.ways, []);
    }
}

#[test]
fn auto_halts_at_the_second_at_which_the_log_has_the_moment_before_a_bad_write() {
    let mut state = struck("single-az", "fault inject bad-write orders");
    let mut restore = state.drawn.calm.ahead.all.iter();
    let restore = restore
        .find_map(|(one, _)| one.line())
        .expect("it has to wait")
        .to_owned();
    let (told, _) = halted(&mut state);
    assert_eq!(
        told,
        "orders: “Restore to just before the wrong DELETE” can be done now."
    );
    assert_eq!(state.run.refusal(&restore), None);
    let second_before = state.run.now() - SimDuration::from_secs(1);
    update(&mut state, Msg::SeekTo(second_before));
    assert!(
        state.run.refusal(&restore).is_some(),
        "not a second earlier"
    );
    assert_eq!(
        state.drawn.calm.ahead.when(&restore),
        Some(second_before + SimDuration::from_secs(1))
    );
}

#[test]
fn auto_halts_once_for_what_leads_on_and_not_for_each_line_that_could_be_run() {
    let mut state = struck("single-az", "fault inject volume-failure orders");
    let restore = |state: &State| {
        let mut ways = state.drawn.calm.ways.iter();
        let way = ways.find(|(way, _)| way.title.starts_with("Restore"));
        way.and_then(|(way, _)| way.line.clone())
    };
    let line = restore(&state).expect("it is offered");
    update(&mut state, Msg::Act(line));
    let (told, _) = halted(&mut state);
    assert!(told.contains("“Point shop to orders-2”"), "{told}");
    // Nothing is done about it: what else can be done by and by holds nobody up.
    update(&mut state, Msg::TogglePlay);
    let now = state.run.now();
    for _ in 0..1800 {
        update(&mut state, Msg::Tick(100.0));
    }
    let passed = state.run.now().since(now);
    assert!(state.clock.playing, "{:?}", state.window.notice);
    assert!(
        passed > SimDuration::from_mins(30),
        "what could be run by then has come: {}",
        words::span(passed)
    );
}

#[test]
fn a_moment_that_is_chosen_before_the_log_has_it_is_waited_for() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::Tick(100.0));
    let source = Source::of(&state.drawn.frame.archives[0]);
    update(&mut state, Msg::Restore(RestoreMsg::Open(source)));
    for seconds in [60, 120] {
        let soon = state.run.now() + SimDuration::from_secs(seconds);
        let typed = words::wall_time(state.drawn.frame.calendar.date(soon), true);
        update(&mut state, Msg::Restore(RestoreMsg::Type(typed)));
        let shown = state.drawn.calm.restore.as_ref();
        let refused = shown.and_then(Shown::refused);
        let line = refused.expect("the log ends before it").1.line;
        let wait = state.drawn.calm.wait_for(&line).expect("time brings it");
        assert!(wait.until >= soon && wait.takes < SimDuration::from_mins(10));
        let mut later = state.clone();
        update(&mut later, Msg::SeekTo(wait.until));
        assert_eq!(later.run.refusal(&line), None);
    }
}

#[test]
fn a_new_name_is_work_that_passes_by_itself() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::Tick(100.0));
    let line = "aws rds modify-db-instance --db-instance-identifier orders --new-db-instance-identifier sales --apply-immediately";
    update(&mut state, Msg::Act(line.to_owned()));
    let soon = state.run.now() + SimDuration::from_secs(2);
    update(&mut state, Msg::SeekTo(soon));
    let status = state.run.view().databases[0].status;
    assert_eq!(
        (status, turn::is_at_work(&state.run.view())),
        ("renaming", true)
    );
}

#[test]
fn auto_halts_when_what_was_asked_for_is_made() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("single-az"));
    update(&mut state, Msg::Tick(100.0));
    let line = "aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders";
    update(&mut state, Msg::Act(line.to_owned()));
    let (told, seconds) = halted(&mut state);
    assert!(
        told.contains("orders-r: “Promote to a database of its own” can be done now."),
        "{told}"
    );
    assert!(seconds < 20.0, "{seconds}");
    // A speed that was chosen waits for nobody.
    update(&mut state, Msg::Undo);
    update(&mut state, Msg::Act(line.to_owned()));
    update(&mut state, Msg::Speed(8));
    update(&mut state, Msg::TogglePlay);
    for _ in 0..100 {
        update(&mut state, Msg::Tick(100.0));
    }
    assert!(state.clock.playing);
}

#[test]
fn a_run_that_another_takes_the_place_of_is_kept() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
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
fn the_same_mistake_in_a_goal_is_said_again() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    let mut said = || {
        let value = "fifteen".to_owned();
        update(&mut state, Msg::Goal { name: "rto", value });
        let notice = state.window.notice.clone().expect("it is refused");
        assert!(notice.text.starts_with("“fifteen” is not a duration"));
        state.window.said_again
    };
    assert_eq!([said(), said(), said()], [0, 1, 2]);
    let value = "sixteen".to_owned();
    update(&mut state, Msg::Goal { name: "rto", value });
    assert_eq!(state.window.said_again, 0);
}

#[test]
fn the_same_refusal_of_a_line_is_said_again() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    let mut said = |line: &str| {
        update(&mut state, Msg::Act(line.to_owned()));
        assert!(state.window.notice.as_ref().is_some_and(|one| one.bad));
        state.window.said_again
    };
    let nobody = "app point nobody --to orders";
    assert_eq!(
        [
            said(nobody),
            said(nobody),
            said("aws rds reboot-db-instance --db-instance-identifier gone")
        ],
        [0, 1, 0]
    );
}

#[test]
fn what_takes_time_while_the_clock_stands_says_to_press_play() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    let line = "aws rds create-db-instance-read-replica --db-instance-identifier orders-r --source-db-instance-identifier orders";
    let told = |state: &mut State, line: &str| {
        update(state, Msg::Act(line.to_owned()));
        let notice = state.window.notice.as_ref();
        notice.map(|notice| notice.text.clone()).unwrap_or_default()
    };
    assert_eq!(
        told(&mut state, "app stop shop"),
        "",
        "it plays, or is done at once"
    );
    update(&mut state, Msg::TogglePlay);
    assert_eq!(told(&mut state, "app start shop"), "", "it is done at once");
    let said = told(&mut state, line);
    assert!(
        said.starts_with("The clock stands still: press Play. Under way: orders-r: "),
        "{said}"
    );
    assert_eq!(
        told(&mut state, "aws rds describe-db-instances"),
        "",
        "it only looks"
    );
}

#[test]
fn a_refusal_is_said_no_longer_once_somebody_goes_on() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    let on = [
        Msg::StepForward,
        Msg::Restart,
        Msg::SeekTo(SimTime::from_ms(60_000)),
        Msg::Act("app stop shop".to_owned()),
    ];
    for msg in on {
        update(
            &mut state,
            Msg::Act("app point nobody --to orders".to_owned()),
        );
        assert!(state.window.notice.as_ref().is_some_and(|one| one.bad));
        update(&mut state, msg.clone());
        let notice = state.window.notice.as_ref();
        assert!(!notice.is_some_and(|one| one.bad), "{msg:?}: {notice:?}");
    }
}

#[test]
fn other_luck_says_that_the_lines_happen_again_and_halts_at_their_incident() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(
        &mut state,
        Msg::Act("fault inject drop-table orders".to_owned()),
    );
    update(&mut state, Msg::SeekTo(SimTime::from_ms(60_000)));
    update(&mut state, Msg::Act("app stop shop".to_owned()));
    update(&mut state, Msg::NextSeed);
    let told = state.window.notice.clone().expect("it is told");
    let said = "The same 2 lines with other luck, seed ACCRA: they happen again at their times. The one before is kept";
    assert!(told.text.starts_with(said), "{}", told.text);
    assert_eq!(told.door, Some(Door::Back(0)));
    assert_eq!(state.run.now(), SimTime::START);
    assert_eq!(state.run.ahead().len(), 2);
    update(&mut state, Msg::TogglePlay);
    for _ in 0..600 {
        update(&mut state, Msg::Tick(100.0));
    }
    assert!(!state.clock.playing && state.run.ahead().len() == 1);
    let told = state.window.notice.as_ref().expect("it is told");
    assert!(told.text.starts_with("Paused: an incident has begun."));
}

#[test]
fn a_link_opens_at_the_moment_that_was_shared_or_at_its_last_line() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
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
    update(&mut state, Msg::SeekTo(SimTime::from_ms(60_000)));
    let line =
        "aws rds promote-read-replica --region us-west-2 --db-instance-identifier orders-west";
    update(&mut state, Msg::Act(line.to_owned()));
    let marks = happenings(Axis::new(state.run.furthest()), &state.drawn.calm.journal);
    let name = |one: &crate::app::timeline::Happening| one.name.clone();
    let names: Vec<String> = marks.iter().filter_map(name).collect();
    assert_eq!(names, ["promote-read-replica"]);
}
