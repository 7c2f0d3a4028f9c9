//! The first minute, as parts: its headline above the stage, and its guide beside it.

use crate::app::asked::not_accepted;
use crate::app::icon::Icon;
use crate::app::msg::Msg;
use crate::app::part::{Attribute, Group, Parts};
use crate::app::route::{Route, Seat};
use crate::app::side::waterfall;
use crate::app::tour::{self, CUT, DELETE, HowMany, Said, Step, Tour, TourMsg, When};
use crate::app::{toll, verdict, words};
use crate::cloud::numbers;
use crate::sim::Spread;
use crate::world::{IncidentView, View};

pub fn headline(tour: &Tour, view: &View, at: &mut Parts) {
    at.within("div headline", |at| {
        at.line("h1", tour::headline(tour, view))
            .id("headline")
            .focusable();
        at.line("p", under(tour, view));
    });
}

fn under(tour: &Tour, view: &View) -> String {
    match tour.step {
        Step::Ask if tour.multi_az => {
            "A shop writes its orders to a database in one zone. A second zone holds another copy of it.".to_owned()
        }
        Step::Ask => "A shop writes its orders to a database in one zone. There is no second copy.".to_owned(),
        Step::Dark => "The zone is dark and the shop’s orders are not accepted. The clock runs faster than yours, and tells below how much.".to_owned(),
        Step::Answer => match view.incidents.first() {
            Some(incident) => verdict::why(view, incident),
            None => String::new(),
        },
        Step::Mark if tour.multi_az => format!(
            "After {} the power was back, and then the old primary in step as the standby. Then the DELETE ran: it stands on both tapes, at the same write, in the same instant.",
            words::span(tour::CUT_LASTS)
        ),
        Step::Mark => "The DELETE is a write like any other. Only the backups, older tapes, are free of it.".to_owned(),
    }
}

pub fn guide(tour: &Tour, view: &View, at: &mut Parts) {
    at.within("section guide", |at| {
        at.some(|at| match (tour.step, view.incidents.first()) {
            (Step::Ask, _) | (_, None) => ask(tour, at),
            (Step::Dark, Some(incident)) => dark(incident, at),
            (Step::Answer, Some(incident)) => answer(tour, view, incident, at),
            (Step::Mark, Some(_)) => mark(tour, view, at),
        });
        at.within("p guide__skip", |at| {
            at.link("a link", &Route::Home, |at| at.words("Skip to the course"));
            at.words(" · ");
            at.link("a link", &Route::Sandbox, |at| at.words("the sandbox"));
            at.words(" · ");
            let interview = Route::Interview(Seat::List);
            at.link("a link", &interview, |at| at.words("the interview"));
        });
    })
    .id("guide")
    .focusable()
    .says(Attribute::Label, "What happens next");
}

fn choices<'a>(
    question: &'static str,
    at: &'a mut Parts,
    fill: impl FnOnce(&mut Parts),
) -> &'a mut Group {
    at.within("fieldset choices", |at| {
        at.line("legend", question);
        at.within("div choices__row", fill);
    })
}

/// A button that runs a line, which stands beneath it.
fn strike(words: &'static str, line: &'static str, msg: TourMsg, at: &mut Parts) {
    at.within("div strike", |at| {
        cut(words, msg, at);
        at.line("code", line);
    });
}

fn cut<'a>(words: &'static str, msg: TourMsg, at: &'a mut Parts) -> &'a mut Group {
    let kind = "button button button--main";
    at.icon_button(kind, Icon::Zap, words, Msg::Tour(msg))
}

/// What the guide offers to press once more, under the thumb; who hears the page, or uses its keys, has the guide itself.
pub fn reach(tour: &Tour, at: &mut Parts) {
    at.within("div reach", |at| match tour.step {
        Step::Ask => {
            cut(CUT_WORDS, TourMsg::CutPower, at).focusable();
        }
        Step::Dark => {}
        Step::Answer if tour.asks_of_standby() => {
            at.press(
                "button button button--main",
                Msg::Tour(TourMsg::ToQuestion),
                |at| {
                    at.line("span", "Predict first");
                    at.icon(Icon::Next);
                },
            )
            .focusable();
        }
        Step::Answer => {
            cut(DELETE_WORDS, TourMsg::Delete, at).focusable();
        }
        Step::Mark => {
            for (title, _, msg) in doors(tour) {
                at.button("button button", title, msg).focusable();
            }
        }
    })
    .says(Attribute::Unspoken, "true");
}

/// The question about the standby.
pub(super) const QUESTION: &str = "saves";
const CUT_WORDS: &str = "Cut the power to us-east-1a";
const DELETE_WORDS: &str = "Run the DELETE";

fn ask(tour: &Tour, at: &mut Parts) {
    at.line("h2", "Predict, if you like");
    let when = "After the power cut, when is the next order accepted?";
    choices(when, at, |at| {
        for one in When::ALL {
            let msg = Msg::Tour(TourMsg::When(one));
            at.option("when", one.label(), tour.when == Some(one), msg);
        }
    });
    choices("How many accepted orders are lost?", at, |at| {
        for one in HowMany::ALL {
            let msg = Msg::Tour(TourMsg::Lost(one));
            at.option("lost", one.label(), tour.lost == Some(one), msg);
        }
    });
    strike(CUT_WORDS, CUT, TourMsg::CutPower, at);
}

fn dark(incident: &IncidentView, at: &mut Parts) {
    at.line("h2", "Where the seconds go");
    waterfall(incident, at);
    at.line(
        "p quiet",
        "Nobody has to do anything. The first accepted order stops the clock.",
    );
}

fn said(said: Said, at: &mut Parts) {
    let icon = if said.right { Icon::Check } else { Icon::Cross };
    at.within("p said", |at| at.marked(icon, said.text))
        .class_if(said.right, "said--right");
}

fn answer(tour: &Tour, view: &View, incident: &IncidentView, at: &mut Parts) {
    let rate = view.apps.first().map_or(0.0, |app| app.writes.rate);
    for one in tour::said(tour, incident, rate) {
        said(one, at);
    }
    if let Some(before) = tour.before {
        let before = words::joined(before);
        at.within("p said", |at| {
            let text = format!("With a standby, under the same seed: {before}.");
            at.marked(Icon::Standby, text);
        });
    }
    waterfall(incident, at);
    at.some(|at| {
        if let Some(count) = view.apps.first().and_then(not_accepted) {
            let told = format!("The shop numbers all its orders, also the {count} that were not accepted; the database numbers commits alone.");
            at.line("p source", told);
        }
    });
    if tour.multi_az {
        source(at);
    }
    at.line("h2", "Now someone runs a DELETE with a wrong WHERE.");
    if tour.multi_az {
        choices("Does the standby save you?", at, |at| {
            for (saves, words) in [(true, "yes"), (false, "no")] {
                let msg = Msg::Tour(TourMsg::Saves(saves));
                at.option("saves", words, tour.saves == Some(saves), msg);
            }
        })
        .id(QUESTION)
        .focusable();
    }
    strike(DELETE_WORDS, DELETE, TourMsg::Delete, at);
    at.when(tour.multi_az, |at| {
        at.line(
            "p source",
            "First the clock leaps to where the standby is in step again.",
        );
    });
}

/// Where the figure for a failover comes from.
fn source(at: &mut Parts) {
    let number = &numbers::FAILOVER;
    let band = match number.spread {
        Spread::Triangular { low, high, .. } | Spread::Uniform { low, high } => {
            format!("{low:.0}–{high:.0} s")
        }
        Spread::Fixed(value) => format!("{value:.0} s"),
        Spread::LogNormal { median, p95 } => format!("{median:.0}–{p95:.0} s"),
    };
    at.within("p source", |at| {
        at.words(format!("AWS documents {band} from the failure to the new primary, so for detection and failover together; the client’s own address cache and reconnecting come on top. "));
        at.source(number.url, "Source");
    });
}

fn mark(tour: &Tour, view: &View, at: &mut Parts) {
    at.when(tour.multi_az, |at| {
        let leapt = words::span(tour::until_delete(view));
        let told = format!(
            "The clock leapt {leapt} ahead, over the wait for the power and for the standby."
        );
        at.line("p source", told);
    });
    if let Some(saves) = tour.saves {
        said(Said::of_standby(saves), at);
    }
    let first = view.incidents.first();
    let wrong = view.incidents.last().map(|incident| incident.wrong_data);
    let wrong = words::span(wrong.unwrap_or_default());
    let took = first.map(|one| words::span(one.recovery.unwrap_or(one.write_outage)));
    let took = took.unwrap_or_default();
    let lost = first.map(|one| toll::lost(one.lost_writes, one.lost_span));
    let lost = lost.unwrap_or_default();
    at.within("dl named", |at| {
        named("RTO", "recovery time objective", at);
        at.line("dd", format!("How long it may take until all is well. The power cut took {took}; the DELETE serves wrong data until somebody heals it: so far for {wrong}."));
        named("RPO", "recovery point objective", at);
        at.line("dd", format!("How much of the past may be missing afterwards. The power cut lost {lost}; going back to before the DELETE loses every order since."));
    });
    at.line("h2", "Three doors");
    at.within("div doors", |at| {
        for (title, what, msg) in doors(tour) {
            at.door(title, what, msg);
        }
    });
}

/// The three doors: what each is called, what is behind it, and what opens it.
fn doors(tour: &Tour) -> [(&'static str, &'static str, Msg); 3] {
    let again = match tour.multi_az {
        true => (
            "The same seed on Single-AZ",
            "The same power cut, without the standby.",
            Msg::Tour(TourMsg::SameSeedSingleAz),
        ),
        false => (
            "The same seed on Multi-AZ",
            "The same power cut, with a standby.",
            Msg::Tour(TourMsg::Begin),
        ),
    };
    let repair = "Go back, or copy the rows back: what each way costs.";
    let course = "From here to a recovery plan that you have drilled.";
    [
        ("Repair it", repair, Msg::Tour(TourMsg::Repair)),
        again,
        ("The course", course, Msg::Go(Route::Home)),
    ]
}

fn named(name: &'static str, whole: &'static str, at: &mut Parts) {
    at.within("dt", |at| {
        at.words(name);
        at.line("span", whole);
    });
}
