//! Pages to the bytes of a PDF.

use super::flow::{Line, Page};
use super::font::{Encoder, Font};
use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// How cell borders are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rulings {
    /// A stroked rectangle a cell.
    Boxes,
    /// Four stroked lines a cell.
    Lines,
    /// Four thin filled rectangles a cell.
    Fills,
}

/// How the objects of a PDF are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Make {
    pub(crate) font: Font,
    pub(crate) rulings: Rulings,
    /// Page contents go through Flate.
    pub(crate) packed: bool,
}

/// Writes a PDF; within a page single lines come first and wrapped cells second, as spreadsheets write them.
pub(crate) fn file(pages: &[Page], make: Make, title: Option<&str>) -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.set_version(1, 4);
    let [catalog, tree, info, first_font] = [1, 2, 3, 4].map(Ref::new);
    let page_ref = |n: usize| Ref::new(10 + 2 * n as i32);
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree)
        .kids((0..pages.len()).map(page_ref))
        .count(pages.len() as i32);
    let mut about = pdf.document_info(info);
    about.producer(TextStr("kaikaku corpus"));
    if let Some(title) = title {
        about.title(TextStr(title));
    }
    about.finish();
    let mut encoder = Encoder::new(make.font);
    for (n, page) in pages.iter().enumerate() {
        let contents = Ref::new(page_ref(n).get() + 1);
        let mut object = pdf.page(page_ref(n));
        object
            .media_box(Rect::new(0.0, 0.0, page.width, page.height))
            .parent(tree)
            .contents(contents)
            .resources()
            .fonts()
            .pair(Name(b"F1"), first_font);
        object.finish();
        let drawn = content(page, &mut encoder, make.rulings);
        if make.packed {
            pdf.stream(contents, &compress_to_vec_zlib(&drawn, 9))
                .filter(Filter::FlateDecode);
        } else {
            pdf.stream(contents, &drawn);
        }
    }
    encoder.write(&mut pdf, first_font);
    pdf.finish()
}

fn content(page: &Page, encoder: &mut Encoder, rulings: Rulings) -> Vec<u8> {
    let mut content = Content::new();
    content.set_line_width(0.5);
    for cell in &page.boxes {
        draw(&mut content, *cell, page.height, rulings);
    }
    if rulings != Rulings::Fills && !page.boxes.is_empty() {
        content.stroke();
    }
    let singles = page.lines.iter().filter(|line| !line.wrapped);
    let wrapped = page.lines.iter().filter(|line| line.wrapped);
    for line in singles.chain(wrapped) {
        show(&mut content, line, page.height, encoder);
    }
    content.finish().into_vec()
}

fn draw(content: &mut Content, [x, y, width, height]: [f32; 4], page: f32, rulings: Rulings) {
    let bottom = tenths(page - y - height);
    let (x, width, height) = (tenths(x), tenths(width), tenths(height));
    let sides = [
        [x, bottom, x + width, bottom],
        [x, bottom + height, x + width, bottom + height],
        [x, bottom, x, bottom + height],
        [x + width, bottom, x + width, bottom + height],
    ];
    match rulings {
        Rulings::Boxes => {
            content.rect(x, bottom, width, height);
        }
        Rulings::Lines => {
            for [x0, y0, x1, y1] in sides {
                content.move_to(x0, y0).line_to(x1, y1);
            }
        }
        Rulings::Fills => {
            for [x0, y0, x1, y1] in sides {
                content.rect(x0, y0, (x1 - x0).max(0.5), (y1 - y0).max(0.5));
            }
            content.fill_nonzero();
        }
    }
}

fn show(content: &mut Content, line: &Line, page: f32, encoder: &mut Encoder) {
    let mut at = |x: f32, top: f32, text: &str| {
        let baseline = tenths(page - top - line.size * 0.95);
        content
            .begin_text()
            .set_font(Name(b"F1"), line.size)
            .set_text_matrix([1.0, 0.0, 0.0, 1.0, tenths(x), baseline])
            .show(Str(&encoder.codes(text)))
            .end_text();
    };
    if line.stacked {
        for (n, c) in line.text.chars().enumerate() {
            let top = line.y + n as f32 * line.size * 1.25;
            at(line.x, top, c.encode_utf8(&mut [0; 4]));
        }
    } else {
        at(line.x, line.y, &line.text);
    }
}

/// Tenths of a point are enough, and keep the files small.
fn tenths(value: f32) -> f32 {
    (value * 10.0).round() / 10.0
}
