//! What each part of the page shows, taken out of the whole state: who draws a part is handed this, and knows no more.

use crate::app::around::{Timed, Top};
use crate::app::bands::Bands;
use crate::app::cards::Cards;
use crate::app::course::front;
use crate::app::game::{self, GamePlay};
use crate::app::guide;
use crate::app::lesson::{LessonPlay, LessonSource};
use crate::app::part::Parts;
use crate::app::present;
use crate::app::route::{Route, Seat};
use crate::app::side::{self, Inspected};
use crate::app::state::State;
use crate::app::timeline::Axis;
use crate::app::window::{Screen, Tab};
use crate::app::{class, interview, lesson, map, recap, say, tour_guide};

impl State {
    /// Where whoever walks by keys skips to, and what that is called.
    pub fn skip(&self) -> (&'static str, &'static str) {
        match self.window.screen {
            Screen::Lab if self.tour.is_some() => ("guide", "Skip to the question"),
            Screen::Lab if self.coming.is_none() && self.present.is_none() => {
                ("stage", "Skip to the stage")
            }
            Screen::Lab
            | Screen::Home
            | Screen::GameSetUp
            | Screen::Interview
            | Screen::Guide
            | Screen::Class
            | Screen::Map
            | Screen::Recap
            | Screen::Author => ("headline", "Skip to the content"),
        }
    }

    /// What kind of page it is, as the styles know it.
    pub fn kind(&self) -> Option<&'static str> {
        let guided = self.lesson.is_some() || self.game.is_some();
        let is_draft = |play: &LessonPlay| play.source == LessonSource::Draft;
        match (self.window.screen, &self.tour) {
            (Screen::Lab, Some(_)) => Some("page--tour"),
            (Screen::Lab, None) if self.coming.is_none() && self.present.is_some() => {
                Some("page--present")
            }
            (Screen::Lab, None) if self.lesson.as_ref().is_some_and(is_draft) => {
                Some("page--lesson page--draft")
            }
            (Screen::Lab, None) => guided.then_some("page--lesson"),
            (Screen::Author, _) => Some("page--author"),
            (Screen::Home | Screen::GameSetUp | Screen::Interview, _)
            | (Screen::Guide | Screen::Class | Screen::Map | Screen::Recap, _) => {
                Some("page--paper")
            }
        }
    }

    /// The top of the page.
    pub fn top(&self) -> Top<'_> {
        Top {
            theme: self.window.theme,
            menu: &self.window.menu,
            in_lab: self.window.screen == Screen::Lab,
            in_game: self.game.is_some(),
            here: here(self),
            run: &self.run,
            branches: &self.branches,
        }
    }

    /// What fills the window where there is no stage.
    pub fn paper(&self, at: &mut Parts) {
        match self.window.screen {
            Screen::Interview => self.interview(at),
            Screen::Guide => self.guide(at),
            Screen::Class => self.class(at),
            Screen::GameSetUp => self.choices(at),
            Screen::Recap => self.recap(at),
            Screen::Map => map::front(&self.map, &self.set_up, at),
            Screen::Home => front(&self.course, at),
            Screen::Lab | Screen::Author => {}
        }
    }

    /// The guide of a lesson.
    fn guide(&self, at: &mut Parts) {
        if let Some(guide) = &self.guide {
            guide::page(guide, &self.course.index, at);
        }
    }

    /// The recap's page.
    fn recap(&self, at: &mut Parts) {
        if let Some(recap) = &self.recap {
            recap::front(recap, &self.course, &self.class, at);
        }
    }

    /// The interview's page.
    fn interview(&self, at: &mut Parts) {
        interview::front(&self.interview, &self.course.progress, at);
        if self.class.mine.is_some() {
            class::to_hand_in(&self.class, None, self.interview.mock.as_ref(), at);
        }
    }

    /// The class's pages.
    pub fn class(&self, at: &mut Parts) {
        class::front(&self.class, &self.course, self.interview.now, at);
    }

    /// The cards on the stage. Words and figures are of the moment of which the panels speak.
    pub fn cards(&self) -> Cards<'_> {
        Cards {
            view: &self.drawn.calm.view,
            selected: self.window.selected.as_ref(),
            menu: &self.window.menu,
            pointed: &self.window.pointed,
            breaks: self.game.is_none() && self.present.is_none() && !self.is_examined(),
            ticker: &self.drawn.ticker,
            lesson: self.lesson.as_ref().map(|play| &*play.lesson),
        }
    }

    pub fn clock(&self) -> Timed<'_> {
        Timed {
            clock: &self.clock,
            view: &self.drawn.calm.view,
            pace: self.pace(),
            in_tour: self.tour.is_some(),
            in_lesson: self.lesson.is_some(),
            takes_back: !self.is_examined(),
            game_is_over: self.game.as_ref().map(GamePlay::is_over),
        }
    }

    pub fn timeline(&self) -> Bands<'_> {
        let calm = &*self.drawn.calm;
        let incident = calm.incident.map(|place| &calm.view.incidents[place]);
        let selected = self.window.selected.as_ref();
        Bands {
            axis: match &self.game {
                Some(game) => Axis::to(game.ends_at()),
                None => Axis::new(self.run.furthest()),
            },
            view: &calm.view,
            journal: &calm.journal,
            app: say::timed_app(&calm.view, incident, selected),
            lag: self.run.lag(),
            ahead: &calm.lines_ahead,
            seeks: self.tour.is_none() && !self.in_game() && !self.is_examined(),
        }
    }

    /// What stands above the stage.
    pub fn above(&self, at: &mut Parts) {
        let view = &self.drawn.calm.view;
        if let Some(play) = &self.lesson {
            let what = if self.is_examined() {
                "Question"
            } else {
                "Lesson"
            };
            let title = format!("{what}: {}", play.lesson.front.title);
            at.line("h1 hidden", title).id("headline").focusable();
        } else if let Some(game) = &self.game {
            game::banner(game, view, at);
        } else if let Some(tour) = &self.tour {
            tour_guide::headline(tour, view, at);
        } else {
            at.line("h1 hidden", "Failover Lab: sandbox");
            if let Some(question) = &self.course.watched {
                interview::way_back(question, at);
            }
        }
    }

    /// What leads on, in reach of a thumb.
    pub fn reach(&self, at: &mut Parts) {
        if let Some(play) = &self.lesson {
            lesson::reach(&self.guided(play), at);
        } else if let Some(tour) = &self.tour {
            tour_guide::reach(tour, at);
        } else if let Some(game) = &self.game {
            game::reach(game, at);
        }
    }

    /// What is said of how the run goes, above the tabs.
    pub fn judged(&self, at: &mut Parts) {
        let calm = &*self.drawn.calm;
        if let Some(play) = &self.lesson {
            lesson::figures(play, calm, at);
        } else if self.game.is_none() {
            side::verdict(calm, false, None, at);
        }
    }

    /// The set-up of a game day.
    pub fn choices(&self, at: &mut Parts) {
        if self.set_up.set {
            class::is_set(&self.class, at);
        }
        let waits = self.game.as_ref().filter(|game| !game.is_over());
        game::choices(&self.set_up, waits, at);
    }

    /// The slide of a lesson that is presented.
    pub fn slide(&self, at: &mut Parts) {
        if let (Some(present), Some(play)) = (&self.present, &self.lesson) {
            let shown = present::Shown {
                present,
                play,
                calm: &self.drawn.calm,
                run: &self.run,
                playing: self.clock.runs(),
            };
            present::slide(&shown, at);
        }
    }

    /// What stands in the open tab, but for the terminal.
    pub fn inside(&self, at: &mut Parts) {
        let calm = &*self.drawn.calm;
        let play = self.lesson.as_ref();
        let offers = play.map(|play| &*play.lesson);
        match self.window.tab {
            Tab::Lesson => {
                if let Some(play) = play {
                    match self.window.paper {
                        true => lesson::on_paper(play, at),
                        false => lesson::steps(&self.guided(play), at),
                    }
                }
            }
            Tab::Game => {
                if let Some(play) = &self.game {
                    let mut to_hand_in = |at: &mut Parts| {
                        if self.class.mine.is_some() {
                            class::to_hand_in(&self.class, Some(play), None, at);
                        }
                    };
                    game::guide(play, &calm.view, self.pace(), &mut to_hand_in, at);
                }
            }
            Tab::Verdict => {
                let budget = self
                    .game
                    .as_ref()
                    .and_then(|game| game::budget(game, &calm.view));
                match play {
                    Some(play) => lesson::verdict_tab(play, calm, at),
                    None => side::verdict(calm, true, budget, at),
                }
            }
            Tab::Inspector => {
                let shown = Inspected {
                    calm,
                    lesson: offers,
                    selected: self.window.selected.as_ref(),
                    breaks: self.game.is_none() && !self.is_examined(),
                };
                side::inspector(&shown, at);
            }
            Tab::Faults => {
                at.line("h2 hidden", "Faults");
                side::faults(&calm.view, offers, at);
            }
            Tab::Journal => side::journal(&calm.journal, at),
            Tab::Terminal => {}
        }
    }
}

/// The place of the four that is shown (`page`), or that leads to what is shown (`true`).
pub fn here(state: &State) -> Option<(Route, &'static str)> {
    let in_lesson = state.lesson.is_some() || state.coming.is_some();
    match state.window.screen {
        Screen::Home => Some((Route::Home, "page")),
        Screen::GameSetUp => Some((Route::GameDay, "page")),
        Screen::Lab if state.game.is_some() => Some((Route::GameDay, "true")),
        Screen::Lab
            if state
                .lesson
                .as_ref()
                .is_some_and(|play| play.question().is_some()) =>
        {
            Some((Route::Interview(Seat::List), "true"))
        }
        Screen::Lab if in_lesson => Some((Route::Home, "true")),
        Screen::Guide | Screen::Recap => Some((Route::Home, "true")),
        Screen::Lab if state.course.in_sandbox => Some((Route::Sandbox, "page")),
        Screen::Interview => Some((Route::Interview(Seat::List), "page")),
        Screen::Map if state.map.is_board() => Some((Route::Interview(Seat::List), "true")),
        Screen::Class => Some((Route::Class(String::new()), "page")),
        Screen::Lab | Screen::Map | Screen::Author => None,
    }
}
