#!/usr/bin/env bash
# Opens reports in a headless Chromium: clicks, highlights both ways, search, both languages, keys, no error on
# the console, a scan shown as a picture, and how long a report of 200 generated documents takes to open (at most 2 s).
# Usage: scripts/check-report.sh [FOLDER]; screenshots go to FOLDER. Needs Debian's chromium and a network for pip,
# or a virtual environment with selenium in KAIKAKU_VENV.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shots=${1:-$work/shots}
mkdir -p "$shots"

if ! command -v chromium >/dev/null || ! command -v pdftoppm >/dev/null || ! command -v chromedriver >/dev/null ||
    ! python3 -c "import ensurepip" 2>/dev/null; then
    as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends \
        chromium chromium-driver fonts-noto-cjk poppler-data poppler-utils python3-venv >"$work/apt" 2>&1 || { cat "$work/apt" >&2; exit 1; }
fi
venv=${KAIKAKU_VENV:-$work/venv}
if ! "$venv/bin/python" -c 'import selenium' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet selenium
fi

kaikaku() { cargo run --quiet -- --quiet "$@"; }
kaikaku convert corpus/documents --out "$work/set"
kaikaku report "$work/set" --out "$work/report.html"
cargo run --quiet --example corpus -- --seed 50 --count 8 --out "$work/corpus"
mkdir "$work/many"
find "$work/corpus/documents" -type f | sort | sed -n 1,200p | xargs cp -t "$work/many"
kaikaku convert "$work/many" --out "$work/manyset"
kaikaku report "$work/manyset" --out "$work/many.html"
# A scan: a page printed and photographed, so to speak.
pdftoppm -jpeg -r 200 -f 1 -l 1 corpus/producers/documents/two-year-chromium.pdf "$work/page"
mkdir "$work/scans"
"$venv/bin/python" scripts/scanned.py "$work"/page*.jpg "$work/scans/scan.pdf"
kaikaku convert "$work/scans" --out "$work/scanset"
kaikaku report "$work/scanset" --out "$work/scan.html"
timeout 100 "$venv/bin/python" scripts/check_report.py "$work/report.html" "$work/many.html" "$work/scan.html" "$shots"
