"""An element tree of pasted HTML, and operations on it."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from itertools import chain
from xml.etree.ElementTree import Element, SubElement

import nh3

BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "div"}
ROWS = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"}
READ_TAGS = BLOCKS | ROWS | {"a", "b", "strong", "i", "em", "br", "span", "font", "sup", "sub"}
HEADINGS = dict.fromkeys(("h1", "h2", "h4", "h5", "h6"), "h3")
SCHEMES = {"http", "https", "mailto", "tel", "file"}
MAX_DEPTH = 60  # deeper tags are dropped, but their text is kept

# Contents of an element: strings and elements in document order.
Parts = list[Element | str]


def parsed(html: str) -> Element:
    builder = _Builder()
    builder.feed(well_formed(html))
    builder.close()
    return builder.root


def well_formed(html: str) -> str:
    return nh3.clean(
        html,
        tags=READ_TAGS,
        attributes={"*": {"style"}, "a": {"href", "name"}, "li": {"data-aria-level"}},
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style", "title", "xml"},
    )


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("div")
        self.open = [self.root]
        self.too_deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br" and len(self.open) > MAX_DEPTH:
            self.too_deep += 1
            return
        attributes = {name: value or "" for name, value in attrs}
        if (tag := HEADINGS.get(tag, tag)) == "h3" and any(
            parent.tag == tag for parent in self.open
        ):
            tag = "span"
        element = SubElement(self.open[-1], tag, attributes)
        if tag != "br":
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        add(self.open[-1], data)


def add(parent: Element, *parts: Element | str) -> None:
    for part in parts:
        if not isinstance(part, str):
            parent.append(part)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + part
        else:
            parent.text = (parent.text or "") + part


def take_parts(element: Element) -> Parts:
    """Return the contents of an element, with the children detached from their tails."""
    parts: Parts = [element.text or ""]
    for child in element:
        tail, child.tail = child.tail or "", None
        parts += [child, tail]
    return parts


def refill(parent: Element, parts: Parts) -> None:
    parent.text, parent[:] = None, []
    add(parent, *parts)


def replace(root: Element, replacement: Callable[[Element], Parts]) -> None:
    for parent in reversed(list(root.iter())):
        if len(parent):
            contents = [
                [part] if isinstance(part, str) else replacement(part)
                for part in take_parts(parent)
            ]
            refill(parent, list(chain.from_iterable(contents)))


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
