//! Who else deals with conda's package cache.

use crate::model::{Model, Run};
use crate::shell::Simple;
use crate::syntax::{Keyword, MountKey, mounts};

/// What the other instructions of the file say about the cache.
pub(super) struct Uses {
    /// The instructions that want it or decide about it, and why it is kept then.
    reasons: Vec<(usize, String)>,
}

/// Texts of instructions that need the cache or say where it is, and what each means.
const MARKS: [(&str, &str); 19] = [
    ("softlink", "packages may be symbolic links into the cache"),
    ("pkgs_dirs", "it decides where the cache is"),
    ("PKGS_DIRS", "it decides where the cache is"),
    ("condarc", "settings of conda may decide about the cache"),
    ("CONDARC", "settings of conda may decide about the cache"),
    ("mambarc", "settings of conda may decide about the cache"),
    ("MAMBARC", "settings of conda may decide about the cache"),
    ("--offline", "something may be installed from the cache"),
    ("CONDA_OFFLINE", "something may be installed from the cache"),
    ("MAMBA_OFFLINE", "something may be installed from the cache"),
    ("offline true", "something may be installed from the cache"),
    ("offline yes", "something may be installed from the cache"),
    ("network=none", "something may be installed from the cache"),
    ("use-index-cache", "something may be installed from the cache"),
    ("USE_INDEX_CACHE", "something may be installed from the cache"),
    ("--clone", "an environment may be cloned from the cache"),
    ("conda-pack", "conda-pack reads the cache"),
    ("conda pack", "conda-pack reads the cache"),
    ("conda_pack", "conda-pack reads the cache"),
];

impl Uses {
    /// Reads them from the file.
    pub(super) fn of(file: &Model<'_>) -> Self {
        let text = file.document.source.text();
        let reasons = (0..file.document.instructions.len()).filter_map(|at| {
            let instruction = file.instruction(at);
            let lines = instruction.lines.of(text);
            let mark = MARKS.iter().find(|(mark, _)| lines.contains(mark)).map(|(_, why)| (*why).to_owned());
            let reason = mark.or_else(|| {
                let runs = matches!(
                    instruction.keyword(),
                    Some(Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Onbuild)
                );
                let installs =
                    ["install", "create", "update", "upgrade", " env "].iter().any(|word| lines.contains(word));
                let conda = lines.contains("conda") || lines.contains("mamba");
                (runs && installs && conda).then(|| "what the image runs installs packages".to_owned())
            });
            Some((at, reason.or_else(|| names_cache(lines).then(|| "another instruction names the cache".to_owned()))?))
        });
        Self { reasons: reasons.collect() }
    }

    /// Why the cache that a RUN fills is wanted.
    pub(super) fn reason_to_keep(&self, run: &Run<'_>) -> Option<String> {
        let named = |at: usize, reason: &String| at == run.at && reason.starts_with("another");
        self.reasons.iter().find(|(at, reason)| !named(*at, reason)).map(|(_, reason)| reason.clone())
    }
}

/// Whether a text names a directory `pkgs`.
fn names_cache(text: &str) -> bool {
    text.match_indices("/pkgs").any(|(at, mark)| {
        let next = text[at + mark.len()..].chars().next();
        next.is_none_or(|next| !(next.is_ascii_alphanumeric() || matches!(next, '_' | '-' | '.')))
    })
}

/// Whether a RUN deals with the cache itself.
pub(super) fn is_clean(run: &Run<'_>) -> bool {
    run.mentions("conda clean") || run.mentions("mamba clean") || names_cache(run.text)
}

/// Why the cache may not be in the layer.
pub(super) fn mounted(run: &Run<'_>) -> Option<String> {
    let all = mounts(run.instruction, &run.instruction.command);
    let over = all.iter().find(|mount| {
        let target = mount.get(run.instruction, MountKey::Target).unwrap_or_default();
        let above = ["", "/opt", "/root", "/home"].contains(&target.trim_end_matches('/'));
        let named = ["conda", "mamba", "pkgs", "$"].iter().any(|word| target.contains(word));
        mount.kind(run.instruction) != "secret" && mount.kind(run.instruction) != "ssh" && (above || named)
    });
    over.map(|mount| format!("{} may hold the cache", run.instruction.text(mount.span)))
}

/// Why the program that cleans may be another one, or gone, behind the last installation.
pub(super) fn gone_behind(run: &Run<'_>, last: &Simple) -> Option<String> {
    let rest = &run.text[last.span.end as usize..];
    let removes = run.simple_commands().iter().any(|found| {
        let words = || found.simple.words.iter().map(|word| word.text(run.text));
        let name = words().next().unwrap_or_default();
        found.simple.span.start >= last.span.end
            && matches!(name, "rm" | "mv" | "find")
            && words().any(|word| ["conda", "mamba", "opt", "$"].iter().any(|part| word.contains(part)))
    });
    let all = ["rm -rf ~", "rm -rf /usr", "rm -rf $", "remove", "uninstall", "purge", " del "];
    if removes || all.iter().any(|words| rest.contains(words)) {
        return Some("it removes what may be conda's own".to_owned());
    }
    ["PATH=", "unset ", "unalias ", "hash "]
        .iter()
        .any(|word| rest.contains(word))
        .then(|| "another conda may be found behind the last installation".to_owned())
}
