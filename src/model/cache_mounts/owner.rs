//! Who runs a command, and where the caches of that user are.

use super::sets;
use crate::facts::{CacheImage, CachePlace, cache_image};
use crate::model::{BaseImage, Model, Provenance, Run, User, absolute};
use crate::syntax::Reference;

/// The user that an instruction runs as.
pub(super) struct Owner {
    /// The home directory.
    pub(super) home: String,
    /// The numbers of user and group, where it is not root.
    pub(super) ids: Option<(u32, u32)>,
    image: &'static CacheImage,
}

impl Owner {
    /// The user that the instruction `at` of a stage runs as.
    pub(super) fn of(file: &Model<'_>, stage: usize, at: usize) -> Result<Self, String> {
        let Some(image) = image(file, stage) else {
            return Err("the base image is not known, and may have another user, home or place of the cache".to_owned());
        };
        let declared = match file.is_declared(at, "HOME") {
            true => Some(known(file, at, "HOME")?),
            false => None,
        };
        if let Some(run) = file.run(at).filter(|run| sets(run, "HOME")) {
            return Err(format!("`{}` may set HOME", run.text.split_whitespace().next().unwrap_or_default()));
        }
        match &file.state(at).user {
            User::Root | User::FromBase => {
                Ok(Self { home: declared.unwrap_or_else(|| "/root".to_owned()), ids: None, image })
            }
            User::Unknown => Err("a variable that is not known says who runs it".to_owned()),
            User::Other(name) => {
                let ids =
                    name.split_once(':').and_then(|(user, group)| Some((user.parse().ok()?, group.parse().ok()?)));
                if let (Some(ids), Some(home)) = (ids, declared.clone()) {
                    return Ok(Self { home, ids: Some(ids), image });
                }
                let user = image.users.iter().find(|(known, user)| {
                    let spelled = [(*known).clone(), format!("{known}:{known}"), format!("{}:{}", user.uid, user.gid)];
                    spelled.contains(name) || *name == user.uid.to_string()
                });
                let lineage: Vec<usize> = file.lineage(stage).collect();
                let changes = || {
                    let before = lineage.iter().flat_map(|&stage| file.stages[stage].body()).filter(|&one| one < at);
                    before.into_iter().any(|at| file.may_change_accounts(at))
                };
                match user {
                    Some((_, user)) if !changes() => Ok(Self {
                        home: declared.unwrap_or_else(|| user.home.clone()),
                        ids: Some((user.uid, user.gid)),
                        image,
                    }),
                    _ => Err(format!(
                        "the numbers and the home of the user {name} are not known; `USER uid:gid` with `ENV HOME` says them"
                    )),
                }
            }
        }
    }

    /// Where a directory of a cache is for this user in a RUN.
    pub(super) fn place(&self, file: &Model<'_>, run: &Run<'_>, place: &CachePlace) -> Result<String, String> {
        if let Some([name, _]) = place.moved_by.iter().find(|[name, _]| sets(run, name)) {
            return Err(format!("the RUN sets {name}, which decides where the cache is"));
        }
        for [name, below] in &place.moved_by {
            let value = match self.image.sets.get(name) {
                _ if file.is_declared(run.at, name) => known(file, run.at, name)?,
                Some(value) => value.clone(),
                None => continue,
            };
            return Ok(format!("{}{below}", value.trim_end_matches('/')));
        }
        match (&place.root_path, place.path.strip_prefix('~')) {
            (Some(path), _) if self.ids.is_none() => Ok(path.clone()),
            (_, Some(below)) => Ok(format!("{}{below}", self.home.trim_end_matches('/'))),
            (_, None) if place.path.is_empty() => {
                let name = place.moved_by.first().map_or("", |[name, _]| name.as_str());
                Err(format!("the base image does not say where the cache is; `ENV {name}` does"))
            }
            (_, None) => Ok(place.path.clone()),
        }
    }

    /// Whether a mount at `target` leaves the directories above it to this user.
    pub(super) fn allow_target(&self, target: &str) -> Result<(), String> {
        let parent = target.rsplit_once('/').map_or("", |(parent, _)| parent);
        match self.ids.is_some() && parent != self.home {
            true => Err(format!("{parent} may be missing, and would belong to root while the mount is there")),
            false => Ok(()),
        }
    }
}

/// What is known of the image at the root of a stage; all its tags are alike in this.
fn image(file: &Model<'_>, stage: usize) -> Option<&'static CacheImage> {
    let root = file.lineage(stage).last()?;
    let BaseImage::Image(image) = &file.stages[root].base else { return None };
    let reference = Reference::parse(&image.text);
    let repository = reference.repository.of(&image.text);
    match reference.registry.map(|registry| registry.of(&image.text)) {
        None | Some("docker.io") => cache_image(repository.strip_prefix("library/").unwrap_or(repository)),
        Some(registry) => cache_image(&format!("{registry}/{repository}")),
    }
}

/// The absolute path that a variable of the file holds.
fn known(file: &Model<'_>, at: usize, name: &str) -> Result<String, String> {
    let value = file.variable(at, name).filter(|value| value.provenance == Provenance::Literal);
    let path = value.filter(|value| value.text.starts_with('/')).and_then(|value| absolute(&value.text, None));
    path.filter(|path| path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-+".contains(&byte)) && path != "/")
        .ok_or_else(|| format!("what {name} is at this place is only known in a build"))
}
