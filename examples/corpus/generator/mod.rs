//! Documents of invented cities, with the truth of what should be found in them.
//!
//! One record model is rendered in many forms. A seed gives the same bytes on every machine.

#[cfg(test)]
pub(crate) mod drawn;
mod grammar;
mod joins;
mod labels;
mod layouts;
mod model;
mod pdf;
mod random;
mod sheet;
mod text;
mod truth;
mod wording;

use clap::{Parser, ValueEnum};
use grammar::cities;
pub(crate) use joins::measure;
use labels::{Labels, Split};
use layouts::{Cast, Draft, Form, Layout};
use pdf::{Font, Make, Rulings};
use random::Dice;
use rayon::prelude::*;
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};
use text::{Encoding, Markup};

/// What to write.
#[derive(Debug, Parser)]
#[command(about = "Writes documents of invented cities, and the truth beside them")]
pub(crate) struct Options {
    /// Seed of the draw.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Documents of each layout.
    #[arg(long, default_value_t = 1)]
    pub(crate) count: u64,
    /// Folder to write to: documents/ and truth/ are made in it.
    #[arg(long, default_value = "corpus")]
    pub(crate) out: PathBuf,
    /// Only this layout.
    #[arg(long)]
    pub(crate) layout: Option<Layout>,
    /// Only this way of writing.
    #[arg(long)]
    pub(crate) form: Option<FormName>,
    /// Encoding of PDF text.
    #[arg(long, default_value = "to-unicode")]
    pub(crate) font: Font,
    /// Encoding of text sheets.
    #[arg(long, default_value = "utf-8")]
    pub(crate) encoding: Encoding,
    /// Write the documents that are kept in the repository, into the folders they are kept in.
    #[arg(long)]
    pub(crate) committed: bool,
    /// Write nothing, but wrap the texts of the seeds and print which line ends are joined wrongly.
    #[arg(long)]
    pub(crate) joins: bool,
    /// Label variants that may be used.
    #[arg(long, default_value = "seen")]
    pub(crate) split: Split,
}

/// A way of writing a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormName {
    Pdf,
    Tsv,
    TsvList,
    TsvParagraph,
    Csv,
    Markdown,
    Flat,
    /// For browsers and office programs to make PDFs from.
    Html,
    Prose,
    ProseSpaced,
}

/// One document to be written.
#[derive(Clone, Copy, Debug)]
struct Order {
    layout: Layout,
    form: FormName,
    font: Font,
    encoding: Encoding,
    split: Split,
    seed: u64,
}

/// A file of the corpus.
struct Written {
    document: String,
    bytes: Vec<u8>,
    truth: Vec<u8>,
}

/// Writes what the options ask for, and returns how many documents there are.
pub(crate) fn run(options: &Options) -> io::Result<usize> {
    let orders = if options.committed {
        committed()
    } else {
        orders(options)
    };
    let folder = |split: Split| match split {
        Split::Unseen if options.committed => options.out.join("unseen"),
        _ => options.out.clone(),
    };
    for split in Split::value_variants() {
        for kind in ["documents", "truth"] {
            std::fs::create_dir_all(folder(*split).join(kind))?;
        }
    }
    orders
        .par_iter()
        .map(|order| store(&folder(order.split), &write(order)))
        .collect::<io::Result<Vec<()>>>()?;
    Ok(orders.len())
}

fn orders(options: &Options) -> Vec<Order> {
    let all = Layout::value_variants();
    let layouts = all
        .iter()
        .filter(|layout| options.layout.is_none_or(|only| only == **layout));
    let forms = |layout: Layout| match options.form {
        Some(form) => vec![form],
        None => layout.forms().to_vec(),
    };
    layouts
        .flat_map(|&layout| forms(layout).into_iter().map(move |form| (layout, form)))
        .flat_map(|(layout, form)| {
            (0..options.count).map(move |n| Order {
                layout,
                form,
                font: options.font,
                encoding: options.encoding,
                split: options.split,
                seed: options.seed + n,
            })
        })
        .collect()
}

/// The documents that are kept in the repository.
fn committed() -> Vec<Order> {
    include_str!("data/committed.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [split, layout, form, encoding, seed] = words[..] else {
                panic!("five words are expected: {line}");
            };
            let form: FormName = named(form);
            let is_pdf = form == FormName::Pdf;
            Order {
                split: named(split),
                layout: named(layout),
                form,
                font: named(if is_pdf { encoding } else { "to-unicode" }),
                encoding: named(if is_pdf { "utf-8" } else { encoding }),
                seed: seed.parse().expect("a seed is a number"),
            }
        })
        .collect()
}

fn named<T: ValueEnum>(word: &str) -> T {
    T::from_str(word, false).expect("the list of documents names what exists")
}

fn store(out: &Path, written: &Written) -> io::Result<()> {
    let stem = written
        .document
        .rsplit_once('.')
        .map_or(written.document.as_str(), |(stem, _)| stem);
    std::fs::write(
        out.join("documents").join(&written.document),
        &written.bytes,
    )?;
    std::fs::write(
        out.join("truth").join(format!("{stem}.json")),
        &written.truth,
    )
}

/// The sheet and its truth, which has the file's name, and how the sheet is to be rendered.
fn draft(order: &Order) -> (Draft, Form, Rulings) {
    let family = order.layout.family();
    let mut dice = Dice::new(order.seed, &[family]);
    let city = dice.pick(cities());
    let labels = Labels::draw(
        order.split,
        &mut Dice::new(order.seed, &[&city.key, "labels"]),
    );
    let form = match order.form {
        FormName::Pdf => Form::Pdf(order.font),
        FormName::Tsv => Form::Tsv(Markup::None),
        FormName::TsvList => Form::Tsv(Markup::Lists),
        FormName::TsvParagraph => Form::Tsv(Markup::Paragraphs),
        FormName::Csv => Form::Csv,
        FormName::Markdown => Form::Markdown,
        FormName::Flat => Form::Flat,
        FormName::Html => Form::Html,
        FormName::Prose => Form::Prose { spaced: false },
        FormName::ProseSpaced => Form::Prose { spaced: true },
    };
    let rulings = *dice.pick(&[Rulings::Boxes, Rulings::Lines, Rulings::Fills]);
    let mut cast = Cast {
        city,
        labels,
        form,
        first: 0,
        dice,
    };
    let mut draft = order.layout.draft(&mut cast);
    let (word, extension) = match order.form {
        FormName::Pdf => (order.font.word(), "pdf"),
        FormName::Csv => (order.encoding.word(), "csv"),
        FormName::Markdown => (order.encoding.word(), "md"),
        FormName::Html => (order.encoding.word(), "html"),
        FormName::Tsv | FormName::TsvList | FormName::TsvParagraph => {
            (order.encoding.word(), "tsv")
        }
        _ => (order.encoding.word(), "txt"),
    };
    let written = order.form.word();
    draft.truth.file = format!("{family}-{written}-{word}-{:03}.{extension}", order.seed);
    (draft, form, rulings)
}

fn write(order: &Order) -> Written {
    let (draft, form, rulings) = draft(order);
    let sheet = &draft.sheet;
    let title = draft.truth.document.title.as_deref();
    let encoded = |text: String| order.encoding.bytes(&text);
    let bytes = match form {
        Form::Pdf(font) => {
            // Most programs pack; a reader must not count on it.
            let packed = order.seed % 5 != 4;
            let make = Make {
                font,
                rulings,
                packed,
            };
            pdf::file(&pdf::pages(sheet), make, title)
        }
        Form::Tsv(markup) => encoded(text::tsv(sheet, markup, markup == Markup::Lists)),
        Form::Csv => encoded(text::csv(sheet)),
        Form::Markdown => encoded(text::markdown(sheet)),
        Form::Flat => encoded(text::flat(&pdf::pages(sheet))),
        Form::Html => encoded(text::html(sheet)),
        Form::Prose { spaced } => encoded(text::prose(sheet, spaced)),
    };
    let mut truth = Vec::new();
    let one_space = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut writer = serde_json::Serializer::with_formatter(&mut truth, one_space);
    draft
        .truth
        .serialize(&mut writer)
        .expect("truth is plain data");
    truth.push(b'\n');
    Written {
        document: draft.truth.file,
        bytes,
        truth,
    }
}

impl FormName {
    /// Part of a file's name.
    fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Tsv => "tsv",
            Self::TsvList => "tsvlist",
            Self::TsvParagraph => "tsvp",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Flat => "flat",
            Self::Html => "html",
            Self::Prose => "prose",
            Self::ProseSpaced => "spaced",
        }
    }
}
