//! Runs benchmarks on one core: pages of one document would be spread over all.

pub(crate) fn main() {
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .expect("no pool before");
    divan::main();
}
