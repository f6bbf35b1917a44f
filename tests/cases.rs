//! The cases of the transforms: `transforms/<folder>/cases/`.
//!
//! A case is a pair `<name>.before.Dockerfile` and `<name>.after.Dockerfile`, or one `<name>.keep.Dockerfile`, and an
//! optional `<name>.toml`, a `dfopt.toml` for this case (else `settings.toml` of the folder), and `<name>.context`, a
//! directory that is its build context, or `<name>.context.toml`, a table of the files in it. Where a Dockerfile stays and
//! the ignore file of its context changes, that stands in `<name>.after.dockerignore`. A pair is run at the safety that
//! its transform declares; one whose name begins with `unsafe-` is run with all unsafe changes allowed, and must do
//! nothing without. A keep must stay as it is even when everything is allowed.
//!
//! A case of a diagnostic is a pair `<name>.report.Dockerfile` and `<name>.report.txt` with a line
//! `line:column severity message` for each finding, or a `<name>.keep.Dockerfile`, of which it says nothing.
//!
//! What each case proves is listed in [`CHECKS`] and [`REPORT_CHECKS`]. `DFOPT_BLESS=1` writes the `.after` and
//! `.report.txt` files anew; read the diff.

#[allow(dead_code, clippy::expect_used, reason = "registry.rs uses all of it; a missing file is a fault of the test")]
mod case_files;

#[path = "case_files/builds.rs"]
mod builds;

use case_files::{Case, Kind, lines};
use dfopt::equivalence::ShellUnderTest;
use dfopt::pipeline::{self, Outcome, Selection, UnsafeLevel};
use dfopt::syntax::{self, Document, Instruction, Keyword, Source};
use dfopt::transform::{Finding, Meta, Severity};
use dfopt::transforms;

type Check = fn(&Meta, &Case) -> Result<(), String>;

const CHECKS: &[(&str, Check)] = &[
    ("becomes what it should", becomes),
    ("a second run changes nothing", is_fixed_point),
    ("an unsafe change has to be asked for", has_to_be_asked_for),
    ("CRLF line ends stay", |meta, case| varies(meta, case, |text| text.replace('\n', "\r\n"))),
    ("a missing final newline stays missing", |meta, case| {
        varies(meta, case, |text| text.trim_end_matches('\n').into())
    }),
    ("a byte order mark stays", |meta, case| varies(meta, case, |text| format!("\u{feff}{text}"))),
    ("what the transform does not reach stays", others_stay),
    ("an ignore comment holds the transform back", can_be_ignored),
    ("the whole pipeline converges", converges),
    ("the builds are the same in all shells", builds::are_same),
];

const REPORT_CHECKS: &[(&str, Check)] = &[
    ("reports what it should", reports),
    ("line ends, byte order mark and final newline do not matter", reports_the_same),
    ("an ignore comment silences it", can_be_silenced),
    ("a stage with an error stays as it is", holds_its_stage),
    ("the whole pipeline converges", converges),
];

macro_rules! cases {
    ($($name:ident),* $(,)?) => {
        $(#[test] fn $name() { run(stringify!($name)); })*

        #[test]
        fn every_transform_is_tested() {
            let tested = [$(stringify!($name)),*];
            for transform in transforms::ALL {
                let id = transform.meta().id;
                assert!(tested.contains(&id.replace('-', "_").as_str()), "{id} has no test here");
            }
        }
    };
}

cases!(
    add_apk_no_cache,
    add_useradd_no_log_init,
    clean_apt_lists,
    clean_conda_cache,
    clean_gem_cache,
    clean_node_cache,
    clean_python_caches,
    clean_rpm_cache,
    copy_after_packages,
    copy_manifests_first,
    detect_abi_mismatch,
    detect_apt_lists_mount,
    detect_copy_after_user,
    detect_copy_overwrites,
    detect_entrypoint_not_executable,
    detect_glibc_downgrade,
    detect_ineffective_delete,
    detect_inline_comment,
    detect_latest,
    detect_lost_state,
    detect_missing_apt_update,
    detect_overridden_command,
    detect_pseudo_json,
    detect_python_mismatch,
    detect_secret,
    detect_symbolic_chmod,
    detect_undefined_stage,
    detect_unknown_chown,
    detect_unmatched_copy,
    detect_unreadable_copy,
    detect_unused_heredoc,
    detect_weak_healthcheck,
    detect_yarn_missing,
    disable_pip_cache,
    disable_uv_cache,
    disable_weak_deps,
    drop_apt_recommends,
    drop_sudo,
    fix_exec_args,
    fold_chmod,
    fold_chown,
    gate_dev_tools,
    link_copies,
    merge_apk_virtual,
    merge_apt_update,
    merge_env,
    merge_labels,
    merge_runs,
    narrow_copy,
    omit_bundler_groups,
    omit_composer_dev,
    omit_node_dev_deps,
    remove_download,
    replace_add,
    replace_apt_cli,
    replace_maintainer,
    set_pipefail,
    sink_volatile,
    skip_pip_bytecode,
    sort_packages,
    split_cpp,
    split_dev_packages,
    split_node,
    split_python,
    split_rust,
    tune_pipenv,
    tune_poetry,
    tune_uv,
    suggest_healthcheck,
    use_absolute_workdir,
    use_cache_mounts,
    use_exec_form,
    use_npm_ci,
    use_workdir,
    write_dockerignore,
);

/// Checks all cases of the transform in `folder`, and reports all faults at once.
fn run(folder: &str) {
    let mut all = transforms::ALL.iter().map(|transform| transform.meta());
    let Some(meta) = all.find(|meta| meta.id.replace('-', "_") == folder) else { panic!("{folder} is no transform") };
    let cases = case_files::of(meta);
    assert!(!cases.is_empty(), "{folder} has no cases");
    let mut faults = Vec::new();
    for case in &cases {
        let checks = if meta.is_diagnostic() { REPORT_CHECKS } else { CHECKS };
        let checks = if case_files::blesses() { &checks[..1] } else { checks };
        for (what, check) in checks {
            if let Err(fault) = check(meta, case) {
                faults.push(format!("{folder}/cases/{}: {what}: {fault}", case.name));
                break;
            }
        }
    }
    assert!(faults.is_empty(), "{} of {} cases fail\n{}", faults.len(), cases.len(), faults.join("\n"));
}

fn fix(text: &str, case: &Case, selection: &Selection) -> Result<Outcome, String> {
    let outcome = pipeline::fix_in(case.context.as_ref(), text, &case.settings, selection)
        .map_err(|failure| failure.to_string())?;
    let mut all = transforms::ALL.iter().map(|transform| transform.meta());
    match selection.only.as_slice() {
        [only] => all
            .find(|meta| meta.id == only)
            .map_or(Err(format!("{only} is no transform")), |meta| case_files::with_advice(meta, text, outcome)),
        _ => Ok(outcome),
    }
}

/// The text a case has to end up with.
fn expected(case: &Case) -> &str {
    match &case.kind {
        Kind::Change { after, .. } => after,
        Kind::Ignore { .. } | Kind::Keep | Kind::Report { .. } => &case.text,
    }
}

fn same(found: &str, expected: &str) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("expected\n{expected}\nfound\n{found}")) }
}

/// What the ignore file of a context becomes.
fn ignore_file(outcome: &Outcome) -> &str {
    outcome.files.first().map_or("", |file| file.new.as_str())
}

fn becomes(meta: &Meta, case: &Case) -> Result<(), String> {
    let outcome = fix(&case.text, case, &case.selection(meta))?;
    match &case.kind {
        Kind::Ignore { path, .. } if case_files::blesses() => {
            std::fs::write(path, ignore_file(&outcome)).map_err(|error| error.to_string())
        }
        Kind::Ignore { after, .. } => {
            same(ignore_file(&outcome), after)?;
            same(&outcome.fixed, &case.text)
        }
        _ if !outcome.files.is_empty() => Err(format!("the ignore file becomes\n{}", ignore_file(&outcome))),
        Kind::Change { path, .. } if case_files::blesses() => {
            std::fs::write(path, &outcome.fixed).map_err(|error| error.to_string())
        }
        Kind::Change { after, .. } if *after == case.text => Err("before and after are the same".to_owned()),
        _ => same(&outcome.fixed, expected(case)),
    }
}

/// What a diagnostic says of a text, as it stands in the files of its cases.
fn findings(meta: &Meta, text: &str, case: &Case) -> Result<String, String> {
    let outcome = fix(text, case, &case.selection(meta))?;
    same(&outcome.fixed, text)?;
    let source = Source::new(text);
    let line = |finding: &Finding| -> Result<String, String> {
        let Finding { severity, at, message, why, repair, .. } = finding;
        for words in [message, why, repair] {
            if words.is_empty() || words.ends_with('.') || words.contains('\n') {
                return Err(format!("`{words}` is no clause, in {finding:?}"));
            }
        }
        Ok(format!("{} {} {message}\n", source.position(at.start as usize), severity.as_str()))
    };
    outcome.findings.iter().map(line).collect()
}

fn reports(meta: &Meta, case: &Case) -> Result<(), String> {
    let found = findings(meta, &case.text, case)?;
    match &case.kind {
        Kind::Report { path, .. } if case_files::blesses() => {
            std::fs::write(path, found).map_err(|error| error.to_string())
        }
        Kind::Report { findings, .. } if findings.is_empty() => Err("nothing is expected of it".to_owned()),
        Kind::Report { findings, .. } => same(&found, findings),
        _ => same(&found, ""),
    }
}

fn reports_the_same(meta: &Meta, case: &Case) -> Result<(), String> {
    let expected = findings(meta, &case.text, case)?;
    let text = &case.text;
    if read(text)?.instructions.iter().all(|one| one.heredocs.is_empty()) {
        same(&findings(meta, &text.replace('\n', "\r\n"), case)?, &expected)?;
    }
    same(&findings(meta, text.trim_end_matches('\n'), case)?, &expected)?;
    same(&findings(meta, &format!("\u{feff}{text}"), case)?, &expected)
}

fn can_be_silenced(meta: &Meta, case: &Case) -> Result<(), String> {
    let document = read(&case.text)?;
    let found = fix(&case.text, case, &case.selection(meta))?.findings;
    let mut text = case.text.clone();
    for instruction in document.instructions.iter().rev() {
        if found.iter().any(|finding| instruction.lines.contains(finding.at)) {
            text.insert_str(instruction.lines.start as usize, &format!("# dfopt: ignore[{}]\n", meta.id));
        }
    }
    let outcome = fix(&text, case, &case.selection(meta))?;
    match (outcome.findings.first(), outcome.unused_ignores.first()) {
        (Some(finding), _) => Err(format!("in spite of a comment: {}", finding.message)),
        (_, Some(unused)) => Err(format!("the comment in line {} is told to be unused", unused.line)),
        _ => Ok(()),
    }
}

/// The text of a stage with an error, or of the whole file when the error stands before the first, is in the result of
/// all transforms.
fn holds_its_stage(meta: &Meta, case: &Case) -> Result<(), String> {
    let document = read(&case.text)?;
    let found = fix(&case.text, case, &case.selection(meta))?.findings;
    let everything = Selection { level: UnsafeLevel::All, ..Selection::default() };
    let fixed = fix(&case.text, case, &everything)?.fixed;
    let is_from = |one: &&Instruction<'_>| one.keyword() == Some(Keyword::From);
    let starts: Vec<usize> = document.instructions.iter().filter(is_from).map(|one| one.span.start as usize).collect();
    for error in found.iter().filter(|finding| finding.severity == Severity::Error) {
        let at = error.at.start as usize;
        let stage = starts.partition_point(|&start| start <= at);
        let start = stage.checked_sub(1).map_or(0, |stage| starts[stage]);
        let end = starts.get(stage).filter(|_| stage > 0).map_or(case.text.len(), |&end| end);
        if !fixed.contains(&case.text[start..end]) {
            return Err(format!("in spite of `{}` the result is\n{fixed}", error.message));
        }
    }
    Ok(())
}

fn is_fixed_point(meta: &Meta, case: &Case) -> Result<(), String> {
    let outcome = match (&case.kind, &case.context) {
        (Kind::Ignore { after, .. }, Some(context)) => {
            let context = context.with_ignore_text(after).map_err(|unknown| unknown.to_string())?;
            pipeline::fix_in(Some(&context), &case.text, &case.settings, &case.selection(meta))
                .map_err(|failure| failure.to_string())?
        }
        _ => fix(expected(case), case, &case.selection(meta))?,
    };
    same(ignore_file(&outcome), "")?;
    same(&outcome.fixed, expected(case))
}

fn has_to_be_asked_for(meta: &Meta, case: &Case) -> Result<(), String> {
    if !case.is_unsafe(meta) {
        return Ok(());
    }
    let outcome = fix(&case.text, case, &Selection { level: UnsafeLevel::None, ..case.selection(meta) })?;
    same(ignore_file(&outcome), "")?;
    same(&outcome.fixed, &case.text)
}

/// Line ends inside a heredoc are content, so that a file with one is another case when they change.
fn varies(meta: &Meta, case: &Case, vary: fn(&str) -> String) -> Result<(), String> {
    let (before, after) = (vary(&case.text), vary(expected(case)));
    let document = read(&case.text)?;
    if before.contains('\r') && document.instructions.iter().any(|one| !one.heredocs.is_empty()) {
        return Ok(());
    }
    same(&fix(&before, case, &case.selection(meta))?.fixed, &after)
}

fn read(text: &str) -> Result<Document<'_>, String> {
    syntax::parse(text).map_err(|error| error.to_string())
}

/// The instructions that a transform edits.
fn reached(meta: &Meta) -> &'static [Keyword] {
    let mut all = transforms::ALL.iter();
    all.find(|transform| transform.meta().id == meta.id).map_or(&[], |transform| transform.reach().instructions)
}

fn others_stay(meta: &Meta, case: &Case) -> Result<(), String> {
    let reached = reached(meta);
    let other = |one: &Instruction<'_>| one.keyword().is_none_or(|keyword| !reached.contains(&keyword));
    let others = |text| Ok::<_, String>(lines(&read(text)?, text, &other).join(""));
    same(&others(expected(case))?, &others(&case.text)?)
}

/// An ignore comment above every changed instruction holds everything back. Above a single one it keeps that one as it is; and
/// all, if there was but one change to one or two of them (of three RUNs the other two may still be merged).
fn can_be_ignored(meta: &Meta, case: &Case) -> Result<(), String> {
    let (before, after) = (read(&case.text)?, read(expected(case))?);
    let kept = lines(&after, expected(case), &|_| true);
    let selection = case.selection(meta);
    let applied = fix(&case.text, case, &selection)?.applied;
    // Where instructions come in, the one that the change is about is not changed itself.
    let about = |one: &Instruction<'_>| {
        let first = before.source.position(one.span.start as usize).line;
        let last = before.source.position(one.span.end as usize).line;
        applied.iter().any(|change| (first..=last).contains(&change.line))
    };
    let is_changed = |one: &&Instruction<'_>| !kept.contains(&one.lines.of(&case.text)) || about(one);
    let changed: Vec<&Instruction<'_>> = before.instructions.iter().filter(is_changed).collect();
    let comment = format!("# dfopt: ignore[{}]\n", meta.id);
    let commented = |instructions: &[&Instruction<'_>]| {
        let mut text = case.text.clone();
        for instruction in instructions.iter().rev() {
            text.insert_str(instruction.lines.start as usize, &comment);
        }
        text
    };
    let all = commented(&changed);
    let ignored = fix(&all, case, &selection)?;
    same(ignore_file(&ignored), "")?;
    same(&ignored.fixed, &all)?;
    let alone = applied.len() == 1 && changed.len() <= 2;
    for instruction in changed {
        let text = commented(&[instruction]);
        let fixed = fix(&text, case, &selection)?.fixed;
        let kept = format!("{comment}{}", instruction.lines.of(&case.text));
        if !fixed.contains(kept.as_str()) || (alone && fixed != text) {
            return Err(format!("with a comment the result is\n{fixed}"));
        }
    }
    Ok(())
}

fn converges(_: &Meta, case: &Case) -> Result<(), String> {
    for text in [case.text.as_str(), expected(case)] {
        for level in [UnsafeLevel::None, UnsafeLevel::All] {
            let everything = level == UnsafeLevel::All;
            let selection = Selection { level, ..Selection::default() };
            let first = fix(text, case, &selection)?;
            let changed = first.files.first().zip(case.context.as_ref());
            let changed = changed.map(|(file, context)| context.with_ignore_text(&file.new)).transpose();
            let changed = changed.map_err(|unknown| unknown.to_string())?;
            let context = changed.as_ref().or(case.context.as_ref());
            let second = pipeline::fix_in(context, &first.fixed, &case.settings, &selection)
                .map_err(|failure| failure.to_string())?;
            if let Some(change) = second.applied.first() {
                return Err(format!("{} changes the result again:\n{}", change.transform, second.fixed));
            }
            if everything && text == case.text && first.fixed != expected(case) {
                // What is special about a shell, and that it can be tested at all, is seen for each transform alone.
                let declared = builds::declared_of_all(text, &first);
                builds::is_same(text, &first.fixed, &declared, ShellUnderTest::Busybox)?;
            }
        }
    }
    Ok(())
}
