//! Where the page comes to stand after a press, where its window does not show all of it: one rule, whatever was pressed. What time
//! brings is watched on the stage; what was answered, asked or judged is read in the text. Of several one is gone to.

use crate::app::effect::Effect;
use crate::app::stage::leads_to;
use crate::app::thing::Thing;
use crate::cloud::{Access, RegionId, ZoneId};
use crate::world::{AppView, View};

/// What a message asks to be gone to. Of several the last in this order is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Landing {
    /// Something to be read: what was answered, or a question that comes next.
    Read(String),
    /// What was begun is watched while the clock runs; if it stands, this is read.
    Watch(Option<String>),
    /// It is somebody's turn: the button that is wanted.
    Turn,
    /// A step has come to its end while something happened: that is watched where one is under the other, else read.
    Ended,
    /// A step has come to its end by an answer: what it came to.
    Done,
}

/// What there is to watch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Whether time passes.
    pub playing: bool,
    /// Whether somebody types, who is left alone.
    pub types: bool,
    /// What the lesson speaks of, by the ids of what stands on the stage: what matters most first.
    pub named: Vec<String>,
    /// What came just now.
    pub news: Option<News>,
}

/// What came just now, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub id: String,
    /// Whether it stands on the stage anew: somebody has just asked for it, so it comes before all that was there.
    pub made: bool,
}

impl Watched {
    /// What is to be in sight, what matters most first.
    fn lanes(self) -> Vec<String> {
        let (made, others) = match self.news {
            Some(News { id, made: true }) => (Some(id), None),
            others => (None, others.map(|news| news.id)),
        };
        made.into_iter().chain(self.named).chain(others).collect()
    }
}

/// The one place that is gone to.
pub fn land(landing: Option<Landing>, watched: Watched) -> Option<Effect> {
    match landing {
        Some(Landing::Done) => return Some(Effect::Show("done-part".to_owned())),
        Some(Landing::Ended) => {
            return Some(Effect::Ended(watched.lanes()));
        }
        Some(Landing::Turn) => return Some(Effect::Show("turn".to_owned())),
        Some(Landing::Watch(_)) if watched.playing && !watched.types => {
            return Some(Effect::Watch {
                lanes: watched.lanes(),
                called: true,
            });
        }
        Some(Landing::Watch(Some(id)) | Landing::Read(id)) => return Some(Effect::Show(id)),
        Some(Landing::Watch(None)) | None => {}
    }
    let comes = watched.news.is_some() && !watched.types;
    comes.then(|| Effect::Watch {
        lanes: watched.lanes(),
        called: false,
    })
}

/// What came between two views of one run: what was struck, else what is being made, else who has taken over.
pub fn news(before: &View, now: &View) -> Option<News> {
    if now.now < before.now {
        return None;
    }
    let struck = || {
        let newest = now.incidents.iter().skip(before.incidents.len()).last()?;
        let all = [&newest.target].into_iter().chain(&newest.struck);
        let mut there = all.filter_map(|name| Thing::told(now, name));
        Some(there.next()?.id(now))
    };
    let taken_over = || {
        now.apps.iter().find_map(|app| {
            let old = before.apps.iter().find(|old| old.name == app.name)?;
            let (was, is) = (serves(before, old)?, serves(now, app)?);
            (was != is).then(|| {
                Thing::Database {
                    region: is.0,
                    id: is.1.to_owned(),
                }
                .id(now)
            })
        })
    };
    // What is made joins what is there; another run brings all of its own.
    let made = || {
        let all = || now.databases.iter().map(Thing::database);
        let (old, new): (Vec<_>, Vec<_>) = all().partition(|one| one.exists(before));
        match &new[..] {
            [made] if !old.is_empty() => Some(made.id(now)),
            _ => None,
        }
    };
    let news = |made| move |id| News { id, made };
    let struck = struck().map(news(false));
    let made = || made().map(news(true));
    struck
        .or_else(made)
        .or_else(|| taken_over().map(news(false)))
}

/// The copy that takes an application's writes: its Region, its database and its zone.
fn serves<'a>(view: &'a View, app: &AppView) -> Option<(RegionId, &'a str, ZoneId)> {
    let (place, copy) = leads_to(view, app, Access::Write)?;
    let entry = &view.databases[place];
    Some((entry.region, &entry.id, entry.copies[copy].zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::language::{Session, Transcript};

    fn told(before: &View, now: &View) -> Option<String> {
        news(before, now).map(|news| news.id)
    }

    #[test]
    fn what_was_struck_is_news_and_then_who_takes_over() {
        let calm = fixture::multi_az();
        assert_eq!(news(&calm, &calm), None);
        let dark = fixture::zone_dark();
        assert_eq!(told(&calm, &dark).as_deref(), Some("thing-us-east-1a"));
        let mut other = calm.clone();
        let copies = &mut other.databases[0].copies;
        (copies[0].zone, copies[1].zone) = (copies[1].zone, copies[0].zone);
        assert_eq!(told(&calm, &other).as_deref(), Some("thing-orders"));
    }

    #[test]
    fn what_is_being_made_is_seen_before_all_that_was_there() {
        let now = fixture::cross_region();
        let mut before = now.clone();
        before.databases.truncate(1);
        let made = news(&before, &now).expect("it stands there anew");
        assert_eq!((&*made.id, made.made), ("thing-orders-west", true));
        let watched = Watched {
            playing: true,
            types: false,
            named: vec!["lane-orders.0".to_owned()],
            news: Some(made),
        };
        assert_eq!(watched.lanes(), ["thing-orders-west", "lane-orders.0"]);
        assert_eq!(news(&now, &before), None, "what is deleted is not gone to");
    }

    #[test]
    fn what_a_key_or_a_fault_in_another_region_struck_is_found_on_the_stage() {
        let calm = fixture::cross_region();
        let struck = |target: &str, struck: &[&str]| {
            let mut now = calm.clone();
            now.incidents = fixture::zone_dark().incidents;
            now.incidents[0].target = target.to_owned();
            now.incidents[0].struck = struck.iter().map(|&name| name.to_owned()).collect();
            told(&calm, &now)
        };
        let key = struck("alias/orders", &["orders"]);
        assert_eq!(key.as_deref(), Some("thing-orders"));
        let west = struck("us-west-2/orders-west", &[]);
        assert_eq!(west.as_deref(), Some("thing-orders-west"));
        assert_eq!(struck("alias/orders", &[]), None);
    }

    #[test]
    fn the_databases_that_a_key_struck_are_told_with_its_incident() {
        let text = "seed KYIV\ngiven aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 20 --storage-encrypted --kms-key-id alias/orders\n60s fault inject kms-key-disabled alias/orders\n";
        let session = Transcript::parse(text).and_then(Session::new);
        let mut session = session.expect("it can be read");
        let calm = session.world().view();
        session.advance_to(fixture::secs(61));
        let now = session.world().view();
        assert_eq!(now.incidents[0].struck, ["orders"]);
        assert_eq!(told(&calm, &now).as_deref(), Some("thing-orders"));
    }

    fn watched(playing: bool, types: bool) -> Watched {
        Watched {
            playing,
            types,
            named: vec!["lane-orders.0".to_owned()],
            news: Some(News {
                id: "thing-us-east-1a".to_owned(),
                made: false,
            }),
        }
    }

    #[test]
    fn time_that_passes_is_watched_and_what_stands_is_read() {
        let pressed = || Some(Landing::Watch(Some("told-0".to_owned())));
        let lanes = ["lane-orders.0", "thing-us-east-1a"].map(str::to_owned);
        let watch = |called| Effect::Watch {
            lanes: lanes.to_vec(),
            called,
        };
        assert_eq!(land(pressed(), watched(true, false)), Some(watch(true)));
        assert_eq!(land(None, watched(true, false)), Some(watch(false)));
        assert_eq!(land(None, watched(false, false)), Some(watch(false)));
        let told = Some(Effect::Show("told-0".to_owned()));
        assert_eq!(land(pressed(), watched(false, false)), told);
        assert_eq!(
            land(None, watched(true, true)),
            None,
            "who types is left alone"
        );
    }

    #[test]
    fn the_end_of_a_step_comes_before_all_that_was_watched() {
        let mut all = [
            Landing::Ended,
            Landing::Read("question-1".to_owned()),
            Landing::Watch(None),
            Landing::Turn,
        ];
        all.sort();
        let last = all.into_iter().next_back();
        // On a narrow screen the take-over is on the stage, and the text far below it.
        let lanes = ["lane-orders.0", "thing-us-east-1a"].map(str::to_owned);
        let ended = Some(Effect::Ended(lanes.to_vec()));
        assert_eq!(land(last, watched(true, false)), ended);
        let done = Some(Effect::Show("done-part".to_owned()));
        assert_eq!(land(Some(Landing::Done), watched(false, false)), done);
    }
}
