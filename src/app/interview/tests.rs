//! What a candidate can do, step by step, and what is kept of it.

use crate::app::ask::Ask;
use crate::app::course::Listed;
use crate::app::interview::choose;
use crate::app::interview::known::InterviewMsg;
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
use std::path::Path;
use std::rc::Rc;

/// A candidate in front of the page, and what the browser and the reader do for it.
pub(super) struct Candidate {
    pub state: State,
    pub now: u64,
    pub saved: String,
    /// The fragment that was copied last.
    pub copied: String,
}

impl Candidate {
    pub fn at(seat: Seat) -> Candidate {
        Candidate::with("", seat)
    }

    /// One whose browser kept this.
    pub fn with(saved: &str, seat: Seat) -> Candidate {
        let kept = Some(saved).filter(|kept| !kept.is_empty());
        let mut candidate = Candidate {
            state: State::arriving(Theme::Auto, None, kept),
            now: 1_800_000_000,
            saved: saved.to_owned(),
            copied: String::new(),
        };
        candidate.tell(Msg::Go(Route::Interview(seat)));
        candidate
    }

    pub fn tell(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            self.carry_out(effect);
        }
    }

    pub fn ask(&mut self, msg: InterviewMsg) {
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
            Effect::CopyLink(link) => self.copied = link,
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
            .map_or(0, |one| one.beat);
        let seconds = self.now;
        self.ask(InterviewMsg::Now { ticket, seconds });
    }

    pub fn parts(&self) -> Vec<crate::app::part::Part> {
        let State {
            interview, course, ..
        } = &self.state;
        Parts::of(|at| super::front(interview, &course.progress, at))
    }

    pub fn sees(&self) -> String {
        spoken(&self.parts())
    }

    pub fn press(&mut self, words: &str) {
        let all = pressed(&self.parts());
        let found = all.iter().find(|(on, _)| on.contains(words));
        let (_, msg) = found.unwrap_or_else(|| panic!("no button {words} in {all:?}"));
        self.tell(msg.clone());
    }

    pub fn asked(&self) -> String {
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

pub(super) fn index() -> Index {
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
        assert_eq!(seen.contains("That was the last question"), place == 1);
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
    candidate.tell(Msg::Lesson(LessonMsg::Next));
    candidate.tell(Msg::Lesson(LessonMsg::Do(0)));
    candidate.tell(Msg::Go(Route::Interview(Seat::One(id))));
    let shown = candidate
        .state
        .interview
        .asked
        .clone()
        .expect("it is asked")
        .shown;
    assert!(shown.contains(&Some(false)), "nobody helped: {shown:?}");
    candidate.press("Sure");
    assert!(candidate.sees().contains("not in your run"));
}

/// Whoever comes back by the browser's own way is marked too, and the time goes on; what was done another time counts for nothing.
#[test]
fn a_live_question_of_a_mock_interview_is_marked_however_one_comes_back() {
    let seat = Seat::Mock {
        level: Level::Senior,
        seed: "KYIV".to_owned(),
        guides: false,
    };
    let mut candidate = Candidate::at(seat.clone());
    while !index()
        .entry(&candidate.asked())
        .is_some_and(|one| one.live)
    {
        candidate.press("Not sure");
    }
    let stage = Route::Lesson(format!("interview/{}", candidate.asked()));
    candidate.tell(Msg::Go(stage.clone()));
    candidate.tell(Msg::Lesson(LessonMsg::Next));
    let start = candidate.state.run.text();
    candidate.tell(Msg::Lesson(LessonMsg::Do(0)));
    assert_ne!(candidate.state.run.text(), start);
    candidate.tell(Msg::Go(Route::Interview(seat)));
    let asked = candidate
        .state
        .interview
        .asked
        .clone()
        .expect("it is asked");
    assert!(asked.shown.iter().any(Option::is_some), "{:?}", asked.shown);
    candidate.think(20);
    let before = candidate.state.interview.now;
    candidate.press("Not sure");
    let said = candidate
        .state
        .interview
        .mock
        .clone()
        .expect("it goes on")
        .said;
    assert!(
        said.last()
            .is_some_and(|said| said.seconds >= 20 && !said.shown.is_empty())
    );
    assert!(before > 0);
    // The same questions again: its incident has not begun.
    candidate.ask(InterviewMsg::Again);
    while !index()
        .entry(&candidate.asked())
        .is_some_and(|one| one.live)
    {
        candidate.press("Not sure");
    }
    candidate.tell(Msg::Go(stage));
    assert_eq!(candidate.state.run.text(), start);
}

#[test]
fn without_a_reader_a_question_says_so_and_can_be_asked_again() {
    let mut state = State::arriving(Theme::Auto, None, None);
    let seat = || Msg::Go(Route::Interview(Seat::One("x".to_owned())));
    update(&mut state, seat());
    update(&mut state, Msg::Lesson(LessonMsg::NoReader));
    let failed = |state: &State| {
        state
            .interview
            .asked
            .as_ref()
            .is_some_and(|one| one.has_failed())
    };
    assert!(failed(&state));
    update(&mut state, seat());
    assert!(!failed(&state));
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

#[test]
fn nothing_is_asked_of_whoever_left() {
    let mut candidate = Candidate::at(Seat::One("incidents-dropped-table".to_owned()));
    candidate.tell(Msg::Go(Route::Home));
    let ticket = candidate
        .state
        .interview
        .asked
        .as_ref()
        .map_or(0, |one| one.beat);
    let State {
        interview, course, ..
    } = &mut candidate.state;
    let now = InterviewMsg::Now { ticket, seconds: 5 };
    let asks = super::react(interview, &course.progress, &mut 0, Screen::Home, now);
    let wakes = |ask: &Ask| matches!(ask, Ask::Do(Effect::TellTime { .. }));
    assert!(!asks.iter().any(wakes));
}
