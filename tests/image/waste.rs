//! Which bytes are wasted, and who would win them back.

use dfopt::image::waste::Waste;

use super::*;

/// Kind, layer, hiding layer, bytes, transform.
type Row = (&'static str, usize, Option<usize>, u64, Option<&'static str>);

fn rows(layers: Vec<Made>) -> (Vec<Row>, f64) {
    let waste = Waste::of(&open(&docker(&layers)).layers);
    let row =
        |item: &dfopt::image::waste::Item| (item.cause.id(), item.layer, item.hidden_by, item.bytes, item.transform);
    (waste.items.iter().map(row).collect(), waste.efficiency())
}

#[test]
fn hidden_bytes_are_wasted() {
    let (rows, efficiency) = rows(vec![
        Made::by("RUN /bin/sh -c a", |layer| {
            layer.file("deleted", [1; 100]);
            layer.file("changed", [1; 50]);
        }),
        Made::by("RUN /bin/sh -c b", |layer| {
            layer.file(".wh.deleted", "");
            layer.file("owned", [2; 30]);
        }),
        Made::by("COPY . /", |layer| {
            layer.file("changed", [3; 10]);
            layer.file("owned", [2; 30]);
        }),
    ]);
    assert_eq!(
        rows,
        [
            ("deleted", 0, Some(1), 100, Some("merge-runs")),
            ("overwritten", 0, Some(2), 50, None),
            ("repeated", 1, Some(2), 30, None),
        ]
    );
    assert!((efficiency - (1.0 - 180.0 / 220.0)).abs() < 1e-9);
}

#[test]
fn what_tools_leave_behind_is_wasted_and_who_wins_it_back_is_said() {
    let (rows, _) = rows(vec![Made::by("RUN /bin/sh -c x", |layer| {
        layer.file("var/lib/apt/lists/deb", [1; 70]);
        layer.file("root/.cache/pip/http/x", [1; 60]);
        layer.file("root/.npm/_cacache/x", [1; 50]);
        layer.file("usr/share/doc/a/copyright", [1; 40]);
        layer.file("usr/bin/needed", [1; 500]);
    })]);
    assert_eq!(
        rows,
        [
            ("apt-lists", 0, None, 70, Some("clean-apt-lists")),
            ("pip-cache", 0, None, 60, Some("disable-pip-cache")),
            ("npm-cache", 0, None, 50, Some("clean-node-cache")),
            ("documentation", 0, None, 40, None),
        ]
    );
}

#[test]
fn bytes_with_a_name_that_is_needed_are_not_wasted() {
    let (rows, efficiency) = rows(vec![
        Made::by("RUN conda install x", |layer| {
            layer.file("opt/conda/pkgs/x/lib.so", [1; 100]);
            layer.hard_link("opt/conda/lib/lib.so", "opt/conda/pkgs/x/lib.so");
            layer.file("a", [1; 10]);
            layer.hard_link("b", "a");
        }),
        Made::by("RUN rm a", |layer| layer.file(".wh.a", "")),
    ]);
    assert_eq!(rows, []);
    assert!((efficiency - 1.0).abs() < 1e-9);
}

#[test]
fn an_empty_image_wastes_nothing() {
    let (rows, efficiency) = rows(vec![Made::by("x", |_| {})]);
    assert_eq!(rows, []);
    assert!((efficiency - 1.0).abs() < 1e-9);
}
