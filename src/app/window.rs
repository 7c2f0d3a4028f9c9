//! What of the page stands in the window, and how it looks.

use crate::app::notice::{Asked, Notice};
use crate::app::thing::Thing;
use std::rc::Rc;

/// What stands in the window, and what was chosen to be seen there.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    pub screen: Screen,
    pub tab: Tab,
    /// The tab that stood open before a thing of the stage was inspected; it comes back when that is closed.
    pub sheet: Option<Tab>,
    pub menu: Menu,
    /// Whether the list of keys is open.
    pub help: bool,
    /// Whether single keys work as shortcuts.
    pub keys: bool,
    /// Whether the page is being printed.
    pub paper: bool,
    pub theme: Theme,
    pub notice: Option<Notice>,
    /// How often the notice was said before, one upon the other.
    pub said_again: u32,
    /// A line that the notice asks about.
    pub asked: Option<Asked>,
    pub selected: Option<Thing>,
    /// The name in a text that is pointed at.
    pub pointed: String,
    /// The database that was selected when it was last there, and its resource id: it may be called otherwise by now.
    pub known: Option<(Thing, String)>,
    /// The incident that was chosen to be read; otherwise the last.
    pub incident: Option<usize>,
}

impl Window {
    pub fn new(theme: Theme) -> Window {
        Window {
            screen: Screen::default(),
            tab: Tab::Inspector,
            sheet: None,
            menu: Menu::Closed,
            help: false,
            keys: true,
            paper: false,
            theme,
            notice: None,
            said_again: 0,
            asked: None,
            selected: None,
            pointed: String::new(),
            known: None,
            incident: None,
        }
    }

    /// What is said again is drawn and read out again.
    pub fn say(&mut self, notice: Notice) {
        let before = self.notice.as_ref();
        self.said_again = match before.is_some_and(|before| before.text == notice.text) {
            true => self.said_again + 1,
            false => 0,
        };
        self.notice = Some(notice);
    }
}

/// Which part of the page fills the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// The course as a path, and the other doors.
    Home,
    /// The stage: first minute, sandbox, lesson or game day.
    #[default]
    Lab,
    /// The choice of design, level and seed before a game day.
    GameSetUp,
    /// Questions of the interview.
    Interview,
    /// The guide of a lesson, for its teacher.
    Guide,
    /// What is set for a class, and what is handed in.
    Class,
    /// What every failure would do to the design on the stage.
    Map,
    /// A quiz of what was learnt, and the certificate.
    Recap,
    /// A lesson's text, and the lesson played beside it.
    Author,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Menu {
    #[default]
    Closed,
    /// The faults of a thing on the stage.
    Faults(Thing),
    /// Starts, link and file.
    Runs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The guide of a lesson.
    Lesson,
    /// The guide of a game day, and its score.
    Game,
    /// The verdict, where it has no place of its own.
    Verdict,
    Inspector,
    Faults,
    Journal,
    Terminal,
}

impl Tab {
    pub const SANDBOX: &[Tab] = &[Tab::Inspector, Tab::Faults, Tab::Journal, Tab::Terminal];
    pub const LESSON: &[Tab] = &[
        Tab::Lesson,
        Tab::Verdict,
        Tab::Inspector,
        Tab::Faults,
        Tab::Journal,
        Tab::Terminal,
    ];

    /// While the day lasts, the faults keep to themselves, and nothing is judged.
    pub const GAME: &[Tab] = &[Tab::Game, Tab::Inspector, Tab::Journal, Tab::Terminal];
    pub const GAME_OVER: &[Tab] = &[
        Tab::Game,
        Tab::Verdict,
        Tab::Inspector,
        Tab::Journal,
        Tab::Terminal,
    ];

    /// As links call it.
    pub fn name(self) -> &'static str {
        self.id().trim_start_matches("tab-")
    }

    pub fn named(name: &str) -> Option<Tab> {
        let tabs = Tab::LESSON.iter().chain(Tab::GAME).copied();
        tabs.into_iter().find(|tab| tab.name() == name)
    }

    pub fn id(self) -> &'static str {
        match self {
            Tab::Lesson => "tab-lesson",
            Tab::Game => "tab-game",
            Tab::Verdict => "tab-verdict",
            Tab::Inspector => "tab-inspector",
            Tab::Faults => "tab-faults",
            Tab::Journal => "tab-journal",
            Tab::Terminal => "tab-terminal",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Tab::Lesson => "Lesson",
            Tab::Game => "Game day",
            Tab::Verdict => "Verdict",
            Tab::Inspector => "Inspector",
            Tab::Faults => "Faults",
            Tab::Journal => "Journal",
            Tab::Terminal => "Terminal",
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terminal {
    pub input: String,
    pub entries: Rc<Vec<Exchange>>,
    /// How far back in the history the prompt stands; 0 is the line being typed.
    pub back: usize,
}

/// A line that was run, and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    pub at: String,
    pub line: String,
    pub answer: String,
    pub refused: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Auto, Theme::Light, Theme::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn parse(name: &str) -> Theme {
        Theme::ALL
            .into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or_default()
    }

    pub fn next(self) -> Theme {
        match self {
            Theme::Auto => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Auto,
        }
    }
}
