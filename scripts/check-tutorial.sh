#!/usr/bin/env bash
# Runs every block of docs/tutorial.md in its order, in a folder of its own, and sees that both figures are drawn.
# Usage: scripts/check-tutorial.sh [FOLDER]; the figures go to FOLDER. Installs Debian's R where it is missing; needs a
# network for pip, or a virtual environment with the packages in KAIKAKU_VENV.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! Rscript -e 'library(DBI); library(RSQLite)' >/dev/null 2>&1 || ! python3 -c "import ensurepip" 2>/dev/null; then
    as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends \
        r-base-core r-cran-dbi r-cran-rsqlite python3-venv >"$work/apt" 2>&1 || { cat "$work/apt" >&2; exit 1; }
fi
venv=${KAIKAKU_VENV:-$work/venv}
if ! "$venv/bin/python" -c 'import duckdb, matplotlib, pandas' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet duckdb matplotlib pandas
fi

cargo build --quiet
mkdir "$work/bin" "$work/place" "$work/blocks"
ln -s "$PWD/target/debug/kaikaku" "$work/bin/kaikaku"
ln -s "$PWD/corpus" "$work/place/corpus"
export PATH="$work/bin:$venv/bin:$PATH" LC_ALL=C.UTF-8

awk -v folder="$work/blocks" '
    /^```[a-z]/ { kind = substr($0, 4); file = sprintf("%s/%03d.%s", folder, ++number, kind); next }
    /^```$/ { file = ""; next }
    file { print > file }
' docs/tutorial.md

cd "$work/place"
ran=0
for block in "$work"/blocks/*; do
    echo "== block $(basename "$block")"
    case $block in
    *.sh) bash -euo pipefail "$block" ;;
    *.python) python "$block" ;;
    *.r) Rscript --vanilla "$block" ;;
    *) echo "nobody runs a block of this kind: $block" >&2 && exit 1 ;;
    esac
    ran=$((ran + 1))
done
[ "$ran" -eq "$(grep -c '^```[a-z]' "$OLDPWD/docs/tutorial.md")" ]
for figure in study/figure-python.png study/figure-r.png study/report.html; do
    [ "$(stat -c %s "$figure")" -gt 5000 ] || { echo "$figure is missing or empty" >&2 && exit 1; }
done
if [ $# -eq 1 ]; then
    mkdir -p "$1"
    cp study/figure-*.png study/panel.csv "$1"
fi
echo "$ran blocks of docs/tutorial.md ran"
