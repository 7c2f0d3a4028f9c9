//! The list of lessons that the page fetches agrees with the lessons.

use crate::lessons;
use failover_lab::lesson::{Index, read};

const HOW: &str = "make it anew: cargo run -q -- index lessons/en > lessons/index.json.new && mv lessons/index.json.new lessons/index.json";

#[test]
fn the_list_of_lessons_is_up_to_date() {
    let written = include_str!("../../lessons/index.json");
    let lessons: Vec<_> = lessons()
        .into_iter()
        .map(|(id, text)| match read(&text) {
            Ok(lesson) => (id, lesson.front),
            Err(mistakes) => panic!("{id}: {}", mistakes[0]),
        })
        .collect();
    let list = Index::of(lessons.iter().map(|(id, front)| (id.clone(), front)));
    assert_eq!(
        Index::parse(written).as_ref(),
        Ok(&list),
        "lessons/index.json does not agree with lessons/en; {HOW}"
    );
    assert_eq!(
        written,
        list.to_text(),
        "lessons/index.json is written otherwise; {HOW}"
    );
}
