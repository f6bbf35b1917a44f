//! The promises on Dockerfiles that are put together from what real ones are made of.

use dfopt::config::Settings;
use dfopt::pipeline::{Selection, UnsafeLevel};
use proptest::prelude::*;

use crate::promises::check;
use crate::{level, settings};

const FROMS: &[&str] = &[
    "FROM debian:12",
    "FROM ubuntu:20.04 AS base",
    "FROM base",
    "FROM base AS dev",
    "FROM python:3.12-slim AS build",
    "FROM alpine:3.19",
    "FROM node:20 AS build",
    "FROM $BASE",
    "FROM scratch",
];

const COMMANDS: &[&str] = &[
    "apt-get update",
    "apt-get update -qq",
    "apt-get install -y curl git",
    "apt-get install -y --no-install-recommends gcc \\\n    make \\\n    # the compiler\n    g++",
    "apt-get install -y \\\n        curl \\\n        wget",
    "apt-get install -y $PACKAGES",
    "apt-get clean",
    "apt-get purge -y gcc",
    "apt install -y python3-pip",
    "sudo apt-get install -y x",
    "rm -rf /var/lib/apt/lists/*",
    "rm -rf /var/cache/apk/*",
    "rm -f /tmp/x.tgz",
    "apk update",
    "apk add curl",
    "apk add -U --virtual .build gcc \\\n    musl-dev",
    "apk add --no-cache git",
    "apk del .build",
    "pip install flask",
    "pip3 install -r requirements.txt",
    "python3 -m pip install --upgrade pip",
    "pip install \\\n    a \\\n\n    b",
    "npm ci",
    "yum install -y x",
    "yum clean all",
    "curl -fsSL https://e.com/x.tgz -o /tmp/x.tgz",
    "tar xf /tmp/x.tgz -C /opt",
    "chown -R app /opt",
    "cd /src",
    "make -j$(nproc) install",
    "export A=1",
    "set -eux",
    "echo \"a && b\" > /etc/x",
    "echo 'it''s' | tee /x",
    "if [ -f /x ]; then apt-get install -y y; fi",
    "for i in a b; do echo $i; done",
    "(cd /x && make)",
    "{ a; b; }",
    "test -f /x || exit 1",
    "./install.sh",
    "exit 0",
    "sleep 1 &",
    "é --flag=\"$(cat /x)\"",
];

const JOINTS: &[&str] = &[
    " && ",
    " \\\n    && ",
    " && \\\n    ",
    " \\\n    # why\n    && ",
    " && \\\n# at the margin\n    ",
    "; ",
    "; \\\n\n  ",
    " || ",
    " | ",
    " \\\n && ",
];

const RUNS: &[&str] = &[
    "RUN ",
    "RUN ",
    "RUN ",
    "run ",
    "  RUN  ",
    "RUN \\\n    ",
    "RUN --mount=type=cache,target=/c ",
    "RUN --network=none ",
];

const OTHERS: &[&str] = &[
    "\n",
    "\n\n",
    "# a remark\n",
    "  # an indented remark\n",
    "# dfopt: ignore[merge-runs, clean-apt-lists]\n",
    "# hadolint ignore=DL3008,DL3042\n",
    "COPY . /app\n",
    "COPY --from=build /x /x\n",
    "COPY requirements.txt \\\n    # why\n    /app/\n",
    "ENV A=1 \\\n    B=\"x y\"\n",
    "ENV PATH=/x:$PATH\n",
    "ARG PACKAGES\n",
    "ARG VERSION=1\n",
    "WORKDIR /app\n",
    "USER app\n",
    "USER root\n",
    "EXPOSE 80\n",
    "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n",
    "SHELL [\"/bin/sh\", \"-ec\"]\n",
    "CMD [\"a\", \"b\"]\n",
    "ENTRYPOINT a\n",
    "ONBUILD RUN apt-get install x\n",
    "RUN [\"apt-get\", \"update\"]\n",
    "RUN <<EOF\napt-get update\n# in a script\napt-get install -y x\nEOF\n",
    "RUN cat <<EOF > /x\ny\nEOF\n",
    "HEALTHCHECK CMD curl localhost\n",
    "LABEL a=b\n",
];

fn pick(from: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(from)
}

/// A RUN of one to four commands.
fn run() -> impl Strategy<Value = String> {
    let rest = prop::collection::vec((pick(JOINTS), pick(COMMANDS)), 0..4);
    (pick(RUNS), pick(COMMANDS), rest).prop_map(|(run, first, rest)| {
        let rest: String = rest.iter().flat_map(|(joint, command)| [*joint, *command]).collect();
        format!("{run}{first}{rest}\n")
    })
}

/// A stage: RUNs mostly, often in a row.
fn stage() -> impl Strategy<Value = String> {
    let line = prop_oneof![3 => run(), 2 => pick(OTHERS).prop_map(str::to_owned)];
    (pick(FROMS), prop::collection::vec(line, 0..9)).prop_map(|(from, lines)| format!("{from}\n{}", lines.concat()))
}

fn dockerfile() -> impl Strategy<Value = String> {
    let head = prop::sample::select(vec!["", "# syntax=docker/dockerfile:1\n", "\u{feff}", "ARG BASE=debian:12\n"]);
    let tail = prop::sample::select(vec![false, false, true]);
    (head, prop::collection::vec(stage(), 1..4), tail, any::<bool>()).prop_map(|(head, stages, bare, crlf)| {
        let mut text = format!("{head}{}", stages.concat());
        if bare {
            text.truncate(text.trim_end().len());
        }
        if crlf { text.replace('\n', "\r\n") } else { text }
    })
}

fn all(selection: &Selection, settings: &Settings, text: &str) -> Result<(), TestCaseError> {
    check(text, settings, selection).map(|_| ()).map_err(|fault| TestCaseError::fail(format!("{fault}\nof\n{text}")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn safe_changes_keep_the_promises(text in dockerfile()) {
        all(&Selection::default(), &Settings::default(), &text)?;
    }

    #[test]
    fn unsafe_changes_keep_the_promises(text in dockerfile()) {
        all(&level(UnsafeLevel::All), &Settings::default(), &text)?;
    }

    #[test]
    fn merging_everything_keeps_the_promises(text in dockerfile()) {
        let settings = settings("[clean]\nbuilders = true\n[transforms.merge-runs]\nmode = \"all\"\n");
        all(&level(UnsafeLevel::All), &settings, &text)?;
    }
}

#[test]
fn most_texts_are_changed() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let changed = (0..200).filter(|_| {
        let text = dockerfile().new_tree(&mut runner).expect("a text").current();
        check(&text, &Settings::default(), &level(UnsafeLevel::All)).is_ok_and(|fixed| fixed != text)
    });
    let changed = changed.count();
    assert!(changed > 60, "only {changed} of 200 texts are changed, so the properties say little");
}
