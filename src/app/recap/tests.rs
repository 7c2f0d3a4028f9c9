//! Whoever takes a recap, and shows what they have done, told to the Elm loop.

use super::known::{Asked, Quiz, RecapMsg};
use super::sitting::{best, sittings};
use crate::app::class::tests::{Visitor, link_on};
use crate::app::class::{ClassField, ClassMsg};
use crate::app::game::GameMsg;
use crate::app::interview::InterviewMsg;
use crate::app::lesson::learner_tests::{Learner, lesson, lessons};
use crate::app::lesson::{LessonMsg, Page};
use crate::app::part::read::{pressed, spoken};
use crate::app::part::{Part, Parts};
use crate::app::route::Route;
use crate::app::{Effect, Msg, update};
use crate::lesson::GameLevel;
use crate::lesson::hand_in::{pieces, read as read_code, replayed};
use proptest::prelude::proptest;
use std::collections::BTreeMap;

fn paper(visitor: &Visitor) -> Vec<Part> {
    Parts::of(|at| visitor.state.paper(at))
}

fn sees(visitor: &Visitor) -> String {
    spoken(&paper(visitor))
}

fn press(visitor: &mut Visitor, words: &str) {
    let all = pressed(&paper(visitor));
    let found = all.iter().find(|(on, _)| on.contains(words));
    let (_, msg) = found.unwrap_or_else(|| panic!("no button {words} in {all:?}"));
    visitor.tell(msg.clone());
}

fn quiz(visitor: &Visitor) -> &Quiz {
    let recap = visitor.state.recap.as_ref();
    recap
        .and_then(|recap| recap.quiz.as_ref())
        .expect("a quiz is on")
}

fn asked(visitor: &Visitor) -> &Asked {
    &quiz(visitor).asked[quiz(visitor).place]
}

/// Answers the question that is shown, as the run has it or otherwise.
fn answers(visitor: &mut Visitor, rightly: bool) {
    let ready = asked(visitor).ready().expect("it is here");
    let choice = ready
        .order
        .iter()
        .find(|one| (**one == ready.right) == rightly);
    let choices = &ready.lesson.steps[0].step.predictions[0].choices;
    let text = choices[*choice.expect("there are several")]
        .text
        .replace('`', "");
    press(visitor, &text);
}

#[test]
fn a_quiz_asks_one_after_the_other_and_begins_its_end_with_what_was_missed_for_sure() {
    let mut taker = Visitor::at("#/recap/1");
    assert!(sees(&taker).contains("Recap 1: question 1 of 6"));
    let mut missed = String::new();
    for place in 0..6 {
        let ready = asked(&taker).ready().expect("it is here").clone();
        let prediction = &ready.lesson.steps[0].step.predictions[0];
        assert!(
            !sees(&taker).contains(&prediction.explain),
            "it asks before it tells"
        );
        if place == 2 {
            taker.tell(Msg::Recap(RecapMsg::Sure(true)));
        }
        answers(&mut taker, place != 2 && place != 4);
        let told = sees(&taker);
        let run = link_on(&paper(&taker), "Watch the run").expect("a run shows it");
        assert!(
            told.contains(&prediction.explain.replace('`', "")),
            "{told}"
        );
        assert!(matches!(Route::parse(&run), Route::Run(..)), "{run}");
        let tempts = prediction
            .choices
            .iter()
            .filter_map(|one| one.tempts.as_ref());
        let shown = tempts
            .filter(|why| told.contains(&why.replace('`', "")))
            .count();
        assert_eq!(shown, usize::from(place == 2 || place == 4), "{told}");
        if place == 2 {
            assert!(told.contains("Sure, and not so"), "{told}");
            missed = prediction.question.replace('`', "");
        }
        press(
            &mut taker,
            if place < 5 {
                "Next question"
            } else {
                "How it went"
            },
        );
    }
    let end = sees(&taker);
    assert!(
        end.contains("Recap 1: 4 of 6") && end.contains("Lessons 1 to 3"),
        "{end}"
    );
    let (sure, other) = (end.find("Sure, and missed"), end.find("Missed"));
    assert!(sure.is_some() && sure < other, "{end}");
    assert!(end.find(&missed) < other, "{end}");
    let lesson = link_on(&paper(&taker), "The lesson").expect("it leads to its lesson");
    assert!(
        matches!(Route::parse(&lesson), Route::Lesson(_)),
        "{lesson}"
    );
    let kept = sittings(&taker.state.course.progress.answers, 1);
    assert_eq!(
        (kept.len(), kept[0].had(), kept[0].at),
        (1, 4, 1_800_000_000)
    );
    assert_eq!(kept[0].answers.iter().filter(|one| one.sure).count(), 1);
}

#[test]
fn a_second_try_has_another_order_and_other_luck_and_what_was_said_first_stands() {
    let mut taker = Visitor::at("#/recap/2");
    let first: Vec<Asked> = quiz(&taker).asked.clone();
    answers(&mut taker, false);
    let said = asked(&taker).said;
    let right = asked(&taker).ready().expect("it is here").right;
    taker.tell(Msg::Recap(RecapMsg::Say(right)));
    assert_eq!(asked(&taker).said, said, "nobody answers twice");
    // Whoever watched the run comes back to the same question.
    taker.goes("#/");
    taker.goes("#/recap/2");
    assert_eq!(asked(&taker).said, said);
    press(&mut taker, "Next question");
    while !quiz(&taker).is_over() {
        answers(&mut taker, true);
        let last = quiz(&taker).place == 5;
        press(
            &mut taker,
            if last { "How it went" } else { "Next question" },
        );
    }
    taker.reloads("#/recap/2");
    let order =
        |asked: &[Asked]| -> Vec<String> { asked.iter().map(|one| one.id.clone()).collect() };
    let again = quiz(&taker).asked.clone();
    assert_ne!(order(&again), order(&first));
    let luck = |of: &Asked, times| {
        let ready = of.ready().expect("it is here");
        super::quiz::luck(&ready.lesson, times)
    };
    assert_ne!(luck(&again[0], quiz(&taker).times), luck(&again[0], 0));
    let choices = |all: &[Asked]| -> BTreeMap<String, Vec<usize>> {
        let ready = all
            .iter()
            .map(|one| (one.id.clone(), one.ready().expect("here").order.clone()));
        ready.collect()
    };
    assert_ne!(choices(&again), choices(&first));
    let record = &taker.state.course.progress.answers;
    assert_eq!(best(record, 2).map(|one| one.had()), Some(5));
}

#[test]
fn whatever_luck_a_turn_brings_every_question_has_its_answer() {
    for number in ["1", "2", "3"] {
        let mut taker = Visitor::at(&format!("#/recap/{number}"));
        for _ in 0..3 {
            let all = &quiz(&taker).asked;
            assert_eq!(all.len(), 6, "recap {number}");
            assert!(all.iter().all(|one| one.ready().is_some()), "{all:?}");
            taker.tell(Msg::Recap(RecapMsg::Again));
        }
    }
}

#[test]
fn a_recap_that_is_none_and_one_that_does_not_come_say_so() {
    assert!(sees(&Visitor::at("#/recap/9")).contains("There is no such recap"));
    let mut taker = Visitor::at("#/");
    taker.offline = true;
    taker.goes("#/recap/1");
    assert!(sees(&taker).contains("This recap cannot be asked"));
    taker.offline = false;
    press(&mut taker, "Try again");
    assert!(sees(&taker).contains("question 1 of 6"));
    // Nor one none of whose questions came: it can be tried again too.
    taker.offline = true;
    taker.tell(Msg::Recap(RecapMsg::Again));
    for _ in 0..6 {
        press(&mut taker, "Leave it out");
    }
    assert!(sees(&taker).contains("none of its questions was here"));
    taker.offline = false;
    press(&mut taker, "Try again");
    assert!(sees(&taker).contains("question 1 of 6"));
}

/// Plays a lesson by what it offers, with nobody who set it.
fn plays(visitor: &mut Visitor, id: &str) {
    visitor.goes(&format!("#/lesson/{id}"));
    let mut learner = Learner::with(visitor.state.clone());
    learner.press(Msg::Lesson(LessonMsg::Next));
    while learner.play().page != Page::Result {
        learner
            .end_step()
            .unwrap_or_else(|why| panic!("{id}: {why}"));
    }
    learner.wait_for_the_end();
    visitor.state = learner.state;
    let seconds = visitor.now;
    visitor.tell(Msg::Interview(InterviewMsg::Now { ticket: 0, seconds }));
}

fn codes_of(visitor: &Visitor) -> String {
    super::certificate::codes(&visitor.state.course, &visitor.state.class.name)
}

fn signs(visitor: &mut Visitor, name: &str) -> String {
    visitor.goes("#/recap/certificate");
    visitor.tell(Msg::Class(ClassMsg::Write(
        ClassField::Signature,
        name.to_owned(),
    )));
    codes_of(visitor)
}

#[test]
fn what_was_won_bears_a_code_that_the_class_replays_and_what_was_won_before_does_not() {
    let saved =
        r#"{"format":"failover-lab-progress/1","lessons":{"01-multi-az":{"right":2,"asked":3}}}"#;
    let mut learner = Visitor::at("#/");
    learner.saved = Some(saved.to_owned());
    learner.reloads("#/");
    plays(&mut learner, "02-single-az");
    learner.goes("#/recap/certificate");
    assert!(
        link_on(&paper(&learner), "Class").is_none(),
        "nobody signed it"
    );
    let codes = signs(&mut learner, "Ada Lovelace");
    let seen = sees(&learner);
    for told in [
        "Ada Lovelace",
        "1. The zone that went dark",
        "without proof",
        "2. The same outage, one copy",
        "under the luck of KYIV",
        "2027-01-15",
        "code below",
        "Self-reported",
    ] {
        assert!(seen.contains(told), "{told} in {seen}");
    }
    assert_eq!(pieces(&codes).map(|all| all.len()), Ok(1));
    press(&mut learner, "Copy the codes");
    assert_eq!(learner.copied, codes);
    assert!(sees(&learner).contains("Copied."));
    learner.reloads("#/recap/certificate");
    assert!(sees(&learner).contains("Ada Lovelace"), "the name is kept");
    assert_eq!(codes_of(&learner), codes);

    let mut teacher = Visitor::at("#/class");
    let broken = codes.replacen("FL1.", "FL1.x", 1);
    teacher.reads_codes(&format!("{broken}\n{codes}"));
    let rows = teacher.rows();
    assert_eq!(rows.len(), 2, "what was damaged is refused");
    assert_eq!(
        (rows[1][0].as_str(), rows[1][4].as_str()),
        ("Ada Lovelace", "yes")
    );
    assert!(
        rows[1][5].contains("under the luck of KYIV"),
        "{:?}",
        rows[1]
    );
    // What a link has changed nobody could replay.
    plays(&mut learner, "03-bad-delete?rto=5h");
    assert_eq!(signs(&mut learner, "Ada Lovelace"), codes);
    // Won once more it is proved already.
    let lines = learner.state.course.progress.answers.len();
    plays(&mut learner, "02-single-az");
    assert_eq!(learner.state.course.progress.answers.len(), lines);
}

#[test]
fn every_lesson_that_the_page_lets_win_is_proved_by_its_code() {
    let mut learner = Visitor::at("#/");
    let by_days = "10-game-day";
    let all: BTreeMap<String, String> = lessons().into_iter().collect();
    for id in all.keys().filter(|id| *id != by_days) {
        plays(&mut learner, id);
    }
    let codes = signs(&mut learner, "Zoë");
    let codes = pieces(&codes).expect("they can be read");
    assert_eq!(codes.len(), all.len() - 1);
    for code in codes {
        let hand_in = read_code(&code).expect("it was just written");
        let crate::lesson::hand_in::What::Lesson(id) = &hand_in.task.what else {
            panic!("{:?} is no lesson", hand_in.task);
        };
        let fared = replayed(&hand_in, Some(&lesson(&all[id])));
        let fared = fared.unwrap_or_else(|why| panic!("{id}: {why}"));
        assert!(fared.won, "{id}: {:?}", fared.missing);
    }
}

#[test]
fn the_best_day_of_a_level_is_proved_too_and_proves_its_lesson() {
    let mut player = Visitor::at("#/game");
    for msg in [
        GameMsg::Name("LIMA".to_owned()),
        GameMsg::Level(GameLevel::WarmUp),
        GameMsg::MultiAz(true),
        GameMsg::Start,
        GameMsg::Haste(5),
    ] {
        player.tell(Msg::Game(msg));
    }
    let is_over = |player: &Visitor| {
        player
            .state
            .game
            .as_ref()
            .is_some_and(|game| game.is_over())
    };
    let line = "aws rds reboot-db-instance --db-instance-identifier orders --force-failover";
    let mut failed_over = false;
    for _ in 0..20_000 {
        if is_over(&player) {
            break;
        }
        player.tell(Msg::Tick(100.0));
        let writes = &player.state.run.view().apps[0].writes;
        if writes.outage_total.ms() > 0 && !failed_over {
            failed_over = true;
            player.tell(Msg::Act(line.to_owned()));
        }
    }
    assert!(is_over(&player), "the day ends");
    let best = player
        .state
        .course
        .progress
        .best(GameLevel::WarmUp)
        .cloned();
    let best = best.expect("it has a score");
    let codes = pieces(&signs(&mut player, "Ana")).expect("they can be read");
    assert_eq!(codes.len(), 1, "the lesson and the day have one proof");
    let hand_in = read_code(&codes[0]).expect("it was just written");
    let fared = replayed(&hand_in, None).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(
        (fared.score, hand_in.seed()),
        (Some(best.score), "LIMA".to_owned())
    );
    let told = format!("{} of 100 points, under the luck of LIMA", best.score);
    assert!(sees(&player).contains(&told), "{}", sees(&player));
}

#[test]
fn printing_is_left_to_the_browser_and_a_name_of_blanks_is_none() {
    let mut learner = Visitor::at("#/recap/certificate");
    let buttons = pressed(&paper(&learner));
    let (_, print) = buttons
        .iter()
        .find(|(on, _)| on == "Print")
        .expect("it prints");
    assert_eq!(update(&mut learner.state, print.clone()), [Effect::Print]);
    let before = learner.state.course.progress.clone();
    assert_eq!(signs(&mut learner, "  \u{202e} "), "");
    assert_eq!(learner.state.course.progress, before);
    assert!(sees(&learner).contains("no name yet"));
}

proptest! {
    #[test]
    fn no_line_of_the_record_breaks_the_page(lines in proptest::collection::vec("[0-9]{0,12} (recap-[0-9]{0,3}|won-01-multi-az|name)( [a-zA-Z0-9:.!-]{0,20}){0,4}", 0..6)) {
        let mut learner = Visitor::at("#/");
        learner.state.course.progress.answers = lines;
        signs(&mut learner, "Ada");
        sees(&learner);
        learner.goes("#/recap/1");
        sees(&learner);
    }
}
