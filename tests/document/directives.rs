//! Parser directives and what ends them.

use dfopt::syntax::{ItemKind, parse};

/// Escape character and the directives as `name=value`.
fn read(text: &str) -> (char, Vec<String>) {
    let text = format!("{text}FROM a\n");
    let document = parse(&text).expect("the line rules are kept");
    let named = |one: &dfopt::syntax::Directive| format!("{}={}", one.name, one.value);
    (char::from(document.escape), document.directives.iter().map(named).collect())
}

#[test]
fn directives_stand_at_the_top() {
    assert_eq!(
        read("# syntax=docker/dockerfile:1\n#ESCAPE = ` \r\n  # check=skip=all;error=true\n"),
        ('`', vec!["syntax=docker/dockerfile:1".into(), "escape=`".into(), "check=skip=all;error=true".into()])
    );
    assert_eq!(read("\u{feff}# escape=`\n"), ('`', vec!["escape=`".into()]));
    assert_eq!(read("#\t escape\t=\\\n"), ('\\', vec!["escape=\\".into()]));
}

#[test]
fn any_other_line_ends_them() {
    for other in ["\n", "# a comment\n", "# unknown=x\n", "#\n", "# escape=\n", "# esc ape=`\n", "ARG A\n"] {
        assert_eq!(read(&format!("{other}# escape=`\n")), ('\\', vec![]), "{other:?}");
    }
}

#[test]
fn a_shebang_hides_all_but_syntax() {
    assert_eq!(read("#!/usr/bin/env docker\n# escape=`\n# syntax=x/y\n"), ('\\', vec!["syntax=x/y".into()]));
    assert_eq!(read("# syntax=x\n#!/bin/sh\n# escape=`\n"), ('\\', vec!["syntax=x".into()]));
}

#[test]
fn items_name_directives() {
    let document = parse("# syntax=x\n# c\n\nFROM a\n").expect("it is one");
    let kinds: Vec<ItemKind> = document.items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [ItemKind::Directive(0), ItemKind::Comment, ItemKind::Blank, ItemKind::Instruction(0)]);
    assert_eq!(document.directive("syntax"), Some("x"));
    assert_eq!(document.directive("escape"), None);
}
