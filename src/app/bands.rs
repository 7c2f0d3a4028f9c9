//! The timeline, as parts: when reads and writes were answered, the lag, what happened; and a slider to go back.

use crate::app::lag::LagHistory;
use crate::app::msg::Msg;
use crate::app::outages::spoken_outages;
use crate::app::part::{Attribute, Does, Field, Group, Parts};
use crate::app::style::{self, AT_NOW, BESIDE_NOW, left, percent};
use crate::app::timeline::{Axis, Gap, Happening, HappeningKind, gaps, happenings};
use crate::app::words;
use crate::cloud::JournalEntry;
use crate::sim::{SimDuration, SimTime};
use crate::world::{AppView, ChannelView, DatabaseView, RoleView, View};

/// The length of a gap is written behind it if there is so much room.
const ROOM: f64 = 0.08;
/// About how wide one of its letters is.
const LETTER: f64 = 0.0085;

/// What the timeline shows.
pub struct Bands<'a> {
    pub axis: Axis,
    pub view: &'a View,
    pub journal: &'a [JournalEntry],
    /// The application whose reads and writes are shown.
    pub app: Option<&'a AppView>,
    pub lag: &'a LagHistory,
    /// Whether one can go back.
    pub seeks: bool,
    /// The lines that lie ahead, and when they will run.
    pub ahead: &'a [(SimTime, String)],
}

pub fn bands(shown: &Bands, at: &mut Parts) {
    let (axis, view) = (shown.axis, shown.view);
    let now = view.now;
    let wrong = shown
        .app
        .map_or_else(Vec::new, |app| gaps(axis, &app.wrong_stretches, now));
    at.within("div timeline", |at| {
        let several = shown.app.filter(|_| view.apps.len() > 1);
        at.some(|at| {
            if let Some(app) = several {
                at.within("p timeline__of", |at| {
                    at.words("Writes and reads of ");
                    at.line("b", app.name.clone());
                    at.words(". Select another to see its own.");
                });
            }
        });
        at.within("div timeline__names", |at| {
            at.line("span", "writes");
            at.line("span timeline__aside", "reads");
            at.when(!wrong.is_empty(), |at| {
                at.line("span", "wrong data");
            });
            at.line("span timeline__aside", "lag");
            at.line("span", "events");
        })
        .says(Attribute::Unspoken, "true");
        if let Some(app) = shown.app {
            at.line("p hidden", spoken_outages(app, now));
        }
        at.within("div timeline__plot", |at| {
            at.some(|at| ticks(axis, at));
            band(axis, shown.app.map(|app| &app.writes), now, at);
            band(axis, shown.app.map(|app| &app.reads), now, at);
            at.when(!wrong.is_empty(), |at| {
                at.within("div band band--wrong", |at| {
                    stretches("span band__wrong", &wrong, axis.at(now), at);
                });
            });
            lag(shown, at);
            events(shown, at);
            at.empty("span timeline__now")
                .says(Attribute::Style, AT_NOW);
            at.when(shown.seeks, |at| slider(axis, now, at));
        })
        .says(Attribute::Style, style::now(axis.at(now)));
    })
    .class_if(!wrong.is_empty(), "timeline--wrong");
}

fn ticks(axis: Axis, at: &mut Parts) {
    for time in axis.ticks() {
        let place = axis.at(time);
        at.within("span timeline__tick", |at| {
            at.line("span", label(time));
        })
        .says(Attribute::Style, left(place));
    }
}

fn label(time: SimTime) -> String {
    match time.ms() {
        0 => "0".to_owned(),
        ms => words::span(SimDuration::from_ms(ms.unsigned_abs())),
    }
}

fn band(axis: Axis, channel: Option<&ChannelView>, now: SimTime, at: &mut Parts) {
    let Some(channel) = channel else {
        at.empty("div band band--none");
        return;
    };
    // It serves while it asks and does not fail: neither before the application was there nor while that was stopped.
    at.within("div band", |at| {
        for asked in gaps(axis, &channel.asked, now) {
            at.empty("span band__up")
                .says(Attribute::Style, reach(&asked));
        }
        let outages = gaps(axis, &channel.outages, now);
        stretches("span band__down", &outages, axis.at(now), at);
    });
}

/// Stretches, and how long they lasted where there is room: those that stand too near to each other for that are counted, so that
/// nobody takes the time of several for that of the last. Where the present would stand in such a label, that stands behind it.
fn stretches(kind: &'static str, gaps: &[Gap], now: f64, at: &mut Parts) {
    let (mut lasted, mut count) = (SimDuration::ZERO, 0_u64);
    for gap in gaps {
        lasted = lasted + gap.span;
        count += 1;
        let is_told = gap.room > ROOM;
        at.empty(kind).says(Attribute::Style, reach(gap)).says_if(
            !is_told || count > 1,
            Attribute::Title,
            words::span(gap.span),
        );
        if is_told {
            let told = match count {
                1 => words::span(lasted),
                several => format!("{} in {several}", words::span(lasted)),
            };
            let needs = told.len() as f64 * LETTER;
            let is_crossed = gap.to < now && now < gap.to + needs && now + needs < 1.0;
            match gap.grows || is_crossed {
                true => at.line(BESIDE, told).says(Attribute::Style, BESIDE_NOW),
                false => beside(gap.to, gap.room, told, at),
            };
            (lasted, count) = (SimDuration::ZERO, 0);
        }
    }
}

fn reach(gap: &Gap) -> String {
    match gap.grows {
        true => style::until_now(gap.from),
        false => style::span(gap.from, gap.to),
    }
}

const BESIDE: &str = "small band__span number";

/// Words beside a mark; they are not seen where they have no room.
fn beside(from: f64, room: f64, words: String, at: &mut Parts) -> &mut Group {
    let style = format!("{};max-width:{}", left(from), percent(room));
    at.line(BESIDE, words).says(Attribute::Style, style)
}

/// Words that end at a mark, where there is no room behind it.
fn before(to: f64, room: f64, words: String, at: &mut Parts) -> &mut Group {
    let style = format!("right:{};max-width:{}", percent(1.0 - to), percent(room));
    at.line("small band__span band__span--before number", words)
        .says(Attribute::Style, style)
}

fn lag(shown: &Bands, at: &mut Parts) {
    let (lines, highest) = shown.lag.lines(shown.axis, shown.view.now);
    at.within("div lag", |at| {
        if lines.is_empty() {
            return;
        }
        let place =
            |(at, share): &(f64, f64)| format!("{:.1},{:.1}", at * 1000.0, 19.0 - share * 18.0);
        at.within("svg", |at| {
            for line in &lines {
                let line: Vec<String> = line.iter().map(place).collect();
                at.empty("polyline").says(Attribute::Points, line.join(" "));
            }
        })
        .says(Attribute::ViewBox, "0 0 1000 20")
        .says(Attribute::AspectRatio, "none")
        .says(Attribute::Unspoken, "true");
        let is_replica = |entry: &&DatabaseView| matches!(entry.role, RoleView::ReadReplica { .. });
        let replicas = shown.view.databases.iter().filter(is_replica).count();
        let of = match replicas {
            0 | 1 => String::new(),
            several => format!("worst of {several} replicas: "),
        };
        at.line("small", format!("{of}≤ {}", words::span(highest)));
    });
}

/// A mark tells what happened and when, and leads there. Those of faults and actions bear a name, and can be reached by Tab.
fn events(shown: &Bands, at: &mut Parts) {
    let count = words::counted(shown.journal.len() as u64, "entry", "entries");
    let ahead = match shown.ahead.len() {
        0 => String::new(),
        lines => format!(", {} ahead", words::counted(lines as u64, "line", "lines")),
    };
    let role = if shown.seeks { "group" } else { "img" };
    at.within("div events", |at| {
        for happening in happenings(shown.axis, shown.journal) {
            event(happening, shown.seeks, at);
        }
        for (time, line) in shown.ahead {
            at.empty("span event event--ahead")
                .says(Attribute::Style, left(shown.axis.at(*time)))
                .says(
                    Attribute::Title,
                    format!("{}, ahead: {line}", words::stopwatch(*time)),
                );
        }
    })
    .says(Attribute::Role, role)
    .says(Attribute::Label, format!("{count} in the journal{ahead}"));
}

fn event(happening: Happening, seeks: bool, at: &mut Parts) {
    let kind = match (happening.kind, seeks) {
        (HappeningKind::Fault, true) => "button event event--fault",
        (HappeningKind::Action, true) => "button event event--action",
        (HappeningKind::Event, true) => "button event",
        (HappeningKind::Fault, false) => "span event event--fault",
        (HappeningKind::Action, false) => "span event event--action",
        (HappeningKind::Event, false) => "span event",
    };
    let mark = at.empty(kind);
    if seeks {
        mark.does(Does::Press(Msg::SeekTo(happening.time)))
            .says(Attribute::Label, happening.text.clone())
            .says_if(happening.name.is_none(), Attribute::TabIndex, "-1");
    }
    mark.says(Attribute::Style, left(happening.at))
        .says(Attribute::Title, happening.text);
    match happening.name.filter(|_| happening.room > 0.0) {
        Some(name) if happening.before => {
            before(happening.at, happening.room, name, at);
        }
        Some(name) => {
            beside(happening.at, happening.room, name, at);
        }
        None => {}
    }
}

fn slider(axis: Axis, now: SimTime, at: &mut Parts) {
    let place = format!("{:.0}", axis.at(now) * 1000.0);
    at.field(
        "input timeline__slider",
        Does::Write(Field::Moment(axis)),
        place,
    )
    .says(Attribute::Type, "range")
    .says(Attribute::Min, "0")
    .says(Attribute::Max, "1000")
    .says(Attribute::Step, "1")
    .says(Attribute::Label, "Moment of the run")
    .says(Attribute::ValueText, words::stopwatch(now));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::app::part::read::{groups, pressed, spoken};

    #[test]
    fn one_goes_back_where_the_run_can_be_turned_back() {
        let view = fixture::failed_over();
        let shown = |seeks| {
            let bands_ = Bands {
                axis: Axis::new(view.now),
                view: &view,
                journal: &[],
                app: view.apps.first(),
                lag: &LagHistory::default(),
                seeks,
                ahead: &[],
            };
            Parts::of(|at| bands(&bands_, at))
        };
        let slides = |seeks| {
            let parts = shown(seeks);
            let all = groups(&parts).into_iter();
            all.filter(|one| one.does.is_some()).count()
        };
        assert_eq!((slides(true), slides(false)), (1, 0));
        assert_eq!(pressed(&shown(true)), [], "nothing happened yet");
        let words = spoken(&shown(true));
        let told = "Writes failed from 0:20 to 1:53, 93 s. Reads failed from 0:20 to 1:53, 93 s.";
        assert!(
            words.starts_with(&format!("writesreadslagevents{told}0")),
            "{words}"
        );
        let mut damaged = fixture::failed_over();
        damaged.apps[0].wrong_stretches = vec![(fixture::secs(30), None)];
        let bands_ = Bands {
            axis: Axis::new(damaged.now),
            view: &damaged,
            journal: &[],
            app: damaged.apps.first(),
            lag: &LagHistory::default(),
            seeks: true,
            ahead: &[(fixture::secs(200), "app stop shop".to_owned())],
        };
        let words = spoken(&Parts::of(|at| bands(&bands_, at)));
        assert!(
            words.starts_with("writesreadswrong datalageventsWrites failed"),
            "{words}"
        );
        let told = "Wrong data was served since 0:30, so far 83 s.";
        assert!(words.contains(told), "{words}");
        let parts = Parts::of(|at| bands(&bands_, at));
        let says = |told: &str| {
            let mut said = groups(&parts).into_iter().flat_map(|one| &one.says);
            said.any(|(_, words)| words.contains(told))
        };
        assert!(says("0 entries in the journal, 1 line ahead"));
        assert!(says("3:20, ahead: app stop shop"));
        let axis = Axis::new(view.now);
        let middle = Field::Moment(axis).msg("500".to_owned());
        assert_eq!(middle, Msg::SeekTo(axis.time(0.5)));
    }

    /// What is said of elements is dear to say anew: of what grows with the present, that is said once.
    #[test]
    fn while_an_outage_goes_on_the_plot_alone_says_where_the_present_is() {
        let axis = Axis::new(SimTime::START);
        let at_second = |second| {
            let mut view = fixture::zone_dark();
            view.now = fixture::secs(second);
            let bands_ = Bands {
                axis,
                view: &view,
                journal: &[],
                app: view.apps.first(),
                lag: &LagHistory::default(),
                seeks: false,
                ahead: &[],
            };
            Parts::of(|at| bands(&bands_, at))
        };
        let (before, after) = (at_second(100), at_second(130));
        let (before, after) = (groups(&before), groups(&after));
        assert_eq!(before.len(), after.len());
        let changed = before
            .iter()
            .zip(&after)
            .filter(|(one, two)| one.says != two.says);
        let changed: Vec<&str> = changed.map(|(one, _)| one.kind).collect();
        assert_eq!(changed, ["div timeline__plot"]);
    }

    #[test]
    fn bars_that_stand_side_by_side_are_told_together() {
        let axis = Axis::new(SimTime::START);
        let outage = |from, to| (fixture::secs(from), Some(fixture::secs(to)));
        let all = [outage(10, 41), outage(42, 99), outage(200, 210)];
        let shown = gaps(axis, &all, fixture::secs(240));
        let parts = Parts::of(|at| stretches("span", &shown, 0.8, at));
        assert_eq!(spoken(&parts), "88 s in 210 s");
    }

    #[test]
    fn no_label_is_crossed_by_the_present() {
        let axis = Axis::new(SimTime::START);
        let outage = [(fixture::secs(10), Some(fixture::secs(100)))];
        let placed = |now| {
            let shown = gaps(axis, &outage, fixture::secs(now));
            let present = axis.at(fixture::secs(now));
            let parts = Parts::of(|at| stretches("span", &shown, present, at));
            let mut all = groups(&parts).into_iter();
            let label = all.rfind(|one| one.kind == BESIDE).expect("it has room");
            label.says[0].1 == BESIDE_NOW
        };
        assert_eq!([101, 105, 160].map(placed), [true, true, false]);
    }
}
