//! What of a painted path is a straight line, and what a filled box.

use crate::geometry::{Point, Rect};
use crate::source::Stroke;
use hayro_interpret::DrawMode;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point as KurboPoint, Rect as KurboRect};

/// A filled box whose smaller side is below this many points is a ruling.
const THIN: f64 = 2.0;
/// So is one below this (Excel's thick border is 2.25 points) that is much longer than wide.
const THICK: f64 = 3.5;
/// How much longer a thick one has to be.
const THICK_LENGTH: f64 = 8.0;
/// Corners rounded by no more than this many points are taken for sharp.
const MAX_ROUNDING: f64 = 20.0;
/// A side that leaves level and upright by more than so many units of its path is slanted.
const SLANT: f64 = 1.0;
/// By how many points a stroke may stick out of the white box that covers it.
const COVER_SLACK: f32 = 0.1;

/// A closed curve of so many pieces may be a ring: four make an ellipse, eight make one of quadratic pieces.
const RING_PIECES: std::ops::RangeInclusive<usize> = 4..=16;

/// A part of a painted path.
pub(super) enum Painted {
    Line(Stroke),
    Box(Rect),
    /// The box around a circle or an ellipse whose inside is left open.
    Ring(Rect),
}

/// Hands the straight lines, the boxes and the rings of a path to `keep`, in points of the page.
pub(super) fn trace(
    path: &BezPath,
    transform: Affine,
    mode: &DrawMode,
    keep: &mut impl FnMut(Painted),
) {
    if let DrawMode::Stroke(_) = mode
        && let Some(ring) = ring(path, transform)
    {
        keep(Painted::Ring(ring));
        return;
    }
    let outlines = outlines(path, transform);
    if let DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) = mode {
        let pen = f64::from(stroke.line_width) * transform.determinant().abs().sqrt();
        for side in outlines
            .iter()
            .flat_map(|outline| outline.points.windows(2))
        {
            if let [from, to] = side {
                keep_line(*from, *to, pen, keep);
            }
        }
    }
    if let DrawMode::Fill(_) | DrawMode::FillAndStroke(..) = mode {
        fill(&outlines, keep);
    }
}

/// The box around a path that is one closed curve without a straight side.
fn ring(path: &BezPath, transform: Affine) -> Option<Rect> {
    let mut elements = path.elements().iter();
    let Some(&PathEl::MoveTo(start)) = elements.next() else {
        return None;
    };
    let (mut end, mut pieces) = (start, 0);
    let mut bounds = KurboRect::from_points(transform * start, transform * start);
    for element in elements {
        match *element {
            PathEl::CurveTo(_, _, to) | PathEl::QuadTo(_, to) => {
                (end, pieces) = (to, pieces + 1);
                bounds = bounds.union_pt(transform * to);
            }
            PathEl::ClosePath => {}
            // Some programs close a curve by a line of no length.
            PathEl::LineTo(to) if to == end => {}
            PathEl::LineTo(_) | PathEl::MoveTo(_) => return None,
        }
    }
    let closed = (transform * start).distance(transform * end) < 0.5;
    (closed && RING_PIECES.contains(&pieces)).then(|| {
        let KurboRect { x0, y0, x1, y1 } = bounds;
        Rect::new(x0 as f32, y0 as f32, x1 as f32, y1 as f32)
    })
}

/// True for a path with a straight side that is neither level nor upright, as an arrow has.
pub(super) fn has_slanted_side(path: &BezPath) -> bool {
    let mut at = KurboPoint::ZERO;
    path.elements().iter().any(|element| {
        let from = at;
        at = element.end_point().unwrap_or(from);
        let (dx, dy) = ((at.x - from.x).abs(), (at.y - from.y).abs());
        matches!(element, PathEl::LineTo(_)) && dx.min(dy) > SLANT
    })
}

/// True if a white box painted after the stroke hides all of it.
pub(super) fn covers(white: Rect, stroke: &Stroke) -> bool {
    let reach = stroke.pen / 2.0 - COVER_SLACK;
    let line = Rect::new(stroke.from.x, stroke.from.y, stroke.to.x, stroke.to.y);
    white.x0 <= line.x0 - reach
        && white.y0 <= line.y0 - reach
        && white.x1 >= line.x1 + reach
        && white.y1 >= line.y1 + reach
}

/// A subpath without its curves.
#[derive(Default)]
struct Outline {
    points: Vec<KurboPoint>,
    /// True if it has a straight side, unlike a circle.
    straight: bool,
}

fn outlines(path: &BezPath, transform: Affine) -> Vec<Outline> {
    let mut outlines = Vec::new();
    let mut current = Outline::default();
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(to) => {
                outlines.push(std::mem::take(&mut current));
                current.points.push(transform * to);
            }
            PathEl::LineTo(to) => {
                current.straight = true;
                current.points.push(transform * to);
            }
            PathEl::QuadTo(control, to) => {
                current.curve(transform * control, transform * to, &mut outlines);
            }
            PathEl::CurveTo(control, _, to) => {
                current.curve(transform * control, transform * to, &mut outlines);
            }
            PathEl::ClosePath => {
                if let Some(&start) = current.points.first() {
                    current.points.push(start);
                    outlines.push(std::mem::take(&mut current));
                    current.points.push(start);
                }
            }
        }
    }
    outlines.push(current);
    outlines.retain(|outline| {
        outline.straight
            && outline.points.len() > 1
            && outline
                .points
                .iter()
                .all(|p| p.x.abs() < 1e6 && p.y.abs() < 1e6)
    });
    outlines
}

impl Outline {
    /// Goes on after a curve: through the corner that a small one rounds off, else from its end anew.
    fn curve(&mut self, control: KurboPoint, to: KurboPoint, outlines: &mut Vec<Self>) {
        let Some(&from) = self.points.last() else {
            self.points.push(to);
            return;
        };
        if from.distance(to) <= MAX_ROUNDING {
            let level = (control.x - from.x).abs() > (control.y - from.y).abs();
            self.points.push(if level {
                KurboPoint::new(to.x, from.y)
            } else {
                KurboPoint::new(from.x, to.y)
            });
            self.points.push(to);
        } else {
            outlines.push(std::mem::take(self));
            self.points.push(to);
        }
    }
}

fn fill(outlines: &[Outline], keep: &mut impl FnMut(Painted)) {
    if let [outer, inner] = outlines
        && let (Some(outer), Some(inner)) = (outer.upright_box(), inner.upright_box())
        && is_frame(outer, inner)
    {
        keep_frame(outer, inner, keep);
        return;
    }
    for outline in outlines {
        if let Some((from, to, pen)) = outline.thin_bar() {
            keep_line(from, to, pen, keep);
        } else if let Some(rect) = outline.upright_box() {
            keep(Painted::Box(rect));
        }
    }
}

impl Outline {
    /// The four corners of a four-sided outline.
    fn corners(&self) -> Option<[KurboPoint; 4]> {
        match *self.points.as_slice() {
            [a, b, c, d] => Some([a, b, c, d]),
            [a, b, c, d, e] if a.distance(e) < 0.1 => Some([a, b, c, d]),
            _ => None,
        }
    }

    fn upright_box(&self) -> Option<Rect> {
        let [a, b, c, d] = self.corners()?;
        let same = |p: f64, q: f64| (p - q).abs() < 0.05;
        let level_first = same(a.y, b.y) && same(b.x, c.x) && same(c.y, d.y) && same(d.x, a.x);
        let upright_first = same(a.x, b.x) && same(b.y, c.y) && same(c.x, d.x) && same(d.y, a.y);
        (level_first || upright_first)
            .then(|| Rect::new(a.x as f32, a.y as f32, c.x as f32, c.y as f32))
    }

    /// The middle line and the width of a four-sided outline that is as thin as a ruling, in whatever
    /// direction it lies.
    fn thin_bar(&self) -> Option<(KurboPoint, KurboPoint, f64)> {
        let [a, b, c, d] = self.corners()?;
        let (first, second) = (
            a.distance(b).max(c.distance(d)),
            b.distance(c).max(d.distance(a)),
        );
        let (width, length, from, to) = if first <= second {
            (first, second, a.midpoint(b), c.midpoint(d))
        } else {
            (second, first, b.midpoint(c), d.midpoint(a))
        };
        let thin = width < THIN || (width < THICK && length > width * THICK_LENGTH);
        thin.then_some((from, to, width))
    }
}

/// True for a border that is painted as the space between two boxes.
fn is_frame(outer: Rect, inner: Rect) -> bool {
    let margins = [
        inner.x0 - outer.x0,
        inner.y0 - outer.y0,
        outer.x1 - inner.x1,
        outer.y1 - inner.y1,
    ];
    margins
        .iter()
        .all(|&margin| margin >= 0.0 && f64::from(margin) < THICK)
}

fn keep_frame(outer: Rect, inner: Rect, keep: &mut impl FnMut(Painted)) {
    let middle = |a: f32, b: f32| f64::from((a + b) / 2.0);
    let (x0, x1) = (middle(outer.x0, inner.x0), middle(outer.x1, inner.x1));
    let (y0, y1) = (middle(outer.y0, inner.y0), middle(outer.y1, inner.y1));
    let pen = f64::from(inner.x0 - outer.x0).max(f64::from(inner.y0 - outer.y0));
    let corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)].map(KurboPoint::from);
    for side in corners.windows(2) {
        if let [from, to] = side {
            keep_line(*from, *to, pen, keep);
        }
    }
}

fn keep_line(from: KurboPoint, to: KurboPoint, pen: f64, keep: &mut impl FnMut(Painted)) {
    if from.distance(to) < 0.01 {
        return;
    }
    let point = |p: KurboPoint| Point {
        x: p.x as f32,
        y: p.y as f32,
    };
    keep(Painted::Line(Stroke {
        from: point(from),
        to: point(to),
        pen: pen as f32,
    }));
}
