//! Whatever is thrown at it, the language answers with an error or a bounded run: no panic, no hang.

use crate::run;
use crate::stories::{MULTI_AZ, SINGLE};
use failover_lab::language::{APPS_MAX, BYTES_MAX, STATEMENTS_MAX, Session, Transcript, Verb};
use failover_lab::sim::SimTime;
use proptest::prelude::{ProptestConfig, any, proptest};
use std::time::{Duration, Instant};

/// Runs it if it can be run at all.
fn try_run(text: &str) {
    if let Ok(transcript) = Transcript::parse(text)
        && let Ok(mut session) = Session::new(transcript)
    {
        session.run_to_end();
        let _ = session.report().to_text();
    }
}

/// Generous: machines differ, and what is looked for is a hang.
fn within(limit: Duration, what: &str, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    assert!(start.elapsed() < limit, "{what} took {:?}", start.elapsed());
}

const WORDS: &str = "\
seed given history goal rto rpo end aws rds wait app create point copy-back stop start fault inject clear number sql orders shop orders-2 \
s us-east-1a us-east-1 us-west-2 az-outage bad-write host-failure instance-crash network-partition operator-delete region-outage \
replication-stop volume-failure write-surge --for --rows --factor --region --connect --to --from --writes --reads --read-from 0s 1s 60s \
+5s 1h 3d 99999999999999999999s 50/s 0/s 1000000/s --multi-az --no-multi-az --db-instance-identifier --db-snapshot-identifier \
db-instance-available create-db-instance delete-db-instance --skip-final-snapshot reboot-db-instance --force-failover \
create-db-snapshot create-db-instance-read-replica --source-db-instance-identifier promote-read-replica modify-db-instance \
--apply-immediately --backup-retention-period 0 7 18446744073709551615 ' \" \\ # = -- - + ü \u{1b} \u{0} \u{feff}";

#[test]
fn every_cut_of_a_transcript_is_an_error_or_a_run() {
    let text = format!(
        "seed KYIV\n{MULTI_AZ}goal rto 2m\n60s fault inject az-outage us-east-1a --for 45m\n+5s aws rds wait db-instance-available --db-instance-identifier orders\n+0s app stop 'shop' # é\n2h end\n"
    );
    for (cut, _) in text.char_indices() {
        try_run(&text[..cut]);
        try_run(&text[cut..]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn bytes_are_no_transcript(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        try_run(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn characters_are_no_transcript(text in "(?s).{0,200}") {
        try_run(&text);
    }

    #[test]
    fn words_in_any_order_are_survived(
        lines in proptest::collection::vec(proptest::collection::vec(any::<proptest::sample::Index>(), 0..9), 0..12),
    ) {
        let words: Vec<&str> = WORDS.split(' ').collect();
        let lines: Vec<String> = lines
            .iter()
            .map(|line| line.iter().map(|word| *word.get(&words)).collect::<Vec<_>>().join(" "))
            .collect();
        try_run(&lines.join("\n"));
    }

    /// Lines that are understood, in any order, at any time, about things that are mostly there.
    #[test]
    fn commands_in_any_order_are_survived(
        lines in proptest::collection::vec((any::<proptest::sample::Index>(), 0i64..20_000, 0u32..6), 1..25),
        standby in any::<bool>(),
    ) {
        let mut text = format!("{}{}", if standby { MULTI_AZ } else { SINGLE }, REPLICA);
        for (command, secs, number) in lines {
            let command = command.get(COMMANDS).replace("{n}", &number.to_string());
            text.push_str(&format!("{secs}s {command}\n"));
        }
        let session = run(&text);
        session.world().check_invariants();
        let writes = session.world().view().writes;
        assert_eq!(writes.acknowledged, writes.present + writes.lost);
    }
}

const REPLICA: &str = "given aws rds create-db-instance-read-replica --db-instance-identifier db-1 --source-db-instance-identifier orders\n";

const COMMANDS: &[&str] = &[
    "fault inject az-outage us-east-1a --for 10m",
    "fault inject az-outage us-east-1b",
    "fault clear az-outage us-east-1b",
    "fault inject region-outage us-east-1 --for 5m",
    "fault inject bad-write orders --rows 100",
    "fault inject bad-write db-{n}",
    "fault inject host-failure orders",
    "fault inject instance-crash db-{n}",
    "fault inject volume-failure orders",
    "fault inject network-partition us-east-1a us-east-1 --for 3m",
    "fault inject network-partition shop orders --for 3m",
    "fault inject replication-stop db-1",
    "fault inject write-surge shop --factor 20 --for 10m",
    "fault inject operator-delete orders",
    "aws rds create-db-instance --db-instance-identifier db-{n} --engine mysql --db-instance-class db.m6g.large --allocated-storage 20",
    "aws rds create-db-instance-read-replica --db-instance-identifier db-{n} --source-db-instance-identifier orders",
    "aws rds create-db-instance-read-replica --region us-west-2 --db-instance-identifier db-{n} --source-db-instance-identifier arn:aws:rds:us-east-1:123456789012:db:orders",
    "aws rds promote-read-replica --db-instance-identifier db-{n}",
    "aws rds reboot-db-instance --db-instance-identifier orders --force-failover",
    "aws rds reboot-db-instance --db-instance-identifier db-{n}",
    "aws rds modify-db-instance --db-instance-identifier orders --multi-az --apply-immediately",
    "aws rds modify-db-instance --db-instance-identifier orders --new-db-instance-identifier db-{n} --apply-immediately",
    "aws rds modify-db-instance --db-instance-identifier db-{n} --new-db-instance-identifier orders",
    "aws rds modify-db-instance --db-instance-identifier orders --backup-retention-period {n} --apply-immediately",
    "aws rds delete-db-instance --db-instance-identifier db-{n} --skip-final-snapshot",
    "aws rds delete-db-instance --db-instance-identifier orders --final-db-snapshot-identifier s-{n} --no-delete-automated-backups",
    "aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s-{n}",
    "aws rds copy-db-snapshot --region us-west-2 --source-db-snapshot-identifier arn:aws:rds:us-east-1:123456789012:snapshot:s-{n} --target-db-snapshot-identifier s-{n}",
    "aws rds delete-db-snapshot --db-snapshot-identifier s-{n}",
    "aws rds restore-db-instance-from-db-snapshot --db-instance-identifier db-{n} --db-snapshot-identifier s-1",
    "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier db-{n} --use-latest-restorable-time",
    "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier db-{n} --restore-time 2026-01-12T11:00:00Z",
    "aws rds wait db-instance-available --db-instance-identifier db-{n}",
    "aws rds wait db-snapshot-completed --db-snapshot-identifier s-{n}",
    "aws rds describe-db-instances",
    "aws rds describe-db-snapshots",
    "aws rds describe-events --duration 10000",
    "aws rds describe-db-instance-automated-backups",
    "app create shop-{n} --connect db-{n} --writes 0.1/s --dns-cache forever",
    "app point shop --to db-{n}",
    "app copy-back shop --from db-{n}",
    "app stop shop",
    "app start shop",
    "sql db-{n} 'CALL mysql.rds_set_source_delay(60)'",
    "sql db-{n} 'CALL mysql.rds_stop_replication'",
    "sql db-{n} 'CALL mysql.rds_start_replication'",
];

#[test]
fn huge_inputs_are_refused_at_once() {
    within(Duration::from_secs(20), "ten megabytes", || {
        for piece in ["x", "5s ", "\n", "#\n", "'", "\\\n", "5s end\n", "\u{0}"] {
            let text = piece.repeat(10_000_000 / piece.len());
            assert!(Transcript::parse(&text).is_err(), "{piece:?}");
        }
        for piece in [
            "x",
            "\\\n",
            "\"",
            "5s app stop a\n",
            "5s aws rds describe-db-instances --",
            "-- ",
            "5s aws rds describe-db-instances x ",
            "\\x",
            "\\  ",
        ] {
            let text = piece.repeat(BYTES_MAX / piece.len());
            assert!(Transcript::parse(&text).is_err(), "{piece:?}");
        }
    });
    assert!(
        Transcript::parse(&"\n".repeat(BYTES_MAX)).is_ok(),
        "nothing said is no mistake"
    );
}

/// How long this thread has worked so far. Where the system does not tell, the clock on the wall does.
fn worked(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    let nanos = told
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// How much work it is to read a text so many times, and to say what is wrong with it.
fn work_to_read(text: &str, times: usize) -> Duration {
    let start = Instant::now();
    let before = worked(start);
    for _ in 0..times {
        let told = match Transcript::parse(text) {
            Ok(transcript) => transcript.to_text().len(),
            Err(errors) => errors.iter().map(|error| error.to_string().len()).sum(),
        };
        assert!(told < 100 * text.len() + 1000, "{told} letters are said");
    }
    worked(start) - before
}

/// The longest fragment that the page looks at, and an eighth of it.
#[test]
fn a_text_eight_times_as_long_takes_about_eight_times_as_long_to_read() {
    const LONG: usize = 64 * 1024;
    for (before, piece) in [
        ("", "a"),
        ("", "🎉"),
        ("", "60s end\n"),
        ("", "60s ennd\n"),
        ("", "# a\n"),
        ("", "'"),
        ("", "\\\n"),
        ("seed ", "A"),
        ("60s ", "a"),
        ("60s aws rds ", "a"),
        ("60s aws rds ", "describe-db-instances "),
        ("60s aws rds describe-db-instances --", "a"),
        ("60s aws rds describe-db-instances ", "--a "),
        (
            "60s aws rds describe-db-instances ",
            "--db-instance-identifier a ",
        ),
        ("60s fault inject ", "a"),
        ("60s fault inject az-outage ", "a"),
        ("60s fault inject bad-write orders --rows ", "9"),
        ("60s sql orders '", "a"),
        ("given number ", "a"),
        ("given ", "app create a --connect b\n given "),
        ("goal rto ", "9"),
        ("", "60s app stop shop\n"),
        ("", "+1s aws rds describe-db-instances\n"),
    ] {
        let of = |bytes: usize| format!("{before}{}", piece.repeat(bytes / piece.len()));
        // As many letters in all. What grows as the square would take eight times as long.
        let (short, long) = (work_to_read(&of(LONG / 8), 64), work_to_read(&of(LONG), 8));
        let bound = short * 3 + Duration::from_millis(30);
        assert!(
            long < bound,
            "{before:?} and {piece:?}…: {long:?} beside {short:?}"
        );
    }
}

#[test]
fn huge_numbers_are_errors_or_harmless() {
    let huge = "9".repeat(400);
    for line in [
        format!("{huge}s end"),
        format!("+{huge}.{huge}s end"),
        format!("given history {huge}d"),
        format!("given number failover {huge}..{huge}"),
        format!("5s app create a --connect b --writes {huge}/s"),
        format!("5s app create a --connect b --timeout {huge}h"),
        format!("5s fault inject bad-write a --rows {huge}"),
        format!("5s fault inject write-surge a --factor {huge}"),
        format!(
            "5s aws rds create-db-instance --db-instance-identifier a --engine mysql --db-instance-class c --allocated-storage {huge}"
        ),
        format!("5s aws rds describe-events --duration {huge}"),
        format!("5s sql a 'CALL mysql.rds_set_source_delay({huge})'"),
        format!("seed {huge}"),
    ] {
        assert!(Transcript::parse(&line).is_err(), "{line}");
    }
    for line in [
        format!("5s aws rds reboot-db-instance --db-instance-identifier {huge}"),
        format!("5s app point shop --to {huge}"),
        "5s fault inject bad-write orders --rows 18446744073709551615".to_owned(),
        "5s fault inject write-surge shop --factor 4294967295".to_owned(),
        "5s fault inject write-surge shop --factor 10000 --for 36500d".to_owned(),
        "5s aws rds describe-events --duration 18446744073709551615".to_owned(),
        "5s aws rds describe-events --start-time 1900-01-01 --end-time 2999-12-31".to_owned(),
        "5s aws rds modify-db-instance --db-instance-identifier orders --backup-retention-period 4294967295".to_owned(),
        "5s aws rds create-db-instance --db-instance-identifier a --engine mysql --db-instance-class db.m6g.large --allocated-storage 18446744073709551615".to_owned(),
        "5s app create b --connect orders --timeout 36500d --dns-cache 36500d --writes 1000000/s --reads 1000000/s".to_owned(),
    ] {
        try_run(&format!("{SINGLE}{line}\n1d end"));
    }
}

#[test]
fn numbers_of_a_teacher_may_be_extreme() {
    for number in failover_lab::cloud::numbers::all() {
        for value in [
            "0",
            "1000000000000",
            "0..1000000000000",
            "0.000001~1000000000000",
        ] {
            try_run(&format!(
                "given number {} {value}\n{MULTI_AZ}{REPLICA}1m fault inject az-outage us-east-1a --for 1h\n2h aws rds create-db-snapshot --db-instance-identifier orders --db-snapshot-identifier s\n1d end",
                number.name
            ));
        }
    }
}

#[test]
fn long_runs_and_vain_waits_end() {
    within(Duration::from_secs(60), "a hundred years", || {
        let text = format!(
            "{SINGLE}0s fault inject az-outage us-east-1a\n1s aws rds wait db-instance-available --db-instance-identifier orders\n36500d end"
        );
        let session = run(&text);
        assert_eq!(session.now(), SimTime::from_ms(36_500 * 86_400_000));
        run(&format!("{MULTI_AZ}given history 36500d\n1d fault inject az-outage us-east-1a --for 1d\n36500d end")).report();
    });
}

#[test]
fn many_lines_are_carried_out_in_time() {
    within(Duration::from_secs(120), "as many lines as may be", || {
        let mut text = MULTI_AZ.to_owned();
        for number in 1..APPS_MAX {
            text.push_str(&format!(
                "+1s app create app-{number} --connect orders --writes 1/s\n"
            ));
        }
        for _ in 0..STATEMENTS_MAX - 1 - APPS_MAX {
            text.push_str("+30s fault inject instance-crash orders\n");
        }
        let mut session = run(&text);
        session.report();
        session.seek(SimTime::START);
        let error = session.act("app stop shop").expect_err("it is full");
        assert_eq!(error.message, "the transcript has too many lines already");
    });
    for (line, most) in [
        ("1s app stop a\n", STATEMENTS_MAX),
        ("1s app create a --connect b\n", APPS_MAX),
    ] {
        assert!(Transcript::parse(&line.repeat(most)).is_ok());
        assert!(Transcript::parse(&line.repeat(most + 1)).is_err());
    }
}

#[test]
fn every_verb_without_its_arguments_is_an_error() {
    for verb in Verb::all() {
        let needs = !verb.targets.is_empty() || verb.options().any(|option| option.required);
        assert_eq!(
            Transcript::parse(&format!("1s {}", verb.path)).is_err(),
            needs,
            "{}",
            verb.path
        );
        let excess = format!("1s {} a b c d --nonsense e", verb.path);
        assert!(Transcript::parse(&excess).is_err(), "{}", verb.path);
    }
}
