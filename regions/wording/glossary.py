"""Terms of the field in plain words (`glossary.toml`), and where they occur in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.utils.html import escape

from regions.names.folding import fold


@dataclass(frozen=True)
class Term:
    slug: str
    name: str
    explanation: str
    full: str = ""
    also: tuple[str, ...] = ()
    found_as: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        return fold(self.name)[0].upper()


def _read() -> dict[str, Term]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        rows = tomllib.load(file)["term"]
    lists = ("also", "found_as")
    terms = [Term(**row | {name: tuple(row.get(name, ())) for name in lists}) for row in rows]
    return {term.slug: term for term in sorted(terms, key=lambda term: fold(term.name))}


TERMS = _read()


def _spellings() -> dict[str, str]:
    slugs = {}
    for term in TERMS.values():
        for text in term.found_as:
            slugs[escape(text)] = term.slug
            if text[0].islower():
                slugs[escape(text[0].upper() + text[1:])] = term.slug
    return dict(sorted(slugs.items(), key=lambda spelling: -len(spelling[0])))


SPELLINGS = _spellings()
# Do not match part of a word, or of a name like "Yuverta-mbo" or "sterktechniekonderwijs.nl".
_FOUND = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, SPELLINGS))})(?![\w-]|\.\w)")
# A quoted attribute value may contain ">".
_TAG = re.compile(r'(<(?:[^<>"]|"[^"<]*")*>)')
_CLOSED = re.compile(r"<(/?)(a|h[1-6]|summary|button|label)\b", re.IGNORECASE)


def with_terms(html: str, write: Callable[[str, str], str]) -> str:
    """Replace each term in safe HTML by the result of `write(slug, words)`.

    Tags, attributes, links and headings are left alone.
    """
    parts, depth = [], 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            if tag := _CLOSED.match(part):
                depth += -1 if tag[1] else 1
        elif not depth:
            part = _FOUND.sub(lambda match: write(SPELLINGS[match[0]], match[0]), part)
        parts.append(part)
    return "".join(parts)
