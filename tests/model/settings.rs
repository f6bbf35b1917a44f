//! Settings of apt that a file names.

use crate::model;

#[test]
fn settings_are_told_from_options_and_prose() {
    for (text, sets) in [
        ("RUN apt-get -o APT::Get::Assume-Yes=true install x", true),
        ("RUN echo 'apt::get::assume-yes \"1\";' > /etc/apt/apt.conf.d/x", true),
        ("RUN echo \"APT { Get { Assume-Yes \\\"true\\\"; }; };\" > /etc/apt/apt.conf", true),
        ("COPY <<E /etc/apt/apt.conf.d/x\nAPT { Get { Assume-Yes 1; }; };\nE", true),
        ("RUN apt-get install --assume-yes x && apt-get --no-assume-yes update", false),
        ("RUN apt-get install --assume-yes=true x", false),
        ("# assume-yes, or apt asks\nRUN x", false),
    ] {
        let model = model(&format!("FROM a\n{text}\n"));
        assert_eq!(model.names_apt_setting("assume-yes"), sets, "{text}");
    }
}
