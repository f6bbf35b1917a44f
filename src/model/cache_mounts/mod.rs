//! Which RUNs may keep the caches of their package managers in cache mounts: what both those who mount and those who
//! clean have to agree on.
//!
//! A cache that is only there to be faster is decided for each RUN. One whose content later commands read
//! ([`CacheTool::store`]) is decided for all stages that are built on one image at once: every RUN that reads it gets the
//! mount, or none does, and no image may hold their layers.

mod calls;
mod lists;
mod owner;
mod paths;

use std::collections::BTreeMap;

use calls::{Call, Use};
use owner::Owner;

use super::{BaseImage, Model, Provenance, Run, Start};
use crate::facts::{CacheTool, cache_tools};

/// A cache mount of a RUN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheMount {
    /// The directory, an absolute path.
    pub target: String,
    /// What it is shared by, where that is not the directory.
    pub id: Option<String>,
    /// How it is shared, where that is not at the same time.
    pub sharing: Option<&'static str>,
    /// The ids of user and group that it belongs to, where that is not root.
    pub owner: Option<(u32, u32)>,
}

impl CacheMount {
    /// The flag of RUN.
    #[must_use]
    pub fn flag(&self) -> String {
        let id = self.id.as_ref().map(|id| format!(",id={id}")).unwrap_or_default();
        let sharing = self.sharing.map(|sharing| format!(",sharing={sharing}")).unwrap_or_default();
        let owner = self.owner.map(|(uid, gid)| format!(",uid={uid},gid={gid}")).unwrap_or_default();
        format!("--mount=type=cache{id},target={}{sharing}{owner}", self.target)
    }
}

/// What becomes of the cache of one program in a RUN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be kept in these mounts.
    Mount(Vec<CacheMount>),
    /// A mount is there already.
    Mounted,
    /// It stays as it is, for this reason.
    Refused(String),
}

/// The cache of a program that a RUN calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheUse {
    /// The program.
    pub tool: &'static CacheTool,
    /// What becomes of its cache.
    pub verdict: Verdict,
    /// The stage at the root of those that keep it together, or not: they are built on one image. `None` where each RUN
    /// keeps its own.
    pub family: Option<usize>,
    /// The home directory of the user that runs it, if that matters.
    pub home: Option<String>,
    /// Whether the image that says where the cache is may be another in a build, or packages may be installed by it later.
    pub doubt: Option<&'static str>,
}

/// The caches of a file, by the RUNs that use them.
#[derive(Clone, Debug, Default)]
pub struct CacheMounts(BTreeMap<usize, Vec<CacheUse>>);

impl CacheMounts {
    /// The RUNs that use caches, by their index.
    pub fn runs(&self) -> impl Iterator<Item = (usize, &[CacheUse])> {
        self.0.iter().map(|(at, uses)| (*at, uses.as_slice()))
    }
}

impl Model<'_> {
    /// Which caches may be kept in mounts in the stages for which `wanted` is true.
    #[must_use]
    pub fn cache_mounts(&self, wanted: &dyn Fn(usize) -> bool) -> CacheMounts {
        let mut found = CacheMounts::default();
        let text = self.document.source.text();
        for tool in cache_tools() {
            let named = tool.programs.iter().any(|program| text.contains(program.trim_start_matches("./")));
            if named && tool.name == "apt" {
                self.apt_mounts(tool, wanted, &mut found);
            } else if named {
                self.tool_mounts(tool, wanted, &mut found);
            }
        }
        found
    }

    fn tool_mounts(&self, tool: &'static CacheTool, wanted: &dyn Fn(usize) -> bool, found: &mut CacheMounts) {
        // For each stage, that at the root of its family.
        let mut roots: Vec<usize> = Vec::with_capacity(self.stages.len());
        for (stage, facts) in self.stages.iter().enumerate() {
            roots.push(match facts.base {
                BaseImage::Stage(parent) => roots[parent],
                _ => stage,
            });
        }
        // What may call the program fills the cache, or reads it, only where something else does.
        let is_call = |(_, _, used): &(usize, usize, Use)| *used != Use::Possible;
        let around = paths::Around::of(self, tool, &roots);
        let mut families: BTreeMap<usize, Vec<(usize, usize, Use)>> = BTreeMap::new();
        for (stage, facts) in self.stages.iter().enumerate() {
            let family = families.entry(roots[stage]).or_default();
            for at in facts.body() {
                let used = Call::in_instruction(self, at, tool);
                if used != Use::None {
                    family.push((stage, at, used));
                }
            }
        }
        for (root, uses) in families.into_iter().filter(|(_, uses)| uses.iter().any(is_call)) {
            let mut decided: Vec<(usize, CacheUse)> =
                uses.iter().map(|(stage, at, used)| (*at, self.decide(tool, &around, *stage, *at, used))).collect();
            if tool.store {
                self.agree(tool, &uses, wanted, &mut decided);
            }
            for ((stage, ..), (at, mut used)) in uses.iter().zip(decided) {
                used.family = tool.store.then_some(root);
                if wanted(*stage) && self.run(at).is_some() {
                    found.0.entry(at).or_default().push(used);
                }
            }
        }
    }

    /// Lets the RUNs of a family all mount a cache, or none.
    fn agree(
        &self,
        tool: &CacheTool,
        uses: &[(usize, usize, Use)],
        wanted: &dyn Fn(usize) -> bool,
        decided: &mut [(usize, CacheUse)],
    ) {
        let line = |at: usize| self.document.source.position(self.instruction(at).span.start as usize).line;
        let stages = || uses.iter().map(|(stage, ..)| *stage);
        let main = |used: &CacheUse| match &used.verdict {
            Verdict::Mount(mounts) => mounts.first().map(|mount| (mount.target.clone(), mount.owner)),
            _ => None,
        };
        let refused = decided.iter().find_map(|(at, used)| match &used.verdict {
            Verdict::Refused(reason) => Some((*at, reason.as_str())),
            _ => None,
        });
        let by_hand = decided.iter().find(|(_, used)| used.verdict == Verdict::Mounted);
        let first = decided.iter().find_map(|(_, used)| main(used));
        let name = &tool.name;
        let reason = if stages().any(|stage| self.stages[stage].ships) {
            format!(
                "an image holds the layers of the stage, and what it runs may need what {name} keeps; in a stage from which \
                 only the result is copied it can be mounted"
            )
        } else if let Some(at) = stages().find_map(|stage| self.starts_container(stage)) {
            format!("a container may be made of the stage (line {}), and need what {name} keeps", line(at))
        } else if stages().any(|stage| !wanted(stage)) {
            "a stage that is built on the same image keeps its caches otherwise".to_owned()
        } else if let Some((at, reason)) = refused {
            format!("the RUN in line {} needs the same mount, and cannot have it: {reason}", line(at))
        } else if let Some((at, _)) = by_hand {
            format!("the RUN in line {} has a mount of its own; give this one the same", line(*at))
        } else if let Some(run) = (uses.len() > 1).then(|| self.storing_run(tool, uses)).flatten() {
            format!(
                "the RUN in line {} puts what it builds into the store, and from a mount another RUN may take that of \
                 another build",
                line(run)
            )
        } else if decided.iter().filter_map(|(_, used)| main(used)).any(|main| Some(main) != first) {
            "another RUN that reads the cache has another user, or it lies elsewhere there".to_owned()
        } else {
            return;
        };
        for (_, used) in decided {
            if let Verdict::Mount(_) = used.verdict {
                used.verdict = Verdict::Refused(reason.clone());
            }
        }
    }

    /// A RUN that puts what it builds where the other calls of a program look for it.
    fn storing_run(&self, tool: &CacheTool, uses: &[(usize, usize, Use)]) -> Option<usize> {
        uses.iter().map(|(_, at, _)| *at).find(|&at| self.run(at).is_some_and(|run| calls::stores(run, tool)))
    }

    /// The instruction that says what a container of the stage starts, or that the stage is one to work in.
    fn starts_container(&self, stage: usize) -> Option<usize> {
        let start = Start::within(self, stage);
        let develops = self.is_for_development(stage).then_some(self.stages[stage].from);
        start.entrypoint.or(start.cmd).or(develops)
    }

    fn decide(
        &self,
        tool: &'static CacheTool,
        around: &paths::Around<'_>,
        stage: usize,
        at: usize,
        used: &Use,
    ) -> CacheUse {
        let mut result = CacheUse { tool, verdict: Verdict::Mounted, family: None, home: None, doubt: None };
        result.verdict = self.verdict(tool, around, stage, at, used, &mut result.home).unwrap_or_else(Verdict::Refused);
        let certain = self.base_provenance(stage) == Some(Provenance::Literal);
        result.doubt = match certain {
            false => Some("a build may give another base image, with another place of the cache"),
            true => self.staleness(tool, at),
        };
        result
    }

    /// Why a RUN may find in a cache what it would not fetch, or make, anew.
    fn staleness(&self, tool: &'static CacheTool, at: usize) -> Option<&'static str> {
        if let Some(why) = &tool.stale {
            return Some(why);
        }
        let run = self.run(at)?;
        let calls = Call::of(run, tool);
        tool.places.iter().filter(|place| Call::any_uses(&calls, place)).find_map(|place| {
            let stale = place.stale.as_ref()?;
            let calls = calls.iter().filter(|call| call.uses(place));
            (!calls::all_have(self, run, calls, &stale.unless)).then_some(stale.why.as_str())
        })
    }

    fn verdict(
        &self,
        tool: &'static CacheTool,
        around: &paths::Around<'_>,
        stage: usize,
        at: usize,
        used: &Use,
        home: &mut Option<String>,
    ) -> Result<Verdict, String> {
        if let Some(reason) = &tool.refused {
            return Err(reason.clone());
        }
        if let Use::Hidden(reason) = used {
            return Err(reason.clone());
        }
        let Some(run) = self.run(at) else { return Err("it is no RUN of this build".to_owned()) };
        if let Err(reason) = &run.script {
            return Err(reason.clone());
        }
        self.frontend_has_mounts()?;
        let runtime = self.base(stage).runtime.as_ref().and_then(|runtime| runtime.version.as_deref());
        let version =
            runtime.map(|version| version.split('.').map_while(|part| part.parse::<u32>().ok()).collect::<Vec<_>>());
        if let (Some(since), Some([major, minor])) = (tool.since, version.as_deref())
            && [*major, *minor] < since
        {
            return Err(format!("{} has no such cache before {}.{}", tool.name, since[0], since[1]));
        }
        calls::allows(self, run, tool)?;
        around.allow(stage)?;
        let owner = Owner::of(self, stage, at)?;
        let calls = Call::of(run, tool);
        let places = tool.places.iter().filter(|place| Call::any_uses(&calls, place));
        let places = places.map(|place| Ok((place, owner.place(self, run, place)?)));
        let places = places.collect::<Result<Vec<_>, String>>()?;
        *home = Some(owner.home.clone());
        if places.iter().any(|(_, target)| paths::is_mounted(self, run, target)) {
            return Ok(Verdict::Mounted);
        }
        for (place, target) in &places {
            paths::is_free(self, run, target)?;
            owner.allow_target(target)?;
            around.allow_target(stage, target, place, &owner.home)?;
        }
        let sharing = tool.sharing.as_deref();
        let mount = |(_, target)| CacheMount { target, id: None, sharing, owner: owner.ids };
        Ok(Verdict::Mount(places.into_iter().map(mount).collect()))
    }

    /// Whether the frontend that reads the file knows `RUN --mount`: those of `docker/dockerfile` do since 1.2, that which
    /// is built into the engine since Docker 20.10 (release notes of docker/dockerfile 1.2, BuildKit 0.8).
    fn frontend_has_mounts(&self) -> Result<(), String> {
        let Some(frontend) = self.document.directive("syntax") else { return Ok(()) };
        let tag =
            frontend.split_whitespace().next().and_then(|image| image.rsplit_once(':')).map_or("", |(_, tag)| tag);
        let old = ["1.0", "1.1"]
            .iter()
            .any(|old| tag.strip_prefix(old).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit())));
        match old && !tag.contains("experimental") {
            true => Err(format!("the frontend `{frontend}` knows no mounts; since 1.2 it does")),
            false => Ok(()),
        }
    }

    /// Whether an ENV or ARG of the file may give one of these variables a value at an instruction.
    fn declares<'n>(&self, at: usize, mut names: impl Iterator<Item = &'n String>) -> Option<&'n String> {
        names.find(|name| self.is_declared(at, name))
    }
}

/// Whether a RUN sets a variable itself.
fn sets(run: &Run<'_>, name: &str) -> bool {
    let is_part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    run.text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&run.text[..at], &run.text[at + name.len()..]);
        !before.ends_with(['$', '{']) && !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}
