//! What the page says to who has just done something, and for how long.

use crate::app::Msg;
use crate::app::notice::Door;
use crate::app::state::State;
use crate::app::update::update;
use crate::app::verdict;
use crate::app::window::Theme;
use crate::sim::SimTime;

#[test]
fn the_same_mistake_in_a_goal_is_said_again() {
    let mut state = State::first_visit(Theme::Auto);
    update(&mut state, Msg::Start("multi-az"));
    update(&mut state, Msg::TogglePlay);
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
    update(&mut state, Msg::TogglePlay);
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
    update(&mut state, Msg::TogglePlay);
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
    update(&mut state, Msg::TogglePlay);
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
    update(&mut state, Msg::TogglePlay);
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
fn with_several_applications_each_bar_says_whose_it_is_and_a_proxy_spares_an_address() {
    let lesson = include_str!("../../lessons/en/behind-a-proxy.md");
    let start = lesson.split("'''").nth(1).expect("its start");
    let mut run = crate::app::run::Run::open(&format!(
        "seed KYIV\n{start}10s fault inject az-outage us-east-1a\n"
    ))
    .expect("it can be opened");
    run.advance(crate::sim::SimDuration::from_mins(5));
    let view = run.view();
    let mut incident = view.incidents[0].clone();
    let bars = verdict::waterfall(&incident);
    let told = |bar: &verdict::Bar| (bar.name, bar.of.clone().unwrap_or_default());
    let failovers = bars.iter().filter(|bar| bar.name == "failover").map(told);
    let (shop, till) = ("shop".to_owned(), "till".to_owned());
    let both: Vec<_> = failovers.collect();
    assert_eq!(both, [("failover", shop), ("failover", till)]);
    assert!(verdict::why(&view, &incident).ends_with("the client finding the new address."));
    incident.phases.retain(|phase| phase.name != "dns");
    assert!(verdict::why(&view, &incident).ends_with("the client connecting anew."));
    incident.apps.truncate(1);
    assert!(
        verdict::waterfall(&incident)
            .iter()
            .all(|bar| bar.of.is_none())
    );
}
