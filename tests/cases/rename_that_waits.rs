//! A name that an instance is about to bear is nobody else's.

#[test]
fn rename_that_waits() {
    let run = case!("rename-that-waits");
    assert_eq!(
        run.outcomes(),
        ["ok", "ok", "DBInstanceAlreadyExists", "ok"]
    );
    let named: Vec<&str> = run
        .report
        .databases
        .iter()
        .map(|db| db.id.as_str())
        .collect();
    assert_eq!(named, ["orders-x"]);
}
