//! Where glyphs stand, and which of them were painted before.

use crate::geometry::{Point, Rect};
use crate::source::PaintedPage;
use hayro_interpret::kurbo::{Affine, Point as KurboPoint};

/// Descent of the em box in thousandths of an em: what Japanese fonts share.
const DESCENT: f64 = -120.0;
/// Ascent of the em box.
const ASCENT: f64 = 880.0;
/// Fake bold is painted two or more times, less than this many em apart.
const REPEAT_REACH: f32 = 0.1;
/// How many glyphs of the same character and height a glyph is compared with.
const MAX_LOOK_BACK: usize = 48;

/// A glyph's transform, and what its font says of its advance.
pub(super) struct Placing {
    /// Thousandths of an em, y up, to points of the page, y down.
    transform: Affine,
    /// Thousandths of an em.
    advance: f64,
    /// The font's writing mode, before any rotation.
    vertical: bool,
}

/// A glyph on the page.
pub(super) struct Place {
    pub(super) origin: Point,
    pub(super) rect: Rect,
    pub(super) em: f32,
    pub(super) vertical: bool,
}

impl Placing {
    pub(super) fn new(transform: Affine, advance: Option<f32>, vertical: bool) -> Self {
        Self {
            transform,
            advance: advance.map_or(1000.0, f64::from).clamp(0.0, 10_000.0),
            vertical,
        }
    }

    /// Where the glyph stands, none for one that stands nowhere (a broken or degenerate matrix);
    /// `next` is the glyph that follows in its run.
    pub(super) fn place(&self, next: Option<&Self>) -> Option<Place> {
        let [a, b, c, d, x, y] = self.transform.as_coeffs();
        let em = length(c, d) * 1000.0;
        if !(em.is_finite() && em > 0.0 && em < 1e5 && x.abs() < 1e6 && y.abs() < 1e6) {
            return None;
        }
        let step = next
            .map(|next| {
                let [.., next_x, next_y] = next.transform.as_coeffs();
                length(next_x - x, next_y - y)
            })
            .filter(|step| *step > 0.0 && *step < 3.0 * em);
        let (width, top, bottom) = if self.vertical {
            // Its origin was moved to where a horizontal glyph has it, so the em box is the same.
            let reach = step.map_or(1000.0, |step| (step / em * 1000.0).min(1000.0));
            (1000.0, ASCENT, ASCENT - reach)
        } else {
            (self.width(length(a, b) * 1000.0, em, step), ASCENT, DESCENT)
        };
        let corners = [(0.0, bottom), (width, bottom), (0.0, top), (width, top)];
        let corners = corners.map(|(x, y)| self.transform * KurboPoint::new(x, y));
        let rect = corners
            .iter()
            .map(|p| Rect::new(p.x as f32, p.y as f32, p.x as f32, p.y as f32))
            .reduce(|whole, corner| whole.union(&corner))?;
        let (along_x, along_y) = if self.vertical { (c, d) } else { (a, b) };
        Some(Place {
            origin: Point {
                x: x as f32,
                y: y as f32,
            },
            rect,
            em: em as f32,
            vertical: along_y.abs() > along_x.abs(),
        })
    }

    /// Width of a horizontal glyph's box in thousandths of its own x unit, which is `scale` / 1000 points.
    ///
    /// The engine stretches the glyphs of a font that stands in for one that is missing; the step to the
    /// next origin tells what is stretched and what is set wide.
    fn width(&self, scale: f64, em: f64, step: Option<f64>) -> f64 {
        if scale <= 0.0 {
            return 0.0;
        }
        let set = self.advance * scale / 1000.0;
        let shown = match step {
            Some(step) => set.min(step),
            None => set.min(self.advance * em / 1000.0),
        };
        shown / scale * 1000.0
    }
}

/// As `f64::hypot`, without its care for numbers that no page holds.
fn length(x: f64, y: f64) -> f64 {
    (x * x + y * y).sqrt()
}

/// What glyphs are sorted by, as one number: those that begin with the same character together, then from the top, from
/// the left, and as they were painted.
fn place_key(text: &str, origin: Point, index: usize) -> u128 {
    let first = text.chars().next().map_or(0, u32::from);
    [first, ordered(origin.y), ordered(origin.x), index as u32]
        .into_iter()
        .fold(0, |key, part| key << 32 | u128::from(part))
}

/// A number that is larger for a larger `x`, in the order of `f32::total_cmp`.
fn ordered(x: f32) -> u32 {
    let bits = x.to_bits();
    if bits >> 31 == 0 {
        bits | 1 << 31
    } else {
        !bits
    }
}

/// Drops every glyph that repeats an earlier one: the same characters, the same size, the same place.
///
/// Text that is filled and stroked, or filled and clipped, comes twice; fake bold comes two or three times,
/// a little apart. Characters that are repeated on purpose stand an advance apart.
pub(super) fn drop_repeated(page: &mut PaintedPage) {
    let text = |i: usize| {
        let raw = &page.glyphs[i].raw;
        &page.raw[raw.start as usize..raw.end as usize]
    };
    let mut order: Vec<u128> = (0..page.glyphs.len())
        .map(|i| place_key(text(i), page.glyphs[i].origin, i))
        .collect();
    order.sort_unstable();
    let mut repeated = vec![false; page.glyphs.len()];
    for (i, key) in order.iter().enumerate() {
        let this = *key as u32 as usize;
        let glyph = &page.glyphs[this];
        let reach = glyph.em * REPEAT_REACH;
        for other_key in order[..i].iter().rev().take(MAX_LOOK_BACK) {
            let earlier = *other_key as u32 as usize;
            let other = &page.glyphs[earlier];
            if glyph.origin.y - other.origin.y > reach || key >> 96 != other_key >> 96 {
                break;
            }
            if !repeated[earlier]
                && (glyph.origin.x - other.origin.x).abs() <= reach
                && (glyph.em - other.em).abs() <= reach
                && text(earlier) == text(this)
            {
                repeated[this.max(earlier)] = true;
                break;
            }
        }
    }
    if !repeated.contains(&true) {
        return;
    }
    let mut raw = String::with_capacity(page.raw.len());
    let mut repeated = repeated.into_iter();
    let old = std::mem::take(&mut page.raw);
    page.glyphs.retain_mut(|glyph| {
        let keep = !repeated.next().unwrap_or(false);
        if keep {
            let start = raw.len() as u32;
            raw.push_str(&old[glyph.raw.start as usize..glyph.raw.end as usize]);
            glyph.raw = start..raw.len() as u32;
            glyph.display = glyph.raw.clone();
        }
        keep
    });
    page.raw = raw;
}
