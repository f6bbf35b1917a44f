//! Stages: what they are built from, what becomes of them, and which reach an image.

use dfopt::facts::{Distro, PackageManager};
use dfopt::model::{BaseImage, Model, Provenance, Role};

use crate::{last, model};

fn roles(text: &str) -> Vec<Role> {
    model(text).stages.iter().map(|stage| stage.role).collect()
}

fn ships(text: &str) -> Vec<bool> {
    model(text).stages.iter().map(|stage| stage.ships).collect()
}

fn image(model: &Model<'_>, stage: usize) -> Option<(String, Provenance)> {
    match &model.stages[stage].base {
        BaseImage::Image(image) => Some((image.text.clone(), image.provenance)),
        _ => None,
    }
}

#[test]
fn stages_tile_the_file() {
    let model = model("ARG V=1\nFROM a AS One\nRUN x\nRUN y\nFROM one\nFROM scratch\nUSER u\n");
    let places: Vec<_> = model.stages.iter().map(|stage| (stage.from, stage.body())).collect();
    assert_eq!(places, [(1, 2..4), (4, 5..5), (5, 6..7)]);
    let of: Vec<_> = (0..=last(&model)).map(|at| model.stage_of(at)).collect();
    assert_eq!(of, [None, Some(0), Some(0), Some(0), Some(1), Some(2), Some(2)]);
    assert_eq!(model.stages[0].name.as_deref(), Some("one"));
    assert_eq!(model.stages[1].name, None);
    assert_eq!(model.stages[1].base, BaseImage::Stage(0));
    assert_eq!(model.stages[2].base, BaseImage::Scratch);
    assert_eq!(model.stages[0].children, [1]);
}

#[test]
fn only_what_another_stage_takes_files_from_is_a_donor() {
    for from in [
        "COPY --from=b /x /x",
        "COPY --from=B /x /x",
        "COPY --from=0 /x /x",
        "COPY --from=\"b\" /x /x",
        "copy --chown=1 --from=b /x /x",
        "RUN --mount=from=b,target=/x cp /x /y",
        "RUN --mount=type=bind,source=/,from=B,target=/x cp /x /y",
        "RUN --mount=target=/z --mount=type=bind,\"from=b\",target=/x cp /x /y",
    ] {
        let text = format!("FROM a AS b\nFROM c\n{from}\n");
        assert_eq!(roles(&text), [Role::Donor, Role::Output], "{from}");
        assert_eq!(ships(&text), [false, true], "{from}");
    }
    for other in ["COPY --from=other /x /x", "COPY --from=1 /x /x", "COPY --from=b:1 /x /x", "RUN echo --from=b"] {
        assert_eq!(roles(&format!("FROM a AS b\nFROM c\n{other}\n")), [Role::Output; 2], "{other}");
    }
}

#[test]
fn a_stage_cannot_take_from_itself_or_from_later_ones() {
    let text = "FROM a AS x\nCOPY --from=y /f /f\nFROM b AS y\nCOPY --from=y /f /f\nFROM c\n";
    assert_eq!(roles(text), [Role::Output; 3]);
}

#[test]
fn the_last_of_equal_names_is_meant() {
    let model = model("FROM a AS x\nFROM b AS X\nFROM x\nFROM c\nCOPY --from=x / /\n");
    assert_eq!(model.stages[2].base, BaseImage::Stage(1));
    let roles: Vec<_> = model.stages.iter().map(|stage| stage.role).collect();
    assert_eq!(roles, [Role::Output, Role::Base, Role::Output, Role::Output]);
}

#[test]
fn a_stage_may_be_named_after_its_own_image() {
    let model = model("FROM debian AS debian\nFROM debian\n");
    assert_eq!(image(&model, 0), Some(("debian".to_owned(), Provenance::Literal)));
    assert_eq!(model.stages[1].base, BaseImage::Stage(0));
}

#[test]
fn a_number_behind_from_is_an_image() {
    let model = model("FROM a\nFROM 0\n");
    assert_eq!(image(&model, 1), Some(("0".to_owned(), Provenance::Literal)));
    assert_eq!(model.stages[0].role, Role::Output);
}

#[test]
fn what_an_output_is_built_from_ships() {
    let text = "FROM i AS a\nFROM a AS b\nFROM i AS c\nFROM c AS d\nFROM b AS e\nCOPY --from=d /x /x\n";
    assert_eq!(roles(text), [Role::Base, Role::Base, Role::Base, Role::Donor, Role::Output]);
    assert_eq!(ships(text), [true, true, false, false, true]);
}

#[test]
fn a_base_that_also_donates_is_a_base() {
    let text = "FROM i AS a\nFROM a AS b\nFROM i\nCOPY --from=a /x /x\n";
    assert_eq!(roles(text), [Role::Base, Role::Output, Role::Output]);
    assert_eq!(ships(text), [true; 3]);
}

#[test]
fn the_last_stage_is_an_output_whatever_else() {
    assert_eq!(roles("FROM a\n"), [Role::Output]);
    assert_eq!(roles("FROM a AS t\nFROM t AS u\nFROM t\n"), [Role::Base, Role::Output, Role::Output]);
}

#[test]
fn descendants_are_found_over_any_number_of_steps() {
    let model = model("FROM i AS a\nFROM a AS b\nFROM b AS c\nFROM i AS d\nFROM a\n");
    let below = |stage| {
        let mut found = Vec::new();
        model.for_each_descendant(stage, &mut |next| found.push(next));
        found.sort_unstable();
        found
    };
    assert_eq!(below(0), [1, 2, 4]);
    assert_eq!(below(1), [2]);
    assert_eq!(below(3), [0; 0]);
}

#[test]
fn from_is_expanded_with_what_stands_before_the_first_from() {
    let model = model("ARG V=3.19\nARG I\nFROM alpine:${V}\nARG V=3.1\nFROM alpine:$V\nFROM $I\nFROM alpine:$W\n");
    let base = ("alpine:3.19".to_owned(), Provenance::ArgDefault);
    assert_eq!(image(&model, 0), Some(base.clone()));
    assert_eq!(image(&model, 1), Some(base));
    assert_eq!(model.stages[2].base, BaseImage::Unknown);
    assert_eq!(model.stages[3].base, BaseImage::Unknown);
    let provenance: Vec<_> = (0..4).map(|stage| model.base_provenance(stage)).collect();
    assert_eq!(provenance, [Some(Provenance::ArgDefault), Some(Provenance::ArgDefault), None, None]);
}

#[test]
fn a_stage_that_an_argument_chooses_is_not_known() {
    let model = model("ARG S=a\nFROM i AS a\nFROM j AS b\nFROM $S\n");
    assert_eq!(model.stages[2].base, BaseImage::Unknown);
    // It may be built FROM either, so both count as bases of it.
    assert_eq!(model.stages[0].children, [2]);
    assert_eq!(model.stages[1].children, [2]);
}

#[test]
fn facts_of_the_image_reach_the_stages_built_from_it() {
    let model = model("FROM debian:12 AS a\nFROM a AS b\nFROM b\nFROM scratch\nFROM $X\nFROM alpine:3.19\n");
    for stage in 0..3 {
        assert_eq!(model.base(stage).distro, Some(Distro::Debian));
        assert_eq!(model.base(stage).suite, Some("bookworm"));
        assert_eq!(model.base_provenance(stage), Some(Provenance::Literal));
    }
    assert_eq!(model.base(3).distro, Some(Distro::Scratch));
    assert_eq!((model.base(4).distro, model.base(4).package_manager), (None, None));
    assert_eq!(model.base(5).package_manager, Some(PackageManager::Apk));
    let foreign = crate::model("FROM example.com/debian:12\n");
    assert_eq!(foreign.base(0).distro, None, "an image of another registry is not Docker's");
}
