//! Any text is read without a panic, without loss, and alike under both line ends.
#![no_main]

use dfopt::syntax::{Command, Document, Instruction, mounts, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(document) = parse(text) {
        tiles(&document);
        for instruction in &document.instructions {
            spans(instruction, text);
        }
        for error in &document.errors {
            assert!(text.get(error.span.range()).is_some());
            let _ = (error.to_string(), error.position(&document.source));
        }
    }
    let lf = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    // A longer line may be too long.
    if lf.lines().all(|line| line.len() < 65_000) {
        assert_eq!(meaning(&lf.replace('\n', "\r\n")), meaning(&lf));
        assert_eq!(meaning(&format!("\u{feff}{lf}")), meaning(&lf));
    }
});

fn tiles(document: &Document<'_>) {
    let text = document.source.text();
    let mut end = 0;
    for item in &document.items {
        assert_eq!(item.span.start, end);
        assert!(text.get(item.span.range()).is_some_and(|lines| !lines.is_empty()));
        end = item.span.end;
    }
    assert_eq!(end as usize, text.len());
}

fn spans(instruction: &Instruction<'_>, text: &str) {
    assert!(instruction.lines.contains(instruction.span));
    assert!(text.get(instruction.span.range()).is_some());
    let joined = instruction.logical.text();
    for (at, byte) in joined.bytes().enumerate() {
        let source = instruction.logical.source_of(at);
        assert_eq!(text.as_bytes()[source], byte);
        assert_eq!(instruction.logical.joined_of(source), Some(at));
    }
    let Command { name, flags, rest, .. } = &instruction.command;
    let mut all = vec![*name, *rest];
    all.extend(flags.iter().flat_map(|flag| [flag.span, flag.name]));
    all.extend(flags.iter().filter_map(|flag| flag.value.as_ref()).map(|value| value.span));
    let mounts = mounts(instruction, &instruction.command);
    let fields = mounts.iter().flat_map(|mount| &mount.fields);
    all.extend(fields.filter_map(|(_, value)| value.as_ref()).map(|value| value.span));
    all.extend(instruction.heredocs.iter().map(|heredoc| heredoc.opener));
    for span in all {
        assert!(joined.get(span.range()).is_some());
        assert!(text.get(instruction.logical.cover(span).range()).is_some());
    }
    for heredoc in &instruction.heredocs {
        assert!(text.get(heredoc.body.range()).is_some());
        assert!(heredoc.terminator.of(text).contains(&heredoc.name));
    }
}

/// The joined texts, commands and heredoc names, which no line end changes.
fn meaning(text: &str) -> Result<Vec<(String, Command, Vec<String>)>, String> {
    let document = parse(text).map_err(|error| error.to_string())?;
    let one = |instruction: &Instruction<'_>| {
        let names = instruction.heredocs.iter().map(|heredoc| heredoc.name.clone()).collect();
        (instruction.logical.text().to_owned(), instruction.command.clone(), names)
    };
    Ok(document.instructions.iter().map(one).collect())
}
