//! Any text is read or refused: no panic, spans nested and in range, tokens in order, every predicate answers.
#![no_main]

use dfopt::shell::{Node, Resolved, effects, parse, resolve};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let script = match parse(text) {
        Ok(script) => script,
        Err(refusal) => {
            assert!(text.get(refusal.span.range()).is_some(), "{refusal:?}");
            let _ = refusal.to_string();
            return;
        }
    };
    let mut end = 0;
    for token in &script.tokens {
        assert!(token.span.start >= end && !token.span.is_empty(), "{:?}", script.tokens);
        assert!(text.get(token.span.range()).is_some());
        end = token.span.end;
    }
    script.visit(&mut |node, place| {
        let span = match node {
            Node::Simple(simple) => simple.span,
            Node::Compound(compound) => compound.span,
            Node::Word(word) => word.span,
        };
        assert!(text.get(span.range()).is_some());
        assert!(place.depth <= 151, "{}", place.depth);
    });
    for found in script.simple_commands() {
        for word in &found.simple.words {
            assert!(found.simple.span.contains(word.span));
        }
        if let Resolved::Known(tool) = resolve(found.simple, text) {
            let words = found.simple.words.len();
            assert!(tool.operands.iter().chain([&tool.tool_word]).all(|index| *index < words));
            assert!(tool.options.iter().all(|option| option.word < words));
        }
    }
    let one = (&script, text);
    for shell in [&["/bin/sh", "-c"][..], &["/bin/bash", "-eo", "pipefail", "-c"][..]] {
        if let Ok(interpreter) = effects::interpreter(shell) {
            let _ = effects::join(one, one, &interpreter);
            let _ = effects::j4_safe(&script, text, &interpreter);
        }
    }
});
