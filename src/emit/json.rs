//! Bundles and rows as JSON text.

use crate::record::Bundle;
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use std::io::{self, Write};

/// A bundle as text: indented down to the parts of a record, each of which stands on one line, with a line
/// break at the end. The file under `bundles/` and what `convert FILE` prints are these same bytes.
///
/// # Errors
///
/// If a value cannot be written as JSON, which no value of the record model gives cause for.
pub fn bundle(bundle: &Bundle) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write_bundle(bundle, &mut bytes)?;
    Ok(bytes)
}

/// Writes what [`bundle()`] gives; a long document's text is larger than its records.
///
/// # Errors
///
/// As [`bundle()`], and if `out` takes no more.
pub fn write_bundle(bundle: &Bundle, mut out: impl Write) -> serde_json::Result<()> {
    bundle.serialize(&mut Serializer::with_formatter(
        &mut out,
        Indented::default(),
    ))?;
    out.write_all(b"\n").map_err(serde_json::Error::io)
}

/// One value on one line, with a line break at the end.
///
/// # Errors
///
/// As [`bundle()`].
pub fn line<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Containers this deep are broken over lines: the bundle, its lists, the records, their lists.
const BROKEN_DEPTH: usize = 4;

/// Breaks the outer containers over lines and leaves the inner ones on one: a citation or a clause is read
/// at a glance, and a document with ten thousand of them does not grow threefold by white space.
#[derive(Default)]
struct Indented {
    depth: usize,
    filled: bool,
}

impl Indented {
    fn open<W: Write + ?Sized>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(sign)
    }

    fn close<W: Write + ?Sized>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        let broken = self.depth <= BROKEN_DEPTH;
        self.depth -= 1;
        if self.filled && broken {
            self.line_break(out)?;
        }
        self.filled = true;
        out.write_all(sign)
    }

    fn next<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        let broken = self.depth <= BROKEN_DEPTH;
        if !first {
            out.write_all(if broken { b"," } else { b", " })?;
        }
        if broken { self.line_break(out) } else { Ok(()) }
    }

    fn line_break<W: Write + ?Sized>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Indented {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _out: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        CompactFormatter.end_object_value(out)?;
        self.filled = true;
        Ok(())
    }
}
