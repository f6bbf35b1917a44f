//! Properties that hold for every text.

use dfopt::syntax::{
    Arguments, Command, Document, Form, Healthcheck, Instruction, ItemKind, Mount, Span, Value, mounts, parse,
};
use proptest::prelude::*;

const FRAGMENTS: &[&str] = &[
    "FROM a\n",
    "FROM a AS b\n",
    "RUN ",
    "run ",
    "COPY ",
    "ADD ",
    "ENV ",
    "ARG ",
    "LABEL ",
    "ONBUILD ",
    "CMD ",
    "HEALTHCHECK ",
    "VOLUME ",
    "SHELL ",
    "EXPOSE ",
    "USER ",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\\\n",
    " \\\r\n",
    "\\ \t\n",
    "\\\\\n",
    "`\n",
    " ",
    "\t",
    "# c\n",
    "  # c \\\n",
    "# escape=`\n",
    "# syntax=x/y\n",
    "#!/x\n",
    "\u{feff}",
    "<<EOF",
    "<<-E",
    "<<\"A B\"",
    "3<<X",
    "<< EOF",
    "<<<",
    "<<",
    "EOF\n",
    "\tE\n",
    "A B\n",
    "X\n",
    "${A:-",
    "${A}",
    "}",
    "$",
    "'",
    "\"",
    "\\",
    "`",
    "[\"a\", \"\\u00e9\"]",
    "[",
    "]",
    "\"b\",",
    "--from=b ",
    "--mount=type=cache,,target=/x ",
    "--mount=\"from=b\",ro ",
    "--x=\"a b\" ",
    "-- ",
    "--",
    "a=b",
    "=",
    "a",
    "b c",
    "é",
    "\u{a0}",
    "\u{2003}",
    "\u{85}",
    "NONE",
    "CMD x",
    "&& ",
    "/",
    "x:1@sha256:0",
    "\u{0}",
    "\u{1f433}",
];

fn dockerfile() -> impl Strategy<Value = String> {
    let head = prop::sample::select(vec!["", "FROM a\n", "FROM a\nRUN ", "FROM a\nCOPY ", "# escape=`\nFROM a\n"]);
    let body = prop::collection::vec(prop::sample::select(FRAGMENTS), 0..40);
    (head, body).prop_map(|(head, body)| format!("{head}{}", body.concat()))
}

/// All ranges of the joined text that a command carries.
fn spans(instruction: &Instruction<'_>, command: &Command) -> Vec<Span> {
    let mut all = vec![command.name, command.rest];
    for flag in &command.flags {
        all.extend([flag.span, flag.name]);
        all.extend(flag.value.iter().map(|value| value.span));
    }
    for Mount { span, fields } in mounts(instruction, command) {
        all.push(span);
        all.extend(fields.iter().filter_map(|(_, value)| value.as_ref()).map(|value| value.span));
    }
    let values = |values: &[Value]| values.iter().map(|value| value.span).collect::<Vec<_>>();
    let form = |form: &Form| match form {
        Form::Shell(span) => vec![*span],
        Form::Exec { items, span, .. } => values(items).into_iter().chain([*span]).collect(),
    };
    all.extend(match &command.arguments {
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            let mut spans = values(&transfer.sources);
            spans.extend(transfer.destination.iter().map(|value| value.span));
            spans.extend(transfer.json);
            spans
        }
        Arguments::Arg(pairs) | Arguments::Env(pairs) | Arguments::Label(pairs) => {
            pairs.iter().flat_map(|pair| [Some(pair.span), Some(pair.name), pair.value]).flatten().collect()
        }
        Arguments::Cmd(inner) | Arguments::Entrypoint(inner) | Arguments::Run(inner) | Arguments::Shell(inner) => {
            form(inner)
        }
        Arguments::Healthcheck(Healthcheck::Command(inner)) => form(inner),
        Arguments::Healthcheck(_) | Arguments::Unknown | Arguments::Onbuild(None) => Vec::new(),
        Arguments::Expose(words) => words.clone(),
        Arguments::From(from) => [Some(from.image), from.platform, from.alias].into_iter().flatten().collect(),
        Arguments::Onbuild(Some(trigger)) => spans(instruction, trigger),
        Arguments::Volume(paths) => values(paths),
        Arguments::Maintainer(span)
        | Arguments::Stopsignal(span)
        | Arguments::User(span)
        | Arguments::Workdir(span) => {
            vec![*span]
        }
    });
    all
}

fn assert_inside(span: Span, text: &str) {
    assert!(text.get(span.range()).is_some(), "{span:?} is no range of {text:?}");
}

/// Everything that must hold for one text.
fn check(text: &str) {
    let document = match parse(text) {
        Ok(document) => document,
        Err(error) => {
            assert_inside(error.span, text);
            return;
        }
    };
    items_tile(&document);
    for instruction in &document.instructions {
        let joined = instruction.logical.text();
        for span in spans(instruction, &instruction.command) {
            assert_inside(span, joined);
            let cover = instruction.logical.cover(span);
            assert_inside(cover, text);
            assert!(instruction.span.contains(cover), "{cover:?} leaves its instruction in {text:?}");
            if let Some(source) = instruction.logical.source(span) {
                assert_eq!(source.of(text), span.of(joined));
            }
        }
        map_is_exact(instruction, text);
        let mut end = instruction.span.start;
        for heredoc in &instruction.heredocs {
            assert_inside(heredoc.opener, joined);
            assert_inside(heredoc.terminator, text);
            assert!(end <= heredoc.body.start, "heredocs follow one another");
            assert_eq!(heredoc.body.end, heredoc.terminator.start);
            assert!(heredoc.terminator.of(text).contains(&heredoc.name));
            end = heredoc.terminator.end;
        }
        assert!(end <= instruction.span.end);
    }
    for error in &document.errors {
        assert_inside(error.span, text);
        assert!(!error.to_string().is_empty());
    }
}

fn items_tile(document: &Document<'_>) {
    let text = document.source.text();
    let copy: String = document.items.iter().map(|item| item.span.of(text)).collect();
    assert_eq!(copy, text, "the items are the file");
    let mut instructions = 0;
    for item in &document.items {
        assert!(!item.span.is_empty());
        match item.kind {
            ItemKind::Instruction(index) => {
                assert_eq!(index, instructions, "instructions are counted in order");
                instructions += 1;
                let instruction = &document.instructions[index];
                assert!(item.span.contains(instruction.lines) && instruction.lines.contains(instruction.span));
            }
            ItemKind::Directive(index) => assert!(item.span.contains(document.directives[index].span)),
            ItemKind::Comment => {
                assert!(item.span.of(text).trim_start_matches('\u{feff}').trim_start().starts_with('#'))
            }
            ItemKind::Blank => assert_eq!(item.span.of(text).trim_start_matches('\u{feff}').trim(), ""),
        }
    }
    assert_eq!(instructions, document.instructions.len());
}

/// Every byte of the joined text is the byte of the source that it is mapped to, and maps back.
fn map_is_exact(instruction: &Instruction<'_>, text: &str) {
    let logical = &instruction.logical;
    let mut last = None;
    for (joined, byte) in logical.text().bytes().enumerate() {
        let source = logical.source_of(joined);
        assert_eq!(text.as_bytes()[source], byte);
        assert_eq!(logical.joined_of(source), Some(joined));
        assert_eq!(logical.source_after(joined + 1), source + 1);
        assert!(last < Some(source), "the map grows");
        last = Some(source);
    }
    let seams = (1..logical.text().len()).filter(|&at| logical.source_of(at) != logical.source_of(at - 1) + 1).count();
    assert_eq!(logical.is_joined(), seams > 0);
}

/// What must not depend on line ends, byte order mark and final newline.
#[derive(Debug, PartialEq)]
struct Meaning {
    joined: String,
    command: Command,
    /// Name and first line.
    heredocs: Vec<(String, usize)>,
    lines: (usize, usize),
}

fn meaning(text: &str) -> Result<Vec<Meaning>, String> {
    let document = parse(text).map_err(|error| error.to_string())?;
    let line = |offset: u32| document.source.position(offset as usize).line;
    let one = |instruction: &Instruction<'_>| Meaning {
        joined: instruction.logical.text().to_owned(),
        command: instruction.command.clone(),
        heredocs: instruction.heredocs.iter().map(|one| (one.name.clone(), line(one.body.start))).collect(),
        lines: (line(instruction.span.start), line(instruction.span.end)),
    };
    Ok(document.instructions.iter().map(one).collect())
}

fn check_conversions(text: &str) {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let expected = meaning(&text);
    assert_eq!(meaning(&text.replace('\n', "\r\n")), expected, "CRLF");
    assert_eq!(meaning(&format!("\u{feff}{text}")), expected, "byte order mark");
    // Without its line end, an empty last line is no line; inside a continuation it would be missed.
    if let Some(cut) = text.strip_suffix('\n').filter(|cut| !cut.ends_with('\n')) {
        assert_eq!(meaning(cut), expected, "no final newline");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_losslessly(text in any::<String>()) {
        check(&text);
        check(&format!("FROM a\nRUN {text}"));
    }

    #[test]
    fn dockerfiles_are_read_losslessly(text in dockerfile()) {
        check(&text);
    }

    #[test]
    fn line_ends_and_byte_order_mark_change_nothing(text in dockerfile()) {
        check_conversions(&text);
    }
}
