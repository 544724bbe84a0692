#!/usr/bin/env bash
# Runs the recipes for many machines and compares what comes of each, byte for byte, with one undisturbed run:
# examples/parallel.sh with GNU parallel, stopped half-way and run again, and examples/slurm.sh as an array of a Slurm of
# one node, one job of which is killed and runs again.
#
#   scripts/check-recipes.sh [DOCUMENTS]
#
# DOCUMENTS small sheets (400) and ten bad ones. Takes the program that KAIKAKU names, or builds a release. Installs
# parallel, munge and slurm-wlm where they are missing. Where Slurm cannot be started, says so and ends with 75. Takes three
# minutes, two of which Slurm lets a job wait that was put back.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
documents=${1:-400}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}
if ! command -v parallel slurmd munged >/dev/null; then
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends parallel munge slurm-wlm
fi
if [ -z "${KAIKAKU:-}" ]; then
    cargo build --release
    KAIKAKU=target/release/kaikaku
fi
KAIKAKU=$(realpath "$KAIKAKU")
export KAIKAKU

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir archive
for number in $(seq "$documents"); do
    printf '事務事業名\t事業%s\n指標\t単位\t区分\tH22年度\t平成23年度\n収納率\t%%\t目標値\t%s.5\t91\n\t\t実績値\t%s.4\t92\n' \
        "$number" $((number % 100)) $((number % 100)) >"archive/$number.tsv"
done
for number in $(seq 5); do
    : >"archive/empty $number.pdf"
    printf '%%PDF-1.7\n%s\n' "$number" >"archive/'broken' $number.pdf"
done

step() {
    printf '== %s\n' "$*"
}

# All files of a dataset with their hashes, the seconds of the manifest left out.
sums() {
    (
        cd "$1"
        find . -type f ! -name manifest.jsonl -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
        sed -E 's/"seconds":[0-9.]+//' manifest.jsonl | sha256sum
    )
}

same() {
    sums "$1" >"$1.sums"
    cmp whole.sums "$1.sums"
    echo "$1: $(wc -l <"$1.sums") files, byte for byte those of one run"
}

step "one run"
"$KAIKAKU" convert archive --out whole --quiet 2>/dev/null || [ $? -eq 1 ]
[ "$(wc -l <whole/manifest.jsonl)" -eq $((documents + 10)) ]
sums whole >whole.sums

step "$(parallel --version | head -n 1), examples/parallel.sh, stopped half-way and run again"
setsid "$root/examples/parallel.sh" archive parallel 6 >/dev/null 2>&1 &
first=$!
until [ -e parallel.parts/2/manifest.jsonl ] || ! kill -0 "$first" 2>/dev/null; do sleep 0.05; done
kill -9 -- "-$first" 2>/dev/null || true
wait "$first" 2>/dev/null || true
[ ! -e parallel ]
"$root/examples/parallel.sh" archive parallel 6 >parallel.log 2>&1 || { cat parallel.log >&2; exit 1; }
same parallel

# An array of four; the third job is killed by its Slurm once it has begun, and put back in the queue.
array() {
    local job=(sbatch --parsable --cpus-per-task=1 --mem=500M --requeue)
    local array
    array=$("${job[@]}" --array=1-4 "$root/examples/slurm.sh" archive slurm)
    until [ -e slurm.parts/3/.kaikaku/journal.jsonl ] || [ -e slurm.parts/3/manifest.jsonl ]; do sleep 0.05; done
    scontrol requeue "${array}_3"
    "${job[@]}" --wait --dependency="afterok:$array" "$root/examples/slurm.sh" --merge slurm >/dev/null
    scontrol show job "${array}_3" | grep -o 'Restarts=1'
}
export -f array
export root

step "$(slurmctld -V), examples/slurm.sh as an array of four, one job killed and queued again"
if as_root env "KAIKAKU=$KAIKAKU" "root=$root" "$root/scripts/slurm-node.sh" timeout 600 bash -c "set -euo pipefail; $(declare -f array); array"; then
    same slurm
else
    status=$?
    cat slurm-*.out >&2 2>/dev/null || true
    exit "$status"
fi
