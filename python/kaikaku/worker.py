"""A worker process: ``python -m kaikaku.worker`` converts what its parent names on standard input."""

from __future__ import annotations

import os
import sys


def command() -> list[str]:
    """What starts a worker that finds this very package, wherever it was imported from."""
    above = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    start = "import sys; sys.path.append(sys.argv.pop()); from kaikaku.worker import main; main()"
    return [sys.executable, "-c", start, above]


def main() -> None:
    """Works until the parent closes the pipe."""
    from kaikaku import _native

    _native.serve()


if __name__ == "__main__":
    main()
