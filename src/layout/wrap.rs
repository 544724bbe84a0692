//! Joins wrapped lines where there is no geometry.
//!
//! The rules and their order are measured ones: 57 of 58 hand-labelled line ends of two layouts came out right
//! with them, where a phrase segmenter got 36. Each decision names its rule, so that it can be traced.

use super::{Paragraph, justify};
use crate::lexicon::LEXICON;
use crate::normalize;
use crate::notation::{grade, mark, period};
pub use crate::source::width;
use crate::source::{Text, TextSlice};

/// What becomes of a line end, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// The next line goes on with this one.
    Join(&'static str),
    /// The next line begins something new.
    Break(&'static str),
}

/// A line is full if it ends this near, in half-width characters, to the width of its block.
const FULL_MARGIN: u32 = 3;
/// Blocks narrower than this are lists of words rather than wrapped text.
const NARROW: u32 = 14;
/// Blocks from this width on are running text, in which a ragged edge is wider.
const WIDE: u32 = 40;

/// Characters that never begin a printed line (JIS X 4051), so that a line that begins with one goes on.
const NEVER_FIRST: &str =
    "、。，．,.)）」』】〕》〉≫！？!?ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々ゝゞ％%℃";
/// Characters that never end a printed line.
const NEVER_LAST: &str = "（(「『【〔《〈≪￥¥";
/// Arrows and brackets that begin an entry, as the marks of lists and notes do.
const OPENS_ENTRY: &str = "→⇒≪《【〔<＜〈";

/// How the names of departments end.
const DEPARTMENTS: [&str; 6] = ["課", "室", "局", "係", "センター", "事務所"];

/// Joins the lines of one block into paragraphs.
pub fn join(lines: &[TextSlice<'_>]) -> Vec<Paragraph> {
    join_within(lines, 0)
}

/// Joins the lines of a cell into paragraphs, where its column is so wide, in half-width characters: no line may be full.
pub(crate) fn join_within(lines: &[TextSlice<'_>], column: u32) -> Vec<Paragraph> {
    if let Some(label) = vertical_label(lines) {
        return vec![label];
    }
    let goes_on = std::iter::once(false).chain(
        joints_within(lines, column)
            .into_iter()
            .map(|joint| matches!(joint, Joint::Join(_))),
    );
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (line, goes_on) in lines.iter().zip(goes_on) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if goes_on => append(last, trimmed),
            _ => paragraphs.push(Paragraph {
                text: trimmed.to_text(),
                lines: 1,
                width: width(trimmed.as_str()),
                indent: indent(line.as_str()),
                ..Paragraph::default()
            }),
        }
    }
    for paragraph in &mut paragraphs {
        paragraph.text = justify::close_up(paragraph.text.slice());
    }
    paragraphs
}

/// What becomes of each line end of a block but the last, as [`join`] decides it.
pub fn joints(lines: &[TextSlice<'_>]) -> Vec<Joint> {
    joints_within(lines, 0)
}

fn joints_within(lines: &[TextSlice<'_>], column: u32) -> Vec<Joint> {
    let inner = lines.len().saturating_sub(1);
    if vertical_label(lines).is_some() {
        return vec![Joint::Join("vertical label"); inner];
    }
    let drawn = |line: &&TextSlice<'_>| !is_drawn(line.trim().as_str());
    let mut block = Block {
        width: column,
        edge: 0,
    };
    for line in lines.iter().filter(drawn) {
        let own = width(line.trim().as_str());
        block.width = block.width.max(own);
        block.edge = block.edge.max(indent(line.as_str()) + own);
    }
    lines
        .windows(2)
        .map(|pair| joint(pair[0], pair[1], block))
        .collect()
}

/// How far the lines of a block reach, in half-width characters.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The widest line, without the blanks before it.
    pub width: u32,
    /// Where the line ends that reaches furthest to the right.
    pub edge: u32,
}

/// True for a line that is drawn and says nothing: ────.
fn is_drawn(line: &str) -> bool {
    line.chars().all(|c| "─━―－-=＝＿_*＊・…".contains(c))
}

fn append(paragraph: &mut Paragraph, line: TextSlice<'_>) {
    let last = paragraph.text.as_str().chars().next_back();
    let first = line.as_str().chars().next();
    if let (Some(last), Some(first)) = (last, first)
        && last.is_ascii_alphanumeric()
        && first.is_ascii_alphabetic()
    {
        paragraph.text.push(' ', crate::source::NOWHERE);
    }
    paragraph.text.push_slice(line);
    paragraph.lines += 1;
    paragraph.width = paragraph.width.max(width(line.as_str()));
}

/// Lines of one character each are a label that was printed vertically.
fn vertical_label(lines: &[TextSlice<'_>]) -> Option<Paragraph> {
    let single = |line: &TextSlice<'_>| line.trim().as_str().chars().count() == 1;
    if lines.len() < 2 || !lines.iter().all(single) {
        return None;
    }
    let bytes = lines.iter().map(|line| line.as_str().len()).sum();
    let mut text = Text::with_capacity(bytes);
    for line in lines {
        text.push_slice(line.trim());
    }
    Some(Paragraph {
        text,
        lines: lines.len() as u32,
        width: 2,
        vertical: true,
        ..Paragraph::default()
    })
}

/// Decides whether the second line goes on with the first, among the lines of a block.
pub fn joint(first: TextSlice<'_>, second: TextSlice<'_>, block: Block) -> Joint {
    let Block { width: block, edge } = block;
    let (left, right) = (first.as_str().trim_end(), second.as_str());
    let line = width(left.trim_start());
    let begins = right.trim_start().chars().next();
    let ends = left.chars().next_back();
    let (Some(begins), Some(ends)) = (begins, ends) else {
        return Joint::Break("blank line");
    };
    if left.contains('\t') || right.contains('\t') {
        Joint::Break("table row")
    } else if starts_entry(right.trim_start()) {
        Joint::Break("entry mark")
    } else if is_indented(right)
        && !hangs(first.as_str(), right, block)
        && !hangs_below_value(first.as_str(), right, block, edge)
    {
        Joint::Break("indent")
    } else if NEVER_FIRST.contains(begins) {
        Joint::Join("line cannot begin so")
    } else if NEVER_LAST.contains(ends) {
        Joint::Join("line cannot end so")
    } else if "。！？!?".contains(ends) {
        Joint::Break("sentence end")
    } else if "●◎★☆".contains(ends) {
        Joint::Break("mark behind a name")
    } else if closes_bracket(left, right) {
        Joint::Join("open bracket")
    } else if keyed_by_gap(right)
        || gap(left).is_some() && gap(right).is_some()
        || begins_with_label(left) && begins_with_label(right)
        || !ends_in_particle(left) && begins_with_dated_label(right)
        || begins_with_grade(left) && begins_with_grade(right)
    {
        Joint::Break("key before a gap")
    } else if !ends_in_particle(left) && begins_with_key(left, right) {
        Joint::Break("key before a colon")
    } else if is_key_alone(right) || is_label_alone(left, right) {
        Joint::Break("key on a line of its own")
    } else if is_date_alone(left.trim_start())
        || is_date_alone(right.trim()) && (names_department(left) || left.ends_with('部'))
    {
        Joint::Break("date on a line of its own")
    } else if numbers_a_word(right) {
        Joint::Break("numbered word")
    } else if names_department(left) && names_department(right.trim_end()) {
        Joint::Break("list of names")
    } else if (reaches(left.trim_start(), block) && line >= NARROW)
        || (line * 100 >= block * 85 && block >= WIDE)
    {
        Joint::Join("full line")
    } else if ends_in_particle(left) {
        Joint::Join("particle")
    } else if ends.is_ascii_alphabetic() && begins.is_ascii_alphabetic() {
        Joint::Join("Latin words")
    } else if line * 4 < block * 3 && (line >= 6 || block >= WIDE) {
        Joint::Break("short line")
    } else {
        Joint::Join("nothing parts them")
    }
}

fn is_indented(line: &str) -> bool {
    line.starts_with('\u{3000}') || line.starts_with("  ")
}

/// True if an indented line goes on with a full one: in a paragraph set in from the margin, with its first line set in
/// once more, or below an entry, set in behind its mark.
fn hangs(left: &str, right: &str, block: u32) -> bool {
    let line = left.trim();
    let runs = |line: &str| !line.trim().contains(['\u{3000}', ' ']);
    let full = block >= WIDE && reaches(line, block);
    let deeper = indent(right) > indent(left);
    // A label in brackets stands at the head of a paragraph as its first words do.
    let labelled = line.starts_with(['【', '〔']) && is_indented(left);
    let goes_on = if starts_entry(line) {
        deeper || labelled
    } else {
        !deeper && is_indented(left) && runs(left)
    };
    full && goes_on
        && runs(right)
        && !line.ends_with(['。', '！', '？', ':', '：'])
        && !ends_with_departments(line)
}

/// True if a line is as long as its block, in width or, where the sheet was wrapped by counting, in characters.
fn reaches(line: &str, block: u32) -> bool {
    const FEW: u32 = 12;
    let (wide, all) = (width(line), line.chars().count() as u32 * 2);
    wide + FULL_MARGIN >= block || all + FULL_MARGIN > block && all <= wide + FEW
}

/// True if an indented line begins where the value does that the line above has behind its key, and goes on with it.
fn hangs_below_value(left: &str, right: &str, block: u32, edge: u32) -> bool {
    let line = left.trim_start();
    let Some(key) = line.find(['\u{3000}', ' ']) else {
        return false;
    };
    let behind = line[key..].trim_start();
    // The colons of a list of keys stand below each other.
    let value = behind.trim_start_matches([':', '：']).trim_start();
    let before = &left[..left.len() - value.len()];
    // Folding has made half-width what may have been printed wide.
    let folded = before.chars().filter(char::is_ascii_graphic).count() as u32;
    let mark = if starts_entry(value) { 2 } else { 0 };
    let at = width(before) + mark..=width(before) + mark + folded;
    let end = width(left.trim_end());
    let full = block >= WIDE && (reaches(line.trim_end(), block) || end + FULL_MARGIN >= edge);
    let runs = !right.trim().contains(['\u{3000}', ' ']);
    key > 0
        && at.contains(&indent(right))
        && runs
        && (full || ends_in_particle(left) || closes_bracket(left, right))
}

/// True if the line begins with a bullet, an enumerator or a note mark.
pub fn starts_entry(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let second = chars.next();
    match first {
        _ if mark::of_entry(line).is_some() => true,
        c if OPENS_ENTRY.contains(c) => true,
        '①'..='⑳' | '㉑'..='㊿' | '⑴'..='⒛' | '❶'..='❿' | '㈠'..='㈩' => true,
        '-' | '–' => second.is_some_and(char::is_whitespace),
        '(' | '（' => bracketed_enumerator(line),
        '第' => ordinal_heading(line),
        c if c.is_ascii_digit() => numbered(line) || numbered_by_space(line),
        'Ⅰ'..='Ⅻ' => second.is_none_or(|c| c.is_whitespace() || "..．、)".contains(c)),
        'ア'..='オ' => second.is_some_and(|c| c.is_whitespace() || ".．)）".contains(c)),
        _ => false,
    }
}

/// `(1)`, `(ア)`, `（三）`: at most three characters between brackets.
fn bracketed_enumerator(line: &str) -> bool {
    let inner: Vec<char> = line
        .chars()
        .skip(1)
        .take_while(|c| !")）".contains(*c))
        .take(4)
        .collect();
    let digits = |c: &char| {
        c.is_ascii_digit() || ('０'..='９').contains(c) || "一二三四五六七八九十".contains(*c)
    };
    let closes = line
        .chars()
        .nth(inner.len() + 1)
        .is_some_and(|c| ")）".contains(c));
    closes
        && !inner.is_empty()
        && (inner.iter().all(digits)
            || (inner.len() == 1
                && (('ア'..='ン').contains(&inner[0]) || inner[0].is_ascii_alphabetic())))
}

/// `第3章`, `第二節`.
fn ordinal_heading(line: &str) -> bool {
    let rest = line
        .chars()
        .skip(1)
        .skip_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c));
    line.chars()
        .nth(1)
        .is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
        && rest.take(1).all(|c| "章節条編項".contains(c))
}

/// True for a line that begins with a grade and a blank, as those of a legend do: `A　計画どおり進んでいる`.
fn begins_with_grade(line: &str) -> bool {
    const LONGEST: usize = 2;
    let line = line.trim_start();
    let mut starts = line.char_indices().take(LONGEST + 1);
    let blank = starts.find(|(_, c)| matches!(c, ' ' | '\u{3000}'));
    blank.is_some_and(|(end, _)| grade::is_grade_label(&line[..end]))
}

/// True for a line that begins with a label of the lexicon and a blank: `担当課 市民課`.
fn begins_with_label(line: &str) -> bool {
    let line = line.trim_start();
    let word = line.split_once([' ', '\u{3000}']).map(|(word, _)| word);
    word.is_some_and(|word| LEXICON.exact(&normalize::compare_key(word)).is_some())
}

/// True for a line that begins with a label of the lexicon, and years behind it: `計画期間 平成26年度～平成30年度`.
fn begins_with_dated_label(line: &str) -> bool {
    let value = line.trim_start().split_once([' ', '\u{3000}']);
    let dated = value.is_some_and(|(_, value)| {
        let value = value.trim_start();
        period::may_begin(value) && value.contains(|c: char| c.is_ascii_digit() || c == '元')
    });
    dated && begins_with_label(line)
}

/// True for a line that begins with a key and its colon: one that the lexicon knows, or any below a line that begins so
/// too.
fn begins_with_key(above: &str, line: &str) -> bool {
    // H30計画 is known as 計画 is.
    let year = |c: char| c.is_ascii_alphanumeric() || "令和平成元年度".contains(c);
    let known = |key: &str| {
        let key = normalize::compare_key(key);
        let undated = key.trim_start_matches(year);
        LEXICON.exact(&key).is_some() || LEXICON.exact(undated).is_some()
    };
    key_of(line).is_some_and(|key| known(key) || key_of(above).is_some())
}

/// The short word before a colon that a line begins with, and that something stands behind.
fn key_of(line: &str) -> Option<&str> {
    let (key, value) = line.trim().split_once([':', '：'])?;
    let is_word = |c: char| ('\u{3041}'..='\u{9fff}').contains(&c);
    let parts = |c: char| c.is_whitespace() || "、。，．()（）「」『』【】・".contains(c);
    ((4..=20).contains(&width(key))
        && key.chars().all(|c| !parts(c))
        && key.chars().any(is_word)
        && !value.trim().is_empty())
    .then_some(key)
}

/// A line that is a label of the lexicon and nothing else, below one that may end so: 整理番号.
fn is_label_alone(above: &str, line: &str) -> bool {
    let line = line.trim();
    (8..=20).contains(&width(line))
        && !ends_in_particle(above)
        && !above.ends_with(['、', '，', '・'])
        && LEXICON.exact(&normalize::compare_key(line)).is_some()
}

/// A short line that ends in a colon: 委員からの意見:.
fn is_key_alone(line: &str) -> bool {
    let key = line.trim().strip_suffix([':', '：']);
    key.is_some_and(|key| (4..=24).contains(&width(key)) && !key.contains(['、', '。', '(', '（']))
}

/// Where the first wide gap of a line begins, behind its indent.
fn gap(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let words = &line[indent..];
    let at = words
        .find("  ")
        .or_else(|| words.find("\u{3000}\u{3000}"))?;
    Some(indent + at)
}

/// A short word and a wide gap: the line of a form whose values stand in a column.
fn keyed_by_gap(line: &str) -> bool {
    let line = line.trim_start();
    gap(line).is_some_and(|gap| {
        let key = &line[..gap];
        (4..=20).contains(&width(key))
            && !key.contains(['。', '、'])
            && line[gap..].trim().len() > 3
    })
}

/// `基本方針2 財政の健全化`: a short word, its number and a blank begin a heading.
fn numbers_a_word(line: &str) -> bool {
    let line = line.trim_start();
    let kanji = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c) || *c == 'の';
    let word = line.chars().take_while(kanji).count();
    let mut rest = line.chars().skip(word).peekable();
    let mut digits = 0;
    while rest
        .next_if(|c| c.is_ascii_digit() || ('Ⅰ'..='Ⅻ').contains(c))
        .is_some()
    {
        digits += 1;
    }
    let parted = rest.next().is_some_and(|c| c == ' ' || c == '\u{3000}');
    let era = ["平成", "令和", "昭和"]
        .iter()
        .any(|era| line.starts_with(era));
    (2..=8).contains(&word) && (1..=2).contains(&digits) && parted && !era
}

/// True if a line ends in a word that nothing but more words can follow. も, へ and か end topics and questions.
pub(crate) fn ends_in_particle(line: &str) -> bool {
    const PARTICLES: [&str; 16] = [
        "、",
        "，",
        "及び",
        "または",
        "又は",
        "並びに",
        "について",
        "により",
        "として",
        "を",
        "は",
        "が",
        "の",
        "に",
        "と",
        "で",
    ];
    PARTICLES.iter().any(|word| line.ends_with(word))
}

/// `1.`, `12)`, `3、`: one or two digits and a mark that no number goes on behind.
fn numbered(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mut rest = line.chars().skip(digits);
    digits <= 2
        && rest.next().is_some_and(|c| "..．、)）".contains(c))
        && rest.find(|c| *c != ' ').is_none_or(|c| !c.is_ascii_digit())
}

/// `2　市民との…`: a number parted from a noun by a space, and no count of anything.
fn numbered_by_space(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mut rest = line.chars().skip(digits);
    let parted = rest.next().is_some_and(|c| c == ' ' || c == '\u{3000}');
    let mut words = rest.skip_while(|c| *c == ' ' || *c == '\u{3000}');
    let kanji = |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let first = words.next();
    let counts = first.is_some_and(|c| "年月日人件回名".contains(c));
    digits <= 2
        && parted
        && (kanji(first) || first.is_some_and(|c| ('\u{30a1}'..='\u{30fe}').contains(&c)))
        && (!counts || kanji(words.next()))
}

/// True if a line is long enough for the name of a department and ends as one does, a mark of its part behind it.
pub(super) fn names_department(line: &str) -> bool {
    let name = match line.rsplit_once(['(', '（']) {
        Some((name, part)) if part.ends_with([')', '）']) => name,
        _ => line,
    };
    !name.contains(['、', '。', 'を', 'に'])
        && name.chars().count() >= 3
        && DEPARTMENTS.iter().any(|ending| name.ends_with(ending))
}

/// True for a date and nothing else, as it stands above who made the document: 令和5年8月.
fn is_date_alone(line: &str) -> bool {
    let of_date = |c: char| c.is_ascii_digit() || "平成令和元年月日現在 ".contains(c);
    line.ends_with(['月', '日']) && line.contains('年') && line.chars().all(of_date)
}

/// True for a line that names who is in charge at its end: (1) 窓口の改善(市民課・デジタル戦略課).
fn ends_with_departments(line: &str) -> bool {
    let inner = line.strip_suffix([')', '）']);
    let inner = inner.and_then(|line| line.rsplit_once(['(', '（']));
    inner.is_some_and(|(_, names)| names.split(['・', '、', ',']).all(names_department))
}

/// True if a bracket is open at the end of the first line and closed in the second.
fn closes_bracket(left: &str, right: &str) -> bool {
    let open = |text: &str| {
        text.chars().fold(0_i32, |open, c| match c {
            '（' | '(' | '「' | '『' | '【' => open + 1,
            '）' | ')' | '」' | '』' | '】' => open - 1,
            _ => open,
        })
    };
    open(left) > 0 && open(right) < 0
}

fn indent(line: &str) -> u32 {
    let start = line.len() - line.trim_start().len();
    width(&line[..start])
}
