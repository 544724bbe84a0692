//! Text outside tables: lines, columns, borderless tables, groups of paragraphs.

use super::column::{self, Run};
use super::line::{self, Line};
use super::order;
use super::sheet::{Item, TextSketch};
use super::wrap::Margins;
use crate::geometry::Rect;
use crate::source::PaintedPage;

/// What stands at the right margin this many em from its line is no part of it.
const ASIDE_GAP: f32 = 6.0;
/// So is what stands this many em away and is smaller by this factor.
const SMALL_ASIDE_GAP: f32 = 0.4;
const SMALLER: f32 = 1.2;
/// A heading stands this many em above its column at most.
const MAX_HEADING: f32 = 3.0;
/// Lines further apart than this many em stand in different groups ...
const GROUP_GAP: f32 = 0.9;
/// ... unless all lines are set that wide: then by this multiple of the usual gap.
const WIDE_LEADING: f32 = 1.7;

/// Sorts glyphs that no cell holds into text groups and borderless tables. Groups that stand in columns of
/// prose come together, in the order in which they are read.
///
/// `tables` are the boxes that text flows around. Without `margins`, the text says itself where they are.
pub(super) fn flow(
    page: &PaintedPage,
    glyphs: &[u32],
    tables: &[Rect],
    margins: Option<Margins>,
) -> Vec<Vec<Item>> {
    let (down, across): (Vec<Line>, Vec<Line>) = line::lines(page, glyphs)
        .into_iter()
        .partition(|line| line.vertical);
    let mut items = Vec::new();
    if !down.is_empty() {
        items.extend(vertical_groups(down).into_iter().map(|item| vec![item]));
    }
    for side in sides(page, around(page, across, tables), tables) {
        let margins = margins.unwrap_or_else(|| reach(page, &side.lines, &side.tables));
        for strip in strips(side.lines, &side.tables) {
            items.extend(runs(page, strip, margins));
        }
    }
    items
}

/// The items that lines between two tables make.
fn runs(page: &PaintedPage, strip: Vec<Line>, margins: Margins) -> Vec<Vec<Item>> {
    let mut items = Vec::new();
    for run in column::runs(page, strip) {
        match run {
            Run::Plain(lines) => {
                let (lines, asides) = set_apart(page, lines, margins);
                let aside = |line| vec![Item::Text(TextSketch::new(vec![line], margins))];
                items.extend(asides.into_iter().map(aside));
                items.extend(groups(lines, margins).into_iter().map(|item| vec![item]));
            }
            Run::Columns(columns) => {
                let column = |lines: Vec<Line>| {
                    let margins = reach(page, &lines, &[]);
                    groups(lines, margins)
                };
                items.push(columns.into_iter().flat_map(column).collect());
            }
            Run::Table(table) => items.push(vec![Item::Table(table)]),
        }
    }
    items
}

/// Parts what stands at the right margin, far from the rest of its line, from that line: a city's name beside the
/// title, the department beside the name of its item.
fn set_apart(page: &PaintedPage, lines: Vec<Line>, margins: Margins) -> (Vec<Line>, Vec<Line>) {
    let mut asides = Vec::new();
    let lines = lines
        .into_iter()
        .map(|line| {
            let em = line.em;
            let at_margin = margins.right - line.rect.x1 <= em;
            let cut = |gap: f32| {
                line.clone()
                    .split(page, |end, start| start - end >= em * gap)
            };
            let mut parts = cut(ASIDE_GAP);
            if parts.len() != 2 || !at_margin {
                // A legend beside a title is set smaller.
                parts = cut(SMALL_ASIDE_GAP);
                let smaller = |parts: &[Line]| parts[1].em * SMALLER <= parts[0].em;
                if parts.len() != 2 || !smaller(&parts) {
                    return line;
                }
            }
            asides.extend(parts.pop());
            parts.swap_remove(0)
        })
        .collect();
    (lines, asides)
}

/// Cuts lines where a table stands between their parts.
fn around(page: &PaintedPage, lines: Vec<Line>, tables: &[Rect]) -> Vec<Line> {
    if tables.is_empty() {
        return lines;
    }
    lines
        .into_iter()
        .flat_map(|line| {
            let y = line.rect.center().y;
            let beside: Vec<&Rect> = tables
                .iter()
                .filter(|table| (table.y0..=table.y1).contains(&y))
                .collect();
            if beside.is_empty() {
                return vec![line];
            }
            line.split(page, |end, start| {
                beside
                    .iter()
                    .any(|table| table.x0 > end - 1.0 && table.x1 < start + 1.0)
            })
        })
        .collect()
}

/// Lines that flow together, and the tables beside and between them.
struct Side {
    lines: Vec<Line>,
    tables: Vec<Rect>,
}

/// Parts lines, and the tables among them, at the white space between columns of tables: the headings of two
/// columns may stand at one height. What stands above the columns or crosses them comes first.
fn sides(page: &PaintedPage, lines: Vec<Line>, tables: &[Rect]) -> Vec<Side> {
    let gutters = order::gutters(tables);
    let tallest = gutters
        .into_iter()
        .max_by(|a, b| a.height().total_cmp(&b.height()));
    let Some(gutter) = tallest else {
        return vec![Side {
            lines,
            tables: tables.to_vec(),
        }];
    };
    // Prose reaches further than the borders of the tables between it.
    let middle = gutter.center().x;
    let bottom = bottom_of_columns(page, &lines, gutter);
    let mut sides = [const { Vec::new() }; 3];
    for line in lines {
        let top = gutter.y0 - line.em * MAX_HEADING;
        if !(top..=bottom).contains(&line.rect.center().y) {
            sides[0].push(line);
            continue;
        }
        let parted = line.split(page, |end, start| end <= middle && start >= middle);
        for part in parted {
            let side = if part.rect.x1 <= middle {
                1
            } else if part.rect.x0 >= middle {
                2
            } else {
                0
            };
            sides[side].push(part);
        }
    }
    let of = |side: usize, lines| Side {
        lines,
        tables: tables
            .iter()
            .filter(|table| match side {
                1 => table.x1 <= gutter.x0,
                2 => table.x0 >= gutter.x0,
                _ => true,
            })
            .copied()
            .collect(),
    };
    sides
        .into_iter()
        .enumerate()
        .map(|(side, lines)| of(side, lines))
        .collect()
}

/// How far down columns of tables go on with text below the last table: to the first line that runs across both.
fn bottom_of_columns(page: &PaintedPage, lines: &[Line], gutter: Rect) -> f32 {
    let middle = gutter.center().x;
    let across = |line: &&Line| {
        let runs_on = line.rect.x0 < middle && line.rect.x1 > middle;
        let parted = || {
            let parts = Line::clone(line);
            parts.split(page, |end, start| end <= middle && start >= middle)
        };
        line.rect.y0 >= gutter.y1 && runs_on && parted().len() == 1
    };
    let first = lines.iter().filter(across).map(|line| line.rect.y0);
    first.fold(f32::INFINITY, f32::min)
}

/// From where to where lines and tables reach; marks that may hang over the margin do not say where it is.
fn reach(page: &PaintedPage, lines: &[Line], tables: &[Rect]) -> Margins {
    let starts = lines.iter().map(|line| line.rect.x0);
    let ends = lines.iter().map(|line| line.end_without_mark(page));
    Margins {
        left: starts
            .chain(tables.iter().map(|table| table.x0))
            .fold(f32::INFINITY, f32::min),
        right: ends
            .chain(tables.iter().map(|table| table.x1))
            .fold(f32::NEG_INFINITY, f32::max),
    }
}

/// Divides lines, top to bottom, wherever a table stands between two of them.
fn strips(lines: Vec<Line>, tables: &[Rect]) -> Vec<Vec<Line>> {
    let mut strips: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let parted = |above: &Line| {
            let (top, bottom) = (above.rect.center().y, line.rect.center().y);
            tables.iter().any(|table| {
                let middle = table.center().y;
                (top < middle && middle < bottom)
                    && (table.shared_width(&above.rect) > 0.0
                        || table.shared_width(&line.rect) > 0.0)
            })
        };
        match strips.last_mut() {
            Some(strip) if !strip.last().is_some_and(parted) => strip.push(line),
            _ => strips.push(vec![line]),
        }
    }
    strips
}

/// Divides lines into groups wherever a wide gap is between them.
fn groups(lines: Vec<Line>, margins: Margins) -> Vec<Item> {
    let usual = usual_gap(&lines);
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let near = |above: &Line| {
            let gap = line.rect.y0 - above.rect.y1;
            let em = above.em.max(line.em);
            gap <= (em * GROUP_GAP).max(usual * WIDE_LEADING) && gap <= em * 2.5
        };
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(near) => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    groups
        .into_iter()
        .map(|lines| Item::Text(TextSketch::new(lines, margins)))
        .collect()
}

/// The median gap between lines, 0 where there are too few to tell.
fn usual_gap(lines: &[Line]) -> f32 {
    let mut gaps: Vec<f32> = lines
        .windows(2)
        .map(|pair| (pair[1].rect.y0 - pair[0].rect.y1).max(0.0))
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    let middle = gaps.len() / 2;
    *gaps.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// Groups vertical lines, right to left, that stand side by side.
fn vertical_groups(lines: Vec<Line>) -> Vec<Item> {
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        let near = |right: &Line| {
            let gap = right.rect.x0 - line.rect.x1;
            gap <= right.em.max(line.em) * 2.0 && right.rect.shared_height(&line.rect) > 0.0
        };
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(near) => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    groups
        .into_iter()
        .map(|lines| {
            let top = lines.iter().map(|line| line.rect.y0);
            let bottom = lines.iter().map(|line| line.rect.y1);
            let margins = Margins {
                left: top.fold(f32::INFINITY, f32::min),
                right: bottom.fold(f32::NEG_INFINITY, f32::max),
            };
            Item::Text(TextSketch::new(lines, margins))
        })
        .collect()
}
