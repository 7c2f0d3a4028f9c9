//! The guide of a lesson, for whoever holds it with a class: to be read, or printed.

use crate::app::ask::{Ask, focus};
use crate::app::course::Listed;
use crate::app::effect::Effect;
use crate::app::icon::Icon;
use crate::app::interview::InterviewMsg;
use crate::app::lesson::{NoLesson, address};
use crate::app::msg::Msg;
use crate::app::part::Parts;
use crate::app::reader::{Answer, Task};
use crate::app::route::Route;
use crate::app::window::Screen;

/// Guides lie beside the lessons, in a folder of their own.
const FOLDER: &str = "guide/";

/// A guide that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// The lesson that it is for.
    id: String,
    came: Came,
    ticket: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Came {
    NotYet,
    /// Its prose.
    Here(String),
    Not(&'static str),
}

impl Guide {
    /// Whether what is awaited bears this ticket.
    pub fn awaits(&self, ticket: u32) -> bool {
        self.is_awaited() && self.ticket == ticket
    }

    pub fn is_awaited(&self) -> bool {
        self.came == Came::NotYet
    }
}

#[inline(never)]
pub fn open(guide: &mut Option<Guide>, tickets: &mut u32, id: String) -> Vec<Ask> {
    let mut asks = vec![Ask::Stop, Ask::Hush, Ask::Show(Screen::Guide), Ask::Listed];
    asks.push(focus("headline"));
    let is_here = |known: &Guide| known.id == id && matches!(known.came, Came::Here(_));
    if !guide.as_ref().is_some_and(is_here) {
        *tickets += 1;
        let (ticket, address) = (*tickets, address(&format!("{FOLDER}{id}")));
        asks.push(Ask::Do(Effect::FetchLesson { ticket, address }));
        *guide = Some(Guide {
            id,
            came: Came::NotYet,
            ticket,
        });
    }
    asks
}

/// The text of the guide that is awaited.
pub fn came(guide: &mut Guide, text: Result<String, NoLesson>) -> Vec<Ask> {
    match text {
        Ok(text) => vec![Ask::Do(Effect::AskReader {
            ticket: guide.ticket,
            ask: Task::Read,
            text,
        })],
        Err(NoLesson::Missing) => fails(guide, "There is none for this lesson yet."),
        Err(_) => fails(guide, "It did not come: look at your connection."),
    }
}

/// The reader has answered about the guide that is awaited.
pub fn read(guide: &mut Guide, answer: &Answer) -> Vec<Ask> {
    if answer.text.is_empty() {
        return fails(guide, "It cannot be read: check it.");
    }
    guide.came = Came::Here(answer.text.clone());
    vec![focus("headline")]
}

/// The part of the page that reads did not start.
pub fn no_reader(guide: &mut Guide) -> Vec<Ask> {
    match guide.is_awaited() {
        true => fails(guide, "The reader did not start: load the page again."),
        false => Vec::new(),
    }
}

fn fails(guide: &mut Guide, why: &'static str) -> Vec<Ask> {
    guide.came = Came::Not(why);
    vec![focus("headline")]
}

pub fn page(guide: &Guide, index: &Listed, at: &mut Parts) {
    let entry = match index {
        Listed::Here(index) => index.lessons.iter().find(|entry| entry.id == guide.id),
        _ => None,
    };
    let title = entry.map_or(&guide.id, |entry| &entry.title);
    at.within("article interview", |at| {
        at.within("header setup__top", |at| {
            at.line("h1", format!("Guide: {title}"))
                .id("headline")
                .focusable();
            at.line("p", "For whoever teaches it.");
        });
        at.within("div doors doors--row", |at| {
            at.link("a button", &Route::Lesson(guide.id.clone()), |at| {
                at.words("Open the lesson");
            });
            at.link("a button", &Route::Present(guide.id.clone(), 0), |at| {
                at.words("Present it");
            });
            let print = Msg::Interview(InterviewMsg::Print);
            at.icon_button("button button", Icon::Download, "Print", print);
        });
        match &guide.came {
            Came::NotYet => {
                at.line("p quiet", "It is on its way…");
            }
            Came::Not(why) => {
                at.told("p", why);
            }
            Came::Here(html) => {
                at.html(html);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::lesson::LessonMsg;
    use crate::app::part::read::spoken;
    use crate::app::state::State;
    use crate::app::update::update;
    use crate::app::window::Theme;
    use std::rc::Rc;

    fn shown(state: &State) -> String {
        let guide = state.guide.as_ref().expect("it was asked for");
        spoken(&Parts::of(|at| page(guide, &state.course.index, at)))
    }

    fn opened() -> (State, u32) {
        let mut state = State::arriving(Theme::Auto, None, None);
        let route = Route::parse("#/guide/01-multi-az");
        let effects = update(&mut state, Msg::Go(route));
        assert_eq!(state.window.screen, Screen::Guide);
        let asked = effects.iter().find_map(|effect| match effect {
            Effect::FetchLesson { ticket, address } => Some((*ticket, address.clone())),
            _ => None,
        });
        let (ticket, address) = asked.expect("its file is fetched");
        assert_eq!(address, "lessons/en/guide/01-multi-az.md");
        (state, ticket)
    }

    #[test]
    fn a_guide_is_fetched_read_and_shown() {
        let (mut state, ticket) = opened();
        assert!(shown(&state).contains("on its way"));
        let text = Ok("+++".to_owned());
        let asked = update(&mut state, Msg::Lesson(LessonMsg::Came { ticket, text }));
        let ask = Task::Read;
        assert!(asked.contains(&Effect::AskReader {
            ticket,
            ask,
            text: "+++".to_owned()
        }));
        let answer = Answer {
            ticket,
            text: "<h2>Timing</h2><p>A quarter of an hour.</p>".to_owned(),
            ..Answer::default()
        };
        update(
            &mut state,
            Msg::Lesson(LessonMsg::Answered(Rc::new(answer))),
        );
        assert!(shown(&state).contains("A quarter of an hour."));
    }

    #[test]
    fn that_there_is_no_guide_is_told() {
        let (mut state, ticket) = opened();
        let text = Err(NoLesson::Missing);
        update(&mut state, Msg::Lesson(LessonMsg::Came { ticket, text }));
        assert!(shown(&state).contains("There is none"));
    }

    #[test]
    fn what_reads_it_may_not_start() {
        let (mut state, _) = opened();
        update(&mut state, Msg::Lesson(LessonMsg::NoReader));
        assert!(shown(&state).contains("did not start"));
    }
}
