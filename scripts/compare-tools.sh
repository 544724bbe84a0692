#!/usr/bin/env bash
# Installs what `examples/compare` sets kaikaku against: poppler's and MuPDF's programs, and pypdfium2 and pdfplumber in
# a virtual environment of their own.
#
#   scripts/compare-tools.sh [ENVIRONMENT]      # default: target/compare-tools
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
environment=${1:-target/compare-tools}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

packages=()
command -v pdftotext >/dev/null || packages+=(poppler-utils)
# Without the character maps pdftotext reads no Japanese font that is not embedded, and is faster for it.
[ -d /usr/share/poppler/cMap ] || packages+=(poppler-data)
command -v mutool >/dev/null || packages+=(mupdf-tools)
command -v qpdf >/dev/null || packages+=(qpdf)
command -v valgrind >/dev/null || packages+=(valgrind)
python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=(python3-venv)
if [ ${#packages[@]} -gt 0 ]; then
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${packages[@]}"
fi
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check pypdfium2 pdfplumber
