//! Where `apt` may do something else than `apt-get`, or its output is wanted.

use super::downloads;
use crate::model::{Model, PackageCommand, Run};
use crate::shell::{Opt, Script, streams};
use crate::syntax::Arguments;

/// Why `apt` may be another program in this file, or have settings that apt-get does not read.
pub(super) fn special_apt(file: &Model<'_>) -> Option<&'static str> {
    let text = file.document.source.text();
    let lower = text.to_ascii_lowercase();
    if lower.contains("binary::apt") || text.contains("APT_CONFIG") {
        return Some("settings in the file may be for apt alone");
    }
    let copies_settings = |at: usize| match &file.instruction(at).command.arguments {
        Arguments::Copy(transfer) | Arguments::Add(transfer) => {
            let target = transfer.destination.as_ref();
            target.is_some_and(|target| target.text(&file.instruction(at).logical).contains("apt.conf"))
        }
        _ => false,
    };
    if (0..file.document.instructions.len()).any(copies_settings) {
        return Some("settings that are copied into the image may be for apt alone");
    }
    let is_name = |rest: &str| rest.starts_with(|next: char| next.is_ascii_alphanumeric() || "-_.".contains(next));
    let names_path = text.match_indices("bin/apt").any(|(at, found)| !is_name(&text[at + found.len()..]));
    names_path.then_some("the file names apt by its path, so it may be another program")
}

/// Why no apt in this RUN may become apt-get.
pub(super) fn reason_of_run(
    file: &Model<'_>,
    stage: usize,
    run: &Run<'_>,
    commands: &[PackageCommand<'_>],
) -> Option<&'static str> {
    if run.simple_commands().iter().any(|found| found.place.background) {
        return Some("something runs in the background, and apt-get does not wait for another apt to end");
    }
    downloads::stay(file, stage, run, commands)
        .then_some("apt deletes the packages it downloads, and apt-get leaves them unless `apt-get clean` follows")
}

/// Why this apt may not become apt-get.
pub(super) fn reason_of_command(script: &Script, run: &Run<'_>, command: &PackageCommand<'_>) -> Option<&'static str> {
    let invocation = &command.invocation;
    if invocation.unknown_option.is_some() {
        return Some("apt has an option that is not known");
    }
    let reads_settings = |option: &Opt| {
        matches!(&*option.name, "--config-file" | "--cli-version" | "--snapshot")
            || (option.name == "--option" && option.value.is_none())
    };
    if invocation.options.iter().any(reads_settings) {
        return Some("an option of apt may say that it does something else than apt-get");
    }
    match streams(script, run.text, command.simple) {
        Some(streams) if streams.output => None,
        _ => Some("the output of apt is read or kept, and that of apt-get is another"),
    }
}
