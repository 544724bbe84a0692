//! `kaikaku convert`: documents become records.

use super::args::{ConvertFlags, only_one};
use super::exit::Exit;
use super::{input, print};
use anyhow::Context;
use kaikaku::emit::json;

pub(crate) fn run(flags: ConvertFlags) -> anyhow::Result<Exit> {
    let path = only_one(&flags.inputs)?;
    let options = flags.conversion.resolve()?;
    let bytes = input::read(path)?;
    let name = path.display().to_string();
    let bundle = input::guarded(path, || kaikaku::convert(&bytes, &name, &options))?;
    print(&json::bundle(&bundle).context("the bundle cannot be written as JSON")?)?;
    Ok(Exit::Well)
}
