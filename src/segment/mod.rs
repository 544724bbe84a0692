//! Headings, labelled values, paragraphs and tables with their header paths: what a document is made of, before
//! anybody asks what it means.

mod alone;
mod band;
mod below_years;
mod bracket;
mod calendar_years;
mod caption;
mod card_head;
mod celled;
mod centred;
mod course;
mod dress;
mod flat;
mod goal;
mod heading;
mod key_dates;
mod keys;
mod known;
pub mod label;
mod legend;
mod matrix;
mod numbered;
mod of_indicator;
mod over;
mod pair;
mod prose;
mod said;
mod series;
mod shading;
mod shape;
mod split_header;
mod straddle;
mod table;
mod tiers;
mod unit;
mod unshift;
mod whole;
mod wording;

pub use heading::{Heading, Style};
pub(crate) use heading::{bracketed_name, marked};
pub use label::{Label, LabelReader};
pub(crate) use pair::undecorated;
pub use table::{Datum, TableView};

use crate::layout::{BlockKind, Pages};
use crate::source::{Text, TextSlice};

/// A document divided.
#[derive(Debug, Default)]
pub struct Outline {
    /// Its parts, in reading order.
    pub nodes: Vec<Node>,
}

/// A part of a document.
#[derive(Debug)]
pub enum Node {
    /// A heading.
    Heading(Heading),
    /// A label and the value that follows it.
    Field {
        /// The label.
        label: Label,
        /// The value, one clause or paragraph a line; empty where the form was left blank.
        value: Text,
        /// The year or half on a line of its own above several such labels.
        under: Option<Box<Label>>,
    },
    /// A line that names the departments in charge of the items below it: 〔管財課〕.
    Departments(Text),
    /// Running text, a list entry, or a line that nothing marks.
    Paragraph(Paragraph),
    /// A table.
    Table(TableView),
    /// What somebody said of the item at a meeting.
    Said {
        /// Who: 委員長, A委員.
        speaker: Text,
        /// The words.
        words: Text,
    },
    /// Running heads, page numbers, contents lists.
    Furniture(Text),
}

/// A paragraph.
#[derive(Debug)]
pub struct Paragraph {
    /// The text.
    pub text: Text,
    /// Which block of the layout it stands in: paragraphs of one block stand together.
    pub block: u32,
    /// Width of its widest line, in half-width characters.
    pub width: u32,
    /// How many printed lines it had.
    pub lines: u32,
}

/// Divides a document. The labels of `reader` decide what is a label.
pub fn segment(pages: &Pages, reader: &LabelReader<'_>) -> Outline {
    let celled = celled::keeps_order(pages, reader);
    if !celled && let Some(nodes) = flat::read(pages, reader) {
        return Outline { nodes };
    }
    let mut outline = Outline::default();
    let mut shape = shape::Shape::of(pages, reader);
    shape.celled = celled;
    let heads = card_head::CardHeads::of(pages, reader);
    let tiers = tiers::Tiers::of(notes(pages), reader);
    let mut writer = prose::Writer::new(reader, &shape);
    // The lines above the next table.
    let mut above: &[crate::layout::Paragraph] = &[];
    for (number, block) in (0..).zip(&pages.blocks) {
        match &block.kind {
            BlockKind::Text(paragraphs) => {
                writer.page = block.page;
                if !caption::are_units(paragraphs, reader) {
                    above = paragraphs;
                }
                writer.block(number, paragraphs, &mut outline.nodes);
            }
            BlockKind::Table(table) => {
                let caption = writer.caption_of_table();
                writer.end_field(&mut outline.nodes);
                let mut view = table::view(table, &heads, reader);
                if let Some(caption) = caption.filter(|caption| view.may_stand_under(caption)) {
                    view.put_under(&caption);
                }
                if let Some(period) = writer.period_over_table() {
                    view.put_under(&period);
                }
                let named = caption::above(std::mem::take(&mut above), reader);
                if let Some(cost) = named {
                    view.put_figures_under(&cost);
                }
                view.unit.clone_from(&writer.unit);
                if let Some(tiers) = &tiers {
                    tiers.settle(&mut view);
                }
                outline.nodes.push(Node::Table(view));
            }
            BlockKind::Furniture(paragraphs) => {
                outline
                    .nodes
                    .extend(paragraphs.iter().map(|p| Node::Furniture(p.text.clone())));
            }
        }
    }
    writer.end_field(&mut outline.nodes);
    settle_goals(&mut outline.nodes, reader);
    outline
}

/// The lines and cells in which a note may say what the tiers of a table hold.
fn notes(pages: &Pages) -> impl Iterator<Item = TextSlice<'_>> {
    let says = |text: &TextSlice<'_>| text.as_str().contains("上段");
    let any = pages.recovered.text.contains("上段");
    let blocks = pages.blocks.iter().filter(move |_| any);
    let lines = blocks.flat_map(|block| match &block.kind {
        BlockKind::Text(lines) | BlockKind::Furniture(lines) => {
            lines.iter().map(|line| line.text.slice()).collect()
        }
        BlockKind::Table(table) => {
            let cells = table.cells.iter().map(|cell| cell.text.slice());
            cells.collect::<Vec<_>>()
        }
    });
    lines.filter(says)
}

/// The goals among labelled values, as those of a table.
fn settle_goals(nodes: &mut [Node], reader: &LabelReader<'_>) {
    let reported: Vec<i32> = nodes
        .iter()
        .filter_map(|node| match node {
            Node::Field { label, under, .. } => {
                goal::reported_year(label).or_else(|| goal::year_above(label, under.as_deref()?))
            }
            _ => None,
        })
        .collect();
    let labels = nodes.iter_mut().filter_map(|node| match node {
        Node::Field { label, .. } => Some(label),
        _ => None,
    });
    goal::settle(labels, &reported, reader);
}
