#!/usr/bin/env python3
"""Measures that cost grows in line: the same sheets as many documents and as few, the same pages as many PDFs and as one.

    scripts/compare-tools.sh                                # qpdf
    cargo build --release --bin kaikaku --example corpus
    scripts/growth.py [--few 1000] [--many 100000] [--pages 2000] [--dataset]

Prints seconds of processor time (of kaikaku and its workers, one at a time), the rate, and the most memory a process had.
With --dataset also what `kaikaku dataset` takes to write all formats for 200,000 records.
"""

import argparse
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
RELEASE = ROOT / "target" / "release"
SHEETS_A_PDF = 10


def measured(command):
    """Seconds of processor time and by the clock, and the peak of one process in MiB, in a process of its own."""
    program = (
        "import resource, subprocess, sys, time; began = time.monotonic();"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024)"
    )
    done = subprocess.run(["python3", "-c", program, *map(str, command)], check=True, capture_output=True, text=True)
    return map(float, done.stdout.split())


def archive(folder, documents):
    """Sheets of forty indicators, no two alike."""
    for number in range(documents):
        rows = [f"収納率{row}\t%\t目標値\t{(number + row) % 100}.{number % 10}\n" for row in range(40)]
        text = f"事務事業名\t事業{number}\n指標\t単位\t区分\tH22年度\n" + "".join(rows)
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06}.tsv").write_text(text, "utf-8")


def convert(inputs, out, what, count):
    processor, clock, peak = measured([RELEASE / "kaikaku", "convert", inputs, "--out", out, "--jobs", "1", "--quiet"])
    print(f"{count:7} {what:16} {processor:8.2f} s {clock:8.2f} s by the clock {count / processor:8.1f}/s {peak:6.0f} MiB", flush=True)
    return count / processor


def documents(folder, few, many):
    rates = []
    for count in (few, many):
        archive(folder / str(count), count)
        rates.append(convert(folder / str(count), folder / f"{count}-out", "documents", count))
    print(f"rate of many to rate of few: {rates[1] / rates[0]:.3f}")


def pages_of(pdf):
    return int(subprocess.run(["qpdf", "--show-npages", pdf], check=True, capture_output=True, text=True).stdout)


def pages(folder, wanted):
    """The same sheets as PDFs of some ten sheets each, and as a single PDF."""
    subprocess.run(
        [RELEASE / "examples" / "corpus", "--layout", "two-year", "--form", "pdf", "--count", str(wanted), "--out", folder / "sheets"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    taken, count = [], 0
    for sheet in sorted((folder / "sheets").rglob("*.pdf")):
        if count >= wanted:
            break
        taken.append(sheet)
        count += pages_of(sheet)
    for name, size in (("parts", SHEETS_A_PDF), ("whole", len(taken))):
        (folder / name).mkdir()
        for first in range(0, len(taken), size):
            merged = folder / name / f"{first:05}.pdf"
            subprocess.run(["qpdf", "--empty", "--pages", *taken[first : first + size], "--", merged], check=True)
    parts = convert(folder / "parts", folder / "parts-out", f"pages in {-(-len(taken) // SHEETS_A_PDF)}", count)
    whole = convert(folder / "whole", folder / "whole-out", "pages in one", count)
    print(f"rate of one to rate of parts: {whole / parts:.3f}")


def dataset(folder, records):
    archive(folder / "records", records // 40)
    subprocess.run(
        [RELEASE / "kaikaku", "convert", folder / "records", "--out", folder / "set", "--quiet"], check=True, stdout=subprocess.DEVNULL
    )
    processor, clock, peak = measured([RELEASE / "kaikaku", "dataset", folder / "set", "--out", folder / "tables"])
    lines = sum(len((folder / "set" / f"{name}.jsonl").read_bytes().splitlines()) for name in ("items", "plans", "results", "evaluations"))
    print(f"{lines:7} records as a dataset: {processor:.2f} s, {clock:.2f} s by the clock, {peak:.0f} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--dataset", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pages(folder, given.pages)
        if given.dataset:
            dataset(folder, 200_000)
        documents(folder, given.few, given.many)


if __name__ == "__main__":
    main()
