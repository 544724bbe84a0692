#!/usr/bin/env bash
# Installs Ray and Spark beside the Python package into a virtual environment, and runs what tests them: 500 documents
# with bad ones among them, processes killed half-way, and the same dataset as the command line's. Takes minutes,
# and 2 GB of disk.
#
#   scripts/engines.sh [ENVIRONMENT]
#
# Takes the program that KAIKAKU names, or builds a release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
environment=${1:-target/engines}

if ! command -v java >/dev/null; then
    as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }
    as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends default-jre-headless
fi
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check './python[test,ray,spark]'

if [ -z "${KAIKAKU:-}" ]; then
    cargo build --release
    KAIKAKU=target/release/kaikaku
fi
KAIKAKU=$(realpath "$KAIKAKU")
export KAIKAKU
"$environment/bin/python" -m pytest --quiet -m engine --durations 0 python
