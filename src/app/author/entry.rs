//! The list of a host's own lessons as text, by hand: a printer of JSON for all that an entry holds would weigh more in the page than the
//! rest of a package.

use crate::lesson::{Course, Entry, Index};
use serde_json::Value;

/// The list as `Index::to_text` writes it.
pub(super) fn list(index: &Index) -> String {
    let mut text = String::from("{\n  \"format\": \"failover-lab-lessons/1\",\n  \"lessons\": [");
    for (place, entry) in index.lessons.iter().enumerate() {
        text.push_str(if place == 0 { "\n    " } else { ",\n    " });
        text.push_str(&one(entry, "    "));
    }
    text.push_str("\n  ]\n}\n");
    text
}

/// One entry, behind `indent` from its second line on.
pub(super) fn one(entry: &Entry, indent: &str) -> String {
    let course = match entry.course {
        Course::Spine => "spine",
        Course::Elective => "elective",
        Course::Interview => "interview",
        Course::Recap => "recap",
    };
    let mut fields = vec![
        ("id", quoted(&entry.id)),
        ("title", quoted(&entry.title)),
        ("order", entry.order.to_string()),
        ("minutes", entry.minutes.to_string()),
        ("course", quoted(course)),
        ("level", quoted(entry.level.name())),
        ("teaches", all(&entry.teaches, indent)),
    ];
    fields.extend(entry.asks.as_ref().map(|asks| ("asks", quoted(asks))));
    fields.extend(entry.area.map(|area| ("area", quoted(area.name()))));
    if entry.live {
        fields.push(("live", "true".to_owned()));
    }
    fields.extend(entry.language.as_ref().map(|one| ("language", quoted(one))));
    let mut text = String::from("{");
    for (place, (key, value)) in fields.iter().enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
        text.extend([indent, "  ", &quoted(key), ": ", value]);
    }
    text.extend(["\n", indent, "}"]);
    text
}

fn all(texts: &[String], indent: &str) -> String {
    if texts.is_empty() {
        return "[]".to_owned();
    }
    let mut text = String::from("[");
    for (place, one) in texts.iter().enumerate() {
        text.push_str(if place == 0 { "\n" } else { ",\n" });
        text.extend([indent, "    ", &quoted(one)]);
    }
    text.extend(["\n", indent, "  ]"]);
    text
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_as_the_command_writes_it() {
        for text in [
            include_str!("../../../lessons/index.json"),
            include_str!("../../../lessons/interview.json"),
        ] {
            let index = Index::parse(text).expect("it is a list");
            assert_eq!(list(&index), index.to_text());
            assert_eq!(list(&index), text);
        }
        let mut odd =
            Index::parse(include_str!("../../../lessons/index.json")).expect("it is a list");
        odd.lessons.truncate(2);
        odd.lessons[0].title = "Quotes \" and \\, a tab\t and ä".to_owned();
        odd.lessons[1].teaches.clear();
        assert_eq!(list(&odd), odd.to_text());
    }
}
