#!/usr/bin/env python3
"""Measures sheets whose geometry is lost: generated PDFs of one form, printed as flat text by two PDF tools.

    python3 -m venv venv && venv/bin/pip install pdfminer.six pypdf
    cargo build --release --bin kaikaku --example corpus
    venv/bin/python scripts/flat_sheets.py [--layout two-year] [--seed 101] [--count 20] [--keep FOLDER]

COUNT sheets are drawn from SEED on and each is printed twice; one summary a tool and form is written, as
`kaikaku score` prints it. None of the seeds of the committed corpus is drawn again with the default.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile

import pypdf
from pdfminer.high_level import extract_text

ROOT = pathlib.Path(__file__).resolve().parent.parent
RELEASE = ROOT / "target" / "release"


def with_pypdf(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


TOOLS = {"pdfminer.six": extract_text, "pypdf": with_pypdf}


def measure(tool, sheets, folder):
    """What `score` says of the sheets as `tool` prints them."""
    documents, truth, out = (folder / name for name in ("documents", "truth", "out"))
    documents.mkdir(parents=True)
    truth.mkdir()
    for pdf in sorted(sheets.rglob("*.pdf")):
        text = documents / f"{pdf.stem}.txt"
        text.write_text(TOOLS[tool](pdf), "utf-8")
        said = json.loads((sheets / "truth" / f"{pdf.stem}.json").read_text("utf-8"))
        (truth / f"{pdf.stem}.json").write_text(json.dumps({**said, "file": text.name}), "utf-8")
    subprocess.run([RELEASE / "kaikaku", "convert", documents, "--out", out, "--quiet"], check=True)
    score = [RELEASE / "kaikaku", "score", truth, out / "bundles"]
    return subprocess.run(score, check=True, capture_output=True, text=True).stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layout", default="two-year", help="the layout of the generator")
    parser.add_argument("--seed", type=int, default=101, help="the first seed")
    parser.add_argument("--count", type=int, default=20, help="how many sheets")
    parser.add_argument("--keep", type=pathlib.Path, help="where to keep texts and bundles")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or pathlib.Path(scratch)
        sheets = folder / "sheets"
        draw = ["--layout", arguments.layout, "--form", "pdf", "--seed", arguments.seed, "--count", arguments.count]
        corpus = [RELEASE / "examples" / "corpus", *map(str, draw), "--out", sheets]
        subprocess.run(corpus, check=True, stdout=subprocess.DEVNULL)
        for tool in TOOLS:
            said = measure(tool, sheets, folder / tool)
            print(f"{tool}\n{said}", flush=True)


if __name__ == "__main__":
    main()
