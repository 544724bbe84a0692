//! The way back from a folded character to the raw one.

/// For every folded character, the raw character that its cluster begins with.
///
/// Folding is one to one nearly everywhere, so only the places where it is not are kept: a text of a million
/// characters with ten half-width voiced kana has twenty runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offsets {
    runs: Vec<Run>,
    dropped: Vec<u32>,
    raw: u32,
    out: u32,
}

/// Folded characters from `out` on: one raw character each from `raw` on, or all of them from `raw`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    out: u32,
    raw: u32,
    fixed: bool,
}

/// What folding did with a raw character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It begins a cluster, and so has folded characters of its own.
    Begins,
    /// It was merged into the cluster before it: a combining mark, the second half of CR LF.
    Continues,
    /// It is gone: a control, a zero-width character, a variation selector.
    Dropped,
}

impl Offsets {
    /// The number of folded characters.
    pub fn len(&self) -> usize {
        self.out as usize
    }

    /// True if there is no folded character.
    pub fn is_empty(&self) -> bool {
        self.out == 0
    }

    /// The raw character, counted from 0, that the cluster of a folded character begins with.
    ///
    /// None past the end of the folded text.
    pub fn raw(&self, folded: usize) -> Option<usize> {
        let folded = u32::try_from(folded).ok().filter(|&at| at < self.out)?;
        let after = self.runs.partition_point(|run| run.out <= folded);
        let run = self.runs.get(after.checked_sub(1)?)?;
        let step = if run.fixed { 0 } else { folded - run.out };
        Some((run.raw + step) as usize)
    }

    /// The raw character of every folded character, in order; never falling.
    pub fn places(&self) -> impl Iterator<Item = u32> + '_ {
        let ends = self.runs.iter().skip(1).map(|run| run.out);
        self.runs
            .iter()
            .zip(ends.chain([self.out]))
            .flat_map(|(run, end)| {
                (run.out..end).map(move |at| run.raw + if run.fixed { 0 } else { at - run.out })
            })
    }

    /// What became of every raw character.
    pub fn fates(&self) -> Vec<Fate> {
        let mut fates = vec![Fate::Continues; self.raw as usize];
        let places = self.places().map(|at| (at, Fate::Begins));
        let dropped = self.dropped.iter().map(|&at| (at, Fate::Dropped));
        for (at, fate) in places.chain(dropped) {
            if let Some(slot) = fates.get_mut(at as usize) {
                *slot = fate;
            }
        }
        fates
    }

    /// `count` characters that stayed one to one.
    pub(super) fn keep(&mut self, count: usize) {
        if count > 0 {
            self.linear();
            self.raw += count as u32;
            self.out += count as u32;
        }
    }

    /// A cluster of raw characters that became `folded` characters.
    pub(super) fn fold(&mut self, cluster: &str, folded: usize) {
        match folded {
            0 => {}
            1 => self.linear(),
            _ => self.runs.push(Run {
                out: self.out,
                raw: self.raw,
                fixed: true,
            }),
        }
        for c in cluster.chars() {
            if super::space::is_dropped(c) {
                self.dropped.push(self.raw);
            }
            self.raw += 1;
        }
        self.out += folded as u32;
    }

    /// Begins a one-to-one run, unless the last one goes on.
    fn linear(&mut self) {
        let goes_on = self
            .runs
            .last()
            .is_some_and(|run| !run.fixed && run.raw + (self.out - run.out) == self.raw);
        if !goes_on {
            self.runs.push(Run {
                out: self.out,
                raw: self.raw,
                fixed: false,
            });
        }
    }
}
