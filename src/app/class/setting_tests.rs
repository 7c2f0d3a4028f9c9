//! A lesson as its link sets it.

use crate::app::Msg;
use crate::app::class::tests::Visitor;
use crate::app::lesson::learner_tests::{Learner, lessons};
use crate::app::lesson::{LessonMsg, LessonPlay, Page, steps};
use crate::app::part::Parts;
use crate::app::part::read::spoken;
use crate::app::route::Route;
use proptest::prelude::proptest;

fn play(visitor: &Visitor) -> &LessonPlay {
    visitor.state.lesson.as_ref().expect("a lesson is on")
}

fn panel(visitor: &Visitor) -> String {
    let shown = visitor.state.guided(play(visitor));
    spoken(&Parts::of(|at| steps(&shown, at)))
}

/// Plays the lesson that stands there to its end, by what it offers.
fn finish(mut visitor: Visitor) -> Visitor {
    let mut learner = Learner::with(visitor.state);
    if learner.play().page == Page::Introduction {
        learner.press(Msg::Lesson(LessonMsg::Next));
    }
    while learner.play().page != Page::Result {
        learner.answer();
        learner.end_step().unwrap_or_else(|why| panic!("{why}"));
    }
    learner.wait_for_the_end();
    visitor.state = learner.state;
    visitor
}

#[test]
fn a_link_leads_to_any_step_of_any_lesson_and_its_last_can_be_ended() {
    for (id, _) in lessons() {
        let count = play(&Visitor::at(&format!("#/lesson/{id}")))
            .lesson
            .steps
            .len();
        let game = play(&Visitor::at(&format!("#/lesson/{id}")))
            .lesson
            .front
            .game;
        for step in 1..=count {
            let visitor = Visitor::at(&format!("#/lesson/{id}?step={step}"));
            let shown = play(&visitor);
            if game.is_some() {
                assert_eq!(shown.page, Page::Introduction, "{id}");
                continue;
            }
            assert_eq!(shown.page, Page::Step(step - 1), "{id}");
            assert_eq!(shown.play.done, step - 1, "{id}");
            // What the solution does later is the learner's to do.
            assert!(!visitor.state.run.has_lines_ahead(), "{id}");
            if step == count {
                let done = finish(visitor);
                assert!(play(&done).won, "{id}: {:?}", play(&done).missing);
            }
        }
    }
}

#[test]
fn a_link_sets_luck_goals_and_numbers_and_says_so() {
    let link = "#/lesson/01-multi-az?seed=KYIV&rto=5m&number=failover.detection:30s&step=2";
    let visitor = Visitor::at(link);
    assert_eq!(visitor.state.run.seed(), "KYIV");
    let lesson = &play(&visitor).lesson;
    assert_eq!(lesson.front.goals.rto.as_deref(), Some("5m"));
    let text = visitor.state.run.text();
    assert!(
        text.contains("given number failover.detection 30s"),
        "{text}"
    );
    assert!(text.contains("goal rto 5m"), "{text}");
    let seen = panel(&visitor);
    for told in [
        "seed KYIV",
        "RTO 5m",
        "failover.detection of 30s",
        "does not count",
    ] {
        assert!(seen.contains(told), "{told}: {seen}");
    }
    assert!(!seen.contains("not heeded"), "{seen}");
    // What is done there is kept under the link, and nowhere else.
    let route = Route::parse(link).fragment();
    let mut learner = Learner::with(visitor.state);
    learner.answer();
    learner.end_step().unwrap_or_else(|why| panic!("{why}"));
    let progress = &learner.state.course.progress;
    assert!(progress.place(&route).is_some());
    assert!(progress.place("/lesson/01-multi-az").is_none());
}

#[test]
fn what_a_link_sets_in_vain_is_told() {
    let link = "#/lesson/01-multi-az?sead=KYIV&seed=a%20b&rto=soon&step=40&number=failover.detektion:30s&predict=must&hints=of";
    let visitor = Visitor::at(link);
    let seen = panel(&visitor);
    for told in [
        "sead=KYIV: no setting",
        "seed=a b: a seed has",
        "rto=soon:",
        "step=40: the lesson has fewer steps",
        "number=failover.detektion:30s:",
        "predict=must:",
        "hints=of: write hints=off",
    ] {
        assert!(seen.contains(told), "{told}: {seen}");
    }
    assert_eq!(play(&visitor).page, Page::Introduction);
    let own = Visitor::at("#/lesson/01-multi-az");
    assert_eq!(visitor.state.run.text(), own.state.run.text());
    assert!(!panel(&own).contains("link"));
}

#[test]
fn other_luck_counts_in_the_course_and_other_figures_do_not() {
    for (set, counts) in [("seed=KYIV", true), ("seed=KYIV&rto=1h", false)] {
        let link = format!("#/lesson/01-multi-az?{set}");
        let visitor = finish(Visitor::at(&link));
        assert!(play(&visitor).won);
        let progress = &visitor.state.course.progress;
        assert_eq!(
            progress.lessons.contains_key("01-multi-az"),
            counts,
            "{set}"
        );
        assert!(progress.places.is_empty(), "{:?}", progress.places);
    }
}

proptest! {
    #[test]
    fn no_setting_breaks_the_page(set in "\\PC{0,60}", key in "(seed|rto|rpo|step|number|only|hints)", value in "[-0-9a-z:%. ]{0,20}") {
        Visitor::at(&format!("#/lesson/01-multi-az?{set}"));
        Visitor::at(&format!("#/lesson/01-multi-az?{key}={value}"));
    }
}

#[test]
fn whoever_begins_anew_is_told_no_step_and_no_seed_of_the_link() {
    let mut visitor = Visitor::at("#/lesson/01-multi-az?seed=KYIV&step=3");
    assert!(panel(&visitor).contains("step 3 first, seed KYIV"));
    visitor.tell(Msg::Lesson(LessonMsg::OtherLuck));
    let seed = visitor.state.run.seed().to_owned();
    let told = panel(&visitor);
    assert!(told.contains(&format!("seed {seed}")), "{told}");
    assert!(!told.contains("step 3") && !told.contains("KYIV"), "{told}");
    assert!(!told.contains("does not count"), "{told}");
}
