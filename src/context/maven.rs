//! `pom.xml`, as far as a download of what it depends on needs more of the project.
//!
//! Source: Maven's "POM Reference", "Introduction to Build Profiles" and "Configuring Maven" (`.mvn`), 2025. A download of
//! dependencies does not find what another module is built to: the issues of the dependency plugin say so.

use roxmltree::{Document, Node};

use super::{Context, Kind, Unknown, join, resolved};

/// Poms of a project at most.
const MAX_POMS: usize = 64;

impl Context {
    /// The paths of the pom at a path, of all modules that it leads to, and of their parents, of all that is below `root`.
    ///
    /// # Errors
    /// Why a download of what they depend on needs more.
    pub fn maven_project(&self, root: &str, pom: &str) -> Result<Vec<String>, Unknown> {
        let mut open = vec![pom.to_owned()];
        let (mut names, mut needed) = (Vec::new(), Vec::new());
        let mut next = 0;
        while let Some(path) = open.get(next).cloned() {
            next += 1;
            let inside = root.is_empty() || path.starts_with(&format!("{root}/"));
            if !inside || path.starts_with("..") {
                return Err(Unknown::because(format!("{path} lies outside of what the COPY brings")));
            }
            if next > MAX_POMS {
                return Err(Unknown::because(format!("the project has more than {MAX_POMS} modules")));
            }
            let text = self.text(&path)?.ok_or_else(|| Unknown::because(format!("the context holds no {path}")))?;
            let document = Document::parse(text.trim_start_matches('\u{feff}'));
            let document = document.map_err(|_| Unknown::because(format!("{path} is not understood")))?;
            for further in self.poms_of(&path, &document)? {
                if !open.contains(&further) {
                    open.push(further);
                }
            }
            names.extend(child(document.root_element(), "artifactId").map(str::to_owned));
            needed.extend(needed_by(&document).map(|name| (name.to_owned(), path.clone())));
        }
        match needed.iter().find(|(name, _)| names.contains(name)) {
            Some((name, path)) => Err(Unknown::because(format!(
                "{path} needs the module {name}, which Maven does not find before it is built; keep ~/.m2 in a cache mount"
            ))),
            None => Ok(open),
        }
    }

    /// The poms that a pom leads to.
    fn poms_of(&self, path: &str, document: &Document<'_>) -> Result<Vec<String>, Unknown> {
        let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
        let mut found = Vec::new();
        for node in document.descendants().filter(Node::is_element) {
            let text = node.text().unwrap_or_default().trim();
            let parent = node.parent_element().map_or("", |parent| parent.tag_name().name());
            match (node.tag_name().name(), parent) {
                ("systemPath", _) => {
                    return Err(Unknown::because(format!("{path} depends on a file of the project ({text})")));
                }
                ("file", "activation") => {
                    return Err(Unknown::because(format!(
                        "{path} has a profile that depends on a file of the project"
                    )));
                }
                ("url", "repository" | "pluginRepository")
                    if !node.ancestors().any(|above| is_named(&above, "distributionManagement"))
                        && (text.contains("file:") || text.contains("basedir") || !text.contains("://")) =>
                {
                    return Err(Unknown::because(format!("{path} takes packages from {text}")));
                }
                ("module" | "subproject", "modules" | "subprojects") => {
                    found.push(self.pom_at(path, &resolved(directory, text), text)?);
                }
                ("relativePath", "parent") if !text.is_empty() => {
                    found.push(self.pom_at(path, &resolved(directory, text), text)?);
                }
                ("parent", "project") => {
                    let above = resolved(directory, "../pom.xml");
                    let named = node.children().any(|child| is_named(&child, "relativePath"));
                    if !named && !above.starts_with("..") && self.entry(&above)?.is_some() {
                        found.push(above);
                    }
                }
                _ => {}
            }
        }
        Ok(found)
    }

    /// The pom that a directory or a file is meant to be.
    fn pom_at(&self, by: &str, place: &str, written: &str) -> Result<String, Unknown> {
        if written.contains('$') {
            return Err(Unknown::because(format!("`{written}` in {by} is only known to Maven")));
        }
        if place.starts_with("..") {
            return Err(Unknown::because(format!("{by} leads to {written}, which lies outside of the context")));
        }
        let is_directory = self.entry(place)?.is_some_and(|entry| entry.kind == Kind::Directory);
        Ok(if is_directory || place.is_empty() { join(place, "pom.xml") } else { place.to_owned() })
    }
}

/// Whether a node is an element of this name, in whatever namespace.
fn is_named(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// The text of a child.
fn child<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.children().find(|child| is_named(child, name)).and_then(|child| child.text()).map(str::trim)
}

/// The names of what a pom needs to be downloaded; what it only manages is not.
fn needed_by<'a>(document: &'a Document<'_>) -> impl Iterator<Item = &'a str> {
    let named = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "dependency" | "plugin" | "extension");
    let managed = |node: &Node<'_, '_>| node.ancestors().any(|above| is_named(&above, "dependencyManagement"));
    document
        .descendants()
        .filter(move |node| named(node) && !managed(node))
        .filter_map(|node| child(node, "artifactId"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Memory;

    fn read(files: &[(&str, &str)]) -> Result<Vec<String>, Unknown> {
        let pom = |text: &str| format!("<project xmlns='http://maven.apache.org/POM/4.0.0'>{text}</project>");
        let tree = files.iter().fold(Memory::default(), |tree, (path, text)| tree.with(path, 0o644, &pom(text)));
        Context::new(Box::new(tree), "").unwrap().maven_project("", "pom.xml")
    }

    #[test]
    fn modules_and_parents_are_followed() {
        let module = "<parent><artifactId>top</artifactId><relativePath>../build</relativePath></parent>\
            <artifactId>b</artifactId><dependencies><dependency><artifactId>x</artifactId></dependency></dependencies>";
        let found = read(&[
            (
                "pom.xml",
                "<parent><artifactId>boot</artifactId><relativePath/></parent><artifactId>top</artifactId>\
                <modules><module>a</module><module>b/pom.xml</module></modules><dependencyManagement><dependencies>\
                <dependency><artifactId>a</artifactId></dependency></dependencies></dependencyManagement>",
            ),
            ("a/pom.xml", "<parent><artifactId>top</artifactId></parent><artifactId>a</artifactId>"),
            ("b/pom.xml", module),
            ("build/pom.xml", ""),
        ]);
        assert_eq!(found.unwrap(), ["pom.xml", "a/pom.xml", "b/pom.xml", "build/pom.xml"]);
    }

    #[test]
    fn what_needs_more_is_said() {
        for pom in [
            "<parent><relativePath>../pom.xml</relativePath></parent>",
            "<modules><module>none</module></modules>",
            "<modules><module>${x}</module></modules>",
            "<artifactId>a</artifactId><build><plugins><plugin><artifactId>a</artifactId></plugin></plugins></build>",
            "<dependencies><dependency><systemPath>lib/x.jar</systemPath></dependency></dependencies>",
            "<profiles><profile><activation><file><exists>x</exists></file></activation></profile></profiles>",
            "<repositories><repository><url>file://${project.basedir}/lib</url></repository></repositories>",
            "<x>",
        ] {
            assert!(read(&[("pom.xml", pom)]).is_err(), "{pom}");
        }
    }
}
