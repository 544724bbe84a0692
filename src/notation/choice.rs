//! Options of which one is chosen by a mark: `□拡充 ■改善 □縮小`.

use crate::source::TextSlice;

/// Marks of an option that is chosen.
const CHOSEN: &[char] = &['■', '☑', '☒', '✓', '✔', '●', '◉'];
/// Marks of an option that is not.
const OPEN: &[char] = &['□', '☐', '○', '◯'];
/// A longer entry is a sentence of a list and no option, in characters.
const LONGEST_OPTION: usize = 24;
/// Options that dots or spaces part are so many and so short, in characters; else they are a list.
const FEWEST_DOTTED: usize = 3;
const LONGEST_DOTTED: usize = 8;

/// Reads a closed set of options. None where the text is no such set; `Some(None)` where nothing, or more than
/// one, is chosen.
///
/// A set has at least two options, each behind its mark, and at least one that is not chosen: a list whose
/// entries all begin with ■ is a list.
pub fn read(text: TextSlice<'_>) -> Option<Option<TextSlice<'_>>> {
    if let Some(choice) = in_brackets(text).or_else(|| by_number(text)) {
        return Some(choice);
    }
    let string = text.as_str();
    let marks: Vec<(usize, char)> = string.char_indices().filter(|(_, c)| is_mark(*c)).collect();
    let (&(first, _), open) = (
        marks.first()?,
        marks.iter().filter(|(_, c)| OPEN.contains(c)).count(),
    );
    if marks.len() == 1 {
        return one_of_several(text);
    }
    if marks.len() < 2 || open == 0 || !string[..first].trim().is_empty() {
        return None;
    }
    let ends = marks.iter().skip(1).map(|(i, _)| *i).chain([string.len()]);
    let options: Vec<(char, TextSlice<'_>)> = marks
        .iter()
        .zip(ends)
        .map(|(&(start, mark), end)| (mark, text.cut(start + mark.len_utf8()..end).trim()))
        .collect();
    let is_option = |option: TextSlice<'_>| {
        let words = option.as_str();
        !words.is_empty() && words.chars().count() <= LONGEST_OPTION && !words.contains('。')
    };
    if !options.iter().all(|(_, option)| is_option(*option)) {
        return None;
    }
    let mut chosen = options.iter().filter(|(mark, _)| CHOSEN.contains(mark));
    let first = chosen.next().map(|(_, option)| *option);
    Some(first.filter(|_| chosen.next().is_none()))
}

/// Options behind numbers in circles, and the number of the chosen one behind an arrow: `①拡大 ②継続 ③縮小 → ②`.
fn by_number(text: TextSlice<'_>) -> Option<Option<TextSlice<'_>>> {
    const CIRCLED: std::ops::RangeInclusive<char> = '①'..='⑳';
    let string = text.as_str();
    let (options, chosen) = string.rsplit_once(['→', '⇒'])?;
    let chosen = chosen.trim();
    let mut sign = chosen.chars();
    let number = sign
        .next()
        .filter(|c| CIRCLED.contains(c) && sign.as_str().is_empty())?;
    let starts: Vec<usize> = options
        .char_indices()
        .filter(|(_, c)| CIRCLED.contains(c))
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([options.len()]);
    let length = number.len_utf8();
    let options: Vec<TextSlice<'_>> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| text.cut(start..end).trim())
        .collect();
    let is_option = |option: &TextSlice<'_>| {
        (length + 1..=LONGEST_OPTION * length).contains(&option.as_str().len())
    };
    if options.len() < 2 || string[..starts[0]].trim() != "" || !options.iter().all(is_option) {
        return None;
    }
    let found = options
        .iter()
        .find(|option| option.as_str().starts_with(number));
    Some(found.map(|option| option.cut_from(length).trim()))
}

/// Options behind brackets, of which those of the chosen one are filled: `(○)拡大 ( )維持 ( )縮小`.
fn in_brackets(text: TextSlice<'_>) -> Option<Option<TextSlice<'_>>> {
    let string = text.as_str();
    let open: Vec<usize> = string.match_indices('(').map(|(at, _)| at).collect();
    if open.len() < 2 || !string[..open[0]].trim().is_empty() {
        return None;
    }
    let ends = open.iter().skip(1).copied().chain([string.len()]);
    let mut chosen = Vec::new();
    for (&start, end) in open.iter().zip(ends) {
        let close = start + string[start..end].find(')')?;
        let mark = string[start + 1..close].trim();
        let is_mark = |c: char| is_mark(c) || c == '◎' || c == 'レ';
        let option = text.cut(close + 1..end).trim();
        let words = option.as_str();
        let is_option = !words.is_empty() && words.chars().count() <= LONGEST_OPTION;
        if !mark.chars().all(is_mark) || !is_option {
            return None;
        }
        if !mark.is_empty() {
            chosen.push(option);
        }
    }
    let all = chosen.len() == open.len();
    (!all).then(|| chosen.first().copied().filter(|_| chosen.len() == 1))
}

/// Options parted by dots, slashes or spaces, of which one has a mark: `拡充 ・ ○継続 ・ 縮小 ・ 廃止`,
/// `1 拡充 ○2 継続 3 縮小`.
fn one_of_several(text: TextSlice<'_>) -> Option<Option<TextSlice<'_>>> {
    let dotted = dotted(text);
    let options = if dotted.len() > 1 {
        dotted
    } else {
        spaced(text)
    };
    let length = |option: &TextSlice<'_>| unmarked(*option).as_str().chars().count();
    let is_option = |option: &TextSlice<'_>| (1..=LONGEST_DOTTED).contains(&length(option));
    if options.len() < FEWEST_DOTTED || !options.iter().all(is_option) {
        return None;
    }
    let chosen = *options
        .iter()
        .find(|option| option.as_str().starts_with(is_mark))?;
    let numbered = options
        .iter()
        .all(|option| unnumbered(unmarked(*option)).is_some());
    let chosen = unmarked(chosen);
    Some(Some(
        unnumbered(chosen).filter(|_| numbered).unwrap_or(chosen),
    ))
}

fn dotted(text: TextSlice<'_>) -> Vec<TextSlice<'_>> {
    let mut start = 0;
    let mut options = Vec::new();
    for (at, dot) in text.as_str().match_indices(['・', '/', '／']) {
        options.push(text.cut(start..at).trim());
        start = at + dot.len();
    }
    options.push(text.cut_from(start).trim());
    options
}

/// Words between white space; a mark or a number goes with the word behind it.
fn spaced(text: TextSlice<'_>) -> Vec<TextSlice<'_>> {
    let string = text.as_str();
    let mut start = None;
    let mut options = Vec::new();
    for word in string.split_whitespace() {
        let at = word.as_ptr() as usize - string.as_ptr() as usize;
        let from = *start.get_or_insert(at);
        if !word
            .chars()
            .all(|c| is_mark(c) || c.is_ascii_digit() || c == '.')
        {
            options.push(text.cut(from..at + word.len()));
            start = None;
        }
    }
    options.extend(start.map(|from| text.cut_from(from).trim()));
    options
}

fn is_mark(c: char) -> bool {
    CHOSEN.contains(&c) || OPEN.contains(&c)
}

fn unmarked(option: TextSlice<'_>) -> TextSlice<'_> {
    let words = option.as_str().trim_start_matches(is_mark);
    option.cut_from(option.as_str().len() - words.len()).trim()
}

/// The option without its number; none where it has none.
fn unnumbered(option: TextSlice<'_>) -> Option<TextSlice<'_>> {
    let words = option
        .as_str()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = option.as_str().len() - words.len();
    let words = words.trim_start_matches(['.', ')', ':', '、', ' ']);
    (digits > 0 && !words.is_empty()).then(|| option.cut_from(option.as_str().len() - words.len()))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::source::Text;

    #[test]
    fn tells_options_from_lists() {
        let cases: &[(&str, Option<Option<&str>>)] = &[
            ("□拡充 ■改善 □縮小", Some(Some("改善"))),
            ("□拡充\n□改善\n■現行どおり", Some(Some("現行どおり"))),
            ("□拡充 □改善", Some(None)),
            ("(○)拡大 ( )維持 ( )統合・廃止", Some(Some("拡大"))),
            ("①拡大　②継続　③縮小　　→　②", Some(Some("継続"))),
            ("①会議を開いた。→②", None),
            ("( )拡大 ( )維持", Some(None)),
            ("(1)研修 (2)会議", None),
            ("■研修の実施 ■会議の開催", None),
            ("○研修を実施した。\n○会議を開いた。", None),
            ("拡充 ・ ○継続 ・ 縮小 ・ 廃止", Some(Some("継続"))),
            ("1 拡充 ○2 継続 3 縮小", Some(Some("継続"))),
            ("1.拡充\n○2.継続\n3.縮小", Some(Some("継続"))),
            ("A ○B C D", Some(Some("B"))),
            ("・研修\n・○会議", None),
            ("○研修 会議", None),
            ("改善する", None),
        ];
        for (string, expected) in cases {
            let mut text = Text::new();
            for (at, c) in (0..).zip(string.chars()) {
                text.push(c, at);
            }
            let found = read(text.slice()).map(|choice| choice.map(|slice| slice.as_str()));
            assert_eq!(found, *expected, "{string}");
        }
    }
}
