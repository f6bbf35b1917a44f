//! One measurement, from the first build to the report.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{fs, io};

use super::behaviour::{Check, Pair, typed};
use super::builder::{Build, Builder, Built, Spec, Watch};
use super::compare::{Difference, differences, part};
use super::config_diff::config_differences;
use super::delta::{Delta, Reason};
use super::names::Made;
use super::verdict::{self, Figures, Files, Rebuild, Report};
use super::{Error, Event, Plan, Version, base, context};
use crate::context::IgnoreFile;
use crate::image::{Image, Tree};
use crate::syntax::{Document, mounts};
use crate::transform::{Meta, Transform};
use crate::transforms;

/// A measurement under way.
pub(super) struct Session<'s> {
    pub(super) plan: &'s Plan,
    pub(super) builder: &'s dyn Builder,
    pub(super) made: &'s Made<'s>,
    pub(super) stop: &'s dyn Fn() -> bool,
    /// A temporary directory.
    pub(super) root: &'s Path,
}

/// An image that was built and read.
struct Ready {
    name: String,
    image: Image,
    built: Built,
}

impl Session<'_> {
    pub(super) fn measure(
        &self,
        documents: &[Document<'_>; 2],
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<Report, Error> {
        let plan = self.plan;
        tell(Event::Step("copying the context"));
        context::copy(&plan.context, &self.context(), &self.left_out()?, self.stop)?;
        let before = self.prepared("before", &plan.before)?;
        let after = self.prepared("after", &plan.after)?;

        let original = match self.build(&before, "building the original", tell)? {
            Ok(ready) => ready,
            Err(log) => return Err(Error::Original { file: plan.before.label.clone(), log }),
        };
        let rewritten = self.build(&after, "building the rewritten file", tell)?;
        let mut report = Report {
            builder: (self.builder.name().to_owned(), self.builder.version().to_owned()),
            applied: plan.applied.clone(),
            before: Figures::default(),
            after: Err(String::new()),
            touched: Err("the rewritten file does not build".to_owned()),
            config: Vec::new(),
            files: Files::default(),
            behaviour: Vec::new(),
            behaviour_note: None,
            notes: notes(documents),
        };
        let rewritten = match rewritten {
            Ok(ready) => ready,
            Err(log) => {
                report.before = figures(&original, 0);
                report.after = Err(log);
                return Ok(report);
            }
        };
        let images = [&original.image, &rewritten.image];
        let [base_before, base_after] = base::layers(self.builder, documents, images, &plan.wishes, self.stop);
        report.before = figures(&original, base_before);
        let mut figures_after = figures(&rewritten, base_after);
        report.config = config_differences(&original.image.config, &rewritten.image.config, &self.applied());
        report.files = self.files(&before, &original, &rewritten, tell)?;
        (report.behaviour, report.behaviour_note) = self.behaviour(&original, &rewritten, tell)?;

        let ignored = self.ignored(&plan.before)?;
        report.touched = match context::pick(&self.context(), &ignored, &documents[0], plan.touch.as_deref()) {
            Ok(file) => {
                let label = file.display().to_string();
                tell(Event::Step(&format!("building again after touching {label}")));
                report.before.rebuild = self.rebuild(&before, &file, 1, tell)?;
                figures_after.rebuild = self.rebuild(&after, &file, 2, tell)?;
                Ok(label)
            }
            Err(why) if plan.touch.is_some() => return Err(Error::Argument(why)),
            Err(why) => Err(why),
        };
        report.after = Ok(figures_after);
        Ok(report)
    }

    fn context(&self) -> PathBuf {
        self.root.join("context")
    }

    /// Writes a version to a directory of its own, with its ignore file beside it, where builders look for it.
    fn prepared(&self, directory: &str, version: &Version) -> Result<PathBuf, Error> {
        let directory = self.root.join(directory);
        fs::create_dir_all(&directory).map_err(Error::file(&directory))?;
        let path = directory.join("Dockerfile");
        fs::write(&path, &version.text).map_err(Error::file(&path))?;
        if let Some(text) = &version.dockerignore {
            let path = directory.join("Dockerfile.dockerignore");
            fs::write(&path, text).map_err(Error::file(&path))?;
        }
        Ok(path)
    }

    /// What every builder leaves out of the context, whichever of the versions it builds: nothing where a version has an
    /// ignore file of its own, which not all builders know.
    fn left_out(&self) -> Result<IgnoreFile, Error> {
        let own = [&self.plan.before, &self.plan.after].iter().any(|version| version.dockerignore.is_some());
        if own { Ok(IgnoreFile::default()) } else { ignore_file(&self.plan.context) }
    }

    fn ignored(&self, version: &Version) -> Result<IgnoreFile, Error> {
        match &version.dockerignore {
            Some(text) => Ok(understood(text)),
            None => ignore_file(&self.context()),
        }
    }

    /// Builds without cache, and reads the image. The inner error is the builder's log.
    fn build(
        &self,
        dockerfile: &Path,
        step: &str,
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<Result<Ready, String>, Error> {
        tell(Event::Step(step));
        let name = self.made.image();
        let built = match self.run_builder(dockerfile, &name, false, tell)? {
            Build::Done(built) => built,
            Build::Failed { log } => return Ok(Err(log)),
        };
        tell(Event::Step("reading the image"));
        let archive = self.root.join(format!("{name}.tar"));
        self.builder.export(&name, &archive, self.stop)?;
        let image = Image::open(&archive)?;
        fs::remove_file(&archive).map_err(Error::file(&archive))?;
        if (self.stop)() {
            return Err(Error::Interrupted);
        }
        Ok(Ok(Ready { name, image, built }))
    }

    fn run_builder(
        &self,
        dockerfile: &Path,
        image: &str,
        cache: bool,
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<Build, Error> {
        let context = self.context();
        let spec = Spec { dockerfile, context: &context, image, cache, wishes: &self.plan.wishes };
        let mut hear = |line: &str| tell(Event::Line(line));
        let mut made = |image: &str| self.made.step(image);
        self.builder.build(&spec, &mut Watch { stop: self.stop, hear: &mut hear, made: &mut made })
    }

    /// Touches a file and builds with the cache. A build before it fills the cache again with what a builder that has
    /// little room has thrown away meanwhile: it would be counted as time for the file. Files of both versions are touched
    /// differently: the cache of one must not answer the other, nor that of an earlier measurement.
    fn rebuild(
        &self,
        dockerfile: &Path,
        file: &Path,
        turn: usize,
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<Option<Rebuild>, Error> {
        self.run_builder(dockerfile, &self.made.image(), true, tell)?;
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let count = now.subsec_nanos() as usize / 1000 % 3000 + turn;
        context::touch(&self.context().join(file), count)?;
        match self.run_builder(dockerfile, &self.made.image(), true, tell)? {
            Build::Done(Built { seconds, steps }) => Ok(Some(Rebuild { seconds, steps })),
            // A file that does not build with other contents is not the rewrite's fault; there is no figure then.
            Build::Failed { .. } => Ok(None),
        }
    }

    /// The transforms that changed the file.
    fn applied(&self) -> Vec<&'static dyn Transform> {
        let ids = verdict::transforms(&self.plan.applied).into_iter();
        ids.filter_map(|id| transforms::ALL.iter().copied().find(|it| it.meta().id == id)).collect()
    }

    /// Compares the file systems. Where they differ in what nobody declared, the original is built again, to tell what
    /// is not reproducible by itself.
    fn files(
        &self,
        before: &Path,
        original: &Ready,
        rewritten: &Ready,
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<Files, Error> {
        tell(Event::Step("comparing the file systems"));
        let declared: Vec<&'static Meta> = self.applied().into_iter().map(Transform::meta).collect();
        let homes = [original, rewritten].into_iter().flat_map(|it| &it.image.config.config.env);
        let homes = homes.filter_map(|variable| variable.strip_prefix("HOME="));
        let delta = Delta::of(&declared, homes).allow(&self.plan.delta)?;
        let root = original.image.root();
        let (explained, outside) = part(differences(&root, &rewritten.image.root()), |it| delta.reason(it));
        if outside.is_empty() {
            return Ok(Files { explained, outside, built_twice: false });
        }
        let Ok(again) = self.build(before, "building the original again: some differences are not declared", tell)?
        else {
            return Ok(Files { explained, outside, built_twice: false });
        };
        Ok(told_apart(explained, outside, &root, &again.image.root()))
    }

    fn behaviour(
        &self,
        original: &Ready,
        rewritten: &Ready,
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<(Vec<Check>, Option<String>), Error> {
        let images = [original.name.as_str(), rewritten.name.as_str()];
        let pair = Pair { builder: self.builder, images, made: self.made, stop: self.stop };
        let mut checks = Vec::new();
        for probe in &self.plan.probes {
            tell(Event::Step(&format!("asking containers on port {}", probe.port)));
            checks.extend(pair.probe(probe)?);
        }
        for words in &self.plan.runs {
            tell(Event::Step(&format!("running {}", typed(words))));
            checks.push(pair.run(words)?);
        }
        if !checks.is_empty() {
            return Ok((checks, None));
        }
        let config = &original.image.config.config;
        if config.cmd.is_none() && config.entrypoint.is_none() {
            let why = "the image has neither CMD nor ENTRYPOINT, see --run";
            return Ok((checks, Some(why.to_owned())));
        }
        tell(Event::Step("starting containers"));
        match pair.start() {
            Ok(check) => Ok((vec![check], None)),
            Err(Error::Unsupported(why)) => Ok((checks, Some(why))),
            Err(error) => Err(error),
        }
    }
}

/// What the ignore file of a context says. Docker does not know `.containerignore`, the others prefer it: where there is
/// one, nothing is certain.
fn ignore_file(context: &Path) -> Result<IgnoreFile, Error> {
    let [container, docker] = context::IGNORE_FILES.map(|name| context.join(name));
    if container.exists() {
        return Ok(IgnoreFile::default());
    }
    match fs::read_to_string(&docker) {
        Ok(text) => Ok(understood(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(IgnoreFile::default()),
        Err(error) => Err(Error::file(docker)(error)),
    }
}

/// What an ignore file says; nothing where it is malformed, for the builder to say so.
fn understood(text: &str) -> IgnoreFile {
    IgnoreFile::read(text).unwrap_or_default()
}

/// Takes from `outside` the differences that two builds of the original show as well, in the same aspects.
pub(super) fn told_apart(
    mut explained: Vec<(Difference, Reason)>,
    outside: Vec<Difference>,
    first: &Tree,
    second: &Tree,
) -> Files {
    let own: BTreeMap<_, _> = differences(first, second).into_iter().map(|it| (it.path.clone(), it.aspects)).collect();
    let reason = |difference: &Difference| {
        let own = own.get(&difference.path)?;
        difference.aspects.is_subset(own).then_some(Reason::NotReproducible)
    };
    let (by_itself, outside) = part(outside, reason);
    explained.extend(by_itself);
    explained.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    Files { explained, outside, built_twice: true }
}

fn figures(ready: &Ready, base_layers: usize) -> Figures {
    let layers = &ready.image.layers;
    let stored: Option<Vec<u64>> = layers.iter().map(|layer| layer.compressed).collect();
    Figures {
        size: layers.iter().map(|layer| layer.size).sum(),
        compressed: stored.filter(|stored| !stored.is_empty()).map(|stored| stored.iter().sum()),
        layers: layers.len(),
        base_layers,
        over_base: layers.iter().skip(base_layers).map(|layer| layer.size).sum(),
        cold: ready.built.seconds,
        rebuild: None,
    }
}

/// What the reader of the figures should know about these files.
fn notes(documents: &[Document<'_>; 2]) -> Vec<String> {
    let caches = documents.iter().flat_map(|document| &document.instructions).any(|instruction| {
        mounts(instruction, &instruction.command).iter().any(|mount| mount.kind(instruction) == "cache")
    });
    let mut notes = Vec::new();
    if caches {
        notes.push(
            "there are cache mounts: what earlier builds left in them is there in a build without cache, too".into(),
        );
    }
    notes
}
