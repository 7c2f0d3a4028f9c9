//! What a candidate can do, step by step, and what is kept of it.

use crate::app::ask::Ask;
use crate::app::course::Listed;
use crate::app::interview::answers::{Answer, known};
use crate::app::interview::choose;
use crate::app::interview::known::InterviewMsg;
use crate::app::interview::memory::Memory;
use crate::app::lesson::NoLesson;
use crate::app::part::Parts;
use crate::app::part::read::{pressed, spoken};
use crate::app::reader::{Answer as Read, Task};
use crate::app::route::{Route, Seat};
use crate::app::state::State;
use crate::app::update::update;
use crate::app::window::{Screen, Theme};
use crate::app::{Effect, LessonMsg, Msg};
use crate::lesson::{Index, Level, read};
use proptest::prelude::*;
use std::path::Path;
use std::rc::Rc;

/// A candidate in front of the page, and what the browser and the reader do for it.
struct Candidate {
    state: State,
    now: u64,
    saved: String,
}

impl Candidate {
    fn at(seat: Seat) -> Candidate {
        Candidate::with("", seat)
    }

    /// One whose browser kept this.
    fn with(saved: &str, seat: Seat) -> Candidate {
        let kept = Some(saved).filter(|kept| !kept.is_empty());
        let mut candidate = Candidate {
            state: State::arriving(Theme::Auto, None, kept),
            now: 1_800_000_000,
            saved: saved.to_owned(),
        };
        candidate.tell(Msg::Go(Route::Interview(seat)));
        candidate
    }

    fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            self.carry_out(effect);
        }
    }

    fn ask(&mut self, msg: InterviewMsg) {
        self.tell(Msg::Interview(msg));
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::FetchQuestions => {
                let list = include_str!("../../../lessons/interview.json").to_owned();
                self.ask(InterviewMsg::Listed(Ok(list)));
            }
            Effect::FetchLesson { ticket, address } => {
                let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(address);
                let text = std::fs::read_to_string(file).map_err(|_| NoLesson::Missing);
                self.tell(Msg::Lesson(LessonMsg::Came { ticket, text }));
            }
            Effect::AskReader { ticket, ask, text } => {
                assert_eq!(ask, Task::Read);
                let answer = match read(&text) {
                    Ok(lesson) => Read {
                        ticket,
                        lesson: Some(lesson),
                        ..Read::default()
                    },
                    Err(mistakes) => Read {
                        ticket,
                        mistakes,
                        ..Read::default()
                    },
                };
                self.tell(Msg::Lesson(LessonMsg::Answered(Rc::new(answer))));
            }
            // Time does not pass by itself.
            Effect::TellTime {
                ticket,
                after_ms: 0,
            } => {
                let seconds = self.now;
                self.ask(InterviewMsg::Now { ticket, seconds });
            }
            Effect::SaveProgress(text) => self.saved = text,
            _ => {}
        }
    }

    fn think(&mut self, seconds: u64) {
        self.now += seconds;
        let ticket = self
            .state
            .interview
            .asked
            .as_ref()
            .map_or(0, |one| one.ticket);
        let seconds = self.now;
        self.ask(InterviewMsg::Now { ticket, seconds });
    }

    fn parts(&self) -> Vec<crate::app::part::Part> {
        let State {
            interview, course, ..
        } = &self.state;
        Parts::of(|at| super::front(interview, &course.progress, at))
    }

    fn sees(&self) -> String {
        spoken(&self.parts())
    }

    fn press(&mut self, words: &str) {
        let all = pressed(&self.parts());
        let found = all.iter().find(|(on, _)| on.contains(words));
        let (_, msg) = found.unwrap_or_else(|| panic!("no button {words} in {all:?}"));
        self.tell(msg.clone());
    }

    fn asked(&self) -> String {
        let asked = self.state.interview.asked.as_ref();
        asked.expect("a question is asked").id.clone()
    }
}

/// The question that is asked.
fn title(candidate: &Candidate) -> String {
    let asked = candidate.state.interview.asked.as_ref();
    let lesson = asked.and_then(|asked| asked.lesson());
    lesson.expect("a question is asked").front.title.clone()
}

fn index() -> Index {
    Index::parse(include_str!("../../../lessons/interview.json")).expect("it is a list")
}

#[test]
fn the_answer_is_hidden_until_the_candidate_has_said_how_sure_they_are() {
    let mut candidate = Candidate::at(Seat::One("incidents-dropped-table".to_owned()));
    assert_eq!(candidate.state.window.screen, Screen::Interview);
    let before = candidate.sees();
    assert!(before.contains("dropped the table"), "{before}");
    assert!(!before.contains("A weak answer"), "{before}");
    candidate.think(65);
    assert!(candidate.sees().contains("1:05"), "{}", candidate.sees());
    candidate.press("Not sure");
    let after = candidate.sees();
    assert!(after.contains("A weak answer") && after.contains("You were not sure, after 1:05"));
    candidate.ask(InterviewMsg::Mark(1));
    assert!(candidate.sees().contains("1 of 4 points"));
    candidate.press("I had it");
    let line = "1800000065 incidents-dropped-table unsure had 0100";
    assert_eq!(candidate.state.course.progress.answers, [line]);
    assert!(candidate.saved.contains(line), "{}", candidate.saved);
}

#[test]
fn what_was_missed_comes_again_in_ten_minutes_with_other_figures() {
    let mut candidate = Candidate::at(Seat::One("incidents-dropped-table".to_owned()));
    candidate.press("Sure");
    candidate.press("I missed it");
    assert_ne!(candidate.asked(), "incidents-dropped-table");
    candidate.tell(Msg::Go(Route::Interview(Seat::List)));
    assert!(candidate.sees().contains("Sure, and missed"));
    candidate.now += 601;
    candidate.tell(Msg::Go(Route::Interview(Seat::List)));
    candidate.press("Ask me");
    assert_eq!(candidate.asked(), "incidents-dropped-table");
    let again = candidate.sees();
    assert!(again.contains("forty minutes ago"), "{again}");
}

#[test]
fn a_mock_interview_is_chosen_by_its_name_and_ends_with_a_sheet() {
    let seat = |guides| Seat::Mock {
        level: Level::Senior,
        seed: "KYIV".to_owned(),
        guides,
    };
    let mut candidate = Candidate::at(seat(false));
    let ids = candidate
        .state
        .interview
        .mock
        .clone()
        .expect("it has begun")
        .ids;
    assert_eq!(ids, choose::mock(&index(), Level::Senior, "KYIV"));
    assert_ne!(ids, choose::mock(&index(), Level::Senior, "OSLO"));
    let live = |id: &&String| index().entry(id).is_some_and(|entry| entry.live);
    assert_eq!(ids.iter().filter(live).count(), 1, "{ids:?}");
    let mut interviewer = Candidate::at(seat(true));
    for place in 1..=choose::ASKED {
        let of = format!("Question {place} of {}", choose::ASKED);
        assert!(candidate.sees().contains(&of), "{}", candidate.sees());
        let seen = interviewer.sees();
        assert!(seen.contains(&of) && seen.contains("A strong answer") && seen.contains("Rubric"));
        // Both have it in the same figures, whatever the candidate has answered before.
        assert_eq!(title(&candidate), title(&interviewer));
        candidate.think(30);
        candidate.press(if place == 2 { "Sure" } else { "Not sure" });
        if place < choose::ASKED {
            assert!(!candidate.sees().contains("A strong answer"));
            interviewer.press("The next question");
            // A reload goes on where it was.
            candidate = Candidate::with(&candidate.saved, seat(false));
        }
    }
    for place in 1..=choose::ASKED {
        let of = format!("Answer {place} of {}", choose::ASKED);
        let seen = candidate.sees();
        assert!(
            seen.contains(&of) && seen.contains("A strong answer"),
            "{seen}"
        );
        assert!(seen.contains("after 0:30"), "{seen}");
        candidate.press(if place == 2 {
            "I missed it"
        } else {
            "I had it"
        });
        candidate = Candidate::with(&candidate.saved, seat(false));
    }
    let sheet = candidate.sees();
    assert!(
        sheet.contains("5 of 6 had") && sheet.contains("3:00 in all"),
        "{sheet}"
    );
    let (first, rest) = sheet.split_once("1. ").expect("the questions are numbered");
    let missed = index().entry(&ids[1]).expect("it is listed").title.clone();
    let plain = missed.replace('`', "");
    assert!(
        first.contains("Sure, and missed") && first.contains(&plain),
        "{first}"
    );
    assert!(rest.contains("Missed it, sure; 0 of"), "{rest}");
    assert_eq!(candidate.state.course.progress.answers.len(), choose::ASKED);
}

#[test]
fn a_live_question_is_marked_by_what_was_done() {
    let id = "incidents-dark-zone".to_owned();
    let mut candidate = Candidate::at(Seat::One(id.clone()));
    candidate.tell(Msg::Go(Route::Lesson(format!("interview/{id}"))));
    assert_eq!(candidate.state.window.screen, Screen::Lab);
    candidate.tell(Msg::Go(Route::Interview(Seat::One(id))));
    let shown = candidate
        .state
        .interview
        .asked
        .clone()
        .expect("it is asked")
        .shown;
    assert!(shown.contains(&Some(false)), "nothing was done: {shown:?}");
    candidate.press("Sure");
    assert!(candidate.sees().contains("not in your run"));
}

#[test]
fn a_list_or_a_question_that_does_not_come_is_told() {
    let mut candidate = Candidate::at(Seat::One("no-such-question".to_owned()));
    assert!(candidate.sees().contains("cannot be asked"));
    candidate.tell(Msg::Go(Route::Interview(Seat::List)));
    candidate.state.interview.index = Listed::Asked;
    candidate.ask(InterviewMsg::Listed(Err("no answer came".to_owned())));
    assert!(candidate.sees().contains("no answer came"));
    // A lesson of the course is no question.
    let mut candidate = Candidate::at(Seat::One("x".to_owned()));
    let lesson = read(include_str!("../../../lessons/en/01-multi-az.md")).ok();
    let ticket = candidate
        .state
        .interview
        .asked
        .as_ref()
        .map_or(0, |one| one.ticket);
    if let Some(asked) = &mut candidate.state.interview.asked {
        asked.arrived = super::Arrived::NotYet;
    }
    candidate.tell(Msg::Lesson(LessonMsg::Answered(Rc::new(Read {
        ticket,
        lesson,
        ..Read::default()
    }))));
    assert!(candidate.sees().contains("no question of an interview"));
}

/// Twelve questions with eight answers each, as py-fsrs 6.3.2 scheduled them: learning and relearning in one step of ten minutes,
/// no fuzz. Each line: time, answer, stability, difficulty, due.
#[test]
fn the_schedule_is_that_of_py_fsrs() {
    let mut compared = 0;
    for question in include_str!("../../../tests/interview/py-fsrs.txt").split("\n\n") {
        let mut memory: Option<Memory> = None;
        for line in question.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let number = |place: usize| words[place].parse::<f64>().expect("it is a number");
            let (at, had) = (number(0) as u64, words[1] == "had");
            let next = match memory {
                None => Memory::first(had, at),
                Some(memory) => memory.again(had, at),
            };
            let near = |value: f64, told: f64| (value - told).abs() <= 1e-6 * told.max(1.0);
            assert!(near(next.stability(), number(2)), "{line}: {next:?}");
            assert!(near(next.difficulty(), number(3)), "{line}: {next:?}");
            assert_eq!(next.due, number(4) as u64, "{line}");
            memory = Some(next);
            compared += 1;
        }
    }
    assert_eq!(compared, 96);
}

proptest! {
    #[test]
    fn an_answer_comes_back_from_its_line_and_no_line_breaks_the_page(
        at in 0_u64..4_000_000_000,
        sure: bool,
        had: bool,
        marks in proptest::collection::vec(any::<bool>(), 3..=6),
        other in "\\PC{0,60}",
    ) {
        let answer = Answer { at, id: "a-question".to_owned(), sure, had, marks };
        prop_assert_eq!(Answer::parse(&answer.line()), Some(answer.clone()));
        Answer::parse(&other);
        let lines = [other, answer.line()];
        prop_assert!(known(&lines, "a-question").is_some_and(|known| known.last == answer));
    }

    /// Whoever has it each time is asked less and less often; whoever misses it, at once.
    #[test]
    fn what_is_known_rests_and_what_was_missed_does_not(times in 1_usize..12) {
        let mut memory = Memory::first(true, 0);
        let mut rest = memory.due;
        for _ in 1..times {
            let at = memory.due;
            memory = memory.again(true, at);
            prop_assert!(memory.due - at >= rest);
            rest = memory.due - at;
        }
        let at = memory.due;
        prop_assert_eq!(memory.again(false, at).due, at + 600);
    }
}

#[test]
fn nothing_is_asked_of_whoever_left() {
    let mut candidate = Candidate::at(Seat::One("incidents-dropped-table".to_owned()));
    candidate.tell(Msg::Go(Route::Home));
    let ticket = candidate
        .state
        .interview
        .asked
        .as_ref()
        .map_or(0, |one| one.ticket);
    let State {
        interview, course, ..
    } = &mut candidate.state;
    let now = InterviewMsg::Now { ticket, seconds: 5 };
    let asks = super::react(interview, &course.progress, &mut 0, Screen::Home, now);
    let wakes = |ask: &Ask| matches!(ask, Ask::Do(Effect::TellTime { .. }));
    assert!(!asks.iter().any(wakes));
}
