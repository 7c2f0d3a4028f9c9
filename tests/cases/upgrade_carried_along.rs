use crate::common::usage_error;

const TEXT: &str = include_str!("upgrade-carried-along.txt");

/// Upgrades are not modelled: the line that asks for one is refused by name before anything runs, and nothing is swallowed.
#[test]
fn upgrade_carried_along() {
    let error = usage_error(&[TEXT]);
    assert!(
        error.contains("does not model engine upgrades (--engine-version) yet"),
        "{error}"
    );
    assert!(error.starts_with("line 6, "), "{error}");
    assert_eq!(error.matches("line ").count(), 1, "{error}");
}
