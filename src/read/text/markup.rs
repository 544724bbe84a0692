//! Markup in text sheets: Markdown pipes, the tags of HTML, and `<p>`, `<ul>`, `<br>` inside cells.
//!
//! Only what published sheets hold is understood. A tag is never text; everything else is, so that a `<` in
//! prose stays where it is.

use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The tags that sheets use. Anything else between angle brackets is text.
pub(super) static TAG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?is)<!--.*?-->|<!doctype[^>]*>|<(?:script|style)\b.*?</(?:script|style)\s*>|<(?P<close>/?)(?P<name>html|head|body|title|meta|link|table|thead|tbody|tfoot|caption|colgroup|col|tr|td|th|dl|dt|dd|p|ul|ol|li|br|div|section|article|header|footer|nav|main|aside|figure|figcaption|address|blockquote|pre|img|span|b|i|u|strong|em|font|sup|sub|a|h[1-6]|hr|center|nobr)\b(?P<rest>[^<>]*)>",
    )
    .expect("a constant pattern")
});

/// True if an HTML table begins on this line.
pub(crate) fn is_table_start(line: &str) -> bool {
    line.trim_start()
        .get(..6)
        .is_some_and(|head| head.eq_ignore_ascii_case("<table"))
}

/// True if the text holds the end of an HTML table.
pub(crate) fn is_table_end(text: &str) -> bool {
    let tail = text.rsplit('\n').next().unwrap_or(text);
    tail.to_ascii_lowercase().contains("</table")
}

/// The cells of a Markdown pipe row: `| a | b |`.
pub(crate) fn pipe_row(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            c => {
                if escaped && c != '|' {
                    push_last(&mut cells, '\\');
                }
                push_last(&mut cells, c);
            }
        }
        escaped = false;
    }
    Some(
        cells
            .into_iter()
            .map(|cell| cell.trim().to_owned())
            .collect(),
    )
}

fn push_last(cells: &mut [String], c: char) {
    if let Some(last) = cells.last_mut() {
        last.push(c);
    }
}

/// The cells of a Markdown row without pipes at its ends: `a | b`.
pub(crate) fn bare_row(line: &str) -> Option<Vec<String>> {
    line.contains('|').then(|| pipe_row(&format!("|{line}|")))?
}

/// True for a cell of the line that parts a pipe table's header from its body: `---`, `:--:`.
pub(crate) fn is_pipe_rule(field: &str) -> bool {
    field.contains('-') && field.chars().all(|c| matches!(c, '-' | ':' | ' '))
}

/// True for a line of nothing but `=` or `-`.
pub(crate) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 5 && (line.chars().all(|c| c == '-') || line.chars().all(|c| c == '='))
}

/// The level of a heading that a line of `=` or `-` underlines, as Markdown has it.
pub(crate) fn underline(line: &str, next: &str) -> Option<u8> {
    let next = next.trim_end();
    let all = |c: char| next.len() >= 3 && next.chars().all(|other| other == c);
    let level = if all('=') {
        1
    } else if all('-') {
        2
    } else {
        return None;
    };
    // Gaps keep columns apart: the line is the header of a table, and the rule stands below it.
    let gaps = ["  ", "\u{3000}\u{3000}"];
    let words = !line.trim().is_empty()
        && !line.contains(['|', '。'])
        && !gaps.iter().any(|gap| line.trim().contains(gap));
    words.then_some(level)
}

static EMPHASIS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\*\*([^*\s][^*]*)\*\*").expect("a constant pattern"));

/// A line without the asterisks of Markdown's emphasis: `**担当課**: 総務課`.
pub(crate) fn without_emphasis(line: &str) -> Cow<'_, str> {
    if line.contains("**") {
        EMPHASIS.replace_all(line, "$1")
    } else {
        Cow::Borrowed(line)
    }
}

/// The level that a bold line has among headings: below those that `#` marks.
pub(crate) const BOLD: u8 = 7;

/// The words of a line that is bold from end to end but for the number of a list before it, as Markdown's authors write a
/// heading: `1. **公用車の削減**`.
pub(crate) fn bold_heading(line: &str) -> Option<String> {
    let (number, words) = line.trim().split_once("**")?;
    let words = words
        .strip_suffix("**")
        .filter(|words| !words.contains("**"))?;
    let digits = number.trim_end().trim_end_matches(['.', ')']);
    let counts = digits.chars().all(|c| c.is_ascii_digit());
    let short = !words.trim().is_empty() && !words.contains('。') && !words.ends_with([':', '：']);
    (counts && short).then(|| format!("{number}{words}"))
}

/// The level and the words of a Markdown heading: `## 基本目標`.
pub(crate) fn hash_heading(line: &str) -> Option<(u8, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let parted = (1..=6).contains(&level) && words.starts_with([' ', '\u{3000}']);
    let words = words.trim().trim_end_matches('#').trim_end();
    (parted && !words.is_empty()).then_some((level as u8, words))
}

/// Stands for a line break of the page's source, which is white space and no line break of the text.
pub(super) const SOFT_BREAK: char = '\r';

/// The lines of a flat cell: at its line breaks, and where `<p>`, `<li>` and `<br>` begin one.
pub(crate) fn cell_lines(cell: &str) -> Vec<String> {
    if !cell.contains('<') {
        return cell
            .split(['\n', '\u{b}', '\u{2028}', '\u{2029}'])
            .map(|line| line.trim_end_matches('\r').to_owned())
            .collect();
    }
    html_lines(cell)
}

/// The lines of a cell of HTML.
pub(super) fn html_lines(cell: &str) -> Vec<String> {
    let mut lines = Lines::default();
    let mut end = 0;
    for found in TAG.captures_iter(cell) {
        let Some(whole) = found.get(0) else { continue };
        lines.text(&cell[end..whole.start()]);
        end = whole.end();
        if let Some(name) = found.name("name") {
            lines.tag(
                &name.as_str().to_ascii_lowercase(),
                found.name("close").is_some_and(|c| !c.is_empty()),
            );
        }
    }
    lines.text(&cell[end..]);
    lines.finish()
}

/// Collects the lines of a cell. A list without `<li>` divides its entries by spaces.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    current: String,
    list: bool,
}

impl Lines {
    fn text(&mut self, text: &str) {
        let text = unescape(text);
        let mut pieces = text.split('\n');
        if let Some(first) = pieces.next() {
            self.piece(first);
        }
        for piece in pieces {
            self.end();
            self.piece(piece);
        }
    }

    fn piece(&mut self, text: &str) {
        if !self.list {
            self.current.push_str(text);
            return;
        }
        for (n, entry) in text.trim().split([' ', SOFT_BREAK]).enumerate() {
            // A bullet stands by its entry, not on a line of its own.
            if n > 0 && !matches!(self.current.trim(), "・" | "•") {
                self.end();
            } else if n > 0 {
                self.current.push(' ');
            }
            self.current.push_str(entry);
        }
    }

    fn tag(&mut self, name: &str, close: bool) {
        match name {
            "ul" | "ol" => {
                self.end();
                self.list = !close;
            }
            "li" => {
                self.end();
                self.list = false;
            }
            "p" | "br" | "div" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr"
            | "tr" => {
                self.end();
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.current);
        if !line.trim().is_empty() {
            self.done.push(line.trim_matches(['\r', ' ']).to_owned());
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.end();
        if self.done.is_empty() {
            self.done.push(String::new());
        }
        self.done
    }
}

static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&(?:#(?P<decimal>\d{1,7})|#[xX](?P<hex>[0-9a-fA-F]{1,6})|(?P<name>[a-z]{2,6}));")
        .expect("a constant pattern")
});

/// Characters by their numbers, and the names of those that sheets hold; any other name stays as it is.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    ENTITY.replace_all(text, |found: &regex::Captures<'_>| {
        let number = |which: &str, radix| {
            let digits = found.name(which)?.as_str();
            char::from_u32(u32::from_str_radix(digits, radix).ok()?)
        };
        let named = || match found.name("name")?.as_str() {
            "nbsp" => Some(' '),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "amp" => Some('&'),
            "yen" => Some('¥'),
            "middot" => Some('·'),
            "hellip" => Some('…'),
            _ => None,
        };
        let c = number("decimal", 10)
            .or_else(|| number("hex", 16))
            .or_else(named);
        c.map_or_else(|| found[0].to_owned(), String::from)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divides_cells_into_lines() {
        let cases: &[(&str, &[&str])] = &[
            ("計画", &["計画"]),
            ("<p>(1)調査</p> <p>(2)設置</p>", &["(1)調査", "(2)設置"]),
            (
                "<ul style=\"x\"> 研修の実施 会議の設置 ",
                &["研修の実施", "会議の設置"],
            ),
            ("<ul> ・ 訓練の実施 ・ ", &["・ 訓練の実施", "・"]),
            (
                "<ul><li>研修 の実施</li><li>会議</li></ul>",
                &["研修 の実施", "会議"],
            ),
            ("a < b", &["a < b"]),
            ("計画\u{b}実績", &["計画", "実績"]),
            ("", &[""]),
        ];
        for (cell, lines) in cases {
            assert_eq!(cell_lines(cell), *lines, "{cell}");
        }
    }

    #[test]
    fn entities_are_characters() {
        assert_eq!(
            unescape("A&amp;B &#9312;&#x2461; &lt;&yen;&nosuch;&;"),
            "A&B ①② <¥&nosuch;&;"
        );
    }

    #[test]
    fn reads_pipe_rows() {
        assert_eq!(
            pipe_row("| a | b\\|c | |"),
            Some(vec!["a".into(), "b|c".into(), String::new()])
        );
        assert_eq!(pipe_row("a | b"), None);
        assert_eq!(bare_row("a | b"), Some(vec!["a".into(), "b".into()]));
        assert_eq!(hash_heading("## 1-1 広報紙 ##"), Some((2, "1-1 広報紙")));
        assert_eq!(hash_heading("#35"), None);
        assert!(is_pipe_rule(":---:"));
        assert!(!is_pipe_rule(""));
    }
}
