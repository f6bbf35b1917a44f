//! Which poetry the RUNs of a stage call.

use super::{BaseImage, Model, Run};
use crate::facts::{Distro, poetry_below, poetry_of_pip, python_of_suite};
use crate::shell::{Invocation, Resolved, Simple, resolve};
use crate::syntax::Reference;

/// The installer that poetry's manual names; it installs the newest version unless it is told another one.
const INSTALLER: &str = "install.python-poetry.org";

/// The installer before that. It knows no version from 1.2 on.
const OLD_INSTALLER: &str = "get-poetry";

impl Model<'_> {
    /// The first two numbers of the version of poetry that a RUN installs, or those of a lower one; `None` where it
    /// installs none.
    #[must_use]
    pub fn installs_poetry(&self, stage: usize, run: &Run<'_>) -> Option<Result<[u32; 2], String>> {
        if !run.mentions("poetry") {
            return None;
        }
        if run.mentions(OLD_INSTALLER) {
            return Some(Err("get-poetry.py installs no poetry of 1.2 or newer".to_owned()));
        }
        if run.mentions(INSTALLER) {
            return Some(self.installer(run));
        }
        let installs = run.simple_commands().into_iter().filter_map(|found| match resolve(found.simple, run.text) {
            Resolved::Known(tool) => self.package(stage, run, &tool),
            _ => None,
        });
        let mut least = None;
        for version in installs {
            least = match (least, version) {
                (Some(Ok(known)), Ok(version)) => Some(Ok(version.min(known))),
                (None, version) => Some(version),
                (Some(Err(reason)), _) | (_, Err(reason)) => Some(Err(reason)),
            };
        }
        least
    }

    /// What a call of a package manager says of poetry.
    fn package(&self, stage: usize, run: &Run<'_>, tool: &Invocation<'_>) -> Option<Result<[u32; 2], String>> {
        let installs = match tool.tool {
            "pip" | "pipx" => tool.subcommand_name() == "install",
            "uv" => matches!(tool.subcommand_name(), "pip install" | "tool install"),
            "conda" | "mamba" | "micromamba" | "apt-get" | "apt" | "apk" | "yum" | "dnf" => true,
            "poetry" => return (tool.subcommand_name() == "self update").then(|| Err(unknown("updates itself"))),
            _ => return None,
        };
        let words = tool.operands.iter().map(|&word| tool.simple.words[word].text(run.text));
        let wanted = words.map(|word| word.trim_matches(['"', '\''])).find(|word| requires(word).is_some())?;
        if !installs {
            return None;
        }
        if !matches!(tool.tool, "pip" | "pipx" | "uv") {
            return Some(Err(unknown("comes from a distribution")));
        }
        let written = if run.mentions("POETRY_VERSION=") { None } else { self.expand(run.at, wanted) };
        let Some(requirement) = written else { return Some(Err(unknown("is named by a variable"))) };
        let least = requires(&requirement.text).and_then(|specifier| least(specifier, || self.of_pip(stage)));
        Some(least.ok_or_else(|| unknown("is not asked for in a plain way, or depends on a Python that is not known")))
    }

    /// What the installer of poetry's manual installs.
    fn installer(&self, run: &Run<'_>) -> Result<[u32; 2], String> {
        if ["--git", "--path", "--preview", "--uninstall"].iter().any(|word| run.mentions(word)) {
            return Err(unknown("is not a release"));
        }
        let commands = run.simple_commands();
        let option = commands.iter().find_map(|found| after_version(found.simple, run.text));
        let assigned = commands
            .iter()
            .flat_map(|found| &found.simple.assigns)
            .find(|assign| assign.name.of(run.text) == "POETRY_VERSION")
            .map(|assign| assign.value.text(run.text));
        let declared = self.is_declared(run.at, "POETRY_VERSION").then_some("${POETRY_VERSION}");
        let Some(word) = option.or(assigned).or(declared) else {
            return poetry_of_pip("").ok_or_else(|| unknown("is not known"));
        };
        let version = self.expand(run.at, word.trim_matches(['"', '\'']));
        version.and_then(|version| numbers(&version.text)).ok_or_else(|| unknown("is named by a variable"))
    }

    /// The poetry that the pip of an image installs.
    fn of_pip(&self, stage: usize) -> Option<[u32; 2]> {
        if let Some(version) = self.python_version(stage) {
            return poetry_of_pip(version);
        }
        let base = self.base(stage);
        if base.runtime.as_ref().is_none_or(|runtime| runtime.name != "python") {
            return None;
        }
        let root = self.lineage(stage).last()?;
        let BaseImage::Image(image) = &self.stages[root].base else { return None };
        let reference = Reference::parse(&image.text);
        let tag = reference.tag.map_or("latest", |tag| tag.of(&image.text));
        let moves = matches!(tag.split('-').next(), Some("latest" | "slim" | "alpine"));
        if moves && reference.digest.is_none() { poetry_of_pip("") } else { None }
    }

    /// The version of Python at the root of a stage, as far as its image tells: `3.12`, `3.9.2`, `3`.
    #[must_use]
    pub fn python_version(&self, stage: usize) -> Option<&str> {
        let base = self.base(stage);
        match &base.runtime {
            Some(runtime) => runtime.version.as_deref().filter(|_| runtime.name == "python"),
            None => {
                let has_own = matches!(base.distro, Some(Distro::Debian | Distro::Ubuntu));
                python_of_suite(base.suite.filter(|_| has_own)?)
            }
        }
    }
}

fn unknown(why: &str) -> String {
    format!("the version of poetry {why}, and an old one does not know --only")
}

/// The word behind `--version`.
fn after_version<'t>(simple: &Simple, text: &'t str) -> Option<&'t str> {
    let at = simple.words.iter().position(|word| word.text(text) == "--version")?;
    Some(simple.words.get(at + 1)?.text(text))
}

/// The version specifier of a requirement of poetry; empty where there is none.
fn requires(requirement: &str) -> Option<&str> {
    let rest = requirement.strip_prefix("poetry")?;
    let rest = match rest.strip_prefix('[') {
        Some(extras) => extras.split_once(']')?.1,
        None => rest,
    };
    let rest = rest.trim();
    (rest.is_empty() || rest.starts_with(['=', '~', '>', '<', '!', '@'])).then_some(rest)
}

/// The least version that a specifier allows pip to take, which takes the newest.
fn least(specifier: &str, of_pip: impl Fn() -> Option<[u32; 2]>) -> Option<[u32; 2]> {
    let (mut lower, mut upper) = (None, None);
    for part in specifier.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let operator = part.find(|c: char| c.is_ascii_digit() || c == 'v').map_or(part, |at| part[..at].trim());
        let version = numbers(part[operator.len()..].trim());
        match operator {
            "==" | "===" | "~=" | ">=" | ">" => lower = lower.max(Some(version?)),
            "<" | "<=" => upper = Some(version?.min(upper.unwrap_or([u32::MAX; 2]))),
            "!=" => {}
            _ => return None,
        }
    }
    match (lower, upper) {
        (Some(lower), _) => Some(lower),
        (None, None) => of_pip(),
        (None, Some(upper)) => Some(of_pip()?.min(poetry_below(upper)?)),
    }
}

/// The first two numbers of a version. A version with letters may be one from before its release.
fn numbers(version: &str) -> Option<[u32; 2]> {
    let version = version.strip_prefix('v').unwrap_or(version);
    let plain = version.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'*'));
    let mut parts = version.split('.').map(str::parse::<u32>);
    let major = parts.next()?.ok()?;
    plain.then(|| [major, parts.next().and_then(Result::ok).unwrap_or(0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifiers_are_read() {
        let least = |text| least(requires(text)?, || Some([2, 5]));
        for (text, version) in [
            ("poetry", Some([2, 5])),
            ("poetry==1.8.3", Some([1, 8])),
            ("poetry[plugin]~=1.4", Some([1, 4])),
            ("poetry>=1.2,<2", Some([1, 2])),
            ("poetry==1.*", Some([1, 0])),
            ("poetry<2.0", Some([1, 8])),
            ("poetry<1.2", Some([1, 1])),
            ("poetry==1.2.0b1", None),
            ("poetry @ git+https://example.org/poetry", None),
            ("poetry-core", None),
        ] {
            assert_eq!(least(text), version, "{text}");
        }
    }
}
