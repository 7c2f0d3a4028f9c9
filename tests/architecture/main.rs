//! The shape of the code: which room may know which, no circles of files, nothing too long to read, every idea listed once.

mod red;
mod source;

use failover_lab::app::Tab;
use failover_lab::language::Verb;
use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use source::{Source, lengths, sources, with_programs};
use std::collections::{BTreeMap, BTreeSet};

/// The rooms from left to right: a room knows only those before it, and itself. `lesson` and `study` stand beside each other. A service that
/// is asked by the API of another one stands right of that: it takes that one's requests.
const ROOMS: &[&[&str]] = &[
    &["sim"],
    &["cloud"],
    &["grammar"],
    &["dynamodb", "rds"],
    &["aurora"],
    &["world"],
    &["language"],
    &["lesson", "study"],
    &["app"],
    &["ui"],
];

const LONGEST_FILE: usize = 400;
const LONGEST_FUNCTION: usize = 70;
const LARGEST_CIRCLE: usize = 3;

fn place(room: &str) -> Option<usize> {
    ROOMS.iter().position(|rooms| rooms.contains(&room))
}

/// What files import from a room that they must not know.
fn wrong_imports(sources: &[Source]) -> Vec<String> {
    sources.iter().flat_map(wrong_imports_of).collect()
}

fn wrong_imports_of(source: &Source) -> Vec<String> {
    let own = source.room();
    let wrong = |import: &&Vec<String>| {
        let other = import[0].as_str();
        let known = other == own || place(other) < place(own);
        place(other).is_some() && !known
    };
    let imports = source.imports.iter().chain(source.shows()).filter(wrong);
    imports
        .map(|import| format!("{} imports {}", source.path, import.join("::")))
        .collect()
}

#[test]
fn rooms_know_only_what_stands_left_of_them() {
    let sources = sources();
    let strangers = sources
        .iter()
        .filter(|source| place(source.room()).is_none());
    let strangers: Vec<&str> = strangers.map(|source| source.path.as_str()).collect();
    assert_eq!(strangers, [""; 0], "these stand in no room of the list");
    assert_eq!(wrong_imports(&sources), [""; 0]);
}

/// Circles of files along `ties`, each sorted, if they are too large.
fn circles<'s>(sources: &'s [Source], ties: impl Fn(&'s Source) -> Vec<usize>) -> Vec<String> {
    let mut graph = DiGraphMap::<usize, ()>::new();
    for (from, source) in sources.iter().enumerate() {
        graph.add_node(from);
        for to in ties(source) {
            graph.add_edge(from, to, ());
        }
    }
    let name = |index: usize| sources[index].path.as_str();
    let found = tarjan_scc(&graph).into_iter();
    let found = found.filter(|circle| circle.len() > LARGEST_CIRCLE);
    let sorted = found.map(|circle| {
        let mut circle: Vec<&str> = circle.into_iter().map(name).collect();
        circle.sort_unstable();
        circle
    });
    sorted.map(|circle| circle.join(", ")).collect()
}

/// Files that import each the next, directly or not.
fn circles_of_imports(sources: &[Source]) -> Vec<String> {
    circles(sources, |source| {
        let imports = source.imports.iter();
        let files = imports.flat_map(|import| source::files_of(sources, import));
        files.collect()
    })
}

#[test]
fn no_more_than_three_files_stand_in_a_circle() {
    assert_eq!(circles_of_imports(&sources()), [""; 0]);
}

/// Files that call methods each of the next, directly or not.
fn circles_of_calls(sources: &[Source]) -> Vec<String> {
    let mut homes: BTreeMap<&(String, String), usize> = BTreeMap::new();
    for (file, source) in sources.iter().enumerate() {
        homes.extend(source.methods.iter().map(|method| (method, file)));
    }
    let calls = |source: &Source| {
        let calls = source.calls.iter();
        calls.filter_map(|call| homes.get(call).copied()).collect()
    };
    circles(sources, calls)
}

/// A type whose methods stand in many files could hide a circle: its files need not import each other.
#[test]
fn no_more_than_three_files_call_each_others_methods_in_a_circle() {
    assert_eq!(circles_of_calls(&sources()), [""; 0]);
}

/// The files of a room that import what stands in `path`.
fn importers<'s>(sources: &'s [Source], room: &str, path: &str) -> Vec<&'s str> {
    let is_it = |import: &Vec<String>| {
        let files = source::files_of(sources, import);
        let mut paths = files.iter().map(|file| &sources[*file].path);
        paths.any(|other| other == path)
    };
    let of_page = sources.iter().filter(|source| source.room() == room);
    let importers = of_page.filter(|source| source.imports.iter().any(is_it));
    importers.map(|source| source.path.as_str()).collect()
}

/// Whatever a part of the page asks of another stands below it: the loop alone stands above them all.
#[test]
fn no_part_of_the_page_imports_its_loop() {
    assert_eq!(importers(&sources(), "app", "src/app/update.rs"), [""; 0]);
}

/// The loop of the page. These files alone know its whole state; whatever else there is gets what it needs of it.
const LOOP: [&str; 15] = [
    // A line that is run: the run, the terminal, and what is on the stage learn of it.
    "src/app/act.rs",
    // What screens ask for is done.
    "src/app/carry.rs",
    // A task of a class leads to a lesson, a day or an interview, and each of them can be handed in.
    "src/app/class_update.rs",
    // Another run comes to the stage, whatever stood there.
    "src/app/enter.rs",
    "src/app/follow.rs",
    // Wherever somebody composes, the clock waits.
    "src/app/hold.rs",
    // What lessons are told: whoever awaits a text, on whatever screen, gets it.
    "src/app/lesson_update.rs",
    "src/app/look.rs",
    // The way from any screen to any other.
    "src/app/navigate.rs",
    // A lesson that is shown to a class plays its run by the page's own clock.
    "src/app/present_update.rs",
    // What was won, on whatever stage, is written down with what proves it.
    "src/app/recap_update.rs",
    "src/app/shared.rs",
    // What each part of the page shows is taken out of it.
    "src/app/showing.rs",
    "src/app/state.rs",
    "src/app/update.rs",
];

#[test]
fn only_the_loop_knows_the_whole_state_of_the_page() {
    let sources = sources();
    assert_eq!(
        importers(&sources, "app", "src/app/state.rs"),
        LOOP,
        "in order of the alphabet"
    );
    // What draws a part is handed what that shows.
    let drawing = importers(&sources, "ui", "src/app/state.rs");
    assert_eq!(drawing, ["src/ui/page.rs"]);
}

fn too_long(sources: &[Source]) -> Vec<String> {
    let mut long = Vec::new();
    for source in sources {
        if source.lines > LONGEST_FILE {
            long.push(format!("{}: {} lines", source.path, source.lines));
        }
        let functions = source.functions.iter();
        let too_long = functions.filter(|(_, lines)| *lines > LONGEST_FUNCTION);
        long.extend(
            too_long.map(|(name, lines)| format!("{}: {name}, {lines} lines", source.path)),
        );
    }
    long
}

#[test]
fn files_and_functions_can_be_read_at_a_glance() {
    assert_eq!(too_long(&with_programs()), [""; 0]);
}

/// Of tests the file alone: what one tells may be as long as its story.
fn too_long_a_file(files: &[(String, usize)]) -> Vec<&str> {
    let long = files.iter().filter(|(_, lines)| *lines > LONGEST_FILE);
    long.map(|(path, _)| path.as_str()).collect()
}

#[test]
fn files_of_tests_and_benchmarks_can_be_read_at_a_glance_too() {
    let files = lengths(&["benches", "src", "tests"]);
    assert!(files.len() > 500, "they are found");
    assert_eq!(too_long_a_file(&files), [""; 0]);
}

/// Every file of a folder of ideas, but for those named.
fn ideas(folder: &str, but: &[&str]) -> Vec<String> {
    let sources = sources();
    let within = sources.iter().filter_map(|source| {
        let name = source.path.strip_prefix(folder)?.strip_suffix(".rs")?;
        (!name.contains('/') && !but.contains(&name)).then(|| name.to_owned())
    });
    within.collect()
}

/// Both tables together are all that menus offer and the wilder swarm strikes with.
#[test]
fn every_fault_is_one_file_and_one_line() {
    let tables = [
        ("src/world/fault/", failover_lab::world::FAULT_KINDS),
        ("src/rds/fault/", failover_lab::rds::fault::FAULT_KINDS),
    ];
    let rds = failover_lab::rds::fault::FAULT_KINDS;
    let aurora = failover_lab::aurora::FAULT_KINDS.iter().copied();
    // Of what it suffers as any DB instance does the room of RDS has the file.
    let own: Vec<_> = aurora.filter(|kind| !rds.contains(kind)).collect();
    let all = tables.into_iter().chain([("src/aurora/fault/", &own[..])]);
    for (folder, kinds) in all {
        let files: Vec<String> = ideas(folder, &["mod"])
            .iter()
            .map(|name| name.replace('_', "-"))
            .collect();
        let listed: Vec<&str> = kinds.iter().map(|kind| kind.name).collect();
        assert_eq!(listed, files, "in order of the alphabet");
    }
}

/// Whether a text is a kind's name, or is filled in around one. A whole line with a name in it is an example for people to read.
fn names_kind(text: &str, kind: &str) -> bool {
    let in_word = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let holds = || text.split(|c| !in_word(c)).any(|word| word == kind);
    text == kind || text.contains('{') && holds()
}

/// AWS calls what comes of it by the same word.
const STATUS_OF_A_KINDS_NAME: (&str, &str) = ("src/rds/status.rs", "storage-full");

fn names_of_kinds(sources: &[Source]) -> Vec<String> {
    let kinds = failover_lab::language::CATALOGUE.fault_kinds();
    let mut wrong = Vec::new();
    for source in sources {
        for kind in &kinds {
            let own = format!("/fault/{}.rs", kind.name.replace('-', "_"));
            let is_status = (source.path.as_str(), kind.name) == STATUS_OF_A_KINDS_NAME;
            let names = |text: &&String| names_kind(text, kind.name) && !is_status;
            if !source.path.ends_with(&own) && source.texts.iter().any(|text| names(&text)) {
                wrong.push(format!("{}: {}", source.path, kind.name));
            }
        }
    }
    wrong
}

/// Whoever wants to know something of a fault asks its kind, and names none. The game day and the swarm, whose content is a choice of
/// faults, refer to them by path.
#[test]
fn no_file_but_its_own_names_a_kind_of_fault() {
    assert_eq!(names_of_kinds(&sources()), [""; 0]);
}

/// What may know a service by name: where all are put together, and the content of runs: ready-made starts, the game day's designs, strikes
/// and player, the swarm.
const CONTENT: [&str; 11] = [
    "src/world/catalogue.rs",
    "src/app/starts.rs",
    "src/lesson/game/design.rs",
    "src/lesson/game/hand.rs",
    "src/lesson/game/target.rs",
    "src/study/aurora.rs",
    "src/study/clusters.rs",
    // Words that most runs are made of, by which a code is short.
    "src/lesson/hand_in/pack.rs",
    "src/study/proxies.rs",
    "src/study/swarm.rs",
    "src/study/tables.rs",
];

/// Whether code works with a service's word: it is the word alone, or begins a line with it that is gone on with, or is filled in
/// around it. A whole line is an example for people to read.
fn works_with(text: &str, service: &str) -> bool {
    let line = format!("aws {service}");
    let is_part = text.ends_with([' ', '-']) || text.contains('{') || text == line;
    text == service || (text.contains(&line) && is_part)
}

fn knowledge_of_services(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for service in failover_lab::language::CATALOGUE.services {
        for source in sources {
            // What is asked by the API of another service has its words.
            let room = failover_lab::language::CATALOGUE.service(source.room());
            let speaks_its = room.is_some_and(|room| room.lines == service.name);
            if source.room() == service.name
                || speaks_its
                || CONTENT.contains(&source.path.as_str())
            {
                continue;
            }
            let mut imports = source.imports.iter();
            if imports.any(|import| import[0] == service.name) {
                wrong.push(format!("{} imports {}", source.path, service.name));
            }
            let works = |text: &&String| works_with(text, service.name);
            let texts = source.texts.iter().filter(works);
            wrong.extend(texts.map(|text| format!("{}: {text}", source.path)));
        }
    }
    wrong
}

/// A service brings what others have to know of it: its words, its buttons, what its requests are to others.
#[test]
fn no_room_but_its_own_knows_a_service() {
    assert_eq!(knowledge_of_services(&sources()), [""; 0]);
}

/// What stands more than once in a list.
fn twice<'t>(list: impl IntoIterator<Item = &'t str>) -> Vec<&'t str> {
    let mut seen = BTreeSet::new();
    list.into_iter().filter(|one| !seen.insert(*one)).collect()
}

#[test]
fn every_verb_is_listed_once() {
    let paths: Vec<&str> = Verb::all().map(|verb| verb.path).collect();
    assert_eq!(twice(paths.iter().copied()), [""; 0]);
    let services = failover_lab::language::CATALOGUE.services.iter();
    assert_eq!(twice(services.map(|service| service.name)), [""; 0]);
    let kinds = failover_lab::language::CATALOGUE.fault_kinds();
    assert_eq!(twice(kinds.iter().map(|kind| kind.name)), [""; 0]);
    let operations = |service: &str| {
        let begins = format!("aws {service} ");
        let own = paths.iter().filter(|path| path.starts_with(&begins));
        own.copied().collect::<Vec<&str>>()
    };
    for service in failover_lab::language::CATALOGUE.services {
        let listed = operations(service.lines);
        assert!(!listed.is_empty(), "{} has operations", service.name);
        assert!(listed.is_sorted(), "in order of the alphabet: {listed:?}");
    }
}

#[test]
fn every_panel_is_one_file_and_stands_in_a_list_of_tabs_once() {
    let shown = std::fs::read_to_string("src/app/side/mod.rs").expect("there are panels");
    let listed = shown.lines().filter_map(|line| {
        let name = line.strip_prefix("mod ")?;
        name.strip_suffix(';')
    });
    let listed: Vec<&str> = listed.collect();
    assert_eq!(listed, ideas("src/app/side/", &["mod"]));
    for tabs in [Tab::SANDBOX, Tab::LESSON, Tab::GAME, Tab::GAME_OVER] {
        assert_eq!(twice(tabs.iter().map(|tab| tab.id())), [""; 0]);
        assert_eq!(twice(tabs.iter().map(|tab| tab.label())), [""; 0]);
    }
}

#[test]
fn every_lesson_stands_in_the_index_once() {
    let index = std::fs::read_to_string("lessons/index.json").expect("there is an index");
    let folder = std::fs::read_dir("lessons/en").expect("there are lessons");
    let files = folder.map(|entry| entry.expect("it can be read").file_name());
    let lessons = files.map(|name| name.to_string_lossy().into_owned());
    // Questions have lists of their own, and guides lie under the names of their lessons.
    for lesson in lessons.filter(|name| !matches!(name.as_str(), "interview" | "guide" | "recap")) {
        let id = lesson.strip_suffix(".md").expect("a lesson is Markdown");
        let times = index.matches(&format!("\"id\": \"{id}\"")).count();
        assert_eq!(times, 1, "{lesson}");
    }
}
