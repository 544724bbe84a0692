#!/usr/bin/env bash
# Reads a dataset with the tools that researchers use: frictionless validates the data package (and must refuse
# one with a broken foreign key); DuckDB, pandas, polars and sqlite3 read every table with the codebook's types.
# Usage: scripts/check-dataset.sh [DATASET]; without one, the corpus is converted. Needs python3 and a network
# for pip, or a virtual environment with the packages in KAIKAKU_VENV.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
venv=${KAIKAKU_VENV:-$work/venv}
if ! python3 -c "import ensurepip" 2>/dev/null; then
    as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends python3-venv
fi
if [ ! -x "$venv/bin/frictionless" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet frictionless duckdb pandas polars pyarrow
fi

dataset=${1:-$work/set}
if [ $# -eq 0 ]; then
    cargo run --quiet -- --quiet convert corpus/documents --municipality 函館市 --out "$dataset"
fi
cargo run --quiet -- --quiet dataset "$dataset" --out "$work/tables"

echo "== frictionless validate"
"$venv/bin/frictionless" validate "$work/tables/datapackage.json"

echo "== frictionless validate, a foreign key broken"
cp -r "$work/tables" "$work/doctored"
"$venv/bin/python" scripts/check_dataset.py --break-key "$work/doctored"
if "$venv/bin/frictionless" validate "$work/doctored/datapackage.json" >"$work/refused"; then
    echo "the broken key was not found" >&2
    exit 1
fi
grep -i "foreignkey\|foreign-key\|foreign key" "$work/refused" | head -n 1

echo "== DuckDB, pandas, polars, sqlite3"
"$venv/bin/python" scripts/check_dataset.py "$work/tables" docs/codebook.md
