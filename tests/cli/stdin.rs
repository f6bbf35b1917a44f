//! Standard input.

use crate::{CLEAN, SEED, Sandbox};

#[test]
fn standard_input_comes_out_rewritten() {
    let sandbox = Sandbox::new(&[]);
    sandbox.pipe(&["fix", "-"], CLEAN).is(0, CLEAN, "nothing to change in 1 file\n");
    sandbox.pipe(&["fix", "-q", "-"], CLEAN).is(0, CLEAN, "");
    sandbox.pipe(&["fix", "--diff", "-"], CLEAN).is(0, "", "nothing to change in 1 file\n");
    sandbox.pipe(&["fix", "--check", "-"], CLEAN).is(0, "", "nothing to change in 1 file\n");
    sandbox.write("Dockerfile", SEED);
    let diff = sandbox.run(&["fix"]).out;
    assert_eq!(sandbox.run(&["fix", "-w"]).code, Some(0));
    assert_eq!(sandbox.pipe(&["fix", "-"], SEED).out, sandbox.read("Dockerfile"));
    assert_eq!(sandbox.pipe(&["fix", "-", "--diff", "--stdin-filename", "Dockerfile"], SEED).out, diff);
    let run = sandbox.pipe(&["fix", "-", "--check"], SEED);
    assert_eq!((run.code, run.out.as_str()), (Some(1), "<stdin>\n"));
}

#[test]
fn standard_input_that_cannot_be_read_gives_nothing() {
    let sandbox = Sandbox::new(&[]);
    let run = sandbox.pipe(&["fix", "-"], "FROM a\nRNU b\nCOPY c\n");
    run.is(
        2,
        "",
        "<stdin>:2:1: unknown instruction `RNU`, expected one of FROM, RUN, COPY, ... (did you mean RUN?)\n  \
         |\n2 | RNU b\n  | ^^^\n\n\
         <stdin>:3:6: wrong number of arguments for COPY, expected at least one source and a destination\n  \
         |\n3 | COPY c\n  |      ^\n\n1 failed\n",
    );
    sandbox.pipe(&["fix", "-", "--stdin-filename", "x/Dockerfile"], "").fails("x/Dockerfile:1:1: no instructions");
}

#[test]
fn standard_input_goes_by_its_name() {
    let sandbox = Sandbox::new(&[("sub/dfopt.toml", "exclude = [\"Dockerfile\"]\nspeed = 9\n")]);
    sandbox
        .pipe(&["fix", "-", "--stdin-filename", "sub/Dockerfile"], CLEAN)
        .fails("dfopt.toml:2:1: unknown key `speed`");
    sandbox.write("sub/dfopt.toml", "exclude = [\"Dockerfile\"]\n");
    let args = ["fix", "-q", "-", "--force-exclude", "--stdin-filename", "sub/Dockerfile"];
    sandbox.pipe(&args, SEED).is(0, SEED, "");
}

#[test]
fn standard_input_takes_no_company() {
    let sandbox = Sandbox::new(&[("Dockerfile", CLEAN)]);
    sandbox.run(&["fix", "-", "Dockerfile"]).fails("takes no other PATH");
    sandbox.run(&["fix", "-", "-w"]).fails("--write needs a file");
    sandbox.run(&["fix", "--stdin-filename", "x"]).fails("--stdin-filename is for standard input");
}
