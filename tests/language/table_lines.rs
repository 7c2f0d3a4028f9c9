//! Lines of `aws dynamodb`: what they ask for, and how each is refused that asks for what the lab has not.

use crate::{command, parse};
use failover_lab::dynamodb::DynamoRequest;
use failover_lab::language::Transcript;

fn request(text: &str) -> DynamoRequest {
    let command = command(text);
    let request = command.request().and_then(|request| request.known_as());
    let request: &DynamoRequest = request.expect("it is sent to DynamoDB");
    request.clone()
}

/// What is wrong with a line, and what was expected.
fn refused(line: &str) -> String {
    let errors = Transcript::parse(&format!("1s {line}")).expect_err(line);
    let told = errors.iter().map(|error| {
        let expected = error.expected.as_deref().unwrap_or("nothing");
        format!("{}; expected {expected}", error.message)
    });
    told.collect::<Vec<String>>().join("\n")
}

#[test]
fn a_table_is_made_as_the_aws_cli_takes_it() {
    let DynamoRequest::CreateTable(create) = request(
        "aws dynamodb create-table --table-name Orders_1.b --attribute-definitions AttributeName=id,AttributeType=S \
         --key-schema AttributeName=id,KeyType=HASH --billing-mode PAY_PER_REQUEST --deletion-protection-enabled \
         --tags Key=a,Value=b --region us-west-2",
    ) else {
        panic!("another request");
    };
    assert_eq!(create.name, "Orders_1.b", "names of tables know capitals");
    assert!(create.on_demand && create.protected);
}

#[test]
fn the_same_specification_can_be_written_short_or_as_json() {
    let update = "aws dynamodb update-continuous-backups --table-name orders --point-in-time-recovery-specification";
    let short = format!("{update} PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays=7");
    let long =
        format!("{update} '{{\"PointInTimeRecoveryEnabled\": true, \"RecoveryPeriodInDays\": 7}}'");
    assert_eq!(request(&short), request(&long));
    for line in [short, long] {
        let text = parse(&format!("1s {line}")).to_text();
        assert_eq!(parse(&text).to_text(), text);
        let again = text.trim_start_matches("1s").trim();
        assert_eq!(request(again), request(&line));
    }
}

#[test]
fn what_is_not_modelled_of_tables_is_refused_with_its_name() {
    let create = "aws dynamodb create-table --table-name orders";
    let list = "aws dynamodb list-backups";
    for (line, told) in [
        (
            format!("{create} --billing-mode PROVISIONED"),
            "the lab does not model provisioned capacity yet; expected PAY_PER_REQUEST: tables are on demand here",
        ),
        (
            format!("{create} --billing-mode free"),
            "\"free\" is not a billing mode; expected PAY_PER_REQUEST",
        ),
        (
            format!("{create} --provisioned-throughput ReadCapacityUnits=5,WriteCapacityUnits=5"),
            "the lab does not model provisioned capacity (--provisioned-throughput) yet; expected nothing",
        ),
        (
            format!("{list} --backup-type AWS_BACKUP"),
            "the lab does not model AWS Backup yet; expected one of: USER, SYSTEM, ALL",
        ),
        (
            format!("{list} --backup-type all"),
            "\"all\" is not a type of backups; expected one of: USER, SYSTEM, ALL",
        ),
        (
            "aws dynamodb update-continuous-backups --table-name orders --point-in-time-recovery-specification yes"
                .to_owned(),
            "\"yes\" is not such a specification; expected PointInTimeRecoveryEnabled=true, or with ,RecoveryPeriodInDays=7 behind it",
        ),
        (
            "aws dynamodb restore-table-to-point-in-time --target-table-name then --source-table-name a --source-table-arn b"
                .to_owned(),
            "a restore reads one source, and this line names two; expected one of: --source-table-name, --source-table-arn",
        ),
        (
            "aws dynamodb restore-table-to-point-in-time --target-table-name then --restore-date-time noon".to_owned(),
            "\"noon\" is not a time; expected a time such as 2026-01-12T12:30:00Z, 2026-01-12T14:30:00+02:00 or 1768221000",
        ),
        (
            "aws dynamodb create-backup --table-name orders".to_owned(),
            "aws dynamodb create-backup needs --backup-name; expected aws dynamodb create-backup --table-name NAME \
             --backup-name NAME [options]",
        ),
        (
            "aws dynamodb put-item --table-name orders".to_owned(),
            "the lab does not model aws dynamodb put-item yet; expected nothing",
        ),
    ] {
        assert_eq!(refused(&line), told, "{line}");
    }
}
