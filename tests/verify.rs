//! The verification must catch a rewrite that does something else than it declares, whoever made it.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use dfopt::edit::{self, Edit, EditSet, Effect, Reach, verify};
use dfopt::model::Model;
use dfopt::syntax::{Keyword, Span, parse};

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
    judge_within(text, edits, &Reach::RUNS)
}

fn judge_within(text: &str, edits: Vec<Edit>, reach: &Reach) -> Result<(), String> {
    let edits = EditSet::new(edits).expect("disjoint");
    let new = edits.apply(text);
    let old = parse(text).expect("the original parses");
    let new = parse(&new).map_err(|error| error.to_string())?;
    verify(&Model::read(&old), &edits, &Model::read(&new), reach)
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
    breach(words("FROM a\nENV A=1\n", "1", "2", &[], &[]), "none of the declared instructions");
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
    let config = |text: &str| {
        let document = parse(text).expect("parses");
        let model = Model::read(&document);
        dfopt::model::ImageConfig::of_stage(&model, model.stages.len() - 1)
    };
    let base = "FROM a\nENV A=1 P=/x:$PATH\nUSER u\nWORKDIR /w\nCMD [\"c\"]\nENTRYPOINT [\"e\"]\nEXPOSE 80\nVOLUME /v\nLABEL l=1\nSTOPSIGNAL 9\nHEALTHCHECK CMD h\nSHELL [\"/bin/bash\",\"-c\"]\nONBUILD RUN o\n";
    for (from, to, key) in [
        ("A=1", "A=2", "ENV A"),
        ("/x:", "/y:", "ENV P"),
        ("USER u", "USER v", "USER"),
        ("/w", "w", "WORKDIR"),
        ("[\"c\"]", "c", "CMD"),
        ("[\"e\"]", "[\"f\"]", "ENTRYPOINT"),
        ("80", "81", "EXPOSE 80"),
        ("/v", "/u", "VOLUME /u"),
        ("l=1", "m=1", "LABEL l"),
        ("STOPSIGNAL 9", "STOPSIGNAL 15", "STOPSIGNAL"),
        ("CMD h", "CMD i", "HEALTHCHECK"),
        ("bash", "dash", "SHELL"),
        ("RUN o", "RUN p", "ONBUILD"),
        ("FROM a", "FROM b", "FROM"),
    ] {
        let differences = config(base).differences(&config(&base.replacen(from, to, 1)));
        assert!(differences.iter().any(|found| found == key), "{from} -> {to}: {differences:?}");
    }
    assert_eq!(
        config(base).differences(&config(&base.replace("ENV A=1 P", "env A=\"1\" \\\n  P"))),
        Vec::<String>::new()
    );
}

/// What the verification says of an edit of instructions that a function of the edit room makes, and the text it makes.
fn made(text: &str, reach: &Reach, make: impl Fn(&Model<'_>) -> Option<Edit>) -> (String, Result<(), String>) {
    let document = parse(text).expect("parses");
    let edit = make(&Model::read(&document)).expect("an edit");
    let result = EditSet::new(vec![edit.clone()]).expect("one").apply(text);
    (result, judge_within(text, vec![edit], reach))
}

const ENV_AND_COPY: Reach = Reach { instructions: &[Keyword::Env, Keyword::Copy, Keyword::Add], config: &["ENV B*"] };

#[test]
fn words_of_any_instruction_can_be_replaced() {
    let text = "FROM a\nADD --chown=1 \\\n  # why\n  x.py /x/\nCMD z\n";
    let replaced = |from: &'static str, to: &'static str| {
        made(text, &ENV_AND_COPY, move |model| {
            let instruction = &model.document.instructions[1];
            let start = instruction.logical.text().find(from).expect("there");
            edit::replace(instruction, Span::new(start, start + from.len()), to)
        })
    };
    let (result, verdict) = replaced("ADD", "COPY");
    assert_eq!((result.as_str(), verdict), ("FROM a\nCOPY --chown=1 \\\n  # why\n  x.py /x/\nCMD z\n", Ok(())));
    let (result, verdict) = replaced("=1", "=2");
    assert_eq!((result.as_str(), verdict), ("FROM a\nADD --chown=2 \\\n  # why\n  x.py /x/\nCMD z\n", Ok(())));
    let (_, verdict) = replaced("x.py", "x.py y.py");
    assert_eq!(verdict, Ok(()));
    breach(replaced("ADD", "VOLUME").1, "none of the declared instructions");
}

#[test]
fn instructions_come_go_and_fuse() {
    let text = "FROM a\n# of x\nRUN x\nENV A=1\n\nENV B=2\nRUN y";
    let env = |line: &str| vec![line.to_owned()];
    let (result, verdict) = made(text, &ENV_AND_COPY, |model| edit::place_above(model, 1, &env("ENV BX=1")));
    assert_eq!((result.find("ENV BX=1\n# of x\n"), verdict), (Some(7), Ok(())));
    let (result, verdict) = made(text, &ENV_AND_COPY, |model| edit::place_below(model, 4, &env("ENV BX=1")));
    assert_eq!((result.ends_with("RUN y\nENV BX=1"), verdict), (true, Ok(())));
    let (result, verdict) = made(text, &ENV_AND_COPY, |model| edit::remove(model, &model.document.instructions[3]));
    assert_eq!((result.as_str(), verdict), ("FROM a\n# of x\nRUN x\nENV A=1\n\nRUN y", Ok(())));
    let (result, verdict) = made(text, &ENV_AND_COPY, |model| edit::fuse(model, 2..4)?.pop());
    assert_eq!((result.as_str(), verdict), ("FROM a\n# of x\nRUN x\nENV A=1 \\\n    B=2\nRUN y", Ok(())));
}

#[test]
fn a_configuration_key_that_was_not_declared_is_a_breach() {
    let text = "FROM a\nENV A=1\nRUN y\n";
    let env = |line: &str| vec![line.to_owned()];
    let place = |line: &'static str| made(text, &ENV_AND_COPY, move |model| edit::place_above(model, 2, &env(line))).1;
    assert_eq!(place("ENV B=1"), Ok(()));
    breach(place("ENV A=2"), "differs in ENV A");
    breach(place("USER u"), "none of the declared instructions");
    let reach = Reach { instructions: &[Keyword::User], config: &["USER"] };
    assert_eq!(made(text, &reach, |model| edit::place_above(model, 2, &env("USER u"))).1, Ok(()));
    let reach = Reach { instructions: &[Keyword::Shell], config: &[] };
    let shell = env("SHELL [\"/bin/bash\", \"-c\"]");
    breach(made(text, &reach, |model| edit::place_above(model, 2, &shell)).1, "SHELL of an untouched RUN");
    breach(made(text, &ENV_AND_COPY, |model| edit::remove(model, &model.document.instructions[1])).1, "ENV A");
}

/// The edits that make one RUN of the first and the last, with what stands between them on a side, and the text.
fn joined(text: &str, reach: &Reach, side: edit::Side) -> (String, Vec<Edit>, Result<(), String>) {
    let document = parse(text).expect("parses");
    let model = Model::read(&document);
    let runs: Vec<_> = model.runs(0..document.instructions.len()).map(|(_, run)| run).collect();
    let form = model.join_over(runs[0].at, runs[1].at).expect("they join");
    let detour = edit::Detour { first: runs[0].at + 1, last: runs[1].at - 1, side };
    let edits = edit::join_around(&model, &edit::Layout::of(&model), &runs, &[form], &[detour]).expect("edits");
    let result = EditSet::new(edits.clone()).expect("disjoint").apply(text);
    let verdict = judge_within(text, edits.clone(), reach);
    (result, edits, verdict)
}

const RUN_AND_COPY: Reach = Reach { instructions: &[Keyword::Run, Keyword::Copy, Keyword::Workdir], config: &[] };

#[test]
fn what_a_join_goes_over_is_moved_whole() {
    let text = "FROM a\n# of x\nRUN x\n\n# of c\nCOPY c /c\n# of w\nWORKDIR /w\n\n# of y\nRUN y\nCMD z\n";
    let (result, edits, verdict) = joined(text, &RUN_AND_COPY, edit::Side::Above);
    let above = "FROM a\n# of c\nCOPY c /c\n# of w\nWORKDIR /w\n\n# of x\nRUN x \\\n    # of y\n    && y\nCMD z\n";
    assert_eq!((result.as_str(), verdict), (above, Ok(())));
    breach(joined(text, &Reach::RUNS, edit::Side::Above).2, "none of the declared instructions");
    let without: Vec<Edit> = edits.iter().filter(|edit| edit.effect != Effect::Move).cloned().collect();
    breach(judge_all(text, without), "instruction that is not moved");
    let changed = |from: &str, to: &str| {
        let change = |edit: &Edit| match edit.effect {
            Effect::Move => Edit { text: edit.text.replace(from, to), ..edit.clone() },
            _ => edit.clone(),
        };
        judge_within(text, edits.iter().map(change).collect(), &RUN_AND_COPY)
    };
    breach(changed("# of w", "# of v"), "comment");
    breach(changed("c /c", "c /d"), "declared was");
    let (result, _, verdict) = joined(text, &RUN_AND_COPY, edit::Side::Below);
    let below = "FROM a\n# of x\nRUN x \\\n    # of y\n    && y\n\n# of c\nCOPY c /c\n# of w\nWORKDIR /w\nCMD z\n";
    assert_eq!((result.as_str(), verdict), (below, Ok(())));
}

#[test]
fn a_move_of_something_else_is_a_breach() {
    let text = "FROM a\nRUN x\nCOPY c /c\nRUN y\n";
    let (_, mut edits, verdict) = joined(text, &RUN_AND_COPY, edit::Side::Above);
    assert_eq!(verdict, Ok(()));
    for edit in edits.iter_mut().filter(|edit| edit.effect == Effect::Move) {
        (edit.text, edit.adds) = ("COPY d /c\n".to_owned(), vec!["COPY d /c".to_owned()]);
    }
    breach(judge_within(text, edits, &RUN_AND_COPY), "not what stood there");
    let moved =
        Edit { adds: vec!["COPY c /c".to_owned()], ..insertion(text, "RUN x", "COPY c /c\n", &[], Effect::Move) };
    breach(judge_within(text, vec![moved], &RUN_AND_COPY), "moved from nowhere");
}
