//! `failover-lab schema`: the JSON Schema of a lesson's front matter, made from the types that read it.

use crate::command::{BadInput, Done, Status};
use failover_lab::lesson::FrontMatter;

/// Print the JSON Schema of a lesson's front matter
#[derive(clap::Args)]
pub struct Schema {}

impl Schema {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let schema = schemars::schema_for!(FrontMatter);
        let text = serde_json::to_string_pretty(&schema)
            .map_err(|error| BadInput(format!("the schema cannot be written: {error}")))?;
        Ok(Done {
            text: text + "\n",
            status: Status::Done,
        })
    }
}
