#!/usr/bin/env python3
"""Prints the text of PDFs with a library of Python, as one of the contenders of `examples/compare`.

    scripts/read_pages.py pypdfium2|pdfplumber PAGES FILE...

PAGES is how many of each file's pages are read, from the first; 0 for all. Without files it only says whether the
library is there.
"""

import sys


def pypdfium2(path, pages):
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for number in range(min(pages or len(document), len(document))):
        page = document[number]
        text = page.get_textpage()
        print(text.get_text_range())
        text.close()
        page.close()
    document.close()


def pdfplumber(path, pages):
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages[: pages or None]:
            print(page.extract_text())
            page.close()


def main():
    name, pages, *paths = sys.argv[1:]
    __import__(name)
    read = {"pypdfium2": pypdfium2, "pdfplumber": pdfplumber}[name]
    for path in paths:
        read(path, int(pages))


if __name__ == "__main__":
    main()
