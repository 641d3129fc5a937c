//! JSON Schemas of TOML files, for editors and validators. They are made of the lists of keys and of words that the readers
//! use; a schema accepts all that the reader of a file accepts, and refuses unknown keys and wrong types.

use serde_json::{Map, Value, json};

/// A table with the keys that its reader knows. Each has a schema in `values`, and nothing else does; some are `required`.
pub fn table(keys: &[&str], values: Vec<(&str, Value)>, required: &[&str]) -> Value {
    let described: Vec<&str> = values.iter().map(|(key, _)| *key).collect();
    let unlike = |a: &[&str], b: &[&str]| -> Vec<String> {
        let missing = a.iter().filter(|key| !b.contains(key));
        missing.map(|key| (*key).to_owned()).collect()
    };
    debug_assert_eq!(unlike(keys, &described), [""; 0], "keys without a schema");
    debug_assert_eq!(
        unlike(&described, keys),
        [""; 0],
        "keys that no reader knows"
    );
    let properties: Map<String, Value> = (values.into_iter())
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let mut table = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        table["required"] = json!(required);
    }
    table
}

/// A table whose keys are names of something else, and its values all alike.
pub fn named(value: Value) -> Value {
    json!({ "type": "object", "additionalProperties": value })
}

/// A text that is not empty.
pub fn string() -> Value {
    json!({ "type": "string", "pattern": "\\S" })
}

/// Any text.
pub fn any_string() -> Value {
    json!({ "type": "string" })
}

/// An id.
pub fn id() -> Value {
    json!({ "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9.-]*$" })
}

/// A text in both languages, or one for both: a definition that every [`document`] has.
pub fn text() -> Value {
    refer(TEXT)
}

const TEXT: &str = "text";

fn text_itself() -> Value {
    let languages = ["zh", "en"];
    let both = languages.map(|language| (language, string()));
    any_of([string(), table(&languages, both.to_vec(), &languages)])
}

/// `true` or `false`.
pub fn boolean() -> Value {
    json!({ "type": "boolean" })
}

/// Only `true`.
pub fn only_true() -> Value {
    json!({ "const": true })
}

/// A number.
pub fn number() -> Value {
    json!({ "type": "number" })
}

/// A number above 0.
pub fn positive() -> Value {
    json!({ "type": "number", "exclusiveMinimum": 0 })
}

/// A number between two ends.
pub fn number_within(least: i64, most: i64) -> Value {
    json!({ "type": "number", "minimum": least, "maximum": most })
}

/// A whole number between two ends.
pub fn whole(least: i64, most: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most })
}

/// One of the words of a list.
pub fn word<T>(words: &[(&'static str, T)]) -> Value {
    let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    json!({ "enum": words })
}

/// A list of any length.
pub fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// A list that is not empty.
pub fn filled_list(items: Value) -> Value {
    json!({ "type": "array", "items": items, "minItems": 1 })
}

/// A list of two numbers.
pub fn pair() -> Value {
    json!({ "type": "array", "items": number(), "minItems": 2, "maxItems": 2 })
}

/// Any one of several.
pub fn any_of<const N: usize>(schemas: [Value; N]) -> Value {
    json!({ "anyOf": schemas.to_vec() })
}

/// A reference to one of the definitions of the [`document`].
pub fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// The schema of a file, with the definitions that it refers to. Its draft is the one that editors of TOML know.
pub fn document(title: &str, top: Value, definitions: Vec<(&str, Value)>) -> Value {
    let mut document = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
    });
    if let (Value::Object(document), Value::Object(top)) = (&mut document, top) {
        document.extend(top);
    }
    let text = (TEXT, text_itself());
    let refers = |value: &Value| value.to_string().contains(&refer(TEXT).to_string());
    let has_text = refers(&document) || definitions.iter().any(|(_, one)| refers(one));
    let definitions = definitions.into_iter().chain(has_text.then_some(text));
    document["definitions"] = definitions
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect::<Map<String, Value>>()
        .into();
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "keys without a schema")]
    fn a_key_of_the_reader_needs_a_schema() {
        table(&["id", "name"], vec![("id", id())], &[]);
    }

    #[test]
    #[should_panic(expected = "keys that no reader knows")]
    fn a_key_of_the_schema_needs_a_reader() {
        table(&["id"], vec![("id", id()), ("name", text())], &[]);
    }
}
