"""Finds problems in the tags of a PDF, by walking its structure tree.

WeasyPrint does not report a skipped heading, a missing title or an image without alt text.
"""

from io import BytesIO
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary

HEADINGS = {f"H{level}": level for level in range(1, 7)}
# The elements allowed directly within each element.
KIDS = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
SHOW_TEXT = {"Tj", "TJ", "'", '"'}


def problems(pdf):
    """One sentence per problem."""
    document = pikepdf.open(BytesIO(pdf))
    elements = elements_of(document)
    return [
        *_document_problems(document),
        *_heading_problems(elements),
        *_kid_problems(elements),
        *_table_problems(elements),
        *_figure_problems(elements),
        *_link_problems(document, elements),
        *_text_problems(document),
        *_font_problems(document),
    ]


def elements_of(document):
    return list(_elements(document.Root.StructTreeRoot))


def _elements(element):
    for kid in _kids(element):
        yield kid
        yield from _elements(kid)


def _kids(element):
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, Array) else [kids]
    return [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def kind(element):
    return str(element.S)[1:]


def of_kind(elements, *kinds):
    return [element for element in elements if kind(element) in kinds]


def _document_problems(document):
    root = document.Root
    if str(root.get("/Lang", "")) != "nl":
        yield "language is not Dutch"
    if not str(document.docinfo.get("/Title", "")).strip():
        yield "no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "title is not displayed"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "not marked as tagged"


def _heading_problems(elements):
    levels = [HEADINGS[kind(element)] for element in elements if kind(element) in HEADINGS]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "does not start with its only H1"
    for level, next_level in pairwise(levels):
        if next_level > level + 1:
            yield f"heading {next_level} follows heading {level}"


def _kid_problems(elements):
    for element in elements:
        if kind(element) in KIDS:
            for kid in _kids(element):
                if kind(kid) not in KIDS[kind(element)]:
                    yield f"{kind(kid)} in {kind(element)}"
            if not _kids(element):
                yield f"empty {kind(element)}"


def _table_problems(elements):
    for table in of_kind(elements, "Table"):
        inside = list(_elements(table))
        rows = [of_kind(_kids(row), "TH", "TD") for row in of_kind(inside, "TR")]
        if len({len(row) for row in rows}) != 1:
            yield "table with rows of different lengths"
        headers = of_kind(inside, "TH")
        if {str(cell.get("/A", {}).get("/Scope", "")) for cell in headers} - {"/Column", "/Row"}:
            yield "header cell without scope"
        header_ids = {str(cell.get("/ID")) for cell in headers}
        for cell in of_kind(inside, "TD"):
            referenced = [str(header) for header in cell.get("/A", {}).get("/Headers", [])]
            if not referenced or not header_ids.issuperset(referenced):
                yield "cell without header"


def _figure_problems(elements):
    for figure in of_kind(elements, "Figure"):
        if not str(figure.get("/Alt", "")).strip():
            yield "figure without alternative text"


def _link_problems(document, elements):
    annotations = [
        annotation
        for page in document.pages
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]
    tagged = sum(
        kid.get("/Type") == "/OBJR"
        for link in of_kind(elements, "Link")
        for kid in link.K
        if isinstance(kid, Dictionary)
    )
    if tagged != len(annotations):
        yield f"{len(annotations)} links, of which {tagged} tagged"
    for annotation in annotations:
        if not str(annotation.get("/Contents", "")):
            yield "link without a description"
        if not str(annotation.get("/A", {}).get("/URI", "")).startswith(
            ("https:", "http:", "mailto:", "tel:")
        ):
            yield f"link without a valid URI: {annotation.get('/A')}"


def _text_problems(document):
    for page in document.pages:
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
            elif name == "EMC":
                depth -= 1
            elif name in SHOW_TEXT and not depth:
                yield f"text without a tag: {operands}"


def _font_problems(document):
    dictionaries = [obj for obj in document.objects if isinstance(obj, Dictionary)]
    for font in [obj for obj in dictionaries if obj.get("/Type") == "/FontDescriptor"]:
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()):
            yield f"font that is not embedded: {font.FontName}"
