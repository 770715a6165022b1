"""Parses a page into blocks of text with their sentences, and rows of lists."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, CData, NavigableString, Tag

KM = re.compile(r"(\d+) km")
DATA = "application/ld+json"
INVISIBLE = {"script", "style", "template"}
# Any other element starts a new block, as in a browser.
INLINE = {
    *("a", "abbr", "b", "bdi", "br", "em", "i", "s", "small", "span", "strong", "sub", "sup"),
    *("time", "tspan", "u", "wbr"),
}
SPOKEN_ATTRIBUTES = ("aria-label", "alt", "title")
META_TAGS = {"description": "name", "og:description": "property", "og:title": "property"}
SENTENCE_ENDS = re.compile(r"(?<=[.?!…])\s+(?=[A-ZÀ-Ý0-9“‘(])")
# Does not distinguish rows.
NOT_COMPARED = {"map-number", "option", "visually-hidden"}


def tidy(text: str) -> str:
    return " ".join(text.split())


def text_of(element: Tag | None) -> str:
    """The text of an element, with spaces only between its blocks."""
    return tidy("".join(_strings(element))) if element else ""


def _strings(element: Tag) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Tag):
            if child.name in INVISIBLE:
                continue
            inline = child.name in INLINE and child.name != "br"
            yield from _strings(child) if inline else (" ", *_strings(child), " ")
        elif type(child) in (NavigableString, CData):
            yield str(child)


@dataclass
class Block:
    tag: str
    element: Tag | None = None
    parts: list[str] = field(default_factory=list)
    is_main: bool = True  # otherwise the header or footer

    @cached_property
    def text(self) -> str:
        return tidy("".join(self.parts))

    @cached_property
    def sentences(self) -> list[str]:
        return SENTENCE_ENDS.split(self.text) if self.text else []

    @cached_property
    def beside(self) -> str:
        """The text of the whole row, or of a fact with its label."""
        around = self.element and _around(self.element)
        return text_of(around) if around else self.text


def _around(element: Tag) -> Tag | None:
    for parent in element.parents:
        if parent.name == "main":
            return None
        is_row = parent.name == "li" and "row" in parent.get_attribute_list("class")
        if is_row or (parent.name == "div" and parent.parent and parent.parent.name == "dl"):
            return parent
    return element


@dataclass(frozen=True)
class Row:
    """A row of a list: its name, its target, and what distinguishes it.

    That includes the heading of its group: a place, or the address of a building.

    """

    name: str
    address: str
    text: str
    whole: str  # all text, including ignored parts

    @classmethod
    def of(cls, element: Tag) -> Row | None:
        link = element.find("a", class_="row__name") or element.find("a", href=True)
        if link is None:
            return None
        address = str(link["href"]).split("#")[0]
        group = element.parent and element.parent.find_previous_sibling(class_="rows__group")
        compared = tidy(" ".join([text_of(group or None), *_compared(element)]))
        return cls(text_of(link), address, compared, text_of(element))


def _compared(element: Tag) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Tag):
            if NOT_COMPARED.isdisjoint(child.get_attribute_list("class")):
                yield from _compared(child)
        elif type(child) is NavigableString:
            yield str(child)


class Page:
    def __init__(self, content: bytes | str, address: str = "") -> None:
        self.address = address
        self.path = address.partition("?")[0]
        self.soup = BeautifulSoup(content, "lxml")
        self.main: Tag = self.soup.main or self.soup

    @cached_property
    def blocks(self) -> list[Block]:
        blocks = [*self._head(), *self._data()]
        outermost = Block("body", parts=[], is_main=self.soup.main is None)
        self._cut(self.soup.body or self.soup, outermost, blocks)
        return [block for block in [*blocks, outermost] if block.text]

    @property
    def sentences(self) -> Iterator[tuple[Block, str]]:
        for block in self.blocks:
            for sentence in block.sentences:
                yield block, sentence

    @cached_property
    def text(self) -> str:
        return text_of(self.main)

    @cached_property
    def rows(self) -> list[Row]:
        return rows_in(self.main)

    @cached_property
    def _by_class(self) -> dict[str, list[Tag]]:
        elements: dict[str, list[Tag]] = {}
        for element in self.main.find_all(True):
            for name in element.get("class") or ():
                elements.setdefault(name, []).append(element)
        return elements

    def of_class(self, name: str) -> list[Tag]:
        return self._by_class.get(name, [])

    @property
    def count(self) -> Tag | None:
        return next(iter(self.of_class("count")), None)

    @property
    def next_address(self) -> str:
        link = self.soup.find("a", rel="next")
        return "" if link is None else urljoin(self.path, str(link["href"]))

    def _cut(self, element: Tag, block: Block, blocks: list[Block]) -> None:
        for child in element.children:
            if not isinstance(child, Tag):
                if type(child) is NavigableString:
                    block.parts.append(str(child))
            elif child.name not in INVISIBLE and child.name != "head":
                blocks += [
                    Block(f"@{name}", child, [str(child[name])], block.is_main)
                    for name in SPOKEN_ATTRIBUTES
                    if child.get(name)
                ]
                if child.name in INLINE:
                    block.parts.append(" " if child.name == "br" else "")
                    self._cut(child, block, blocks)
                else:
                    block.parts.append(" ")
                    inner = Block(child.name, child, [], block.is_main or child.name == "main")
                    blocks.append(inner)
                    self._cut(child, inner, blocks)

    def _head(self) -> Iterator[Block]:
        if self.soup.title and self.soup.head and self.soup.head.title:
            yield Block("title", parts=[self.soup.head.title.get_text()])
        for name, attribute in META_TAGS.items():
            for meta in self.soup.find_all("meta", {attribute: name}):
                yield Block(f"@{name}", parts=[str(meta.get("content", ""))])

    def _data(self) -> Iterator[Block]:
        """Structured data: each value with the keys that lead to it."""
        for script in self.soup.find_all("script", type=DATA):
            for path, value in _values(json.loads(script.string or "null")):
                yield Block("data", parts=[f"{' '.join(path)}: {value}"])


def _values(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(data, dict):
        for name, value in data.items():
            if not name.startswith("@") and name != "url":
                yield from _values(value, (*path, name))
    elif isinstance(data, list):
        for value in data:
            yield from _values(value, path)
    elif isinstance(data, str):
        yield path, data


def rows_in(part: Tag) -> list[Row]:
    rows = (Row.of(element) for element in part.find_all("li", class_="row"))
    return [row for row in rows if row]


@dataclass(frozen=True)
class Series:
    """The pages of one URL: a single page, or all pages of a list."""

    kind: str
    address: str
    pages: list[Page]

    @property
    def rows(self) -> list[Row]:
        return [row for page in self.pages for row in page.rows]
