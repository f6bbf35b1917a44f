//! Every kind of fault, with its place and its text.

use dfopt::syntax::{Source, SyntaxError, parse};

/// All faults as `line:column message`.
fn faults(text: &str) -> Vec<String> {
    let show = |error: &SyntaxError| format!("{} {error}", error.position(&Source::new(text)));
    match parse(text) {
        Ok(document) => document.errors.iter().map(show).collect(),
        Err(error) => vec![show(&error)],
    }
}

fn behind_from(line: &str) -> Vec<String> {
    faults(&format!("FROM a\n{line}\n"))
}

#[test]
fn faults_of_the_line_rules() {
    let nothing = "no instructions, expected at least FROM";
    assert_eq!(faults(""), [format!("1:1 {nothing}")]);
    assert_eq!(faults("# only\n\n  # comments\n"), [format!("4:1 {nothing}")]);
    assert_eq!(
        faults("# syntax=a\n  # SYNTAX=b\nFROM a\n"),
        ["2:3 parser directive `syntax` is given twice, expected it once"]
    );
    assert_eq!(faults("# escape=/\nFROM a\n"), ["1:1 invalid escape character `/`, expected \\ or `"]);
    assert_eq!(
        faults("FROM a\nRUN é && cat \\\n # c\n  <<EOF > x\nhi\n EOF\n"),
        ["4:3 heredoc `EOF` is not terminated, expected a line that holds just `EOF`"]
    );
    let too_long = "line is longer than 65535 bytes, the most that BuildKit reads";
    let line = |len: usize| format!("FROM a\nRUN {}", "x".repeat(len - 4));
    assert_eq!(faults(&line(65_535)), [""; 0]);
    assert_eq!(faults(&format!("{}\n", line(65_535))), [""; 0]);
    assert_eq!(faults(&line(65_536)), [format!("2:1 {too_long}")]);
    assert_eq!(faults(&format!("{}\r\n", line(65_535))), [format!("2:1 {too_long}")], "the CR counts");
    assert_eq!(faults(&format!("FROM a\nRUN <<E\n{}\nE\n", "x".repeat(65_536))), [format!("3:1 {too_long}")]);
}

#[test]
fn faults_of_the_order() {
    assert_eq!(faults("ARG A\nRUN x\nFROM a\n"), ["2:1 RUN before the first FROM, expected FROM or ARG"]);
    assert_eq!(faults("ARG A\n"), ["2:1 no FROM instruction, expected at least one stage"]);
}

#[test]
fn unknown_instructions() {
    let unknown = |word| format!("unknown instruction `{word}`, expected one of FROM, RUN, COPY, ...");
    assert_eq!(behind_from("  greet x"), [format!("2:3 {}", unknown("greet"))]);
    assert_eq!(behind_from("RNU x"), [format!("2:1 {} (did you mean RUN?)", unknown("RNU"))]);
    assert_eq!(behind_from("VERSION: 1"), [format!("2:1 {}", unknown("VERSION:"))]);
    assert_eq!(behind_from("RUN\u{a0}x"), [format!("2:1 {}", unknown("RUN\u{a0}x"))]);
    assert_eq!(behind_from("\\"), [format!("2:1 {}", unknown(""))]);
}

#[test]
fn wrong_numbers_of_arguments() {
    let count = |keyword, expected| format!("wrong number of arguments for {keyword}, expected {expected}");
    let image = "an image, or an image, AS and a name";
    for (line, place, keyword, expected) in [
        ("FROM", "2:1", "FROM", image),
        ("FROM a b", "2:6", "FROM", image),
        ("COPY", "2:1", "COPY", "at least one source and a destination"),
        ("ADD --link x", "2:12", "ADD", "at least one source and a destination"),
        ("COPY [\"x\"]", "2:6", "COPY", "at least one source and a destination"),
        ("ENV", "2:1", "ENV", "at least one name and value"),
        ("LABEL  a", "2:8", "LABEL", "a name and a value"),
        ("ARG", "2:1", "ARG", "at least one name"),
        ("SHELL []", "2:7", "SHELL", "at least the program"),
        ("EXPOSE", "2:1", "EXPOSE", "at least one port"),
        ("VOLUME []", "2:8", "VOLUME", "at least one path"),
        ("HEALTHCHECK CMD []", "2:13", "HEALTHCHECK", "a command behind CMD"),
        ("USER", "2:1", "USER", "exactly one argument"),
        ("WORKDIR", "2:1", "WORKDIR", "exactly one argument"),
        ("STOPSIGNAL", "2:1", "STOPSIGNAL", "exactly one argument"),
        ("MAINTAINER", "2:1", "MAINTAINER", "exactly one argument"),
        ("ONBUILD", "2:1", "ONBUILD", "an instruction"),
        ("ONBUILD USER", "2:9", "USER", "exactly one argument"),
    ] {
        assert_eq!(behind_from(line), [format!("{place} {}", count(keyword, expected))], "{line}");
    }
}

#[test]
fn malformed_arguments() {
    for (line, place, keyword, expected) in [
        ("FROM a IS b", "2:6", "FROM", "`AS name` behind the image"),
        ("FROM a AS 1", "2:11", "FROM", "a stage name of letters, digits, `-`, `_` and `.`"),
        ("FROM a AS b/c", "2:11", "FROM", "a stage name of letters, digits, `-`, `_` and `.`"),
        ("RUN [\"a\", 1]", "2:5", "RUN", "a JSON array of strings only"),
        ("VOLUME [[\"a\"]]", "2:8", "VOLUME", "a JSON array of strings only"),
        ("VOLUME [\"/a\", \" \"]", "2:15", "VOLUME", "a path that is not empty"),
        ("ENV A=1 b", "2:9", "ENV", "name=value"),
        ("LABEL =x", "2:7", "LABEL", "a name before the `=`"),
        ("ARG A =x", "2:7", "ARG", "a name before the `=`"),
        ("SHELL /bin/sh -c", "2:7", "SHELL", "a JSON array, as in [\"/bin/sh\", \"-c\"]"),
        ("HEALTHCHECK NONE x", "2:13", "HEALTHCHECK", "NONE, or CMD and a command"),
        ("COPY a <<E\nE", "2:8", "COPY", "a path behind the heredocs"),
        ("ONBUILD RUN [1]", "2:13", "RUN", "a JSON array of strings only"),
    ] {
        assert_eq!(behind_from(line), [format!("{place} malformed {keyword} argument, expected {expected}")], "{line}");
    }
}

#[test]
fn comments_behind_arguments() {
    for (line, place, keyword) in [
        ("FROM a # the base", "2:8", "FROM"),
        ("FROM a AS b # the base", "2:13", "FROM"),
        ("ENV A=1 # c", "2:9", "ENV"),
        ("LABEL a=1 # c", "2:11", "LABEL"),
        ("ENTRYPOINT [\"a\"] # why", "2:18", "ENTRYPOINT"),
    ] {
        let expected =
            format!("{place} a comment cannot stand behind {keyword}, expected it on a line of its own above");
        assert_eq!(behind_from(line), [expected], "{line}");
    }
    assert!(!behind_from("ENV A=1 b # c")[0].contains("comment"), "the first fault is another");
}

#[test]
fn triggers_that_onbuild_does_not_take() {
    for keyword in ["FROM", "MAINTAINER", "ONBUILD"] {
        assert_eq!(
            behind_from(&format!("ONBUILD {} x", keyword.to_lowercase())),
            [format!("2:9 {keyword} is not allowed in ONBUILD, expected another instruction")]
        );
    }
}

#[test]
fn what_depends_on_the_version_of_buildkit() {
    let json = "versions of BuildKit differ on text behind a JSON array, expected the array alone";
    for (line, place) in [
        ("RUN [\"a\"] && b", "2:11"),
        ("HEALTHCHECK CMD [\"a\"];", "2:22"),
        ("SHELL [\"a\"] x", "2:13"),
        ("COPY [\"a\", \"b\"] c", "2:17"),
        ("VOLUME [\"]\" ] \\\n  x", "3:3"),
        ("ONBUILD CMD [\"a\"] b", "2:19"),
    ] {
        assert_eq!(behind_from(line), [format!("{place} {json}")], "{line}");
    }
    let heredoc = "versions of BuildKit differ on whether this is a heredoc, expected `<<` and a plain name without a blank between them";
    assert_eq!(behind_from("RUN echo $((1 << 2))"), [format!("2:15 {heredoc}")]);
    assert_eq!(behind_from("ONBUILD RUN cat << EOF")[0], format!("2:17 {heredoc}"));
    assert_eq!(behind_from("CMD cat << EOF"), [""; 0], "CMD takes no heredocs");
    assert_eq!(behind_from("RUN cat << \"a\" 'b"), [""; 0], "a line BuildKit cannot split has none");
}

#[test]
fn faults_come_in_order_of_their_place() {
    let text = "FROM\nRNU\nENV a\n\nUSER\n";
    let lines: Vec<String> = faults(text).iter().map(|fault| fault[..3].to_owned()).collect();
    assert_eq!(lines, ["1:1", "2:1", "3:5", "5:1"]);
}
