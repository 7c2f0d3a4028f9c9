//! `failover-lab reference`: all that a lesson can be written with, as a page, made from the code.

use crate::command::{BadInput, Done, Status};
use failover_lab::cloud::numbers;
use failover_lab::language::{CATALOGUE, Takes, Verb};
use failover_lab::lesson::{Entry, FrontMatter};
use serde_json::{Map, Value};
use std::fmt::Write;

/// Print the reference of lessons, as authors read it at lessons/reference.html
#[derive(clap::Args)]
#[command(after_help = "  failover-lab reference > lessons/reference.html")]
pub struct Reference {}

impl Reference {
    pub fn carry_out(&self) -> Result<Done, BadInput> {
        let whole = |schema: schemars::Schema| {
            serde_json::to_value(schema)
                .map_err(|error| BadInput(format!("the schema cannot be written: {error}")))
        };
        let lesson = whole(schemars::schema_for!(FrontMatter))?;
        let entry = whole(schemars::schema_for!(Entry))?;
        let mut page = Page(HEAD.to_owned());
        keys(&lesson, &mut page);
        conditions(&lesson, &mut page);
        metrics(&lesson, &mut page);
        faults(&mut page);
        verbs(&mut page);
        statuses(&mut page);
        table_of_numbers(&mut page);
        page.part(
            "index",
            "The list of lessons",
            "`lessons/index.json` has an entry for each lesson; `failover-lab index` writes them.",
        );
        page.fields("", &entry, &entry);
        page.0.push_str("</main>\n</body>\n</html>\n");
        Ok(Done {
            text: page.0,
            status: Status::Done,
        })
    }
}

const HEAD: &str = r##"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Reference for lessons · Failover Lab</title>
<link rel="stylesheet" href="reference.css">
</head>
<body>
<main>
<p><a href="../#/author">Write a lesson</a></p>
<h1>What a lesson can be written with</h1>
<p>Made from the code by <code>failover-lab reference</code>. How a lesson is put together is told by <a href="README.md">README.md</a>.</p>
<nav aria-label="Parts"><a href="#keys">Keys</a> <a href="#conditions">Conditions</a> <a href="#metrics">Metrics</a> <a href="#faults">Faults</a> <a href="#verbs">Verbs</a> <a href="#statuses">Statuses</a> <a href="#numbers">Numbers</a> <a href="#index">List of lessons</a></nav>
"##;

/// The page so far.
struct Page(String);

impl Page {
    fn part(&mut self, id: &str, title: &str, text: &str) {
        let (title, text) = (escaped(title), marked(text));
        // Writing into a text never fails.
        let _ = writeln!(self.0, "<h2 id=\"{id}\">{title}</h2>\n<p>{text}</p>");
    }

    fn table(&mut self, heads: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        self.0.push_str("<div tabindex=\"0\"><table>\n<thead><tr>");
        for head in heads {
            let _ = write!(self.0, "<th scope=\"col\">{}</th>", escaped(head));
        }
        self.0.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.0.push_str("<tr>");
            for cell in row {
                let _ = write!(self.0, "<td>{}</td>", marked(&cell));
            }
            self.0.push_str("</tr>\n");
        }
        self.0.push_str("</tbody></table></div>\n");
    }

    /// The keys of an object of a schema.
    fn fields(&mut self, name: &str, schema: &Value, whole: &Value) {
        if !name.is_empty() {
            let _ = writeln!(self.0, "<h3><code>{}</code></h3>", escaped(name));
        }
        let none = Map::new();
        let all = schema["properties"].as_object().unwrap_or(&none);
        let required = schema["required"].as_array();
        let is_required = |key: &str| required.is_some_and(|all| all.iter().any(|one| one == key));
        // Their own order depends on how serde_json was built.
        let mut all: Vec<(&String, &Value)> = all.iter().collect();
        all.sort_by_key(|(key, _)| (!is_required(key), *key));
        let rows = all.into_iter().map(|(key, field)| {
            let needed = if is_required(key) { "yes" } else { "" };
            vec![
                format!("`{key}`"),
                takes(field, whole),
                needed.to_owned(),
                described(field),
            ]
        });
        self.table(&["key", "takes", "needed", "meaning"], rows);
    }
}

fn keys(lesson: &Value, page: &mut Page) {
    page.part(
        "keys",
        "Keys of the front matter",
        "Between `+++` and `+++`, as TOML.",
    );
    page.fields("", lesson, lesson);
    for (name, key) in [
        ("Step", "[[step]]"),
        ("StepAction", "[[step.action]]"),
        ("Prediction", "[[step.predict]]"),
        ("Choice", "[[step.predict.choice]]"),
        ("Decoy", "[[decoy]]"),
        ("Promises", "goals"),
        ("Interview", "[interview]"),
        ("Point", "[[interview.rubric]]"),
        ("Other", "[[interview.other]]"),
        ("Recap", "[recap]"),
    ] {
        page.fields(key, &lesson["$defs"][name], lesson);
    }
}

fn conditions(lesson: &Value, page: &mut Page) {
    page.part(
        "conditions",
        "Conditions",
        "Each is a table with one key. A list of conditions holds if all of it holds.",
    );
    let kinds = lesson["$defs"]["Condition"]["oneOf"].as_array();
    for kind in kinds.into_iter().flatten() {
        let none = Map::new();
        let of = kind["properties"].as_object().unwrap_or(&none);
        for (name, value) in of {
            let _ = writeln!(
                page.0,
                "<h3><code>{}</code></h3>\n<p>{}</p>",
                escaped(name),
                marked(&described(kind))
            );
            if let Some(fields) = value["$ref"].as_str().and_then(|at| at.rsplit('/').next()) {
                let schema = &lesson["$defs"][fields];
                if schema["properties"].is_object() {
                    page.fields("", schema, lesson);
                }
            }
        }
    }
}

fn metrics(lesson: &Value, page: &mut Page) {
    page.part("metrics", "Metrics", "What `{ metric = { name = …, at_least = …, at_most = … } }` can ask for, and when each counts.");
    let all = lesson["$defs"]["Metric"]["oneOf"].as_array();
    let rows = all.into_iter().flatten().map(|one| {
        let name = one["const"].as_str().unwrap_or_default();
        vec![format!("`{name}`"), described(one)]
    });
    page.table(&["name", "meaning"], rows);
}

fn faults(page: &mut Page) {
    page.part("faults", "Faults", "`fault inject KIND TARGET …`. Who lasts takes `--for` and `fault clear`; the others strike at one instant.");
    let rows = CATALOGUE.fault_kinds().into_iter().map(|kind| {
        let targets: Vec<&str> = kind.targets.iter().map(|target| target.label()).collect();
        let options = kind
            .options
            .iter()
            .map(|option| format!("`{} {}`", option.name, option.takes.label()));
        let options: Vec<String> = options.collect();
        let lasts = if kind.lasts { "yes" } else { "" };
        vec![
            format!("`{}`", kind.name),
            format!("`{}`", targets.join(" ")),
            lasts.to_owned(),
            options.join(", "),
            kind.meaning.to_owned(),
        ]
    });
    page.table(&["kind", "target", "lasts", "options", "meaning"], rows);
}

fn verbs(page: &mut Page) {
    page.part("verbs", "Verbs and their options", "What a line begins with. `given` before a line of the start lets it have happened before the lesson begins.");
    let rows = Verb::all().map(|verb| {
        let takes = |takes: Takes| !matches!(takes, Takes::NotModelled(_));
        let options = verb
            .options()
            .filter(|option| takes(option.takes) && !option.required);
        let options: Vec<String> = options
            .map(|option| format!("`{}`", option.usage()))
            .collect();
        vec![
            format!("`{}`", verb.usage()),
            options.join(", "),
            verb.meaning.to_owned(),
        ]
    });
    page.table(&["line", "options", "meaning"], rows);
}

fn statuses(page: &mut Page) {
    page.part(
        "statuses",
        "Statuses",
        "As `status` in a condition names them.",
    );
    let mut rows = Vec::new();
    for service in CATALOGUE.services {
        let of = &service.statuses;
        for (what, all) in [
            ("a database", of.of_databases),
            ("a snapshot", of.of_snapshots),
            ("automated backups", of.of_backups),
        ] {
            let all: Vec<String> = all.iter().map(|one| format!("`{one}`")).collect();
            if !all.is_empty() {
                rows.push(vec![format!("{what} of {}", service.name), all.join(", ")]);
            }
        }
    }
    page.table(&["of", "statuses"], rows);
}

fn table_of_numbers(page: &mut Page) {
    page.part("numbers", "Numbers", "`given number NAME VALUE` sets one for a whole run, and `[60–120 s](number:failover)` links to one in a text. A range is drawn from by the seed.");
    let rows = numbers::all().map(|number| {
        vec![
            format!("`{}`", number.name),
            number.to_string(),
            number.meaning.to_owned(),
        ]
    });
    page.table(&["name", "value", "meaning"], rows);
}

fn described(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    text.replace('\n', " ")
}

/// What a key takes, as an author calls it.
fn takes(schema: &Value, whole: &Value) -> String {
    let kinds: Vec<&Value> = match schema["anyOf"].as_array() {
        Some(any) => any.iter().collect(),
        None => vec![schema],
    };
    let mut words = Vec::new();
    for kind in kinds {
        if let Some(at) = kind["$ref"].as_str() {
            let name = at.rsplit('/').next().unwrap_or_default();
            words.push(one_of(name, &whole["$defs"][name]));
        }
        let types = match &kind["type"] {
            Value::Array(all) => all.iter().collect(),
            one => vec![one],
        };
        words.extend(types.into_iter().filter_map(Value::as_str).filter_map(word));
    }
    words.join(" or ")
}

/// The words that a key can have, or what kind of thing it is.
fn one_of(name: &str, schema: &Value) -> String {
    let list = |schema: &Value| schema["enum"].as_array().cloned().unwrap_or_default();
    let mut all = list(schema);
    // Words that are explained stand each for itself.
    for one in schema["oneOf"].as_array().into_iter().flatten() {
        all.extend(list(one));
        all.push(one["const"].clone());
    }
    let words: Vec<String> = all
        .iter()
        .filter_map(Value::as_str)
        .map(|word| format!("`{word}`"))
        .collect();
    match (words.is_empty(), name) {
        (false, _) => words.join(", "),
        (true, "Amount") => "a number or a duration".to_owned(),
        (true, _) => "a table".to_owned(),
    }
}

fn word(kind: &str) -> Option<String> {
    let word = match kind {
        "string" => "words",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a table",
        _ => return None,
    };
    Some(word.to_owned())
}

/// Text in which `code` stands between backticks.
fn marked(text: &str) -> String {
    let mut html = String::new();
    for (place, part) in text.split('`').enumerate() {
        let part = escaped(part);
        match place % 2 {
            0 => html.push_str(&part),
            _ => {
                let _ = write!(html, "<code>{part}</code>");
            }
        }
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
