//! Finds what stands at a height of the page without a look at all that is on it.

/// Things are kept by horizontal bands, this many points high at the least.
const BAND: f32 = 24.0;
/// So many places in bands are kept; a page that needs more is a drawing, whose bands are made higher.
const MAX_PLACES: usize = 4_000_000;

/// The numbers of things, by the bands that they reach into.
pub(super) struct ByHeight {
    /// Height of a band, points.
    height: f32,
    /// The band of the first of `bands`.
    first: i32,
    bands: Vec<Vec<u32>>,
}

impl ByHeight {
    /// Indexes things by where each begins and ends, points from the top of the page.
    pub(super) fn new(reaches: impl Iterator<Item = (f32, f32)> + Clone) -> Self {
        let mut height = BAND;
        let places = |height: f32| -> usize {
            let bands = |(top, foot)| (band(foot, height) - band(top, height)).max(0) as usize + 1;
            reaches.clone().map(bands).sum()
        };
        while places(height) > MAX_PLACES && height < f32::MAX / 8.0 {
            height *= 8.0;
        }
        let tops = reaches.clone().map(|(top, _)| band(top, height));
        let first = tops.min().unwrap_or_default();
        let mut bands: Vec<Vec<u32>> = Vec::new();
        for (i, (top, foot)) in reaches.clone().enumerate() {
            let from = (band(top, height) - first) as usize;
            let end = (band(foot.max(top), height) - first) as usize + 1;
            bands.resize(bands.len().max(end), Vec::new());
            for band in &mut bands[from..end] {
                band.push(i as u32);
            }
        }
        Self {
            height,
            first,
            bands,
        }
    }

    /// The numbers of all that reach to a height, in order, and of some that end near it.
    pub(super) fn near(&self, y: f32) -> impl Iterator<Item = usize> {
        let band = usize::try_from(band(y, self.height) - self.first);
        let band = band.ok().and_then(|band| self.bands.get(band));
        band.into_iter().flatten().map(|&i| i as usize)
    }
}

fn band(y: f32, height: f32) -> i32 {
    (y / height).floor().clamp(-1000.0, 1000.0) as i32
}

#[cfg(test)]
mod tests {
    use super::ByHeight;

    #[test]
    fn what_reaches_to_a_height_is_near_it() {
        let reaches = [(0.0, 100.0), (30.0, 31.0), (90.0, 300.0), (-50.0, -40.0)];
        check(&reaches);
    }

    #[test]
    fn a_drawing_of_long_lines_takes_no_more_memory_than_a_page() {
        let reaches = vec![(-1e6, 1e6); 10_000];
        let index = ByHeight::new(reaches.iter().copied());
        let places: usize = index.bands.iter().map(Vec::len).sum();
        assert!(places <= super::MAX_PLACES, "{places}");
        check(&reaches[..100]);
    }

    fn check(reaches: &[(f32, f32)]) {
        let index = ByHeight::new(reaches.iter().copied());
        for y in [-60.0, -45.0, 0.0, 30.5, 95.0, 299.0, 1e9] {
            let near: Vec<usize> = index.near(y).collect();
            assert!(near.is_sorted());
            for (i, (top, foot)) in reaches.iter().enumerate() {
                assert!(
                    near.contains(&i) || !(*top..=*foot).contains(&y),
                    "{i} at {y}"
                );
            }
        }
    }
}
