//! What is given: history that is written, and the date of 0s.

use crate::stories::{MULTI_AZ, SINGLE};
use crate::{join, parse, run, session};
use failover_lab::cloud::{JournalKind, ServiceEvent};
use failover_lab::language::{Session, Transcript};
use failover_lab::sim::{Calendar, Date, SimDuration, SimTime};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};
use proptest::sample::select;

const MINUTE: i64 = 60_000;

fn snapshot(name: &str) -> String {
    format!(
        "aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier {name}"
    )
}

/// What RDS reported from a moment on, but daily backups: how much later, which event, of what.
fn reports(session: &Session, from: i64) -> Vec<(i64, u16, String)> {
    let from = SimTime::from_ms(from);
    let entries = session
        .world()
        .journal(from, from + SimDuration::from_hours(12));
    let reports = entries.into_iter().filter_map(|entry| match entry.kind {
        JournalKind::Service(event) if ![1, 2, 90, 91].contains(&event.id) => {
            Some((entry.at.ms() - from.ms(), event.id, entry.source))
        }
        _ => None,
    });
    reports.collect()
}

/// Number of the last write that a snapshot holds.
fn position(session: &Session, id: &str) -> Option<u64> {
    let view = session.world().view();
    let found = view.snapshots.iter().find(|snapshot| snapshot.id == id);
    found.map(|snapshot| snapshot.tape.position)
}

#[test]
fn fridays_snapshot_is_fridays() {
    let text = format!("{SINGLE}given -42h {}\n", snapshot("friday"));
    let session = session(&text);
    // Six of 48 hours had passed.
    assert_eq!(position(&session, "friday"), Some(6 * 3600 * 50));
    let empty = run(&format!("{SINGLE}given {}\n", snapshot("friday")));
    assert_eq!(position(&empty, "friday"), Some(0), "before the history");
}

#[test]
fn history_is_written_in_order_of_time_and_then_of_lines() {
    // Each line is refused unless the one before it in time has been carried out.
    let text = "\
given -1h app point shop --to b
given -3h aws rds modify-db-instance --db-instance-identifier a --new-db-instance-identifier b --apply-immediately
given -4h app create shop --connect a
given -4h app stop shop
given -2h app start shop
given aws rds create-db-instance --db-instance-identifier a --engine postgres --db-instance-class db.m6g.large --allocated-storage 20
";
    let view = session(text).world().view();
    assert_eq!(view.apps[0].connect, "b");
    assert_eq!(view.databases[0].id, "b");
    assert!(view.apps[0].running && view.apps[0].totals.acknowledged > 0);
}

#[test]
fn what_is_under_way_at_0s_goes_on() {
    let text = format!("{SINGLE}given -1s {}\n10m end", snapshot("s"));
    let mut session = session(&text);
    let status = |session: &Session| {
        let view = session.world().view();
        view.snapshots
            .iter()
            .find(|one| one.id == "s")
            .map(|one| one.status)
    };
    assert_eq!(status(&session), Some("creating"));
    session.run_to_end();
    assert_eq!(status(&session), Some("available"));
}

#[test]
fn a_given_line_that_is_refused_at_its_time_stops_the_run() {
    let text = format!(
        "{SINGLE}given -2h {}\ngiven -2h {}\n",
        snapshot("a"),
        snapshot("b")
    );
    let errors = Session::new(parse(&text)).err();
    let errors = errors.expect("the instance is backing up");
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].line, 4);
    assert!(errors[0].message.contains("InvalidDBInstanceState"));
}

#[test]
fn what_cannot_be_given_at_a_time_is_told() {
    for (line, told) in [
        (
            "given -3d app stop shop",
            "given history 3d for a longer one",
        ),
        ("given 3h app stop shop", "given -3h …"),
        ("given -1h fault inject az-outage us-east-1a", "0s fault …"),
        ("given -1h number failover 1m", "the line without a time"),
        ("given -1h goal rto 1m", "the line without a time"),
        (
            "given -1h aws rds wait db-instance-available --db-instance-identifier orders",
            "what was begun goes on by itself",
        ),
        ("given -1h seed X", "\"seed\" cannot be given"),
        ("given -1h history 2d", "\"history\" cannot be given"),
        ("given -1h", "and then?"),
        ("given -soon app stop shop", "not a duration"),
        ("given date 2999-12-31T23:59:59.5Z", "a whole second"),
        ("given date 1899-12-31", "the years 1900 to 2999"),
        ("given date tomorrow", "2026-01-12T12:30:00Z"),
        ("given date 2026-02-30", "is not a date"),
        ("given date", "which date?"),
        ("given date 2026-03-06 2026-03-07", "unexpected"),
        (
            "given date 2026-03-06\ngiven date 2026-03-07",
            "given date stands in line 3 already",
        ),
    ] {
        let errors = Transcript::parse(&format!("{SINGLE}{line}\n")).expect_err(line);
        assert!(join(&errors).contains(told), "{line}: {}", join(&errors));
    }
    let edge = "given history 3d\ngiven -3d app create shop --connect orders\ngiven aws rds create-db-instance \
                --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 20\n";
    session(edge);
}

#[test]
fn the_date_of_0s_names_what_the_run_shows() {
    let text = format!(
        "given date 2026-03-06T19:00:00+02:00\n{SINGLE}1m aws rds describe-db-snapshots --snapshot-type automated\n\
         1m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
         --target-db-instance-identifier b --restore-time 2026-01-12T11:00:00Z\n\
         1m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
         --target-db-instance-identifier b --restore-time 2026-03-06T16:00:00Z\n2m end"
    );
    let session = run(&text);
    assert_eq!(
        session.world().calendar().iso8601(SimTime::START),
        "2026-03-06T17:00:00Z"
    );
    let reply = format!("{:?}", session.outcomes()[0].result);
    for day in [
        "rds:orders-2026-03-04-17-00",
        "rds:orders-2026-03-05-",
        "rds:orders-2026-03-06-",
    ] {
        assert!(reply.contains(day), "{day}: {reply}");
    }
    let results: Vec<bool> = session
        .outcomes()
        .iter()
        .map(|o| o.result.is_ok())
        .collect();
    assert_eq!(results, [true, false, true], "{:?}", session.outcomes());
    assert!(
        session
            .report()
            .to_text()
            .contains("at 1m (2026-03-06T17:01:00Z)")
    );
}

#[test]
fn one_moment_in_any_spelling_is_one_moment() {
    for time in [
        "2026-01-12T11:00:00Z",
        "2026-01-12T13:30:00+02:30",
        "2026-01-11T23:00:00-1200",
        "20260112T110000Z",
        "1768215600",
        "1768215600.0",
    ] {
        let session = run(&format!(
            "{SINGLE}0s aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders \
             --target-db-instance-identifier b --restore-time {time}\n\
             3h aws rds describe-events --start-time {time} --end-time {time} --source-type db-snapshot\n4h end"
        ));
        let view = session.world().view();
        let b = view.databases.iter().find(|db| db.id == "b");
        let forked = b
            .and_then(|b| b.primary().tape.forked_from)
            .map(|(_, at)| at);
        assert_eq!(forked, Some(47 * 3600 * 50), "{time}");
        assert!(session.outcomes()[1].result.is_ok());
    }
}

/// How somebody may write a date.
fn date() -> impl Strategy<Value = String> {
    let secs = -2_208_988_800_i64..32_503_680_000;
    let offset = prop_oneof![Just("Z"), Just("+02:00"), Just("-1130"), Just("")];
    (secs, offset, any::<bool>()).prop_map(|(secs, offset, space)| {
        let ms = (secs - 1_768_219_200) * 1000;
        let iso = Calendar::default().iso8601(SimTime::from_ms(ms));
        let text = iso.replace('Z', offset);
        if space {
            format!("'{}'", text.replace('T', " "))
        } else {
            text
        }
    })
}

proptest! {
    /// History is printed as it was written, and reads as it did.
    #[test]
    fn given_lines_are_printed_and_read_without_loss(
        date in date(),
        days in 0u32..40,
        past in proptest::collection::vec((0u32..3_000_000, select(vec![
            "app stop shop",
            "app point shop --to us-west-2/orders",
            "sql orders 'CALL mysql.rds_stop_replication'",
            "aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s",
        ])), 0..5),
    ) {
        let mut text = format!("given history {days}d\n");
        for (secs, line) in &past {
            text.push_str(&format!("given -{secs}s {line}\n"));
        }
        let is_year = Date::parse(date.trim_matches('\'')).and_then(Calendar::starting_at);
        if is_year.is_some() {
            text.push_str(&format!("given date {date}\n"));
        }
        let late = past.iter().all(|(secs, _)| *secs <= days * 86_400);
        match Transcript::parse(&text) {
            Ok(transcript) => {
                assert!(late);
                assert_eq!(transcript.to_text(), text);
                assert_eq!(parse(&transcript.to_text()), transcript);
                assert_eq!(transcript.calendar(), is_year.unwrap_or_default());
                let order: Vec<u64> = transcript.past().iter().map(|(_, before, _)| before.ms()).collect();
                assert!(order.is_sorted_by(|a, b| a >= b));
                assert_eq!(order.len(), past.len());
            }
            Err(errors) => {
                assert!(!late, "{}", join(&errors));
                let early = past.iter().filter(|(secs, _)| *secs > days * 86_400);
                assert_eq!(errors.len(), early.count());
            }
        }
    }

    /// A snapshot of the history holds exactly what had been written by its moment: what a run holds whose history ends there.
    #[test]
    fn a_given_snapshot_holds_the_writes_up_to_its_moment(mins in 0i64..15 * 60, days in 1i64..=4) {
        // From noon on, until the next hour in which RDS might be at its own backup.
        let before = days * 1440 - mins;
        let text = |history: i64, more: &str| format!("given history {history}m\n{SINGLE}{more}");
        let history = 4 * 1440;
        let later = session(&text(history, &format!("given -{before}m {}\n", snapshot("s"))));
        let then = session(&text(history - before, ""));
        assert_eq!(position(&later, "s"), Some(then.world().view().writes.acknowledged));
    }

    /// What is done in the history takes the time that it takes, traffic running: as long as the same line at 0s after the same
    /// history, with the same reports; what is not over at 0s goes on.
    #[test]
    fn a_line_of_the_history_is_the_same_line_at_0s(
        mins in 0i64..40,
        days in 0i64..3,
        line in select(vec![
            "aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s",
            "aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
            "aws rds modify-db-instance --db-instance-identifier orders --no-multi-az --apply-immediately",
            "aws rds create-db-instance-read-replica --db-instance-identifier r --source-db-instance-identifier orders",
            "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
        ]),
    ) {
        let before = days * 1440 + mins;
        let text = |history: i64, line: String| format!("given history {history}m\n{MULTI_AZ}{line}\n1d end\n");
        let past = run(&text(2880 + before, format!("given -{before}m {line}")));
        let present = run(&text(2880, format!("0s {line}")));
        let told = reports(&past, -before * MINUTE);
        assert!(!told.is_empty());
        assert_eq!(told, reports(&present, 0));
    }

    /// Whatever 0s is called, backups fall into their window and are named after their moment, and what waits for the
    /// maintenance window is done on its day. (A change that is asked for during a backup is refused, so it is asked for twice.)
    #[test]
    fn windows_keep_to_the_date(start in -2_208_988_800_i64..32_503_000_000) {
        let start = Calendar::default().iso8601(SimTime::from_ms((start - 1_768_219_200) * 1000));
        let session = run(&format!(
            "given date {start}\ngiven aws rds create-db-instance --db-instance-identifier orders --engine postgres \
             --db-instance-class db.m6g.large --allocated-storage 20 --preferred-backup-window 23:50-00:20 \
             --preferred-maintenance-window tue:09:00-tue:10:00 --backup-retention-period 30\n\
             1m aws rds modify-db-instance --db-instance-identifier orders --multi-az\n\
             91m aws rds modify-db-instance --db-instance-identifier orders --multi-az\n9d end"
        ));
        let calendar = session.world().calendar();
        let minute = |time: SimTime| (time.ms() - calendar.day_begins(calendar.day(time)).ms()) / MINUTE;
        let view = session.world().view();
        let daily: Vec<_> = view.snapshots.iter().filter(|one| one.automated).skip(1).collect();
        assert!(daily.len() >= 9, "{}", daily.len());
        for snapshot in daily {
            let minute = minute(snapshot.created_at);
            assert!(!(20..23 * 60 + 50).contains(&minute), "at minute {minute}");
            let stamp = calendar.iso8601(snapshot.created_at)[..16].replace(['T', ':'], "-");
            assert_eq!(snapshot.id, format!("rds:orders-{stamp}"));
        }
        let entries = session.world().journal(SimTime::START, session.now());
        let begun = entries.iter().find(|entry| matches!(entry.kind, JournalKind::Service(ServiceEvent { id: 24, .. })));
        let at = begun.expect("it is converted").at;
        assert_eq!(at, calendar.next_in_week(1440 + 9 * 60, at));
        assert!(at.since(SimTime::START) <= SimDuration::from_days(8));
    }
}
