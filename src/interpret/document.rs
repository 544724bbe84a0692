//! What the document says of itself: its title, its municipality, its years.

use super::assembler::Times;
use super::{keyed, prose};
use crate::layout::{BlockKind, Pages, Paragraph};
use crate::lexicon::{Concept, LEXICON};
use crate::normalize;
use crate::notation::era::Era;
use crate::notation::grade;
use crate::notation::period::{self, PeriodContext};
use crate::record::PeriodKind;
use crate::segment::{self, Label, LabelReader, Node, Outline, Style};
use crate::source::{NOWHERE, Text, TextSlice};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Titles are looked for in this many paragraphs.
const TITLE_WITHIN: usize = 12;
/// The year of the whole document stands in one of the first so many parts.
const SUBTITLE_WITHIN: usize = 6;
/// A shorter line is no name of a plan, in characters.
const SHORTEST_PROGRAMME: usize = 8;
/// A longer line is no title, in characters.
const LONGEST_TITLE: usize = 60;

/// The era in which a document's bare years count: the one that it names most often, the later of equals.
pub(crate) fn era(pages: &Pages) -> Option<Era> {
    const NAMES: [(&str, Era); 3] = [
        ("昭和", Era::Showa),
        ("平成", Era::Heisei),
        ("令和", Era::Reiwa),
    ];
    let counts = NAMES.map(|(name, era)| (pages.recovered.text.matches(name).count(), era));
    let letters = letter_years(&pages.recovered.text);
    counts
        .into_iter()
        .chain(letters)
        .filter(|(n, _)| *n > 0)
        .max_by_key(|(n, era)| (*n, *era))
        .map(|(_, era)| era)
}

/// H27 and R5 name eras too.
fn letter_years(text: &str) -> [(usize, Era); 2] {
    let count = |letters: [char; 2]| {
        let chars: Vec<char> = text.chars().collect();
        chars
            .windows(2)
            .enumerate()
            .filter(|(i, pair)| {
                letters.contains(&pair[0])
                    && (pair[1].is_ascii_digit() || ('０'..='９').contains(&pair[1]))
                    && !i
                        .checked_sub(1)
                        .is_some_and(|before| chars[before].is_ascii_alphanumeric())
            })
            .count()
    };
    [
        (count(['H', 'Ｈ']), Era::Heisei),
        (count(['R', 'Ｒ']), Era::Reiwa),
    ]
}

/// The context for reading the document's labels.
pub(crate) fn context(pages: &Pages) -> PeriodContext {
    PeriodContext {
        era: era(pages),
        ..PeriodContext::default()
    }
}

/// The document's own title: a line near its head that reads like one, or that is printed again and again.
pub(crate) fn title(pages: &Pages, reader: &LabelReader<'_>) -> Option<Text> {
    let lines = || {
        pages.blocks.iter().flat_map(|block| match &block.kind {
            BlockKind::Text(paragraphs) | BlockKind::Furniture(paragraphs) => paragraphs.as_slice(),
            BlockKind::Table(_) => &[],
        })
    };
    let mut copies: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines() {
        *copies.entry(line.text.as_str()).or_default() += 1;
    }
    let first = lines().next();
    // 令和5年度 取組状況 is a label elsewhere, and the title as the first line.
    let is_dated_title = |line: &Paragraph| {
        let label = reader.read(line.text.slice());
        let reports = label.is_some_and(|label| {
            let progress = matches!(
                label.concept,
                Some(Concept::Progress | Concept::ProgressLabel)
            );
            label.period.is_some() && (progress || line.heading.is_some())
        });
        reports && first.is_some_and(|first| std::ptr::eq(first, line))
    };
    let may_be = |line: &&Paragraph| {
        let text = line.text.as_str();
        let title = grade::legend_start(text).map_or(text, |end| &text[..end]);
        let length = title.chars().count();
        (4..=LONGEST_TITLE).contains(&length)
            && !text.contains(['。', '\t'])
            && !line.vertical
            && text.contains(char::is_alphanumeric)
            && !prose::is_list_entry(text)
            && (reader.read(line.text.slice()).is_none() || is_dated_title(line))
            && segment::marked(line.text.slice(), reader)
                .is_none_or(|heading| heading.style != Style::Level)
    };
    let ends = |line: &Paragraph, words: &[String]| {
        let line = without_legend(&line.text);
        let key = normalize::compare_key(line.as_str());
        // What a bracket adds: 進捗状況(平成22年度).
        let key = match key.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
            Some((main, _)) => main,
            None => &key,
        };
        words.iter().any(|word| key.ends_with(word.as_str()))
    };
    // What stands behind a label is its value.
    let before_labels = pages.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::Text(paragraphs) | BlockKind::Furniture(paragraphs) => {
            let labelled = |p: &Paragraph| {
                reader
                    .read(p.text.slice())
                    .is_some_and(|label| label.is_item_field())
            };
            let end = paragraphs
                .iter()
                .position(labelled)
                .unwrap_or(paragraphs.len());
            &paragraphs[..end]
        }
        BlockKind::Table(_) => &[],
    });
    let candidates: Vec<&Paragraph> = before_labels.take(TITLE_WITHIN).filter(may_be).collect();
    let title = candidates
        .iter()
        .find(|line| ends(line, &LEXICON.title_words))
        .or_else(|| {
            candidates
                .iter()
                .find(|line| ends(line, &LEXICON.programme_words))
        })
        .or_else(|| {
            // 行政改革実施計画 令和4年度評価
            let names_plan = |line: &&&Paragraph| programme_name(line.text.as_str()).is_some();
            candidates.iter().find(names_plan)
        })
        .or_else(|| {
            let repeats = |line: &Paragraph| copies.get(line.text.as_str()).is_some_and(|n| *n > 1);
            let is_pair = |line: &Paragraph| reader.leading(line.text.slice()).is_some();
            candidates
                .iter()
                .find(|line| repeats(line) && !is_pair(line))
        })?;
    let at = candidates.iter().position(|line| std::ptr::eq(line, title));
    let above = at.and_then(|at| candidates.get(at.checked_sub(1)?));
    let begins = above.filter(|line| is_attribute(line.text.as_str()));
    let mut whole = begins.map_or_else(Text::new, |line| line.text.clone());
    // The plan may stand on a line of its own over 平成30年度取組結果報告書.
    let names_plan = |text: &str| programme_name(text).as_deref() == Some(text);
    let plan = above.filter(|line| names_plan(line.text.as_str()));
    if let Some(plan) = plan.filter(|_| programme_name(title.text.as_str()).is_none()) {
        whole = plan.text.clone();
        whole.push(' ', NOWHERE);
    }
    whole.push_slice(without_legend(&title.text).slice());
    Some(whole)
}

/// True for the first line of a title that goes on below: 行政改革実施計画に係る, over 外部評価結果.
fn is_attribute(line: &str) -> bool {
    const ENDS: [&str; 6] = [
        "に係る",
        "に関する",
        "に対する",
        "に基づく",
        "における",
        "のための",
    ];
    ENDS.iter().any(|end| line.ends_with(end))
}

/// A title without the legend that stands on its line.
fn without_legend(line: &Text) -> Text {
    let end = grade::legend_start(line.as_str()).unwrap_or(line.as_str().len());
    line.slice().cut(0..end).trim().to_text()
}

/// The plan that a title names, whose sheet or report the document is: up to 計画, プラン, 大綱 or プログラム.
pub(crate) fn programme_name(title: &str) -> Option<String> {
    let title = without_year(title);
    LEXICON.programme_words.iter().find_map(|word| {
        let end = title.find(word.as_str())? + word.len();
        // 行財政改革プラン2019
        let behind = title[end..].trim_start_matches(|c: char| c.is_ascii_digit());
        let year = title.len() - end - behind.len();
        let end = if year == 4 { end + year } else { end };
        let next = title[end..].chars().next();
        let answers = |no: &String| title[..end].ends_with(no.as_str());
        // 行財政改革プラン令和6年度 取組結果, where a title goes on on its next line.
        let dated = ["令和", "平成"]
            .iter()
            .any(|era| title[end..].starts_with(era));
        let parted = (dated || next.is_none_or(|c| c.is_whitespace() || "(【〔[」".contains(c)))
            && !LEXICON.no_programme.iter().any(answers);
        // 議題 「朝霧市行財政改革プラン」の実績について
        let quoted = title[..end]
            .rfind('「')
            .map_or(0, |at| at + '「'.len_utf8());
        // 補助金の見直し一覧(朝霧市行財政改革プログラム)
        let open = title[..end].rfind('(').filter(|_| next == Some(')'));
        match open {
            Some(open) => Some(title[open + 1..end].to_owned()),
            None => parted.then(|| title[quoted..end].to_owned()),
        }
    })
}

/// The years that title, prose and headers give for the document as a whole.
pub(crate) fn times(
    outline: &Outline,
    title: Option<&Text>,
    programme: Option<&Text>,
    context: &PeriodContext,
) -> Times {
    let document = title.and_then(|title| {
        let reported = reported_year(title.as_str(), context).map(|reading| (reading, ""));
        let begins = || period::read_prefix(title.as_str(), context);
        let (reading, _) = reported.or_else(begins).or_else(|| {
            // 行革プラン(平成17年度～平成21年度)平成19年度の取組状況 reports on one year of its plan.
            let mut found = period::find(title.as_str(), context).map(|(_, reading)| reading);
            let first = found.next()?;
            let whole = first.period.fiscal_year_end.is_some();
            let one = |reading: &period::Reading| reading.period.kind == PeriodKind::Year;
            let reading = found.find(one).filter(|_| whole).unwrap_or(first);
            Some((reading, ""))
        })?;
        // A report on the first half of a year is one of that year.
        let kind = reading.period.kind;
        // So is one on how things stood at its end: 平成29年度末現在.
        let ends = title.as_str().contains("年度末");
        let single = (matches!(kind, PeriodKind::Year | PeriodKind::Half) || ends)
            && reading.period.fiscal_year_end.is_none();
        reading
            .period
            .fiscal_year
            .filter(|_| single)
            .map(|year| (year, words_of_year(title, year, context)))
    });
    let document = keyed_year(outline, context, &["評価対象", "対象年度"])
        .or(document)
        .or_else(|| keyed_year(outline, context, &["評価年度"]))
        .or_else(|| subtitle_year(outline, context));
    let of = |line: Option<&Text>| line.and_then(|line| stretch_of_years(line, context));
    let titled = || of(title).or_else(|| of(programme));
    let printed = printed_programme(outline, context)
        .or_else(|| bracketed_programme(outline, context))
        .or_else(|| keyed::run_of_plan(outline, context))
        .or_else(titled);
    let columns = column_years(outline);
    let report = of(title).or_else(|| bracketed_programme(outline, context));
    let part = report.filter(|((first, last), _)| {
        printed
            .as_ref()
            .is_some_and(|((begin, end), _)| begin <= first && last < end)
    });
    Times {
        reported_until: part.map(|((_, last), _)| last),
        midterm: title
            .filter(|_| document.is_none())
            .and_then(midterm)
            .map(Arc::new),
        programme: printed
            .as_ref()
            .map(|(years, _)| *years)
            .or(columns.filter(|_| document.is_none())),
        programme_places: printed.map(|(_, place)| Arc::new(place)),
        document: document.map(|(year, place)| (year, Arc::new(place))),
    }
}

/// The words of a title that print a year; the title where they cannot be parted from it.
fn words_of_year(title: &Text, year: i32, context: &PeriodContext) -> Text {
    let words = period::find(title.as_str(), context)
        .find(|(_, reading)| reading.period.fiscal_year == Some(year))
        .map(|(range, _)| title.slice().cut(range).trim().to_text());
    words.unwrap_or_else(|| title.clone())
}

/// The year that a title's bracket reports on, where the sheet has one of its own: 令和4年度 点検調書(令和3年度実施事業).
fn reported_year(title: &str, context: &PeriodContext) -> Option<period::Reading> {
    let inner = title.strip_suffix(')')?.rsplit_once('(')?.1;
    let (reading, rest) = period::read_prefix(inner, context)?;
    let words = ["実施", "実績", "分", "決算", "の実施", "の実績", "対象"];
    words
        .iter()
        .any(|word| rest.starts_with(word))
        .then_some(reading)
}

/// The year behind a key that ends so, as one that asks for the year which is judged does: 評価対象年度 before 令和5年度.
fn keyed_year(outline: &Outline, context: &PeriodContext, keys: &[&str]) -> Option<(i32, Text)> {
    let ends = |words: &str| {
        let key = normalize::compare_key(words);
        keys.iter()
            .any(|word| key.trim_end_matches(':').ends_with(word))
    };
    let asks = |label: &Label| ends(label.text.as_str());
    let year = |value: &Text| {
        let period = period::read(value.as_str(), context)?.period;
        let single = period.kind == PeriodKind::Year && period.fiscal_year_end.is_none();
        Some((period.fiscal_year.filter(|_| single)?, value.clone()))
    };
    let in_line = |text: &Text| {
        let (key, value) = text.as_str().split_once([':', '：'])?;
        let from = text.as_str().len() - value.len();
        let value = text.slice().cut_from(from).trim().to_text();
        ends(key).then(|| year(&value)).flatten()
    };
    outline.nodes.iter().find_map(|node| match node {
        Node::Field { label, value, .. } if asks(label) => year(value),
        Node::Table(view) => view.data.iter().find_map(|datum| {
            let asked = datum.row_path.last().is_some_and(&asks);
            asked.then(|| year(&datum.text)).flatten()
        }),
        Node::Paragraph(paragraph) => in_line(&paragraph.text),
        Node::Furniture(text) => in_line(text),
        _ => None,
    })
}

/// A year that stands alone near the head of the document, on a line, in brackets or between slashes: 【令和6年度】.
fn subtitle_year(outline: &Outline, context: &PeriodContext) -> Option<(i32, Text)> {
    outline.nodes.iter().take(SUBTITLE_WITHIN).find_map(|node| {
        let text = match node {
            Node::Paragraph(paragraph) => &paragraph.text,
            Node::Heading(heading) => &heading.line,
            // 令和5年度 / テーマ番号 K-01: the year is that of the sheet, not of its number.
            Node::Field { label, .. } if label.lists_items() => &label.text,
            _ => return None,
        };
        let brackets = ['/', '／', '【', '】', '(', ')', '〔', '〕'];
        let mut from = 0;
        text.as_str().split(brackets).find_map(|part| {
            let words = text.slice().cut(from..from + part.len()).trim();
            let sign = text.as_str()[from + part.len()..].chars().next();
            from += part.len() + sign.map_or(0, char::len_utf8);
            let period = period::read(words.as_str(), context)?.period;
            let single = period.kind == PeriodKind::Year
                && period.fiscal_year_end.is_none()
                && !period.inferred;
            Some((period.fiscal_year.filter(|_| single)?, words.to_text()))
        })
    })
}

/// The words of a title that speak of the middle of a programme: 中間検証, 中間報告.
fn midterm(title: &Text) -> Option<Text> {
    const WORDS: [&str; 6] = ["評価", "検証", "総括", "報告", "見直し", "点検"];
    let at = title.as_str().find("中間")?;
    let behind = &title.as_str()[at + "中間".len()..];
    let word = WORDS.iter().find(|word| behind.starts_with(**word))?;
    Some(
        title
            .slice()
            .cut(at..at + "中間".len() + word.len())
            .to_text(),
    )
}

/// A range of years that stands in brackets and alone, as a subtitle does.
fn bracketed_programme(outline: &Outline, context: &PeriodContext) -> Option<((i32, i32), Text)> {
    outline.nodes.iter().find_map(|node| {
        let text = match node {
            Node::Field { value, .. } => value,
            Node::Paragraph(paragraph) => &paragraph.text,
            Node::Heading(heading) => &heading.line,
            _ => return None,
        };
        is_range_in_brackets(text.as_str(), context)
            .then(|| stretch_of_years(text, context))
            .flatten()
    })
}

/// A range of years in words that speak of a plan's run.
fn printed_programme(outline: &Outline, context: &PeriodContext) -> Option<((i32, i32), Text)> {
    let mut below_heading = false;
    outline.nodes.iter().find_map(|node| {
        let headed = std::mem::replace(
            &mut below_heading,
            matches!(node, Node::Heading(heading) if heading.line.as_str().contains("期間")),
        );
        let (text, speaks) = match node {
            Node::Field { label, value, .. } => (value, label.concept == Some(Concept::Programme)),
            Node::Paragraph(paragraph) => {
                let words = paragraph.text.as_str();
                let speaks = headed || words.contains("期間") || tells_own_run(words);
                (&paragraph.text, speaks)
            }
            Node::Heading(heading) => (&heading.line, heading.line.as_str().contains("期間")),
            _ => return None,
        };
        speaks.then(|| stretch_of_years(text, context)).flatten()
    })
}

/// True for a sentence on how many years this plan runs: この計画は、平成31年度から平成35年度までの5年間に…
fn tells_own_run(text: &str) -> bool {
    const YEARS: [&str; 7] = ["年間", "か年", "カ年", "ヵ年", "ヶ年", "ケ年", "箇年"];
    let own = |word: &String| {
        let mut places = text.match_indices(word.as_str());
        places.any(|(at, _)| text[..at].ends_with("この") || text[..at].ends_with('本'))
    };
    YEARS.iter().any(|years| text.contains(years)) && LEXICON.programme_words.iter().any(own)
}

/// The first stretch of years within a text, and the words that give it.
pub(super) fn stretch_of_years(text: &Text, context: &PeriodContext) -> Option<((i32, i32), Text)> {
    period::find(text.as_str(), context).find_map(|(range, reading)| {
        let years = (reading.period.fiscal_year?, reading.period.fiscal_year_end?);
        Some((years, text.slice().cut(range).to_text()))
    })
}

/// True for a line that is a stretch of years and nothing else, in the brackets that a subtitle stands in.
fn is_range_in_brackets(line: &str, context: &PeriodContext) -> bool {
    let line = line.trim();
    line.strip_prefix(['(', '〔', '【', '～', '-'])
        .and_then(|rest| rest.strip_suffix([')', '〕', '】', '～', '-']))
        .and_then(|inner| period::read(inner, context))
        .is_some_and(|reading| reading.period.fiscal_year_end.is_some())
}

/// First and last of the years that head the columns of plans.
fn column_years(outline: &Outline) -> Option<(i32, i32)> {
    let schedules = outline.nodes.iter().filter_map(|node| match node {
        Node::Table(view) => Some(view),
        _ => None,
    });
    let years: Vec<i32> = schedules
        .filter(|view| {
            !view
                .data
                .iter()
                .any(|datum| datum.column_path.last().is_some_and(Label::lists_items))
        })
        .flat_map(|view| &view.data)
        .filter(|datum| {
            datum
                .row_path
                .iter()
                .chain(&datum.column_path)
                .any(is_plan_axis)
        })
        .flat_map(|datum| &datum.column_path)
        .filter_map(|label| label.period.as_ref())
        .filter(|reading| reading.period.kind == PeriodKind::Year && !reading.period.open_ended)
        .flat_map(|reading| [reading.period.fiscal_year, reading.period.fiscal_year_end])
        .flatten()
        .collect();
    Some((*years.iter().min()?, *years.iter().max()?))
}

fn is_plan_axis(label: &Label) -> bool {
    matches!(label.concept, Some(Concept::Plan | Concept::Schedule))
}

/// A title without the year that it begins with: 令和4年度 朝霧市行財政改革推進計画.
pub(super) fn without_year(title: &str) -> &str {
    match period::read_prefix(title, &PeriodContext::default()) {
        Some((reading, rest)) if reading.period.fiscal_year.is_some() && !rest.is_empty() => {
            rest.trim_start()
        }
        _ => title,
    }
}

/// The line near the head that names the plan which the document belongs to, beside a title that says no more than
/// 個別シート.
pub(crate) fn programme_line<'p>(pages: &'p Pages, title: Option<&Text>) -> Option<&'p Text> {
    if title.is_some_and(|title| programme_name(title.as_str()).is_some()) {
        return None;
    }
    let lines = pages.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::Text(paragraphs) | BlockKind::Furniture(paragraphs) => paragraphs.as_slice(),
        BlockKind::Table(_) => &[],
    });
    let names_a_plan = |text: &&Text| {
        let main = text
            .as_str()
            .split(['(', '【', '〔', '['])
            .next()
            .unwrap_or_default()
            .trim_end();
        // 行財政改革プラン2022
        let main = main.trim_end_matches(|c: char| c.is_ascii_digit());
        let mut words = LEXICON.programme_words.iter();
        let long = main.chars().count() >= SHORTEST_PROGRAMME;
        long && words.any(|word| main.ends_with(word.as_str())) && !text.as_str().contains('。')
    };
    let mut lines = lines.take(TITLE_WITHIN).map(|line| &line.text);
    lines.find(names_a_plan)
}

/// A plan that a sentence near the head names in quotes, 「朝霧市第6次行財政改革大綱」を策定し, or with its years behind it:
/// 第5次行政改革実施計画(令和3年度～令和6年度)に掲げる.
pub(crate) fn quoted_programme(pages: &Pages) -> Option<Text> {
    let lines = pages.blocks.iter().flat_map(|block| match &block.kind {
        BlockKind::Text(paragraphs) => paragraphs.as_slice(),
        BlockKind::Table(_) | BlockKind::Furniture(_) => &[],
    });
    let told = |line: &&Paragraph| line.text.as_str().ends_with('。');
    lines.take(TITLE_WITHIN).filter(told).find_map(|line| {
        let text = line.text.slice();
        let names_a_plan = |words: &TextSlice<'_>| {
            let mut plans = LEXICON.programme_words.iter();
            let long = words.as_str().chars().count() >= SHORTEST_PROGRAMME;
            long && plans.any(|plan| words.as_str().ends_with(plan.as_str()))
        };
        let starts = text.as_str().match_indices('「');
        let quoted = starts.into_iter().find_map(|(at, open)| {
            let inner = text.cut_from(at + open.len());
            let inner = inner.cut(0..inner.as_str().find(['」', '('])?);
            names_a_plan(&inner).then(|| inner.to_text())
        });
        quoted.or_else(|| {
            let name = before_years(text)?;
            names_a_plan(&name).then(|| name.to_text())
        })
    })
}

/// The words right before a range of years in brackets, back to the last comma.
fn before_years(text: TextSlice<'_>) -> Option<TextSlice<'_>> {
    let (before, rest) = text.as_str().split_once('(')?;
    let (inner, _) = rest.split_once(')')?;
    let range = inner.contains('年') && inner.contains(['～', '~', '〜', '-', '－']);
    let start = before.rfind(['、', '。', '\u{3000}', ' ', '\n']);
    let start = start.and_then(|at| Some(at + before[at..].chars().next()?.len_utf8()));
    range.then(|| text.cut(start.unwrap_or(0)..before.len()))
}
