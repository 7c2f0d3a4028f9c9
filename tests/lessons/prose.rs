//! The prose of the course: figures that rest on something, links that lead somewhere, steps that fit beside the stage.

use crate::{lessons, questions};
use failover_lab::app::Route;
use failover_lab::lesson::{Course, FrontMatter, Lesson, read};
use failover_lab::sim::parse_duration;
use std::collections::BTreeSet;

/// Every lesson.
fn read_all() -> Vec<(String, String, Lesson)> {
    read_these(lessons())
}

/// Every lesson, and every question of the interview.
fn read_questions_too() -> Vec<(String, String, Lesson)> {
    read_these(lessons().into_iter().chain(questions()))
}

fn read_these(texts: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String, Lesson)> {
    let read = |(name, text): (String, String)| {
        let lesson = read(&text).unwrap_or_else(|_| panic!("{name} is a lesson"));
        (name, text, lesson)
    };
    texts.into_iter().map(read).collect()
}

/// What a step waits for is known by name: its learner has read it there or before, in the text or on a button.
#[test]
fn no_condition_names_what_the_step_does_not() {
    for (name, text, lesson) in read_questions_too() {
        let prose = prose_of(&text);
        for (place, step) in lesson.front.steps.iter().enumerate() {
            let shown = lesson.front.steps[..=place].iter();
            let buttons = shown.flat_map(|one| &one.actions);
            let buttons: Vec<String> = buttons
                .map(|button| format!("{} {}", button.label, button.line))
                .collect();
            let known = format!("{prose} {}", buttons.join(" "));
            for condition in &step.until {
                let words = failover_lab::lesson::words::of(condition);
                let named = words.split('`').skip(1).step_by(2);
                // A line that is to be used stands in the hints.
                for code in named.filter(|code| !code.contains(' ')) {
                    let code = code.trim_start_matches("us-west-2/");
                    assert!(known.contains(code), "{name}, {}: `{code}`", step.section);
                }
            }
        }
    }
}

#[test]
fn no_figure_in_the_prose_stands_alone() {
    let mut wrong = Vec::new();
    for (name, text, lesson) in read_questions_too() {
        let lone = Given::of(&given(&lesson.front)).lone_figures(prose_of(&text));
        if !lone.is_empty() {
            wrong.push(format!("{name}: {lone:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "link these to the table of numbers, as [60–120 s](number:failover): {wrong:#?}"
    );
}

#[test]
fn a_figure_must_be_the_same_and_not_look_alike() {
    let given = Given::of("rto 2m --allocated-storage 200 --backup-retention-period 7");
    let stated =
        "It takes 120 s, or 2 min, of 200 GiB, kept for seven days, or [60 s](number:failover).";
    assert_eq!(given.lone_figures(stated), Vec::<String>::new());
    let lone = given.lone_figures("It takes 20 s, or 2 h, 5m or 200m, five-minute steps, or 20 %.");
    assert_eq!(lone, ["20 s", "2 h", "5m", "200m", "five minute", "20 %"]);
}

/// A sum that a question starts from can be wrong like any other; what the run shows is for the run to say.
#[test]
fn no_sum_of_money_in_a_question_stands_alone() {
    for (name, _, lesson) in read_questions_too() {
        let known = Given::of(&given(&lesson.front));
        for question in lesson.front.steps.iter().flat_map(|step| &step.predictions) {
            let choices = question.choices.iter().map(|choice| &choice.text);
            for text in [&question.question, &question.explain]
                .into_iter()
                .chain(choices)
            {
                let mut lone = known.lone_figures(text);
                lone.retain(|figure| {
                    ["us", "usd", "dollars"]
                        .iter()
                        .any(|unit| figure.ends_with(unit))
                });
                assert!(lone.is_empty(), "{name}: \"{text}\" states {lone:?}");
            }
        }
    }
}

/// What stands before `## Further reading`, without the front matter.
fn prose_of(text: &str) -> &str {
    let prose = text.split_once("\n+++\n").map_or(text, |(_, prose)| prose);
    prose.split("## Further reading").next().unwrap_or_default()
}

/// Whatever the front matter states as a value: the start, the goals, the lines, and what ends a step.
fn given(front: &FrontMatter) -> String {
    let goals = front.goals.stated().map(|(_, goal)| goal.to_owned());
    let lines = front.steps.iter().flat_map(|step| &step.actions);
    let lines = lines.map(|action| action.line.clone());
    // When a line of a lesson's solution runs is its learner's; when the run ends is stated. A question tells of its run.
    let is_asked = front.course == Course::Interview;
    let solution = front.solution.lines().filter_map(|line| {
        let (time, words) = line.split_once(char::is_whitespace)?;
        let words = words.trim();
        Some(match (words, is_asked) {
            ("end", _) => time.to_owned(),
            (words, false) => words.to_owned(),
            (words, true) => format!("{} {words}", time.trim_start_matches('+')),
        })
    });
    let until = front.steps.iter().flat_map(|step| &step.until);
    let conditions = until.chain(&front.win);
    let conditions = conditions.map(|one| serde_json::to_string(one).expect("it is written"));
    let parts = goals.chain(lines).chain(solution).chain(conditions);
    parts.fold(front.start.clone(), |all, part| all + "\n" + &part)
}

/// What may be said without a link.
struct Given {
    spans: BTreeSet<u64>,
    numbers: Vec<f64>,
}

impl Given {
    fn of(text: &str) -> Given {
        let words = || text.split(|c: char| !(c.is_alphanumeric() || c == '.'));
        let spans = words().filter_map(|word| parse_duration(word).ok());
        let mut spans: BTreeSet<u64> = spans.map(|span| span.ms()).collect();
        // A retention is stated in days without a unit.
        for rest in text.split("--backup-retention-period").skip(1) {
            let days = rest.split_whitespace().next().map(str::parse::<u64>);
            spans.extend(days.and_then(Result::ok).map(|days| days * 86_400_000));
        }
        let numbers = words().filter_map(|word| word.parse().ok()).collect();
        Given { spans, numbers }
    }

    /// Figures with a unit that are neither linked to the table of numbers nor given.
    fn lone_figures(&self, prose: &str) -> Vec<String> {
        let plain = without_links_and_code(prose).replace(['-', '–'], " ");
        let words: Vec<String> = plain.split_whitespace().map(trimmed).collect();
        let mut lone = Vec::new();
        for (place, word) in words.iter().enumerate() {
            let next = words.get(place + 1).map_or("", String::as_str);
            let unit_at = word.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
            let (digits, joined) = word.split_at(unit_at.unwrap_or(word.len()));
            let is_joined = !digits.is_empty() && !joined.is_empty();
            let (figure, unit) = match is_joined {
                true => (number(digits), joined),
                false => (number(word), next),
            };
            let Some(figure) = figure.filter(|_| is_unit(unit)) else {
                continue;
            };
            if !self.holds(figure, unit) {
                let after = if is_joined { "" } else { unit };
                lone.push(format!("{word} {after}").trim_end().to_owned());
            }
        }
        lone
    }

    fn holds(&self, figure: f64, unit: &str) -> bool {
        match UNITS_OF_TIME
            .iter()
            .find(|(names, _)| names.contains(&unit))
        {
            Some((_, ms)) => self.spans.contains(&((figure * ms).round() as u64)),
            None => self.numbers.contains(&figure),
        }
    }
}

/// Names of units, and how many milliseconds they are.
const UNITS_OF_TIME: [(&[&str], f64); 6] = [
    (&["ms", "millisecond", "milliseconds"], 1.0),
    (&["s", "second", "seconds"], 1_000.0),
    (&["m", "min", "minute", "minutes"], 60_000.0),
    (&["h", "hour", "hours"], 3_600_000.0),
    (&["d", "day", "days"], 86_400_000.0),
    (&["week", "weeks"], 604_800_000.0),
];
const OTHER_UNITS: [&str; 12] = [
    "%", "usd", "us", "dollars", "gib", "tib", "gb", "writes", "writes/s", "reads/s", "orders",
    "times",
];

fn is_unit(word: &str) -> bool {
    UNITS_OF_TIME.iter().any(|(names, _)| names.contains(&word)) || OTHER_UNITS.contains(&word)
}

fn trimmed(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
    word.to_lowercase()
}

/// A number in digits or in words; nothing for what is none.
fn number(word: &str) -> Option<f64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    const LARGE: [(&str, f64); 5] = [
        ("fifteen", 15.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("sixty", 60.0),
        ("ninety", 90.0),
    ];
    let small = WORDS.iter().position(|known| *known == word);
    let large = LARGE.iter().find(|(known, _)| *known == word);
    let in_words = small.map(|place| place as f64).or(large.map(|one| one.1));
    in_words.or_else(|| word.replace(',', "").parse().ok())
}

/// Links and code are checked for themselves.
fn without_links_and_code(prose: &str) -> String {
    let mut plain = String::new();
    let mut rest = prose;
    while let Some(at) = rest.find(['[', '`']) {
        plain.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('[') {
            ")"
        } else {
            "`"
        };
        let end = rest[at + 1..].find(close);
        let end = end.map_or(rest.len(), |end| at + 1 + end + 1);
        plain.push_str(" · ");
        rest = &rest[end..];
    }
    plain + rest
}

#[test]
fn every_link_within_the_lab_leads_somewhere() {
    let all = read_all();
    let names: BTreeSet<&str> = all.iter().map(|(name, ..)| name.as_str()).collect();
    for (name, text, _) in &all {
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap_or_default();
            assert!(
                !link.starts_with('#') || leads_somewhere(link, &names),
                "{name} links to {link}, where nothing is"
            );
        }
    }
    for link in ["#/sandbox", "#/tour", "#/", "#/game", "#/game/shift/KYIV"] {
        assert!(leads_somewhere(link, &names), "{link}");
    }
    for link in ["#/nowhere", "#/lesson/no-such", "#/game/easy/KYIV", "#top"] {
        assert!(!leads_somewhere(link, &names), "{link}");
    }
}

fn leads_somewhere(link: &str, lessons: &BTreeSet<&str>) -> bool {
    match Route::parse(link) {
        Route::Lesson(name) | Route::Guide(name) | Route::Present(name, _) => {
            lessons.contains(name.as_str())
        }
        Route::Home
        | Route::Tour
        | Route::Sandbox
        | Route::Author
        | Route::Interview(_)
        | Route::GameDay
        | Route::Game { .. }
        | Route::Map(_)
        | Route::Run(..) => true,
        // Of these a lesson can know nothing.
        Route::Start
        | Route::Draft
        | Route::Dropped
        | Route::LessonFile(_)
        | Route::Class(_)
        | Route::In(_)
        | Route::Unknown => false,
    }
}

/// With more, its first button stands below the fold of a screen of 1280×800.
#[test]
fn a_step_fits_beside_the_stage() {
    let mut long = Vec::new();
    for (name, text, lesson) in read_all() {
        let sections = prose_of(&text).split("\n## ").skip(1);
        for (title, prose) in sections.filter_map(|section| section.split_once('\n')) {
            let words = without_addresses(prose).split_whitespace().count();
            if title != "Debrief" && words > 92 {
                long.push(format!("{name}, \"{title}\": {words} words"));
            }
        }
        for step in &lesson.steps {
            let questions = step.step.predictions.len();
            assert!(questions <= 2, "{name}, \"{}\" asks too much", step.title);
        }
    }
    assert!(long.is_empty(), "before the first button: {long:#?}");
}

/// The prose as it is read: of a link the words alone.
fn without_addresses(prose: &str) -> String {
    let mut parts = prose.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        all + part.split_once(')').map_or("", |(_, rest)| rest)
    })
}

#[test]
fn every_debrief_ends_with_a_sentence_for_an_interview() {
    for (name, text, _) in read_all() {
        let debrief = prose_of(&text).split("## Debrief").nth(1);
        let last = debrief.and_then(|debrief| debrief.trim().rsplit("\n\n").next());
        let said = last
            .and_then(|last| last.strip_prefix("In an interview you could say: *"))
            .and_then(|said| said.strip_suffix(".*"));
        let said = said.unwrap_or_else(|| panic!("{name} ends without something to say"));
        assert!(!said.contains(". "), "{name}: one sentence, not two");
    }
}
