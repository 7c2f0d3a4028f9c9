//! The teacher's table: what it heads, what counts in it, and where its lines lead.

use crate::app::Msg;
use crate::app::class::ClassMsg;
use crate::app::class::screen::ENTRIES_MAX;
use crate::app::class::tests::{LINK, Visitor, link_on, played};
use crate::app::game::GamePlay;
use crate::app::part::Attribute;
use crate::app::part::read::{groups, spoken};
use crate::app::route::Route;
use crate::app::run::Run;
use crate::app::window::{Screen, Tab};
use crate::lesson::hand_in::{HandIn, Marked, Task, What, Work, read as read_code, seed_of, write};
use crate::lesson::{GameLevel, Level, game};

/// A desk that has read these.
fn desk(codes: &[String]) -> Visitor {
    let mut teacher = Visitor::at("#/class");
    teacher.reads_codes(&codes.join("\n"));
    teacher
}

fn read(code: &str) -> HandIn {
    read_code(code).expect("it was just written")
}

/// The same with another end, for a run that was handed in before it was done.
fn broken_off(of: &HandIn) -> HandIn {
    let mut early = of.clone();
    if let Work::Run { lines, .. } = &mut early.work {
        "1s end\n".clone_into(lines);
    }
    early.seconds -= 300;
    early
}

/// What stands under each head of the table, of one line.
fn cells(visitor: &Visitor, name: &str) -> Vec<(String, String)> {
    let parts = visitor.parts();
    let lines = groups(&parts).into_iter();
    let mut lines = lines.filter(|one| one.kind == "tr" && spoken(&one.parts).contains(name));
    let line = lines.next().unwrap_or_else(|| panic!("no line of {name}"));
    let cells = groups(&line.parts)
        .into_iter()
        .filter(|one| one.kind == "td");
    let head = |says: &[(Attribute, crate::app::part::Words)]| {
        let mut all = says.iter();
        let found = all.find(|(what, _)| *what == Attribute::What);
        found.map_or_else(String::new, |(_, head)| head.to_string())
    };
    cells
        .map(|one| (head(&one.says), spoken(&one.parts)))
        .collect()
}

fn cell(visitor: &Visitor, name: &str, head: &str) -> String {
    let all = cells(visitor, name);
    let found = all.iter().find(|(is, _)| is.starts_with(head));
    found
        .map(|(_, cell)| cell.clone())
        .unwrap_or_else(|| panic!("no {head} in {all:?}"))
}

#[test]
fn a_table_tells_what_was_reached_beside_its_goals_and_tears_no_number() {
    let teacher = desk(&[played("Ada", LINK, 0).hands_in()]);
    let all = cells(&teacher, "Ada");
    let heads: Vec<&str> = all.iter().map(|(head, _)| head.as_str()).collect();
    assert!(
        heads.contains(&"Recovery (RTO\u{a0}3\u{a0}min)"),
        "{heads:?}"
    );
    assert!(
        heads.contains(&"Lost time (RPO\u{a0}0\u{a0}s)"),
        "{heads:?}"
    );
    assert!(!heads.contains(&"RTO") && !heads.contains(&"RPO"));
    assert!(!cell(&teacher, "Ada", "Recovery").contains(' '));
    assert_eq!(cell(&teacher, "Ada", "Time"), "10\u{a0}min");
    let seen = teacher.sees();
    assert!(seen.contains("The zone that went dark"), "{seen}");
    assert!(!seen.contains("Lesson 01-multi-az"), "{seen}");
    let rows = teacher.rows();
    for head in ["Recovery in s", "RTO in s", "Lost time in s", "RPO in s"] {
        assert!(rows[0].contains(&head.to_owned()), "{:?}", rows[0]);
    }
    assert!(!rows[0].contains(&"Over".to_owned()));
    let mut cells = rows.iter().flatten();
    assert!(cells.all(|cell| !cell.contains('`')), "{rows:?}");
}

#[test]
fn a_saved_table_alone_tells_what_was_asked_and_can_be_replayed() {
    let codes = [("Ada", 0), ("Zoë", 1)].map(|(name, guess)| played(name, LINK, guess).hands_in());
    let rows = desk(&codes).rows();
    let column = |head: &str| rows[0].iter().position(|one| one == head);
    let [code, asked] =
        ["Code", "Question 1"].map(|head| column(head).unwrap_or_else(|| panic!("no {head}")));
    for (row, handed_in) in rows[1..].iter().zip(codes) {
        assert_eq!(read(&row[code]), read(&handed_in));
        assert!(row[asked].contains("refuse orders"), "{row:?}");
        assert!(row[asked + 1].ends_with(": right") || row[asked + 1].ends_with(": wrong"));
    }
}

#[test]
fn a_desk_begins_with_a_link_and_what_came_back_stands_first() {
    let order = |teacher: &Visitor| {
        let seen = teacher.sees();
        let [link, table] = ["Make a class link", "Take hand-ins"].map(|head| seen.find(head));
        link < table
    };
    assert!(order(&desk(&[])));
    assert!(!order(&desk(&[played("Ada", LINK, 0).hands_in()])));
}

#[test]
fn of_two_hand_ins_of_one_learner_the_one_that_came_furthest_counts() {
    let whole = read(&played("Ada", LINK, 0).hands_in());
    let mut early = broken_off(&whole);
    "ada".clone_into(&mut early.name);
    let mut teacher = desk(&[write(&whole), write(&early)]);
    assert!(cell(&teacher, "ada", "To know").contains("does not count"));
    assert!(!cell(&teacher, "Ada", "To know").contains("does not count"));
    assert_eq!(counts(&teacher), ["yes", "no"]);
    let seen = teacher.sees();
    let (_, believed) = seen
        .split_once("Who believed what")
        .expect("they said something");
    assert!(
        believed.contains("Ada") && !believed.contains("ada,"),
        "{believed}"
    );
    teacher.tell(Msg::Class(ClassMsg::Remove(0)));
    assert!(!cell(&teacher, "ada", "To know").contains("does not count"));
    teacher.presses("Empty the table");
    assert_eq!(teacher.state.class.entries.len(), 1, "it asks first");
    teacher.presses("Keep it");
    teacher.presses("Empty the table");
    teacher.presses("Empty it");
    assert!(teacher.state.class.entries.is_empty());
}

#[test]
fn what_was_read_is_told_apart_and_a_damaged_code_bears_its_place() {
    let ada = played("Ada", LINK, 0).hands_in();
    let zoe = write(&HandIn {
        name: "Zoë".to_owned(),
        ..read(&ada)
    });
    let torn = format!("{}{}", &zoe[..zoe.len() / 2], &zoe[zoe.len() / 2 + 1..]);
    let mut teacher = desk(std::slice::from_ref(&ada));
    teacher.reads_codes(&format!("{ada}\n{zoe}\n{torn}\n"));
    let seen = teacher.sees();
    assert!(
        seen.contains("Read 1 code; 1 was there already (Ada); 1 refused:"),
        "{seen}"
    );
    assert!(seen.contains("Code 3 of 3, FL1."), "{seen}");
    assert_eq!(teacher.state.class.pasted, torn, "it can be mended there");
    teacher.reads_codes(&format!("{torn}\n{ada}\n{}", &torn[..torn.len() / 2]));
    let left = format!("{torn}\n{}", &torn[..torn.len() / 2]);
    assert_eq!(teacher.state.class.pasted, left);
    // Nor is lost what has no room.
    let first = teacher.state.class.entries[0].clone();
    teacher.state.class.entries = vec![first; ENTRIES_MAX];
    teacher.reads_codes(&format!("{ada}\n{zoe}\n{torn}"));
    assert!(teacher.sees().contains("The table is full"));
    assert_eq!(teacher.state.class.pasted, format!("{zoe}\n{torn}"));
}

/// Which of these count, all of one learner.
fn counts(teacher: &Visitor) -> Vec<String> {
    let rows = teacher.rows();
    rows[1..].iter().map(|row| row[6].clone()).collect()
}

#[test]
fn what_took_longer_does_not_count_before_what_was_won_scored_or_whole() {
    let won = read(&played("Ada", LINK, 0).hands_in());
    let lost = HandIn {
        seconds: 2400,
        ..won.clone()
    };
    let mut teacher = desk(&[write(&won), write(&lost)]);
    assert_eq!(counts(&teacher), ["no", "yes"], "both were won");
    if let Some(Ok(fared)) = &mut teacher.state.class.entries[1].fared {
        fared.won = false;
    }
    assert_eq!(counts(&teacher), ["yes", "no"]);
    let told = "does not count: another one came further";
    assert!(teacher.rows()[2][5].contains(told));

    let scored = read(&day());
    let mut open = HandIn {
        seconds: 2400,
        ..scored.clone()
    };
    if let Work::Run { lines, .. } = &mut open.work {
        "1h end\n".clone_into(lines);
    }
    let teacher = desk(&[write(&scored), write(&open)]);
    assert_eq!(counts(&teacher), ["yes", "no"]);

    let mock = |answers: usize, had: usize, seconds: u64| {
        let answers = (0..answers).map(|place| Marked {
            id: "incidents-dark-zone".to_owned(),
            sure: false,
            had: place < had,
            seconds: 5,
            points: Vec::new(),
        });
        write(&HandIn {
            name: "Ada".to_owned(),
            task: Task::new(What::Interview(Level::Senior), ""),
            work: Work::Answers(answers.collect()),
            seconds,
        })
    };
    let teacher = desk(&[mock(3, 3, 2400), mock(6, 2, 600), mock(6, 1, 700)]);
    assert_eq!(counts(&teacher), ["no", "yes", "no"]);
}

#[test]
fn a_line_leads_to_its_run_under_its_numbers_and_its_seed() {
    let mut teacher = desk(&[played("Ada", LINK, 0).hands_in()]);
    let link = link_on(&teacher.parts(), "See the run").expect("it leads there");
    let Route::Run(text, sight) = Route::parse(&link) else {
        panic!("no run: {link}");
    };
    assert!(text.contains("seed Ada\n"), "{text}");
    assert!(text.contains("given number dns.ttl 6s"), "{text}");
    assert_eq!(sight.tab, Some(Tab::Verdict));
    teacher.goes(&link);
    assert_eq!(teacher.state.window.screen, Screen::Lab);
    assert_eq!(Some(teacher.state.run.now()), sight.at, "at its end");
    assert!(!teacher.state.run.view().incidents.is_empty());
    teacher.goes("#/class");
    assert_eq!(
        teacher.state.class.entries.len(),
        1,
        "the table is still there"
    );
}

/// A warm-up that nobody touched, as Ada hands it in.
fn day() -> String {
    let design = game::Design {
        multi_az: true,
        ..game::Design::default()
    };
    let text = game::start(GameLevel::WarmUp, &seed_of("Ada"), &design.lines());
    let mut run = Run::open(&text).expect("it can be opened");
    run.seek(GamePlay::new(GameLevel::WarmUp, "Ada", &design.lines()).ends_at());
    let link = crate::app::class::read("task/game/warm-up?name=Ada").expect("it can be read");
    let play = GamePlay::new(GameLevel::WarmUp, "Ada", &design.lines());
    let handed_in = crate::app::class::of_game(&link, &play, &run);
    write(&handed_in.expect("it is the task's day"))
}

#[test]
fn a_game_day_shows_its_points_its_design_and_nothing_that_it_has_not() {
    let mut teacher = desk(&[day()]);
    let heads: Vec<String> = cells(&teacher, "Ada")
        .into_iter()
        .map(|(head, _)| head)
        .collect();
    assert!(
        heads.contains(&"Points (60\u{a0}needed)".to_owned()),
        "{heads:?}"
    );
    assert!(!heads.contains(&"Hints".to_owned()), "{heads:?}");
    assert!(cell(&teacher, "Ada", "Points").parse::<u32>().is_ok());
    assert!(
        cell(&teacher, "Ada", "Not accepted")
            .chars()
            .all(|one| one.is_ascii_digit() || one == ',')
    );
    assert!(cell(&teacher, "Ada", "Design").starts_with("Multi-AZ, "));
    let rows = teacher.rows();
    let at = |head: &str| rows[0].iter().position(|one| one == head).expect(head);
    assert_eq!(rows[1][at("Hints")], "");
    assert!(!rows[1][at("Points")].is_empty() && !rows[1][at("Orders not accepted")].is_empty());
    let link = link_on(&teacher.parts(), "See the run").expect("it leads there");
    teacher.goes(&link);
    let game = teacher.state.game.as_ref().expect("it is shown as a day");
    assert!(game.is_over());
}
