//! Records of tab- and comma-separated sheets, quoted line breaks included (RFC 4180).

use std::borrow::Cow;

/// The records of a sheet; a blank line is an empty record, a line without the delimiter has one field.
pub(crate) fn records(text: &str, delimiter: char) -> impl Iterator<Item = Vec<Cow<'_, str>>> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest.filter(|rest| !rest.is_empty())?;
        let (record, after) = record(current, delimiter);
        rest = after;
        Some(record)
    })
}

/// The first record, and what follows its line break.
fn record(text: &str, delimiter: char) -> (Vec<Cow<'_, str>>, Option<&str>) {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (field, after) = field(rest, delimiter);
        fields.push(field);
        let Some(separator) = after.chars().next() else {
            return (tidy(fields), None);
        };
        rest = &after[separator.len_utf8()..];
        if separator != delimiter {
            return (
                tidy(fields),
                Some(
                    rest.strip_prefix('\n')
                        .filter(|_| separator == '\r')
                        .unwrap_or(rest),
                ),
            );
        }
    }
}

fn tidy(fields: Vec<Cow<'_, str>>) -> Vec<Cow<'_, str>> {
    if fields.len() == 1 && fields[0].is_empty() {
        return Vec::new();
    }
    fields
}

/// The first field, and the text from the delimiter or line break that ends it.
fn field(text: &str, delimiter: char) -> (Cow<'_, str>, &str) {
    // Some programs set a space before the quote.
    if let Some(quoted) = text.trim_start_matches(' ').strip_prefix('"')
        && let Some(found) = quoted_field(quoted, delimiter)
    {
        return found;
    }
    let end = text.find([delimiter, '\n', '\r']).unwrap_or(text.len());
    (Cow::Borrowed(&text[..end]), &text[end..])
}

/// A quoted field after its opening quote; none where the quote closes nothing, as in a sheet that quotes words.
fn quoted_field(text: &str, delimiter: char) -> Option<(Cow<'_, str>, &str)> {
    let mut from = 0;
    loop {
        let close = from + text[from..].find('"')?;
        let after = &text[close + 1..];
        if after.starts_with('"') {
            from = close + 2;
        } else if after.is_empty() || after.starts_with([delimiter, '\n', '\r']) {
            let field = &text[..close];
            let field = if field.contains("\"\"") {
                Cow::Owned(field.replace("\"\"", "\""))
            } else {
                Cow::Borrowed(field)
            };
            return Some((field, after));
        } else {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn reads_quotes_breaks_and_blank_lines() {
        let found: Vec<Vec<String>> =
            records("a,\"b\nc\",\"d\"\"e\"\r\n\r\nf\n\"協働\"とは,g", ',')
                .map(|r| r.into_iter().map(std::borrow::Cow::into_owned).collect())
                .collect();
        assert_eq!(
            found,
            [
                vec!["a".to_owned(), "b\nc".into(), "d\"e".into()],
                vec![],
                vec!["f".into()],
                vec!["\"協働\"とは".into(), "g".into()],
            ]
        );
        let spaced: Vec<_> = records("1, \"a, b\", c", ',').collect();
        assert_eq!(spaced, [["1", "a, b", " c"]]);
    }
}
