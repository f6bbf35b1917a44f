//! Builds by Gradle: nothing of them is done ahead.
//!
//! Source: Gradle User Manual 9: the task `dependencies` reports a graph, for which it reads descriptions of modules and
//! no archives; no task of Gradle's own downloads those. Build scripts are programs, which may read any file.

use super::ahead;
use super::steps::{Place, Step};
use crate::shell::Simple;

/// Reads a call of Gradle.
pub(super) fn read(place: &Place<'_, '_>, simple: &Simple) -> Step {
    let text = place.run.text;
    let builds = simple.words.iter().skip(1).any(|word| {
        let task = word.value(text).unwrap_or_default();
        let task = task.rsplit(':').next().unwrap_or_default();
        matches!(task, "assemble" | "bootJar" | "build" | "distTar" | "installDist" | "jar" | "shadowJar" | "war")
    });
    let directory = place.project.and_then(|project| project.path(place.directory, "."));
    let (Some(project), Some(directory)) = (place.project, directory) else { return Step::Other };
    let scripts = ["build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts"];
    let is_project = scripts.iter().any(|name| project.holds(&ahead::join(&directory, name)) == Ok(true));
    let kept = place.run.flags().next().is_some();
    match builds && is_project && !kept {
        true => Step::Needs(
            "no task of Gradle downloads what a build needs and nothing else, and its scripts may read any file; \
             keep ~/.gradle in a cache mount"
                .to_owned(),
        ),
        false => Step::Other,
    }
}
