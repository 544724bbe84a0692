//! Pictures of scanned pages, for people: their images in shades of grey, small enough to be sent along.

use super::quiet;
use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

/// Larger images are left out, pixels: decoded, they would take a worker's memory.
const MAX_PIXELS: u64 = 120_000_000;
/// So many places are looked at in each direction for one pixel, so that thin strokes do not vanish.
const SAMPLES: u32 = 3;

/// A page in shades of grey.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// One byte a pixel, row by row from the top, 255 for white.
    pub grey: Vec<u8>,
}

/// The images of a page, from 1, on white paper `width` pixels wide. None if the page is not there or the engine gives
/// up; what it cannot decode stays white.
pub fn picture(bytes: &[u8], number: u32, width: u32) -> Option<Picture> {
    let pdf = quiet::guard(|| Pdf::new(bytes.to_vec())).ok()?.ok()?;
    let page = pdf.pages().get(number.checked_sub(1)? as usize)?;
    let (paper_width, paper_height) = page.render_dimensions();
    let scale = width as f32 / paper_width;
    let height = (paper_height * scale).round();
    if !(1.0..=width as f32 * 10.0).contains(&height) {
        return None;
    }
    let mut sheet = Sheet {
        picture: Picture {
            width,
            height: height as u32,
            grey: vec![u8::MAX; width as usize * height as usize],
        },
        scale: f64::from(scale),
    };
    let cache = InterpreterCache::new();
    quiet::guard(|| {
        let mut context = Context::new(
            page.initial_transform(true).to_kurbo(),
            Rect::new(0.0, 0.0, paper_width.into(), paper_height.into()),
            &cache,
            page.xref(),
            InterpreterSettings::default(),
        );
        interpret_page(page, &mut context, &mut sheet);
    })
    .ok()?;
    Some(sheet.picture)
}

impl Picture {
    /// The same picture, narrower.
    pub fn shrunk(&self, width: u32) -> Self {
        let scale = f64::from(width) / f64::from(self.width.max(1));
        let height = ((f64::from(self.height) * scale).round() as u32).max(1);
        let mut sheet = Sheet {
            picture: Self {
                width,
                height,
                grey: vec![u8::MAX; width as usize * height as usize],
            },
            scale: 1.0,
        };
        sheet.lay(&self.grey, self.width, self.height, Affine::scale(scale));
        sheet.picture
    }
}

/// The paper that images are laid on.
struct Sheet {
    picture: Picture,
    /// Pixels a point.
    scale: f64,
}

impl Sheet {
    /// Lays grey pixels down; `place` leads from theirs to the sheet's.
    fn lay(&mut self, grey: &[u8], width: u32, height: u32, place: Affine) {
        if place.determinant().abs() < 1e-12 {
            return;
        }
        let back = place.inverse();
        let corners = Rect::new(0.0, 0.0, width.into(), height.into());
        let covered = place.transform_rect_bbox(corners);
        let within = |from: f64, to: f64, end: u32| {
            let end = f64::from(end);
            from.floor().clamp(0.0, end) as u32..to.ceil().clamp(0.0, end) as u32
        };
        for y in within(covered.y0, covered.y1, self.picture.height) {
            for x in within(covered.x0, covered.x1, self.picture.width) {
                let mut sum = 0;
                let mut count = 0;
                for sample in 0..SAMPLES * SAMPLES {
                    let step = |n: u32| (f64::from(n) + 0.5) / f64::from(SAMPLES);
                    let at = Point::new(
                        f64::from(x) + step(sample % SAMPLES),
                        f64::from(y) + step(sample / SAMPLES),
                    );
                    let Point { x, y } = back * at;
                    if x < 0.0 || y < 0.0 || x >= width.into() || y >= height.into() {
                        continue;
                    }
                    let place = y as usize * width as usize + x as usize;
                    sum += grey.get(place).map_or(255, |&grey| u32::from(grey));
                    count += 1;
                }
                let place = y as usize * self.picture.width as usize + x as usize;
                if let (Some(mean), Some(pixel)) =
                    (sum.checked_div(count), self.picture.grey.get_mut(place))
                {
                    *pixel = mean as u8;
                }
            }
        }
    }
}

impl<'a> Device<'a> for Sheet {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if u64::from(image.width()) * u64::from(image.height()) > MAX_PIXELS {
            return;
        }
        let place = Affine::scale(self.scale) * props.transform;
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |data, _| {
                    let (x, y) = data.scale_factors();
                    let (width, height) = (data.width(), data.height());
                    let place = place * Affine::scale_non_uniform(x.into(), y.into());
                    self.lay(&greys(data), width, height, place);
                },
                None,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(
                |data, _| {
                    let (x, y) = data.scale_factors;
                    let place = place * Affine::scale_non_uniform(x.into(), y.into());
                    // What a stencil lets through is ink.
                    let grey: Vec<u8> = data.data.iter().map(|&through| !through).collect();
                    self.lay(&grey, data.width, data.height, place);
                },
                None,
            ),
        }
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn pop_clip(&mut self) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}

fn greys(data: ImageData) -> Vec<u8> {
    match data {
        ImageData::Luma(luma) => luma.data,
        // Rec. 601, as every viewer turns colour to grey.
        ImageData::Rgb(rgb) => rgb
            .data
            .chunks_exact(3)
            .map(|c| {
                ((77 * u32::from(c[0]) + 150 * u32::from(c[1]) + 29 * u32::from(c[2])) >> 8) as u8
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::Picture;

    #[test]
    fn a_stroke_is_still_seen_when_the_picture_is_shrunk() {
        let grey = (0..90 * 30)
            .map(|at| if at % 90 == 45 { 0 } else { 255 })
            .collect();
        let picture = Picture {
            width: 90,
            height: 30,
            grey,
        };
        let small = picture.shrunk(30);
        assert_eq!((small.width, small.height), (30, 10));
        let row = &small.grey[..30];
        assert!(row[15] < 200 && row[10] == 255, "{row:?}");
    }
}
