//! A game day, as parts: its banner, the guide beside the stage, and the score.

use crate::app::game::clock::PACE_IS_BACK;
use crate::app::game::play::{End, GameMsg, GamePlay, HASTES};
use crate::app::game::{PASSED, words};
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Parts};
use crate::app::route::Route;
use crate::app::side::cost;
use crate::app::style::percent;
use crate::app::words::{capital, pace as pace_words, span, stopwatch};
use crate::lesson::GameLevel;
use crate::lesson::game::{Reason, Score, rules};
use crate::world::View;

/// That something has struck: above the stage, until it is closed.
#[inline(never)]
pub fn banner(game: &GamePlay, view: &View, at: &mut Parts) {
    let Some(moment) = game.banner else {
        return title(at);
    };
    at.within("div banner", |at| {
        title(at);
        at.icon(Icon::Zap);
        at.within("p", |at| {
            at.line("b", words::banner(moment));
            let last = view.incidents.last().filter(|one| one.at == moment);
            if let Some(one) = last.filter(|_| game.keeps_secret()) {
                let symptom = capital(&words::symptom(one, view));
                at.line("span", format!(" {symptom}."));
            }
            at.when(game.slowed, |at| {
                at.line("span", PACE_IS_BACK);
            });
        });
        at.button("button link", "Close", Msg::Game(GameMsg::CloseBanner));
    });
}

fn title(at: &mut Parts) {
    at.line("h1 hidden", "Game day").id("headline").focusable();
}

/// Beside the stage: how the day goes on, or what it came to. `pace` is how fast time passes now; `to_hand_in` leads from its end to the
/// class that has set it.
#[inline(never)]
pub fn guide(
    game: &GamePlay,
    view: &View,
    pace: f64,
    to_hand_in: &mut dyn FnMut(&mut Parts),
    at: &mut Parts,
) {
    at.within("div lesson game", |at| {
        at.within("header lesson__top", |at| {
            let level = words::title(game.level);
            let title = format!("{level}, the luck of {}", game.seed);
            at.line("p lesson__title", title);
            at.line("p", goals(game.level));
        });
        at.some(|at| match &game.end {
            None => going_on(game, view, pace, at),
            Some(End::Scored(score)) => scored(game, score, to_hand_in, at),
            Some(End::GivenUp) => given_up(game, to_hand_in, at),
        });
    });
}

fn goals(level: GameLevel) -> String {
    let rules = rules(level);
    format!("RTO {}, RPO {}", span(rules.rto), span(rules.rpo))
}

/// What the design may cost a month, in dollars: it is judged before anything strikes, for a repair may need more for a while.
pub fn budget(game: &GamePlay, view: &View) -> Option<u32> {
    let is_design = view.incidents.is_empty();
    is_design.then(|| rules(game.level).budget_usd)
}

fn heading(text: &'static str, at: &mut Parts) {
    at.line("h2 lesson__heading", text)
        .id("game-heading")
        .focusable();
}

fn going_on(game: &GamePlay, view: &View, pace: f64, at: &mut Parts) {
    let left = game.ends_at().since(view.now);
    let whole = rules(game.level).shift.ms() as f64;
    heading("The shift goes on", at);
    at.within("div shift", |at| {
        at.within("p", |at| {
            at.line("b number", span(left));
            at.line("span", " left");
        });
        at.within("div shift__bar", |at| {
            let width = format!("width:{}", percent(view.now.ms() as f64 / whole));
            at.empty("span").says(Attribute::Style, width);
        })
        .says(Attribute::Unspoken, "true");
    });
    at.within("div figures", |at| cost(view, budget(game, view), at));
    incidents(game, view, at);
    haste(game, pace, at);
    at.line("p quiet", "Not everything needs you. Select what is on the stage to see what it can do; the score comes at the end.");
    give_up(game, at);
}

fn incidents(game: &GamePlay, view: &View, at: &mut Parts) {
    at.within("section until", |at| {
        at.line("h3", "What has happened");
        at.when(view.incidents.is_empty(), |at| {
            at.line(
                "p quiet",
                "Nothing yet. Is everything ready that must be ready?",
            );
        });
        at.within("ul", |at| {
            for one in view.incidents.iter().rev() {
                let (what, how) = words::incident(one, view, game.keeps_secret());
                let (class, icon) = match one.recovered_at {
                    Some(_) => ("tick--holds", Icon::Check),
                    None => ("tick--open", Icon::Ring),
                };
                at.within("li tick", |at| {
                    at.icon(icon);
                    at.within("span", |at| {
                        at.line("b", what);
                        at.empty("br");
                        at.line("span number", format!("{}: {how}", stopwatch(one.at)));
                    });
                })
                .class_if(true, class);
            }
        });
    });
}

fn haste(game: &GamePlay, pace: f64, at: &mut Parts) {
    at.within("fieldset choices choices--small", |at| {
        at.within("legend", |at| {
            at.words("Beside the day’s own pace ");
            let now = format!("which makes {} now", pace_words(pace));
            at.line("span quiet number", now);
        });
        at.within("div choices__row", |at| {
            for (place, (_, label)) in HASTES.iter().enumerate() {
                let msg = Msg::Game(GameMsg::Haste(place));
                at.option("haste", *label, game.haste == place, msg);
            }
        });
    });
}

/// The same under the thumb: on a narrow screen they lie far below the stage.
#[inline(never)]
pub fn reach(game: &GamePlay, at: &mut Parts) {
    if game.is_over() {
        return;
    }
    at.within("div reach", |at| {
        at.within("div paces", |at| {
            at.line("span", "Pace");
            for (place, (_, label)) in HASTES.iter().enumerate() {
                let msg = Msg::Game(GameMsg::Haste(place));
                at.button("button button", *label, msg)
                    .class_if(game.haste == place, "button--on")
                    .focusable();
            }
        });
    })
    .id("reach")
    .says(Attribute::Unspoken, "true");
}

fn give_up(game: &GamePlay, at: &mut Parts) {
    let ask = |asks| Msg::Game(GameMsg::GiveUp(asks));
    if !game.gives_up {
        at.within("p", |at| {
            at.button("button link", "Give up…", ask(true))
                .id("give-up");
        });
        return;
    }
    at.within("div giveup", |at| {
        at.line("p", "The day ends here, without a score.");
        at.button("button button", "Give up", Msg::Game(GameMsg::Yield))
            .id("yield");
        at.button("button button", "Go on", ask(false));
    });
}

fn scored(game: &GamePlay, score: &Score, to_hand_in: &mut dyn FnMut(&mut Parts), at: &mut Parts) {
    at.within("div final", |at| {
        at.within("p final__points", |at| {
            at.line("b number", score.points.to_string());
            at.line("span", " of 100");
        });
        at.within("div", |at| {
            heading("The shift is over", at);
            at.line("p", words::praise(score.points));
            at.when(game.does_lesson, |at| {
                at.line(
                    "p",
                    "With this, the course’s lesson on game days is done too.",
                );
            });
        });
    })
    .class_if(score.points < PASSED, "final--hard");
    at.some(to_hand_in);
    at.within("section until", |at| {
        at.line("h3", "Why");
        at.within("ol reasons", |at| {
            sum("li reason", "To begin with", "100".to_owned(), at);
            for one in &score.reasons {
                reason(one, at);
            }
            let words = match score.is_floored() {
                true => "Score, which is never below 0",
                false => "Score",
            };
            let points = format!("{} of 100", score.points);
            sum("li reason reason--sum", words, points, at);
        });
    });
    doors(game, true, at);
}

fn sum(kind: &'static str, words: &'static str, points: String, at: &mut Parts) {
    at.within(kind, |at| {
        at.line("span reason__what", words);
        at.line("b number", points);
    });
}

fn reason(reason: &Reason, at: &mut Parts) {
    let points = match reason.points {
        0 => "full marks".to_owned(),
        points => format!("−{}", points.abs()),
    };
    at.within("li reason", |at| {
        at.within("span reason__what", |at| {
            at.line("b", reason.subject.clone());
            at.within("span", |at| {
                at.words(reason.words.clone());
                if let Some(place) = reason.incident {
                    at.words(" ");
                    let msg = Msg::Game(GameMsg::Verdict(place));
                    at.button("button link", "verdict", msg)
                        .says(Attribute::Label, format!("Verdict of {}", reason.subject));
                }
            });
        });
        at.line("b number", points);
    })
    .class_if(reason.points < 0, "reason--costs");
}

fn given_up(game: &GamePlay, to_hand_in: &mut dyn FnMut(&mut Parts), at: &mut Parts) {
    heading("Given up", at);
    at.line(
        "p",
        "There is no score. The run is yours now: look at every moment of it, or try again.",
    );
    at.some(to_hand_in);
    doors(game, false, at);
}

fn doors(game: &GamePlay, scored: bool, at: &mut Parts) {
    let door = |title: String, what: &'static str, msg: GameMsg, at: &mut Parts| {
        at.door(title, what, Msg::Game(msg));
    };
    let harder = GameLevel::ALL.into_iter().find(|level| *level > game.level);
    at.within("div doors", |at| {
        let other = "What changes then is the design alone.";
        door(
            "Same luck, other design".to_owned(),
            other,
            GameMsg::OtherDesign,
            at,
        );
        if let Some(level) = harder {
            let title = format!("Harder: {}", words::title(level));
            door(title, words::what_strikes(level), GameMsg::Harder, at);
        }
        let again = "The same name, level and design.";
        door("Again".to_owned(), again, GameMsg::Again, at);
        let course = "The whole path, and what is beside it.";
        at.way(&Route::Home, "The course", course);
        let same = "The same run, with undo and every fault.";
        door("On in the sandbox".to_owned(), same, GameMsg::ToSandbox, at);
    });
    at.within("div doors doors--row", |at| {
        let link = |words: &'static str, msg: GameMsg, at: &mut Parts| {
            at.icon_button("button button", Icon::Link, words, Msg::Game(msg));
        };
        link("Link to this challenge", GameMsg::Challenge, at);
        let run = match scored {
            true => "Link to my day and its score",
            false => "Link to my run",
        };
        link(run, GameMsg::ShareRun, at);
    });
    at.line(
        "p quiet",
        "Press play or move the slider to look at any moment of the day.",
    );
}
