//! Addresses within the page: the fragment of the link, so that they work under any path of a static host.

use crate::app::share::{self, Linked, Sight, percent};
use crate::lesson::{GameLevel, INTERVIEW, Level, is_file_name, is_language};
use percent_encoding::percent_decode_str;

/// Longer fragments are not looked at, in bytes: a run of a thousand lines has less.
const LONGEST: usize = 64 * 1024;

/// Where what a class was set is handed in, without `#/`.
pub const HAND_IN: &str = "task/hand-in";

/// What the addresses of recaps and of the certificate begin with, without `#/`.
pub const RECAP: &str = "recap/";

/// Where a visitor can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// No address: the first minute for a new visitor, home for others.
    Start,
    /// `#/`
    Home,
    /// `#/tour`: the first minute.
    Tour,
    /// `#/sandbox`
    Sandbox,
    /// `#/lesson/01-multi-az`, and `#/lesson/own/our-outage` for a host's own; behind it what the link sets, `?seed=KYIV&step=2`.
    Lesson(String),
    /// `#/lesson?file=https://…`
    LessonFile(String),
    /// `#/dropped`: the lesson that came from a file, as this browser keeps it.
    Dropped,
    /// `#/draft`: the lesson that is being written, as the author's page shows it beside the text.
    Draft,
    /// `#/author`
    Author,
    /// `#/game`
    GameDay,
    /// `#/game/shift/KYIV`, with the design's `given` lines if it is not the one at hand.
    Game {
        level: GameLevel,
        seed: String,
        design: Option<String>,
    },
    /// `#/interview`, and what can be asked there.
    Interview(Seat),
    /// `#/guide/01-multi-az`: the guide of a lesson, for its teacher.
    Guide(String),
    /// What a teacher has set, `task/lesson/01-multi-az?class=DB-26`, and what is handed in, `task/hand-in`; if it is empty, their own
    /// page, `#/class`. Or what stays of a third of the course, `recap/1`, and what was done, to print, `recap/certificate`.
    Class(String),
    /// `#/map`: what every failure would do to the design on the stage; or `#/whiteboard/KYIV`, to one for a promise that the name draws.
    Map(Option<String>),
    /// `#/present/01-multi-az`: a lesson shown to a class.
    Present(String, usize),
    /// `#/de/lesson/01-multi-az`: any of these places, `de/lesson/01-multi-az`, with lessons in a language.
    In(String),
    /// `#run=…`, and `&at=754` and the like where it opens at a moment.
    Run(String, Box<Sight>),
    /// It cannot be read, is too long to be looked at, or leads nowhere.
    Unknown,
}

/// Where one can be in the interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    /// `#/interview`: all questions.
    List,
    /// `#/interview/dropped-table`
    One(String),
    /// `#/interview/mock/senior/KYIV`: a mock interview; with `?guide` as whoever interviews sees it.
    Mock {
        level: Level,
        seed: String,
        guides: bool,
    },
}

impl Route {
    /// `#/recap/1`: the quiz after a third of the course; `#/recap/certificate`.
    pub fn recap(sheet: &str) -> Route {
        Route::Class(format!("{RECAP}{sheet}"))
    }

    /// Reads a fragment, with or without `#`.
    pub fn parse(fragment: &str) -> Route {
        if fragment.len() > LONGEST {
            return Route::Unknown;
        }
        let fragment = fragment.trim_start_matches('#');
        match share::linked(fragment) {
            Linked::Transcript(text, sight) => return Route::Run(text, Box::new(sight)),
            Linked::Broken => return Route::Unknown,
            Linked::Nothing => {}
        }
        let (path, query) = match fragment.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (fragment, None),
        };
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match (parts.as_slice(), query) {
            ([], _) if path.is_empty() => Route::Start,
            ([] | ["home"], _) => Route::Home,
            (["tour"], _) => Route::Tour,
            (["sandbox"], _) => Route::Sandbox,
            (["author"], _) => Route::Author,
            (["draft"], _) => Route::Draft,
            (["lesson"], Some(query)) => {
                decoded(query, "file=").map_or(Route::Unknown, Route::LessonFile)
            }
            (["lesson", id] | ["lesson", "own", id], set) if is_file_name(id) => {
                let own = parts.get(1..).unwrap_or_default().join("/");
                let set = set.filter(|set| !set.is_empty());
                Route::Lesson(set.map_or(own.clone(), |set| format!("{own}?{set}")))
            }
            (["lesson", "interview", id], _) if is_file_name(id) => {
                Route::Lesson(format!("{INTERVIEW}{id}"))
            }
            (["interview"], _) => Route::Interview(Seat::List),
            (["interview", id], _) if is_file_name(id) => {
                Route::Interview(Seat::One((*id).to_owned()))
            }
            (["interview", "mock", level, seed], query) => mock(level, seed, query),
            (["guide", id], _) if is_file_name(id) => Route::Guide((*id).to_owned()),
            (["map"], _) => Route::Map(None),
            (["whiteboard", seed], _) if crate::language::is_seed(seed) => {
                Route::Map(Some((*seed).to_owned()))
            }
            (["present", id, at @ ..], _) if is_file_name(id) && at.len() < 2 => {
                let at = at.first().and_then(|at| at.parse::<usize>().ok());
                Route::Present((*id).to_owned(), at.unwrap_or(1).saturating_sub(1))
            }
            (["dropped"], _) => Route::Dropped,
            (["class"], _) => Route::Class(String::new()),
            (["task" | "recap", _, ..], _) => {
                Route::Class(fragment.trim_start_matches('/').to_owned())
            }
            (["game"], _) => Route::GameDay,
            (["game", level, seed], query) => game(level, seed, query),
            ([language, ..], _) if is_language(language) => {
                Route::In(fragment.trim_start_matches('/').to_owned())
            }
            _ => Route::Unknown,
        }
    }

    /// The fragment, without `#`.
    pub fn fragment(&self) -> String {
        match self {
            Route::Start | Route::Unknown => String::new(),
            Route::Home => "/".to_owned(),
            Route::Tour => "/tour".to_owned(),
            Route::Sandbox => "/sandbox".to_owned(),
            Route::Lesson(id) => format!("/lesson/{id}"),
            Route::LessonFile(url) => format!("/lesson?file={}", percent(url)),
            Route::Dropped => "/dropped".to_owned(),
            Route::Draft => "/draft".to_owned(),
            Route::Author => "/author".to_owned(),
            Route::GameDay => "/game".to_owned(),
            Route::Game {
                level,
                seed,
                design,
            } => {
                let design = design
                    .as_ref()
                    .map(|lines| format!("?design={}", percent(lines)));
                format!(
                    "/game/{}/{seed}{}",
                    level.name(),
                    design.unwrap_or_default()
                )
            }
            Route::Interview(seat) => seat.fragment(),
            Route::Guide(id) => format!("/guide/{id}"),
            Route::Class(rest) if rest.is_empty() => "/class".to_owned(),
            Route::Class(rest) | Route::In(rest) => format!("/{rest}"),
            Route::Map(None) => "/map".to_owned(),
            Route::Map(Some(seed)) => format!("/whiteboard/{seed}"),
            Route::Present(id, 0) => format!("/present/{id}"),
            Route::Present(id, at) => format!("/present/{id}/{}", at + 1),
            Route::Run(text, sight) => share::fragment(text, sight),
        }
    }
}

impl Seat {
    fn fragment(&self) -> String {
        match self {
            Seat::List => "/interview".to_owned(),
            Seat::One(id) => format!("/interview/{id}"),
            Seat::Mock {
                level,
                seed,
                guides,
            } => {
                let query = if *guides { GUIDE } else { "" };
                format!("/interview/mock/{}/{seed}{query}", level.name())
            }
        }
    }
}

const GUIDE: &str = "?guide";

fn mock(level: &str, seed: &str, query: Option<&str>) -> Route {
    let level = Level::ASKED.into_iter().find(|one| one.name() == level);
    match (level, crate::language::is_seed(seed)) {
        (Some(level), true) => Route::Interview(Seat::Mock {
            level,
            seed: seed.to_owned(),
            guides: query == GUIDE.get(1..),
        }),
        _ => Route::Unknown,
    }
}

fn game(level: &str, seed: &str, query: Option<&str>) -> Route {
    let level = GameLevel::ALL.into_iter().find(|one| one.name() == level);
    match (level, crate::language::is_seed(seed)) {
        (Some(level), true) => Route::Game {
            level,
            seed: seed.to_owned(),
            design: query.and_then(|query| decoded(query, "design=")),
        },
        _ => Route::Unknown,
    }
}

fn decoded(query: &str, key: &str) -> Option<String> {
    let text = query.strip_prefix(key)?;
    let text = percent_decode_str(text).decode_utf8().ok()?;
    (!text.is_empty()).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::proptest;

    #[test]
    fn every_route_comes_back_from_its_link() {
        let game = |design: Option<&str>| Route::Game {
            level: GameLevel::Shift,
            seed: "KYIV".to_owned(),
            design: design.map(str::to_owned),
        };
        for route in [
            Route::Home,
            Route::Tour,
            Route::Sandbox,
            Route::Lesson("01-multi-az".to_owned()),
            Route::LessonFile("https://example.org/a b.md?x=1#y".to_owned()),
            Route::Lesson("own/our-outage".to_owned()),
            Route::Lesson("own/our-outage?seed=KYIV&step=2".to_owned()),
            Route::Dropped,
            Route::Draft,
            Route::Author,
            Route::GameDay,
            game(None),
            Route::Class(String::new()),
            Route::Class("task/lesson/01-multi-az?class=DB%2026&hints=off".to_owned()),
            Route::Lesson("interview/dropped-table".to_owned()),
            Route::Guide("01-multi-az".to_owned()),
            Route::recap("1"),
            Route::recap("certificate"),
            Route::Present("01-multi-az".to_owned(), 0),
            Route::Present("01-multi-az".to_owned(), 9),
            Route::Interview(Seat::List),
            Route::Interview(Seat::One("dropped-table".to_owned())),
            mock("senior", "KYIV", None),
            Route::Map(None),
            Route::Map(Some("KYIV".to_owned())),
            mock("staff", "KYIV", Some("guide")),
            Route::In("de/lesson/01-multi-az".to_owned()),
            Route::In("pt-BR/game/shift/KYIV?design=given%20end".to_owned()),
            game(Some("given app create shop --connect orders\n")),
            Route::Run("seed KYIV\n60s end".to_owned(), Box::default()),
        ] {
            assert_eq!(Route::parse(&format!("#{}", route.fragment())), route);
        }
        assert_eq!(Route::parse(""), Route::Start);
        assert_eq!(Route::parse("#/home"), Route::Home);
    }

    #[test]
    fn what_leads_nowhere_is_told() {
        for fragment in [
            "#/lesson/../x",
            "#/lesson/own/../x",
            "#/lesson/other/x",
            "#/game/easy/KYIV",
            "#/interview/../x",
            "#/interview/mock/beginner/KYIV",
            "#/interview/mock/senior/a%20b",
            "#/lesson/interview/../x",
            "#/guide/../x",
            "#/recap",
            "#/present",
            "#/present/../x",
            "#/game/shift/a%20b",
            "#/whiteboard/a%20b",
            "#/nowhere",
            "#/deutsch/lesson/01-multi-az",
            "#/d!/lesson/01-multi-az",
            "#/lesson",
            "#run=%FF",
        ] {
            assert_eq!(Route::parse(fragment), Route::Unknown, "{fragment}");
        }
        let long = |letters: usize| format!("#run={}", "a".repeat(letters - 5));
        assert_eq!(Route::parse(&long(LONGEST + 1)), Route::Unknown);
        assert_ne!(Route::parse(&long(LONGEST)), Route::Unknown);
    }

    proptest! {
        #[test]
        fn no_fragment_breaks_the_page(text in "\\PC{0,100}") {
            Route::parse(&text);
            Route::parse(&format!("#/{text}"));
        }
    }
}
