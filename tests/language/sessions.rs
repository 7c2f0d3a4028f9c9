//! Sessions: seeking, acting, forking, taking back, trying out.

use crate::stories::{MULTI_AZ, SINGLE, story};
use crate::{parse, run, session};
use expect_test::expect;
use failover_lab::language::{Refusal, Session};
use failover_lab::sim::{SimDuration, SimTime};
use proptest::prelude::proptest;

fn at(secs: i64) -> SimTime {
    SimTime::from_ms(secs * 1000)
}

const OUTAGE: &str = "\
60s fault inject az-outage us-east-1a --for 45m
2m aws rds wait db-instance-available --db-instance-identifier orders
+10s aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s
+0s aws rds wait db-snapshot-available --db-snapshot-identifier s
+1h fault inject bad-write orders
30d end
";

/// All that can be seen of a session.
fn seen(session: &Session) -> String {
    format!("{:?}\n{:?}", session.report(), session.outcomes())
}

#[test]
fn a_session_starts_at_0s_and_carries_lines_out_as_time_passes() {
    let mut session = session(&format!("{MULTI_AZ}{OUTAGE}"));
    assert_eq!(session.now(), SimTime::START);
    assert_eq!(session.next_line_at(), Some(at(60)));
    session.advance_to(at(59));
    assert!(session.outcomes().is_empty());
    session.advance_to(at(60));
    assert_eq!(session.outcomes().len(), 1);
    assert_eq!(session.next_line_at(), Some(at(120)));
    session.advance_to(at(121));
    assert!(session.waiting().is_some());
    assert_eq!(
        session.next_line_at(),
        None,
        "it waits until nobody knows when"
    );
    assert_eq!(session.end(), at(30 * 86_400));
}

proptest! {
    /// However one comes to a moment, it is the same moment.
    #[test]
    fn seeking_leads_where_running_leads(places in proptest::collection::vec(0i64..3 * 3600, 1..8)) {
        let text = format!("{MULTI_AZ}{OUTAGE}");
        let mut seeking = session(&text);
        seeking.run_to_end();
        for place in places {
            seeking.seek(at(place));
            let mut running = session(&text);
            running.advance_to(at(place));
            assert_eq!(seen(&seeking), seen(&running));
            assert_eq!(seeking.next_line_at(), running.next_line_at());
        }
        seeking.run_to_end();
        assert_eq!(seen(&seeking), seen(&run(&text)));
    }
}

#[test]
fn acting_adds_a_line_and_carries_it_out() {
    let mut session = session(SINGLE);
    session.advance_to(at(90));
    let outcome = session
        .act("aws rds reboot-db-instance --db-instance-identifier orders")
        .expect("it is a command");
    assert_eq!((outcome.at, outcome.line, outcome.status), (at(90), 3, 0));
    assert_eq!(
        outcome.result.expect("AWS accepts it")["DBInstance"]["DBInstanceStatus"],
        "rebooting"
    );
    session.advance_to(at(100));
    let refused = session
        .act("app point shop --to nobody")
        .expect("it is a command");
    assert_eq!(
        refused.result.expect_err("the lab refuses it").code,
        "DBInstanceNotFound"
    );
    expect![[r#"
        1m30s aws rds reboot-db-instance --db-instance-identifier orders
        1m40s app point shop --to nobody
    "#]]
    .assert_eq(&session.transcript().to_text().replace(SINGLE, ""));
    assert!(session.branches().is_empty());
    // What was done by hand replays.
    session.advance_to(at(3600));
    let mut replay = Session::new(parse(&session.transcript().to_text())).expect("it starts");
    replay.advance_to(at(3600));
    assert_eq!(seen(&session), seen(&replay));
}

#[test]
fn what_is_typed_must_be_one_command_without_a_time() {
    let mut session = session(SINGLE);
    for (line, message) in [
        ("", "nothing to do"),
        ("# only a comment", "nothing to do"),
        (
            "5s app stop shop",
            "what is typed here happens at once: leave out the time",
        ),
        ("seed X", "seed stands at the start and has no time"),
        (
            "given app stop shop",
            "given stands at the start and has no time",
        ),
        ("app stop shop\napp start shop", "one command at a time"),
        ("app stpo shop", "unknown command \"stpo\""),
        (
            "number failover 3",
            "a number can only be given: it holds for the whole run",
        ),
    ] {
        let error = session.act(line).expect_err(line);
        assert_eq!(error.message, message, "{line:?}");
    }
    assert_eq!(session.transcript(), &parse(SINGLE), "nothing was added");
    assert!(session.act("goal rto 5m").is_ok());
    assert_eq!(
        session.world().view().goals.rto,
        Some(SimDuration::from_mins(5))
    );
}

#[test]
fn acting_in_the_past_forks_the_run() {
    let text =
        format!("{MULTI_AZ}60s app stop shop\n2m app start shop\n+1m app stop shop\n1h end\n");
    let mut session = session(&text);
    session.run_to_end();
    session.seek(at(70));
    session
        .act("fault inject host-failure orders")
        .expect("it is a command");
    expect![[r#"
        60s   app stop shop
        1m10s fault inject host-failure orders
        1h    end
    "#]]
    .assert_eq(&session.transcript().to_text().replace(MULTI_AZ, ""));
    assert_eq!(session.branches(), [parse(&text)]);
    session.run_to_end();
    assert_eq!(session.now(), at(3600));
    assert_eq!(session.outcomes().len(), 2);
    // A second line at the same place forks nothing more.
    session.act("app start shop").expect("it is a command");
    assert_eq!(session.branches().len(), 1);
    assert!(
        !session.transcript().to_text().contains("end"),
        "the end lies behind"
    );
}

#[test]
fn undo_goes_to_just_before_the_last_line() {
    let mut session = session(MULTI_AZ);
    session.advance_to(at(60));
    let before = seen(&session);
    session
        .act("fault inject az-outage us-east-1a")
        .expect("it is a command");
    session.advance_to(at(600));
    session.act("app stop shop").expect("it is a command");
    session.advance_to(at(700));
    assert_eq!(session.undo().as_deref(), Some("app stop shop"));
    assert_eq!(session.now(), at(600));
    assert_eq!(
        session.undo().as_deref(),
        Some("fault inject az-outage us-east-1a")
    );
    assert_eq!(session.now(), at(60));
    assert_eq!(seen(&session), before);
    assert_eq!(session.undo(), None);
    assert_eq!(session.transcript(), &parse(MULTI_AZ));
}

#[test]
fn undo_of_a_line_leaves_the_later_ones_where_they_were() {
    let mut session = session(&format!(
        "{MULTI_AZ}60s app stop shop\n+30s app start shop\n+30s app stop shop\n10m end"
    ));
    session.advance_to(at(100));
    assert_eq!(session.undo().as_deref(), Some("app start shop"));
    assert_eq!(session.now(), at(90));
    session.run_to_end();
    expect![[r#"
        1m: line 3, app stop shop: ok 0
        2m: line 5, app stop shop: ok 0
        10m: the end"#]]
    .assert_eq(&story(&session));
}

#[test]
fn a_wait_goes_on_while_the_clock_does_and_a_command_breaks_it_off() {
    let mut session = session(&format!(
        "{SINGLE}0s fault inject az-outage us-east-1a --for 1h\n"
    ));
    session.advance_to(at(10));
    let wait = "aws rds wait db-instance-available --db-instance-identifier orders";
    let outcome = session.act(wait).expect("it is a command");
    assert_eq!(outcome.ended_at, None);
    session.advance_to(at(300));
    assert!(session.waiting().is_some());
    // A fault does not care.
    session
        .act("fault inject az-outage us-east-1c")
        .expect("it is a command");
    assert!(session.waiting().is_some());
    session.act("app stop shop").expect("it is a command");
    assert!(session.waiting().is_none());
    assert_eq!(session.now(), at(300));
    expect![[r#"
        0s    fault inject az-outage us-east-1a --for 1h
        5m    fault inject az-outage us-east-1c
        5m    app stop shop
    "#]]
    .assert_eq(&session.transcript().to_text().replace(SINGLE, ""));
    session.act("app start shop").expect("it is a command");
    session.act(wait).expect("it is a command");
    session.advance_to(at(2 * 3600));
    let last = session.outcomes().last().expect("there were lines");
    assert!(last.ended_at.expect("the zone came back") > at(3600));
    // A wait that comes true at once ends at once.
    let outcome = session.act(wait).expect("it is a command");
    assert_eq!(outcome.ended_at, Some(session.now()));
}

#[test]
fn trying_out_changes_nothing() {
    let mut session = session(SINGLE);
    session.advance_to(at(60));
    let before = seen(&session);
    assert_eq!(session.check("app stop shop"), Ok(()));
    assert_eq!(
        session.check(
            "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot"
        ),
        Ok(())
    );
    let Err(Refusal::Refused(refusal)) = session
        .check("aws rds reboot-db-instance --db-instance-identifier orders --force-failover")
    else {
        panic!("AWS refuses it");
    };
    assert_eq!(refusal.code, "InvalidParameterCombination");
    assert!(matches!(
        session.check("aws rds reboot"),
        Err(Refusal::Usage(_))
    ));
    assert_eq!(seen(&session), before);
}

proptest! {
    /// To look changes nothing, wherever the clock stands: nothing is dropped, and the run goes on as it was.
    #[test]
    fn a_line_that_only_looks_never_forks(far in 0i64..5 * 3600, back in 0i64..5 * 3600) {
        let text = format!("{MULTI_AZ}{OUTAGE}");
        let mut undisturbed = session(&text);
        undisturbed.run_to_end();
        let mut session = session(&text);
        session.seek(at(far));
        session.seek(at(back));
        let looks = "aws rds describe-db-instances --db-instance-identifier orders";
        let outcome = session.act(looks).expect("it is a line");
        assert_eq!((outcome.at, outcome.status), (at(back), 0));
        assert!(session.branches().is_empty());
        session.seek(at(far));
        session.run_to_end();
        assert_eq!(session.world().view(), undisturbed.world().view());
        let all = |session: &Session| session.world().journal(at(-200_000), session.now());
        assert_eq!(all(&session), all(&undisturbed));
        let ran = session.outcomes().iter().filter(|outcome| outcome.text != looks);
        let times: Vec<_> = ran.map(|outcome| (outcome.at, outcome.ended_at)).collect();
        let undisturbed = undisturbed.outcomes().iter();
        assert_eq!(times, undisturbed.map(|outcome| (outcome.at, outcome.ended_at)).collect::<Vec<_>>());
    }
}
