//! Somebody chooses a moment to restore to.

use crate::app::restore::{Picker, RestoreMsg, Shown, Source, When, look, react};
use crate::app::run::Run;
use crate::app::starts;
use crate::app::ways::ways_out;
use crate::app::{toll, words};
use crate::sim::{Date, SimDuration, SimTime};

/// A start, and the lines that run in it, until a second.
fn run(lines: &str, second: i64) -> Run {
    let text = starts::ALL[0].transcript("OSLO") + lines;
    let mut run = Run::open(&text).expect("it can be opened");
    run.seek(SimTime::from_ms(second * 1000));
    run
}

fn opened(run: &Run) -> Option<Picker> {
    let view = run.view();
    let mut picker = None;
    let source = Source::of(&view.archives[0]);
    react(&mut picker, &view, RestoreMsg::Open(source));
    picker
}

fn told(picker: &Option<Picker>, run: &Run) -> Shown {
    let picker = picker.as_ref().expect("it is open");
    look(picker, run, |line| run.refusal(line)).expect("there are backups")
}

#[test]
fn a_moment_of_another_day_is_told_with_its_day() {
    let run = run("", 3600);
    let mut picker = opened(&run);
    let mut holds = |text: &str| {
        react(&mut picker, &run.view(), RestoreMsg::Type(text.to_owned()));
        told(&picker, &run).holds.join(" ")
    };
    let yesterday = holds("2026-01-11 12:00:14");
    assert!(
        yesterday.contains("before 2026-01-11 12:00:14."),
        "{yesterday}"
    );
    let today = holds("2026-01-12 12:00:14");
    assert!(today.contains("before 12:00:14."), "{today}");
    assert_eq!(holds("yesterday"), "", "what is no time holds nothing");
}

#[test]
fn both_bounds_can_be_restored_to_and_no_second_beyond() {
    let run = run("", 3600);
    let mut picker = opened(&run);
    let slide = told(&picker, &run).slide.expect("there are bounds");
    for (seconds, typed) in [(0, -1), (slide.of, 1)] {
        react(&mut picker, &run.view(), RestoreMsg::Slide(seconds));
        let shown = told(&picker, &run);
        let (operation, refusal) = shown.run.expect("there is a line");
        assert_eq!(refusal, None, "{}", operation.line);
        let at = shown.slide.expect("it stands").written;
        let date = Date::parse(&at).expect("it is one");
        let beyond = run.view().calendar.time(date).ms() + typed * 1000;
        let beyond = run.view().calendar.date(SimTime::from_ms(beyond));
        react(
            &mut picker,
            &run.view(),
            RestoreMsg::Type(beyond.to_string()),
        );
        let (line, refusal) = told(&picker, &run).run.expect("there is a line");
        assert!(
            refusal.is_some_and(|why| why.contains("outside")),
            "{}",
            line.line
        );
    }
    // Whoever slides further stays at the end.
    react(&mut picker, &run.view(), RestoreMsg::Slide(i64::MAX));
    assert_eq!(
        told(&picker, &run).slide.map(|slide| slide.at),
        Some(slide.of)
    );
}

#[test]
fn the_second_before_a_bad_write_is_a_choice_and_lacks_what_came_after() {
    let run = run("60s fault inject bad-write orders\n", 1200);
    let mut picker = opened(&run);
    let number = run.view().incidents[0].number;
    let labels: Vec<String> = told(&picker, &run)
        .choices
        .into_iter()
        .map(|one| one.1)
        .collect();
    assert_eq!(
        labels[1..],
        ["Before the wrong DELETE, 12:00:59", "Another moment"]
    );
    let damage = "The damage of 12:01:00 would be on it too.";
    assert!(told(&picker, &run).holds.contains(&damage.to_owned()));
    react(
        &mut picker,
        &run.view(),
        RestoreMsg::Pick(When::Before(number)),
    );
    let shown = told(&picker, &run);
    // 50 writes a second, in 19 min and 1 s.
    assert_eq!(
        shown.holds,
        [
            "It would hold every commit before 12:00:59.",
            "Missing would be 57,050 commits, 19 min 1 s back."
        ]
    );
    let (operation, refusal) = shown.run.expect("there is a line");
    assert_eq!(refusal, None);
    assert_eq!(
        operation.line,
        "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --restore-time 2026-01-12T12:00:59Z"
    );
}

#[test]
fn no_moment_is_offered_that_backups_will_never_reach() {
    let offered = |lines: &str, second: i64| {
        let run = run(lines, second);
        let labels = told(&opened(&run), &run).choices.into_iter();
        labels.map(|one| one.1).collect::<Vec<_>>()
    };
    // The log will come so far; of a volume that is lost it never will.
    let soon = offered("10m fault inject bad-write orders\n", 615);
    assert_eq!(
        soon[1],
        "Before the wrong DELETE, 12:09:59, not uploaded yet"
    );
    let never = offered("7m30s fault inject volume-failure orders\n", 3600);
    assert_eq!(never[1..], ["Another moment"]);
    // Backups that began anew after a mistake do not reach back before it.
    let off =
        "aws rds modify-db-instance --db-instance-identifier orders --backup-retention-period";
    let anew = format!(
        "60s fault inject bad-write orders\n2m {off} 0 --apply-immediately\n20m {off} 7 --apply-immediately\n"
    );
    assert_eq!(offered(&anew, 7200)[1..], ["Another moment"]);
}

/// The lines of a restore to before the first incident, and of going on with it.
fn rewind(run: &mut Run) {
    let mut picker = opened(run);
    let number = run.view().incidents[0].number;
    let before = RestoreMsg::Pick(When::Before(number));
    react(&mut picker, &run.view(), before);
    let (operation, refusal) = told(&picker, run).run.expect("there is a line");
    assert_eq!(refusal, None);
    run.act(&operation.line);
    run.seek(run.now() + SimDuration::from_mins(240));
    run.act("app start shop");
    run.act("app point shop --to orders-2");
    run.seek(run.now() + SimDuration::from_mins(10));
}

#[test]
fn what_a_rewind_would_lose_is_what_it_has_lost_then_though_the_application_was_stopped() {
    let lines = "60s fault inject bad-write orders\n120s app stop shop\n";
    let mut run = run(lines, 1920);
    let mut picker = opened(&run);
    let number = run.view().incidents[0].number;
    react(
        &mut picker,
        &run.view(),
        RestoreMsg::Pick(When::Before(number)),
    );
    let preview = told(&picker, &run).holds[1].clone();
    let world = run.session().world();
    let ways = ways_out(&run.view(), &run.view().incidents[0], |tape, moment| {
        world.lacking(tape, moment)
    });
    let cost = ways.expect("damage remains")[1].cost.clone();
    rewind(&mut run);
    let incident = &run.view().incidents[0];
    let lost = words::counted(incident.lost_writes, "commit", "commits");
    let lost = toll::and_time(lost, incident.lost_span);
    assert!(lost.contains("61 s back"), "{lost}");
    assert_eq!(preview, format!("Missing would be {lost}."));
    assert_eq!(cost, format!("−{lost}"));
}

#[test]
fn damage_that_was_put_right_is_on_a_copy_of_a_moment_before_that() {
    let copy_back = "60s fault inject bad-write orders\n\
        20m aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier clean --restore-time 2026-01-12T12:00:30Z\n\
        +0s aws rds wait db-instance-available --db-instance-identifier clean\n\
        +0s app copy-back shop --from clean\n";
    let run = run(copy_back, 8 * 3600);
    let view = run.view();
    assert!(view.incidents[0].recovered_at.is_some());
    assert!(view.databases[0].primary().tape.marks.is_empty());
    let mut picker = opened(&run);
    let mut said = |text: &str| {
        react(&mut picker, &view, RestoreMsg::Type(text.to_owned()));
        let holds = told(&picker, &run).holds;
        holds.contains(&"The damage of 12:01:00 would be on it too.".to_owned())
    };
    assert!(!said("12:00:50"));
    assert!(said("12:15:00"), "it was not put right yet");
    assert!(!said("19:30:00"));
}

#[test]
fn a_time_is_typed_with_its_day_or_without_and_what_is_none_is_told() {
    let run = run("", 3600);
    let mut picker = opened(&run);
    let mut type_in = |text: &str| {
        react(&mut picker, &run.view(), RestoreMsg::Type(text.to_owned()));
        let shown = told(&picker, &run);
        let is_wrong = shown.mistyped.is_some();
        assert_eq!(
            shown.run.is_none(),
            is_wrong,
            "{text}: what is wrong runs nothing"
        );
        (shown.slide.expect("it stands").written, shown.mistyped)
    };
    let stands = ("2026-01-12 12:10:07".to_owned(), None);
    for text in [
        "12:10:07",
        "2026-01-12 12:10:07",
        " 2026-01-12T14:10:07+02:00",
    ] {
        assert_eq!(type_in(text), stands, "{text}");
    }
    for text in ["soon", "", "12", "12:61", "12:10:07.5"] {
        assert_eq!(type_in(text), (stands.0.clone(), Some(text.to_owned())));
    }
    assert_eq!(type_in("2026-01-11 06:00").0, "2026-01-11 06:00:00");
}

#[test]
fn nothing_is_restored_out_of_a_dark_region_or_before_the_first_backup() {
    let dark = run("60s fault inject region-outage us-east-1 --for 2h\n", 120);
    let shown = told(&opened(&dark), &dark);
    assert_eq!(shown.bounds, "Out of reach: the Region is down.");
    assert!(shown.run.is_none() && shown.slide.is_none());
    let create = "60s aws rds create-db-instance --db-instance-identifier new --engine postgres --db-instance-class db.m6g.large --allocated-storage 20 --backup-retention-period 7\n";
    let young = run(create, 120);
    let source = young
        .view()
        .archives
        .iter()
        .find(|one| one.instance == "new")
        .map(Source::of);
    let mut picker = None;
    react(
        &mut picker,
        &young.view(),
        RestoreMsg::Open(source.expect("it keeps backups")),
    );
    let shown = told(&picker, &young);
    assert_eq!(shown.bounds, "No time to restore to yet.");
    assert!(shown.run.is_none() && shown.choices.is_empty());
}

#[test]
fn a_deleted_instance_comes_back_by_its_resource_id_under_its_own_name() {
    let delete = "60s aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot --no-delete-automated-backups\n";
    let run = run(delete, 3600);
    assert!(run.view().databases.is_empty());
    let (operation, refusal) = told(&opened(&run), &run).run.expect("there is a line");
    assert_eq!(refusal, None);
    assert_eq!(
        operation.line,
        "aws rds restore-db-instance-to-point-in-time --source-dbi-resource-id db-orders --target-db-instance-identifier orders --use-latest-restorable-time"
    );
}

#[test]
fn a_moment_whose_log_is_yet_to_be_uploaded_says_to_wait_and_a_lost_one_does_not() {
    let later = |lines: &str, second: i64| {
        let run = run(lines, second);
        let mut picker = opened(&run);
        let number = run.view().incidents[0].number;
        let before = RestoreMsg::Pick(When::Before(number));
        react(&mut picker, &run.view(), before);
        told(&picker, &run).later
    };
    let soon = later("10m fault inject bad-write orders\n", 615);
    let soon = soon.expect("it can be restored soon");
    assert!(
        soon.starts_with("Not yet: ") && soon.ends_with("Wait until that has passed 12:09:59."),
        "{soon}"
    );
    assert_eq!(later("10m fault inject bad-write orders\n", 1200), None);
    assert_eq!(
        later("450s fault inject volume-failure orders\n", 600),
        None
    );
}
