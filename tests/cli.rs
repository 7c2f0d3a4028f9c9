//! The command: what it prints, and its exit statuses.

use failover_lab::lesson::GUIDE_SECTIONS;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const START: &str = "\
given aws rds create-db-instance --db-instance-identifier orders --engine postgres --db-instance-class db.m6g.large --allocated-storage 200 --multi-az
given app create shop --connect orders
goal rto 2m
goal rpo 0s
";

fn command(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_failover-lab"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that needs no input may be gone before it is written.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("the command ends")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("it prints text")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("it prints text")
}

/// A file that holds `bytes`, under a name of this test's own.
fn file(name: &str, bytes: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the directory is there");
    path.to_str().expect("its name is text").to_owned()
}

/// What is refused: status 2, nothing on standard output, the reason on standard error.
fn check_refused(args: &[&str], input: &[u8], reason: &str) {
    let output = command(args, input);
    assert_eq!(status(&output), 2, "{args:?}: {}", err(&output));
    assert_eq!(out(&output), "", "{args:?}");
    assert!(err(&output).contains(reason), "{args:?}: {}", err(&output));
}

#[test]
fn a_run_prints_its_report() {
    let text = format!("{START}60s fault inject az-outage us-east-1a\n2h end\n");
    let path = file("outage.txt", text.as_bytes());
    let people = command(&["run", &path], b"");
    assert_eq!(status(&people), 0, "{}", err(&people));
    assert!(out(&people).contains("az-outage us-east-1a, at 1m"));
    let json = command(&["run", "-", "--json"], text.as_bytes());
    assert_eq!(status(&json), 0, "{}", err(&json));
    let report: serde_json::Value = serde_json::from_str(out(&json)).expect("it is JSON");
    assert_eq!(report["format"], "failover-lab-report/1");
    assert_eq!(report["seed"], "LAB");
    let again = command(&["run", &path, "--json"], b"");
    assert_eq!(out(&again), out(&json), "the same run, the same report");
    let other = command(&["run", &path, "--json", "--seed", "OSLO"], b"");
    let other: serde_json::Value = serde_json::from_str(out(&other)).expect("it is JSON");
    assert_eq!(other["seed"], "OSLO");
    assert_ne!(other["digest"], report["digest"]);
}

#[test]
fn only_a_check_fails_where_a_goal_was_missed() {
    let missed = format!(
        "{START}60s fault inject volume-failure orders\n+0s fault inject bad-write orders\n60s fault inject region-outage us-east-1\n1h end\n"
    );
    let met = format!("{START}60s fault inject az-outage us-east-1a\n2h end\n");
    for (text, args, expected) in [
        (&missed, &["run", "-"][..], 0),
        (&missed, &["run", "-", "--check"], 1),
        (&missed, &["run", "-", "--check", "--json"], 1),
        (&met, &["run", "-", "--check", "--seed", "KYIV"], 0),
    ] {
        let output = command(args, text.as_bytes());
        assert_eq!(status(&output), expected, "{args:?}: {}", out(&output));
        assert!(!out(&output).is_empty());
    }
}

#[test]
fn a_refused_command_is_no_bad_input() {
    let text = "1m aws rds reboot-db-instance --db-instance-identifier nobody\n2m end\n";
    let output = command(&["run", "-"], text.as_bytes());
    assert_eq!(status(&output), 0);
    assert!(out(&output).contains("DBInstanceNotFound"));
    check_refused(
        &["run", "-"],
        b"given aws rds reboot-db-instance --db-instance-identifier nobody\n",
        "line 1, column 1: refused with DBInstanceNotFound",
    );
}

#[test]
fn input_that_cannot_be_used_has_status_2() {
    check_refused(
        &["run", "no such file"],
        b"",
        "no such file: cannot be read",
    );
    check_refused(&["run", env!("CARGO_TARGET_TMPDIR")], b"", "is a directory");
    check_refused(
        &["run", &file("bytes.txt", b"seed \xff\xfe")],
        b"",
        "byte 6 is not valid UTF-8",
    );
    check_refused(&["run", "-"], b"\0\0\0", "U+0000");
    check_refused(&["run", "-"], &vec![b'x'; 10_000_000], "too large");
    let huge = file("huge.txt", "60s app stop shop\n".repeat(600_000).as_bytes());
    check_refused(&["run", &huge], b"", "too large");
    let lines = command(
        &["run", "-"],
        b"sed X\n60s fault inject az-outtage us-east-1a\n",
    );
    assert_eq!(status(&lines), 2);
    assert!(
        err(&lines).contains("did you mean az-outage?"),
        "{}",
        err(&lines)
    );
    assert!(
        err(&lines).ends_with("standard input: 2 errors\n"),
        "{}",
        err(&lines)
    );
    check_refused(
        &["run", "-", "--seed", "two words"],
        b"",
        "cannot be a seed",
    );
    check_refused(&["run"], b"", "Usage");
    check_refused(&["explode"], b"", "unrecognized subcommand");
    check_refused(&[], b"", "Usage");
}

#[test]
fn the_journal_tells_what_was_reported() {
    let text = format!("{START}60s fault inject az-outage us-east-1a\n2h end\n");
    let output = command(&["journal", "-"], text.as_bytes());
    assert_eq!(status(&output), 0, "{}", err(&output));
    let lines: Vec<&str> = out(&output).lines().collect();
    assert!(
        lines[0].starts_with('-'),
        "the quiet history comes first: {}",
        lines[0]
    );
    for part in ["az-outage strikes", "RDS-EVENT-0013", "RDS-EVENT-0049"] {
        assert!(lines.iter().any(|line| line.contains(part)), "{part}");
    }
    check_refused(&["journal", "no such file"], b"", "cannot be read");
}

#[test]
fn every_number_is_printed_with_its_source() {
    let table = command(&["facts"], b"");
    assert_eq!(status(&table), 0);
    for part in [
        "60..80..120 s",
        "Concepts.MultiAZSingleStandby.html",
        "A: AWS documents it",
    ] {
        assert!(out(&table).contains(part), "{part}");
    }
    let few = command(&["facts", "failover", "--json"], b"");
    let list: serde_json::Value = serde_json::from_str(out(&few)).expect("it is JSON");
    let list = list.as_array().expect("a list");
    assert!(list.len() >= 3);
    for number in list {
        assert!(
            number["name"]
                .as_str()
                .expect("a name")
                .contains("failover")
        );
        assert!(number["source"].is_string() && number["confidence"].is_string());
    }
    check_refused(
        &["facts", "weather"],
        b"",
        "no number's name holds \"weather\"",
    );
}

#[test]
fn help_says_what_there_is() {
    let help = command(&["--help"], b"");
    assert_eq!(status(&help), 0);
    for part in ["run", "journal", "facts", "Amazon RDS"] {
        assert!(out(&help).contains(part), "{part}");
    }
    let run = command(&["run", "--help"], b"");
    assert!(out(&run).contains("seed KYIV") && out(&run).contains("Exit status"));
    let version = command(&["--version"], b"");
    assert_eq!(
        out(&version),
        format!("failover-lab {}\n", env!("CARGO_PKG_VERSION"))
    );
}

/// The complete small lesson of the author's guide, as a file.
fn lesson(name: &str) -> String {
    let guide = include_str!("../lessons/README.md");
    let from = guide.find("```\n+++").expect("the guide holds a lesson") + 4;
    let length = guide[from..].find("\n```").expect("the lesson ends");
    file(name, &guide.as_bytes()[from..from + length + 1])
}

#[test]
fn a_lesson_is_checked() {
    let path = lesson("lesson.md");
    let output = command(&["check", &path], b"");
    assert_eq!(status(&output), 0, "{}", err(&output));
    let (answers, sum) = out(&output).split_once('\n').expect("two lines");
    assert!(answers.contains("step 1, question 1: right is “A minute or two”: write-outage "));
    assert!(answers.ends_with(" over 21 seeds"), "{answers}");
    assert_eq!(sum, "1 lesson: no mistakes\n");
    let spoilt = std::fs::read_to_string(&path)
        .expect("it was written")
        .replace("az-outage us-east-1b", "az-outrage us-east-1b");
    let spoilt = file("spoilt.md", spoilt.as_bytes());
    check_refused(&["check", &path, &spoilt], b"", "spoilt.md, line ");
    check_refused(&["check", &spoilt], b"", "cure: did you mean az-outage?");
    check_refused(&["check", "no-such-file.md"], b"", "cannot be read");
    check_refused(&["check", "-"], b"\xff\xfe", "not valid UTF-8");
    check_refused(&["check", "-"], b"", "the file is empty");
}

#[test]
fn a_guide_is_checked_beside_its_lesson() {
    let section = |title: &str| format!("## {title}\n\nA class.\n\n");
    let prose: String = GUIDE_SECTIONS.map(section).concat();
    let guide = format!("+++\nlesson = \"unseen\"\n+++\n\n{prose}");
    let alone = file("alone.md", guide.as_bytes());
    let output = command(&["check", &alone], b"");
    assert_eq!(out(&output), "1 lesson: no mistakes\n");
    check_refused(
        &["check", "-"],
        guide.replace("Timing", "Time").as_bytes(),
        "no such section",
    );
    let folder = Path::new(&alone).with_file_name("guide");
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    for (name, wrong) in [
        ("seen.md", "has another name"),
        ("unseen.md", "there is no lesson"),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, &guide).expect("a file can be written");
        check_refused(&["check", &path.to_string_lossy()], b"", wrong);
    }
}

#[test]
fn a_folder_of_translations_is_checked_beside_the_originals() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("translated");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder"))
            .and_then(|()| std::fs::write(&path, text))
            .expect("a file can be written");
        path.to_string_lossy().into_owned()
    };
    let english = std::fs::read_to_string(lesson("original.md")).expect("it was written");
    let german = include_str!("lessons/example-de.md");
    write("en/zone.md", &english);
    let german_list = write("de/index.json", "");
    write("de/zone.md", german);
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let output = command(&["check", &path("de")], b"");
    assert_eq!(status(&output), 0, "{}", err(&output));
    assert!(out(&output).ends_with("1 lesson: no mistakes\n"));

    // The list names its language, and that of the host's own lessons names all languages.
    let list = command(&["index", &path("de")], b"");
    assert!(
        out(&list).contains("\"language\": \"de\""),
        "{}",
        out(&list)
    );
    assert!(!out(&list).contains("languages"), "{}", out(&list));
    write("own/ours.md", &english);
    std::fs::create_dir_all(folder.join("fr")).expect("a folder can be made");
    let own: serde_json::Value = {
        let output = command(&["index", &path("own")], b"");
        serde_json::from_str(out(&output)).expect("it is JSON")
    };
    assert_eq!(own["languages"], serde_json::json!({ "de": "Deutsch" }));

    let spoilt = german.replace("seed = \"KYIV\"", "seed = \"OSLO\"");
    write("de/zone.md", &spoilt);
    check_refused(&["check", &path("de")], b"", "in the original \"KYIV\"");
    write("de/zone.md", german);
    let alone = write(
        "de/guide/elsewhere.md",
        "+++\nlesson = \"elsewhere\"\n+++\n",
    );
    check_refused(
        &["check", &path("de")],
        b"",
        "there is nothing that it translates",
    );
    for gone in [alone, german_list] {
        std::fs::remove_file(gone).expect("it was written");
    }
    check_refused(&["check", &path("fr")], b"", "holds no lesson");
}

#[test]
fn a_lesson_is_run_by_its_solution_or_a_decoy() {
    let path = lesson("run.md");
    let report = |args: &[&str]| -> serde_json::Value {
        let output = command(&[&["run", &path, "--json"], args].concat(), b"");
        assert_eq!(status(&output), 0, "{}", err(&output));
        serde_json::from_str(out(&output)).expect("it is JSON")
    };
    let solution = report(&["--solution"]);
    assert_eq!(solution["databases"][0]["az"], "us-east-1b");
    assert_eq!(solution["seed"], "KYIV");
    assert_eq!(solution["goals"]["rto_ms"], 180_000);
    let decoy = report(&["--decoy", "1", "--seed", "OSLO"]);
    assert_eq!(decoy["databases"][0]["az"], "us-east-1a");
    assert_eq!(decoy["seed"], "OSLO");
    check_refused(&["run", &path], b"", "add --solution or --decoy N");
    check_refused(
        &["run", &path, "--decoy", "2"],
        b"",
        "has no decoy 2, but 1",
    );
    check_refused(&["run", &path, "--decoy", "0"], b"", "has no decoy 0");
    check_refused(
        &["run", "-", "--solution"],
        START.as_bytes(),
        "is a transcript",
    );
    check_refused(&["run", "-", "--solution"], b"+++\n", "not a lesson yet");
}

#[test]
fn replies_are_added_where_they_are_asked_for() {
    let text = format!(
        "{START}1m aws rds describe-db-instances\n2m aws rds reboot-db-instance --db-instance-identifier nothing\n5m end\n"
    );
    let input = text.as_bytes();
    let plain = command(&["run", "-", "--json"], input);
    assert!(!out(&plain).contains("\"reply\""));
    let told = command(&["run", "-", "--json", "--replies"], input);
    let report: serde_json::Value = serde_json::from_str(out(&told)).expect("it is JSON");
    let commands = &report["commands"];
    assert_eq!(
        commands[0]["reply"]["DBInstances"][0]["DBInstanceIdentifier"],
        "orders"
    );
    assert!(commands[1]["reply"].is_null());
    assert_eq!(commands[1]["error"], "DBInstanceNotFound");
    let people = command(&["run", "-", "--replies"], input);
    assert!(out(&people).contains("\"DBInstanceIdentifier\": \"orders\""));
    let journal = command(&["journal", "-", "--replies"], input);
    let lines: Vec<&str> = out(&journal).lines().collect();
    let asked = lines
        .iter()
        .position(|line| line.ends_with("$ aws rds describe-db-instances"))
        .expect("the command is told");
    assert!(lines[asked].starts_with("1m "));
    assert_eq!(lines[asked + 1], "    {");
    assert!(out(&journal).contains("    DBInstanceNotFound: "));
}

#[test]
fn a_drill_that_takes_too_long_misses_its_goal() {
    let drill = "1m aws rds reboot-db-instance --db-instance-identifier orders\n1h end\n";
    let text = format!("{START}{drill}").replace("rto 2m", "rto 1s");
    let output = command(&["run", "-", "--check", "--json"], text.as_bytes());
    assert_eq!(status(&output), 1, "{}", err(&output));
    let report: serde_json::Value = serde_json::from_str(out(&output)).expect("it is JSON");
    let incident = &report["incidents"][0];
    assert!(incident["fault"].is_null());
    assert_eq!(incident["action"], "aws rds reboot-db-instance");
    assert_eq!(
        (&incident["line"], &incident["target"]),
        (&5.into(), &"orders".into())
    );
    assert_eq!(report["applications"][0]["uses"], "orders");
    assert_eq!(report["restore_windows"][0]["instance"], "orders");
    assert!(report["snapshots"][0]["type"] == "automated");
}
