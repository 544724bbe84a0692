"""Makes of a sheet of the corpus (the generator's HTML) a spreadsheet, or the PDF of typst or ReportLab; of a scan, a fax.

    corpus_sheet.py calc SHEET.html OUT.fods
    corpus_sheet.py typst SHEET.html OUT.pdf
    corpus_sheet.py reportlab SHEET.html OUT.pdf FONT
    corpus_sheet.py fax SCAN.tiff OUT.pdf
"""

import math
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.sax.saxutils import escape

PAPERS = {"A4": (595, 842), "A4 landscape": (842, 595), "A3 landscape": (1191, 842)}
MARGIN = 22
SIZE = 7.5


@dataclass
class Cell:
    look: str
    across: int
    down: int
    text: str = ""


@dataclass
class Table:
    widths: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    headers: int = 0

    def placed(self):
        """(row, column, cell) of all cells: a row lists only the cells that begin in it."""
        taken, places = set(), []
        for r, cells in enumerate(self.rows):
            c = 0
            for cell in cells:
                while (r, c) in taken:
                    c += 1
                taken |= {(r + y, c + x) for y in range(cell.down) for x in range(cell.across)}
                places.append((r, c, cell))
                c += cell.across
        return places


class Sheet(HTMLParser):
    """The blocks of a sheet: ("h1" | "h2" | "p", text), ("page", None) or ("table", Table)."""

    def __init__(self, page):
        super().__init__()
        self.blocks, self.text, self.in_head = [], None, False
        self.paper = PAPERS[page.split("@page{size:")[1].split(";")[0]]
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        table = self.blocks[-1][1] if self.blocks else None
        if tag in ("h1", "h2", "p", "td"):
            self.text = ""
        if tag == "br":
            self.text += "\n"
        elif tag == "div":
            self.blocks.append(("page", None))
        elif tag == "table":
            self.blocks.append(("table", Table()))
        elif tag == "col":
            table.widths.append(float(given["style"].split(":")[1].rstrip("%")) / 100)
        elif tag in ("thead", "tbody"):
            self.in_head = tag == "thead"
        elif tag == "tr":
            table.rows.append([])
            table.headers += self.in_head
        elif tag == "td":
            table.rows[-1].append(Cell(given["class"], int(given["colspan"]), int(given["rowspan"])))

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag in ("h1", "h2", "p"):
            self.blocks.append((tag, self.text))
        elif tag == "td":
            self.blocks[-1][1].rows[-1][-1].text = self.text
        if tag in ("h1", "h2", "p", "td"):
            self.text = None


def typst(sheet, path):
    """Tagged, with fonts of two bytes."""
    from typst import compile

    compile(typst_source(sheet).encode(), output=path)


def typst_source(sheet):
    def quoted(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def cell(one):
        align = {"label": "center + horizon", "stacked": "center + horizon", "centred": "center + horizon", "number": "right"}
        text = "\n".join(one.text) if one.look == "stacked" else one.text
        stroke = ", stroke: none" if one.look == "plain" else ""
        place = align.get(one.look, "left")
        return f"table.cell(colspan: {one.across}, rowspan: {one.down}, align: {place}{stroke}, {quoted(text)})"

    width, height = sheet.paper
    out = [
        "#set document(date: none)",
        f"#set page(width: {width}pt, height: {height}pt, margin: {MARGIN}pt)",
        f'#set text(font: "IPAGothic", size: {SIZE}pt, lang: "ja", cjk-latin-spacing: none)',
        "#set par(leading: 0.4em, spacing: 0.5em)",
    ]
    for kind, content in sheet.blocks:
        if kind == "page":
            out.append("#pagebreak()")
        elif kind == "h1":
            out.append(f"#align(center, text(size: 12pt, {quoted(content)}))")
        elif kind == "h2":
            out.append(f"#text(size: 9.5pt, {quoted(content)})\n")
        elif kind == "p":
            out.append(f"#{quoted(content)}\n")
        else:
            cells = ["  " + ", ".join(map(cell, row)) + "," if row else "" for row in content.rows]
            if content.headers:
                cells[: content.headers] = ["  table.header(", *cells[: content.headers], "  ),"]
            columns = ", ".join(f"{width * 100:.1f}%" for width in content.widths)
            out.append(f"#table(columns: ({columns},), stroke: 0.5pt, inset: 2pt,")
            out += [*cells, ")"]
    return "\n".join(out) + "\n"


def lines(text, width, size):
    """Lines that text takes in a cell of a width, as full-width characters."""
    room = max(1, int((width - 6) / size))
    return sum(max(1, math.ceil(len(line) / room)) for line in text.split("\n"))


def heights(table, widths):
    """Row heights that hold all cells: office programs do not fit rows to merged cells."""
    rows = [SIZE * 1.3 + 4] * len(table.rows)
    for r, c, cell in sorted(table.placed(), key=lambda place: place[2].down):
        if cell.look == "stacked":
            need = len(cell.text) * SIZE * 1.35 + 6
        else:
            need = lines(cell.text, sum(widths[c : c + cell.across]), SIZE) * SIZE * 1.35 + 6
        last = r + cell.down - 1
        rows[last] += max(0, need - sum(rows[r : last + 1]))
    return rows


def calc(sheet, path):
    """One sheet on the common grid of all its tables, as those who write forms in a spreadsheet make it."""
    whole = sheet.paper[0] - 2 * MARGIN
    edges = {0, whole}
    bounds = {}
    for kind, table in sheet.blocks:
        if kind == "table":
            bounds[id(table)] = [round(whole * sum(table.widths[:n]) / sum(table.widths)) for n in range(len(table.widths) + 1)]
            edges.update(bounds[id(table)])
    edges = sorted(edges)
    styles, rows = {}, []

    def row(height, cells, before=False):
        name = styles.setdefault((round(height), before), f"r{len(styles)}")
        rows.append(f'<table:table-row table:style-name="{name}">{cells}</table:table-row>')

    def written(style, text, across=1, down=1):
        paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
        spans = f'table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'
        return f'<table:table-cell table:style-name="{style}" {spans} office:value-type="string">{paragraphs}</table:table-cell>'

    def covered(style, count):
        return f'<table:covered-table-cell table:style-name="{style}"/>' * count

    grid = len(edges) - 1
    new_page = False
    for kind, content in sheet.blocks:
        if kind == "page":
            new_page = True
            continue
        if kind != "table":
            size = {"h1": 12, "h2": 9.5}.get(kind, SIZE)
            height = lines(content, whole, size) * size * 1.35 + 5
            row(height, written(kind, content, grid) + covered(kind, grid - 1), new_page)
            new_page = False
            continue
        at = [edges.index(edge) for edge in bounds[id(content)]]
        widths = [b - a for a, b in zip(bounds[id(content)], bounds[id(content)][1:])]
        starts = {(r, c): cell for r, c, cell in content.placed()}
        looks = {(r + y, c): cell.look for r, c, cell in content.placed() for y in range(cell.down)}
        spans = {(r + y, c): cell.across for r, c, cell in content.placed() for y in range(cell.down)}
        for r, height in enumerate(heights(content, widths)):
            cells, c = "", 0
            while c < len(widths):
                cell, look = starts.get((r, c)), looks[r, c]
                across = at[c + spans[r, c]] - at[c]
                cells += written(look, cell.text, across, cell.down) if cell else covered(look, 1)
                cells += covered(look, across - 1)
                c += spans[r, c]
            row(height, cells, new_page)
            new_page = False
        row(5, f'<table:table-cell table:number-columns-repeated="{grid}"/>')

    border = 'fo:border="0.5pt solid #000000"'
    looks = {
        "value": (f'{border} style:vertical-align="top"', "start", SIZE),
        "label": (f'{border} style:vertical-align="middle"', "center", SIZE),
        "centred": (f'{border} style:vertical-align="middle"', "center", SIZE),
        "number": (f'{border} style:vertical-align="top"', "end", SIZE),
        "stacked": (f'{border} style:vertical-align="middle" style:direction="ttb"', "center", SIZE),
        "plain": ('style:vertical-align="top"', "start", SIZE),
        "p": ("", "start", SIZE),
        "h1": ("", "center", 12),
        "h2": ("", "start", 9.5),
    }
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {cell} '
        f'style:text-align-source="fix" fo:wrap-option="wrap" fo:padding="1pt"/><style:paragraph-properties fo:text-align="{align}"/>'
        f'<style:text-properties style:font-name="IPAGothic" style:font-name-asian="IPAGothic" fo:font-size="{size}pt" '
        f'style:font-size-asian="{size}pt"/></style:style>'
        for name, (cell, align, size) in looks.items()
    )
    for (height, before), name in styles.items():
        page = 'fo:break-before="page"' if before else ""
        automatic += (
            f'<style:style style:name="{name}" style:family="table-row"><style:table-row-properties '
            f'style:row-height="{height}pt" style:use-optimal-row-height="false" {page}/></style:style>'
        )
    columns = ""
    for n, (left, right) in enumerate(zip(edges, edges[1:])):
        automatic += (
            f'<style:style style:name="c{n}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{right - left}pt"/></style:style>'
        )
        columns += f'<table:table-column table:style-name="c{n}"/>'
    automatic += (
        f'<style:style style:name="sheet" style:family="table" style:master-page-name="paper"/>'
        f'<style:page-layout style:name="layout"><style:page-layout-properties fo:page-width="{sheet.paper[0]}pt" '
        f'fo:page-height="{sheet.paper[1]}pt" fo:margin="{MARGIN - 4}pt" style:print="objects" style:scale-to-X="1" style:scale-to-Y="0"/>'
        f'<style:header-style/><style:footer-style/></style:page-layout>'
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in [
            ("office", "office"), ("style", "style"), ("table", "table"), ("text", "text"), ("fo", "xsl-fo-compatible"),
        ]
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {spaces} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f'<office:automatic-styles>{automatic}</office:automatic-styles>'
        f'<office:master-styles><style:master-page style:name="paper" style:page-layout-name="layout">'
        f'<style:header style:display="false"/><style:footer style:display="false"/></style:master-page></office:master-styles>'
        f'<office:body><office:spreadsheet><table:table table:name="シート" table:style-name="sheet">{columns}{"".join(rows)}'
        f'</table:table></office:spreadsheet></office:body></office:document>\n'
    )
    with open(path, "w", encoding="utf-8") as file:
        file.write(document)


def reportlab(sheet, path, font):
    """A font that is named and not embedded, as PDFs of the 2000s have it."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(UnicodeCIDFont(font))

    def paragraph(text, size=SIZE, place=0):
        style = ParagraphStyle("", fontName=font, fontSize=size, leading=size * 1.3, alignment=place, wordWrap="CJK")
        return Paragraph(escape(text).replace("\n", "<br/>"), style)

    whole = sheet.paper[0] - 2 * MARGIN
    story = []
    for kind, content in sheet.blocks:
        if kind == "page":
            story.append(PageBreak())
        elif kind != "table":
            story.append(paragraph(content, {"h1": 12, "h2": 9.5}.get(kind, SIZE), 1 if kind == "h1" else 0))
        else:
            widths = [whole * width / sum(content.widths) for width in content.widths]
            cells = [[""] * len(widths) for _ in content.rows]
            looks = [("VALIGN", (0, 0), (-1, -1), "TOP")]
            looks += [(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
            for r, c, cell in content.placed():
                corners = ((c, r), (c + cell.across - 1, r + cell.down - 1))
                text = "\n".join(cell.text) if cell.look == "stacked" else cell.text
                place = {"label": 1, "stacked": 1, "centred": 1, "number": 2}.get(cell.look, 0)
                cells[r][c] = paragraph(text, place=place)
                looks.append(("SPAN", *corners))
                if cell.look != "plain":
                    looks.append(("BOX", *corners, 0.5, (0, 0, 0)))
                if place == 1:
                    looks.append(("VALIGN", *corners, "MIDDLE"))
            story += [Grid(cells, widths, heights(content, widths), style=looks, repeatRows=content.headers), Spacer(1, 4)]
    margins = {side + "Margin": MARGIN - 6 for side in ("left", "right", "top", "bottom")}
    SimpleDocTemplate(path, pagesize=sheet.paper, invariant=1, **margins).build(story)


def fax(scan, path):
    """A page of a fax machine: one bit, Group 4."""
    from time import gmtime

    from PIL import Image

    page = Image.open(scan).convert("1", dither=Image.Dither.NONE)
    then = gmtime(1083369600)
    page.save(path, resolution=150, creationDate=then, modDate=then, producer="", title="")


def main():
    kind, given, path, *font = sys.argv[1:]
    if kind == "fax":
        fax(given, path)
        return
    with open(given, encoding="utf-8") as file:
        sheet = Sheet(file.read())
    {"calc": calc, "typst": typst, "reportlab": reportlab}[kind](sheet, path, *font)


main()
