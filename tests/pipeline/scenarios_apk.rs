//! Whole files on Alpine: packages that are added for a build and deleted behind it.

use dfopt::pipeline::Selection;

use crate::{applied, fix};

#[test]
fn build_packages_of_three_runs_leave_with_their_layer() {
    let text = "FROM python:3.12-alpine\nRUN apk add --virtual .build-deps gcc musl-dev\nRUN pip install cffi\n\
                RUN apk del .build-deps\nCMD [\"python3\"]\n";
    let outcome = fix(text, &Selection::default());
    assert_eq!(applied(&outcome), ["merge-apk-virtual", "disable-pip-cache", "add-apk-no-cache"]);
    let merged = "RUN apk add --no-cache --virtual .build-deps gcc musl-dev && pip install --no-cache-dir cffi && apk del \
                  .build-deps\n";
    assert!(outcome.fixed.contains(merged), "{}", outcome.fixed);
    assert_eq!(outcome.findings, [], "nothing is left of what the diagnostic saw");
    let again = fix(&outcome.fixed, &Selection::default());
    assert_eq!(again.applied.len(), 0, "{}", again.fixed);
}

#[test]
fn requirements_between_them_are_copied_before() {
    let text = "FROM python:3.12-alpine\nWORKDIR /app\nRUN apk update && apk add --virtual .build-deps gcc musl-dev\n\
                COPY requirements.txt ./\nRUN pip install -r requirements.txt\nRUN apk del .build-deps\nCOPY . .\n";
    let outcome = fix(text, &Selection::default());
    let fixed = "FROM python:3.12-alpine\nWORKDIR /app\nCOPY requirements.txt ./\n\
                 RUN apk add --no-cache --virtual .build-deps gcc musl-dev \\\n    \
                 && pip install --no-cache-dir -r requirements.txt \\\n    && apk del .build-deps\nCOPY . .\n";
    assert_eq!(outcome.fixed, fixed);
    let donor = text.replace("FROM python:3.12-alpine\n", "FROM python:3.12-alpine AS build\n");
    let donor = format!("{donor}FROM python:3.12-alpine\nCOPY --from=build /app /app\n");
    assert!(
        !applied(&fix(&donor, &Selection::default())).contains(&"merge-apk-virtual"),
        "a donor's bytes do not ship"
    );
}
