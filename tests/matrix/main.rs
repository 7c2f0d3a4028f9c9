//! Every protection against every failure: the matrix of the facts, run cell by cell.
//!
//! A row is a failure, a column a protection. A cell says what the facts say, and its proofs are runs: a design, what strikes it,
//! what an operator does about it, if anybody; and what must hold of who brought the application back, of how long it was down and
//! of what was lost. What the lab cannot run yet is listed as open, with the line that it does not understand.
//! `UPDATE_EXPECT=1 cargo test --test matrix` writes `table.md`.

#[path = "../common/mod.rs"]
#[allow(dead_code, reason = "each test crate uses its part of it")]
mod common;

mod cell;
mod design;
mod rows;

use cell::Row;
use design::PROTECTIONS;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Where the reader of the code is told what is open.
const ARCHITECTURE: &str = include_str!("../../ARCHITECTURE.md");

/// The rows as the facts have them, marked with what is open.
fn table() -> String {
    let mut text = format!("| failure | {} |\n", PROTECTIONS.join(" | "));
    let _ = writeln!(text, "|{}", " --- |".repeat(PROTECTIONS.len() + 1));
    for row in rows::all() {
        let cells = row.cells.iter().map(|cell| match cell.is_open() {
            true => format!("*open:* {}", cell.says),
            false => cell.says.to_owned(),
        });
        let cells: Vec<String> = cells.collect();
        let _ = writeln!(text, "| {} | {} |", row.failure, cells.join(" | "));
    }
    text
}

/// `of 135 cells …`, and what each open one waits for.
fn what_is_open() -> String {
    let rows = rows::all();
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let open = cells().filter(|cell| cell.is_open()).count();
    let runs = cells().filter(|cell| !cell.proofs.is_empty()).count();
    let mut text = format!(
        "Of {} cells {runs} run and {open} are open.\n\n",
        cells().count()
    );
    text.push_str("| what is missing | cells that wait for it | cells that run without it |\n| --- | --- | --- |\n");
    let mut waits: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for cell in cells() {
        for line in &cell.lacks {
            let words: Vec<&str> = line.split(' ').take(3).collect();
            waits.entry(words.join(" ")).or_default()[usize::from(!cell.is_open())] += 1;
        }
    }
    for (line, [open, run]) in waits {
        let _ = writeln!(text, "| `{line}` | {open} | {run} |");
    }
    text
}

fn check(row: &Row) {
    for (cell, protection) in row.cells.iter().zip(PROTECTIONS) {
        cell.check(&format!("{} / {protection}", row.failure));
    }
}

#[test]
fn the_table_reads_as_the_facts_have_it() {
    expect_test::expect_file!["table.md"].assert_eq(&table());
}

#[test]
fn what_is_open_is_told_where_the_code_is_explained() {
    let open = what_is_open();
    assert!(
        ARCHITECTURE.contains(&open),
        "ARCHITECTURE.md should say of the matrix:\n\n{open}"
    );
}

/// A test for each row, by its name.
macro_rules! rows_hold {
    ($($row:ident),* $(,)?) => {
        $(#[test]
        fn $row() {
            check(&rows::$row());
        })*
    };
}

rows_hold! {
    host_failure,
    volume_failure,
    az_outage,
    standbys_zone,
    region_outage,
    bad_write,
    silent_corruption,
    block_corruption,
    cut_from_the_application,
    cut_from_the_standby,
    deletion,
    key_disabled,
    storage_full,
    failed_restore,
    control_plane,
}
