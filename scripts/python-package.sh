#!/usr/bin/env bash
# Installs the Python package into a fresh virtual environment, runs the first example of its README, and its tests.
#
#   scripts/python-package.sh ENVIRONMENT
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
environment=$1

python3 -m venv --clear "$environment"
"$environment/bin/pip" install --quiet --disable-pip-version-check './python[test]'

example=$(awk '/^```python$/ { inside = 1; next } /^```$/ && inside { exit } inside' python/README.md)
printed=$(printf '%s\n' "$example" | "$environment/bin/python" -)
printf '%s\n' "$printed"
grep -qx '現年課税分の収納率 2011 95.3' <<<"$printed"

"$environment/bin/python" -m pytest --quiet python
