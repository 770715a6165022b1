"""Converts tables in pasted HTML to one paragraph per row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from regions.fields.pasted.tree import BLOCKS, Parts, add, replace, take_parts, text_of

SPACES = re.compile(r"[ \t\r\n\u00a0]+")
BETWEEN_CELLS = " · "


def read_tables(root: Element) -> None:
    replace(root, lambda element: list(_rows(element)) if element.tag == "table" else [element])


def _rows(table: Element) -> Iterator[Element]:
    for row in list(table.iter()):
        if row.tag == "caption":
            yield _as_line([row])
        if row.tag != "tr":
            continue
        cells = [cell for cell in row if cell.tag in ("td", "th") and text_of(cell).strip()]
        if len(cells) == 1 and any(child.tag in BLOCKS for child in cells[0]):
            cells[0].tag, cells[0].tail = "div", None
            yield cells[0]
        elif cells:
            yield _as_line(cells)


def _as_line(cells: list[Element]) -> Element:
    line = Element("p")
    for number, cell in enumerate(cells):
        replace(cell, _spaced)
        cell.tail = None
        _trim(cell)
        add(line, *([BETWEEN_CELLS] if number else []), *take_parts(cell))
    return line


def _spaced(element: Element) -> Parts:
    return [" ", *take_parts(element), " "] if _is_line(element) else [element]


def _is_line(element: Element) -> bool:
    return element.tag in BLOCKS or element.tag == "br"


def _trim(cell: Element) -> None:
    for element in cell.iter():
        element.text = SPACES.sub(" ", element.text or "")
        element.tail = SPACES.sub(" ", element.tail or "")
    cell.text = (cell.text or "").lstrip()
    if len(cell):
        cell[-1].tail = (cell[-1].tail or "").rstrip()
    else:
        cell.text = cell.text.rstrip()
