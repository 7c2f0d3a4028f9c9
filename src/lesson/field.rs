//! Fields of an answer, as the AWS CLI prints it.

use serde_json::Value;

/// The values of a field of an answer, however deep they lie.
pub(super) fn field_of(answer: &Value, field: &str) -> Vec<String> {
    let mut found = Vec::new();
    find(answer, field, &mut found);
    found
}

/// Adds the values under a key, however deep they lie.
fn find(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == key => found.push(text.clone()),
                    value if name == key => found.push(value.to_string()),
                    value => find(value, key, found),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                find(item, key, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether an answer is an empty list, as the AWS CLI prints it: `{"DBSnapshots": []}`.
pub(super) fn is_empty(answer: &Value) -> bool {
    let is_empty_list = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    answer
        .as_object()
        .is_some_and(|fields| fields.values().all(is_empty_list))
}
