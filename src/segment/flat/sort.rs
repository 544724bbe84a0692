//! Sorts the values of a flat sheet into the parts of its form, by their width, their tense and their order.

use crate::lexicon::{Concept, LEXICON};
use crate::notation::tense::{Tense, tense};
use crate::notation::{grade, mark};
use crate::segment::label::Label;

/// What part of a form a value belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A cell of the schedule's grid.
    Schedule,
    /// A report on half a year.
    Progress,
    /// A judgement of a year or of the whole run.
    Assessment,
    /// What is to follow.
    NextSteps,
    /// A word for how far it has come.
    Status,
    /// A grade.
    Grade,
    /// What is to come after the programme.
    Outlook,
    /// The name of an indicator.
    Name,
}

impl Part {
    /// Which of the parts that hold reports and judgements a label heads.
    pub(crate) fn headed_by(label: &Label) -> Option<Self> {
        match label.concept? {
            Concept::Progress => Some(Self::Progress),
            Concept::Assessment
            | Concept::AnnualEvaluation
            | Concept::MidtermEvaluation
            | Concept::FinalEvaluation => Some(Self::Assessment),
            Concept::NextSteps | Concept::Direction => Some(Self::NextSteps),
            _ => None,
        }
    }
}

/// The share of the sheet's widest line up to which a text is a cell of the schedule's grid: the grid has six
/// columns and more beside its labels.
const NARROW: f32 = 0.26;
/// Fewer lists than this tell nothing of the cells' width.
const FEWEST_CELLS: usize = 3;
/// The share from which on a text is too wide for a report on half a year.
const WIDE: f32 = 0.58;
/// A longer text without marks is no name, in characters.
const LONGEST_NAME: usize = 24;

/// The width of the schedule's cells, as a share of the widest line: a little over that of the narrowest lists,
/// where there are enough of them to tell.
pub(crate) fn cell_width<'a>(values: impl Iterator<Item = (&'a str, f32)>) -> f32 {
    let mut widths: Vec<f32> = values
        .filter(|(text, width)| is_listed(text) && *width <= NARROW)
        .map(|(_, width)| width)
        .collect();
    widths.sort_by(f32::total_cmp);
    let usual = widths
        .get(widths.len() / 2)
        .filter(|_| widths.len() >= FEWEST_CELLS);
    usual.map_or(NARROW, |usual| (usual * 1.15).min(NARROW))
}

fn is_listed(text: &str) -> bool {
    mark::of_list(text).is_some()
}

/// The part of a value by its words, its width as a share of the sheet's widest line, and that of the schedule's
/// cells.
pub(crate) fn part(text: &str, width: f32, cell: f32) -> Part {
    if LEXICON.progress(text).is_some() {
        return Part::Status;
    }
    if grade::is_grade_label(text) {
        return Part::Grade;
    }
    let tense = tense(text);
    let listed = is_listed(text);
    if tense == Tense::None
        && !listed
        && text.chars().count() <= LONGEST_NAME
        && !text.contains('、')
    {
        return Part::Name;
    }
    if width <= cell || (width <= NARROW && !listed) {
        return if listed {
            Part::Schedule
        } else {
            Part::Outlook
        };
    }
    if tense == Tense::None && listed {
        return Part::Outlook;
    }
    if tense == Tense::Future {
        Part::NextSteps
    } else if width < WIDE && (tense == Tense::Going || names_month(text)) {
        Part::Progress
    } else {
        Part::Assessment
    }
}

fn names_month(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .any(|pair| pair[0].is_ascii_digit() && pair[1] == '月')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_tense_and_width() {
        let cases = [
            ("・研修の実施\n・会議の設置", 0.17, Part::Schedule),
            ("・6月に計画を公表した。", 0.18, Part::Schedule),
            (
                "・6月に計画を公表した。\n・会議の開催に向けて準備を進めている。",
                0.4,
                Part::Progress,
            ),
            (
                "・計画については、予定のとおり公表した。",
                0.4,
                Part::Assessment,
            ),
            ("・引き続き、会議の運用に取り組む。", 0.35, Part::NextSteps),
            (
                "研修の成果により、職員の意識が高まった。",
                0.8,
                Part::Assessment,
            ),
            (
                "研修の内容を改め、継続して実施していく。",
                0.9,
                Part::NextSteps,
            ),
            ("引き続き研修を続ける。", 0.2, Part::Outlook),
            ("施設の利用者数", 0.12, Part::Name),
        ];
        for (text, width, expected) in cases {
            assert_eq!(part(text, width, NARROW), expected, "{text}");
        }
    }
}
