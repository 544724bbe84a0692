//! Glyphs become lines.

use super::{raised, ring};
use crate::geometry::Rect;
use crate::source::{Glyph, NOWHERE, PaintedPage, Text};
use std::cmp::Ordering;

/// Two glyphs stand on one line if they share at least this much of the smaller one's height.
const SHARED_HEIGHT: f32 = 0.5;
/// How many lines back a glyph may still belong: sorted by height, only neighbours compete.
const OPEN_BANDS: usize = 8;
/// Most lines have no more glyphs.
const USUAL_GLYPHS: usize = 32;
/// Ruby is at most this size, measured in the base text's.
const RUBY_SIZE: f32 = 0.62;
/// A gap of more than this many em is a space, between any characters.
const WIDE_GAP: f32 = 1.5;
/// Most glyphs are one character of so many bytes in UTF-8.
const BYTES: usize = 3;
/// A gap of more than this many em is a space between Latin letters or digits.
const WORD_GAP: f32 = 0.35;

/// Glyphs that are read one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Indices of the page's glyphs, in reading order; white space at both ends included.
    pub(super) glyphs: Vec<u32>,
    /// The box around what is not white space, or around all where all is.
    pub(super) rect: Rect,
    /// Size of its largest glyph, points.
    pub(super) em: f32,
    /// Runs downwards.
    pub(super) vertical: bool,
    /// Small text that annotates the line before it.
    pub(super) ruby: bool,
    /// One word whose characters are set apart to fill a width; the gaps between them are no spaces.
    pub(super) justified: bool,
}

/// The characters of a glyph as they are shown.
pub(super) fn shown<'p>(page: &'p PaintedPage, glyph: &Glyph) -> &'p str {
    page.display
        .get(glyph.display.start as usize..glyph.display.end as usize)
        .unwrap_or_default()
}

/// The characters of a glyph as the document gives them.
pub(super) fn given<'p>(page: &'p PaintedPage, glyph: &Glyph) -> &'p str {
    page.raw
        .get(glyph.raw.start as usize..glyph.raw.end as usize)
        .unwrap_or_default()
}

/// True for marks that fill the first half of their box alone, so that they may hang over an edge.
pub(super) fn may_hang(page: &PaintedPage, glyph: &Glyph) -> bool {
    matches!(shown(page, glyph), "。" | "、" | "，" | "．")
}

/// Where the ink of a glyph of a horizontal line ends at the latest.
pub(super) fn ink_end(page: &PaintedPage, glyph: &Glyph) -> f32 {
    if may_hang(page, glyph) {
        glyph.rect.center().x
    } else {
        glyph.rect.x1
    }
}

impl Line {
    fn new(page: &PaintedPage, glyphs: Vec<u32>, vertical: bool) -> Self {
        let mut line = Self {
            glyphs,
            vertical,
            ..Self::default()
        };
        line.measure(page);
        line
    }

    fn measure(&mut self, page: &PaintedPage) {
        let all = || self.glyphs.iter().map(|&g| &page.glyphs[g as usize]);
        let inked = || all().filter(|glyph| !glyph.blank);
        let bounds = |rects: &mut dyn Iterator<Item = Rect>| rects.reduce(|a, b| a.union(&b));
        let rect = bounds(&mut inked().map(|glyph| glyph.rect))
            .or_else(|| bounds(&mut all().map(|glyph| glyph.rect)));
        let largest = |ems: &mut dyn Iterator<Item = f32>| ems.reduce(f32::max);
        let em = largest(&mut inked().map(|glyph| glyph.em))
            .or_else(|| largest(&mut all().map(|glyph| glyph.em)));
        self.rect = rect.unwrap_or_default();
        self.em = em.unwrap_or_default();
    }

    /// Where it begins in its own direction, points from the left or the top.
    pub(super) fn start(&self) -> f32 {
        if self.vertical {
            self.rect.y0
        } else {
            self.rect.x0
        }
    }

    /// How long it is in its own direction, points.
    pub(super) fn length(&self) -> f32 {
        if self.vertical {
            self.rect.height()
        } else {
            self.rect.width()
        }
    }

    /// Where a horizontal line ends, a mark that may hang over the margin left out.
    pub(super) fn end_without_mark(&self, page: &PaintedPage) -> f32 {
        let last = self.inked(page).last().map(|&g| &page.glyphs[g as usize]);
        match last {
            Some(mark) if may_hang(page, mark) => mark.rect.x0,
            _ => self.rect.x1,
        }
    }

    /// The glyphs without white space at both ends.
    pub(super) fn inked<'l>(&'l self, page: &PaintedPage) -> &'l [u32] {
        let ink = |&g: &u32| !page.glyphs[g as usize].blank;
        match (
            self.glyphs.iter().position(ink),
            self.glyphs.iter().rposition(ink),
        ) {
            (Some(first), Some(last)) => &self.glyphs[first..=last],
            _ => &[],
        }
    }

    /// The widest white space between two of its glyphs, points; of a horizontal line.
    pub(super) fn widest_gap(&self, page: &PaintedPage) -> f32 {
        let mut end = f32::INFINITY;
        let mut widest = 0.0_f32;
        for glyph in self.glyphs.iter().map(|&g| &page.glyphs[g as usize]) {
            if !glyph.blank {
                widest = widest.max(glyph.rect.x0 - end);
                end = glyph.rect.x1;
            }
        }
        widest
    }

    /// True if it holds white space alone.
    pub(super) fn is_blank(&self, page: &PaintedPage) -> bool {
        self.inked(page).is_empty()
    }

    /// What it shows, without white space at its ends.
    pub(super) fn string(&self, page: &PaintedPage) -> String {
        let inked = self.inked(page);
        let mut string = String::with_capacity(inked.len() * BYTES);
        for &g in inked {
            string.push_str(shown(page, &page.glyphs[g as usize]));
        }
        string
    }

    /// Appends what it shows to `text`, without white space at its ends; `at` gives every glyph's place in
    /// the recovered text. A gap that no space glyph fills becomes a space where it divides words; raised
    /// references to notes are left out, and what a ring is drawn around gets the mark of one.
    pub(super) fn write(&self, page: &PaintedPage, at: &[u32], text: &mut Text) {
        let mut before: Option<&Glyph> = None;
        let inked = self.inked(page);
        text.reserve(inked.len() * BYTES);
        let references = raised::references(page, self, inked);
        let ringed = ring::ringed(page, self, inked);
        for (i, &g) in inked.iter().enumerate() {
            let glyph = &page.glyphs[g as usize];
            let string = shown(page, glyph);
            if self.justified && glyph.blank {
                continue;
            }
            if references.get(i) == Some(&true) {
                continue;
            }
            if ringed.contains(&i) {
                text.push(ring::MARK, NOWHERE);
            }
            if let Some(before) = before
                && self.divides(page, before, glyph)
            {
                text.push(' ', NOWHERE);
            }
            for c in string.chars() {
                text.push(c, at.get(g as usize).copied().unwrap_or(NOWHERE));
            }
            if !string.is_empty() {
                before = Some(glyph);
            }
        }
    }

    /// True if the gap between two neighbours of this line stands for a space.
    fn divides(&self, page: &PaintedPage, left: &Glyph, right: &Glyph) -> bool {
        if self.justified || left.blank || right.blank {
            return false;
        }
        let gap = if self.vertical {
            right.rect.y0 - left.rect.y1
        } else {
            right.rect.x0 - left.rect.x1
        };
        let em = left.em.max(right.em);
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        gap > em * WIDE_GAP
            || (gap > em * WORD_GAP
                && is_word(shown(page, left).chars().next_back())
                && is_word(shown(page, right).chars().next()))
    }

    /// Cuts the line wherever `wide` says so of a gap (its start, its end), white space staying on the left.
    pub(super) fn split(
        self,
        page: &PaintedPage,
        mut wide: impl FnMut(f32, f32) -> bool,
    ) -> Vec<Self> {
        let mut parts: Vec<Vec<u32>> = vec![Vec::new()];
        let mut end: Option<f32> = None;
        for &g in &self.glyphs {
            let glyph = &page.glyphs[g as usize];
            if !glyph.blank {
                if end.is_some_and(|end| wide(end, glyph.rect.x0)) {
                    parts.push(Vec::new());
                }
                end = Some(end.map_or(glyph.rect.x1, |end| end.max(glyph.rect.x1)));
            }
            if let Some(part) = parts.last_mut() {
                part.push(g);
            }
        }
        parts
            .into_iter()
            .map(|glyphs| Self::new(page, glyphs, self.vertical))
            .collect()
    }
}

/// Sorts glyphs into lines: horizontal ones top to bottom, then vertical ones right to left. Every glyph is
/// on exactly one line.
pub(super) fn lines(page: &PaintedPage, glyphs: &[u32]) -> Vec<Line> {
    let is_vertical = |g: &u32| page.glyphs[*g as usize].vertical;
    if !glyphs.iter().any(is_vertical) {
        return horizontal_lines(page, glyphs);
    }
    let (down, across): (Vec<u32>, Vec<u32>) = glyphs.iter().partition(|g| is_vertical(g));
    let mut lines = horizontal_lines(page, &across);
    lines.extend(vertical_lines(page, &down));
    lines
}

fn horizontal_lines(page: &PaintedPage, glyphs: &[u32]) -> Vec<Line> {
    let reach = |glyph: &Glyph| (glyph.rect.y0, glyph.rect.y1);
    let mut lines: Vec<Line> = bands(page, glyphs, reach)
        .into_iter()
        .map(|mut glyphs| {
            glyphs.sort_by(|&a, &b| {
                let (a, b) = (&page.glyphs[a as usize], &page.glyphs[b as usize]);
                a.rect.x0.total_cmp(&b.rect.x0)
            });
            Line::new(page, glyphs, false)
        })
        .collect();
    lines.sort_by(|a, b| a.rect.y0.total_cmp(&b.rect.y0));
    for i in 1..lines.len() {
        if let [small, base] = &mut lines[i - 1..=i]
            && annotates(small, base)
        {
            small.ruby = true;
            std::mem::swap(small, base);
        }
    }
    lines
}

fn vertical_lines(page: &PaintedPage, glyphs: &[u32]) -> Vec<Line> {
    let reach = |glyph: &Glyph| (-glyph.rect.x1, -glyph.rect.x0);
    bands(page, glyphs, reach)
        .into_iter()
        .map(|mut glyphs| {
            // Text turned to the left is painted, and read, upwards.
            let painted_up = glyphs
                .windows(2)
                .filter(|pair| pair[0] < pair[1])
                .map(|pair| {
                    page.glyphs[pair[1] as usize].rect.y0 - page.glyphs[pair[0] as usize].rect.y0
                })
                .fold(0_i32, |up, step| up + if step < 0.0 { 1 } else { -1 });
            glyphs.sort_by(|&a, &b| {
                let (a, b) = (&page.glyphs[a as usize], &page.glyphs[b as usize]);
                a.rect.y0.total_cmp(&b.rect.y0)
            });
            if painted_up > 0 {
                glyphs.reverse();
            }
            Line::new(page, glyphs, true)
        })
        .collect()
}

/// A glyph and from where to where it reaches across the lines.
struct Reach {
    glyph: u32,
    blank: bool,
    start: f32,
    end: f32,
}

impl Reach {
    /// By place, white space last; equals in painting order.
    fn compare(&self, other: &Self) -> Ordering {
        let middle = |reach: &Self| reach.start + reach.end;
        self.blank
            .cmp(&other.blank)
            .then_with(|| middle(self).total_cmp(&middle(other)))
            .then_with(|| self.glyph.cmp(&other.glyph))
    }
}

/// Groups glyphs that share most of their `reach` (start, end) on the axis across the lines, in the order of
/// that axis; within a group in painting order. White space joins the group it shares most with.
fn bands(
    page: &PaintedPage,
    glyphs: &[u32],
    reach: impl Fn(&Glyph) -> (f32, f32),
) -> Vec<Vec<u32>> {
    let mut order: Vec<Reach> = glyphs
        .iter()
        .map(|&g| {
            let glyph = &page.glyphs[g as usize];
            let (start, end) = reach(glyph);
            Reach {
                glyph: g,
                blank: glyph.blank,
                start,
                end,
            }
        })
        .collect();
    order.sort_unstable_by(Reach::compare);
    let mut bands: Vec<((f32, f32), Vec<u32>)> = Vec::new();
    let mut inked = None;
    for Reach {
        glyph,
        blank,
        start,
        end,
    } in order
    {
        let shared =
            |&(s, e): &(f32, f32)| (end.min(e) - start.max(s)) / (end - start).min(e - s).max(0.01);
        // White space comes last and may belong to any band, not to one of the latest alone.
        let near = if blank {
            let inked = *inked.get_or_insert(bands.len());
            bands[..inked].partition_point(|band| band.0.0 + band.0.1 < start + end)
        } else {
            bands.len()
        };
        let latest = bands.len().saturating_sub(OPEN_BANDS)..bands.len();
        let around = near.saturating_sub(OPEN_BANDS)..(near + OPEN_BANDS).min(latest.start);
        let best = latest
            .rev()
            .chain(around.rev())
            .map(|i| (shared(&bands[i].0), i))
            .filter(|(share, _)| *share >= SHARED_HEIGHT)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, best)) = best else {
            let mut band = Vec::with_capacity(glyphs.len().min(USUAL_GLYPHS));
            band.push(glyph);
            bands.push(((start, end), band));
            continue;
        };
        let (span, band) = &mut bands[best];
        // The larger glyph says where the line is; a small one may be raised.
        if !blank && end - start > (span.1 - span.0) * 1.2 {
            *span = (start, end);
        }
        band.push(glyph);
    }
    bands.sort_by(|a, b| (a.0.0 + a.0.1).total_cmp(&(b.0.0 + b.0.1)));
    bands
        .into_iter()
        .map(|(_, mut band)| {
            band.sort_unstable();
            band
        })
        .collect()
}

/// True if `small` stands right over `base`, as ruby does.
fn annotates(small: &Line, base: &Line) -> bool {
    let gap = base.rect.y0 - small.rect.y1;
    !base.ruby
        && small.em <= base.em * RUBY_SIZE
        && gap > -0.4 * base.em
        && gap < small.em * 0.6
        && small.rect.x0 >= base.rect.x0 - small.em
        && small.rect.x1 <= base.rect.x1 + small.em
}
