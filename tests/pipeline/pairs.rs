//! Transforms that change the same file, and often the same RUN: whichever of them comes first, the result is the same. It
//! is verified as every result is, and a second run changes nothing.

use std::collections::BTreeSet;

use dfopt::config::Settings;
use dfopt::pipeline::{Outcome, Selection, UnsafeLevel};
use dfopt::syntax::parse;

use crate::corpus::{SENSITIVE, corpus, counting, meaning};
use crate::promises::check;
use crate::{applied, fix_with, level, only, settings};

/// What all changes, at a level, make of a text after one transform went ahead alone.
fn after(first: &str, text: &str, settings: &Settings, all: &Selection) -> Outcome {
    let alone = fix_with(text, settings, &Selection { level: all.level.clone(), ..only(first) });
    fix_with(&alone.fixed, settings, all)
}

/// The meaning of a text, with the words of each instruction in one order: options come in that of their transforms.
fn words(text: &str, applied: &[&str]) -> Vec<Vec<String>> {
    let sorted = |line: String| {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    counting(meaning(text), applied).into_iter().map(sorted).collect()
}

/// The ways in which the order matters for a text, and how many transforms changed it.
fn differences(name: &str, text: &str, settings: &Settings, all: &Selection, faults: &mut Vec<String>) -> usize {
    let at_once = fix_with(text, settings, all);
    let ids: BTreeSet<&str> = applied(&at_once).into_iter().collect();
    if ids.len() > 1 {
        faults.extend(check(text, settings, all).err().map(|fault| format!("{name}: {fault}")));
        let applied = applied(&at_once);
        let expected = words(&at_once.fixed, &applied);
        // What the shell does at a failure keeps RUNs apart: a later phase decides it, when they are merged. And a command
        // is not sure to run once it is merged behind one that may fail.
        let late = |id: &str| id == "set-pipefail" || (id == "merge-runs" && text.contains("||"));
        for id in ids.iter().filter(|id| !late(id) && !ids.contains(SENSITIVE)) {
            let other = after(id, text, settings, all);
            if words(&other.fixed, &applied) != expected {
                faults.push(format!("{name}: at once\n{}after {id} alone\n{}", at_once.fixed, other.fixed));
            }
        }
    }
    ids.len()
}

/// Every file that a case of a transform begins with, in which several transforms change something.
#[test]
fn whichever_comes_first_the_result_is_the_same() {
    let everything = level(UnsafeLevel::All);
    let (mut several, mut faults) = (0, Vec::new());
    for (name, text) in corpus() {
        if parse(&text).is_ok_and(|document| document.errors.is_empty()) {
            let settings = Settings::default();
            several += usize::from(differences(&name, &text, &settings, &everything, &mut faults) > 1);
            differences(&name, &text, &settings, &Selection::default(), &mut faults);
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(several >= 60, "only {several} files are changed by several transforms");
}

/// The meaning of a text, with the removals at the end of a RUN in one order: each removes something else.
fn unordered(text: &str) -> Vec<String> {
    let sorted = meaning(text).into_iter().map(|line| {
        let mut steps: Vec<&str> = line.split(" && ").collect();
        let end = steps.iter().rposition(|step| !step.starts_with("rm ")).map_or(0, |last| last + 1);
        steps[end..].sort_unstable();
        steps.join(" && ")
    });
    sorted.collect()
}

/// Transforms that change one RUN, or RUNs that become one: the file, and what comes out of all of them.
struct Meeting {
    ids: &'static [&'static str],
    before: &'static str,
    after: &'static str,
}

const MEETINGS: &[Meeting] = &[
    Meeting {
        ids: &["drop-sudo", "replace-apt-cli", "drop-apt-recommends", "merge-apt-update", "clean-apt-lists"],
        before: "FROM debian:12\nUSER root\nRUN sudo apt update\nRUN sudo apt install jq unzip\n",
        after: "FROM debian:12\n\
                USER root\n\
                RUN apt-get update && apt-get install -y --no-install-recommends jq unzip \\\n\
                \x20   && rm -rf /var/lib/apt/lists/*\n",
    },
    Meeting {
        ids: &["merge-apt-update", "merge-runs", "clean-apt-lists"],
        before: "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y jq\nRUN apt-get install -y unzip\n\
                 RUN apt-get clean\n",
        after: "FROM debian:12\n\
                RUN apt-get update && apt-get install -y jq && apt-get install -y unzip && apt-get clean \\\n\
                \x20   && rm -rf /var/lib/apt/lists/*\n",
    },
    Meeting {
        ids: &["drop-apt-recommends", "merge-apt-update", "clean-apt-lists", "remove-download"],
        before: "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y curl && \
                 curl -fsSLo /tmp/tool.tgz https://example.com/tool.tgz && tar -xzf /tmp/tool.tgz -C /opt\n",
        after: "FROM debian:12\n\
                RUN apt-get update \\\n\
                \x20   && apt-get install -y --no-install-recommends ca-certificates curl && curl -fsSLo /tmp/tool.tgz https://example.com/tool.tgz && tar -xzf /tmp/tool.tgz -C /opt \\\n\
                \x20   && rm -rf /var/lib/apt/lists/* \\\n\
                \x20   && rm -f /tmp/tool.tgz\n",
    },
    Meeting {
        ids: &["gate-dev-tools", "drop-apt-recommends", "merge-apt-update", "clean-apt-lists"],
        before: "FROM debian:12\nRUN apt-get update\nRUN apt-get install -y ca-certificates vim\n",
        after: "FROM debian:12\n\
                RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates \\\n\
                \x20   && rm -rf /var/lib/apt/lists/*\n\
                ARG INSTALL_DEV_TOOLS=false\n\
                RUN if [ \"$INSTALL_DEV_TOOLS\" = true ]; then \\\n\
                \x20   apt-get update && apt-get install -y --no-install-recommends vim && rm -rf /var/lib/apt/lists/*; \\\n\
                \x20   fi\n",
    },
    Meeting {
        ids: &["drop-apt-recommends", "clean-apt-lists", "add-useradd-no-log-init"],
        before: "FROM debian:bullseye\nRUN useradd -u 123456 clerk && apt-get update && apt-get install -y jq\n",
        after: "FROM debian:bullseye\n\
                RUN useradd -l -u 123456 clerk && apt-get update && apt-get install -y --no-install-recommends jq \\\n\
                \x20   && rm -rf /var/lib/apt/lists/*\n",
    },
    Meeting {
        ids: &["disable-pip-cache", "skip-pip-bytecode", "clean-apt-lists", "drop-apt-recommends"],
        before: "FROM python:3.12\nRUN apt-get update && apt-get install -y libpq5 && pip install flask\n",
        after: "FROM python:3.12\n\
                RUN apt-get update && apt-get install -y --no-install-recommends libpq5 && PYTHONDONTWRITEBYTECODE=1 pip install --no-cache-dir flask \\\n\
                \x20   && rm -rf /var/lib/apt/lists/*\n",
    },
    Meeting {
        ids: &["disable-pip-cache", "skip-pip-bytecode", "merge-runs"],
        before: "FROM python:3.12\nRUN wget -O /tmp/a.tgz https://example.com/a.tgz\n\
                 RUN pip install /tmp/a.tgz\nRUN rm /tmp/a.tgz\n",
        after: "FROM python:3.12\n\
                RUN wget -O /tmp/a.tgz https://example.com/a.tgz && PYTHONDONTWRITEBYTECODE=1 pip install --no-cache-dir /tmp/a.tgz && rm /tmp/a.tgz\n",
    },
    Meeting {
        ids: &["disable-pip-cache", "clean-python-caches", "clean-node-cache"],
        before: "FROM debian:12\nRUN pip install poetry && poetry install && npm ci && yarn install\n",
        after: "FROM debian:12\n\
                RUN pip install --no-cache-dir poetry && poetry install && npm ci \\\n\
                \x20   && npm cache clean --force \\\n\
                \x20   && yarn install \\\n\
                \x20   && rm -rf ~/.cache/pypoetry/cache ~/.cache/pypoetry/artifacts\n",
    },
    Meeting {
        ids: &["add-apk-no-cache", "merge-runs"],
        before: "FROM alpine:3.20\nRUN wget -O /tmp/a.tgz https://example.com/a.tgz\nRUN apk add jq\nRUN rm /tmp/a.tgz\n",
        after: "FROM alpine:3.20\n\
                RUN wget -O /tmp/a.tgz https://example.com/a.tgz && apk add --no-cache jq && rm /tmp/a.tgz\n",
    },
    Meeting {
        ids: &["add-apk-no-cache", "disable-pip-cache", "remove-download"],
        before: "FROM python:3.12-alpine\nRUN apk add gcc && pip install flask && \
                 wget -O /tmp/a.tgz https://example.com/a.tgz && tar -xzf /tmp/a.tgz -C /opt\n",
        after: "FROM python:3.12-alpine\n\
                RUN apk add --no-cache gcc && pip install --no-cache-dir flask && wget -O /tmp/a.tgz https://example.com/a.tgz && tar -xzf /tmp/a.tgz -C /opt \\\n\
                \x20   && rm -f /tmp/a.tgz\n",
    },
    Meeting {
        ids: &["use-npm-ci", "omit-node-dev-deps", "clean-node-cache"],
        before: "FROM node:22\nWORKDIR /srv\nCOPY package.json package-lock.json ./\nRUN npm install\n\
                 COPY main.js ./\nCMD [\"node\", \"main.js\"]\n",
        after: "FROM node:22\n\
                WORKDIR /srv\n\
                COPY package.json package-lock.json ./\n\
                RUN npm ci --omit=dev && npm cache clean --force\n\
                COPY main.js ./\n\
                CMD [\"node\", \"main.js\"]\n",
    },
    Meeting {
        ids: &["clean-apt-lists", "drop-apt-recommends", "clean-node-cache", "use-npm-ci"],
        before: "FROM node:22\nWORKDIR /srv\nCOPY package.json package-lock.json ./\n\
                 RUN apt-get update && apt-get install -y jq && npm install\n",
        after: "FROM node:22\n\
                WORKDIR /srv\n\
                COPY package.json package-lock.json ./\n\
                RUN apt-get update && apt-get install -y --no-install-recommends jq && npm ci \\\n\
                \x20   && npm cache clean --force \\\n\
                \x20   && rm -rf /var/lib/apt/lists/*\n",
    },
    Meeting {
        ids: &["disable-weak-deps", "clean-rpm-cache"],
        before: "FROM fedora:40\nRUN dnf install -y git\n",
        after: "FROM fedora:40\n\
                RUN dnf install -y --setopt=install_weak_deps=False git && dnf clean all\n",
    },
    Meeting {
        ids: &["disable-weak-deps", "clean-rpm-cache", "disable-pip-cache"],
        before: "FROM fedora:40\nRUN dnf install -y python3-pip && pip install flask\n",
        after: "FROM fedora:40\n\
                RUN dnf install -y --setopt=install_weak_deps=False python3-pip && pip install --no-cache-dir flask \\\n\
                \x20   && dnf clean all\n",
    },
];

#[test]
fn those_that_meet_in_one_run_agree() {
    let gate = settings("[transforms.gate-dev-tools]\nenabled = true\n");
    let mut faults = Vec::new();
    for Meeting { ids, before, after: expected } in MEETINGS {
        let all = Selection { only: ids.iter().map(|&id| id.to_owned()).collect(), ..level(UnsafeLevel::All) };
        let at_once = fix_with(before, &gate, &all);
        let missing = ids.iter().filter(|id| !applied(&at_once).contains(id));
        faults.extend(missing.map(|id| format!("{id} changes nothing in\n{before}")));
        if at_once.fixed != *expected {
            faults.push(format!("expected\n{expected}found\n{}", at_once.fixed));
        }
        // Pairs of them, in both orders.
        for first in *ids {
            for second in *ids {
                let ahead = Selection { only: vec![(*first).to_owned()], ..all.clone() };
                let next = Selection { only: vec![(*second).to_owned()], ..all.clone() };
                let text = fix_with(&fix_with(before, &gate, &ahead).fixed, &gate, &next).fixed;
                let last = fix_with(&text, &gate, &all).fixed;
                if unordered(&last) != unordered(&at_once.fixed) {
                    faults.push(format!("{first}, then {second}, then all:\n{last}and at once\n{}", at_once.fixed));
                }
            }
        }
        faults.extend(check(before, &gate, &all).err());
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
