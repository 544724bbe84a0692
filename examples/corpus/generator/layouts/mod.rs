//! The forms: each turns records into a sheet and the truth of what it shows.

mod borderless;
mod evaluation;
mod goal;
mod grid;
mod kpi;
mod labelled;
mod ledger;
mod plan;
mod progress;
mod two_year;
mod workshop;

use super::FormName;
use super::grammar::{City, EraStyle};
use super::labels::Labels;
use super::model::{Indicator, Record};
use super::pdf::Font;
use super::random::Dice;
use super::sheet::{Block, Sheet};
use super::text::Markup;
use super::truth::{self, Choice, Department, Grade, Item, Node, Quantity, Truth};
use super::wording;

/// A form of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub(crate) enum Layout {
    /// A table without rulings.
    Borderless,
    /// A plan in two columns of prose.
    Columns,
    /// The evaluation sheet of a project.
    Evaluation,
    /// The successor of the two-year reform sheet.
    FourYear,
    /// The goal sheet of a department.
    Goal,
    /// Indicators with targets and values year by year.
    Kpi,
    /// Labels and values without tables.
    Labelled,
    /// A ledger with a grid of years.
    Ledger,
    /// A plan in prose.
    Plan,
    /// A list with state, report and next steps for each year.
    Progress,
    /// The two-year reform sheet.
    TwoYear,
    /// Notes of a citizens' workshop.
    Workshop,
}

/// What a sheet is rendered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Pdf(Font),
    Tsv(Markup),
    Csv,
    Markdown,
    /// As a PDF tool prints it.
    Flat,
    /// For a browser to print.
    Html,
    /// Lines of a fixed width, a blank line between all of them or not.
    Prose {
        spaced: bool,
    },
}

/// A document before it is rendered.
pub(crate) struct Draft {
    pub(crate) sheet: Sheet,
    pub(crate) truth: Truth,
}

/// Who writes, and how.
pub(crate) struct Cast<'c> {
    pub(crate) city: &'c City,
    pub(crate) labels: Labels,
    pub(crate) form: Form,
    /// The first fiscal year that the document is about: nobody knew 令和 before 2019.
    pub(crate) first: i32,
    pub(crate) dice: Dice,
}

impl Layout {
    /// The name under which floors and reports know the form.
    pub(crate) fn family(self) -> &'static str {
        match self {
            Self::Borderless => "borderless-table",
            Self::Columns => "plan-columns",
            Self::Evaluation => "evaluation-sheet",
            Self::FourYear => "four-year-sheet",
            Self::Goal => "goal-sheet",
            Self::Kpi => "kpi-table",
            Self::Labelled => "labelled-prose",
            Self::Ledger => "year-grid-ledger",
            Self::Plan => "plan-prose",
            Self::Progress => "progress-list",
            Self::TwoYear => "two-year-sheet",
            Self::Workshop => "workshop-notes",
        }
    }

    /// The ways of writing it that archives hold.
    pub(crate) fn forms(self) -> &'static [FormName] {
        match self {
            Self::Borderless | Self::Columns | Self::Labelled => &[FormName::Pdf, FormName::Flat],
            Self::Evaluation => &[FormName::Pdf, FormName::Tsv],
            Self::FourYear => &[FormName::Pdf, FormName::Flat],
            Self::Goal => &[FormName::Pdf, FormName::TsvParagraph, FormName::Csv],
            Self::Kpi => &[FormName::Pdf, FormName::Csv],
            Self::Ledger => &[FormName::Pdf, FormName::Csv],
            Self::Plan => &[FormName::Pdf, FormName::Prose, FormName::ProseSpaced],
            Self::Progress => &[FormName::Pdf, FormName::Csv, FormName::Markdown],
            Self::TwoYear => &[FormName::Pdf, FormName::TsvList, FormName::Flat],
            Self::Workshop => &[FormName::Pdf, FormName::Prose],
        }
    }

    pub(crate) fn draft(self, cast: &mut Cast<'_>) -> Draft {
        let mut draft = match self {
            Self::Borderless => borderless::draft(cast),
            Self::Columns => plan::draft(cast, 2),
            Self::Evaluation => evaluation::draft(cast),
            Self::FourYear => two_year::four_years(cast),
            Self::Goal => goal::draft(cast),
            Self::Kpi => kpi::draft(cast),
            Self::Labelled => labelled::draft(cast),
            Self::Ledger => ledger::draft(cast),
            Self::Plan => plan::draft(cast, 1),
            Self::Progress => progress::draft(cast),
            Self::TwoYear => two_year::draft(cast),
            Self::Workshop => workshop::draft(cast),
        };
        let has_table = draft
            .sheet
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Table(_)));
        // Without geometry a table is another task.
        let lost = matches!(cast.form, Form::Flat) && has_table;
        draft.truth.family = self.family().to_owned() + if lost { "-flat" } else { "" };
        draft
    }
}

impl Cast<'_> {
    pub(crate) fn label(&self, slot: &str) -> &str {
        self.labels.get(slot)
    }

    pub(crate) fn year(&self, year: i32) -> String {
        self.write(&wording::fiscal_year(year, self.city.era, self.first))
    }

    pub(crate) fn year_on(&self, year: i32) -> String {
        self.write(&wording::from_year_on(year, self.city.era, self.first))
    }

    /// Text with the city's digits.
    pub(crate) fn write(&self, text: &str) -> String {
        wording::written(text, self.city.digits)
    }

    /// A list, marked unless the form's markup shows it as one.
    pub(crate) fn list(&self, lines: &[String]) -> String {
        let mark = match self.form {
            Form::Tsv(Markup::Lists) => "",
            _ => "・",
        };
        self.write(&wording::marked(lines, mark))
    }

    /// Paragraphs, indented where the form shows indents.
    pub(crate) fn paragraphs(&self, sentences: &[String]) -> String {
        let indent = match self.form {
            Form::Pdf(_) | Form::Flat => "\u{3000}",
            _ => "",
        };
        self.write(&wording::marked(sentences, indent))
    }

    /// Signs outside JIS X 0208 become plain digits where the form cannot show them.
    pub(crate) fn roman(&self, numeral: &str) -> String {
        let place = "ⅠⅡⅢⅣⅤⅥ".chars().position(|c| numeral.contains(c));
        match (self.form, place) {
            (Form::Pdf(Font::EucH), Some(place)) => (place + 1).to_string(),
            _ => numeral.to_owned(),
        }
    }

    /// What a cell says that has nothing to say.
    pub(crate) fn nothing(&mut self) -> String {
        let choices: &[&str] = match self.form {
            // The dashes of predefined CMaps have no single Unicode reading.
            Form::Pdf(Font::ToUnicode) | Form::Tsv(_) | Form::Csv => &["", "－", "該当なし"],
            _ => &["", "該当なし"],
        };
        (*self.dice.pick(choices)).to_owned()
    }

    pub(crate) fn truth(&self, title: &str, run: Run, named: bool) -> Truth {
        let mut alternatives = truth::Alternatives::new();
        let programme = match run {
            Run::Unknown => None,
            Run::Printed(first, last) => Some((first, last)),
            Run::Columns(first, last) => {
                for end in ["programme.start_fiscal_year", "programme.end_fiscal_year"] {
                    alternatives.insert(end, vec![Choice::Year(None)]);
                }
                Some((first, last))
            }
        };
        Truth {
            file: String::new(),
            family: String::new(),
            document: truth::Document {
                title: truth::text(title),
                municipality: truth::Name {
                    name: Some(self.city.name.clone()),
                },
                programme: truth::Programme {
                    name: named.then(|| truth::display(&self.city.plan)),
                    start_fiscal_year: programme.map(|years| years.0),
                    end_fiscal_year: programme.map(|years| years.1),
                },
                alternatives,
            },
            sections: Vec::new(),
            items: Vec::new(),
        }
    }

    /// The departments as a cell, and as they should be found.
    pub(crate) fn departments(&self, record: &Record, between: &str) -> (String, Vec<Department>) {
        let mark = &self.city.lead;
        let shown: Vec<String> = record
            .departments
            .iter()
            .enumerate()
            .map(|(n, name)| match n {
                0 => format!("{name}{mark}"),
                _ => name.clone(),
            })
            .collect();
        let truth = record.departments.iter().enumerate();
        let truth = truth.map(|(n, name)| Department {
            name: name.clone(),
            lead: (!mark.is_empty()).then_some(n == 0),
        });
        (shown.join(between), truth.collect())
    }

    /// The name, the number and the path of an item.
    pub(crate) fn item(&self, record: &Record, path: Vec<Node>) -> Item {
        Item {
            number: Some(record.number.to_string()),
            path,
            name: truth::text(&record.name),
            ..Item::default()
        }
    }
}

/// How a document gives the run of its programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// Nowhere.
    Unknown,
    /// In words.
    Printed(i32, i32),
    /// By the years of its columns, which a reader may or may not take for the run.
    Columns(i32, i32),
}

/// Where the unit of an indicator stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Behind each number.
    Inline,
    /// In brackets behind the indicator's name.
    Bracket,
    /// In a column of its own.
    Column,
    /// Nowhere.
    Unprinted,
}

impl Unit {
    /// The indicator's name as printed.
    pub(crate) fn name(self, indicator: &Indicator) -> String {
        match self {
            Self::Bracket => format!("{}（{}）", indicator.name, indicator.unit),
            _ => indicator.name.clone(),
        }
    }

    /// A value as printed, and as it should be found.
    pub(crate) fn value(self, indicator: &Indicator, value: f64) -> (String, Quantity) {
        let shown = indicator.show(value);
        let unit = (self != Self::Unprinted).then_some(indicator.unit.as_str());
        let text = match self {
            Self::Inline => format!("{shown}{}", indicator.unit),
            _ => shown,
        };
        (text, Quantity::new(value, unit))
    }
}

/// A scale of grades, best first, with what they mean.
pub(crate) const GRADES: [(&str, &str); 4] = [
    ("A", "計画を上回る"),
    ("B", "計画のとおり"),
    ("C", "計画を下回る"),
    ("D", "実施できなかった"),
];

/// `A：計画を上回る　B：…`.
pub(crate) fn legend() -> String {
    let parts: Vec<String> = GRADES
        .iter()
        .map(|(letter, meaning)| format!("{letter}：{meaning}"))
        .collect();
    parts.join("\u{3000}")
}

/// A grade as it should be found; scale and rank only where the legend is printed.
pub(crate) fn grade(place: usize, with_legend: bool) -> Grade {
    let letters: Vec<&str> = GRADES.iter().map(|(letter, _)| *letter).collect();
    Grade {
        label: letters[place.min(3)].to_owned(),
        scale: with_legend.then(|| letters.join(">")),
        rank: with_legend.then_some(place.min(3) + 1),
    }
}

/// `H22`.
pub(crate) fn bare_year(year: i32) -> String {
    let full = wording::fiscal_year(year, EraStyle::Short, year);
    full.trim_end_matches("年度").to_owned()
}
