//! Markdown tables as test cases.

/// A row of a table: where it stands, and its cells.
pub(crate) struct Row {
    pub(crate) line: usize,
    pub(crate) cells: Vec<String>,
}

impl Row {
    /// A cell; empty where the row is too short.
    pub(crate) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }
}

/// The rows of all tables of a Markdown text, header and rule lines left out.
///
/// A cell may be set in backquotes, which keep its blanks. `\|` is a pipe, `\n`, `\r`, `\t`, `\0` and
/// `\u{200b}` are characters, `∅` alone is an empty cell.
pub(crate) fn rows(markdown: &str) -> Vec<Row> {
    let lines: Vec<&str> = markdown.lines().collect();
    let is_rule = |at: usize| lines.get(at).is_some_and(|line| line.starts_with("| ---"));
    let rows = lines
        .iter()
        .enumerate()
        .filter(|&(at, line)| line.starts_with('|') && !is_rule(at) && !is_rule(at + 1));
    rows.map(|(at, line)| Row {
        line: at + 1,
        cells: cells(line),
    })
    .collect()
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let masked = inner.replace("\\|", "\u{1}");
    masked
        .split('|')
        .map(|cell| value(cell.trim_matches(' ')))
        .collect()
}

fn value(cell: &str) -> String {
    if cell == "∅" {
        return String::new();
    }
    let bare = cell
        .strip_prefix('`')
        .and_then(|cell| cell.strip_suffix('`'))
        .unwrap_or(cell);
    let mut out = String::new();
    let mut rest = bare;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let (c, len) = escape(&rest[at + 1..]);
        out.push(c);
        rest = &rest[at + 1 + len..];
    }
    out.push_str(rest);
    out.replace('\u{1}', "|")
}

fn escape(text: &str) -> (char, usize) {
    let hex = text
        .strip_prefix("u{")
        .and_then(|hex| hex.split_once('}'))
        .map(|(hex, _)| hex);
    if let Some(hex) = hex {
        let code = u32::from_str_radix(hex, 16).expect("hexadecimal digits in \\u{…}");
        return (
            char::from_u32(code).expect("a character's code in \\u{…}"),
            hex.len() + 3,
        );
    }
    match text.chars().next() {
        Some('n') => ('\n', 1),
        Some('r') => ('\r', 1),
        Some('t') => ('\t', 1),
        Some('0') => ('\0', 1),
        _ => ('\\', 0),
    }
}
