//! Whose backups a Region keeps, and what each is called.

use crate::cloud::RegionId;
use crate::world::{ArchiveView, View};

/// The backups of one instance in a Region.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept<'a> {
    pub resource_id: &'a str,
    /// What the instance is called now, or was called at last.
    pub instance: &'a str,
    /// What it was called when some of its snapshots were taken.
    pub formerly: Vec<&'a str>,
    pub archive: Option<&'a ArchiveView>,
    /// What tells it from another of that name: `deleted`.
    apart: Vec<&'a str>,
}

impl Kept<'_> {
    /// `orders-old (was orders)`, and `orders (deleted)` beside another `orders`.
    pub fn name(&self) -> String {
        let name = called(self.instance, &self.formerly);
        match self.apart.is_empty() {
            true => name,
            false => format!("{name} ({})", self.apart.join(", ")),
        }
    }
}

/// What something is called, and what it was called before.
pub fn called(name: &str, formerly: &[&str]) -> String {
    match formerly {
        [] => name.to_owned(),
        names => format!("{name} (was {})", names.join(", ")),
    }
}

/// Whose backups a Region keeps: each instance's logs and daily snapshots, and instances of which only snapshots are there.
/// An instance is the same one under whatever name.
pub fn backups_in(view: &View, region: RegionId) -> Vec<Kept<'_>> {
    let archives = view.archives.iter().filter(|one| one.region == region);
    let mut all: Vec<_> = archives
        .map(|archive| Kept {
            resource_id: &archive.resource_id,
            instance: &archive.instance,
            formerly: Vec::new(),
            archive: Some(archive),
            apart: Vec::new(),
        })
        .collect();
    for shot in view.snapshots.iter().filter(|one| one.region == region) {
        let known = all
            .iter()
            .position(|kept| kept.resource_id == shot.resource_id);
        let place = known.unwrap_or(all.len());
        if known.is_none() {
            all.push(Kept {
                resource_id: &shot.resource_id,
                instance: &shot.instance_now,
                formerly: Vec::new(),
                archive: None,
                apart: Vec::new(),
            });
        }
        let kept = &mut all[place];
        if kept.instance != shot.instance && !kept.formerly.contains(&shot.instance.as_str()) {
            kept.formerly.push(&shot.instance);
        }
    }
    tell_apart(&mut all, |kept| {
        let mut databases = view.databases.iter();
        let is_gone = !databases.any(|entry| entry.resource_id == kept.resource_id);
        is_gone.then_some("deleted")
    });
    tell_apart(&mut all, |kept| Some(kept.resource_id));
    all
}

/// Says more of those that have one name.
fn tell_apart<'a>(all: &mut [Kept<'a>], more: impl Fn(&Kept<'a>) -> Option<&'a str>) {
    let names: Vec<String> = all.iter().map(Kept::name).collect();
    for (kept, name) in all.iter_mut().zip(&names) {
        if names.iter().filter(|other| *other == name).count() > 1 {
            kept.apart.extend(more(kept));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::fixture;
    use crate::language::{Session, Transcript};

    const ORDERS: &str = "aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 20 --backup-retention-period 7";
    const DELETE: &str = "aws rds delete-db-instance --db-instance-identifier orders --skip-final-snapshot --no-delete-automated-backups";

    /// What the rows of backups are called after two hours.
    fn names(lines: &str) -> Vec<String> {
        let text = format!("seed KYIV\ngiven {ORDERS}\n{lines}");
        let session = Transcript::parse(&text).and_then(Session::new);
        let mut session = session.expect("it can be read");
        session.advance_to(fixture::secs(7200));
        let view = session.world().view();
        let rows = backups_in(&view, RegionId::DEFAULT);
        assert!(rows.iter().all(|row| row.archive.is_some()));
        rows.iter().map(Kept::name).collect()
    }

    #[test]
    fn one_instance_is_one_row_of_backups_named_as_it_is_called_now() {
        let rename = "aws rds modify-db-instance --db-instance-identifier orders --new-db-instance-identifier orders-old --apply-immediately";
        let names = names(&format!("60s {rename}\n30m {ORDERS}\n"));
        assert_eq!(names, ["orders-old (was orders)", "orders"]);
    }

    #[test]
    fn two_rows_of_backups_never_have_one_name() {
        let one = names(&format!("60s {DELETE}\n30m {ORDERS}\n"));
        assert_eq!(one, ["orders (deleted)", "orders"]);
        let two = names(&format!(
            "60s {DELETE}\n30m {ORDERS}\n60m {DELETE}\n90m {ORDERS}\n"
        ));
        assert!(two[0].starts_with("orders (deleted, db-"), "{two:?}");
        assert!(two[0] != two[1] && two[2] == "orders", "{two:?}");
    }
}
