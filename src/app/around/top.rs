//! The top of the page: name, places, seed, starts, link and file, theme, help.

use crate::app::branch::Branch;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Part, Parts, Picture};
use crate::app::route::{Route, Seat};
use crate::app::run::Run;
use crate::app::sandbox::STARTS_AND_RUNS;
use crate::app::share::percent;
use crate::app::starts;
use crate::app::window::{Menu, Theme};
use crate::app::words;

/// What the top of the page shows.
pub struct Top<'a> {
    pub theme: Theme,
    pub menu: &'a Menu,
    /// Whether there is a stage.
    pub in_lab: bool,
    pub in_game: bool,
    /// The place that is shown, or that leads to what is shown: `page` or `true`.
    pub here: Option<(Route, &'static str)>,
    pub run: &'a Run,
    /// The runs that were left.
    pub branches: &'a [Branch],
}

pub fn top(shown: &Top, at: &mut Parts) {
    at.within("p brand", |at| {
        at.link("a", &Route::Home, |at| {
            at.part(Part::Picture(Picture::Mark));
            at.line("span", "Failover Lab");
        });
    });
    places(shown, at);
    at.within("div top__tools", |at| tools(shown, at));
}

fn tools(shown: &Top, at: &mut Parts) {
    let open = *shown.menu == Menu::Runs;
    let toggle = match open {
        true => Msg::CloseMenus,
        false => Msg::OpenMenu(Menu::Runs),
    };
    at.when(shown.in_lab && !shown.in_game, |at| {
        at.press("button button button--seed", Msg::NextSeed, |at| {
            at.icon(Icon::Dice);
            at.within("span", |at| {
                at.line("span wide", "seed ");
                at.line("b", shown.run.seed().to_owned());
            });
        })
        .says(
            Attribute::Title,
            "The luck of this run. Press for the same run with other luck; this one is kept.",
        );
    });
    at.within("div drop", |at| {
        at.press("button button", toggle, |at| {
            at.marked(Icon::Database, STARTS_AND_RUNS);
            at.icon(Icon::Down);
        })
        .id("runs")
        .says(Attribute::Expanded, if open { "true" } else { "false" });
        at.when(open, |at| runs(shown, at));
    });
    at.when(shown.in_lab, |at| {
        at.icon_button("button button", Icon::Link, "Share", Msg::Share);
    });
    let (icon, next) = match shown.theme {
        Theme::Auto => (Icon::SunMoon, "Theme: as the system. Change to light"),
        Theme::Light => (Icon::Sun, "Theme: light. Change to dark"),
        Theme::Dark => (Icon::Moon, "Theme: dark. Change to the system’s"),
    };
    at.tool(icon, next, next, Msg::Theme(shown.theme.next()));
    at.when(shown.in_lab, |at| {
        let words = "Help: what the picture shows, words and keys";
        at.tool(Icon::Help, words, words, Msg::ToggleHelp)
            .id("help");
    });
}

/// The places that everything else is reached from.
fn places(shown: &Top, at: &mut Parts) {
    let places = [
        (Route::Home, "Course"),
        (Route::Sandbox, "Sandbox"),
        (Route::GameDay, "Game day"),
        (Route::Interview(Seat::List), "Interview"),
        (Route::Class(String::new()), "Class"),
    ];
    at.within("nav places", |at| {
        for (route, words) in places {
            let here = shown.here.as_ref().filter(|(here, _)| *here == route);
            let link = at.link("a", &route, |at| at.words(words));
            if let Some((_, how)) = here {
                link.says(Attribute::Current, *how);
            }
        }
    })
    .says(Attribute::Label, "Places");
}

fn runs(shown: &Top, at: &mut Parts) {
    const ITEM: &str = "button menu__item";
    at.within("div menu menu--runs", |at| {
        at.line("p menu__title", "Ready-made starts");
        at.button(ITEM, "The first minute", Msg::Go(Route::Tour));
        for start in starts::ALL {
            at.button(ITEM, start.title, Msg::Start(start.name));
        }
        at.button(ITEM, "Empty sandbox", Msg::EmptySandbox);
        at.when(!shown.branches.is_empty(), |at| {
            at.line("p menu__title", "Runs that you left");
            for (place, branch) in shown.branches.iter().enumerate() {
                at.button(ITEM, words::capital(&branch.name), Msg::OpenBranch(place));
            }
        });
        at.empty("hr");
        at.when(shown.in_lab, |at| {
            let seed = shown.run.seed().to_ascii_lowercase();
            let text = percent(&shown.run.text());
            at.press("a menu__item", Msg::CloseMenus, |at| {
                at.icon(Icon::Download);
                at.words("Save this run as a file");
            })
            .says(
                Attribute::Href,
                format!("data:text/plain;charset=utf-8,{text}"),
            )
            .says(Attribute::Download, format!("failover-lab-{seed}.txt"));
        });
        at.press(ITEM, Msg::Import, |at| {
            at.icon(Icon::Upload);
            at.words("Open a run or lesson from a file");
        });
    })
    .says(Attribute::Role, "group")
    .says(Attribute::Label, STARTS_AND_RUNS);
}
