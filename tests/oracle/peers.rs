//! The peers' answers in one shape.

use dfopt::syntax::Source;
use dockerfile_parser::Instruction as Theirs;
use parse_dockerfile::{Command, HealthcheckArguments, Instruction, JsonOrStringArray, Source as Origin};

use crate::Line;

/// The crate `dockerfile-parser`.
pub(crate) fn dockerfile_parser(text: &str) -> Option<Vec<Line>> {
    let source = Source::new(text);
    let file = dockerfile_parser::Dockerfile::parse(text).ok()?;
    let line = |one: &Theirs| {
        let keyword = match one {
            Theirs::From(_) => "FROM".to_owned(),
            Theirs::Arg(_) => "ARG".to_owned(),
            Theirs::Label(_) => "LABEL".to_owned(),
            Theirs::Run(_) => "RUN".to_owned(),
            Theirs::Entrypoint(_) => "ENTRYPOINT".to_owned(),
            Theirs::Cmd(_) => "CMD".to_owned(),
            Theirs::Copy(_) => "COPY".to_owned(),
            Theirs::Env(_) => "ENV".to_owned(),
            Theirs::Misc(misc) => misc.instruction.content.clone(),
        };
        let span = one.span();
        let end = text[..span.end].trim_end_matches(['\r', '\n']).len();
        Line { keyword, start: source.position(span.start).line, end: Some(source.position(end).line) }
    };
    Some(file.instructions.iter().map(line).collect())
}

/// The crate `parse-dockerfile`. Its offsets do not count a byte order mark.
pub(crate) fn parse_dockerfile(text: &str) -> Option<Vec<Line>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = Source::new(text);
    let file = parse_dockerfile::parse(text).ok()?;
    let line = |one: &Instruction<'_>| {
        let (keyword, start, end) = parts(one)?;
        Some(Line {
            keyword: keyword.to_owned(),
            start: source.position(start).line,
            end: end.map(|end| source.position(end).line),
        })
    };
    file.instructions.iter().map(line).collect()
}

/// Keyword, its offset, and the end of the arguments where it is told.
fn parts(one: &Instruction<'_>) -> Option<(&'static str, usize, Option<usize>)> {
    let command = |command: &Command<'_>| match command {
        Command::Exec(exec) => Some(exec.span.end),
        Command::Shell(shell) => Some(shell.span.end),
        _ => None,
    };
    // The end of a JSON array of COPY and ADD is not told, nor is that of a heredoc.
    let transfer = |sources: &[Origin<'_>], destination: &parse_dockerfile::UnescapedString<'_>| {
        let plain = sources.iter().all(|source| matches!(source, Origin::Path(_)));
        plain.then_some(destination.span.end)
    };
    Some(match one {
        Instruction::Add(add) => ("ADD", add.add.span.start, transfer(&add.src, &add.dest)),
        Instruction::Arg(arg) => ("ARG", arg.arg.span.start, Some(arg.arguments.span.end)),
        Instruction::Cmd(cmd) => ("CMD", cmd.cmd.span.start, command(&cmd.arguments)),
        Instruction::Copy(copy) => ("COPY", copy.copy.span.start, transfer(&copy.src, &copy.dest)),
        Instruction::Entrypoint(entry) => ("ENTRYPOINT", entry.entrypoint.span.start, command(&entry.arguments)),
        Instruction::Env(env) => ("ENV", env.env.span.start, Some(env.arguments.span.end)),
        Instruction::Expose(expose) => {
            ("EXPOSE", expose.expose.span.start, expose.arguments.last().map(|port| port.span.end))
        }
        Instruction::From(from) => {
            let last = from.as_.as_ref().map_or(from.image.span.end, |(_, name)| name.span.end);
            ("FROM", from.from.span.start, Some(last))
        }
        Instruction::Healthcheck(health) => {
            let end = match &health.arguments {
                HealthcheckArguments::Cmd { arguments, .. } => command(arguments),
                HealthcheckArguments::None { none, .. } => Some(none.span.end),
                _ => None,
            };
            ("HEALTHCHECK", health.healthcheck.span.start, end)
        }
        Instruction::Label(label) => ("LABEL", label.label.span.start, Some(label.arguments.span.end)),
        Instruction::Maintainer(name) => ("MAINTAINER", name.maintainer.span.start, Some(name.name.span.end)),
        Instruction::Onbuild(onbuild) => ("ONBUILD", onbuild.onbuild.span.start, parts(&onbuild.instruction)?.2),
        Instruction::Run(run) => {
            ("RUN", run.run.span.start, command(&run.arguments).filter(|_| run.here_docs.is_empty()))
        }
        Instruction::Shell(shell) => ("SHELL", shell.shell.span.start, None),
        Instruction::Stopsignal(signal) => {
            ("STOPSIGNAL", signal.stopsignal.span.start, Some(signal.arguments.span.end))
        }
        Instruction::User(user) => ("USER", user.user.span.start, Some(user.arguments.span.end)),
        Instruction::Volume(volume) => {
            let end = match &volume.arguments {
                JsonOrStringArray::Json(array) => Some(array.span.end),
                JsonOrStringArray::String(words) => words.last().map(|word| word.span.end),
            };
            ("VOLUME", volume.volume.span.start, end)
        }
        Instruction::Workdir(workdir) => ("WORKDIR", workdir.workdir.span.start, Some(workdir.arguments.span.end)),
        _ => return None,
    })
}
