//! ARG and ENV: which value a word has where, and how sure it is.

use dfopt::model::Provenance::{ArgDefault, Literal};
use dfopt::model::{Model, Provenance};

use crate::{last, model};

/// What a word stands for at the last instruction.
fn value(model: &Model<'_>, word: &str) -> Option<(String, Provenance)> {
    model.expand(last(model), word).map(|found| (found.text, found.provenance))
}

#[track_caller]
fn is(text: &str, word: &str, expected: Option<(&str, Provenance)>) {
    let expected = expected.map(|(text, provenance)| (text.to_owned(), provenance));
    assert_eq!(value(&model(&format!("{text}RUN x\n")), word), expected, "{word} behind\n{text}");
}

#[test]
fn an_argument_before_the_first_from_is_seen_where_it_is_declared_again() {
    is("ARG V=1\nFROM a\n", "$V", None);
    is("ARG V=1\nFROM a\nARG V\n", "$V", Some(("1", ArgDefault)));
    is("ARG V=1\nFROM a\nARG V=2\n", "$V", Some(("2", ArgDefault)));
    is("ARG V=1\nFROM a\nARG V\nFROM b\n", "$V", None);
    is("FROM a\nARG V\n", "$V", None);
    is("ARG V=1\nARG W=$V.2\nFROM a\nARG W\n", "$W", Some(("1.2", ArgDefault)));
}

#[test]
fn an_environment_variable_hides_an_argument() {
    is("FROM a\nARG V=1\nENV V=2\n", "$V", Some(("2", Literal)));
    is("FROM a\nENV V=2\nARG V=1\n", "$V", Some(("2", Literal)));
    is("FROM a AS s\nENV V=2\nFROM s\nARG V=1\n", "$V", Some(("2", Literal)));
    is("ARG V=1\nFROM a\nARG V\nENV V=${V}\n", "$V", Some(("1", ArgDefault)));
}

#[test]
fn an_environment_is_inherited_and_arguments_are_not() {
    is("FROM a AS s\nENV E=1\nARG A=2\nFROM s AS t\nFROM t\n", "$E", Some(("1", Literal)));
    is("FROM a AS s\nENV E=1\nARG A=2\nFROM s AS t\nFROM t\n", "$A", None);
    is("FROM a AS s\nENV E=1\nFROM s\nENV E=2\n", "$E", Some(("2", Literal)));
    is("FROM a AS s\nENV E=1\nFROM a\nCOPY --from=s / /\n", "$E", None);
}

#[test]
fn a_variable_counts_from_the_next_instruction_on() {
    is("FROM a\nENV A=1\nENV A=2 B=$A\n", "$A$B", Some(("21", Literal)));
    let model = model("FROM a\nRUN x\nENV A=1\n");
    assert_eq!(model.variable(1, "A"), None);
    assert_eq!(model.variable(2, "A"), None);
}

#[test]
fn what_nobody_declares_is_unknown_and_never_empty() {
    for word in
        ["$X", "${X}", "${X:-y}", "${X-y}", "${X:+y}", "${X+y}", "a$X", "\"$X\"", "${X:-}", "$PATH", "$HTTP_PROXY"]
    {
        is("FROM a\n", word, None);
    }
    is("FROM a\nENV P=$PATH:/x\n", "$P", None);
}

#[test]
fn escapes_and_quotes_are_those_of_buildkit() {
    for (word, expected) in [
        ("\\$A", "$A"),
        ("'$A'", "$A"),
        ("\"$A\"", "1"),
        ("a\\ b", "a b"),
        ("\"a\\\"b\"", "a\"b"),
        ("\"a\\nb\"", "a\\nb"),
        ("'a\\b'", "a\\b"),
        ("$A$A", "11"),
        ("${A}b", "1b"),
        ("$", "$"),
        ("${A:-x}", "1"),
        ("${E:-x}", "x"),
        ("${E-x}", ""),
        ("${E:-$A}", "1"),
        ("${A:+x}", "x"),
        ("${E:+x}", ""),
        ("${E+x}", "x"),
    ] {
        is("FROM a\nENV A=1 E=\n", word, Some((expected, Literal)));
    }
    let windows = model("# escape=`\nFROM a\nENV A=1\nRUN x\n");
    assert_eq!(value(&windows, "c:\\$A`$A"), Some(("c:\\1$A".to_owned(), Literal)));
}

#[test]
fn substitutions_of_another_kind_are_unknown() {
    for word in ["${A#x}", "${A%x}", "${A/x/y}", "${A:?x}", "${A", "${}", "${A:-", "${A:"] {
        is("FROM a\nENV A=1\n", word, None);
    }
}

#[test]
fn a_value_is_as_unsure_as_its_least_sure_part() {
    is("FROM a\nARG A=1\nENV E=2\n", "$E-$A", Some(("2-1", ArgDefault)));
    is("FROM a\nARG A=1\nENV E=$A\n", "x$E", Some(("x1", ArgDefault)));
    is("FROM a\nARG A=1\nENV E=\n", "${E:-$A}", Some(("1", ArgDefault)));
}

#[test]
fn what_is_declared_is_known_to_be_even_without_a_value() {
    let model = model("ARG G=1\nFROM a AS s\nARG A\nENV E=$X\nRUN x\nFROM s\nRUN x\n");
    let declared = |at, name| model.is_declared(at, name);
    assert!(declared(4, "A") && declared(4, "E"));
    assert!(!declared(4, "G") && !declared(4, "X"));
    assert!(declared(6, "E") && !declared(6, "A"));
    assert_eq!(model.variable(4, "A"), None);
}

#[test]
fn growing_without_end_ends_in_unknown() {
    let doubled = format!("FROM a\nENV A=xxxxxxxx\n{}", "ENV A=$A$A\n".repeat(60));
    is(&doubled, "$A", None);
    is("FROM a\nENV A=xxxxxxxx\nENV A=$A$A\n", "$A", Some(("xxxxxxxxxxxxxxxx", Literal)));
    let deep = format!("FROM a\nENV A=1\nENV B={}x{}\n", "${A:+\\\n".repeat(50_000), "\\\n}".repeat(50_000));
    is(&deep, "$B", None);
}
