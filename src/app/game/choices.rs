//! The choices before a game day, as parts: name, level and design, and what the design costs.

use crate::app::game::choice::SetUp;
use crate::app::game::play::{GameMsg, GamePlay};
use crate::app::game::words;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Does, Field, Parts, Words};
use crate::app::style::percent;
use crate::app::words::{capital, dollars};
use crate::lesson::GameLevel;
use crate::lesson::game::{Blemish, RETENTIONS, rules};

/// Name, level and design. `waiting` is a day that was left in its midst.
#[inline(never)]
pub fn choices(set_up: &SetUp, waiting: Option<&GamePlay>, at: &mut Parts) {
    let ready = set_up.seed().is_some() && set_up.blemishes.is_empty() && set_up.decided;
    at.within("div setup", |at| {
        at.within("header setup__top", |at| {
            at.line("h1", "Game day").id("headline").focusable();
            at.line("p", "Somebody breaks things in secret, you run the shop. Choose a design, and meet the luck of a name. The clock does not stop, nothing is undone, and at the end there is a score with its reasons.");
        });
        at.some(|at| {
            if let Some(game) = waiting {
                let text = format!(
                    "Your shift under {} waits, which no real one does. ",
                    game.seed
                );
                own(text, "Back to it", Msg::Go(game.route()), at);
            }
        });
        name(set_up, at);
        at.within("fieldset setup__part", |at| {
            at.line("legend", "Level");
            at.within("div levels", |at| {
                for level in GameLevel::ALL {
                    level_card(set_up, level, at);
                }
            });
        });
        design(set_up, at);
        at.within("aside setup__start", |at| {
            cost(set_up, at);
            let (kind, refused) = match ready {
                true => ("button button button--main", "false"),
                false => ("button button button--refused", "true"),
            };
            let start = Msg::Game(GameMsg::Start);
            at.icon_button(kind, Icon::Play, "Begin the shift", start)
                .id("game-start")
                .says(Attribute::Refused, refused);
            at.line("p quiet", summary(set_up));
        })
        .says(Attribute::Label, "Cost and start");
    });
}

fn own(text: impl Into<Words>, words: &'static str, msg: Msg, at: &mut Parts) {
    at.within("p setup__own", |at| {
        at.words(text);
        at.button("button link", words, msg);
    });
}

fn summary(set_up: &SetUp) -> String {
    match (set_up.seed(), set_up.blemishes.len()) {
        (None, _) => "The name needs a change first.".to_owned(),
        (_, 1..) => "The design needs a change first.".to_owned(),
        (Some(_), 0) if !set_up.decided => {
            "The design is yours to choose: one copy, or two?".to_owned()
        }
        (Some(seed), 0) => format!(
            "{}, {} h, the luck of {seed}.",
            words::title(set_up.level),
            rules(set_up.level).shift.ms() / 3_600_000
        ),
    }
}

fn name(set_up: &SetUp, at: &mut Parts) {
    let wrong = set_up.seed().is_none();
    at.within("section setup__part", |at| {
        at.line("label setup__label", "Name")
            .says(Attribute::For, "game-name");
        at.within("div name", |at| {
            let written = Does::Write(Field::GameName);
            at.field("input field", written, set_up.name.clone())
                .id("game-name")
                .says(Attribute::MaxLength, "40")
                .says(Attribute::AutoComplete, "off")
                .says(Attribute::SpellCheck, "false")
                .says(Attribute::Placeholder, "KYIV")
                .says_if(set_up.set, Attribute::ReadOnly, "readonly")
                .says(Attribute::Invalid, if wrong { "true" } else { "false" })
                .says(Attribute::DescribedBy, "game-name-help");
            let dice = Msg::Game(GameMsg::Dice);
            at.when(!set_up.set, |at| {
                at.tool(Icon::Dice, "Another name", "Another name", dice);
            });
        });
        let help = match wrong {
            true => "A name has letters from a to z, digits, hyphens and underscores: write “Jose” for “José”.",
            false => "Your own name can be the seed. The same name meets the same incidents; one that finds nothing to strike in a design is left out. Capital letters make no difference.",
        };
        at.line("p quiet", help).id("game-name-help");
    });
}

fn level_card(set_up: &SetUp, level: GameLevel, at: &mut Parts) {
    let chosen = set_up.level == level;
    at.within("label level", |at| {
        let msg = Msg::Game(GameMsg::Level(level));
        at.choice("radio", chosen, msg)
            .says(Attribute::Name, "level")
            .disabled_if(set_up.set && !chosen);
        at.within("span level__title", |at| {
            at.words(words::title(level));
            let icon = if chosen { Icon::Check } else { Icon::Ring };
            at.within("span level__mark", |at| at.icon(icon))
                .says(Attribute::Unspoken, "true");
        });
        at.line("span level__what", words::what_strikes(level));
        at.within("span level__facts", |at| {
            for (name, value) in words::facts(level) {
                at.within("span", |at| {
                    at.line("span", name);
                    at.words(" ");
                    at.line("b", value);
                });
            }
        });
    });
}

/// The design, by choices or in lines.
#[inline(never)]
pub fn design(set_up: &SetUp, at: &mut Parts) {
    let design = &set_up.design;
    let check =
        |name: &'static str, what: &'static str, chosen: bool, msg: GameMsg, at: &mut Parts| {
            at.within("label option", |at| {
                at.choice("checkbox", chosen && !set_up.own, Msg::Game(msg));
                at.within("span", |at| {
                    at.line("b", name);
                    at.line("span", what);
                });
            });
        };
    at.within("fieldset setup__part", |at| {
        at.line("legend", "Design");
        at.when(set_up.own, |at| {
            let text = "The design stands in lines of its own, below. ";
            own(
                text,
                "Back to the choices",
                Msg::Game(GameMsg::ToChoices),
                at,
            );
        });
        copies(set_up, at);
        at.within("div options", |at| {
            let (on, what) = (design.replica, "In the next zone; it trails by moments.");
            check(
                "Read replica in the Region",
                what,
                on,
                GameMsg::Replica(!on),
                at,
            );
            let (on, what) = (
                design.replica_west,
                "On the other coast; it trails by seconds.",
            );
            check(
                "Read replica in us-west-2",
                what,
                on,
                GameMsg::ReplicaWest(!on),
                at,
            );
            let (on, what) = (
                design.deletion_protection,
                "Nobody deletes orders by mistake.",
            );
            check(
                "Deletion protection",
                what,
                on,
                GameMsg::Protection(!on),
                at,
            );
            retention(set_up, at);
        });
        lines(set_up, at);
        at.within("div mistakes", |at| {
            for one in &set_up.blemishes {
                blemish(one, at);
            }
        })
        .id("game-blemishes")
        .says(Attribute::Live, "polite");
    });
}

/// One copy or two: the choice that nobody makes for its learner.
fn copies(set_up: &SetUp, at: &mut Parts) {
    at.within("div options options--two", |at| {
        for (multi_az, name, what) in [
            (
                false,
                "Single-AZ",
                "One copy in one zone, at half the price.",
            ),
            (true, "Multi-AZ", "A standby in a second zone, in step."),
        ] {
            let chosen = set_up.decided && !set_up.own && set_up.design.multi_az == multi_az;
            at.within("label option", |at| {
                let msg = Msg::Game(GameMsg::MultiAz(multi_az));
                at.choice("radio", chosen, msg)
                    .says(Attribute::Name, "copies");
                at.within("span", |at| {
                    at.line("b", name);
                    at.line("span", what);
                });
            });
        }
    })
    .id("game-copies")
    .focusable()
    .says(Attribute::Role, "radiogroup")
    .says(Attribute::Label, "Copies of the database");
}

fn retention(set_up: &SetUp, at: &mut Parts) {
    at.within("fieldset choices", |at| {
        at.line("legend", "Automated backups");
        at.within("div choices__row", |at| {
            for days in RETENTIONS {
                let words = match days {
                    0 => "off".to_owned(),
                    1 => "1 day".to_owned(),
                    days => format!("{days} days"),
                };
                let chosen = set_up.design.retention_days == days && !set_up.own;
                let msg = Msg::Game(GameMsg::Retention(days));
                at.option("retention", words, chosen, msg);
            }
        });
    });
}

/// What the design costs, beside the level's budget.
fn cost(set_up: &SetUp, at: &mut Parts) {
    let budget = rules(set_up.level).budget_usd;
    let Some(usd) = set_up.usd_per_month else {
        at.line(
            "p cost cost--unknown",
            "The design cannot be built yet, so it has no cost.",
        );
        return;
    };
    let over = set_up.over_budget();
    let whole = f64::from(budget).max(usd) * 1.08;
    let (icon, verdict) = match over {
        Some(over) => (
            Icon::Warning,
            format!(
                "{} above the budget of ${budget}: it costs points.",
                dollars(over)
            ),
        ),
        None => (Icon::Check, format!("Within the budget of ${budget}.")),
    };
    at.within("div cost", |at| {
        at.within("p", |at| {
            at.line("b number", dollars(usd));
            at.words(" a month");
        });
        at.within("div cost__bar", |at| {
            let spent = format!("width:{}", percent(usd / whole));
            at.empty("span cost__spent")
                .class_if(over.is_some(), "cost__spent--over")
                .says(Attribute::Style, spent);
            let limit = format!("left:{}", percent(f64::from(budget) / whole));
            at.empty("span cost__budget").says(Attribute::Style, limit);
        })
        .says(Attribute::Unspoken, "true");
        at.within("p cost__verdict", |at| at.marked(icon, verdict));
    })
    .says(Attribute::Live, "polite");
}

fn lines(set_up: &SetUp, at: &mut Parts) {
    at.within("details setup__lines", |at| {
        at.line("summary", "The design as lines, to be changed");
        let written = Does::Write(Field::GameLines);
        at.field("textarea field", written, set_up.lines.clone())
            .id("game-lines")
            .says(Attribute::Rows, "6")
            .says(Attribute::SpellCheck, "false")
            .says(Attribute::AutoComplete, "off")
            .says(Attribute::Label, "The design as lines")
            .says(Attribute::DescribedBy, "game-blemishes");
    })
    .says_if(set_up.own, Attribute::Open, "open");
}

fn blemish(blemish: &Blemish, at: &mut Parts) {
    at.within("div mistake", |at| {
        at.within("p", |at| {
            let line = blemish.line.map(|line| format!("Line {line}: "));
            at.words(line.unwrap_or_default());
            at.prose(&blemish.cause);
        });
        at.told("p mistake__cure", &capital(&blemish.cure));
    });
}
