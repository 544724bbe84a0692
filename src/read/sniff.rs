//! Tells a document's type from its first bytes.

/// What the bytes are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A PDF, whatever stands before its header.
    Pdf,
    /// Text in some encoding.
    Text,
    /// No bytes, or white space alone.
    Empty,
    /// Anything else, named for the error message.
    Other(String),
}

/// First bytes of types that people keep beside PDFs, and what to call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
];

/// PDF readers accept a header anywhere in the first kilobyte (ISO 32000-1, Annex H).
const HEADER_WINDOW: usize = 1024;

/// Tells the type of a document.
pub(crate) fn sniff(bytes: &[u8], path: &str) -> Kind {
    let head = &bytes[..bytes.len().min(HEADER_WINDOW)];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Kind::Empty;
    }
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Kind::Pdf;
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other((*name).to_owned());
    }
    if is_html(head) && !has_extension(path, &["html", "htm"]) {
        return Kind::Other(
            "an HTML page, often an error page saved under another name".to_owned(),
        );
    }
    if has_extension(path, &["pdf"]) {
        return Kind::Other("no PDF header in a file named .pdf".to_owned());
    }
    if is_binary(bytes) {
        return Kind::Other("binary data".to_owned());
    }
    Kind::Text
}

fn is_html(head: &[u8]) -> bool {
    let start = head
        .trim_ascii_start()
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head.trim_ascii_start());
    let start = &start[..start.len().min(15)];
    let start = start.to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

fn has_extension(path: &str, wanted: &[&str]) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| wanted.iter().any(|w| extension.eq_ignore_ascii_case(w)))
}

/// Text of the encodings that are read holds no control bytes but tab, newline, form feed and escape. UTF-16
/// does, but nowhere near as many as random bytes hold of those that its Japanese pages never give.
fn is_binary(bytes: &[u8]) -> bool {
    if super::text::encoding::plausible_utf16(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let controls = sample
        .iter()
        .filter(|&&b| {
            b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x0e | 0x0f | 0x1b)
        })
        .count();
    controls * 50 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_types_apart() {
        let cases: &[(&[u8], &str, Kind)] = &[
            (b"", "a.txt", Kind::Empty),
            (b" \r\n", "a.txt", Kind::Empty),
            (b"junk\n%PDF-1.4", "a", Kind::Pdf),
            (b"\x89PNG\r\n", "a.pdf", Kind::Other("a PNG image".into())),
            ("実績\n".as_bytes(), "a.txt", Kind::Text),
            (b"\x8e\xc0\x90\xd1", "a.txt", Kind::Text),
            (b"\x9f\x5b\x3e\x7e", "-", Kind::Text),
            (
                b"\0\x01\x02\x03\x04\x05\xff",
                "a.bin",
                Kind::Other("binary data".into()),
            ),
        ];
        for (bytes, path, kind) in cases {
            assert_eq!(&sniff(bytes, path), kind, "{path} {bytes:?}");
        }
    }

    #[test]
    fn an_html_page_is_text_only_under_its_own_name() {
        let page = b"<!DOCTYPE html><title>404</title>";
        assert!(matches!(sniff(page, "plan.pdf"), Kind::Other(_)));
        assert_eq!(sniff(page, "plan.html"), Kind::Text);
    }
}
