//! What labels mean: data, loaded once, checked by tests for order, duplicates and dead entries.

use crate::normalize;
use crate::record::Status;
use foldhash::{HashMap, HashMapExt};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// What a label says of the value that it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concept {
    /// 取組の内容.
    Actions,
    /// 年度評価: a group of yearly judgements.
    AnnualEvaluation,
    /// 評価: a judgement, in words or as a grade.
    Assessment,
    /// A labelled fact that has no field of its own.
    Attribute,
    /// 現状と課題.
    Background,
    /// 現状, 基準値: the state before.
    Baseline,
    /// 期末報告: the year's result.
    ClosingReport,
    /// 事業費, 効果額: an indicator in money.
    Cost,
    /// 予算: money planned.
    CostPlan,
    /// 決算: money spent.
    CostResult,
    /// 妥当性, 1次評価: what was judged, or who judged.
    Criterion,
    /// 担当課.
    Department,
    /// 達成率: computed from plan and result.
    Derived,
    /// 今後の方向性: next steps, often a chosen option.
    Direction,
    /// 期限.
    Due,
    /// 取組による効果・残された課題.
    Effects,
    /// 計画期間の評価.
    FinalEvaluation,
    /// 改革実施概要: the name of a part of the form, of no meaning for its values.
    FormPart,
    /// A judgement given as a grade.
    Grade,
    /// 班.
    Group,
    /// 指標.
    Indicator,
    /// 中間報告: the first half's result.
    InterimReport,
    /// 課題: background of an item, or next steps where it stands beside results.
    Issues,
    /// 大項目: a level above the item.
    Level,
    /// The name of a row: an indicator, or a measure within the item.
    Measure,
    /// 方法・手段.
    Method,
    /// 計画期間の中間評価.
    MidtermEvaluation,
    /// 市町村名.
    Municipality,
    /// The item's name.
    Name,
    /// 課題、今後の方針、改善事項.
    NextSteps,
    /// A remark of the form itself.
    Note,
    /// The item's number.
    Number,
    /// 今後の展望.
    Outlook,
    /// 計画, 目標値.
    Plan,
    /// 優先順位: an attribute that also numbers.
    Priority,
    /// 計画期間.
    Programme,
    /// 計画終了年度.
    ProgrammeEnd,
    /// 計画開始年度.
    ProgrammeStart,
    /// 取組の状況.
    Progress,
    /// 進捗度: how far it has come, in a word.
    ProgressLabel,
    /// 目的・目標・効果.
    Purpose,
    /// 数値目標 in words.
    RateText,
    /// 特記事項.
    Remarks,
    /// 実績.
    Result,
    /// 取組工程.
    Schedule,
    /// 最終目標.
    Target,
    /// The document's title.
    Title,
    /// 合計.
    Total,
    /// 総合評価: annual beside a year, otherwise over the whole run.
    TotalEvaluation,
    /// 単位.
    Unit,
}

impl Concept {
    /// True for what says which side of a plan its values give: what was to be, or what came of it.
    pub fn is_side(self) -> bool {
        matches!(
            self,
            Self::Plan | Self::Target | Self::Result | Self::CostPlan | Self::CostResult
        )
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelFile {
    exact: BTreeMap<Concept, Vec<String>>,
    ending: BTreeMap<Concept, Vec<String>>,
    beginning: BTreeMap<Concept, Vec<String>>,
    containing: BTreeMap<Concept, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatusFile {
    status: BTreeMap<Status, Vec<String>>,
    unclear: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    marks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raters {
    in_turn: Vec<String>,
    inside: Vec<String>,
    outside: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseFile {
    call: Endings,
    person: Words,
    said: Words,
    proposed: Words,
    lead: Marks,
    department: Endings,
    related: Words,
    rater: Raters,
    speaker: Endings,
    item_level: Words,
    indicator: Endings,
    repeat: Marks,
    title: Words,
    programme: Words,
    no_programme: Words,
    chapter: Words,
    year: Words,
    contact: Words,
}

/// Who judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rater {
    /// The city itself: 自己評価, 担当課の評価.
    Inside,
    /// Somebody else: 委員会の意見, 有識者のコメント.
    Outside,
}

/// The lexicon that is built in, loaded at first use.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::built_in);

/// What is built in, and the labels of a form's own.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Shared, as every document has a lexicon of its own.
    built_in: Arc<Entries>,
    own: HashMap<String, Concept>,
}

/// Labels, progress labels and phrases.
#[derive(Debug)]
pub struct Entries {
    exact: HashMap<String, Concept>,
    endings: Vec<(String, Concept)>,
    beginnings: Vec<(String, Concept)>,
    inner: Vec<(String, Concept)>,
    statuses: HashMap<String, Option<Status>>,
    /// Endings of a topic that calls for action.
    pub calls: Vec<String>,
    /// Headers of the column of a list of persons, in compare form.
    pub person: Vec<String>,
    /// Headers of the column that holds what was said in a workshop, in compare form.
    pub said: Vec<String>,
    /// Headers of the column of a list that holds what each of its items proposes, in compare form.
    pub proposed: Vec<String>,
    /// Marks of the department that leads.
    pub lead_marks: Vec<String>,
    /// Endings of a department's name.
    department_endings: Vec<String>,
    /// Words of the label that asks for the departments concerned besides the one in charge.
    pub related: Vec<String>,
    /// Words of a header by which the city judges itself, and those of judges from outside.
    raters: [Vec<String>; 2],
    /// Words that number those who judge one after another.
    raters_in_turn: Vec<String>,
    /// Endings of who speaks at a meeting.
    speakers: Vec<String>,
    /// Endings of an indicator's name.
    pub indicator_endings: Vec<String>,
    /// Levels that name the item itself where no other label does.
    pub item_levels: Vec<String>,
    /// Marks of an item that stands elsewhere too.
    pub repeat_marks: Vec<String>,
    /// Words of a document's title.
    pub title_words: Vec<String>,
    /// Words that end the name of a reform plan.
    pub programme_words: Vec<String>,
    /// What ends so names no plan.
    pub no_programme: Vec<String>,
    /// Headers and keys that ask for a year.
    pub year_headers: Vec<String>,
    /// Headings that never go on with the heading before them.
    pub chapter_words: Vec<String>,
    /// Words of the lines that say whom to ask.
    pub contacts: Vec<String>,
}

impl Deref for Lexicon {
    type Target = Entries;

    fn deref(&self) -> &Entries {
        &self.built_in
    }
}

impl Entries {
    /// True for a word that ends as the name of a department does, but for a mark that it leads.
    pub fn names_department(&self, word: &str) -> bool {
        let marks = || self.lead_marks.iter();
        let word = marks().fold(word, |word, mark| word.trim_end_matches(mark.as_str()));
        let ends = |ending: &String| word.ends_with(ending.as_str());
        self.department_endings.iter().any(ends)
    }

    /// True for a criterion that says who judges, and not what: 一次評価, 内部評価.
    pub fn names_rater(&self, criterion: &str) -> bool {
        let in_turn = self
            .raters_in_turn
            .iter()
            .any(|word| criterion.contains(word.as_str()));
        in_turn || self.rater(criterion).is_some()
    }

    /// Who judges by the words of a header: the city itself, or somebody from outside. None where it does not say.
    pub fn rater(&self, header: &str) -> Option<Rater> {
        let [inside, outside] = &self.raters;
        let says = |words: &[String]| words.iter().any(|word| header.contains(word.as_str()));
        match (says(inside), says(outside)) {
            (_, true) => Some(Rater::Outside),
            (true, false) => Some(Rater::Inside),
            (false, false) => None,
        }
    }

    /// True for somebody who speaks at a meeting: 委員長, A委員.
    pub fn names_speaker(&self, words: &str) -> bool {
        let words = words.trim_end_matches("から");
        self.speakers
            .iter()
            .any(|ending| words.ends_with(ending.as_str()))
    }

    fn built_in() -> Self {
        let labels: LabelFile =
            toml::from_str(include_str!("labels.toml")).expect("checked by a test");
        let statuses: StatusFile =
            toml::from_str(include_str!("statuses.toml")).expect("checked by a test");
        let phrases: PhraseFile =
            toml::from_str(include_str!("phrases.toml")).expect("checked by a test");
        let pairs = |map: BTreeMap<Concept, Vec<String>>| {
            map.into_iter()
                .flat_map(|(concept, words)| words.into_iter().map(move |word| (word, concept)))
        };
        let longest_first = |map| {
            let mut list: Vec<(String, Concept)> = pairs(map).collect();
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.chars().count()));
            list
        };
        Self {
            exact: pairs(labels.exact).collect(),
            endings: longest_first(labels.ending),
            beginnings: longest_first(labels.beginning),
            inner: longest_first(labels.containing),
            statuses: statuses
                .status
                .into_iter()
                .flat_map(|(status, words)| words.into_iter().map(move |word| (word, Some(status))))
                .chain(statuses.unclear.words.into_iter().map(|word| (word, None)))
                .collect(),
            calls: phrases.call.endings,
            person: phrases.person.words,
            said: phrases.said.words,
            proposed: phrases.proposed.words,
            lead_marks: phrases.lead.marks,
            department_endings: phrases.department.endings,
            related: phrases.related.words,
            raters: [phrases.rater.inside, phrases.rater.outside],
            speakers: phrases.speaker.endings,
            raters_in_turn: phrases.rater.in_turn,
            indicator_endings: phrases.indicator.endings,
            item_levels: phrases.item_level.words,
            repeat_marks: phrases.repeat.marks,
            title_words: phrases.title.words,
            programme_words: phrases.programme.words,
            no_programme: phrases.no_programme.words,
            chapter_words: phrases.chapter.words,
            year_headers: phrases.year.words,
            contacts: phrases.contact.words,
        }
    }
}

impl Lexicon {
    fn built_in() -> Self {
        Self {
            built_in: Arc::new(Entries::built_in()),
            own: HashMap::new(),
        }
    }

    /// The same lexicon with a form's own labels, which win over the built-in ones.
    pub fn with_labels<'a>(&self, labels: impl Iterator<Item = (&'a str, Concept)>) -> Self {
        let mut lexicon = self.clone();
        lexicon.own.extend(
            labels.map(|(label, concept)| (normalize::compare_key(label).into_owned(), concept)),
        );
        lexicon
    }

    /// The concept of a label given in compare form without white space.
    pub fn exact(&self, key: &str) -> Option<Concept> {
        let own = self.own.get(key);
        own.or_else(|| self.built_in.exact.get(key)).copied()
    }

    /// The concept that a short label's ending or beginning suggests; the longest word that fits decides.
    pub fn suggested(&self, key: &str) -> Option<Concept> {
        let ending = self
            .endings
            .iter()
            .find(|(word, _)| key.ends_with(word.as_str()));
        let beginning = self
            .beginnings
            .iter()
            .find(|(word, _)| key.starts_with(word.as_str()));
        let inner = self
            .inner
            .iter()
            .find(|(word, _)| key.contains(word.as_str()));
        // The first of equals wins: 基本目標 is a level, whatever it ends in; then the ending, as Japanese labels are
        // head-final.
        let longest = [beginning, ending, inner]
            .into_iter()
            .flatten()
            .rev()
            .max_by_key(|(word, _)| word.chars().count());
        longest.map(|(_, concept)| *concept)
    }

    /// Whether a text is a progress label, and the status that it means, if the lexicon says. A number or a letter may
    /// stand before the word: `4(おおむね順調)`.
    pub fn progress(&self, text: &str) -> Option<Option<Status>> {
        let key = normalize::compare_key(text);
        let told = || {
            let (step, word) = key.strip_suffix(')')?.split_once('(')?;
            let short = step.len() == 1 && step.chars().all(|c| c.is_ascii_alphanumeric());
            self.statuses.get(word).filter(|_| short)
        };
        self.statuses.get(key.as_ref()).or_else(told).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn strictly_sorted(words: &[String]) -> bool {
        words.windows(2).all(|pair| pair[0] < pair[1])
    }

    #[test]
    fn labels_are_sorted_unique_and_in_compare_form() {
        let file: LabelFile = toml::from_str(include_str!("labels.toml")).expect("labels.toml");
        let mut seen = BTreeSet::new();
        for (concept, words) in &file.exact {
            assert!(strictly_sorted(words), "{concept:?} is not sorted");
            for word in words {
                assert_eq!(&normalize::compare_key(word), word, "not in compare form");
                assert!(
                    seen.insert(word.clone()),
                    "{word} stands under two concepts"
                );
            }
        }
        for words in file
            .ending
            .values()
            .chain(file.beginning.values())
            .chain(file.containing.values())
        {
            assert!(strictly_sorted(words));
        }
    }

    /// The labels kept for measuring would measure nothing if a rule knew them.
    #[test]
    fn labels_of_the_unseen_documents_are_unknown() {
        #[derive(Deserialize)]
        struct Unseen {
            slot: Vec<Slot>,
            unprinted: BTreeMap<String, Vec<String>>,
        }
        #[derive(Deserialize)]
        struct Slot {
            labels: Vec<String>,
        }
        let text = include_str!("../../corpus/unseen/labels.toml");
        let unseen: Unseen = toml::from_str(text).expect("labels.toml of the unseen documents");
        let file: LabelFile = toml::from_str(include_str!("labels.toml")).expect("labels.toml");
        let known: BTreeSet<&String> = file
            .exact
            .values()
            .chain(file.ending.values())
            .chain(file.beginning.values())
            .chain(file.containing.values())
            .flatten()
            .collect();
        let printed = unseen.slot.iter().map(|slot| &slot.labels);
        for label in printed.chain(unseen.unprinted.values()).flatten() {
            let key = normalize::compare_key(label);
            assert!(
                !known.iter().any(|known| **known == key),
                "{label} is kept for measuring"
            );
        }
    }

    #[test]
    fn statuses_and_phrases_are_sorted_and_unique() {
        let file: StatusFile =
            toml::from_str(include_str!("statuses.toml")).expect("statuses.toml");
        let mut seen = BTreeSet::new();
        for words in file.status.values().chain([&file.unclear.words]) {
            assert!(strictly_sorted(words), "{words:?}");
            for word in words {
                assert_eq!(&normalize::compare_key(word), word, "not in compare form");
                assert!(seen.insert(word.clone()), "{word} stands twice");
            }
        }
        let phrases: PhraseFile =
            toml::from_str(include_str!("phrases.toml")).expect("phrases.toml");
        for words in [
            &phrases.call.endings,
            &phrases.person.words,
            &phrases.said.words,
            &phrases.proposed.words,
            &phrases.lead.marks,
            &phrases.department.endings,
            &phrases.related.words,
            &phrases.rater.in_turn,
            &phrases.rater.inside,
            &phrases.rater.outside,
            &phrases.item_level.words,
            &phrases.indicator.endings,
            &phrases.repeat.marks,
            &phrases.title.words,
            &phrases.programme.words,
            &phrases.no_programme.words,
            &phrases.chapter.words,
            &phrases.year.words,
            &phrases.contact.words,
        ] {
            assert!(strictly_sorted(words), "{words:?}");
        }
    }
}
