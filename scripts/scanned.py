"""Makes a PDF of one page that is a picture, as scanners do.

scanned.py JPEG PDF    JPEG is grey or red, green and blue, 200 pixels to the inch
"""

import sys
from pathlib import Path

INCH = 72 / 200


def size_of(jpeg):
    """Width, height and number of colours as the frame header of a JPEG has them (ITU T.81, B.2.2)."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return int.from_bytes(jpeg[at + 7 : at + 9], "big"), int.from_bytes(jpeg[at + 5 : at + 7], "big"), jpeg[at + 9]


def main(source, target):
    jpeg = Path(source).read_bytes()
    width, height, colours = size_of(jpeg)
    paper = f"{width * INCH:.2f} {height * INCH:.2f}"
    content = f"q {width * INCH:.2f} 0 0 {height * INCH:.2f} 0 0 cm /I Do Q".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {paper}]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%s\nendstream"
        % (width, height, b"DeviceRGB" if colours == 3 else b"DeviceGray", len(jpeg), jpeg),
    ]
    pdf, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        starts.append(len(pdf))
        pdf += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    pdf += b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(pdf)
    Path(target).write_bytes(pdf)


main(*sys.argv[1:])
