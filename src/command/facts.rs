//! `failover-lab facts`: the table of numbers, with sources.

use crate::command::{BadInput, Done, Status};
use failover_lab::cloud::{Confidence, Number, numbers};
use serde_json::json;

/// Print the numbers that the model rests on, with their sources
#[derive(clap::Args)]
pub struct Facts {
    /// Only numbers whose name holds this
    name: Option<String>,
    /// Print them as JSON
    #[arg(long)]
    json: bool,
}

impl Facts {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let part = self.name.as_deref().unwrap_or_default();
        let chosen: Vec<&Number> = numbers::all()
            .filter(|number| number.name.contains(part))
            .collect();
        if chosen.is_empty() {
            return Err(BadInput(format!("no number's name holds \"{part}\"")));
        }
        let text = if self.json {
            let list: Vec<_> = chosen.iter().map(|number| as_json(number)).collect();
            format!("{:#}\n", serde_json::Value::from(list))
        } else {
            table(&chosen)
        };
        Ok(Done {
            text,
            status: Status::Done,
        })
    }
}

fn as_json(number: &Number) -> serde_json::Value {
    json!({
        "name": number.name,
        "value": number.spread.to_string(),
        "unit": number.unit.name(),
        "meaning": number.meaning,
        "source": number.source,
        "url": number.url,
        "confidence": number.confidence.mark(),
    })
}

fn table(numbers: &[&Number]) -> String {
    let rows: Vec<[String; 4]> = numbers
        .iter()
        .map(|number| {
            let value = number.to_string();
            let mark = number.confidence.mark().to_owned();
            [
                number.name.to_owned(),
                value,
                mark,
                number.meaning.to_owned(),
            ]
        })
        .collect();
    let width = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or(0)
    };
    let (name_width, value_width) = (width(0), width(1));
    let mut text = String::new();
    for ([name, value, mark, meaning], number) in rows.iter().zip(numbers) {
        text.push_str(&format!(
            "{name:<name_width$}  {value:<value_width$}  {mark}  {meaning}\n"
        ));
        let indent = " ".repeat(name_width + value_width + 7);
        let source = match number.url {
            "" => number.source.to_owned(),
            url => format!("{} <{url}>", number.source),
        };
        text.push_str(&format!("{indent}{source}\n"));
    }
    text.push_str("\nA range is low..high or low..most likely..high; 480~1800 is a median and a 95th percentile.\n");
    for confidence in [
        Confidence::Documented,
        Confidence::Reported,
        Confidence::Derived,
        Confidence::Modelled,
    ] {
        text.push_str(&format!(
            "{}: {}.\n",
            confidence.mark(),
            confidence.meaning()
        ));
    }
    text.push_str("A transcript changes one with `given number NAME VALUE`.\n");
    text
}
