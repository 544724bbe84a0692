//! Draws PDFs of a few words and lines, and reads them back.

use kaikaku::layout::{BlockKind, Cell, Pages, Table, layout};
use kaikaku::read::pdf::read;
use kaikaku::source::{Content, PaintedPage};
use pdf_writer::types::{CidFontType, SystemInfo};
use pdf_writer::{Content as Operators, Finish, Name, Pdf, Rect, Ref, Str};

pub(crate) const HEIGHT: f32 = 600.0;

/// A page in the making; y is measured from the top, as the layout does.
pub(crate) struct Drawing {
    pub(crate) operators: Operators,
    pub(crate) rotate: i32,
    pub(crate) image: bool,
}

impl Drawing {
    pub(crate) fn new() -> Self {
        Self {
            operators: Operators::new(),
            rotate: 0,
            image: false,
        }
    }

    /// Text whose em boxes begin at x and y, 10 points high.
    pub(crate) fn text(&mut self, x: f32, y: f32, text: &str) -> &mut Self {
        self.show("H", x, HEIGHT - y - 8.8, 10.0, text)
    }

    /// Vertical text, its first character centred on x and beginning at y.
    pub(crate) fn vertical(&mut self, x: f32, y: f32, text: &str) -> &mut Self {
        self.show("V", x, HEIGHT - y, 10.0, text)
    }

    pub(crate) fn show(&mut self, font: &str, x: f32, y: f32, size: f32, text: &str) -> &mut Self {
        let (bytes, _, unmapped) = encoding_rs::SHIFT_JIS.encode(text);
        assert!(!unmapped, "{text}");
        self.operators
            .begin_text()
            .set_font(Name(font.as_bytes()), size);
        self.operators.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        self.operators.show(Str(&bytes)).end_text();
        self
    }

    pub(crate) fn line(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> &mut Self {
        self.operators
            .move_to(x0, HEIGHT - y0)
            .line_to(x1, HEIGHT - y1)
            .stroke();
        self
    }

    pub(crate) fn fill(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> &mut Self {
        self.operators
            .rect(x0, HEIGHT - y1, x1 - x0, y1 - y0)
            .fill_nonzero();
        self
    }

    /// An ellipse in this box.
    pub(crate) fn ring(&mut self, x0: f32, y0: f32, x1: f32, y1: f32) -> &mut Self {
        /// How far the handles of a quarter reach, for a curve that is a circle to the eye.
        const REACH: f32 = 0.5523;
        let (x, y) = ((x0 + x1) / 2.0, HEIGHT - (y0 + y1) / 2.0);
        let (rx, ry) = ((x1 - x0) / 2.0, (y1 - y0) / 2.0);
        let (hx, hy) = (rx * REACH, ry * REACH);
        self.operators
            .move_to(x + rx, y)
            .cubic_to(x + rx, y + hy, x + hx, y + ry, x, y + ry)
            .cubic_to(x - hx, y + ry, x - rx, y + hy, x - rx, y)
            .cubic_to(x - rx, y - hy, x - hx, y - ry, x, y - ry)
            .cubic_to(x + hx, y - ry, x + rx, y - hy, x + rx, y)
            .close_path()
            .stroke();
        self
    }

    /// All lines of a grid.
    pub(crate) fn grid(&mut self, xs: &[f32], ys: &[f32]) -> &mut Self {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        for &y in ys {
            self.line(left, y, right, y);
        }
        for &x in xs {
            self.line(x, top, x, bottom);
        }
        self
    }
}

/// A PDF of these pages, 400 by 600 points, with fonts H and V of 90ms-RKSJ that are not embedded.
pub(crate) fn pdf(drawings: Vec<Drawing>) -> Vec<u8> {
    pdf_with(["90ms-RKSJ-H", "90ms-RKSJ-V"], drawings)
}

/// The same, with other character maps.
pub(crate) fn pdf_with(maps: [&str; 2], drawings: Vec<Drawing>) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    pdf.catalog(catalog).pages(tree);
    for (i, map) in maps.into_iter().enumerate() {
        let (font, cid, descriptor) = (
            Ref::new(10 + i as i32),
            Ref::new(12 + i as i32),
            Ref::new(14 + i as i32),
        );
        let name = Name(b"MS-Mincho");
        pdf.type0_font(font)
            .base_font(name)
            .encoding_predefined(Name(map.as_bytes()))
            .descendant_font(cid);
        let mut writer = pdf.cid_font(cid);
        writer
            .subtype(CidFontType::Type2)
            .base_font(name)
            .font_descriptor(descriptor);
        writer.system_info(SystemInfo {
            registry: Str(b"Adobe"),
            ordering: Str(b"Japan1"),
            supplement: 2,
        });
        writer.widths().same(231, 632, 500.0);
        writer.finish();
        pdf.font_descriptor(descriptor).name(name);
    }
    let ids: Vec<Ref> = (0..drawings.len())
        .map(|i| Ref::new(100 + 2 * i as i32))
        .collect();
    pdf.pages(tree)
        .kids(ids.iter().copied())
        .count(ids.len() as i32);
    for (id, drawing) in ids.iter().zip(drawings) {
        let content = Ref::new(id.get() + 1);
        let mut page = pdf.page(*id);
        page.parent(tree)
            .media_box(Rect::new(0.0, 0.0, 400.0, HEIGHT))
            .contents(content);
        if drawing.rotate != 0 {
            page.rotate(drawing.rotate);
        }
        page.resources()
            .fonts()
            .pair(Name(b"H"), Ref::new(10))
            .pair(Name(b"V"), Ref::new(11));
        if drawing.image {
            page.resources().x_objects().pair(Name(b"I"), Ref::new(20));
        }
        page.finish();
        pdf.stream(content, &drawing.operators.finish());
    }
    let mut image = pdf.image_xobject(Ref::new(20), &[0]);
    image
        .width(1)
        .height(1)
        .bits_per_component(8)
        .color_space()
        .device_gray();
    image.finish();
    pdf.finish()
}

/// The pages laid out.
pub(crate) fn laid_out(drawings: Vec<Drawing>) -> Pages {
    layout(read(&pdf(drawings)).expect("a sound PDF"))
}

/// One page.
pub(crate) fn draw(paint: impl FnOnce(&mut Drawing)) -> Drawing {
    let mut drawing = Drawing::new();
    paint(&mut drawing);
    drawing
}

/// One page laid out.
pub(crate) fn page_of(paint: impl FnOnce(&mut Drawing)) -> Pages {
    laid_out(vec![draw(paint)])
}

/// One page as it was painted.
pub(crate) fn painted(paint: impl FnOnce(&mut Drawing)) -> PaintedPage {
    match read(&pdf(vec![draw(paint)])).expect("a sound PDF").content {
        Content::Painted(mut pages) => pages.remove(0),
        Content::Written(_) => unreachable!("a PDF is painted"),
    }
}

/// The tables of all pages.
pub(crate) fn tables(pages: &Pages) -> Vec<&Table> {
    pages
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

/// The paragraphs of the text, or of the furniture.
pub(crate) fn paragraphs(pages: &Pages, furniture: bool) -> Vec<&str> {
    pages
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Text(paragraphs) if !furniture => Some(paragraphs),
            BlockKind::Furniture(paragraphs) if furniture => Some(paragraphs),
            _ => None,
        })
        .flatten()
        .map(|paragraph| paragraph.text.as_str())
        .collect()
}

/// Place and text of every cell.
pub(crate) fn summary(table: &Table) -> Vec<(u32, u32, u32, u32, &str)> {
    table
        .cells
        .iter()
        .map(|c| (c.row, c.column, c.row_span, c.column_span, c.text.as_str()))
        .collect()
}

/// The cell with this text.
pub(crate) fn cell<'t>(table: &'t Table, text: &str) -> &'t Cell {
    table
        .cells
        .iter()
        .find(|cell| cell.text.as_str() == text)
        .unwrap_or_else(|| panic!("no cell says {text}: {:?}", summary(table)))
}
