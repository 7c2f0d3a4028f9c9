//! What stands beside the tapes of the stage, as parts: names of places, cards, their menus of faults, and the last orders.

use crate::app::asked::{asked_by, how_it_fares, numbered, rate, writes_something};
use crate::app::faults::{self, Strike};
use crate::app::icon::Icon;
use crate::app::lane::{Card, Shape, Tone, card};
use crate::app::lesson::refusal;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Group, Parts};
use crate::app::say::{self, Kept};
use crate::app::thing::Thing;
use crate::app::ticker::Ticker;
use crate::app::window::Menu;
use crate::app::words;
use crate::cloud::{CopyRole, RegionId, ZoneId};
use crate::lesson::Lesson;
use crate::world::{
    AppView, ChannelState, CopyView, DatabaseView, RegionView, View, WriteFate, WriteView,
};

/// What every card needs to be told.
pub struct Cards<'a> {
    pub view: &'a View,
    pub selected: Option<&'a Thing>,
    pub menu: &'a Menu,
    /// The name in a text that is pointed at.
    pub pointed: &'a str,
    /// Whether things can be broken by hand.
    pub breaks: bool,
    pub ticker: &'a Ticker,
    /// What does not offer everything.
    pub lesson: Option<&'a Lesson>,
}

impl Cards<'_> {
    /// A button that selects a thing on the stage.
    pub fn select<'p>(
        &self,
        kind: &'static str,
        thing: &Thing,
        at: &'p mut Parts,
        fill: impl FnOnce(&mut Parts),
    ) -> &'p mut Group {
        let chosen = self.selected == Some(thing);
        at.press(kind, Msg::Select(thing.clone()), fill)
            .class_if(self.is_pointed_at(&thing.name()), "thing--lit")
            .says(Attribute::Pressed, if chosen { "true" } else { "false" })
    }

    /// Whether a text names it where somebody points at.
    pub fn is_pointed_at(&self, name: &str) -> bool {
        self.pointed.eq_ignore_ascii_case(name)
    }

    /// The menu of faults of a thing, beside it. `low` things open theirs upwards.
    fn break_menu(&self, thing: &Thing, low: bool, at: &mut Parts) {
        let strikes = faults::against(self.view, thing);
        if strikes.is_empty() || !self.breaks {
            return;
        }
        let open = *self.menu == Menu::Faults(thing.clone());
        let toggle = match open {
            true => Msg::CloseMenus,
            false => Msg::OpenMenu(Menu::Faults(thing.clone())),
        };
        let name = thing.name();
        at.within("div break", |at| {
            at.press("button break__button", toggle, |at| at.icon(Icon::Zap))
                .id(thing.break_id(self.view))
                .says(Attribute::Expanded, if open { "true" } else { "false" })
                .says(Attribute::Title, format!("Break {name}: choose a fault"))
                .says(Attribute::Label, format!("Break {name}"));
            if open {
                at.within("div menu menu--faults", |at| {
                    faults::offer("details menu__more", &strikes, at, |strike, at| {
                        self.menu_item(strike, at);
                    });
                })
                .class_if(low, "menu--up")
                .says(Attribute::Role, "group")
                .says(Attribute::Label, format!("Faults of {name}"));
            }
        });
    }

    /// A fault of the menu; where the lesson does not offer it, it says so.
    fn menu_item(&self, strike: &Strike, at: &mut Parts) {
        let lesson = self.lesson;
        let refused = lesson.is_some_and(|lesson| refusal(lesson, &strike.line).is_some());
        at.press("button menu__item", Msg::Act(strike.line.clone()), |at| {
            at.line("span", strike.kind.title);
            match refused {
                true => at.line("small", "not in this lesson"),
                false => at.command(&strike.line),
            };
        })
        .class_if(refused, "menu__item--refused")
        .says(Attribute::Refused, if refused { "true" } else { "false" });
    }

    pub fn region(&self, region: &RegionView, low: bool, at: &mut Parts) {
        let thing = Thing::Region(region.id);
        let (icon, words) = match (region.up, region.degraded) {
            (true, false) => (Icon::Globe, "Region"),
            (true, true) => (Icon::Globe, "control plane degraded"),
            (false, _) => (Icon::NoPower, "Region down"),
        };
        at.within("span place", |at| {
            self.select("button thing thing--place", &thing, at, |at| {
                at.icon(icon);
                at.line("b", region.id.name());
                at.line("span quiet", words);
            })
            .id(thing.id(self.view));
            self.break_menu(&thing, low, at);
        });
    }

    pub fn zone(&self, zone: ZoneId, low: bool, at: &mut Parts) {
        let thing = Thing::Zone(zone);
        let mut zones = self.view.regions.iter().flat_map(|region| &region.zones);
        let entry = zones.find(|entry| entry.id == zone);
        let lit = entry.is_some_and(|entry| entry.has_power);
        let trouble = match entry {
            Some(entry) if !entry.has_capacity && lit => Some("no capacity"),
            _ => (!lit).then_some("no power"),
        };
        at.within("span place", |at| {
            self.select("button thing thing--place", &thing, at, |at| {
                at.line("span hidden", "Zone ");
                at.icon(if lit { Icon::Zone } else { Icon::NoPower });
                at.line("b", zone.name());
                if let Some(trouble) = trouble {
                    at.line("span quiet", trouble);
                }
            })
            .id(thing.id(self.view));
            self.break_menu(&thing, low, at);
        });
    }

    /// The card of a copy, and before it the name of its zone, if it is the first there.
    pub fn copy(
        &self,
        entry: &DatabaseView,
        copy: &CopyView,
        named: Option<ZoneId>,
        low: bool,
        at: &mut Parts,
    ) {
        at.within("span lane__zone", |at| {
            if let Some(zone) = named {
                self.zone(zone, low, at);
            }
        });
        let thing = Thing::database(entry);
        let card = card(entry, copy, self.view.now);
        let kind = match card.tone {
            Tone::Well => "div card card--well",
            Tone::Busy => "div card card--busy",
            Tone::Down => "div card card--down",
            Tone::Lost => "div card card--lost",
        };
        // Faults strike the database, so its standbys have no menu of their own.
        let breaks = copy.role == CopyRole::Primary;
        at.within(kind, |at| {
            let button = self.select(CARD, &thing, at, |at| of_copy(card, at));
            if breaks {
                button.id(thing.id(self.view));
            }
            at.when(breaks, |at| self.break_menu(&thing, low, at));
        });
    }

    pub fn app(&self, app: &AppView, at: &mut Parts) {
        let thing = Thing::App(app.name.clone());
        let kind = match (say::asked_for(app).0.state, app.on_damaged_data) {
            (ChannelState::Serving, true) => "div card card--app card--lost",
            (ChannelState::Serving, false) => "div card card--app card--well",
            (ChannelState::Failing, _) => "div card card--app card--down",
            (ChannelState::Waiting | ChannelState::Stopped, _) => "div card card--app card--busy",
        };
        let words = how_it_fares(app);
        at.within(kind, |at| {
            self.select(CARD, &thing, at, |at| {
                at.within("span card__shape", |at| at.icon(Icon::Store));
                at.within("span card__name", |at| {
                    at.line("span hidden", "Application ");
                    at.words(app.name.clone());
                });
                at.within("span card__note card__note--alone", |at| {
                    at.within("b", |at| how_long(&words, at));
                });
            })
            .id(thing.id(self.view));
            self.break_menu(&thing, false, at);
        });
    }

    /// The last orders of an application, and its traffic.
    pub fn orders(&self, app: &AppView, at: &mut Parts) {
        at.within("div orders", |at| {
            let shown = self.ticker.of(&app.name);
            for (place, write) in (1..).zip(shown) {
                order(write, place == shown.len(), at);
            }
        })
        .says(Attribute::Role, "img")
        .says(Attribute::Label, format!("Last orders of {}", app.name));
        at.within("div rates", |at| {
            at.when(writes_something(app), |at| {
                at.line("span", rate("writes", &app.writes));
            });
            at.line("span", rate("reads", &app.reads));
            at.some(|at| {
                if let Some(told) = numbered(app) {
                    at.line("span rates__refused", told);
                }
            });
            at.within("span rates__to", |at| {
                at.line("span", "endpoint ");
                at.line("b", asked_by(app).to_owned());
            });
        });
    }

    /// One database's backups in a Region.
    pub fn storage(&self, region: RegionId, kept: &Kept, at: &mut Parts) {
        let name = format!("Backups of {}", kept.name());
        at.within("div card card--storage", |at| {
            self.select(CARD, &Thing::Storage(region), at, |at| {
                at.within("span card__shape", |at| at.icon(Icon::Archive));
                at.line("span card__name", name.clone())
                    .says(Attribute::Title, name);
                let note = say::backups(self.view, region, kept);
                at.line("span card__note card__note--alone", note);
            });
        });
    }
}

/// The button that a card is.
pub const CARD: &str = "button thing thing--card";

fn of_copy(card: Card, at: &mut Parts) {
    // What is being done, and how long it will take, needs the whole line.
    let told = card.progress.is_some() || card.status.is_some();
    let crowded = told && card.note.as_ref().is_some_and(|note| note.len() > 16);
    at.within("span card__shape", |at| at.icon(icon_of(card.shape)));
    at.line("span card__name", card.name);
    at.within("span card__under", |at| {
        let title = card.note.clone().unwrap_or_default();
        at.within("span card__note", |at| {
            at.when(!crowded, |at| {
                at.line("span card__role", card.role);
            });
            if let Some(note) = card.note {
                at.when(!crowded, |at| at.words(" · "));
                at.within("b", |at| how_long(&note, at));
            }
        })
        .class_if(card.status.is_none(), "card__note--alone")
        .says_if(!title.is_empty(), Attribute::Title, title);
        if let Some(status) = card.status {
            at.within("span card__status", |at| {
                at.words(format!("{} ", card.status_name));
                at.line("b", status);
            })
            .says(Attribute::Title, "What its service reports of it");
        }
    });
    if let Some(progress) = card.progress {
        at.within("span card__progress", |at| {
            let width = format!("width:{:.0}%", progress * 100.0);
            at.empty("span").says(Attribute::Style, width);
        });
    }
}

/// What goes on, and how long, which stays whole where there is no room for both. Of `creating the replica` the verb is enough here.
fn how_long(note: &str, at: &mut Parts) {
    let is_figure = |at: &usize| note[*at..].contains(|letter: char| letter.is_ascii_digit());
    match note.rfind(", ").filter(is_figure) {
        Some(comma) => {
            let verb = note[..comma].split(" the ").next().unwrap_or_default();
            at.line("span card__what", verb.to_owned());
            at.line("span card__long", note[comma..].to_owned());
        }
        None => at.words(note.to_owned()),
    }
}

fn icon_of(shape: Shape) -> Icon {
    match shape {
        Shape::Database => Icon::Database,
        Shape::Standby => Icon::Standby,
        Shape::Replica => Icon::Replica,
        Shape::Unpowered => Icon::NoPower,
        Shape::DeadHost => Icon::DeadHost,
        Shape::BrokenDisk => Icon::BrokenDisk,
        Shape::Restarting => Icon::Restarting,
        Shape::Stopped => Icon::Pause,
        Shape::Unreadable => Icon::Key,
        Shape::Full => Icon::Warning,
        Shape::Building => Icon::Clock,
    }
}

/// An order in its place. The newest moves as it arrives, so it is another element each time; in the other places words change alone.
fn order(write: &WriteView, newest: bool, at: &mut Parts) {
    let (kind, picture, word) = match write.fate {
        WriteFate::Present => ("span order order--present", Icon::Check, "Accepted"),
        WriteFate::Pending => ("span order order--pending", Icon::Clock, "Sent"),
        WriteFate::Refused => ("span order order--refused", Icon::Cross, "Not accepted"),
        WriteFate::InDoubt => ("span order order--pending", Icon::Help, "In doubt"),
        WriteFate::Stranded => ("span order order--lost", Icon::Warning, "Stranded"),
        WriteFate::Gone => ("span order order--lost", Icon::Warning, "Gone"),
        WriteFate::Damaged => ("span order order--lost", Icon::Warning, "Damaged"),
    };
    let number = words::count(write.number);
    // Its number stands on it, and how many were refused stands below: here they would change with each that comes.
    let title =
        format!("{word}. The application numbers its orders, also those that are not accepted.");
    // The places stay and their contents change: nothing on the page moves by itself.
    at.within(kind, |at| {
        let content = at.within("span order__in", |at| {
            at.within("span order__top", |at| {
                at.line("span order__who", write.customer.clone());
                at.icon(picture);
            });
            at.line("span order__what number", words::money(write.amount_cents));
            at.line("span order__what number", format!("order {number}"));
        });
        if newest {
            content.says(Attribute::Key, number);
        }
    })
    .says(Attribute::Title, title);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::app::part::read::{pressed, spoken};
    use crate::world::CopyHealth;

    #[test]
    fn of_a_figure_on_a_card_the_verb_is_told() {
        let parts = Parts::of(|at| how_long("creating the replica, 48 min left", at));
        assert_eq!(spoken(&parts), "creating, 48 min left");
    }

    #[test]
    fn a_thing_is_selected_and_broken_and_its_standby_has_no_menu_of_its_own() {
        let mut view = fixture::cross_region();
        // Whatever became of the standby.
        view.databases[0].copies[1].health = CopyHealth::NoPower;
        let view = view;
        let orders = Thing::database(&view.databases[0]);
        let shown = |menu: &Menu, copy: usize, breaks| {
            let cards = Cards {
                view: &view,
                selected: None,
                menu,
                pointed: "",
                breaks,
                ticker: &Ticker::default(),
                lesson: None,
            };
            let entry = &view.databases[0];
            let parts = Parts::of(|at| cards.copy(entry, &entry.copies[copy], None, false, at));
            let sent: Vec<Msg> = pressed(&parts).into_iter().map(|(_, msg)| msg).collect();
            (sent, spoken(&parts))
        };
        let select = Msg::Select(orders.clone());
        let open = Menu::Faults(orders);
        let opens = Msg::OpenMenu(open.clone());
        let closed = Menu::Closed;
        let (sent, words) = shown(&closed, 0, true);
        assert_eq!(sent, [select.clone(), opens]);
        assert!(words.contains("primary"), "{words}");
        let (sent, words) = shown(&closed, 1, true);
        assert_eq!(sent, std::slice::from_ref(&select));
        assert!(words.contains("standby"), "{words}");
        assert_eq!(shown(&closed, 0, false).0, [select]);
        let (sent, _) = shown(&open, 0, true);
        assert_eq!(sent[1], Msg::CloseMenus);
        let place = |line: &str| {
            let mut lines = sent.iter();
            lines.position(|msg| *msg == Msg::Act(line.to_owned()))
        };
        let crash = place("fault inject instance-crash orders");
        let stall = place("fault inject host-stall orders --for 1h");
        assert!(
            crash.is_some() && crash < stall,
            "what is rare stands last: {sent:?}"
        );
    }
}
