//! What parent and worker say to each other: JSON after its length, over the worker's standard streams.

use crate::batch::manifest::Counts;
use crate::notation::municipality::Municipalities;
use crate::options::{CorrectionLine, FormChoice, Options, SecondReader};
use crate::record::Coverage;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::sync::Arc;
use std::time::Duration;

/// What the parent says. Paths are no strings here: a file's name need not be Unicode.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Ask {
    /// First of all: how to work.
    Start {
        settings: Settings,
        dataset: OsString,
        memory_limit: Option<u64>,
        threads: usize,
    },
    /// Read this file and say what its bytes are.
    Read { path: OsString, name: String },
    /// Convert what was read, and lay these corrections over it.
    Convert { corrections: Vec<CorrectionLine> },
    /// Forget what was read: it is done already.
    Leave,
}

/// What the worker says.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Say {
    /// Ready for the first file.
    Ready,
    /// The file is read.
    Have { sha256: String, bytes: u64 },
    /// The file cannot be read.
    Unreadable { cause: String },
    /// A bundle is written.
    Made(Made),
    /// No bundle: the document is at fault.
    Refused { cause: String, unknown_type: bool },
    /// No bundle: the conversion broke off.
    Broken { cause: String },
    /// The bundle cannot be written: the machine is at fault, and the run cannot go on.
    Stuck { cause: String },
}

/// What is worth knowing of a bundle without reading it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Made {
    pub(super) partial: bool,
    pub(super) counts: Counts,
    pub(super) coverage: Coverage,
    pub(super) warnings: BTreeMap<String, u32>,
    pub(super) bundle_sha256: String,
}

/// [`Options`] as they go over the pipe and into the key of a re-run. An option that is added there has to
/// be added here, or this does not compile.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Settings {
    form: Form,
    municipality: Option<String>,
    prefecture: Option<String>,
    /// The rows that were added to the built-in table.
    municipalities: Option<String>,
    no_derived: bool,
    second_reader: Option<(OsString, Duration)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Form {
    Fitting,
    Generic,
    Named(String),
    Given(String),
}

impl Settings {
    pub(super) fn of(options: &Options) -> Self {
        let Options {
            form,
            municipality,
            prefecture,
            municipalities,
            no_derived,
            second_reader,
            // Each document is sent its own, and has a key of its own for them.
            corrections: _,
        } = options.clone();
        Self {
            form: match form {
                FormChoice::Fitting => Form::Fitting,
                FormChoice::Generic => Form::Generic,
                FormChoice::Named(id) => Form::Named(id),
                FormChoice::Given(text) => Form::Given(text),
            },
            municipality,
            prefecture,
            municipalities: municipalities.map(|table| table.added().to_owned()),
            no_derived,
            second_reader: second_reader.map(|reader| (reader.program.into(), reader.patience)),
        }
    }

    pub(super) fn into_options(self) -> Options {
        Options {
            form: match self.form {
                Form::Fitting => FormChoice::Fitting,
                Form::Generic => FormChoice::Generic,
                Form::Named(id) => FormChoice::Named(id),
                Form::Given(text) => FormChoice::Given(text),
            },
            municipality: self.municipality,
            prefecture: self.prefecture,
            // The parent has read the same rows.
            municipalities: self
                .municipalities
                .and_then(|rows| Municipalities::with(&rows).ok())
                .map(Arc::new),
            no_derived: self.no_derived,
            corrections: None,
            second_reader: self.second_reader.map(|(program, patience)| SecondReader {
                program: program.into(),
                patience,
            }),
        }
    }

    /// Version and options in one word: [`Row::made_by`](crate::batch::Row::made_by).
    pub(super) fn made_by(&self) -> String {
        // Where the second reader lies and how long it may take is the machine's, and nothing of the bundle.
        let settings = Self {
            second_reader: self.second_reader.as_ref().map(|_| Default::default()),
            ..self.clone()
        };
        // Strings and flags always have a JSON form.
        let options = sha256(&serde_json::to_vec(&settings).unwrap_or_default());
        format!(
            "kaikaku {} options {}",
            env!("CARGO_PKG_VERSION"),
            &options[..12]
        )
    }
}

/// SHA-256, hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in hexadecimal, small letters.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A frame longer than this is no frame but a stray write of a worker that went astray.
const LONGEST: u32 = 16 << 20;

/// Writes one frame.
pub(super) fn send<T: Serialize>(out: &mut impl Write, value: &T) -> io::Result<()> {
    let body = serde_json::to_vec(value)?;
    let length = u32::try_from(body.len())
        .ok()
        .filter(|&length| length <= LONGEST)
        .ok_or(io::ErrorKind::InvalidInput)?;
    let mut frame = length.to_le_bytes().to_vec();
    frame.extend_from_slice(&body);
    out.write_all(&frame)?;
    out.flush()
}

/// Reads one frame; none where the other side has closed the pipe between two frames.
pub(super) fn receive<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut body = vec![0; length as usize];
    input.read_exact(&mut body)?;
    Ok(Some(serde_json::from_slice(&body)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_out_as_it_went_in() {
        let mut pipe = Vec::new();
        send(&mut pipe, &"平成27年度").expect("a vector can be written");
        let mut pipe = pipe.as_slice();
        let back: Option<String> = receive(&mut pipe).expect("a whole frame");
        assert_eq!(back.as_deref(), Some("平成27年度"));
        let end: Option<String> = receive(&mut pipe).expect("the end");
        assert_eq!(end, None);
    }

    #[test]
    fn every_option_changes_the_key() {
        let plain = Settings::of(&Options::default()).made_by();
        for options in [
            Options {
                no_derived: true,
                ..Options::default()
            },
            Options {
                municipality: Some("海辺市".into()),
                ..Options::default()
            },
            Options {
                prefecture: Some("広島県".into()),
                ..Options::default()
            },
            Options {
                municipalities: Municipalities::with("990019\t架空県\t架空市")
                    .ok()
                    .map(Arc::new),
                ..Options::default()
            },
            Options {
                second_reader: Some(SecondReader {
                    program: "kaikaku".into(),
                    patience: Duration::from_secs(60),
                }),
                ..Options::default()
            },
            Options {
                form: FormChoice::Generic,
                ..Options::default()
            },
        ] {
            assert_ne!(Settings::of(&options).made_by(), plain);
        }
    }
}
