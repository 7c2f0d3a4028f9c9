//! A service brings its own words: lines that name it are read wherever its table stands in the catalogue, and nowhere else.

use failover_lab::cloud::{
    Amount, Fault, FaultKind, FaultOption, NoButtons, Patience, Reach, Request, Target,
};
use failover_lab::grammar::{
    Catalogue, GLOBAL, LineError, Operation, Opt, Reader, ServiceWords, Verb,
};
use failover_lab::language::{CATALOGUE, Session, Step, Transcript};
use failover_lab::sim::SimDuration;
use failover_lab::world::{Command, FaultCommand};
use std::sync::Arc;

/// What can be asked of a service that keeps notes.
#[derive(Debug, PartialEq)]
enum NotesRequest {
    Put(String),
    Get,
    WaitForNotes,
}

impl Request for NotesRequest {
    fn waits(&self) -> Option<Patience> {
        (*self == NotesRequest::WaitForNotes).then_some(Patience {
            every: SimDuration::from_secs(20),
            tries: 3,
        })
    }

    fn only_looks(&self) -> bool {
        *self == NotesRequest::Get
    }
}

fn put(reader: &mut Reader) -> Option<Arc<dyn Request>> {
    Some(Arc::new(NotesRequest::Put(reader.text("--text")?)))
}

fn get(_: &mut Reader) -> Option<Arc<dyn Request>> {
    Some(Arc::new(NotesRequest::Get))
}

fn wait(_: &mut Reader) -> Option<Arc<dyn Request>> {
    Some(Arc::new(NotesRequest::WaitForNotes))
}

const fn operation(
    path: &'static str,
    options: &'static [&'static [Opt]],
    read: fn(&mut Reader) -> Option<Arc<dyn Request>>,
) -> Operation {
    let verb = Verb::plain(path, "Of a service of this test.", options);
    Operation { verb, read }
}

const NOTES: ServiceWords = ServiceWords {
    name: "notes",
    lines: "notes",
    // The words alone are tried here; nothing is carried out.
    open: CATALOGUE.services[0].open,
    deeds: &[],
    operations: &[
        operation("aws notes get-notes", &[GLOBAL], get),
        operation(
            "aws notes put-note",
            &[&[Opt::needed("--text", "TEXT")], GLOBAL],
            put,
        ),
        operation("aws notes wait notes-there", &[GLOBAL], wait),
    ],
    faults: &[&PAPER_FIRE],
    statuses: CATALOGUE.services[0].statuses,
    example: "get-notes",
    buttons: &NoButtons,
};

const PAGES: FaultOption = FaultOption {
    name: "--pages",
    takes: Amount::Count {
        default: Some(3),
        largest: 9,
    },
};

const UNSEEN: FaultOption = FaultOption {
    name: "--unseen",
    takes: Amount::Span { default: None },
};

/// What can go wrong with it.
static PAPER_FIRE: FaultKind = FaultKind {
    name: "paper-fire",
    title: "Burn the notes",
    noun: "fire among the notes",
    heading: "Fire",
    meaning: "What is written burns.",
    targets: &[Target::Zone],
    lasts: true,
    options: &[PAGES, UNSEEN],
    reach: Reach::Within,
    button: "--for 10m",
    menu: 0,
    rare: false,
    held_off: None,
    yearly: None,
};

const WITH_NOTES: Catalogue = Catalogue {
    services: &[CATALOGUE.services[0], &NOTES],
    faults: CATALOGUE.faults,
};

fn error(text: &str) -> LineError {
    let errors = Transcript::parse_with(WITH_NOTES, text).expect_err("it is wrong");
    errors.into_iter().next().expect("it has an error")
}

#[test]
fn a_service_brings_its_own_operations() {
    let text = "5s    aws notes put-note --text 'buy milk' --region eu-west-1\n\
                6s    aws notes get-notes\n\
                7s    aws notes wait notes-there\n\
                8s    aws rds describe-db-instances\n";
    let transcript = Transcript::parse_with(WITH_NOTES, text).expect("it reads");
    assert_eq!(transcript.to_text(), text);
    let requests: Vec<String> = transcript
        .timed()
        .map(|(_, _, step)| match step {
            Step::Do(action) => {
                let request = action.command().request().expect("it goes to a service");
                format!("{request:?} {} {}", action.is_wait(), action.only_looks())
            }
            Step::End => String::new(),
        })
        .collect();
    assert_eq!(
        requests,
        [
            "Put(\"buy milk\") false false",
            "Get false true",
            "WaitForNotes true false",
            "DescribeDbInstances(DescribeDbInstances { id: None }) false true",
        ]
    );
}

#[test]
fn a_service_is_unknown_to_those_who_do_not_bring_it() {
    let errors = Transcript::parse("5s aws notes get-notes").expect_err("it is unknown");
    assert_eq!(errors[0].message, "the lab knows no service \"notes\"");
    let misspelt = error("5s aws note get-notes");
    assert_eq!(misspelt.suggestion.as_deref(), Some("notes"));
    let misspelt = error("5s aws notes put-notes");
    assert_eq!(misspelt.suggestion.as_deref(), Some("put-note"));
    let expected = misspelt.expected.as_deref();
    assert_eq!(expected, Some("an operation such as get-notes"));
    let missing = error("5s aws notes put-note");
    assert_eq!(missing.message, "aws notes put-note needs --text");
}

/// Whoever types further lines into a run has the services that its transcript has.
#[test]
fn a_run_reads_further_lines_with_its_own_services() {
    let transcript = Transcript::parse_with(WITH_NOTES, "").expect("it reads");
    let session = Session::new(transcript).expect("it runs");
    assert!(session.parse("aws notes get-notes").is_ok());
    let other = Session::new(Transcript::parse("").expect("it reads")).expect("it runs");
    assert!(other.parse("aws notes get-notes").is_err());
}

/// The faults that a transcript injects.
fn faults(transcript: &Transcript) -> [Fault; 1] {
    let injected = transcript.timed().filter_map(|(_, _, step)| match step {
        Step::Do(action) => match &**action.command() {
            Command::Fault(FaultCommand::Inject { fault, .. }) => Some(fault.clone()),
            _ => None,
        },
        Step::End => None,
    });
    let all: Vec<Fault> = injected.collect();
    all.try_into().expect("it is one")
}

/// What a service brings that can go wrong is read as the lab's own kinds are.
#[test]
fn a_service_brings_faults_of_its_own() {
    let text = "5s    fault inject paper-fire us-east-1a --for 5m --pages 7 --unseen 9d\n\
                9s    fault clear paper-fire us-east-1a\n";
    let transcript = Transcript::parse_with(WITH_NOTES, text).expect("it reads");
    assert_eq!(transcript.to_text(), text);
    let days = SimDuration::from_hours(9 * 24);
    let told = faults(&transcript).map(|fault| (fault.count(&PAGES), fault.span(&UNSEEN)));
    assert_eq!(told, [(Some(7), Some(days))]);
    let untold = Transcript::parse_with(WITH_NOTES, "5s fault inject paper-fire us-east-1a");
    let untold = untold.expect("it reads");
    let told = faults(&untold).map(|fault| (fault.count(&PAGES), fault.span(&UNSEEN)));
    assert_eq!(told, [(Some(3), None)]);
    let misspelt = error("5s fault inject paper-fires us-east-1a");
    assert_eq!(misspelt.suggestion.as_deref(), Some("paper-fire"));
    let too_many = error("5s fault inject paper-fire us-east-1a --pages 10");
    let expected = too_many.expected.as_deref();
    assert_eq!(expected, Some("a whole number from 0 to 9"));
    let no_span = error("5s fault inject paper-fire us-east-1a --unseen long");
    assert_eq!(no_span.message, "\"long\" is not a duration");
    let misspelt = error("5s fault inject paper-fire us-east-1a --unsen 5m");
    assert_eq!(misspelt.suggestion.as_deref(), Some("--unseen"));
    let usage = "fault inject paper-fire AZ [--for DURATION] [--pages N] [--unseen DURATION]";
    let other = error("5s fault inject paper-fire us-east-1a --factor 2");
    assert_eq!(other.expected.as_deref(), Some(usage));
    assert!(Transcript::parse(text).is_err(), "nobody else knows it");
}
