//! A learner with a task: what was said first counts, and nobody hands in half of it unawares.

use crate::app::Msg;
use crate::app::class::ClassField;
use crate::app::class::tests::{Visitor, link_on};
use crate::app::interview::{InterviewMsg, Mock};
use crate::app::lesson::learner_tests::Learner;
use crate::app::lesson::{LessonMsg, Page, Said, steps};
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::app::route::{Route, Seat};
use crate::app::update::update;
use crate::lesson::hand_in::{Guess, read as read_code, replayed};

const LINK: &str = "#/task/lesson/01-multi-az?class=DB-26";

/// At the first step of the lesson that was set.
fn begins(link: &str) -> Visitor {
    let mut visitor = Visitor::at(link);
    visitor.writes(ClassField::Name, "Ada");
    visitor.follows("Begin");
    visitor.tell(Msg::Lesson(LessonMsg::Next));
    visitor
}

/// Goes on to the first step that asks something, and answers it so.
fn answers(visitor: &mut Visitor, choice: usize) {
    while play(visitor).unanswered().is_none() {
        visitor.tell(Msg::Lesson(LessonMsg::Next));
    }
    while let Some(question) = play(visitor).unanswered() {
        visitor.tell(Msg::Lesson(LessonMsg::Say(question, Said::Choice(choice))));
    }
}

fn play(visitor: &Visitor) -> &crate::app::lesson::LessonPlay {
    visitor.state.lesson.as_ref().expect("a lesson is on")
}

fn panel(visitor: &Visitor) -> String {
    let shown = visitor.state.guided(play(visitor));
    spoken(&Parts::of(|at| steps(&shown, at)))
}

fn step(visitor: &Visitor) -> usize {
    match play(visitor).page {
        Page::Step(place) => place,
        page => panic!("no step: {page:?}"),
    }
}

#[test]
fn what_was_said_first_is_handed_in_however_often_a_step_is_done_again() {
    let mut ada = begins(LINK);
    answers(&mut ada, 0);
    // Before anything is done, it can be said otherwise.
    ada.tell(Msg::Lesson(LessonMsg::Say(0, Said::Choice(2))));
    let step = step(&ada);
    let first = |visitor: &mut Visitor| {
        let code = visitor.hands_in();
        read_code(&code).expect("it was just written")
    };
    assert_eq!(first(&mut ada).guess(step, 0), Guess::Choice(2, None));
    let address = ada.task.clone().expect("it is kept");
    let back = format!("#/{address}");
    ada.goes(&back);
    let mut learner = Learner::with(ada.state.clone());
    learner.end_step().unwrap_or_else(|why| panic!("{why}"));
    ada.state = learner.state;
    ada.tell(Msg::Lesson(LessonMsg::StepAgain));
    ada.tell(Msg::Lesson(LessonMsg::Say(0, Said::Choice(1))));
    let seen = panel(&ada);
    assert!(
        seen.contains("You have answered this before: your first answer"),
        "{seen}"
    );
    ada.tell(Msg::Leave);
    ada.reloads(&back);
    let mut learner = Learner::with(ada.state.clone());
    learner.end_step().unwrap_or_else(|why| panic!("{why}"));
    ada.state = learner.state;
    let handed_in = first(&mut ada);
    assert_eq!(handed_in.guess(step, 0), Guess::Choice(2, None));
    let lesson = play(&ada).lesson.clone();
    let fared = replayed(&handed_in, Some(&lesson)).expect("it runs");
    let told = fared.notes.join("; ");
    assert!(
        told.contains("answered 1 question otherwise later"),
        "{told}"
    );
    // Nor does it help to begin anew.
    ada.goes(&back);
    ada.tell(Msg::Lesson(LessonMsg::StartAgain));
    ada.tell(Msg::Lesson(LessonMsg::Next));
    answers(&mut ada, 1);
    assert_eq!(first(&mut ada).guess(step, 0), Guess::Choice(2, None));
}

#[test]
fn nobody_hands_in_half_of_a_task_unawares_or_nothing() {
    let mut ada = Visitor::at(LINK);
    ada.writes(ClassField::Name, "Ada");
    ada.follows("Begin");
    let shown = |visitor: &Visitor| {
        let guided = visitor.state.guided(play(visitor));
        let parts = Parts::of(|at| steps(&guided, at));
        link_on(&parts, "Hand in").is_some()
    };
    assert!(!shown(&ada), "nothing was done");
    ada.tell(Msg::Lesson(LessonMsg::Next));
    answers(&mut ada, 0);
    let mut learner = Learner::with(ada.state.clone());
    learner.end_step().unwrap_or_else(|why| panic!("{why}"));
    ada.state = learner.state;
    assert!(shown(&ada));
    ada.goes("#/task/hand-in");
    let seen = ada.sees();
    assert!(seen.contains("still to come"), "{seen}");
}

/// All questions of it are asked; the live one is worked on at the stage.
fn is_asked_all(ada: &mut Visitor) {
    let asks = |mock: &Mock| mock.said.len() < mock.ids.len();
    while ada.state.interview.mock.as_ref().is_some_and(asks) {
        let asked = ada.state.interview.asked.clone();
        let asked = asked.expect("a question is asked");
        if asked.lesson().is_some_and(|one| !one.steps.is_empty()) {
            let stage = Route::Lesson(format!("interview/{}", asked.id));
            ada.tell(Msg::Go(stage));
            ada.tell(Msg::Lesson(LessonMsg::Next));
            ada.tell(Msg::Lesson(LessonMsg::Do(0)));
            ada.tell(Msg::Go(Route::Interview(Seat::One(asked.id))));
        }
        ada.tell(Msg::Interview(InterviewMsg::Reveal(false)));
    }
}

#[test]
fn half_a_mock_interview_is_not_handed_in_unawares_and_a_whole_one_says_nothing_of_steps() {
    let mut ada = Visitor::at("#/task/interview/senior");
    ada.writes(ClassField::Name, "Ada");
    ada.follows("Begin");
    is_asked_all(&mut ada);
    assert!(ada.state.lesson.is_some(), "it still stands on the stage");
    ada.tell(Msg::Interview(InterviewMsg::Judge(true)));
    ada.goes("#/task/hand-in");
    let half = ada.sees();
    assert!(half.contains("The interview is not over"), "{half}");
    assert!(!half.contains("still to come"), "{half}");
    ada.follows("Back to the task");
    while ada.state.interview.asked.is_some() {
        ada.tell(Msg::Interview(InterviewMsg::Judge(true)));
    }
    ada.goes("#/task/hand-in");
    let whole = ada.sees();
    assert!(whole.contains("Your code"), "{whole}");
    let warns = whole.contains("is not over") || whole.contains("still to come");
    assert!(!warns, "{whole}");
}

#[test]
fn where_a_prediction_is_wanted_not_to_know_is_not_offered_when_one_is_refused() {
    for (link, is_offered) in [
        (LINK.to_owned(), true),
        (format!("{LINK}&predict=must"), false),
    ] {
        let mut ada = begins(&link);
        while play(&ada).unanswered().is_none() {
            ada.tell(Msg::Lesson(LessonMsg::Next));
        }
        update(&mut ada.state, Msg::TogglePlay);
        let told = ada.state.window.notice.as_ref().expect("it is refused");
        assert!(
            told.text.contains("First say what you expect"),
            "{}",
            told.text
        );
        assert_eq!(
            told.text.contains("do not know"),
            is_offered,
            "{}",
            told.text
        );
    }
}
