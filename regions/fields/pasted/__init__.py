"""HTML as Word, Outlook, Google Docs, LibreOffice and web pages put it on the clipboard.

Import `to_site_markup()`, which converts this to the site's rich text: lists stay lists, bold stays
bold, each table row becomes a paragraph, footnote references are dropped and wrapped links point to
their targets. static/js/paste.js does the same in the editor; tests/browser/test_paste.py compares
the two.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, tostring

from regions.fields.pasted.links import clean_links
from regions.fields.pasted.lists import make_lists
from regions.fields.pasted.tables import read_tables
from regions.fields.pasted.tree import (
    BLOCKS,
    escaped,
    parsed,
    refill,
    take_parts,
    text_of,
    well_formed,
)

# Found only in HTML that does not come from the site's own editor.
FOREIGN_MARKUP = re.compile(
    r"<(?:b|i|div|span|font|table|tr|td|h[1-6]|o:p|sup|img)\b|\bMso|safelinks|href=.?#", re.I
)
TAGS_WITH_STYLE = {"span", "font", "a", "p"}
BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)", re.I)
NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)", re.I)
ITALIC = re.compile(r"(?<![\w-])font-style:\s*italic", re.I)


def to_site_markup(html: str) -> str:
    if not FOREIGN_MARKUP.search(html):
        return html
    root = parsed(html)
    for step in (clean_links, _replace_styles, read_tables, make_lists, _make_paragraphs):
        step(root)
    children = "".join(tostring(child, encoding="unicode", method="html") for child in root)
    return well_formed(escaped(root.text or "") + children)


def _replace_styles(root: Element) -> None:
    for element in list(root.iter()):
        style = element.get("style", "")
        if element.tag == "b" and not NOT_BOLD.search(style):
            element.tag = "strong"
        elif element.tag == "i":
            element.tag = "em"
        elif element.tag in TAGS_WITH_STYLE:
            for pattern, tag in ((BOLD, "strong"), (ITALIC, "em")):
                if pattern.search(style) and text_of(element).strip():
                    mark = Element(tag)
                    refill(mark, take_parts(element))
                    refill(element, [mark])


def _make_paragraphs(root: Element) -> None:
    for element in list(root.iter())[1:]:
        if element.tag == "div" and not _contains_blocks(element):
            element.tag = "p"


def _contains_blocks(element: Element) -> bool:
    return any(child.tag in BLOCKS for child in element.iter() if child is not element)
