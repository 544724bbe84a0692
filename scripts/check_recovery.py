"""Compares what kaikaku recovers of PDFs with what other tools find in them.

check_recovery.py KAIKAKU PDF...

Characters: those of `recover --as text` against `pdftotext -raw`, as multisets, folded. Cells: the boxes that
pdfplumber's line-based table finder draws, each looked for among those of `recover --as pages`, which are the
cells of `--as tables` with their places. Prints every difference, then the figures; exits 1 if one is below its aim.
"""

import logging
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pdfplumber

CHARACTERS = 0.999
CELLS = 0.98
# Boxes agree if every side does within this many points.
NEAR = 2.0
DASHES = "‐‑‒–—―−─━ー-－"
WAVES = "~〜～∼˜"
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
BOX = r" at \[(-?[\d.]+), (-?[\d.]+), (-?[\d.]+), (-?[\d.]+)\]"
FOLD = str.maketrans({**dict.fromkeys(DASHES, "-"), **dict.fromkeys(WAVES, "~")})


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def characters(text):
    """The characters that are to be seen, folded."""
    text = SELECTORS.sub("", unicodedata.normalize("NFKC", text)).translate(FOLD)
    return Counter(c for c in text if not c.isspace() and unicodedata.category(c) != "Cc")


def boxes(pages):
    """The cells of each page, and the boxes of what was set apart as furniture."""
    cells, furniture, page = {}, {}, 0
    for line in pages.splitlines():
        if begins := re.match(r"page (\d+)", line):
            page = int(begins[1])
        elif found := re.match(rf"    \[[^]]*\]{BOX}(?: on page (\d+))?", line):
            box = tuple(map(float, found.groups()[:4]))
            cells.setdefault(int(found[5] or page), []).append(box)
        elif found := re.match(rf"  furniture{BOX}", line):
            furniture.setdefault(page, []).append(tuple(map(float, found.groups())))
    return cells, furniture


def alike(a, b):
    return all(abs(p - q) <= NEAR for p, q in zip(a, b))


def within(inner, outer):
    return all(i >= o - NEAR for i, o in zip(inner[:2], outer[:2])) and all(
        i <= o + NEAR for i, o in zip(inner[2:], outer[2:])
    )


def drawn(page):
    """The cells that pdfplumber draws from lines, measured from the corner of what is shown."""
    left, top = page.bbox[:2]
    # A table of one cell is a frame around text.
    tables = [table for table in page.find_tables() if len(table.cells) > 1]
    return [
        (x0 - left, y0 - top, x1 - left, y1 - top)
        for table in tables
        for x0, y0, x1, y1 in table.cells
    ]


class Tally:
    def __init__(self):
        self.ours = self.theirs = self.both = self.cells = self.found = 0

    def characters(self, name, ours, theirs):
        self.ours += ours.total()
        self.theirs += theirs.total()
        self.both += (ours & theirs).total()
        for who, more in ("pdftotext", theirs - ours), ("kaikaku", ours - theirs):
            if more:
                shown = " ".join(f"{c}×{n}" for c, n in sorted(more.items()))
                print(f"{name}: only {who}: {shown}")

    def page(self, name, number, page, ours, furniture):
        theirs = drawn(page)
        self.cells += len(theirs)
        for box in theirs:
            # Header rows that a page repeats are furniture.
            if any(alike(box, own) for own in ours) or any(within(box, own) for own in furniture):
                self.found += 1
            else:
                place = ", ".join(f"{side:.1f}" for side in box)
                text = "".join((page.crop(page_box(page, box), strict=False).extract_text() or "").split())
                print(f"{name}, page {number}: no cell [{place}] {text[:20]}")

    def tell(self, what):
        recall, precision = self.both / max(self.theirs, 1), self.both / max(self.ours, 1)
        cells = self.found / max(self.cells, 1)
        print(f"{what}: characters recall {recall:.5f} precision {precision:.5f} ({self.theirs} of pdftotext)")
        print(f"{what}: cells {cells:.4f} ({self.found} of {self.cells} of pdfplumber)")
        return recall >= CHARACTERS and precision >= CHARACTERS and cells >= CELLS


def page_box(page, box):
    left, top = page.bbox[:2]
    return (box[0] + left, box[1] + top, box[2] + left, box[3] + top)


def main(program, paths):
    tallies = {}
    for path in map(Path, paths):
        tally = tallies.setdefault(str(path.parent), Tally())
        try:
            ours, theirs = run(program, "recover", path), run("pdftotext", "-raw", path, "-")
        except subprocess.CalledProcessError as error:
            print(f"{path.name}: {Path(error.cmd[0]).name} does not read it: left out")
            continue
        tally.characters(path.name, characters(ours), characters(theirs))
        cells, furniture = boxes(run(program, "recover", path, "--as", "pages"))
        with pdfplumber.open(path) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                tally.page(path.name, number, page, cells.get(number, []), furniture.get(number, []))
                page.close()
    return all([tally.tell(folder) for folder, tally in tallies.items()])


if __name__ == "__main__":
    # What is odd about fonts concerns no ruling.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    sys.exit(0 if main(sys.argv[1], sys.argv[2:]) else 1)
