//! Each rule meets code that breaks it, and says so.

use crate::source::Source;
use crate::{
    circles_of_calls, circles_of_imports, importers, knowledge_of_services, names_kind,
    names_of_kinds, too_long, too_long_a_file, twice, wrong_imports,
};

fn code(files: &[(&str, &str)]) -> Vec<Source> {
    let parse = |(path, text): &(&str, &str)| Source::parse(path, text);
    files.iter().map(parse).collect()
}

#[test]
fn an_import_from_a_later_room_is_found_wherever_it_stands() {
    let ways = [
        "use crate::world::World;",
        "fn f() { let _ = crate::world::World::new(); }",
        "fn f(of: &Phase) -> bool { matches!(of, crate::world::Phase::Wait) }",
        "pub use crate::world::World;",
    ];
    for way in ways {
        let found = wrong_imports(&code(&[("src/rds/x.rs", way)]));
        assert!(found[0].starts_with("src/rds/x.rs imports world"), "{way}");
        assert_eq!(wrong_imports(&code(&[("src/language/x.rs", way)])), [""; 0]);
    }
}

#[test]
fn a_circle_of_four_files_is_found_and_one_of_three_is_let_be() {
    let imports = [
        (
            "src/sim/a.rs",
            "use crate::sim::b::B; pub struct A; fn f() {}",
        ),
        (
            "src/sim/b.rs",
            "use crate::sim::c::C; pub struct B; fn f() {}",
        ),
        (
            "src/sim/c.rs",
            "use crate::sim::d::D; pub struct C; fn f() {}",
        ),
        (
            "src/sim/d.rs",
            "use crate::sim::a::A; pub struct D; fn f() {}",
        ),
    ];
    let whole = "src/sim/a.rs, src/sim/b.rs, src/sim/c.rs, src/sim/d.rs";
    assert_eq!(circles_of_imports(&code(&imports)), [whole]);
    let smaller = [
        imports[0],
        imports[1],
        ("src/sim/c.rs", "use crate::sim::a::A; pub struct C;"),
    ];
    assert_eq!(circles_of_imports(&code(&smaller)), [""; 0]);
    let calls = [
        ("src/sim/a.rs", "impl World { fn a(&self) { self.b() } }"),
        ("src/sim/b.rs", "impl World { fn b(&self) { self.c() } }"),
        ("src/sim/c.rs", "impl World { fn c(&self) { self.d() } }"),
        ("src/sim/d.rs", "impl World { fn d(&self) { self.a() } }"),
    ];
    assert_eq!(circles_of_calls(&code(&calls)), [whole]);
}

#[test]
fn a_screen_that_holds_the_whole_state_is_found() {
    let page = code(&[
        ("src/app/state.rs", "pub struct State; fn f() {}"),
        ("src/app/x.rs", "use crate::app::state::State;"),
    ]);
    assert_eq!(
        importers(&page, "app", "src/app/state.rs"),
        ["src/app/x.rs"]
    );
    let drawing = code(&[
        ("src/app/mod.rs", "pub use state::State;"),
        ("src/app/state.rs", "pub struct State; fn f() {}"),
        ("src/ui/x.rs", "use crate::app::{Msg, State};"),
    ]);
    assert_eq!(
        importers(&drawing, "ui", "src/app/state.rs"),
        ["src/ui/x.rs"]
    );
}

#[test]
fn what_is_too_long_to_read_is_found_in_methods_and_traits_too() {
    let body = "let _ = 1;\n".repeat(70);
    for long in [
        format!("fn f() {{\n{body}}}"),
        format!("impl A {{ fn f() {{\n{body}}} }}"),
        format!("trait A {{ fn f() {{\n{body}}} }}"),
    ] {
        let found = too_long(&code(&[("src/sim/x.rs", &long)]));
        assert_eq!(found, ["src/sim/x.rs: f, 72 lines"]);
    }
    let tests = [
        ("tests/a.rs".to_owned(), 401),
        ("tests/b.rs".to_owned(), 400),
    ];
    assert_eq!(too_long_a_file(&tests), ["tests/a.rs"]);
    let lines = "// a line\n".repeat(401);
    let found = too_long(&code(&[("src/sim/x.rs", &lines)]));
    assert_eq!(found, ["src/sim/x.rs: 401 lines"]);
}

#[test]
fn a_kind_and_a_service_that_are_named_elsewhere_are_found() {
    let kind = code(&[("src/app/x.rs", "const CUT: &str = \"az-outage\";")]);
    assert_eq!(names_of_kinds(&kind), ["src/app/x.rs: az-outage"]);
    assert!(names_kind("fault inject az-outage {zone}", "az-outage"));
    for way in ["use crate::rds::Rds;", "const LINE: &str = \"aws rds \";"] {
        assert_eq!(
            knowledge_of_services(&code(&[("src/app/x.rs", way)])).len(),
            1
        );
        assert_eq!(
            knowledge_of_services(&code(&[("src/rds/x.rs", way)])),
            [""; 0]
        );
    }
    assert_eq!(twice(["a", "b", "a"]), ["a"]);
}
