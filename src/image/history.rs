//! What the builder's notes say about layers.
//!
//! Source of the notations: moby's classic builder (`/bin/sh -c #(nop) COPY ...`, `/bin/sh -c apt-get ...`,
//! `|1 A=b /bin/sh -c ...`) and BuildKit (`COPY . . # buildkit`, `RUN /bin/sh -c apt-get ... # buildkit`).

use super::config::History;

/// The notes for each of `layers` layers; all `None` when the history does not count as many.
#[must_use]
pub fn by_layer(history: &[History], layers: usize) -> Vec<Option<String>> {
    let made: Vec<&History> = history.iter().filter(|step| !step.empty_layer).collect();
    if made.len() != layers {
        return vec![None; layers];
    }
    let said = |step: &&History| step.created_by.clone().filter(|text| !text.trim().is_empty());
    made.iter().map(said).collect()
}

/// The instruction that a note tells, as it would stand in a Dockerfile, as far as the note says.
#[must_use]
pub fn instruction(created_by: &str) -> String {
    let text = created_by.trim();
    let text = text.strip_suffix("# buildkit").unwrap_or(text).trim_end();
    let (run, command) = match text.strip_prefix("RUN ") {
        Some(command) => (true, command),
        None => (false, text),
    };
    if let Some((_, rest)) = command.split_once("#(nop)").filter(|_| !run) {
        return rest.trim().to_owned();
    }
    let command = without_arguments(command);
    match command.strip_prefix("/bin/sh -c ") {
        Some(command) => format!("RUN {}", command.trim()),
        None if run => format!("RUN {}", command.trim()),
        None => text.to_owned(),
    }
}

/// Whether a note tells of a RUN.
#[must_use]
pub fn is_run(created_by: &str) -> bool {
    instruction(created_by).starts_with("RUN ")
}

/// The command behind `|2 A=1 B=2 `, the build arguments of a RUN. Their values may hold spaces, so the shell that
/// follows them is looked for.
fn without_arguments(command: &str) -> &str {
    let digits = command.strip_prefix('|').and_then(|rest| rest.split(' ').next());
    if !digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return command;
    }
    command.find(" /bin/sh -c ").map_or(command, |at| &command[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_both_builders_are_read() {
        for (note, expected) in [
            ("/bin/sh -c #(nop) COPY file:0123 in / ", "COPY file:0123 in /"),
            ("/bin/sh -c #(nop)  CMD [\"bash\"]", "CMD [\"bash\"]"),
            ("/bin/sh -c apt-get update", "RUN apt-get update"),
            ("|2 A=1 B=x y /bin/sh -c make", "RUN make"),
            ("RUN /bin/sh -c apt-get update # buildkit", "RUN apt-get update"),
            ("RUN |1 A=1 /bin/sh -c make # buildkit", "RUN make"),
            ("RUN /bin/bash -o pipefail -c make # buildkit", "RUN /bin/bash -o pipefail -c make"),
            ("RUN /bin/sh -c echo '#(nop) x' # buildkit", "RUN echo '#(nop) x'"),
            ("COPY . /app # buildkit", "COPY . /app"),
            ("# debian.sh --arch 'amd64' out/ 'bookworm'", "# debian.sh --arch 'amd64' out/ 'bookworm'"),
            ("", ""),
        ] {
            assert_eq!(instruction(note), expected, "{note}");
        }
        assert!(is_run("/bin/sh -c make") && !is_run("COPY . . # buildkit") && !is_run(""));
    }

    #[test]
    fn steps_without_a_layer_are_passed_over() {
        let step =
            |text: &str, empty_layer| History { created_by: Some(text.into()), empty_layer, ..History::default() };
        let history = [step("a", false), step("ENV", true), step("b", false)];
        assert_eq!(by_layer(&history, 2), [Some("a".to_owned()), Some("b".to_owned())]);
        assert_eq!(by_layer(&history, 3), [None, None, None]);
        assert_eq!(by_layer(&[], 1), [None]);
    }
}
