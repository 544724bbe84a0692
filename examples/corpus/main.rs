//! Writes the corpus: documents of invented cities in many forms, and beside each what should be found in it.
//!
//! ```text
//! cargo run --release --example corpus -- --seed 1 --count 3 --out /tmp/corpus
//! ```
//!
//! How well lines are joined without geometry:
//!
//! ```text
//! cargo run --release --example corpus -- --joins --count 20
//! ```

mod generator;

use clap::Parser;
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let options = generator::Options::parse();
    if options.joins {
        let seeds = options.seed..=options.seed + options.count - 1;
        return writeln!(io::stdout(), "{}", generator::measure(seeds));
    }
    let count = generator::run(&options)?;
    writeln!(
        io::stdout(),
        "{count} documents in {}",
        options.out.display()
    )
}
