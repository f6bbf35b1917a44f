//! The packages that apt fetches into `/var/cache/apt/archives`.

use crate::facts::apt_subcommand;
use crate::model::{Manager, Model, PackageCommand, Run};
use crate::shell::{Resolved, resolve};
use crate::syntax::{MountKey, mounts};

/// Whether packages that `apt` deletes would stay in the image with `apt-get`.
pub(super) fn stay(file: &Model<'_>, stage: usize, run: &Run<'_>, commands: &[PackageCommand<'_>]) -> bool {
    let last = commands.iter().rev().find(|one| one.invocation.tool == "apt" && downloads(one));
    let Some(last) = last.filter(|_| file.stages[stage].ships) else { return false };
    let text = file.document.source.text();
    // Docker's own Debian and Ubuntu images delete them behind each install (`docker-clean`).
    let may_keep = ["docker-clean", "apt.conf.d/*", "apt.conf.d ", "/etc/apt/*", "/etc/apt "];
    let deleted = file.base(stage).official_debian && !may_keep.iter().any(|mark| text.contains(mark));
    !deleted && !has_mount(run) && !are_cleaned(file, run, commands, last)
}

fn downloads(command: &PackageCommand<'_>) -> bool {
    let invocation = &command.invocation;
    let without = ["--simulate", "--print-uris", "--download-only", "--no-download"];
    apt_subcommand(invocation.subcommand_name()).is_some_and(|known| known.downloads)
        && !without.iter().any(|option| invocation.has(option))
}

/// Whether they lie in a mount, so not in the layer.
fn has_mount(run: &Run<'_>) -> bool {
    mounts(run.instruction, &run.instruction.command).iter().any(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default().trim_end_matches('/');
        ["/var/cache", "/var/cache/apt", "/var/cache/apt/archives"].contains(&target)
    })
}

/// Whether the RUN certainly deletes them behind the last command that fetches some.
fn are_cleaned(file: &Model<'_>, run: &Run<'_>, commands: &[PackageCommand<'_>], last: &PackageCommand<'_>) -> bool {
    let behind = |start: u32| start > last.simple.span.start;
    let cleans = |one: &PackageCommand<'_>| {
        one.manager == Manager::Apt
            && matches!(one.invocation.subcommand_name(), "clean" | "dist-clean")
            && one.invocation.is_transparent()
            && one.invocation.options.is_empty()
    };
    let removes = |word: &str, recursive: bool| {
        let whole = word.strip_suffix('*').unwrap_or(word).trim_end_matches('/');
        let archives = whole == "/var/cache/apt/archives" && word.ends_with('*');
        word == "/var/cache/apt/archives/*.deb"
            || archives
            || recursive && ["/var/cache", "/var/cache/apt", "/var/cache/apt/archives"].contains(&whole)
    };
    commands.iter().any(|one| behind(one.simple.span.start) && cleans(one) && file.must_succeed(run, one.simple))
        || run.simple_commands().iter().any(|found| {
            let simple = found.simple;
            let Resolved::Known(known) = resolve(simple, run.text) else { return false };
            let recursive = known.has("--recursive");
            behind(simple.span.start)
                && known.tool == "rm"
                && known.operands.iter().any(|&at| removes(simple.words[at].text(run.text), recursive))
                && file.must_succeed(run, simple)
        })
}
