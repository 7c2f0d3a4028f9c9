//! Somebody who presses whatever there is.

use crate::app::author::{AuthorMsg, Idle};
use crate::app::course::CourseMsg;
use crate::app::drawn::Drawn;
use crate::app::effect::Effect;
use crate::app::game::GameMsg;
use crate::app::lesson::{LessonPlay, NoLesson, Said};
use crate::app::look::look;
use crate::app::reader::{Answer, Task};
use crate::app::restore::{self, RestoreMsg, Source};
use crate::app::route::{Route, Seat};
use crate::app::state::State;
use crate::app::thing::Thing;
use crate::app::tour::{HowMany, When};
use crate::app::update::update;
use crate::app::window::{Menu, Tab, Theme};
use crate::app::{LessonMsg, Msg, TerminalMsg, TourMsg, starts};
use crate::lesson::{GameLevel, read};
use crate::sim::SimTime;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::rc::Rc;

const LESSONS: [(&str, &str); 3] = [
    (
        "01-multi-az",
        include_str!("../../lessons/en/01-multi-az.md"),
    ),
    (
        "03-bad-delete",
        include_str!("../../lessons/en/03-bad-delete.md"),
    ),
    (
        "10-game-day",
        include_str!("../../lessons/en/10-game-day.md"),
    ),
];

struct Walk {
    state: State,
    rng: TestRng,
    learns: bool,
    /// What the browser has yet to answer.
    coming: Vec<Msg>,
}

impl Walk {
    fn new(seed: [u8; 32]) -> Walk {
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
        Walk {
            state: State::first_visit(Theme::Auto),
            rng,
            learns: seed[0] < 128,
            coming: Vec::new(),
        }
    }

    fn below(&mut self, end: usize) -> usize {
        (self.rng.next_u32() as usize) % end.max(1)
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        let place = self.below(all.len());
        all.get(place).cloned()
    }

    /// One message more; tells the effects.
    fn step(&mut self) -> (Msg, Vec<Effect>) {
        let msg = match self.coming.pop() {
            Some(msg) => msg,
            None => self.pressed(),
        };
        let effects = update(&mut self.state, msg.clone());
        let answers: Vec<Msg> = effects.iter().filter_map(answer).collect();
        self.coming.extend(answers);
        (msg, effects)
    }

    fn pressed(&mut self) -> Msg {
        if self.learns && self.state.lesson.is_some() && self.below(40) > 0 {
            return self.learner();
        }
        match self.below(20) {
            0..=7 => Msg::Tick([16.0, 33.0, 100.0][self.below(3)]),
            8 => self.of_clock(),
            9..=10 => self.line(),
            11 => self.of_window(),
            12 => self.of_runs(),
            13 => self.of_tour(),
            14 if self.below(3) == 0 => self.place(),
            14..=17 => self.of_lesson(),
            _ => self.of_game(),
        }
    }

    /// Somebody who wants to come to the end of a lesson.
    fn learner(&mut self) -> Msg {
        let play = self.state.lesson.as_ref();
        if let Some(question) = play.and_then(LessonPlay::unanswered) {
            return Msg::Lesson(LessonMsg::Say(question, Said::Choice(0)));
        }
        match self.below(24) {
            0 => Msg::Lesson(LessonMsg::FastForward),
            1..=2 => Msg::Lesson(LessonMsg::Do(self.below(3))),
            3 => Msg::Lesson(LessonMsg::Next),
            _ => Msg::Tick(100.0),
        }
    }

    fn of_clock(&mut self) -> Msg {
        let ahead = self.below(4000) as i64 * 1000;
        let now = self.state.run.now().ms();
        match self.below(12) {
            0..=3 => Msg::TogglePlay,
            4 => Msg::StepForward,
            5 => Msg::Speed(self.below(14)),
            6 => Msg::Faster(if self.below(2) == 0 { 1 } else { -1 }),
            7 => Msg::ToggleAuto,
            8 => Msg::SeekTo(SimTime::from_ms(now + ahead - 1_000_000)),
            9 => Msg::TogglePauses,
            10 => Msg::Undo,
            _ => Msg::Restart,
        }
    }

    fn line(&mut self) -> Msg {
        let calm = Rc::clone(&self.state.drawn.calm);
        let operations = calm.operations.iter().map(|(one, _)| one.line.clone());
        let ways = calm.ways.iter().filter_map(|(way, _)| way.line.clone());
        let offers = self.state.drawn.guide.offers.iter();
        let is_drawn = self.state.tour.is_none();
        let mut lines: Vec<String> = operations.chain(ways).filter(|_| is_drawn).collect();
        if self.state.lesson.is_some() {
            lines.extend(offers.map(|offer| offer.line.clone()));
        }
        for line in [
            "fault inject instance-crash orders",
            "fault inject az-outage us-east-1a --for 45m",
            "fault inject bad-write orders",
            "aws rds describe-db-instances",
            "aws rds reboot-db-instance --db-instance-identifier orders",
            "aws rds modify-db-instance --db-instance-identifier orders --new-db-instance-identifier orders-old --apply-immediately",
            "app stop shop",
            "goal rto 9h",
            "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot",
            "nonsense",
        ] {
            lines.push(line.to_owned());
        }
        let line = self.one_of(&lines).expect("there are some");
        match self.below(3) {
            0 => Msg::Act(line),
            1 => {
                self.coming.push(Msg::Terminal(TerminalMsg::Submit));
                Msg::Terminal(TerminalMsg::Input(line))
            }
            _ => Msg::Act(line),
        }
    }

    fn of_window(&mut self) -> Msg {
        let view = Rc::clone(&self.state.drawn.frame);
        let mut things: Vec<Thing> = view.databases.iter().map(Thing::database).collect();
        things.extend(view.apps.iter().map(|app| Thing::App(app.name.clone())));
        let thing = self.one_of(&things);
        let source = view.archives.first().map(Source::of);
        let moments = [
            RestoreMsg::Close,
            RestoreMsg::Pick(restore::When::Before(1)),
            RestoreMsg::Slide(self.below(200_000) as i64),
            RestoreMsg::Type("12:00:07".to_owned()),
        ];
        let moment = self.one_of(&moments).unwrap_or(RestoreMsg::Close);
        match (self.below(19), thing) {
            (0..=1, Some(thing)) => Msg::Select(thing),
            (2, Some(thing)) => Msg::OpenMenu(Menu::Faults(thing)),
            (3, _) => Msg::OpenMenu(Menu::Runs),
            (4, _) => Msg::CloseMenus,
            (5, _) => Msg::Open(Tab::LESSON[self.below(Tab::LESSON.len())]),
            (6, _) => Msg::MoveTab(1),
            (7, _) => Msg::MoveTab(-1),
            (8, _) => Msg::ToggleHelp,
            (9, _) => Msg::ToPrompt,
            (10, _) => Msg::Terminal(TerminalMsg::History(-1)),
            (11, _) => Msg::Terminal(TerminalMsg::Edit("aws".to_owned())),
            (12, _) => Msg::Incident(self.below(3)),
            (13, _) => Msg::DismissNotice,
            (14..=15, _) => match source {
                Some(source) => Msg::Restore(RestoreMsg::Open(source)),
                None => Msg::Restore(RestoreMsg::Close),
            },
            (16..=17, _) => Msg::Restore(moment),
            _ => Msg::Confirm,
        }
    }

    fn of_runs(&mut self) -> Msg {
        let text = starts::ALL[self.below(starts::ALL.len())].transcript("OSLO");
        match self.below(14) {
            0 => Msg::Start(starts::ALL[self.below(starts::ALL.len())].name),
            1 => Msg::EmptySandbox,
            2 => Msg::OpenTranscript {
                text,
                from: "the link",
            },
            3 => Msg::OpenTranscript {
                text: "seed".to_owned(),
                from: "the link",
            },
            4 => Msg::OpenBranch(self.below(2)),
            5 => Msg::NextSeed,
            6 => Msg::Share,
            7 => Msg::Leave,
            8 => Msg::Goal {
                name: "rto",
                value: "2m".to_owned(),
            },
            9 => Msg::Goal {
                name: "rto",
                value: "soon".to_owned(),
            },
            10 => Msg::Copied,
            11 => Msg::Undo,
            12 => Msg::Course(CourseMsg::Forget),
            _ => Msg::WhyNot("so".to_owned()),
        }
    }

    fn of_tour(&mut self) -> Msg {
        if self.state.tour.is_none() && self.below(8) > 0 {
            return Msg::Tick(100.0);
        }
        let step = match self.state.tour {
            Some(_) => self.below(9),
            None => self.below(3),
        };
        Msg::Tour(match step {
            0 => TourMsg::Begin,
            1 => TourMsg::SameSeedSingleAz,
            2 => TourMsg::Repair,
            3..=4 => TourMsg::CutPower,
            5 => TourMsg::Delete,
            6 => TourMsg::When(When::OneOrTwoMinutes),
            7 => TourMsg::ToQuestion,
            _ => TourMsg::Lost(HowMany::Some),
        })
    }

    fn place(&mut self) -> Msg {
        let (id, text) = LESSONS[self.below(3)];
        match self.below(14) {
            0 => Msg::Go(Route::Home),
            1 => Msg::Go(Route::Start),
            2 => Msg::Go(Route::Tour),
            3 => Msg::Go(Route::Sandbox),
            4..=6 => Msg::Go(Route::Lesson(id.to_owned())),
            7 => Msg::Go(Route::GameDay),
            8 => Msg::Go(Route::Game {
                level: GameLevel::WarmUp,
                seed: "OSLO".to_owned(),
                design: None,
            }),
            9 => Msg::Go(Route::Author),
            10 => Msg::Go(Route::Run(
                starts::ALL[1].transcript("LIMA"),
                Box::default(),
            )),
            11 => Msg::Go(Route::Interview(Seat::List)),
            12 => Msg::Go(Route::Map(None)),
            _ => Msg::Course(CourseMsg::File {
                text: text.to_owned(),
                from: "the file",
            }),
        }
    }

    fn of_lesson(&mut self) -> Msg {
        if self.state.lesson.is_none() && self.below(8) > 0 {
            return Msg::Tick(33.0);
        }
        Msg::Lesson(match self.below(24) {
            0..=5 => LessonMsg::Next,
            6..=10 => LessonMsg::Say(self.below(2), Said::Choice(self.below(3))),
            11..=15 if self.state.lesson.is_some() => LessonMsg::Do(self.below(3)),
            16 => LessonMsg::Hint,
            17..=20 => LessonMsg::FastForward,
            21 => match self.below(3) {
                0 => LessonMsg::StartAgain,
                1 => LessonMsg::OtherLuck,
                _ => LessonMsg::AskToStartAgain(true),
            },
            22 if self.below(4) == 0 => LessonMsg::ToSandbox,
            _ => LessonMsg::FastForward,
        })
    }

    fn of_game(&mut self) -> Msg {
        if self.state.game.is_none() && self.below(8) > 0 {
            return Msg::Tick(100.0);
        }
        Msg::Game(match self.below(16) {
            0 => GameMsg::Start,
            1 => GameMsg::FromLesson,
            2..=4 => GameMsg::Haste(5),
            5 => GameMsg::CloseBanner,
            6 => GameMsg::GiveUp(true),
            7 if self.below(6) == 0 => GameMsg::Yield,
            8 => GameMsg::Verdict(0),
            9 => GameMsg::ShareRun,
            10 => GameMsg::Again,
            11 => GameMsg::OtherDesign,
            12 => GameMsg::ToSandbox,
            13 => GameMsg::Dice,
            14 => GameMsg::MultiAz(true),
            _ => GameMsg::Haste(4),
        })
    }
}

/// What the browser answers to an effect.
fn answer(effect: &Effect) -> Option<Msg> {
    match effect {
        Effect::FetchLesson { ticket, address } => {
            let text = LESSONS.iter().find(|(id, _)| address.contains(id));
            let text = text.map(|(_, text)| (*text).to_owned());
            Some(Msg::Lesson(LessonMsg::Came {
                ticket: *ticket,
                text: text.ok_or(NoLesson::Missing),
            }))
        }
        Effect::LoadDraft { ticket } => Some(Msg::Lesson(LessonMsg::Came {
            ticket: *ticket,
            text: Err(NoLesson::NoDraft),
        })),
        Effect::Later { ticket, .. } => Some(Msg::Author(AuthorMsg::Idle {
            ticket: *ticket,
            ask: Idle::Read,
        })),
        Effect::AskReader { ticket, ask, text } => {
            let mut answer = Answer {
                ticket: *ticket,
                ..Answer::default()
            };
            match (ask, read(text)) {
                (Task::Example, _) => answer.text = LESSONS[0].1.to_owned(),
                (_, Ok(lesson)) => answer.lesson = Some(lesson),
                (_, Err(mistakes)) => answer.mistakes = mistakes,
            }
            Some(Msg::Lesson(LessonMsg::Answered(Rc::new(answer))))
        }
        _ => None,
    }
}

/// What must not depend on how often somebody looks.
fn come_to(state: &State) -> impl PartialEq + std::fmt::Debug {
    let play = state.lesson.clone();
    let run = (state.run.text(), state.run.now());
    let clock = (
        state.clock.clone(),
        state.window.clone(),
        state.picker.clone(),
    );
    (run, clock, play, state.course.clone(), state.game.clone())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Drawing ends no step and wins no lesson: it changes nothing at all.
    #[test]
    fn to_look_twice_shows_the_same_and_changes_nothing(seed in any::<[u8; 32]>()) {
        let mut walk = Walk::new(seed);
        let mut other = State::first_visit(Theme::Auto);
        for _ in 0..300 {
            let (msg, effects) = walk.step();
            prop_assert_eq!(update(&mut other, msg), effects);
            let seen = look(&other, false);
            // When panels are drawn next does not depend on it either.
            other.drawn = Drawn {
                calm_age_ms: other.drawn.calm_age_ms,
                ..seen.clone()
            };
            // What was foreseen before is so still.
            other.drawn.guide.of = None;
            let mut again = look(&other, false);
            // Who looks later sees further.
            again.guide.goes_on_until = seen.guide.goes_on_until.filter(|_| again.guide.goes_on);
            prop_assert_eq!(again, seen.clone());
            other.drawn.guide = seen.guide;
            prop_assert_eq!(come_to(&other), come_to(&walk.state));
        }
    }
}
