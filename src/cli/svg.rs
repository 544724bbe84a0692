//! A laid-out page as a drawing: its text and rulings, and over them the lines, cells and blocks found there.

use super::recover::range;
use kaikaku::emit::drawing::{ASCENT, Escaped, THINNEST, characters, finite};
use kaikaku::geometry::Rect;
use kaikaku::layout::{BlockKind, Cell, Pages};
use kaikaku::source::Stroke;
use std::fmt::{self, Display, Write};

const STYLE: &str = "text{font-family:'Noto Sans CJK JP','MS Gothic',sans-serif;pointer-events:none}\
.rulings{stroke:#444}\
.lines rect{fill:none;stroke:#2a7;stroke-width:.3}\
.cells rect{fill:#39f;fill-opacity:.12;stroke:#39f;stroke-width:.6}\
.cells .vertical{fill:#93f}.cells .struck{fill:#f33}\
.blocks rect{fill:none;stroke-width:.8;stroke-dasharray:3 2}\
.blocks .text{stroke:#e80}.blocks .table{stroke:#06c}.blocks .furniture{stroke:#999}";

/// Draws the page with this number, from 1; none if there is no such page or it has no size, as in text sheets.
pub(crate) fn page(pages: &Pages, strokes: &[Stroke], number: u32) -> Option<String> {
    let index = number.checked_sub(1)? as usize;
    let page = pages.recovered.pages.get(index)?;
    if page.width <= 0.0 || page.height <= 0.0 {
        return None;
    }
    let mut svg = String::new();
    // Writing to a string cannot fail.
    let _ = draw(&mut svg, pages, strokes, number, (page.width, page.height));
    Some(svg)
}

fn draw(
    svg: &mut String,
    pages: &Pages,
    strokes: &[Stroke],
    number: u32,
    (width, height): (f32, f32),
) -> fmt::Result {
    let (w, h) = (Points(width), Points(height));
    writeln!(
        svg,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}pt" height="{h}pt">"#
    )?;
    writeln!(svg, "<style>{STYLE}</style>")?;
    writeln!(svg, r##"<rect width="{w}" height="{h}" fill="#fff"/>"##)?;
    rulings(svg, strokes)?;
    text_and_lines(svg, pages, number)?;
    blocks(svg, pages, number)?;
    cells(svg, pages, number)?;
    writeln!(svg, "</svg>")
}

fn rulings(svg: &mut String, strokes: &[Stroke]) -> fmt::Result {
    writeln!(svg, r#"<g class="rulings">"#)?;
    for Stroke { from, to, pen } in strokes {
        writeln!(
            svg,
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" stroke-width="{}"/>"#,
            Points(from.x),
            Points(from.y),
            Points(to.x),
            Points(to.y),
            Points(pen.max(THINNEST))
        )?;
    }
    writeln!(svg, "</g>")
}

/// The characters, each in its box, and a box around every line of the recovered text.
fn text_and_lines(svg: &mut String, pages: &Pages, number: u32) -> fmt::Result {
    let mut lines: Vec<(String, Option<Rect>)> = vec![Default::default()];
    writeln!(svg, r#"<g class="glyphs">"#)?;
    for (c, rect) in characters(pages, number) {
        if matches!(c, '\n' | '\u{C}') {
            lines.push(Default::default());
            continue;
        }
        if !c.is_whitespace() {
            glyph(svg, c, rect)?;
        }
        if let Some((line, bounds)) = lines.last_mut() {
            line.push(c);
            if !c.is_whitespace() {
                *bounds = Some(bounds.map_or(*rect, |bounds| bounds.union(rect)));
            }
        }
    }
    writeln!(svg, "</g>\n<g class=\"lines\">")?;
    for (line, bounds) in lines {
        if let Some(bounds) = bounds {
            boxed(svg, "line", bounds, &line)?;
        }
    }
    writeln!(svg, "</g>")
}

fn glyph(svg: &mut String, c: char, rect: &Rect) -> fmt::Result {
    let mut shown = [0; 4];
    writeln!(
        svg,
        r#"<text x="{}" y="{}" font-size="{}" textLength="{}" lengthAdjust="spacingAndGlyphs">{}</text>"#,
        Points(rect.x0),
        Points(rect.y0 + rect.height() * ASCENT),
        Points(rect.height()),
        Points(rect.width()),
        Escaped(c.encode_utf8(&mut shown))
    )
}

fn blocks(svg: &mut String, pages: &Pages, number: u32) -> fmt::Result {
    writeln!(svg, r#"<g class="blocks">"#)?;
    for block in pages.blocks.iter().filter(|block| block.page == number) {
        let kind = match &block.kind {
            BlockKind::Text(_) => "text",
            BlockKind::Table(_) => "table",
            BlockKind::Furniture(_) => "furniture",
        };
        if let Some(bounds) = block.bounds {
            boxed(svg, kind, bounds, kind)?;
        }
    }
    writeln!(svg, "</g>")
}

/// The cells that stand on the page, of tables that began on an earlier one too.
fn cells(svg: &mut String, pages: &Pages, number: u32) -> fmt::Result {
    writeln!(svg, r#"<g class="cells">"#)?;
    for block in &pages.blocks {
        let BlockKind::Table(table) = &block.kind else {
            continue;
        };
        for cell in table.cells.iter().filter(|cell| cell.page == number) {
            if let Some(bounds) = cell.bounds {
                boxed(svg, kind_of(cell), bounds, &title_of(cell))?;
            }
        }
    }
    writeln!(svg, "</g>")
}

fn kind_of(cell: &Cell) -> &'static str {
    if cell.struck {
        "struck"
    } else if cell.vertical {
        "vertical"
    } else {
        "cell"
    }
}

fn title_of(cell: &Cell) -> String {
    format!(
        "row {}, column {}\n{}",
        range(cell.row, cell.row_end()),
        range(cell.column, cell.column_end()),
        cell.text.as_str()
    )
}

/// A box that says `title` when it is pointed at.
fn boxed(svg: &mut String, class: &str, rect: Rect, title: &str) -> fmt::Result {
    writeln!(
        svg,
        r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>"#,
        Points(rect.x0),
        Points(rect.y0),
        Points(rect.width()),
        Points(rect.height()),
        Escaped(title)
    )
}

/// A length; what is no number, as a broken document may say, is 0.
struct Points(f32);

impl Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", finite(self.0))
    }
}
