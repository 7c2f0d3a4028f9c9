//! What the page knows.

use crate::app::author::Author;
use crate::app::branch::Branch;
use crate::app::class::ClassState;
use crate::app::course::CourseState;
use crate::app::drawn::Drawn;
use crate::app::game::{GamePlay, SetUp, pace as pace_of_game};
use crate::app::guide::Guide;
use crate::app::interview::{self, InterviewState};
use crate::app::lesson::{Coming, Guided, LessonPlay};
use crate::app::map::MapState;
use crate::app::pace::Clock;
use crate::app::present::Present;
use crate::app::recap::RecapState;
use crate::app::restore::Picker;
use crate::app::run::Run;
use crate::app::starts;
use crate::app::ticker::Ticker;
use crate::app::tour::Tour;
use crate::app::window::{Tab, Terminal, Theme, Window};
use crate::world::View;
use std::rc::Rc;

#[cfg_attr(test, derive(Clone))]
pub struct State {
    pub window: Window,
    pub clock: Clock,
    pub run: Run,
    /// Runs that were left when the past was changed, or another one took their place.
    pub branches: Vec<Branch>,
    pub terminal: Terminal,
    /// The moment to restore to, while it is being chosen.
    pub picker: Option<Picker>,
    pub course: CourseState,
    /// The first minute, while it lasts.
    pub tour: Option<Tour>,
    /// The lesson that is being played on the stage.
    pub lesson: Option<LessonPlay>,
    /// Where it stands, if it is shown to a class.
    pub present: Option<Present>,
    /// The lesson that was asked for, until it stands there.
    pub coming: Option<Coming>,
    /// The game day that is being played on the stage.
    pub game: Option<GamePlay>,
    /// What was chosen for a game day so far.
    pub set_up: SetUp,
    /// What the interview's screen shows.
    pub interview: InterviewState,
    /// The guide of a lesson, for its teacher, once one was asked for.
    pub guide: Option<Guide>,
    /// What the class's pages show.
    pub class: ClassState,
    /// What the protection map shows.
    pub map: MapState,
    /// What the recap's page shows, once somebody went there.
    pub recap: Option<Box<RecapState>>,
    /// What the author's page shows.
    pub author: Author,
    /// The number of the last question to the reader or to a host of lessons.
    pub tickets: u32,
    pub drawn: Drawn,
    /// What there was when it was told last what is new on the stage.
    pub told: Rc<View>,
}

impl State {
    /// A first visit: the first minute, its clock running.
    pub fn first_visit(theme: Theme) -> State {
        let run = Run::open(&starts::first_minute(starts::FIRST_SEED, true))
            .expect("the first minute's transcript is correct, as a test shows");
        let mut state = State::with(run, theme);
        state.tour = Some(Tour::new(true, None));
        state.clock.playing = true;
        state.drawn.ticker = Ticker::default().again(&state.run, &state.drawn.frame, true);
        state
    }

    /// Before it is known where a visitor goes. `sandbox` and `progress` are what the browser kept.
    pub fn arriving(theme: Theme, sandbox: Option<String>, progress: Option<&str>) -> State {
        let run = Run::open(&format!("seed {}\n", starts::FIRST_SEED))
            .expect("a seed alone is a correct transcript, as a test shows");
        let mut state = State::with(run, theme);
        state.course.recall(sandbox, progress);
        state
    }

    /// A run, for nothing yet.
    pub fn with(run: Run, theme: Theme) -> State {
        State {
            window: Window::new(theme),
            clock: Clock::default(),
            drawn: Drawn::new(run.view()),
            told: run.view(),
            run,
            branches: Vec::new(),
            terminal: Terminal::default(),
            picker: None,
            course: CourseState::default(),
            tour: None,
            lesson: None,
            present: None,
            coming: None,
            game: None,
            set_up: SetUp::default(),
            interview: InterviewState::default(),
            guide: None,
            class: ClassState::default(),
            map: MapState::default(),
            recap: None,
            author: Author::default(),
            tickets: 0,
        }
    }

    /// Simulated time per real time.
    pub fn pace(&self) -> f64 {
        match &self.tour {
            Some(tour) => tour.pace(),
            None if self.in_game() => self.game.as_ref().map_or(1.0, |game| {
                pace_of_game(game, &self.drawn.frame, self.clock.quiet_ms)
            }),
            None => self.clock.pace(),
        }
    }

    /// What the guide of a lesson shows, wherever it stands.
    pub fn guided<'a>(&'a self, play: &'a LessonPlay) -> Guided<'a> {
        Guided {
            play,
            guide: &self.drawn.guide,
            calm: &self.drawn.calm,
            course: &self.course,
            playing: self.clock.runs(),
            examined: self.is_examined(),
        }
    }

    /// Whether a live question of a mock interview is worked on, whose answers come once all were asked.
    pub fn is_examined(&self) -> bool {
        let play = self.lesson.as_ref();
        play.is_some_and(|play| self.examines(play))
    }

    /// The first minute has no lesson, and a lesson no interview: neither loads what only that needs.
    #[inline(never)]
    fn examines(&self, play: &LessonPlay) -> bool {
        let question = play.question();
        question.is_some_and(|id| interview::examines(&self.interview, id))
    }

    /// Whether a game day is being played that is not over.
    pub fn in_game(&self) -> bool {
        self.game.as_ref().is_some_and(|game| !game.is_over())
    }

    /// The tabs beside the stage.
    pub fn tabs(&self) -> &'static [Tab] {
        if self.game.is_some() {
            return if self.in_game() {
                Tab::GAME
            } else {
                Tab::GAME_OVER
            };
        }
        match self.lesson {
            Some(_) => Tab::LESSON,
            None => Tab::SANDBOX,
        }
    }

    /// Whether there is nothing on the stage.
    pub fn is_empty(&self) -> bool {
        self.drawn.frame.databases.is_empty() && self.drawn.frame.apps.is_empty()
    }
}
