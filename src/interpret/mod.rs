//! Items, plans, results and evaluations.
//!
//! Meaning comes from the labels that govern a value, not from positions. Whatever no rule places is left
//! unassigned, so that the books always balance.

mod above;
mod april;
mod aside;
mod assembler;
mod card;
mod city;
mod confidence;
mod counts;
mod department;
mod document;
mod draft;
mod figures;
mod finish;
mod grouped;
mod judgement;
mod keyed;
mod ledger;
mod levels;
mod listing;
mod meaning;
mod numbering;
mod opinions;
mod over;
mod proposals;
mod prose;
mod raters;
mod reached;
mod shape;
mod side;
mod span;
mod steps;
mod table;
mod told;
mod value;
mod years;

use crate::diagnostic::{Code, Diagnostic};
use crate::forms::Profile;
use crate::layout::Pages;
use crate::lexicon::{Concept, LEXICON};
use crate::notation::{choice, grade, mark};
use crate::options::Options;
use crate::record::{self, Bundle, Document, DocumentSource, Form, Programme, Warning};
use crate::segment::{self, Datum, Heading, Label, LabelReader, Node, Outline, TableView};
use crate::source::Text;
use aside::{Aside, asides};
use assembler::Assembler;
use draft::Draft;
use ledger::{Class, Ledger};
use prose::Genre;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A form that repeats its captions has so many tables.
const FEWEST_TABLES: usize = 4;

/// What is known of the source file besides its content.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    /// As the caller gives it.
    pub path: &'a str,
    /// SHA-256 of the bytes, hex.
    pub sha256: String,
    /// Number of bytes.
    pub bytes: u64,
}

/// Finds the records of a document that was laid out.
pub fn interpret(
    pages: &Pages,
    profile: &Profile,
    fit: f64,
    options: &Options,
    origin: &Origin<'_>,
) -> Bundle {
    let lexicon = LEXICON.with_labels(profile.labels());
    let reader = LabelReader::new(&lexicon, document::context(pages));
    let mut outline = segment::segment(pages, &reader);
    reached::settle_fields(&mut outline.nodes);
    raters::settle_fields(&mut outline.nodes);
    counts::leave_out(&mut outline);
    let title = document::title(pages, &reader);
    let plan = document::programme_line(pages, title.as_ref());
    let times = document::times(&outline, title.as_ref(), plan, reader.context());
    let named = |text: &Text| document::programme_name(text.as_str()).is_some();
    let keyed_plan = keyed::of_document(&outline, Concept::Programme, named);
    let keyed_city = keyed::of_document(&outline, Concept::Municipality, |_| true);
    let keyed_end = |concept| keyed::of_document(&outline, concept, |_| true);
    let keyed = [
        keyed_city.clone(),
        keyed_plan.clone(),
        keyed_end(Concept::ProgrammeStart),
        keyed_end(Concept::ProgrammeEnd),
    ];
    let programme = times.programme;
    let blank = blank_fields(&outline);
    let doubtful = years::doubtful(pages, &outline, title.as_ref(), reader.context());
    let mut assembler = Assembler::new(&reader, profile, times);
    assembler.draft.title.clone_from(&title);
    assembler.of_document = keyed.into_iter().flatten().collect();
    assemble(&mut assembler, outline);
    let mut draft = assembler.draft;
    if april::is_counted_in(&pages.recovered.text) {
        draft.statements.iter_mut().for_each(april::settle);
    }
    draft.take_departments_above();
    draft.name_figures();
    draft.drop_maker();
    draft.name_by_levels();
    draft.name_by_headings();
    draft.merge_repeated_sheets();
    confidence::doubt_swallowed_labels(&mut draft, &reader);
    let document_id = format!("doc-{}", origin.sha256.get(..16).unwrap_or(&origin.sha256));
    let mut ledger = Ledger::new(&pages.recovered);
    let scale = draft.scale.clone().or_else(|| profile.scale());
    draft.part_grades(scale.as_ref());
    let mut records = finish::finish(&draft, &document_id, scale.as_ref(), &mut ledger);
    if let Some(title) = &title {
        ledger.enter(title.slice(), Class::Assigned);
    }
    if let Some(plan) = plan {
        ledger.enter(plan.slice(), Class::Assigned);
    }
    let quoted = document::quoted_programme(pages);
    let quoted = quoted.as_ref();
    let (municipality, ambiguous) =
        city::municipality(pages, title.as_ref(), keyed_city.as_ref(), quoted, options);
    for line in city::lines_of(pages, municipality.name.as_deref()) {
        ledger.enter(line, Class::Assigned);
    }
    let (coverage, unassigned) = ledger.close(&document_id);
    confidence::weigh(&mut records, &coverage);
    let mut warnings: Vec<Warning> = pages
        .diagnostics
        .iter()
        .map(|d| warning(d, pages))
        .collect();
    warnings.extend(doubtful.iter().chain(&ambiguous).map(|d| warning(d, pages)));
    warnings.extend(own_warnings(&draft, &ledger));
    Bundle {
        document: Document {
            source: source(pages, origin),
            title: title.as_ref().map(|title| title.as_str().to_owned()),
            form: Form {
                id: profile.id.clone(),
                score: (fit * 100.0).round() / 100.0,
                blank_cells: draft.blank_cells + blank,
            },
            municipality,
            programme: Programme {
                name: title
                    .as_ref()
                    .into_iter()
                    .chain(plan)
                    .chain(&keyed_plan)
                    .chain(quoted)
                    .find_map(|line| document::programme_name(line.as_str())),
                start_fiscal_year: programme.map(|(first, _)| first),
                end_fiscal_year: programme.map(|(_, last)| last),
            },
            coverage,
            warnings,
            corrected: Vec::new(),
            document_id,
        },
        sections: records.sections,
        items: records.items,
        plans: records.plans,
        results: records.results,
        evaluations: records.evaluations,
        unassigned,
    }
}

/// Goes through an outline and takes every node for what it is.
fn assemble(assembler: &mut Assembler<'_>, outline: Outline) {
    let genre = prose::genre(&outline, assembler.profile.item_heading);
    assembler.named_by_headings = matches!(genre, Genre::Labelled(_) | Genre::Leaves);
    let mut names = later_names(&outline);
    if let Some(title) = &assembler.draft.title {
        // A title printed below a contents list ends it.
        names.insert(entry_name(title.as_str()));
    }
    assembler.plans_in_fields = outline.nodes.iter().any(
        |node| matches!(node, Node::Field { label, .. } if label.concept == Some(Concept::Plan)),
    );
    assembler.lists_items = outline.nodes.iter().any(|node| match node {
        Node::Table(view) => view.data.iter().any(|datum| {
            let head = datum.column_path.last();
            head.is_some_and(Label::lists_items)
        }),
        _ => false,
    });
    assembler.results_in_fields = outline.nodes.iter().any(has_keyed_result);
    let title = assembler
        .draft
        .title
        .as_ref()
        .map(|title| title.as_str().to_owned());
    if genre == Genre::Notes {
        assembler.topic_marks = prose::topic_marks(&outline);
    }
    let leaves = prose::leaf_headings(&outline);
    let restarts = prose::numbers_restart(&outline);
    let words = prose::naming_words(&outline);
    let names_items = |heading: &Heading| {
        let word = heading.level.as_ref().map_or("", Text::as_str);
        heading.style != segment::Style::Level || words.contains(word)
    };
    let captions = captions(&outline, genre == Genre::Other);
    let asides = asides(&outline);
    for ((node, is_leaf), aside) in outline.nodes.into_iter().zip(leaves).zip(asides) {
        match node {
            node if aside == Some(Aside::Contact) => {
                assembler.draft.furniture.extend(aside::texts(node));
            }
            Node::Heading(heading) if title.as_deref() == Some(heading.line.as_str()) => {
                assembler.draft.furniture.push(heading.line);
            }
            Node::Heading(heading) if names.contains(&entry_name(heading.line.as_str())) => {
                assembler.draft.furniture.push(heading.line);
            }
            Node::Heading(heading) if captions.contains(heading.line.as_str()) => {
                assembler.draft.labels.push(heading.line);
            }
            Node::Heading(heading) if assembler.is_listed(&heading) => {
                assembler.prose_item(&heading, false);
                if let Some(item) = assembler.draft.items.last_mut() {
                    item.again = true;
                }
            }
            Node::Heading(heading) => match genre {
                Genre::Plan(style) if heading.style == style => {
                    assembler.prose_item(&heading, true);
                }
                Genre::Labelled(style) if heading.style == style && names_items(&heading) => {
                    // 1 and 1-1 number items through; (1) and ① begin again in each section.
                    let restarts = match style {
                        segment::Style::Digit => restarts,
                        segment::Style::Markup(_) => heading
                            .number
                            .as_ref()
                            .is_some_and(|number| number.as_str().starts_with('(')),
                        _ => true,
                    };
                    assembler.prose_item(&heading, restarts);
                }
                Genre::Leaves if is_leaf => assembler.prose_item(&heading, true),
                Genre::Notes if heading.style == segment::Style::Group => {
                    assembler.notes_group(&heading);
                }
                Genre::Notes if heading.style == segment::Style::Plain => {
                    assembler.notes_topic(heading.line.slice());
                }
                _ => {
                    if matches!(genre, Genre::Plan(_) | Genre::Leaves) {
                        assembler.end_item();
                    }
                    assembler.open_section(&heading);
                }
            },
            Node::Field { label, value, .. }
                if !names_one(&label, &value) && is_contents(&value, &names) =>
            {
                assembler
                    .draft
                    .furniture
                    .extend([Arc::unwrap_or_clone(label.text), value]);
            }
            Node::Field {
                label,
                value,
                under,
            } => assembler.labelled(label, value, under.map(|label| *label)),
            Node::Paragraph(paragraph) => {
                let words = paragraph.text.as_str();
                if assembler.draft.scale.is_none() {
                    assembler.draft.scale = grade::in_sentence(words);
                }
                if assembler.legend(&paragraph.text) {
                    // It is a label now.
                } else if title.as_deref() == Some(words) || names.contains(&entry_name(words)) {
                    assembler.draft.furniture.push(paragraph.text);
                } else if genre == Genre::Notes {
                    assembler.notes_paragraph(&paragraph);
                } else if aside == Some(Aside::Caption)
                    && matches!(genre, Genre::Labelled(_) | Genre::Leaves)
                    && assembler.item.is_some()
                {
                    assembler.draft.labels.push(paragraph.text);
                } else if matches!(genre, Genre::Plan(_))
                    || matches!(genre, Genre::Labelled(_) | Genre::Leaves)
                        && assembler.item.is_some()
                {
                    assembler.prose_paragraph(&paragraph);
                } else {
                    assembler.section_text(paragraph.text.slice());
                }
            }
            Node::Table(view) => assembler.table(view),
            Node::Said { speaker, words } => assembler.said(speaker, words),
            Node::Departments(line) => assembler.departments_above(line),
            Node::Furniture(text) => assembler.draft.furniture.push(text),
        }
    }
    assembler.end_head();
    assembler.settle_told();
    assembler.settle_midterm();
}

/// The numbered or marked headings that a document of tables prints again for each item: `2 実績(DO)` and `■ 取組状況と評価` are
/// parts of the form and no sections.
///
/// A marked heading names an item where headings do: `marked` says that labels name them.
fn captions(outline: &Outline, marked: bool) -> BTreeSet<String> {
    let tables = outline
        .nodes
        .iter()
        .filter(|node| matches!(node, Node::Table(view) if !view.data.is_empty()));
    if tables.count() < FEWEST_TABLES {
        return BTreeSet::new();
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut captions = BTreeSet::new();
    for node in &outline.nodes {
        let Node::Heading(heading) = node else {
            continue;
        };
        let line = heading.line.as_str();
        let numbered = heading.number.is_some() && heading.style != segment::Style::Level;
        let marked = marked && heading.number.is_none() && mark::of_heading(line).is_some();
        if (numbered || marked) && !seen.insert(line) {
            captions.insert(line.to_owned());
        }
    }
    captions
}

/// True if a node has a result at the right of its label, under no header.
fn has_keyed_result(node: &Node) -> bool {
    let reports = |label: &Label| {
        matches!(
            label.concept,
            Some(
                Concept::Result
                    | Concept::InterimReport
                    | Concept::ClosingReport
                    | Concept::Progress
                    | Concept::ProgressLabel
            )
        )
    };
    match node {
        Node::Field { label, .. } => reports(label),
        Node::Table(view) => view
            .data
            .iter()
            .any(|datum| datum.column_path.is_empty() && datum.row_path.iter().any(reports)),
        _ => false,
    }
}

impl Assembler<'_> {
    /// Takes a legend of grades: it sets the document's scale and is no record.
    pub(crate) fn legend(&mut self, text: &Text) -> bool {
        let Some(scale) = grade::read_legend(text.as_str()) else {
            return false;
        };
        let known = self.draft.scale.get_or_insert_with(|| scale.clone());
        known.extend(&scale);
        // Options behind boxes say what the levels are, and one of them is given or none can be told.
        let boxed = text
            .as_str()
            .trim_start()
            .starts_with(['□', '■', '☐', '☑', '☒']);
        if boxed && choice::read(text.slice()).is_some() {
            return false;
        }
        self.draft.labels.push(text.clone());
        true
    }

    /// A labelled value outside any table: the same as a table row of one key and its value.
    fn labelled(&mut self, label: Label, value: Text, under: Option<Label>) {
        let above = under.iter().map(|label| Text::clone(&label.text));
        self.draft
            .labels
            .extend(above.chain([Text::clone(&label.text)]));
        if value.is_empty() {
            // A caption ends what was said of an indicator.
            self.measure = None;
            return;
        }
        if self.legend(&value) || self.heads_figures(&label, &value) {
            return;
        }
        self.table(TableView {
            data: vec![Datum {
                row: 0,
                row_end: 1,
                column: 1,
                text: value,
                row_path: under.into_iter().chain([label]).collect(),
                column_path: Vec::new(),
                is_head: false,
                shifted: false,
                by_order: false,
                ruled: false,
                struck: false,
            }],
            ..TableView::default()
        });
    }
}

/// The names of the items of tables, by which a contents list before them is known.
fn later_names(outline: &Outline) -> BTreeSet<String> {
    outline
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Table(view) => Some(view),
            _ => None,
        })
        .flat_map(|view| &view.data)
        .filter(|datum| {
            let last = datum.column_path.last().or_else(|| datum.row_path.last());
            last.is_some_and(|label| matches!(label.concept, Some(Concept::Name | Concept::Level)))
        })
        .map(|datum| entry_name(datum.text.as_str()))
        .filter(|name| !name.is_empty())
        .collect()
}

/// True for a label that names one item and its name, which a list may have too: 取組名:総合窓口の設置.
fn names_one(label: &Label, value: &Text) -> bool {
    let words = value.as_str();
    let one = !words.contains('\n') && !words.starts_with(['-', '・']);
    one && label.lists_items() && label.text.as_str().ends_with([':', '：'])
}

/// True if every line of a value names an item that comes later.
fn is_contents(value: &Text, names: &BTreeSet<String>) -> bool {
    !value.is_empty()
        && value
            .slice()
            .lines()
            .all(|line| names.contains(&entry_name(line.as_str())))
}

/// An entry of a contents list without its mark and number.
fn entry_name(text: &str) -> String {
    let key = crate::normalize::compare_key(text);
    key.trim_start_matches(|c: char| c.is_ascii_digit() || "-・.()".contains(c))
        .to_owned()
}

fn blank_fields(outline: &Outline) -> u32 {
    let blank = |node: &&Node| matches!(node, Node::Field { value, .. } if value.is_empty());
    outline.nodes.iter().filter(blank).count() as u32
}

fn source(pages: &Pages, origin: &Origin<'_>) -> DocumentSource {
    DocumentSource {
        path: origin.path.to_owned(),
        sha256: origin.sha256.clone(),
        bytes: origin.bytes,
        media_type: pages.media_type.to_owned(),
        encoding: pages.encoding.map(str::to_owned),
        pages: pages.recovered.pages.len().max(1) as u32,
    }
}

fn warning(diagnostic: &Diagnostic, pages: &Pages) -> Warning {
    let source = diagnostic.span.map(|span| record::Citation {
        field: None,
        page: pages.recovered.page_of(span.start),
        bbox: None,
        span: [span.start, span.end],
    });
    Warning {
        code: diagnostic.code.name().to_owned(),
        message: diagnostic.message.clone(),
        source: source.into_iter().collect(),
    }
}

/// What interpretation itself has to warn of.
fn own_warnings(draft: &Draft, ledger: &Ledger<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let shifted: Vec<_> = draft
        .statements
        .iter()
        .filter(|s| s.rules.contains(&"shifted-row"))
        .collect();
    if let Some(first) = shifted.first().and_then(|s| s.text.as_ref()) {
        let source = ledger.cite(None, first.slice());
        let page = source.first().map_or(1, |c| c.page);
        warnings.push(Warning {
            code: Code::ShiftedCells.name().to_owned(),
            message: format!(
                "page {page}: rows have fewer cells than their header; {} values were placed from the right",
                shifted.len()
            ),
            source,
        });
    }
    let ordered: Vec<_> = draft
        .statements
        .iter()
        .filter(|s| s.rules.contains(&"flat-order"))
        .collect();
    if let Some(first) = ordered.first().and_then(|s| s.text.as_ref()) {
        let source = ledger.cite(None, first.slice());
        let page = source.first().map_or(1, |c| c.page);
        warnings.push(Warning {
            code: Code::PlacedByOrder.name().to_owned(),
            message: format!(
                "page {page}: the sheet's geometry is lost; {} values were placed by the order of their blocks",
                ordered.len()
            ),
            source,
        });
    }
    for cell in &draft.unchosen {
        let source = ledger.cite(None, cell.slice());
        let page = source.first().map_or(1, |c| c.page);
        warnings.push(Warning {
            code: Code::NoOptionChosen.name().to_owned(),
            message: format!(
                "page {page}: none of the options `{}` is chosen",
                cell.as_str().replace('\n', " ")
            ),
            source,
        });
    }
    if draft.items.is_empty() {
        warnings.push(Warning {
            code: Code::NoItems.name().to_owned(),
            message: "page 1: no label, heading or list names an item; a form profile may help"
                .to_owned(),
            source: Vec::new(),
        });
    }
    warnings
}
