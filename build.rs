//! Turns the fact tables from TOML, which people write, into JSON, which the tool reads ten times faster at its start.

use std::path::Path;
use std::{env, fs};

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    println!("cargo::rerun-if-changed=src/facts");
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir("src/facts")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            convert(&path, Path::new(&out)).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

fn convert(path: &Path, out: &Path) -> Result<(), Error> {
    let table: toml::Table = toml::from_str(&fs::read_to_string(path)?)?;
    let name = path.file_stem().ok_or("a table without a name")?;
    fs::write(out.join(name).with_extension("json"), serde_json::to_vec(&table)?)?;
    Ok(())
}
