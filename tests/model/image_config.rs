//! The configuration of the image that a stage becomes. That every key is seen is shown in `tests/verify.rs`.

use dfopt::model::ImageConfig;

use crate::model;

fn of(text: &str, stage: usize) -> ImageConfig {
    ImageConfig::of_stage(&model(text), stage)
}

/// The keys in which the last stages of two files differ.
fn differences(left: &str, right: &str) -> Vec<String> {
    let last = |text: &str| model(text).stages.len() - 1;
    of(left, last(left)).differences(&of(right, last(right)))
}

#[track_caller]
fn same(left: &str, right: &str) {
    assert_eq!(differences(left, right), Vec::<String>::new(), "{left}\n{right}");
}

#[test]
fn two_spellings_are_one_configuration() {
    same("FROM a\nENV A=1 B=\"x y\"\n", "FROM a\nENV A 1\nENV B='x y'\n");
    same("FROM a\nEXPOSE 80 81\n", "FROM a\nexpose 81\nexpose 80\n");
    same("FROM a\nVOLUME /a /b\n", "FROM a\nVOLUME [\"/b\", \"/a\"]\n");
    same("FROM a\nWORKDIR /a/b\n", "FROM a\nWORKDIR /a\nWORKDIR b\n");
    same("FROM a\nCMD [\"a\", \"b\"]\n", "FROM a\nCMD [ \"a\",\\\n\"b\" ]\n");
    same("FROM a\nENV V=1\nUSER u$V\n", "FROM a\nENV V=1\nUSER u1\n");
    same("FROM a\nCMD x\nCMD y\n", "FROM a\nCMD y\n");
}

#[test]
fn what_is_the_same_text_in_another_meaning_differs() {
    assert_eq!(differences("FROM a\nCMD x\n", "FROM a\nSHELL [\"/bin/bash\", \"-c\"]\nCMD x\n"), ["CMD", "SHELL"]);
    assert_eq!(differences("FROM a\nCMD [\"x\"]\n", "FROM a\nCMD x\n"), ["CMD"]);
    assert_eq!(differences("FROM a\nCMD [\"a b\"]\n", "FROM a\nCMD [\"a\", \"b\"]\n"), ["CMD"]);
    assert_eq!(differences("FROM a\nHEALTHCHECK NONE\n", "FROM a\nHEALTHCHECK CMD NONE\n"), ["HEALTHCHECK"]);
    let flagged = "FROM a\nHEALTHCHECK --retries=1 CMD x\n";
    assert_eq!(differences(flagged, "FROM a\nHEALTHCHECK CMD x\n"), ["HEALTHCHECK"]);
    assert_eq!(differences("FROM a\nENV V=1\nLABEL l=$V\n", "FROM a\nENV V=2\nLABEL l=$V\n"), ["ENV V", "LABEL l"]);
    assert_eq!(differences("FROM --platform=linux/arm64 a\n", "FROM a\n"), ["FROM --platform"]);
}

#[test]
fn an_entrypoint_resets_the_command_of_the_base_only() {
    let base = "FROM a AS s\nCMD [\"x\"]\n";
    same(&format!("{base}FROM s\nENTRYPOINT [\"e\"]\n"), "FROM a\nENTRYPOINT [\"e\"]\n");
    assert_eq!(differences(&format!("{base}FROM s\n"), "FROM a\n"), ["CMD"]);
    same(&format!("{base}FROM s\nCMD [\"y\"]\nENTRYPOINT [\"e\"]\n"), "FROM a\nENTRYPOINT [\"e\"]\nCMD [\"y\"]\n");
    same("FROM a\nCMD [\"y\"]\nENTRYPOINT [\"e\"]\n", "FROM a\nENTRYPOINT [\"e\"]\nCMD [\"y\"]\n");
}

#[test]
fn triggers_add_up_in_order() {
    let two = "FROM a\nONBUILD RUN x\nONBUILD RUN y\n";
    assert_eq!(differences(two, "FROM a\nONBUILD RUN y\nONBUILD RUN x\n"), ["ONBUILD"]);
    assert_eq!(differences(two, "FROM a\nONBUILD RUN x\n"), ["ONBUILD"]);
    let body = |line: &str| format!("FROM a\nONBUILD RUN <<EOF\n{line}\nEOF\n");
    assert_eq!(differences(&body("x"), &body("y")), ["ONBUILD"]);
}

#[test]
fn a_configuration_is_inherited_over_any_number_of_steps() {
    let chain = "FROM i AS a\nENV E=1\nUSER u\nWORKDIR /w\nFROM a AS b\nEXPOSE 1\nFROM b\nWORKDIR x\nENV E=$E-2\n";
    same(chain, "FROM i\nENV E=1\nEXPOSE 1\nENV E=$E-2\nUSER u\nWORKDIR /w/x\n");
    let other = chain.replace("USER u", "USER v");
    assert_eq!(of(chain, 2).differences(&of(&other, 2)), ["USER"]);
    assert_eq!(of(chain, 0).differences(&of(chain, 1)), ["EXPOSE 1"]);
    same("FROM i AS a\nENV E=1\nFROM j\nCOPY --from=a / /\n", "FROM j\n");
}

#[test]
fn a_value_of_the_base_image_keeps_what_it_was_built_on() {
    let path = "FROM a\nENV PATH=/x:$PATH\nENV PATH=/y:$PATH\n";
    same(path, path);
    assert_eq!(differences(path, "FROM a\nENV PATH=/y:$PATH\n"), ["ENV PATH"]);
    assert_eq!(differences(path, &path.replace("/x", "/z")), ["ENV PATH"]);
}

#[test]
fn runs_and_copies_are_no_configuration() {
    same("FROM a\nRUN x\nCOPY a /a\nADD b /b\nARG V=1\n", "FROM a\n");
}
