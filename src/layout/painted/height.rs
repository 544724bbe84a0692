//! Finds what stands at a height of the page without a look at all that is on it.

/// Things are kept by horizontal bands, this many points high.
const BAND: f32 = 24.0;

/// The numbers of things, by the bands that they reach into.
pub(super) struct ByHeight {
    /// The band of the first of `bands`.
    first: i32,
    bands: Vec<Vec<u32>>,
}

impl ByHeight {
    /// Indexes things by where each begins and ends, points from the top of the page.
    pub(super) fn new(reaches: impl Iterator<Item = (f32, f32)> + Clone) -> Self {
        let tops = reaches.clone().map(|(top, _)| band(top));
        let first = tops.min().unwrap_or_default();
        let mut bands: Vec<Vec<u32>> = Vec::new();
        for (i, (top, foot)) in reaches.enumerate() {
            let from = (band(top) - first) as usize;
            let end = (band(foot.max(top)) - first) as usize + 1;
            bands.resize(bands.len().max(end), Vec::new());
            for band in &mut bands[from..end] {
                band.push(i as u32);
            }
        }
        Self { first, bands }
    }

    /// The numbers of all that reach to a height, in order, and of some that end near it.
    pub(super) fn near(&self, y: f32) -> impl Iterator<Item = usize> {
        let band = usize::try_from(band(y) - self.first);
        let band = band.ok().and_then(|band| self.bands.get(band));
        band.into_iter().flatten().map(|&i| i as usize)
    }
}

fn band(y: f32) -> i32 {
    (y / BAND).floor().clamp(-1000.0, 1000.0) as i32
}

#[cfg(test)]
mod tests {
    use super::ByHeight;

    #[test]
    fn what_reaches_to_a_height_is_near_it() {
        let reaches = [(0.0, 100.0), (30.0, 31.0), (90.0, 300.0), (-50.0, -40.0)];
        let index = ByHeight::new(reaches.into_iter());
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
