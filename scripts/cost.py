#!/usr/bin/env python3
"""Measures what pages cost on this machine: seconds, and hours of a processor for a million pages.

    cargo build --release --example corpus && cargo build --release
    scripts/cost.py [--count 100] [--jobs 2] [--binary target/release/kaikaku] [--corpus target/release/examples/corpus]

Converts PDFs of invented cities, COUNT of each layout, with everything that `convert --out` writes. Processor time
hangs little on what else the machine does; the seconds do, so measure those on a quiet one.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(binary, archive, out, jobs):
    """Pages, seconds and processor seconds of one run; fails where a document did."""
    used, began = processor(), time.monotonic()
    subprocess.run([binary, "convert", archive, "--out", out, "--jobs", str(jobs), "--quiet"], check=True)
    seconds, used = time.monotonic() - began, processor() - used
    rows = [json.loads(line) for line in (out / "manifest.jsonl").read_text("utf-8").splitlines()]
    return len(rows), sum(row["counts"]["pages"] for row in rows), seconds, used


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100, help="documents of each layout")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/kaikaku")
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT / "target/release/examples/corpus")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        draw = ["--seed", "9000", "--count", str(given.count), "--form", "pdf", "--out", work / "corpus"]
        subprocess.run([given.corpus.resolve(), *draw], check=True, stdout=subprocess.DEVNULL)
        archive = work / "corpus" / "documents"
        documents, pages, seconds, used = measure(given.binary.resolve(), archive, work / "set", given.jobs)
        size = sum(path.stat().st_size for path in archive.iterdir())
    million = 1_000_000 / pages
    print(f"{documents} documents, {pages} pages, {size / 1e6:.1f} MB, {given.jobs} jobs, load {os.getloadavg()[0]:.1f}")
    print(f"{seconds:.1f} s, {pages / seconds:.0f} pages/s; {used:.1f} s of a processor, {1000 * used / pages:.2f} ms a page")
    print(f"a million pages: {used * million / 3600:.1f} hours of a processor, {seconds * million / 3600:.1f} hours like this")
    return 0


if __name__ == "__main__":
    sys.exit(main())
