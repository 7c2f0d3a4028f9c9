//! A live question of an interview: nobody helps, and the clock does not run away from whoever reads.

use super::tests::Candidate;
use crate::app::interview::Mock;
use crate::app::pace::SLOW_MS;
use crate::app::route::{Route, Seat};
use crate::app::{LessonMsg, Msg, showing};
use crate::lesson::Level;

/// At the stage, and the incident has begun.
fn struck() -> Candidate {
    let id = "incidents-dark-zone".to_owned();
    let mut candidate = Candidate::at(Seat::One(id.clone()));
    candidate.tell(Msg::Go(Route::Lesson(format!("interview/{id}"))));
    candidate.tell(Msg::Lesson(LessonMsg::Next));
    candidate.tell(Msg::Lesson(LessonMsg::Do(0)));
    candidate
}

/// Looks on for so many real seconds.
fn read_on(candidate: &mut Candidate, seconds: u32) {
    for _ in 0..seconds * 20 {
        candidate.tell(Msg::Tick(50.0));
    }
}

#[test]
fn the_clock_waits_for_nobody_and_does_not_fly_while_somebody_reads() {
    let mut candidate = struck();
    let begun = candidate.state.run.now();
    assert!(candidate.state.clock.playing, "it struck");
    read_on(&mut candidate, 60);
    assert!(
        candidate.state.clock.playing,
        "nobody says whose turn it is"
    );
    let passed = candidate.state.run.now().since(begun).ms();
    assert!(
        (300_000..=8 * 60_000 + 8000).contains(&passed),
        "{passed} ms in a minute of reading"
    );
    assert_eq!(
        candidate.state.window.notice, None,
        "nobody says what to do"
    );
    assert!(candidate.state.clock.quiet_ms <= SLOW_MS);
    // Whoever waits for a copy that is being made need not sit through it.
    let line = "aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier orders --target-db-instance-identifier orders-2 --use-latest-restorable-time --availability-zone us-east-1b";
    candidate.tell(Msg::Act(line.to_owned()));
    let before = candidate.state.run.now();
    read_on(&mut candidate, 20);
    let made = candidate.state.run.view();
    let is_made = made
        .databases
        .iter()
        .any(|db| db.id == "orders-2" && db.status != "creating");
    assert!(
        is_made,
        "{:?} later",
        candidate.state.run.now().since(before)
    );
}

#[test]
fn nor_does_it_fly_once_all_is_well_and_nothing_is_to_come() {
    let mut candidate = struck();
    candidate.tell(Msg::Speed(11));
    read_on(&mut candidate, 2);
    candidate.tell(Msg::ToggleAuto);
    let view = candidate.state.run.view();
    assert!(
        view.open_incidents().next().is_none(),
        "the zone has power again"
    );
    let before = candidate.state.run.now();
    read_on(&mut candidate, 60);
    let passed = candidate.state.run.now().since(before).ms();
    assert!(passed <= 60 * 60_000, "{passed} ms in a minute");
}

#[test]
fn a_live_question_stands_with_the_interview_and_says_that_nobody_helps() {
    let id = "incidents-dark-zone".to_owned();
    let mut candidate = Candidate::at(Seat::One(id.clone()));
    candidate.tell(Msg::Go(Route::Lesson(format!("interview/{id}"))));
    let here = showing::here(&candidate.state);
    assert_eq!(here, Some((Route::Interview(Seat::List), "true")));
}

#[test]
fn a_name_that_cannot_be_one_says_so_and_leaves_the_buttons_where_they_were() {
    let mut candidate = Candidate::at(Seat::List);
    candidate.ask(crate::app::interview::InterviewMsg::Name(
        "Acme / Bob #2".to_owned(),
    ));
    let seen = candidate.sees();
    assert!(
        seen.contains("This cannot be a name") && seen.contains("Begin the interview"),
        "{seen}"
    );
}

/// All questions are asked. At the live one's stage the candidate does this, and comes back.
fn is_asked_all(candidate: &mut Candidate, at_stage: &[Msg]) {
    let asks = |mock: &Mock| mock.said.len() < mock.ids.len();
    while candidate.state.interview.mock.as_ref().is_some_and(asks) {
        let asked = candidate.state.interview.asked.clone();
        let asked = asked.expect("a question is asked");
        let is_live = asked.lesson().is_some_and(|one| !one.steps.is_empty());
        if is_live && !at_stage.is_empty() {
            candidate.tell(Msg::Go(Route::Lesson(format!("interview/{}", asked.id))));
            for msg in at_stage {
                candidate.tell(msg.clone());
            }
            candidate.tell(Msg::Go(Route::Interview(Seat::One(asked.id))));
        }
        candidate.press("Not sure");
    }
}

#[test]
fn whoever_opens_the_stage_and_goes_back_at_once_has_not_worked_on_the_question() {
    let begin = || Msg::Lesson(LessonMsg::Next);
    let looks = "aws rds describe-db-instances --db-instance-identifier orders";
    for (at_stage, times) in [
        (vec![begin()], 1),
        (vec![begin(), Msg::Lesson(LessonMsg::Do(0))], 0),
        (vec![begin(), Msg::Act(looks.to_owned())], 0),
    ] {
        let mut candidate = Candidate::at(Seat::Mock {
            level: Level::Senior,
            seed: "KYIV".to_owned(),
            guides: false,
        });
        is_asked_all(&mut candidate, &at_stage);
        while candidate.state.interview.asked.is_some() {
            candidate.press("I missed it");
        }
        let sheet = candidate.sees();
        let told = sheet.matches("not worked on at the stage").count();
        assert_eq!(told, times, "{at_stage:?}: {sheet}");
    }
}

#[test]
fn a_live_question_that_nobody_worked_on_is_told_on_the_sheet_and_what_is_over_is_not_left_open() {
    let seat = Seat::Mock {
        level: Level::Senior,
        seed: "KYIV".to_owned(),
        guides: false,
    };
    let mut candidate = Candidate::at(seat);
    is_asked_all(&mut candidate, &[]);
    let title = |candidate: &Candidate| candidate.state.course.progress.places[0].title.clone();
    assert_eq!(title(&candidate), "Mock interview");
    while candidate.state.interview.asked.is_some() {
        candidate.press("I missed it");
    }
    let sheet = candidate.sees();
    assert_eq!(
        sheet.matches("not worked on at the stage").count(),
        1,
        "{sheet}"
    );
    assert_eq!(title(&candidate), "the sheet of a mock interview");
    let mut again = Candidate::with(
        &candidate.saved,
        Seat::Mock {
            level: Level::Senior,
            seed: "KYIV".to_owned(),
            guides: false,
        },
    );
    assert!(
        again.sees().contains("not worked on at the stage"),
        "a reload knows it"
    );
    again.press("The same questions again");
    assert!(!again.sees().contains("not worked on"));
}
