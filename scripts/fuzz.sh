#!/usr/bin/env bash
# Fuzzes one target after the other, or those that are named, with the corpus as seeds; stops at the first finding.
# Usage: scripts/fuzz.sh SECONDS [pdf|text|delimited|profile]...
# Needs cargo-fuzz, which it installs, and no nightly compiler.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds=${1:?usage: scripts/fuzz.sh SECONDS [TARGET]...}
shift
[ $# -gt 0 ] || set -- pdf text delimited profile
command -v cargo-fuzz >/dev/null || cargo install cargo-fuzz --locked

# The compiler's own checks of memory need a nightly; the project has no unsafe code that would want them.
export RUSTC_BOOTSTRAP=1
# One document has one thread, as it has in a worker of many.
export RAYON_NUM_THREADS=1

for target in "$@"; do
    seeds=(corpus/documents corpus/producers/documents corpus/others/documents corpus/hostile)
    [ "$target" != profile ] || seeds=(src/forms)
    mkdir -p "fuzz/corpus/$target"
    echo "== $target, $seconds s"
    # Longer inputs than these are slow to try, and no rule asks for them.
    cargo fuzz run -s none "$target" "fuzz/corpus/$target" "${seeds[@]}" -- \
        -max_total_time="$seconds" -max_len=40000 -timeout=20 -rss_limit_mb=3072 -print_final_stats=1
done
