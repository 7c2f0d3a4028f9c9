//! What is to be watched on a stage that is higher than the window: what was struck, and who takes over.

use crate::app::effect::Effect;
use crate::app::stage::leads_to;
use crate::app::thing::{Thing, id_of};
use crate::cloud::{Access, RegionId, ZoneId};
use crate::world::{AppView, View};

/// What came between two views of one run.
pub fn to_be_watched(before: &View, now: &View) -> Option<Effect> {
    if now.now < before.now {
        return None;
    }
    let struck = || {
        let newest = now.incidents.get(before.incidents.len()..)?.last()?;
        Some(id_of(&newest.target))
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
                .id()
            })
        })
    };
    struck().or_else(taken_over).map(Effect::Watch)
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

    #[test]
    fn what_was_struck_is_watched_and_then_who_takes_over() {
        let calm = fixture::multi_az();
        let watched = |before: &View, now: &View| to_be_watched(before, now);
        assert_eq!(watched(&calm, &calm), None);
        let dark = fixture::zone_dark();
        let zone = Effect::Watch("thing-us-east-1a".to_owned());
        assert_eq!(watched(&calm, &dark), Some(zone));
        let mut other = calm.clone();
        let copies = &mut other.databases[0].copies;
        (copies[0].zone, copies[1].zone) = (copies[1].zone, copies[0].zone);
        let orders = Effect::Watch("thing-orders".to_owned());
        assert_eq!(watched(&calm, &other), Some(orders));
    }
}
