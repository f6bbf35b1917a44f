//! Bake files in the language of HashiCorp, as far as they leave nothing open.
//!
//! Sources: HCL native syntax specification; Docker's Bake file reference, "Target".

use hcl_edit::expr::Expression;
use hcl_edit::structure::{Block, Body};
use serde_json::{Map, Value};

/// The targets of a bake file, as those of one in JSON: what is no text and no list of texts (a variable, a template, a
/// call) is null. `None` for what is no HCL.
pub(super) fn read(text: &str) -> Option<Value> {
    let body: Body = text.parse().ok()?;
    let mut targets: Map<String, Value> = Map::new();
    for block in body.get_blocks("target") {
        let [label] = block.labels.as_slice() else { continue };
        let own = attributes(block);
        // Blocks of one name are put over each other.
        match targets.get_mut(label.as_str()).and_then(Value::as_object_mut) {
            Some(before) => before.extend(own),
            None => _ = targets.insert(label.as_str().to_owned(), Value::Object(own)),
        }
    }
    Some(Value::Object(Map::from_iter([("target".to_owned(), Value::Object(targets))])))
}

fn attributes(block: &Block) -> Map<String, Value> {
    let all = block.body.attributes();
    all.map(|attribute| (attribute.key.as_str().to_owned(), literal(&attribute.value))).collect()
}

fn literal(value: &Expression) -> Value {
    let text = |value: &Expression| value.as_str().map_or(Value::Null, Value::from);
    value.as_array().map_or_else(|| text(value), |all| all.iter().map(text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_literals_count() {
        let text = "variable \"DIR\" { default = \"a\" }\ntarget \"app\" {\n  context = \".\" # here\n  dockerfile = \
                    \"${DIR}/Dockerfile\"\n  inherits = [\"base\", DIR]\n  target = DIR\n}\ntarget \"app\" {\n  context \
                    = \"src\"\n}\n";
        let app = serde_json::json!({
            "context": "src", "dockerfile": null, "inherits": ["base", null], "target": null
        });
        assert_eq!(read(text), Some(serde_json::json!({"target": {"app": app}})));
        assert_eq!(read("target {"), None);
    }
}
