//! `bundle install`.

use super::ahead;
use super::steps::{Install, Place, Step};
use crate::facts::install_option;
use crate::shell::Invocation;

/// Options that Bundler remembers in the project, in `.bundle/config`.
const REMEMBERED: [&str; 3] = ["--deployment", "--path", "--without"];

/// Reads a call of Bundler; `None` for one that is neither an install nor a setting.
pub(super) fn read(place: &Place<'_, '_>, invocation: &Invocation<'_>) -> Option<Step> {
    let remembers = match (invocation.tool, invocation.subcommand_name()) {
        ("bundle", "install") => invocation.options.iter().any(|option| REMEMBERED.contains(&&*option.name)),
        ("bundle", "config") => true,
        ("bundle", "") if invocation.operands.is_empty() && !invocation.opaque_before => false,
        _ => return None,
    };
    if !invocation.wrappers.is_empty() || !invocation.is_transparent() || !place.is_apart(invocation, &[]) {
        return Some(Step::Other);
    }
    let known = |name: &str| install_option("bundle install", name).is_some() || REMEMBERED.contains(&name);
    let configures = invocation.subcommand_name() == "config";
    if let Some(option) = invocation.options.iter().find(|option| !known(&option.name)).filter(|_| !configures) {
        return Some(Step::Needs(format!("`bundle install {}` may need more than manifests", option.name)));
    }
    let Some(project) = place.project else { return Some(Step::Other) };
    let Some(directory) = project.path(place.directory, ".") else { return Some(Step::Other) };
    let path = |name: &str| ahead::join(&directory, name);
    let read = || -> Result<Install, String> {
        let kept = project.context().leaves_out(&path(".bundle"));
        if project.holds(&path(".bundle"))? {
            return Err(format!(
                "the context holds {}, settings of Bundler; name it in .dockerignore",
                path(".bundle")
            ));
        }
        if project.holds(&path("vendor/cache"))? {
            return Err(format!("the context holds gems in {}", path("vendor/cache")));
        }
        let below = ahead::made(project, &directory, &["vendor/bundle"])?;
        if configures {
            return Ok(Install::default());
        }
        let manifests = project.context().gemfile(&directory).map_err(|error| error.to_string())?;
        let declared = |name: &str| place.file.variable(place.run.at, name).is_some();
        let frozen = invocation.has("--frozen")
            || invocation.has("--deployment")
            || declared("BUNDLE_FROZEN")
            || declared("BUNDLE_DEPLOYMENT");
        let doubt = if !frozen {
            Some("bundler may change the lock file unless it is frozen, over which the COPY puts that of the context")
        } else if remembers && !kept {
            Some(
                "no .dockerignore leaves out .bundle: the COPY puts what a context holds there over Bundler's settings",
            )
        } else {
            None
        };
        let deploys = invocation.has("--deployment") || declared("BUNDLE_DEPLOYMENT");
        let doubt = doubt.map(str::to_owned).or(below.filter(|_| deploys));
        Ok(Install { manifests, writes: !frozen, system: false, doubt })
    };
    Some(match read() {
        Ok(install) if install.manifests.is_empty() => Step::Independent { installs: false, system: false },
        Ok(install) => Step::Install(install),
        Err(reason) => Step::Needs(reason),
    })
}

/// Whether `gem install` installs gems by name, and no file of the project is taken for one.
pub(super) fn is_of_names(place: &Place<'_, '_>, invocation: &Invocation<'_>) -> bool {
    let installs = (invocation.tool, invocation.subcommand_name()) == ("gem", "install");
    let Some(project) = place.project.filter(|_| installs && !invocation.operands.is_empty()) else { return false };
    let names = place.directory.and_then(|here| project.context().list(&project.path(Some(here), ".")?).ok());
    place.is_apart(invocation, &[]) && names.is_some_and(|names| !names.iter().any(|(name, _)| name.ends_with(".gem")))
}
