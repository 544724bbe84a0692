#!/usr/bin/env bash
# Compares the characters and cells that are recovered of PDFs with those that pdftotext and pdfplumber find
# (docs/recovery.md). Usage: scripts/check-recovery.sh [PDF...]; without one, the corpus and, where they lie beside the
# project, published PDFs. Needs pdftotext with poppler-data, python3 and a network for pip, or a virtual environment
# with pdfplumber in KAIKAKU_VENV. KAIKAKU names a program that is built already.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
venv=${KAIKAKU_VENV:-$work/venv}
if ! "$venv/bin/python" -c 'import pdfplumber' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check pdfplumber==0.11.10
fi
program=${KAIKAKU:-}
if [ -z "$program" ]; then
    cargo build --quiet
    program=target/debug/kaikaku
fi
if [ $# -eq 0 ]; then
    shopt -s nullglob
    set -- corpus/{documents,unseen/documents,producers/documents}/*.pdf ../shared/data/pdf-real/*.pdf
fi
"$venv/bin/python" scripts/check_recovery.py "$program" "$@"
