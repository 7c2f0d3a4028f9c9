//! The questions of the recaps prove themselves, and each kind of mistake in one is told.

use crate::{is_told, lessons, texts_in};
use failover_lab::lesson::{Index, Mistake, Recap, check, read};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn questions() -> Vec<(String, String)> {
    texts_in("lessons/en/recap")
}

#[test]
fn every_question_of_a_recap_proves_itself() {
    for (name, text) in questions() {
        let mistakes: Vec<String> = check(&text).iter().map(Mistake::to_string).collect();
        assert!(mistakes.is_empty(), "{name}: {}", mistakes.join("\n"));
    }
}

#[test]
fn the_list_is_up_to_date_and_each_recap_mixes_lessons_of_its_third() {
    let taught: Vec<String> = lessons().into_iter().map(|(name, _)| name).collect();
    let mut orders = BTreeSet::new();
    let mut of = [const { Vec::new() }; 3];
    let questions: Vec<_> = questions()
        .into_iter()
        .map(|(name, text)| {
            let lesson = read(&text).unwrap_or_else(|mistakes| panic!("{name}: {}", mistakes[0]));
            let about = lesson.recap().expect("it is a recap's").lesson.clone();
            assert!(taught.contains(&about), "{name} names {about}");
            assert!(
                orders.insert(lesson.front.order),
                "{name} has another's order"
            );
            of[Recap::of_order(lesson.front.order) as usize - 1].push(about);
            (name, lesson.front)
        })
        .collect();
    let list = Index::of(questions.iter().map(|(id, front)| (id.clone(), front)));
    assert_eq!(
        include_str!("../../lessons/recap.json"),
        list.to_text(),
        "make it anew: failover-lab index lessons/en/recap > lessons/recap.json"
    );
    for (lessons, (first, last)) in of.iter().zip([("01", "03"), ("04", "06"), ("07", "10")]) {
        assert_eq!(lessons.len(), 6);
        let different: BTreeSet<&String> = lessons.iter().collect();
        assert!(different.len() >= 3, "{lessons:?}");
        let is_of = |lesson: &&String| (first..=last).contains(&&lesson[..2]);
        assert!(lessons.iter().filter(is_of).count() >= 5, "{lessons:?}");
    }
}

/// Spoils a question, and expects such a cause.
#[track_caller]
fn spoilt(from: &str, to: &str, cause: &str) {
    let text = include_str!("../../lessons/en/recap/wait-for-the-zone.md");
    is_told(text, from, to, cause);
}

#[test]
fn what_is_wrong_with_a_question_is_told() {
    spoilt("[recap]\nlesson = \"02-single-az\"", "", "belong together");
    spoilt(
        "course = \"recap\"",
        "course = \"elective\"",
        "belong together",
    );
    spoilt("lesson = \"02-single-az\"", "", "missing field `lesson`");
    spoilt("order = 101", "order = 1", "from 101 on");
    spoilt(
        "[[step.predict]]",
        "[[step.action]]\nlabel = \"Cut\"\nline = \"fault inject az-outage us-east-1a --for 2h\"\n\n[[step.predict]]",
        "one question and no button",
    );
    spoilt(
        "+++\n\n## One copy",
        "+++\n\n## More\n\nOf it.\n\n## One copy",
        "one section, not 2",
    );
    spoilt(
        "text = \"None\"\n",
        "text = \"None\"\ntempts = \"It is.\"\n",
        "choice 1 stands otherwise",
    );
    spoilt(
        "tempts = \"That is the price",
        "# tempts = \"That is the price",
        "choice 2 stands otherwise",
    );
    spoilt(
        "at_most = 0",
        "at_least = 1",
        "no choice is right, or more than one",
    );
}

#[test]
fn a_lesson_that_is_no_recap_tempts_nobody() {
    let text = crate::example().replacen(
        "text = \"Not at all\"\n",
        "text = \"Not at all\"\ntempts = \"So one thinks.\"\n",
        1,
    );
    let told: String = check(&text).iter().map(Mistake::to_string).collect();
    assert!(
        told.contains("only a choice of a recap has tempts"),
        "{told}"
    );
}

#[test]
fn the_command_tells_that_a_question_names_a_lesson_that_is_not_there() {
    let check = |path: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_failover-lab"));
        command.arg("check").arg(path).output().expect("it runs")
    };
    let question = Path::new("lessons/en/recap/the-edge.md");
    assert!(check(question).status.success());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("alone/recap");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let alone = folder.join("the-edge.md");
    std::fs::copy(question, &alone).expect("a file can be written");
    let told = check(&alone);
    assert_eq!(told.status.code(), Some(2));
    let told = String::from_utf8_lossy(&told.stderr);
    assert!(
        told.contains("there is no lesson 04-point-in-time"),
        "{told}"
    );
}
