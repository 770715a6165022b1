"""Lists in pasted HTML, including those that Word writes as paragraphs with a bullet."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from regions.fields.pasted.tree import Parts, refill, replace, take_parts, text_of

IGNORED = re.compile(r"mso-list:\s*ignore", re.I)
LIST_LEVEL = re.compile(r"mso-list:[^;]{0,40}\blevel([1-9])", re.I)
BULLET = re.compile(r"\s*[·•‣\u25aa\u25cf\u25e6]\s+")
NUMBER = re.compile(r"\s*\(?(?:[0-9]{1,3}|[a-z]|[ivx]{1,5})[.)]", re.I)


def make_lists(root: Element) -> None:
    for parent in list(root.iter()):
        if parent.tag in ("ul", "ol"):
            _nest_lists(parent)
    replace(root, _without_wrapper)
    for parent in list(root.iter()):
        if parent.tag not in ("ul", "ol"):
            _gather_items(parent)


def _nest_lists(outer: Element) -> None:
    items: list[Element] = []
    for child in outer:
        if child.tag in ("ul", "ol") and items:
            child.tail = None
            items[-1].append(child)
        else:
            items.append(child)
    outer[:] = items


def _without_wrapper(element: Element) -> Parts:
    return take_parts(element) if _contains_only_lists(element) else [element]


def _contains_only_lists(element: Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return (
        element.tag == "div"
        and len(element) > 0
        and all(child.tag in ("ul", "ol") for child in element)
        and not any(text and text.strip() for text in texts)
    )


def _gather_items(parent: Element) -> None:
    contents: Parts = []
    levels: list[tuple[int, Element]] = []  # open lists, innermost last
    for part in take_parts(parent):
        items = [] if isinstance(part, str) else _items(part)
        if not items:
            contents.append(part)
            if not isinstance(part, str) or part.strip():
                levels = []
        for level, tag, item in items:
            while levels and (
                levels[-1][0] > level or (levels[-1][0] == level and levels[-1][1].tag != tag)
            ):
                levels.pop()
            if not levels or levels[-1][0] < level:
                new = Element(tag)
                if levels:
                    levels[-1][1][-1].append(new)
                else:
                    contents.append(new)
                levels.append((level, new))
            levels[-1][1].append(item)
    refill(parent, contents)


def _items(element: Element) -> list[tuple[int, str, Element]]:
    """Return (depth, list tag, item) triples, or an empty list if the element is not an item."""
    if element.tag in ("ul", "ol"):  # Word on the web writes each item as a list
        levels = [item.get("data-aria-level", "") for item in element]
        if not all(level.isdecimal() and len(level) == 1 for level in levels):
            return []
        return list(zip(map(int, levels), [element.tag] * len(levels), element, strict=True))
    if element.tag not in ("p", "div"):
        return []
    word_level = LIST_LEVEL.search(element.get("style", ""))
    marker = _take_marker(element)
    if word_level is None and marker is None and not _take_bullet(element):
        return []
    item = Element("li")
    parts = take_parts(element)
    refill(element, [])  # is visited after this, and would take the tails of its children again
    refill(item, parts)
    item.text = (item.text or "").lstrip()
    is_number = marker is not None and NUMBER.match(marker) is not None
    return [(int(word_level[1]) if word_level else 1, "ol" if is_number else "ul", item)]


def _take_marker(paragraph: Element) -> str | None:
    for parent in paragraph.iter():
        for child in parent:
            if IGNORED.search(child.get("style", "")):
                marker = text_of(child).replace("\N{NO-BREAK SPACE}", " ")
                refill(parent, [part for part in take_parts(parent) if part is not child])
                return marker
    return None


def _take_bullet(paragraph: Element) -> bool:
    first = next((part for part in paragraph.iter() if (part.text or "").strip()), None)
    if first is None or not (bullet := BULLET.match(first.text or "")):
        return False
    first.text = (first.text or "")[bullet.end() :]
    return True
