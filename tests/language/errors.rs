//! Lines that cannot be understood: where, what was expected, what was probably meant.

use crate::{join, parse};
use expect_test::{Expect, expect};
use failover_lab::language::{LineError, Session, Transcript};

fn errors(text: &str) -> Vec<LineError> {
    Transcript::parse(text).expect_err("it has errors")
}

fn check_errors(text: &str, expected: Expect) {
    expected.assert_eq(&format!("{}\n", join(&errors(text))));
}

#[test]
fn errors_show_the_place_and_what_was_expected() {
    check_errors(
        "60s  fault inject az-outtage us-east-1a\n5m aws rds reboot-db-instance --db-instance-idetifier x\n",
        expect![[r#"
            line 1, column 19: unknown fault kind "az-outtage"
              60s  fault inject az-outtage us-east-1a
                                ^^^^^^^^^^
            expected one of: az-outage, bad-write, block-corruption, capacity-shortage, control-plane-degraded, dns-cached-forever, drop-table, host-failure, host-stall, instance-crash, kms-key-disabled, network-partition, operator-delete, region-outage, replication-stop, restore-fails, segment-failure, slow-disk, snapshot-damaged, storage-full, volume-failure, write-surge — did you mean az-outage?

            line 2, column 31: aws rds reboot-db-instance has no option --db-instance-idetifier
              5m aws rds reboot-db-instance --db-instance-idetifier x
                                            ^^^^^^^^^^^^^^^^^^^^^^^
            expected aws rds reboot-db-instance --db-instance-identifier NAME [options] — did you mean --db-instance-identifier?
        "#]],
    );
    check_errors(
        "aws rds reboot-db-instance\n5m aws rds create-db-instance --engine x\n5m aws rds describe-db-instance\n5m aws rds create-db-shard-group\n5m aws dynamodb create-global-table --global-table-name x\n5m aws s3 ls\n5m aws rds describe-db-instances --region us-east-9",
        expect![[r#"
            line 1, column 1: "aws" needs a time before it
              aws rds reboot-db-instance
              ^^^
            expected 60s aws …, or +5s aws … to count from the line before

            line 2, column 12: aws rds create-db-instance needs --db-instance-identifier, --db-instance-class
              5m aws rds create-db-instance --engine x
                         ^^^^^^^^^^^^^^^^^^
            expected aws rds create-db-instance --db-instance-identifier NAME --db-instance-class CLASS --engine ENGINE [options]

            line 3, column 12: aws rds has no operation describe-db-instance
              5m aws rds describe-db-instance
                         ^^^^^^^^^^^^^^^^^^^^
            expected an operation such as describe-db-instances — did you mean describe-db-instances?

            line 4, column 12: the lab does not model aws rds create-db-shard-group yet
              5m aws rds create-db-shard-group
                         ^^^^^^^^^^^^^^^^^^^^^

            line 5, column 17: the lab does not model aws dynamodb create-global-table yet
              5m aws dynamodb create-global-table --global-table-name x
                              ^^^^^^^^^^^^^^^^^^^

            line 6, column 8: the lab knows no service "s3"
              5m aws s3 ls
                     ^^
            expected aws rds, aws dynamodb

            line 7, column 43: AWS has no commercial Region "us-east-9"
              5m aws rds describe-db-instances --region us-east-9
                                                        ^^^^^^^^^
            expected a Region such as us-east-1, us-west-2 or eu-west-1 — did you mean us-east-1?
        "#]],
    );
    check_errors(
        "5m aws rds modify-db-instance --db-instance-identifier x --backup-retention-period -1 --multi-az=yes\n5m aws rds restore-db-instance-to-point-in-time --target-db-instance-identifier x --restore-time yesterday\n5m aws rds modify-db-instance --db-instance-identifier x --db-instance-class db.r6g.large",
        expect![[r#"
            line 1, column 84: "-1" is not a number
              5m aws rds modify-db-instance --db-instance-identifier x --backup-retention-period -1 --multi-az=yes
                                                                                                 ^^
            expected a whole number from 0 to 4294967295

            line 1, column 87: --multi-az takes no value
              5m aws rds modify-db-instance --db-instance-identifier x --backup-retention-period -1 --multi-az=yes
                                                                                                    ^^^^^^^^^^^^^^
            expected --multi-az or --no-multi-az

            line 2, column 98: "yesterday" is not a time
              nt-in-time --target-db-instance-identifier x --restore-time yesterday
                                                                          ^^^^^^^^^
            expected a time such as 2026-01-12T12:30:00Z, 2026-01-12T14:30:00+02:00 or 1768221000

            line 3, column 58: the lab does not model a change of instance class (--db-instance-class) yet
              5m aws rds modify-db-instance --db-instance-identifier x --db-instance-class db.r6g.large
                                                                       ^^^^^^^^^^^^^^^^^^^
        "#]],
    );
    check_errors(
        "5m fault inject bad-write orders --for 5m\n5m fault clear volume-failure orders\n5m fault inject az-outage\n5m fault inject az-outage a b\n5m fault inject az-outage a --rows 5\n5m fault explode x",
        expect![[r#"
            line 1, column 34: bad-write destroys at one instant: it has no length
              5m fault inject bad-write orders --for 5m
                                               ^^^^^
            expected fault inject bad-write DB [--rows N] [--noticed-after DURATION]

            line 2, column 16: volume-failure destroys at one instant: it cannot be cleared
              5m fault clear volume-failure orders
                             ^^^^^^^^^^^^^^
            expected one of: az-outage, capacity-shortage, control-plane-degraded, dns-cached-forever, host-stall, kms-key-disabled, network-partition, region-outage, replication-stop, segment-failure, slow-disk, write-surge

            line 3, column 17: az-outage needs AZ
              5m fault inject az-outage
                              ^^^^^^^^^
            expected fault inject az-outage AZ [--for DURATION]

            line 4, column 29: unexpected "b"
              5m fault inject az-outage a b
                                          ^
            expected fault inject az-outage AZ [--for DURATION]

            line 5, column 29: az-outage has no option --rows
              5m fault inject az-outage a --rows 5
                                          ^^^^^^
            expected fault inject az-outage AZ [--for DURATION]

            line 6, column 10: unknown command "explode"
              5m fault explode x
                       ^^^^^^^
            expected one of: clear, inject
        "#]],
    );
    check_errors(
        "seed\nseed two words\nseed caf\u{e9}\nsede X\n60 end\n+x end\n5m\n5m end now\n5m seed X\n5m number failover 3\ngiven\ngiven fault inject az-outage us-east-1a\ngiven end\ngiven history\n200y end\n101y end\n9999999d end",
        expect![[r#"
            line 1, column 1: seed what?
              seed
              ^^^^
            expected one word of up to 40 letters, digits and hyphens, such as KYIV

            line 2, column 10: unexpected "words"
              seed two words
                       ^^^^^
            expected one word of up to 40 letters, digits and hyphens, such as KYIV

            line 3, column 6: "café" cannot be a seed
              seed café
                   ^^^^
            expected one word of up to 40 letters, digits and hyphens, such as KYIV

            line 4, column 1: unknown word "sede"
              sede X
              ^^^^
            expected seed, given, goal, a time such as 60s or +5s, or a comment after # — did you mean seed?

            line 5, column 1: "60" is not a duration
              60 end
              ^^
            expected a duration such as 90s, 45m, 2h, 3d or 1h30m

            line 6, column 1: "x" is not a duration
              +x end
              ^^
            expected a duration such as 90s, 45m, 2h, 3d or 1h30m

            line 7, column 1: a time, and then?
              5m
              ^^
            expected a command such as fault inject az-outage us-east-1a, or end

            line 8, column 8: unexpected "now"
              5m end now
                     ^^^
            expected nothing after end

            line 9, column 4: seed stands at the start and has no time
              5m seed X
                 ^^^^

            line 10, column 4: a number can only be given: it holds for the whole run
              5m number failover 3
                 ^^^^^^
            expected given number NAME VALUE

            line 11, column 1: given what?
              given
              ^^^^^
            expected aws rds create-db-instance …, app create …, number …, history 14d, date 2026-03-06T17:00:00Z, or -42h aws rds create-db-snapshot …

            line 12, column 7: a fault needs a time: what is given stands before the clock starts
              given fault inject az-outage us-east-1a
                    ^^^^^
            expected 0s fault …

            line 13, column 7: "end" cannot be given
              given end
                    ^^^

            line 14, column 7: how much history?
              given history
                    ^^^^^^^
            expected a duration such as 90s, 45m, 2h, 3d or 1h30m

            line 15, column 1: "200y" is not a duration
              200y end
              ^^^^
            expected a duration such as 90s, 45m, 2h, 3d or 1h30m

            line 16, column 1: "101y" is not a duration
              101y end
              ^^^^
            expected a duration such as 90s, 45m, 2h, 3d or 1h30m

            line 17, column 1: "9999999d" is longer than the lab can run
              9999999d end
              ^^^^^^^^
            expected at most a hundred years
        "#]],
    );
    check_errors(
        "5m app create shop\n5m app create shop --connect orders --writes 50\n5m app create shop --connect mars/orders --timeout 5\n5m app\n5m app poimt shop\n5m sql orders \"DROP TABLE x\"\ngiven number failovr 5\ngiven number failover 3..2\n5m app stop 'shop",
        expect![[r#"
            line 1, column 8: app create needs --connect
              5m app create shop
                     ^^^^^^
            expected app create NAME --connect DB [options]

            line 2, column 46: "50" is not a rate
              5m app create shop --connect orders --writes 50
                                                           ^^
            expected a rate such as 50/s, 0.5/s or 30/m, at most 1000000/s

            line 3, column 30: AWS has no commercial Region "mars"
              5m app create shop --connect mars/orders --timeout 5
                                           ^^^^^^^^^^^
            expected a Region such as us-east-1, us-west-2 or eu-west-1

            line 4, column 4: app what?
              5m app
                 ^^^
            expected one of: copy-back, create, point, start, stop

            line 5, column 8: unknown command "poimt"
              5m app poimt shop
                     ^^^^^
            expected one of: copy-back, create, point, start, stop — did you mean point?

            line 6, column 15: the lab knows no such procedure
              5m sql orders "DROP TABLE x"
                            ^^^^^^^^^^^^^^
            expected CALL mysql.rds_stop_replication, CALL mysql.rds_start_replication or CALL mysql.rds_set_source_delay(SECONDS), in quotes

            line 7, column 14: no number is called "failovr"
              given number failovr 5
                           ^^^^^^^
            expected one of the names that `failover-lab facts` lists — did you mean failover?

            line 8, column 23: "3..2" is not a value
              given number failover 3..2
                                    ^^^^
            expected a value in s, such as 90, a range 60..120, a range with its most likely value 60..80..120, or a median with its 95th percentile 480~1800

            line 9, column 13: the quote ' is never closed
              5m app stop 'shop
                          ^
            expected another ' before the line ends
        "#]],
    );
    check_errors(
        "seed A\nseed B\n1h end\n2h end\n",
        expect![[r#"
        line 2, column 1: seed stands in line 1 already
          seed B
          ^^^^^^

        line 4, column 1: end stands in line 3 already
          2h end
          ^^^^^^
    "#]],
    );
}

#[test]
fn all_errors_are_reported_but_not_endlessly() {
    assert_eq!(errors("x\ny\n# fine\nz").len(), 3);
    assert_eq!(errors(&"x\n".repeat(100_000)).len(), 50);
}

#[test]
fn a_refused_given_names_its_line() {
    let text = "# start\ngiven aws rds create-db-instance --db-instance-identifier 9lives --engine postgres --db-instance-class db.m6g.large --allocated-storage 200\n";
    let errors = Session::new(parse(text)).expect_err("AWS refuses the identifier");
    assert_eq!((errors.len(), errors[0].line), (1, 2));
    assert!(
        errors[0].message.contains("InvalidParameterValue"),
        "{}",
        errors[0].message
    );
}

/// Whoever writes how a name begins is told all that begin so, whichever stands first.
#[test]
fn all_that_begin_so_are_meant() {
    let session = Session::new(parse("")).expect("it starts");
    let meant = |line: &str| {
        let errors = session.parse(line).expect_err("there is no such verb");
        errors[0].suggestion.clone()
    };
    let reboots = "reboot-db-cluster or reboot-db-instance";
    assert_eq!(meant("aws rds reboot").as_deref(), Some(reboots));
    let full = "aws rds reboot-db-cluster or aws rds reboot-db-instance";
    assert_eq!(meant("reboot orders").as_deref(), Some(full));
    let one = Some("promote-read-replica");
    assert_eq!(meant("aws rds promote").as_deref(), one);
}
