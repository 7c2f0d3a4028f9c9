//! The questions of the interview prove themselves, and each kind of mistake in one is told.

use crate::{is_told, lessons, questions};
use failover_lab::lesson::{Area, Index, Level, Mistake, check, read};
use std::collections::BTreeMap;

#[test]
fn every_question_proves_itself_in_all_its_figures() {
    let all = questions();
    // Half of them on another thread: a machine that runs tests has two.
    let (some, others) = all.split_at(all.len() / 2);
    let prove = |questions: &[(String, String)]| {
        for (name, text) in questions {
            let mistakes: Vec<String> = check(text).iter().map(Mistake::to_string).collect();
            assert!(mistakes.is_empty(), "{name}: {}", mistakes.join("\n"));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| prove(some));
        prove(others);
    });
}

#[test]
fn there_are_questions_of_each_area_and_level_and_some_are_live() {
    let index = Index::parse(include_str!("../../lessons/interview.json")).expect("it is a list");
    assert_eq!(index.mistakes, Vec::<String>::new());
    assert!(index.lessons.len() >= 50, "{}", index.lessons.len());
    for area in Area::ALL {
        let of_area = index
            .lessons
            .iter()
            .filter(|entry| entry.area == Some(area));
        assert!(of_area.count() >= 3, "{}", area.title());
    }
    for level in Level::ASKED {
        let of_level = || index.lessons.iter().filter(|entry| entry.level == level);
        assert!(of_level().count() >= 12, "{}", level.name());
    }
    let live = index.lessons.iter().filter(|entry| entry.live);
    assert!(live.count() >= 4);
}

#[test]
fn the_list_of_questions_is_up_to_date_and_each_names_a_lesson_that_teaches_it() {
    let taught: Vec<String> = lessons().into_iter().map(|(name, _)| name).collect();
    let mut orders = BTreeMap::new();
    let questions: Vec<_> = questions()
        .into_iter()
        .map(|(name, text)| {
            let front = read(&text)
                .unwrap_or_else(|mistakes| panic!("{name}: {}", mistakes[0]))
                .front;
            let lesson = front.interview.as_ref().map(|asked| asked.lesson.clone());
            let lesson = lesson.expect("a question names a lesson");
            assert!(taught.contains(&lesson), "{name} names {lesson}");
            if let Some(other) = orders.insert(front.order, name.clone()) {
                panic!("{name} and {other} have one order");
            }
            (name, front)
        })
        .collect();
    let list = Index::of(questions.iter().map(|(id, front)| (id.clone(), front)));
    assert_eq!(
        include_str!("../../lessons/interview.json"),
        list.to_text(),
        "make it anew: failover-lab index lessons/en/interview"
    );
}

/// The question of the guide.
fn example() -> String {
    include_str!("../../lessons/en/interview/incidents-dropped-table.md").to_owned()
}

/// Spoils it, and expects such a cause.
#[track_caller]
fn spoilt(from: &str, to: &str, cause: &str) {
    is_told(&example(), from, to, cause);
}

#[test]
fn what_is_wrong_with_a_question_is_told() {
    spoilt(
        "## A weak answer",
        "## A bad answer",
        "does not end with its four sections",
    );
    spoilt(
        "First I find the moment",
        &"I talk on and on. ".repeat(40),
        "the strong answer has",
    );
    spoilt(
        "level = \"senior\"",
        "level = \"advanced\"",
        "does not belong here",
    );
    spoilt(
        "course = \"interview\"",
        "course = \"elective\"",
        "only a question",
    );
    spoilt(
        "area = \"incidents\"",
        "area = \"cooking\"",
        "unknown variant",
    );
    spoilt(
        "[\"ten minutes ago\", ",
        "[\"ten weeks ago\", ",
        "stands nowhere",
    );
    spoilt(
        "forty minutes ago\"], [\"+10m\", \"+40m\"]",
        "forty minutes ago\"], [\"+10m\", \"+soon\"]",
        "in other figures 1",
    );
    spoilt(
        "{ metric = { name = \"lost-writes\", at_most = 0 } }",
        "{ metric = { name = \"lost-writes\", at_least = 1 } }",
        "it is not so that",
    );
    spoilt(
        "https://docs",
        "mailto:docs",
        "no address that a lesson may link to",
    );
    let text = example();
    let first = text.find("[[interview.rubric]]").expect("it has a rubric");
    let other = text
        .find("[[interview.other]]")
        .expect("it has other figures");
    let without = format!("{}{}", &text[..first], &text[other..]);
    let told = check(&without)
        .iter()
        .map(Mistake::to_string)
        .collect::<String>();
    assert!(
        told.contains("missing field `rubric`") || told.contains("0 points"),
        "{told}"
    );
}

#[test]
fn a_phrase_is_found_wherever_its_lines_break() {
    let text = example().replace(
        "title = \"Somebody dropped the table of orders ten ",
        "title = \"Somebody dropped the table of orders ten\n",
    );
    assert!(text.contains("ten\nminutes"));
    // In a title a line cannot break, so this one is quoted otherwise.
    let text = text
        .replacen("title = \"", "title = \"\"\"", 1)
        .replacen("do?\"", "do?\"\"\"", 1);
    let lesson = read(&text).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    assert!(
        lesson
            .in_figures(1)
            .front
            .title
            .contains("forty minutes ago")
    );
    assert!(lesson.in_figures(1).front.solution.contains("+40m"));
    // A figure is no part of a longer one.
    let longer = text.replace(
        "RDS never",
        "the forty-two ten\nminutes ago, or +10months, RDS never",
    );
    let longer = read(&longer).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    assert!(longer.in_figures(1).debrief.contains("+10months"));
    assert_eq!(lesson.in_figures(0), lesson);
    assert_eq!(lesson.in_figures(9), lesson);
}
