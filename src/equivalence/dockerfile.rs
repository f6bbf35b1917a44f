//! From Dockerfiles to sequences of steps, so that two versions of a file can be compared.
//!
//! A stage becomes the sequence of its RUNs, each with the SHELL, ENV, ARG and WORKDIR in force. COPY, ADD, VOLUME and
//! USER are steps too: opaque ones, which must stay where they are between the RUNs. Steps that are equal in both
//! versions are not run: one call stands for them, so that a comparison costs what the rewrite touched, and a file is
//! not refused for a RUN that nobody edited. A variable whose value the file does not say has the same made-up value
//! in both versions; `PATH` is then left as it is.

use std::collections::BTreeMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Declared, Error, Report, Sequence, ShellUnderTest, Step, compare};
use crate::facts::volatile_arg;
use crate::model::{BaseImage, Model};
use crate::syntax::{self, Arguments, Assignment, Form, Instruction};

/// Compares two versions of a Dockerfile stage by stage: a report for each stage whose steps differ.
///
/// # Errors
///
/// [`Error::Unsupported`] when a version cannot be read, the stages do not pair, or a step that differs cannot be
/// tested; [`Error::Io`] when the sandbox cannot be set up.
pub fn compare_dockerfiles(
    before: &str,
    after: &str,
    declared: &Declared,
    shell: ShellUnderTest,
) -> Result<Vec<Report>, Error> {
    let (mut before, mut after) = (stages(before)?, stages(after)?);
    if declared.lets_copies_move() {
        let others = |step: &Step| !step.script.starts_with("'step' 'COPY'");
        before.iter_mut().chain(&mut after).for_each(|stage| stage.0.retain(others));
    }
    if declared.lets_arguments_sink() {
        let steps = before.iter_mut().chain(&mut after).flat_map(|stage| &mut stage.0);
        for Step { script, env, .. } in steps {
            env.retain(|(name, _)| volatile_arg(name).is_none() || script.contains(name.as_str()));
        }
    }
    if before.len() != after.len() {
        return Err(Error::unsupported(format!("{} stages became {}", before.len(), after.len())));
    }
    let mut reports = Vec::new();
    for (before, after) in before.iter().zip(&after).filter(|(before, after)| before != after) {
        let (before, after) = without_equal_steps(before, after);
        reports.push(compare(&before, &after, declared, shell)?);
    }
    Ok(reports)
}

/// The steps of each stage.
fn stages(text: &str) -> Result<Vec<Sequence>, Error> {
    let document = syntax::parse(text).map_err(|error| Error::unsupported(error.to_string()))?;
    if let Some(error) = document.errors.first() {
        return Err(Error::unsupported(error.to_string()));
    }
    let model = Model::read(&document);
    let steps = |stage: usize| model.stages[stage].body().filter_map(|at| step(&model, stage, at)).collect();
    Ok((0..model.stages.len()).map(|stage| Sequence(steps(stage))).collect())
}

fn step(model: &Model<'_>, stage: usize, at: usize) -> Option<Step> {
    let instruction = model.instruction(at);
    match &instruction.command.arguments {
        Arguments::Run(form) => {
            let state = model.state(at);
            Some(Step {
                shell: state.shell.to_vec(),
                script: script(model, instruction, form),
                env: environment(model, stage, at),
                workdir: state.workdir.as_deref().unwrap_or("/").to_owned(),
            })
        }
        Arguments::Copy(_) | Arguments::Add(_) | Arguments::Volume(_) | Arguments::User(_) => {
            Some(marker(instruction.logical.text()))
        }
        _ => None,
    }
}

/// What the shell of a RUN gets. An exec form, which has no shell, is written as a command of quoted words.
fn script(model: &Model<'_>, instruction: &Instruction<'_>, form: &Form) -> String {
    let source = model.document.source.text();
    match (form, instruction.heredocs.as_slice()) {
        (Form::Exec { items, .. }, _) => {
            items.iter().map(|item| quoted(item.text(&instruction.logical))).collect::<Vec<_>>().join(" ")
        }
        (Form::Shell(span), [only]) if only.opener == *span => {
            let lines = only.body.of(source).split_inclusive('\n');
            lines.map(|line| if only.strip_tabs { line.trim_start_matches('\t') } else { line }).collect()
        }
        (Form::Shell(span), heredocs) => {
            let mut script = instruction.text(*span).to_owned();
            for heredoc in heredocs {
                script += &format!("\n{}{}", heredoc.body.of(source), heredoc.name);
            }
            script
        }
    }
}

/// A step that stands for something that no shell runs, word by word.
fn marker(text: &str) -> Step {
    let words: Vec<String> = std::iter::once("step").chain(text.split_whitespace()).map(quoted).collect();
    Step::of_script(&words.join(" "))
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The ENV of a stage and of those it is built FROM, and its ARGs with a known value.
fn environment(model: &Model<'_>, stage: usize, at: usize) -> Vec<(String, String)> {
    let mut names: BTreeMap<String, bool> = BTreeMap::new();
    let mut declare = |instruction: &Instruction<'_>, pairs: &[Assignment], is_env: bool| {
        for pair in pairs {
            *names.entry(instruction.text(pair.name).to_owned()).or_default() |= is_env;
        }
    };
    let mut here = Some(stage);
    while let Some(current) = here {
        for index in model.stages[current].body().take_while(|index| current != stage || *index < at) {
            let instruction = model.instruction(index);
            match &instruction.command.arguments {
                Arguments::Env(pairs) => declare(instruction, pairs, true),
                Arguments::Arg(pairs) if current == stage => declare(instruction, pairs, false),
                _ => {}
            }
        }
        here = match model.stages[current].base {
            BaseImage::Stage(base) => Some(base),
            _ => None,
        };
    }
    let value = |(name, is_env): (String, bool)| match model.variable(at, &name) {
        Some(value) => Some((name, value.text)),
        None if is_env && name != "PATH" => Some((name, "unknown".to_owned())),
        None => None,
    };
    names.into_iter().filter_map(value).collect()
}

/// The two sequences with one marker in the place of each run of steps that they have in common.
fn without_equal_steps(before: &Sequence, after: &Sequence) -> (Sequence, Sequence) {
    let (mut old, mut new) = (Sequence::default(), Sequence::default());
    for (number, op) in capture_diff_slices(Algorithm::Myers, &before.0, &after.0).into_iter().enumerate() {
        if let DiffOp::Equal { .. } = op {
            let equal = marker(&format!("unchanged {number}"));
            old.0.push(equal.clone());
            new.0.push(equal);
        } else {
            old.0.extend_from_slice(&before.0[op.old_range()]);
            new.0.extend_from_slice(&after.0[op.new_range()]);
        }
    }
    (old, new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str) -> Vec<Step> {
        stages(text).expect("a Dockerfile").remove(0).0
    }

    #[test]
    fn a_step_has_what_is_in_force() {
        let text = "FROM a\nARG V=1\nENV W=$V X=$Y PATH=/opt:$PATH\nSHELL [\"/bin/bash\", \"-c\"]\nWORKDIR /w\nRUN b\n";
        let expected = Step {
            shell: vec!["/bin/bash".into(), "-c".into()],
            script: "b".into(),
            env: [("V", "1"), ("W", "1"), ("X", "unknown")].map(|(n, v)| (n.into(), v.into())).to_vec(),
            workdir: "/w".into(),
        };
        assert_eq!(steps(text), [expected]);
    }

    #[test]
    fn heredocs_and_exec_forms_are_what_runs() {
        let text = "FROM a\nRUN <<-E\n\ta\n\tb\nE\nRUN cat <<E > f\nx\nE\nRUN [\"a\", \"it's\"]\n";
        let scripts: Vec<String> = steps(text).into_iter().map(|step| step.script).collect();
        assert_eq!(scripts, ["a\nb\n", "cat <<E > f\nx\nE", r"'a' 'it'\''s'"]);
    }

    #[test]
    fn only_steps_that_differ_are_compared() {
        let (before, after) =
            ("FROM a\nRUN x &\nCOPY f f\nRUN a\nRUN b\nRUN x\n", "FROM a\nRUN x &\nCOPY f f\nRUN a && b\nRUN x\n");
        let (before, after) = without_equal_steps(&stages(before).unwrap()[0], &stages(after).unwrap()[0]);
        assert_eq!((before.0.len(), after.0.len()), (4, 3));
    }

    #[test]
    fn a_copy_may_not_change_its_place() {
        let (before, after) = ("FROM a\nRUN a\nCOPY f f\nRUN b\n", "FROM a\nCOPY f f\nRUN a && b\n");
        let reports = compare_dockerfiles(before, after, &Declared::nothing(), ShellUnderTest::Dash).expect("testable");
        assert!(reports[0].difference.is_some(), "{reports:?}");
    }
}
