//! Whether what builds is still needed behind the last command that builds.

use crate::facts::build_packages;
use crate::model::{BaseImage, Model, Run, Start, may_build};
use crate::shell::{Resolved, Simple, resolve};
use crate::syntax::{Arguments, Keyword};

/// The words that show that one of the packages is used, or dealt with.
pub(super) fn programs<'n>(packages: &[&'n str]) -> Vec<&'n str> {
    let tools = packages.iter().filter_map(|name| build_packages().tool(name));
    tools.flat_map(|tool| &tool.programs).map(String::as_str).chain(packages.iter().copied()).collect()
}

/// Whether a command may use a compiler or a header.
pub(super) fn may_use(simple: &Simple, text: &str) -> bool {
    let php = simple.name(text).is_some_and(|name| name.starts_with("docker-php-ext-") && !name.ends_with("-enable"));
    php || may_build(simple, text)
}

/// Whether a command builds something and is then done with the compiler.
pub(super) fn is_builder(simple: &Simple, text: &str) -> bool {
    let builder = match resolve(simple, text) {
        Resolved::Known(known) => build_packages().is_builder(known.tool, known.subcommand_name()),
        Resolved::Other { name } => build_packages().is_builder(&name, ""),
        Resolved::Opaque(_) => false,
    };
    builder && may_use(simple, text)
}

/// The last command of a RUN that may use a compiler.
pub(super) fn last_use<'r>(run: &'r Run<'_>) -> Option<&'r Simple> {
    run.simple_commands().iter().map(|found| found.simple).rfind(|simple| may_use(simple, run.text))
}

/// Whether what some RUNs build may be linked with OpenMP: unless they only let pip install projects that are known not
/// to be, or PHP extensions.
pub(super) fn may_use_openmp(file: &Model<'_>, runs: std::ops::Range<usize>) -> bool {
    file.runs(runs).any(|(_, run)| {
        run.simple_commands().iter().filter(|found| may_use(found.simple, run.text)).any(|found| {
            let simple = found.simple;
            match resolve(simple, run.text) {
                Resolved::Known(pip) if pip.tool == "pip" => {
                    let known = |&at: &usize| {
                        simple.words[at].value(run.text).is_some_and(|name| build_packages().is_without_openmp(&name))
                    };
                    !pip.is_transparent()
                        || ["--requirement", "--editable", "--constraint"].into_iter().any(|option| pip.has(option))
                        || !pip.operands.iter().all(known)
                }
                Resolved::Other { name } => !matches!(&*name, "docker-php-ext-install" | "docker-php-ext-configure"),
                _ => true,
            }
        })
    })
}

/// Checks that nothing behind `end`, an offset into the text of the RUN at `last`, needs what builds: in the stage and in
/// those that are built FROM it.
///
/// # Errors
/// What may need it.
pub(super) fn later(
    file: &Model<'_>,
    stage: usize,
    (last, end): (usize, u32),
    programs: &[&str],
) -> Result<(), String> {
    if let Some(run) = file.run(last) {
        for found in run.simple_commands().iter().filter(|found| found.simple.span.start >= end) {
            check_command(found.simple, run.text, programs)?;
        }
    }
    for at in behind(file, stage, last) {
        let instruction = file.instruction(at);
        if instruction.keyword() == Some(Keyword::Onbuild) {
            return Err("an ONBUILD trigger may need them".to_owned());
        }
        if let Some(run) = file.run(at) {
            if let Err(reason) = &run.script {
                return Err(format!("a later RUN may need them: {reason}"));
            }
            for found in run.simple_commands() {
                check_command(found.simple, run.text, programs)?;
            }
        }
        let source = file.document.source.text();
        let heredocs = instruction.heredocs.iter().map(|heredoc| heredoc.body.of(source));
        for text in std::iter::once(instruction.logical.text()).chain(heredocs) {
            if let Some(word) = words(text).find(|word| programs.contains(word)) {
                return Err(format!("a later instruction says {word}"));
            }
        }
    }
    for instruction in &file.document.instructions {
        let own = instruction.keyword() == Some(Keyword::Run);
        for word in words(instruction.logical.text()) {
            if build_packages().compiles_at_run_time(word) {
                return Err(format!("the file says {word}, which may compile while a container runs"));
            }
            if !own && word.starts_with("lib") && word.ends_with(".so") {
                return Err(format!("{word} is a link that the package with the headers brings"));
            }
        }
    }
    Ok(())
}

/// The instructions behind the one at `last`, in its stage and in those that are built FROM it.
fn behind(file: &Model<'_>, stage: usize, last: usize) -> impl Iterator<Item = usize> {
    let mut stages = vec![stage];
    file.for_each_descendant(stage, &mut |child| stages.push(child));
    let bodies: Vec<_> = stages.into_iter().map(|stage| file.stages[stage].body()).collect();
    bodies.into_iter().flatten().filter(move |&at| at > last)
}

/// Checks that nothing behind `end`, as in [`later`], says that it uses a program of `packages`, which came along with
/// what builds.
///
/// # Errors
/// What uses which.
pub(super) fn along(
    file: &Model<'_>,
    stage: usize,
    (last, end): (usize, u32),
    packages: &[&str],
) -> Result<(), String> {
    let rest = file.run(last).and_then(|run| run.text.get(end as usize..)).unwrap_or_default();
    let others = behind(file, stage, last).chain(started(file, stage)).map(|at| file.instruction(at).logical.text());
    let texts: Vec<&str> = std::iter::once(rest).chain(others).collect();
    for package in packages {
        let marks = build_packages().along(package);
        if let Some(mark) = marks.iter().find(|mark| texts.iter().any(|text| text.contains(mark.as_str()))) {
            return Err(format!("{package}, which came along, may be used behind the build: {}", mark.trim()));
        }
    }
    Ok(())
}

/// The instructions that say what the containers of a stage, and of those that are built FROM it, start.
fn started(file: &Model<'_>, stage: usize) -> Vec<usize> {
    let mut outputs = vec![stage];
    file.for_each_descendant(stage, &mut |child| outputs.push(child));
    let starts = outputs.into_iter().map(|stage| Start::of(file, stage));
    starts.flat_map(|start| [start.entrypoint, start.cmd]).flatten().collect()
}

fn check_command(simple: &Simple, text: &str, programs: &[&str]) -> Result<(), String> {
    if may_use(simple, text) {
        let name = simple.name(text).unwrap_or_default();
        return Err(format!("a later command may build something: {name}"));
    }
    match words(simple.span.of(text)).find(|word| programs.contains(word)) {
        Some(word) => Err(format!("a later command says {word}")),
        None => Ok(()),
    }
}

/// The words that may be the name of a program, also in quotes and paths.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |part: char| part.is_ascii_alphanumeric() || matches!(part, '_' | '-' | '+' | '.');
    text.split(move |part: char| !is_part(part)).filter(|word| !word.is_empty())
}

/// Arguments of package managers and build tools that let them build.
const BUILDS: [&str; 5] = ["install", "rebuild", "build", "compile", "ci"];

/// What cannot be seen of what the containers start, if that is a script.
///
/// # Errors
/// Why what builds may be what containers are there for.
pub(super) fn start(file: &Model<'_>, stage: usize, programs: &[&str]) -> Result<Option<String>, String> {
    let mut outputs = vec![stage];
    file.for_each_descendant(stage, &mut |child| outputs.push(child));
    outputs.retain(|&one| file.stages[one].children.is_empty());
    let mut doubt = None;
    for output in outputs {
        let start = Start::of(file, output);
        let parts: Vec<usize> = [start.entrypoint, start.cmd].into_iter().flatten().collect();
        if parts.is_empty() && !serves(file, output) {
            return Err("nothing says what containers start, so they may be there to build".to_owned());
        }
        for &at in &parts {
            let instruction = file.instruction(at);
            let (Arguments::Cmd(form) | Arguments::Entrypoint(form)) = &instruction.command.arguments else { continue };
            let text = instruction.text(form.span());
            if let Some(word) = words(text).find(|word| programs.contains(word)) {
                return Err(format!("containers start {word}"));
            }
            let quoted = text.trim_matches(['[', ']', ' ']);
            let pieces = quoted.split(|part: char| part == ',' || part.is_whitespace());
            let mut pieces = pieces.map(|piece| piece.trim_matches(['"', '\''])).filter(|piece| !piece.is_empty());
            if let Some(word) = pieces.clone().find(|piece| BUILDS.contains(piece)) {
                return Err(format!("containers {word} something when they start"));
            }
            if let Some(script) = pieces.clone().find(|piece| is_script(piece)) {
                doubt = Some(format!("what {script} calls when a container starts is not seen"));
            }
            let first = pieces.next().unwrap_or_default();
            let shell = matches!(first.rsplit('/').next(), Some("sh" | "bash" | "zsh"));
            if shell && pieces.all(|piece| piece.starts_with('-') && piece != "-c") {
                return Err("containers start a shell for people to work in".to_owned());
            }
        }
    }
    Ok(doubt)
}

/// Whether a word of a command is a script, or a program that is not one of the system's.
fn is_script(word: &str) -> bool {
    const PROGRAMS: [&str; 5] = ["/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/", "/usr/local/bin/"];
    let name = word.rsplit('/').next().unwrap_or(word);
    let named = word.ends_with(".sh") || word.contains("entrypoint");
    let path = word.starts_with(['/', '.']) && word.len() > 1 && !word.contains(':') && !name.contains('.');
    named || (path && !PROGRAMS.iter().any(|directory| word.strip_prefix(directory) == Some(name)))
}

/// Whether the base image starts a service of its own.
fn serves(file: &Model<'_>, stage: usize) -> bool {
    let root = file.lineage(stage).last().unwrap_or(stage);
    let BaseImage::Image(image) = &file.stages[root].base else { return false };
    let php = file.base(stage).runtime.as_ref().is_some_and(|runtime| runtime.name == "php");
    php && (image.text.contains("fpm") || image.text.contains("apache"))
}
