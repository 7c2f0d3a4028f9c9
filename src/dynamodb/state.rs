//! All that DynamoDB owns in a world, and how a request finds it.

use super::backup::Backup;
use super::table::{Status, Table, parse_arn};
use crate::cloud::{CommandError, Context, DbKey, RegionId};

#[derive(Clone, Debug)]
pub struct Dynamo {
    /// Its place among the services of the world.
    pub(super) place: u8,
    /// Every table that there ever was.
    pub(super) tables: Vec<Table>,
    /// Every backup that there ever was, in the order of their requests.
    pub(super) backups: Vec<Backup>,
}

impl Dynamo {
    pub fn new(place: u8) -> Dynamo {
        Dynamo {
            place,
            tables: Vec::new(),
            backups: Vec::new(),
        }
    }

    pub(super) fn table(&self, key: DbKey) -> &Table {
        &self.tables[key.place()]
    }

    pub(super) fn table_mut(&mut self, key: DbKey) -> &mut Table {
        &mut self.tables[key.place()]
    }

    pub(super) fn next_key(&self) -> DbKey {
        DbKey::new(self.place, self.tables.len())
    }

    /// The table that a request means by its name or its ARN. Names of tables know capitals.
    pub(super) fn table_called(&self, region: RegionId, text: &str) -> Option<DbKey> {
        let name = match parse_arn(text) {
            Some((home, name)) if home == region => name,
            Some(_) => return None,
            None => text,
        };
        let mut living = self.tables.iter().filter(|table| table.exists());
        let found = living.find(|table| table.region == region && table.name == name);
        found.map(|table| table.key)
    }

    /// As [`Dynamo::table_called`], or the refusal of what asks for a table.
    pub(super) fn resource(&self, region: RegionId, text: &str) -> Result<DbKey, CommandError> {
        self.table_called(region, text).ok_or_else(|| {
            let message = format!("Requested resource not found: Table: {text} not found");
            CommandError::new("ResourceNotFoundException", message)
        })
    }

    /// As [`Dynamo::table_called`], or the refusal of what asks for a table's backups.
    pub(super) fn source(&self, region: RegionId, text: &str) -> Result<DbKey, CommandError> {
        self.table_called(region, text).ok_or_else(|| {
            let message = format!("Table not found: {text}");
            CommandError::new("TableNotFoundException", message)
        })
    }

    /// The table, if nothing is done with it; or a refusal under that code.
    pub(super) fn active(&self, key: DbKey, code: &'static str) -> Result<&Table, CommandError> {
        let table = self.table(key);
        match table.status {
            Some(Status::Active) => Ok(table),
            status => {
                let status = status.map_or("gone", Status::name);
                let message = format!("table {} is {status}; it must be ACTIVE", table.name);
                Err(CommandError::new(code, message))
            }
        }
    }

    /// Checks that a new table can bear that name; one that exists is refused under that code.
    pub(super) fn new_name(
        &self,
        region: RegionId,
        name: &str,
        code: &'static str,
    ) -> Result<String, CommandError> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if !(3..=255).contains(&name.len()) || !name.chars().all(fits) {
            return invalid(format!(
                "{name:?} is no table name: 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'"
            ));
        }
        match self.table_called(region, name) {
            Some(_) => {
                let message = format!("Table already exists: {name}");
                Err(CommandError::new(code, message))
            }
            None => Ok(name.to_owned()),
        }
    }

    /// The backup of that ARN, if it is kept.
    pub(super) fn backup(&self, cx: &Context, arn: &str) -> Result<usize, CommandError> {
        let mut backups = self.backups.iter();
        let found = backups.position(|backup| backup.is_kept(cx) && backup.arn() == arn);
        found.ok_or_else(|| {
            let message = format!("Backup not found: {arn}");
            CommandError::new("BackupNotFoundException", message)
        })
    }

    /// The first of `name`, `name-2`, … that no backup of the Region ever had.
    pub(super) fn backup_id(&self, region: RegionId, name: &str) -> String {
        let used = |id: &String| {
            let mut own = self.backups.iter().filter(|one| one.region == region);
            own.any(|one| one.id == *id)
        };
        first_free(name, used)
    }

    /// The same of tables.
    pub(super) fn table_id(&self, name: &str) -> String {
        let used = |id: &String| self.tables.iter().any(|table| table.id == *id);
        first_free(&format!("table-{name}"), used)
    }

    /// Whether a restore from that backup is going on.
    pub(super) fn is_being_restored(&self, arn: &str) -> bool {
        let mut made = self
            .tables
            .iter()
            .filter(|table| table.is(Status::Creating));
        made.any(|table| {
            let origin = table.origin.as_ref();
            origin.is_some_and(|origin| origin.backup.as_deref() == Some(arn))
        })
    }
}

fn first_free(stem: &str, used: impl Fn(&String) -> bool) -> String {
    let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
    let mut ids = std::iter::once(stem.to_owned()).chain(numbered);
    ids.find(|id| !used(id)).unwrap_or_else(|| stem.to_owned())
}

pub fn invalid<T>(message: impl Into<String>) -> Result<T, CommandError> {
    Err(CommandError::new("ValidationException", message))
}
