"""The text of a PDF in the order of its tags, as a screen reader reads it."""

import re
from collections import defaultdict
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary

INLINE = {"/Span", "/Link", "/NonStruct"}
TO_UNICODE = re.compile(r"<([0-9a-f]+)> <([0-9a-f]+)>", re.IGNORECASE)


def text_on(response):
    assert response.status_code == 200, response.status_code
    return text_of_pdf(response.content)


def text_of_pdf(pdf):
    """The text with single spaces, and without the page margins."""
    document = pikepdf.open(BytesIO(pdf))
    by_page = {page.objgen: _marked_texts(page) for page in document.pages}
    pieces, line = [], None
    for text, next_line in _texts(document.Root.StructTreeRoot, by_page):
        # The PDF leaves out the space at the end of a line.
        pieces.append(text if next_line == line else f" {text}")
        line = next_line
    return " ".join("".join(pieces).split())


def page_sizes(response):
    """Width and height of each page in millimetres."""
    document = pikepdf.open(BytesIO(response.content))
    boxes = [[round(float(side) * 25.4 / 72) for side in page.MediaBox] for page in document.pages]
    return [(width, height) for _, _, width, height in boxes]


def smallest_font(response):
    """The smallest font on any page, in points."""
    sizes = []
    for page in pikepdf.open(BytesIO(response.content)).pages:
        scale = 1.0
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "cm":
                scale = min(scale, abs(float(operands[3])))
            elif str(operator) == "Tf":
                sizes.append(float(operands[1]) * scale)
    return round(min(sizes), 1)


def _texts(element, by_page):
    """Each text with its line, which is None for a space between blocks."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if not isinstance(kid, Dictionary):
            yield by_page[element.Pg.objgen][int(kid)]
        elif "/S" in kid and str(kid.S) in INLINE:
            yield from _texts(kid, by_page)
        elif "/S" in kid:
            yield from [(" ", None), *_texts(kid, by_page), (" ", None)]


def _marked_texts(page):
    """Text and line by marked-content id."""
    letters = {name: _letters(font) for name, font in page.Resources.Font.items()}
    texts, number, font, line = defaultdict(lambda: ("", None)), None, {}, None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                number = int(operands[1].get("/MCID", -1))
            case "Tf":
                font = letters[str(operands[0])]
            case "Tm":
                line = (page.objgen, round(float(operands[5])))
            case "TJ":
                strings = [bytes(item) for item in operands[0] if isinstance(item, pikepdf.String)]
                pairs = [
                    pair
                    for glyphs in strings
                    for pair in zip(glyphs[::2], glyphs[1::2], strict=True)
                ]
                text = "".join(font[high << 8 | low] for high, low in pairs)
                texts[number] = texts[number][0] + text, line
    return texts


def _letters(font):
    pairs = TO_UNICODE.findall(font.ToUnicode.read_bytes().decode())
    return {int(glyph, 16): bytes.fromhex(letter).decode("utf-16-be") for glyph, letter in pairs}
