//! `pip install -r`.

use super::steps::{Install, Place, Step, is_archive};
use crate::model::PackageCommand;

/// Options with which pip reads or writes nothing in the working directory.
const OPTIONS: [&str; 34] = [
    "--break-system-packages",
    "--compile",
    "--constraint",
    "--default-timeout",
    "--disable-pip-version-check",
    "--extra-index-url",
    "--force-reinstall",
    "--ignore-installed",
    "--index-url",
    "--no-binary",
    "--no-build-isolation",
    "--no-cache-dir",
    "--no-color",
    "--no-compile",
    "--no-deps",
    "--no-input",
    "--no-python-version-warning",
    "--no-warn-script-location",
    "--only-binary",
    "--pre",
    "--prefer-binary",
    "--progress-bar",
    "--proxy",
    "--quiet",
    "--require-hashes",
    "--requirement",
    "--retries",
    "--root-user-action",
    "--timeout",
    "--trusted-host",
    "--upgrade",
    "--upgrade-strategy",
    "--user",
    "--verbose",
];

/// Those of them that name files to read.
const MANIFESTS: [&str; 2] = ["--requirement", "--constraint"];

/// Whether an operand lies in the file system.
fn is_local(name: &str) -> bool {
    let requirement = name.split([';', ' ', '[']).next().unwrap_or(name);
    let local = name.contains("file:");
    let path = name.contains(['/', '\\']) || name.starts_with(['.', '~']) || is_archive(requirement);
    local || path && !name.contains("://")
}

/// Reads a call of `pip install`.
pub(super) fn read(place: &Place<'_, '_>, command: &PackageCommand<'_>) -> Step {
    let (invocation, text) = (&command.invocation, place.run.text);
    if !invocation.wrappers.is_empty() || !invocation.is_transparent() || !place.is_apart(invocation, &MANIFESTS) {
        return Step::Other;
    }
    if let Some(option) = invocation.options.iter().find(|option| !OPTIONS.contains(&&*option.name)) {
        let editable = option.name == "--editable";
        let needs = if editable { "the project itself" } else { "more than requirements files" };
        return Step::Needs(format!("`pip install {}` may need {needs}", option.name));
    }
    for &word in &invocation.operands {
        match command.simple.words[word].value(text) {
            // In quotes there are conditions and extras: `uvicorn[standard]`, `x @ https://...`.
            Some(name) if is_local(&name) => {
                return Step::Needs(format!("`pip install {name}` installs what lies in the project"));
            }
            Some(_) => {}
            None => return Step::Needs("an operand of pip is only known when it runs".to_owned()),
        }
    }
    let files = invocation.options.iter().filter(|option| MANIFESTS.contains(&&*option.name));
    let mut found = Install::default();
    for file in files {
        let Some(name) = file.value.as_deref() else {
            return Step::Needs("the name of a requirements file is only known when it runs".to_owned());
        };
        if name.contains("://") {
            continue;
        }
        let Some(project) = place.project else { return Step::Other };
        let Some(path) = project.path(place.directory, name) else {
            return Step::Needs(format!("what {name} asks for is not known, since the COPY does not bring it"));
        };
        let read = match project.context().requirements(&path) {
            Ok(read) => read,
            Err(error) => return Step::Needs(error.to_string()),
        };
        if let Some(line) = read.local {
            return Step::Needs(format!("{path} asks for `{line}`, which lies in the project"));
        }
        found.manifests.extend(read.files);
    }
    match found.manifests.is_empty() {
        true => Step::Independent { installs: true, system: false },
        false => Step::Install(found),
    }
}
