//! The verification must catch a rewrite that does something else than it declares, whoever made it.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use dfopt::edit::{Edit, EditSet, Effect, verify};
use dfopt::model::Model;
use dfopt::syntax::{Span, parse};

/// Replaces `from` (once) by `to` and declares `removes`, `adds` and `effect`; answers what the verification says.
fn judge(text: &str, from: &str, to: &str, removes: &[&str], adds: &[&str], effect: Effect) -> Result<(), String> {
    let at = text.find(from).expect("the text to replace is there");
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    let edit = Edit {
        span: Span::new(at, at + from.len()),
        text: to.to_owned(),
        removes: words(removes),
        adds: words(adds),
        effect,
    };
    judge_all(text, vec![edit])
}

fn judge_all(text: &str, edits: Vec<Edit>) -> Result<(), String> {
    let edits = EditSet::new(edits).expect("disjoint");
    let new = edits.apply(text);
    let old = parse(text).expect("the original parses");
    let new = parse(&new).map_err(|error| error.to_string())?;
    verify(&Model::read(&old), &edits, &Model::read(&new))
}

/// Inserts `what` in front of `at` and declares `adds` and `effect`.
fn insertion(text: &str, at: &str, what: &str, adds: &[&str], effect: Effect) -> Edit {
    Edit {
        span: Span::at(text.rfind(at).expect("the place is there")),
        text: what.to_owned(),
        removes: Vec::new(),
        adds: adds.iter().map(|&word| word.to_owned()).collect(),
        effect,
    }
}

fn words(text: &str, from: &str, to: &str, removes: &[&str], adds: &[&str]) -> Result<(), String> {
    judge(text, from, to, removes, adds, Effect::Words)
}

#[track_caller]
fn breach(result: Result<(), String>, what: &str) {
    let said = result.expect_err("the verification lets a wrong rewrite pass");
    assert!(said.contains(what), "{said:?} does not say {what:?}");
}

#[test]
fn a_declared_insertion_passes() {
    let text = "FROM a\nRUN pip install x \\\n # c\n && y\nCMD z\n";
    assert_eq!(words(text, "install", "install --no-cache-dir", &["install"], &["install", "--no-cache-dir"]), Ok(()));
}

#[test]
fn words_that_were_not_declared_are_a_breach() {
    let text = "FROM a\nRUN pip install x\n";
    breach(words(text, "install", "install -U", &["install"], &["install"]), "declared was");
    breach(words(text, "install", "install -U", &[], &["install", "-U"]), "an edit removes");
    breach(words(text, " x", " x y", &["x"], &["x"]), "declared was");
}

#[test]
fn a_word_glued_to_another_is_a_breach() {
    let text = "FROM a\nRUN pip install x\n";
    breach(words(text, " x", "--no-cache-dir x", &["x"], &["--no-cache-dir", "x"]), "`install--no-cache-dir`");
}

#[test]
fn a_word_that_lands_in_a_comment_is_a_breach() {
    let text = "FROM a\nRUN make # note\n";
    breach(words(text, "# note", "# note && rm x", &["# note"], &["# note", "&&", "rm", "x"]), "declared was");
}

#[test]
fn a_lost_comment_is_a_breach() {
    let text = "FROM a\nRUN a \\\n # why\n b\n";
    breach(words(text, " # why\n", "", &[], &[]), "comment");
    let text = "FROM a\nRUN a && b \\\n # why\n && c\n";
    breach(judge(text, "b \\\n # why\n && ", "", &["b", "&&"], &[], Effect::Remove), "comment");
}

#[test]
fn a_change_outside_of_runs_is_a_breach() {
    breach(words("FROM a\nENV A=1\n", "1", "2", &[], &[]), "other than RUN");
    breach(words("FROM a\nRUN x\n", "FROM a\n", "FROM b\n", &[], &[]), "outside");
    breach(words("FROM a\n\nRUN x\n", "\n\nRUN", "\nRUN", &[], &[]), "outside");
}

#[test]
fn an_instruction_that_appears_or_goes_is_a_breach() {
    breach(words("FROM a\nRUN x y\n", " y", " y\nUSER u", &["y"], &["y"]), "instructions expected");
    breach(words("FROM a\nRUN x\nUSER u\n", "x\nUSER u", "x", &["x"], &["x"]), "outside of its instruction");
}

#[test]
fn exec_form_and_opaque_runs_must_not_be_edited() {
    breach(words("FROM a\nRUN [\"x\"]\n", "x", "y", &[], &[]), "nobody may edit");
    breach(words("FROM a\nRUN $CMD one\n", "one", "two", &["one"], &["two"]), "nobody may edit");
    breach(words("FROM a\nRUN x\n", "x", "[\"x\"]", &["x"], &["[\"x\"]"]), "nobody may edit");
}

#[test]
fn flags_of_a_run_must_stay() {
    let text = "FROM a\nRUN --network=none x\n";
    breach(words(text, "--network=none ", "", &[], &[]), "flags");
}

#[test]
fn a_file_that_buildkit_would_reject_is_a_breach() {
    let text = "FROM a\nRUN x\n";
    breach(words(text, "x", "x <<E", &["x"], &["x", "<<E"]), "heredoc");
}

#[test]
fn commands_grouped_in_another_way_are_a_breach() {
    let join = |text: &str| judge(text, "x\nRUN ", "x && ", &["x"], &["x", "&&"], Effect::Join { braced: false });
    assert_eq!(join("FROM a\nRUN x\nRUN y && z\n"), Ok(()));
    breach(join("FROM a\nRUN x\nRUN y || z\n"), "one `&&` chain");
    breach(join("FROM a\nRUN x\nRUN y; z\n"), "one `&&` chain");
    let text = "FROM a\nRUN x; y\n";
    breach(judge(text, "x", "w && x", &["x"], &["w", "&&", "x"], Effect::Insert), "in the middle");
    let insert =
        |text: &str, at: &str| judge_all(text, vec![insertion(text, at, "w && ", &["w", "&&"], Effect::Insert)]);
    assert_eq!(insert("FROM a\nRUN x && y\n", "x"), Ok(()));
    assert_eq!(insert("FROM a\nRUN x && \\\n # c\n y z\n", "y"), Ok(()));
    breach(insert("FROM a\nRUN x; y\n", "y"), "one `&&` chain");
    breach(insert("FROM a\nRUN x && y z\n", "z"), "in the middle");
    breach(insert("FROM a\nRUN x && y | z\n", "z"), "in the middle");
    let list =
        |text: &str, at: &str| judge_all(text, vec![insertion(text, at, "w; ", &["w", ";"], Effect::InsertList)]);
    assert_eq!(list("FROM a\nRUN x; y || z\n", "y"), Ok(()));
    assert_eq!(list("FROM a\nRUN x; y; z\n", "x"), Ok(()));
    breach(list("FROM a\nRUN x && y\n", "y"), "in the middle");
    breach(list("FROM a\nRUN x; y z\n", "z"), "in the middle");
    breach(judge(text, "; y", " && y", &[";", "y"], &["&&", "y"], Effect::Words), "grouped");
    let text = "FROM a\nRUN x &\n";
    breach(judge(text, "x &", "x & && y", &["x", "&"], &["x", "&", "&&", "y"], Effect::Append(1)), "nobody may edit");
}

#[test]
fn a_brace_group_is_closed_or_it_is_a_breach() {
    let text = "FROM a\nRUN x\nRUN y || z\n";
    let gap = text.find("\nRUN y").expect("there");
    let join = Edit {
        span: Span::new(gap, gap + "\nRUN ".len()),
        text: " && { ".to_owned(),
        removes: Vec::new(),
        adds: vec!["&&".to_owned(), "{".to_owned()],
        effect: Effect::Join { braced: true },
    };
    let close = Edit {
        span: Span::at(text.len() - 1),
        text: "; }".to_owned(),
        removes: Vec::new(),
        adds: vec![";".to_owned(), "}".to_owned()],
        effect: Effect::Close,
    };
    assert_eq!(judge_all(text, vec![join.clone(), close]), Ok(()));
    breach(judge_all(text, vec![join]), "nobody may edit");
}

#[test]
fn the_image_configuration_must_stay() {
    // A rewrite cannot reach ENV and its likes by an edit, so this is the last line of defence; it is tested on the
    // configurations themselves.
    let config = |text: &str| {
        let document = parse(text).expect("parses");
        let model = Model::read(&document);
        dfopt::model::ImageConfig::of_stage(&model, model.stages.len() - 1)
    };
    let base = "FROM a\nENV A=1 P=/x:$PATH\nUSER u\nWORKDIR /w\nCMD [\"c\"]\nENTRYPOINT [\"e\"]\nEXPOSE 80\nVOLUME /v\nLABEL l=1\nSTOPSIGNAL 9\nHEALTHCHECK CMD h\nSHELL [\"/bin/bash\",\"-c\"]\nONBUILD RUN o\n";
    for (from, to, key) in [
        ("A=1", "A=2", "Env.A"),
        ("/x:", "/y:", "Env.P"),
        ("USER u", "USER v", "User"),
        ("/w", "w", "WorkingDir"),
        ("[\"c\"]", "c", "Cmd"),
        ("[\"e\"]", "[\"f\"]", "Entrypoint"),
        ("80", "81", "ExposedPorts.80"),
        ("/v", "/u", "Volumes./u"),
        ("l=1", "m=1", "Label.l"),
        ("STOPSIGNAL 9", "STOPSIGNAL 15", "StopSignal"),
        ("CMD h", "CMD i", "Healthcheck"),
        ("bash", "dash", "Shell"),
        ("RUN o", "RUN p", "OnBuild"),
        ("FROM a", "FROM b", "From"),
    ] {
        let differences = config(base).differences(&config(&base.replacen(from, to, 1)));
        assert!(differences.iter().any(|found| found == key), "{from} -> {to}: {differences:?}");
    }
    assert_eq!(
        config(base).differences(&config(&base.replace("ENV A=1 P", "env A=\"1\" \\\n  P"))),
        Vec::<String>::new()
    );
}
