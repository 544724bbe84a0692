//! `kaikaku schema`: the contract of the output.

use super::args::SchemaFlags;
use super::exit::Exit;
use super::print;
use anyhow::Context;
use kaikaku::emit::codebook;
use kaikaku::emit::schema::Record;
use std::fs;
use std::path::Path;

pub(crate) fn run(flags: SchemaFlags) -> anyhow::Result<Exit> {
    match flags.write {
        _ if flags.codebook => print(codebook::text().as_bytes())?,
        Some(folder) => write_all(&folder)?,
        None => print(flags.record.schema_text().as_bytes())?,
    }
    Ok(Exit::Well)
}

fn write_all(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{}: cannot be made", folder.display()))?;
    for record in Record::ALL {
        let path = folder.join(format!("{}.schema.json", record.name()));
        fs::write(&path, record.schema_text())
            .with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    Ok(())
}
