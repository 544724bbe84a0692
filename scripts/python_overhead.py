#!/usr/bin/env python3
"""What Python adds to the conversion of a document, against the same work in one process of Rust.

    cargo build --release --example in_process
    scripts/python_overhead.py [--example target/release/examples/in_process] [--rounds 10]

Both convert the corpus' documents by their paths to the JSON of their bundles, with one thread. They take turns, and
the least processor time of all rounds counts, so that other work on the machine disturbs neither. Exits with 1 above
--most.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import time

import kaikaku

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = "corpus/documents"


def in_python(paths):
    began = time.process_time()
    for path in paths:
        kaikaku.convert(path).to_json()
    return time.process_time() - began


def in_rust(example, documents):
    printed = subprocess.run([example, FOLDER, "2"], check=True, capture_output=True, text=True)
    count, seconds = printed.stdout.split()
    assert int(count) == documents, f"{count} documents there, {documents} here"
    return float(seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--example", default="target/release/examples/in_process")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--most", type=float, default=5.0, metavar="PERCENT")
    given = parser.parse_args()
    os.chdir(ROOT)
    os.environ["RAYON_NUM_THREADS"] = "1"
    paths = sorted(str(path) for path in pathlib.Path(FOLDER).iterdir() if path.is_file())
    in_python(paths)
    python = rust = float("inf")
    for _ in range(given.rounds):
        rust = min(rust, in_rust(given.example, len(paths)))
        python = min(python, in_python(paths), in_python(paths))
    overhead = 100 * (python / rust - 1)
    each = 1000 / len(paths)
    print(
        f"{len(paths)} documents: {rust * each:.2f} ms each in Rust, {python * each:.2f} ms in Python: {overhead:+.1f} %"
    )
    return 0 if overhead <= given.most else 1


if __name__ == "__main__":
    sys.exit(main())
