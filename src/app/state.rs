//! What the page knows.

use crate::app::author::Author;
use crate::app::course::CourseState;
use crate::app::effect::Effect;
use crate::app::game::{GamePlay, SetUp, pace as pace_of_game};
use crate::app::lesson::{Coming, LessonPlay};
use crate::app::lost::LostRow;
use crate::app::notice::{Asked, Notice, bad};
use crate::app::operations::Operation;
use crate::app::pace::{self, SPEEDS};
use crate::app::run::Run;
use crate::app::starts;
use crate::app::thing::Thing;
use crate::app::ticker::Ticker;
use crate::app::tour::Tour;
use crate::app::ways::WayOut;
use crate::app::window::{Exchange, Menu, Screen, Tab, Terminal, Theme};
use crate::app::words;
use crate::cloud::JournalEntry;
use crate::world::View;
use std::rc::Rc;

pub struct State {
    pub screen: Screen,
    pub course: CourseState,
    /// The lesson that is being played on the stage.
    pub lesson: Option<LessonPlay>,
    /// The lesson that was asked for, until it stands there.
    pub coming: Option<Coming>,
    /// What the author's page shows.
    pub author: Author,
    /// The number of the last question to the reader or to a host of lessons.
    pub tickets: u32,
    /// The game day that is being played on the stage.
    pub game: Option<GamePlay>,
    /// What was chosen for a game day so far.
    pub set_up: SetUp,
    pub run: Run,
    /// The first minute, while it lasts.
    pub tour: Option<Tour>,
    pub playing: bool,
    /// A place in [`SPEEDS`].
    pub speed: usize,
    /// Whether the clock chooses its speed by what happens.
    pub auto: bool,
    /// Real milliseconds since something happened.
    pub quiet_ms: f64,
    /// Whether the clock halts when an incident opens.
    pub pauses: bool,
    /// Simulated time that is less than a millisecond, and waits.
    pub carry_ms: f64,
    pub selected: Option<Thing>,
    pub menu: Menu,
    pub tab: Tab,
    pub terminal: Terminal,
    pub notice: Option<Notice>,
    /// A line that the notice asks about.
    pub asked: Option<Asked>,
    /// What the live region says.
    pub announced: String,
    pub theme: Theme,
    pub help: bool,
    /// What the stage draws: as of the last tick.
    pub frame: Rc<View>,
    /// What the panels draw: a few times a second, so that figures can be read.
    pub calm: Rc<Calm>,
    pub calm_age_ms: f64,
    pub ticker: Ticker,
    /// The incident that was chosen to be read; otherwise the last.
    pub incident: Option<usize>,
    /// Transcripts of runs that were left when the past was changed.
    pub branches: Vec<String>,
    /// Effects of what was noticed while everything was drawn anew.
    pub pending: Vec<Effect>,
}

/// What panels show, and what is dear to compute.
#[derive(Clone, Debug, PartialEq)]
pub struct Calm {
    pub view: Rc<View>,
    pub journal: Rc<Vec<JournalEntry>>,
    /// What can be done with the selected thing, each with the reason why not now.
    pub operations: Vec<(Operation, Option<String>)>,
    /// The place of the incident whose verdict is read, among all of them.
    pub incident: Option<usize>,
    /// The ways out of it, if it is a bad write, each with the reason why not now.
    pub ways: Vec<(WayOut, Option<String>)>,
    /// The first and the last of the writes that it lost, by name.
    pub lost: Vec<LostRow>,
}

impl Calm {
    /// A view of which nothing has been computed yet.
    pub fn new(view: Rc<View>) -> Calm {
        Calm {
            view,
            journal: Rc::default(),
            operations: Vec::new(),
            incident: None,
            ways: Vec::new(),
            lost: Vec::new(),
        }
    }
}

impl State {
    /// A first visit: the first minute, its clock running.
    pub fn first_visit(theme: Theme) -> State {
        let run = Run::open(&starts::first_minute(starts::FIRST_SEED, true))
            .expect("the first minute's transcript is correct, as a test shows");
        let mut state = State::with(run, theme);
        state.tour = Some(Tour::new(true, None));
        state.playing = true;
        state.ticker.look_again(&state.run, &state.frame, true);
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
        let view = run.view();
        State {
            screen: Screen::default(),
            course: CourseState::default(),
            lesson: None,
            coming: None,
            author: Author::default(),
            tickets: 0,
            game: None,
            set_up: SetUp::default(),
            calm: Rc::new(Calm::new(Rc::clone(&view))),
            frame: view,
            run,
            tour: None,
            playing: false,
            speed: 0,
            auto: false,
            quiet_ms: 0.0,
            pauses: true,
            carry_ms: 0.0,
            selected: None,
            menu: Menu::Closed,
            tab: Tab::Inspector,
            terminal: Terminal::default(),
            notice: None,
            asked: None,
            announced: String::new(),
            theme,
            help: false,
            calm_age_ms: 0.0,
            ticker: Ticker::default(),
            incident: None,
            branches: Vec::new(),
            pending: Vec::new(),
        }
    }

    /// Simulated time per real time.
    pub fn pace(&self) -> f64 {
        match &self.tour {
            Some(tour) => tour.pace(),
            None if self.in_game() => self
                .game
                .as_ref()
                .map_or(1.0, |game| pace_of_game(game, &self.frame, self.quiet_ms)),
            None if self.auto => pace::auto(self.quiet_ms),
            None => SPEEDS[self.speed].0,
        }
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
        self.frame.databases.is_empty() && self.frame.apps.is_empty()
    }

    /// Answers a line that is not run, in the terminal too.
    pub fn refuse(&mut self, line: &str, reason: &str) {
        Rc::make_mut(&mut self.terminal.entries).push(Exchange {
            at: words::stopwatch(self.run.now()),
            line: line.to_owned(),
            answer: reason.to_owned(),
            refused: true,
        });
        self.notice = Some(bad(reason));
        self.pending.push(Effect::ScrollTerminal);
    }

    /// Closes what is open, and gives the focus back to where it was, or to what opened it.
    pub fn close(&mut self) -> Vec<Effect> {
        if std::mem::take(&mut self.help) {
            return vec![Effect::ReturnFocus("help")];
        }
        vec![Effect::Focus(match std::mem::take(&mut self.menu) {
            Menu::Faults(thing) => thing.break_id(),
            Menu::Runs => "runs".to_owned(),
            Menu::Closed => return Vec::new(),
        })]
    }
}
