//! What a teacher is handed in: honest, damaged, forged.

use super::replayed::tests::ran;
use super::*;
use crate::language::{Session, Transcript};
use crate::lesson::{GameLevel, Lesson, Level, game, read as read_lesson, replay_solution};
use crate::sim::SimTime;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::{collection, option, sample};

fn first() -> Lesson {
    read_lesson(include_str!("../../../lessons/en/01-multi-az.md"))
        .expect("the lab's own lessons can be read")
}

fn task() -> Task {
    Task::new(What::Lesson("01-multi-az".to_owned()), "DB-26")
}

/// A hand-in of the first lesson with these lines, played by Ada.
fn with_lines(task: Task, lines: &str) -> HandIn {
    let digest = digest(&task.applied(&first()).front);
    HandIn {
        name: "Ada Lovelace".to_owned(),
        task,
        seconds: 600,
        work: Work::Run {
            digest,
            lines: lines.to_owned(),
            said: vec![
                vec![Guess::Choice(1, Some(true)), Guess::DoesNotKnow],
                vec![],
            ],
            again: 0,
            hints: 1,
        },
    }
}

/// The lines of the solution as somebody's page has them.
fn solved(task: &Task) -> String {
    let lesson = task.applied(&first());
    let run = replay_solution(&lesson, &seed_of("Ada Lovelace"))
        .map_err(|_| "it runs")
        .expect("it runs");
    own_lines(&run.session, run.session.now())
}

#[test]
fn what_was_solved_is_won_whatever_luck_the_name_brings() {
    let handed_in = with_lines(task(), &solved(&task()));
    let code = write(&handed_in);
    assert!(code.len() < 600, "{}", code.len());
    let read = read(&code).expect("it was just written");
    assert_eq!(read, handed_in);
    let fared = replayed(&read, Some(&first())).expect("it runs");
    assert!(
        fared.won && fared.missing.is_empty() && fared.notes.is_empty(),
        "{fared:?}"
    );
    assert!(fared.recovery.is_some() && !fared.open && fared.cost_usd > 0.0);
    assert_eq!(fared.answers.len(), first().steps.len());
}

#[test]
fn a_decoy_that_was_handed_in_is_not_won() {
    for decoy in &first().front.decoys {
        let lines = format!("{}\n", decoy.lines.trim());
        let fared = replayed(&with_lines(task(), &lines), Some(&first())).expect("it runs");
        assert!(
            !fared.won && !fared.missing.is_empty(),
            "{}: {fared:?}",
            decoy.title
        );
    }
}

#[test]
fn forged_lines_win_nothing() {
    for (lines, why) in [
        ("goal rto 99h\n1h end\n", "may not be run"),
        ("given number failover 1s\n1h end\n", "may not be run"),
        ("seed LUCKY\n1h end\n", "may not be run"),
        ("1m goal rto 99h\n1h end\n", "may not be run"),
        ("1m app delete everything\n1h end\n", "cannot be run"),
        ("401d end\n", "longer than 400 days"),
        ("1m aws rds describe-db-instances\n", "no end"),
    ] {
        let reason = replayed(&with_lines(task(), lines), Some(&first())).expect_err(lines);
        assert!(reason.contains(why), "{lines}: {reason}");
    }
    let nothing = replayed(&with_lines(task(), "2h end\n"), Some(&first())).expect("it runs");
    assert!(!nothing.won);
    let mut other = with_lines(task(), &solved(&task()));
    other.task.what = What::Lesson("no-such".to_owned());
    assert!(
        replayed(&other, None)
            .expect_err("it is not there")
            .contains("no-such")
    );
    if let Work::Run { digest, .. } = &mut other.work {
        "00000000".clone_into(digest);
    }
    let fared = replayed(&other, Some(&first())).expect("it runs");
    assert_eq!(fared.notes, ["the lesson, or the lab, has changed since"]);
}

#[test]
fn a_setting_is_played_and_replayed_alike() {
    let mut slow = task();
    slow.change_number("failover.detection", "30s")
        .unwrap_or_else(|why| panic!("{why}"));
    slow.hints_off = true;
    let lesson = slow.applied(&first());
    assert!(
        lesson
            .front
            .start
            .contains("given number failover.detection 30s")
    );
    assert!(lesson.steps.iter().all(|step| step.step.hints.is_empty()));
    let fared =
        replayed(&with_lines(slow.clone(), &solved(&slow)), Some(&first())).expect("it runs");
    assert!(fared.notes.is_empty(), "{fared:?}");
    assert!(slow.change_number("no-such-number", "3").is_err());
    assert!(
        slow.change_number("failover.detection", "1s\ngoal rto 9h")
            .is_err()
    );
    let mut narrow = task();
    assert!(narrow.allow("sing a song").is_err());
    narrow
        .allow("aws rds describe-db-instances")
        .expect("it is an action");
    let offers = narrow.applied(&first()).front.offers;
    assert!(
        offers
            .iter()
            .all(|one| one.starts_with("fault") || one.contains("describe")),
        "{offers:?}"
    );
}

#[test]
fn a_day_strikes_its_learner_again_when_it_is_replayed() {
    let design = game::Design {
        multi_az: true,
        retention_days: 7,
        ..game::Design::default()
    }
    .lines();
    let (level, seed) = (GameLevel::WarmUp, seed_of("Ada"));
    let text = game::start(level, &seed, &design);
    let mut session =
        Session::new(Transcript::parse(&text).expect("it is a design")).expect("it can be built");
    game::run(level, &mut session);
    let score = game::score(level, &session).points;
    let lines = own_lines(&session, session.now());
    assert!(!lines.contains("fault"), "{lines}");
    let hand_in = |lines: &str, design: &str| HandIn {
        name: "Ada".to_owned(),
        task: Task::new(
            What::Game {
                level,
                design: Some(design.to_owned()),
            },
            "",
        ),
        seconds: 5,
        work: ran(lines),
    };
    let handed_in = read(&write(&hand_in(&lines, &design))).expect("it was just written");
    assert_eq!(handed_in, hand_in(&lines, &design));
    let fared = replayed(&handed_in, None).expect("it runs");
    assert_eq!(
        (fared.score, fared.won),
        (Some(score), score >= game::PASSED)
    );
    let short = replayed(&hand_in("1h end\n", &design), None).expect("it runs");
    assert!(!short.won && short.score.is_none());
    let forged = format!("given number failover 1\n{design}");
    assert!(replayed(&hand_in(&lines, &forged), None).is_err());
    assert!(
        replayed(
            &hand_in("1m fault clear az-outage us-east-1a\n8h end\n", &design),
            None
        )
        .is_err()
    );
}

#[test]
fn codes_are_found_however_mails_wrap_and_quote_them() {
    let one = write(&with_lines(task(), &solved(&task())));
    let two = write(&HandIn {
        name: "Zoë".to_owned(),
        ..with_lines(task(), "2h end\n")
    });
    let wrapped: Vec<String> = one
        .as_bytes()
        .chunks(60)
        .map(|line| format!("> {}", String::from_utf8_lossy(line)))
        .collect();
    let mail = format!(
        "Dear teacher,\nhere it is: {}\n-- \nAda\n\nand {two}. Bye",
        wrapped.join("\n")
    );
    assert_eq!(pieces(&mail), Ok(vec![one.clone(), two.clone()]));
    assert_eq!(
        pieces(&format!("{one}{two}")),
        Ok(vec![one.clone(), two.clone()])
    );
    let found = pieces(&format!("{}\n{two}\n", &one[..one.len() / 2])).expect("there are two");
    assert_eq!((found.len(), &found[1]), (2, &two));
    assert!(
        read(&found[0])
            .expect_err("half of it")
            .contains("breaks off")
    );
    assert!(pieces("hello").expect_err("no code").contains("FL1."));
    assert!(
        pieces("FL2.abc.def")
            .expect_err("a newer one")
            .contains("format 2")
    );
    assert_eq!(pieces("  \n"), Ok(Vec::new()));
}

#[test]
fn a_megabyte_is_refused_at_once() {
    let code = format!("FL1.{}.AAAAAAAA", "A".repeat(1 << 20));
    assert!(
        read(&code)
            .expect_err("too long")
            .contains("no code has more")
    );
    assert!(
        pieces(&code)
            .expect_err("too long")
            .contains("nothing of it was read")
    );
}

#[test]
fn a_name_is_its_own_luck() {
    assert_eq!(seed_of("Ada Lovelace"), "Ada-Lovelace");
    let all = [
        "Zoë Müller",
        "Zo Mller",
        "李雷",
        "韩梅梅",
        "Łukasz",
        "",
        "a/b",
        &"x".repeat(90),
    ]
    .map(seed_of);
    for (place, seed) in all.iter().enumerate() {
        assert!(crate::language::is_seed(seed), "{seed}");
        assert!(!all[..place].contains(seed), "{seed}");
    }
}

#[test]
fn no_cell_is_a_formula_and_each_stays_one_cell() {
    let row = |cells: &[&str]| cells.iter().map(|one| (*one).to_owned()).collect::<Row>();
    let text = csv(&[
        row(&["Name", "Won"]),
        row(&["=1+1", "a, \"b\"\nc"]),
        row(&["-2", "+3"]),
        row(&["@x", " =y"]),
    ]);
    assert_eq!(
        text,
        "\u{feff}Name,Won\r\n'=1+1,\"a, \"\"b\"\"\nc\"\r\n'-2,'+3\r\n'@x,' =y\r\n"
    );
}

fn guesses() -> impl Strategy<Value = Guess> {
    prop_oneof![
        sample::select(vec![Guess::Nothing, Guess::DoesNotKnow]),
        (0usize..9, option::of(any::<bool>())).prop_map(|(place, sure)| Guess::Choice(place, sure)),
    ]
}

fn names() -> impl Strategy<Value = String> {
    "\\PC{1,30}".prop_filter_map("a name", |text| label(&text))
}

fn hand_ins() -> impl Strategy<Value = HandIn> {
    let run = (
        collection::vec(collection::vec(guesses(), 0..4), 0..6),
        "[ -~]{0,60}",
        any::<u32>(),
    )
        .prop_map(|(said, line, hints)| Work::Run {
            digest: "1a2b3c4d".to_owned(),
            lines: format!("60s {line}\n2h end\n"),
            said,
            again: hints % 7,
            hints,
        });
    let marked = (
        "[a-z]{1,9}",
        any::<bool>(),
        any::<bool>(),
        0u64..9999,
        collection::vec(any::<bool>(), 0..6),
    );
    let marked = marked.prop_map(|(id, sure, had, seconds, points)| Marked {
        id,
        sure,
        had,
        seconds,
        points,
    });
    let answers = collection::vec(marked, 0..8).prop_map(Work::Answers);
    (
        names(),
        option::of(names()),
        prop_oneof![run, answers],
        0u64..99_999,
        any::<[bool; 2]>(),
    )
        .prop_map(|(name, class, work, seconds, [hints_off, predict])| {
            let what = match work {
                Work::Run { .. } => What::Lesson("01-multi-az".to_owned()),
                Work::Answers(_) => What::Interview(Level::Senior),
            };
            let task = Task {
                hints_off,
                predict,
                ..Task::new(what, &class.unwrap_or_default())
            };
            HandIn {
                name,
                task,
                work,
                seconds,
            }
        })
}

proptest! {
    #[test]
    fn whatever_is_handed_in_comes_back_from_its_code(hand_in in hand_ins()) {
        let code = write(&hand_in);
        prop_assert_eq!(read(&code), Ok(hand_in));
        prop_assert_eq!(pieces(&code), Ok(vec![code]));
    }

    #[test]
    fn a_code_that_was_damaged_is_refused_with_a_reason(hand_in in hand_ins(), at in any::<sample::Index>(), by in any::<char>(), how in 0..3) {
        let mut letters: Vec<char> = write(&hand_in).chars().collect();
        let place = at.index(letters.len());
        match how {
            0 if letters[place] != by => letters[place] = by,
            1 => { letters.remove(place); }
            _ => letters.truncate(place),
        }
        let damaged: String = letters.into_iter().collect();
        let reason = read(&damaged);
        prop_assert!(reason.is_err_and(|why| !why.is_empty()));
        for piece in pieces(&damaged).unwrap_or_default() {
            prop_assert!(read(&piece).is_err());
        }
    }

    #[test]
    fn whatever_text_it_is_it_breaks_nothing(text in "\\PC{0,200}", packed in "[A-Za-z0-9_-]{0,200}") {
        prop_assert!(read(&text).is_err());
        let _ = pieces(&text);
        let forged = read(&format!("FL1.{packed}.AAAAAAAA"));
        prop_assert!(forged.is_err());
    }

    #[test]
    fn a_letter_that_somebody_made_up_is_refused_or_runs(lines in "(([0-9]{1,3}[smh]|given|goal|seed) [ -~]{0,40}\n){0,4}") {
        let made_up = with_lines(task(), &format!("{lines}1h end\n"));
        if let Ok(fared) = replayed(&made_up, Some(&first())) {
            prop_assert!(!fared.won);
        }
    }
}

#[test]
fn an_end_is_when_it_was_handed_in() {
    let text = "seed A\n60s aws rds describe-db-instances\n2h end\n";
    let session =
        Session::new(Transcript::parse(text).expect("it can be read")).expect("it can be built");
    assert_eq!(
        own_lines(&session, SimTime::from_ms(90_500)),
        "60s   aws rds describe-db-instances\n1m30s500ms end\n"
    );
}
