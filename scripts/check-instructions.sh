#!/usr/bin/env bash
# Counts the instructions that converting three fixed documents takes, each in a process of its own, with valgrind, and
# fails if one has risen by more than 5 % over what benches/instructions.tsv says. Counts do not hang on what else
# the machine does, as times would.
#
#   scripts/check-instructions.sh [BINARY]            # default: target/release/kaikaku, built first
#   scripts/check-instructions.sh --write [BINARY]    # writes the counts down, lower or higher
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
kept=benches/instructions.tsv
write=no
if [ "${1:-}" = --write ]; then
    write=yes
    shift
fi
binary=${1:-target/release/kaikaku}
[ $# -gt 0 ] || cargo build --release --bin kaikaku

if ! command -v valgrind >/dev/null; then
    as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends valgrind
fi

count() {
    local log
    log=$(mktemp)
    valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$log" \
        "$binary" convert --jobs 1 "$1" >/dev/null
    awk '/Collected/ { print $NF }' "$log"
    rm -f "$log"
}

documents=(
    corpus/documents/four-year-sheet-flat-utf8-003.txt
    corpus/documents/two-year-sheet-pdf-tounicode-001.pdf
    corpus/documents/workshop-notes-prose-utf8-001.txt
)
new=$(mktemp)
trap 'rm -f "$new"' EXIT
failed=0
for document in "${documents[@]}"; do
    now=$(count "$document")
    [ -n "$now" ] || { echo "$document: nothing was counted" >&2; exit 1; }
    printf '%s\t%s\n' "$document" "$now" >>"$new"
    [ "$write" = no ] || continue
    before=$(awk -F '\t' -v name="$document" '$1 == name { print $2 }' "$kept")
    [ -n "$before" ] || { echo "$document: not in $kept; run with --write" >&2; exit 1; }
    awk -v name="$document" -v before="$before" -v now="$now" \
        'BEGIN { printf "%s: %d, was %d: %+.1f %%\n", name, now, before, (now / before - 1) * 100 }'
    if [ $((now * 100)) -gt $((before * 105)) ]; then
        echo "$document: more than 5 % above what $kept says" >&2
        failed=1
    fi
done
if [ "$write" = yes ]; then
    cp "$new" "$kept"
    cat "$kept"
fi
exit "$failed"
