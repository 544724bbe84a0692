#!/usr/bin/env python3
"""What worker processes add to the conversion of ordinary documents, and what a second one gains.

    cargo build --release --bin kaikaku --example in_process --example corpus
    scripts/worker_overhead.py [--documents 500] [--rounds 5]

Converts generated two-year sheets with one worker and with two, and in one process that writes the same bundles. The
tables, which only the first two write, are made once more by themselves and taken off. Processor time of all
processes counts for the overhead, the clock for the gain; of each the median.
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import tempfile

from growth import RELEASE, measured


def sheets(folder, documents):
    program = RELEASE / "examples" / "corpus"
    drawn = ["--layout", "two-year", "--form", "pdf", "--count", str(documents), "--out", folder]
    subprocess.run([program, *drawn], check=True, stdout=subprocess.DEVNULL)
    return folder / "documents"


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def a_round(documents, folder):
    """Processor time in one process, with one worker, and of the tables; then the clock with one worker and two."""
    in_process, _, _ = measured([RELEASE / "examples" / "in_process", documents, "1", fresh(folder / "bundles")])
    convert = [RELEASE / "kaikaku", "convert", documents, "--quiet"]
    one, clock_of_one, _ = measured([*convert, "--jobs", "1", "--out", fresh(folder / "one")])
    _, clock_of_two, _ = measured([*convert, "--jobs", "2", "--out", fresh(folder / "two")])
    text = ["dataset", folder / "one", "--to", "jsonl,csv", "--out", fresh(folder / "tables")]
    tables, _, _ = measured([RELEASE / "kaikaku", *text])
    return in_process, one, tables, clock_of_one, clock_of_two


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        documents = sheets(folder / "sheets", given.documents)
        rounds = [a_round(documents, folder) for _ in range(given.rounds)]
    in_process, one, tables, clock_of_one, clock_of_two = map(statistics.median, zip(*rounds))
    print(f"in one process {in_process:.2f} s, one worker {one:.2f} s, of it tables {tables:.2f} s")
    print(f"overhead of a worker {100 * ((one - tables) / in_process - 1):+.1f} %")
    print(f"by the clock: one worker {clock_of_one:.2f} s, two {clock_of_two:.2f} s, {clock_of_one / clock_of_two:.2f} times as fast")


if __name__ == "__main__":
    main()
