//! A live question of a mock interview: what was done stands, no answer is given away, and what leads on is the interview.

use super::choose;
use super::tests::{Candidate, index};
use crate::app::part::read::{groups, spoken};
use crate::app::part::{Group, Parts};
use crate::app::route::{Route, Seat};
use crate::app::{LessonMsg, Msg, Screen, navigate};
use crate::lesson::Level;

const ID: &str = "incidents-dark-zone";

/// The mock interview of a name, at the stage of this live question, once its incident has begun.
fn at_stage() -> Candidate {
    let names = (0..500).map(|number| format!("N{number}"));
    let asks = |name: &String| choose::mock(&index(), Level::Senior, name).contains(&ID.to_owned());
    let mut names = names.filter(asks);
    let seed = names.next().expect("one of them asks it");
    let mut candidate = Candidate::at(Seat::Mock {
        level: Level::Senior,
        seed,
        guides: false,
    });
    while candidate.asked() != ID {
        candidate.press("Not sure");
    }
    strike(&mut candidate);
    candidate
}

fn strike(candidate: &mut Candidate) {
    candidate.tell(Msg::Go(Route::Lesson(format!("interview/{ID}"))));
    candidate.tell(Msg::Lesson(LessonMsg::Next));
    candidate.tell(Msg::Lesson(LessonMsg::Do(0)));
}

/// Nobody does anything until the zone has power again.
fn wait(candidate: &mut Candidate) {
    candidate.tell(Msg::Speed(11));
    let is_done = |candidate: &Candidate| {
        let play = candidate.state.lesson.as_ref();
        play.is_some_and(|play| play.is_done())
    };
    for _ in 0..4000 {
        if is_done(candidate) {
            break;
        }
        candidate.tell(Msg::Tick(100.0));
    }
    assert!(is_done(candidate), "at {}", candidate.state.run.now());
}

/// What stands beside the stage and under it.
fn around(candidate: &Candidate) -> Vec<crate::app::part::Part> {
    let state = &candidate.state;
    Parts::of(|at| {
        state.above(at);
        state.inside(at);
        state.reach(at);
        crate::app::around::clock(&state.clock(), at);
    })
}

/// What takes something back, or leads to an answer.
const BACK: [&str; 7] = [
    "Undo the last action",
    "Back to the start",
    "Start this lesson again",
    "Do this step again",
    "Do the step before again",
    "Do the last step again",
    "To the result",
];

fn offers(candidate: &Candidate) -> Vec<&'static str> {
    let parts = around(candidate);
    let all = groups(&parts)
        .into_iter()
        .filter(|group| group.does.is_some());
    let named = |group: &Group| {
        let says = group.says.iter().map(|(_, words)| words.to_string());
        spoken(&group.parts) + &says.collect::<String>()
    };
    let all: Vec<String> = all.map(named).collect();
    let is_there = |words: &&&str| all.iter().any(|on| on.contains(**words));
    BACK.iter().filter(is_there).copied().collect()
}

#[test]
fn nothing_is_offered_that_takes_back_or_tells_and_the_foot_leads_to_the_interview() {
    let mut candidate = at_stage();
    for step in ["struck", "over"] {
        assert_eq!(offers(&candidate), Vec::<&str>::new(), "{step}");
        let told = spoken(&around(&candidate));
        // Above, at the foot, and, once it is over, in reach of a thumb.
        assert!(told.matches("Back to the interview").count() > 1, "{told}");
        assert!(
            told.contains("Question: ") && !told.to_lowercase().contains("lesson"),
            "{told}"
        );
        if step == "struck" {
            wait(&mut candidate);
        }
    }
    candidate.tell(Msg::Lesson(LessonMsg::Next));
    let told = spoken(&around(&candidate));
    assert!(
        !told.contains("Not won") && !told.contains("It is won when"),
        "{told}"
    );
    assert!(told.contains("The incident is over"), "{told}");
    assert_eq!(offers(&candidate), Vec::<&str>::new());
}

#[test]
fn nor_do_keys_and_the_timeline_take_anything_back() {
    let mut candidate = at_stage();
    candidate.tell(Msg::Act(
        "aws rds reboot-db-instance --db-instance-identifier orders".to_owned(),
    ));
    let (text, now) = (candidate.state.run.text(), candidate.state.run.now());
    for msg in [
        Msg::Undo,
        Msg::Restart,
        Msg::SeekTo(crate::sim::SimTime::START),
        Msg::Lesson(LessonMsg::StepAgain),
        Msg::Lesson(LessonMsg::StartAgain),
        Msg::Lesson(LessonMsg::Hint),
    ] {
        candidate.state.window.notice = None;
        candidate.tell(msg.clone());
        let state = &candidate.state;
        assert_eq!(
            (state.run.text(), state.run.now()),
            (text.clone(), now),
            "{msg:?}"
        );
        let notice = state.window.notice.as_ref();
        assert!(
            notice.is_some_and(|one| one.text.contains("nothing is taken back")),
            "{msg:?}"
        );
    }
    assert!(!candidate.state.timeline().seeks);
    assert!(navigate::title(&candidate.state).contains("Failover Lab"));
}

#[test]
fn whoever_practises_takes_back_what_they_like() {
    let mut candidate = Candidate::at(Seat::One(ID.to_owned()));
    strike(&mut candidate);
    let first = offers(&candidate);
    assert!(
        first.contains(&"Undo the last action") && first.contains(&"Do this step again"),
        "{first:?}"
    );
    wait(&mut candidate);
    assert!(offers(&candidate).contains(&"To the result"));
    candidate.tell(Msg::SeekTo(crate::sim::SimTime::START));
    assert_eq!(candidate.state.run.now(), crate::sim::SimTime::START);
}

#[test]
fn whoever_interviews_copies_the_link_of_the_candidate_who_sees_no_answer() {
    let mut interviewer = Candidate::at(Seat::Mock {
        level: Level::Senior,
        seed: "KYIV".to_owned(),
        guides: true,
    });
    interviewer.press("Copy it");
    let link = interviewer.copied.clone();
    let (level, seed) = (Level::Senior, "KYIV".to_owned());
    let guides = false;
    let candidates = Route::Interview(Seat::Mock {
        level,
        seed,
        guides,
    });
    assert_eq!(link, candidates.fragment());
    assert!(
        !Candidate::at(Seat::Mock {
            level,
            seed: "KYIV".to_owned(),
            guides
        })
        .sees()
        .contains("Rubric")
    );
}

#[test]
fn whoever_loads_the_page_anew_at_the_stage_is_in_the_interview_still_and_keeps_the_run() {
    let mut candidate = at_stage();
    candidate.tell(Msg::Act("aws rds describe-db-instances".to_owned()));
    candidate.tell(Msg::Leave);
    let text = candidate.state.run.text();
    let mut again = Candidate::with(&candidate.saved, Seat::List);
    again.state.interview = Default::default();
    again.tell(Msg::Go(Route::Lesson(format!("interview/{ID}"))));
    assert_eq!(again.state.window.screen, Screen::Interview);
    let seen = again.sees();
    assert!(
        seen.contains("Back to the stage") && seen.contains("Your run is kept"),
        "{seen}"
    );
    again.tell(Msg::Go(Route::Lesson(format!("interview/{ID}"))));
    assert_eq!(again.state.run.text(), text);
    assert!(again.state.is_examined());
    assert_eq!(offers(&again), [""; 0]);
    again.tell(Msg::Go(Route::Interview(Seat::One(ID.to_owned()))));
    assert!(!again.sees().contains("Your run is kept"));
    again.press("Not sure");
    // Answered, it is a question like any other.
    let mut later = Candidate::with(&again.saved, Seat::List);
    later.state.interview = Default::default();
    later.tell(Msg::Go(Route::Lesson(format!("interview/{ID}"))));
    assert_ne!(later.state.window.screen, Screen::Interview);
}
