"""A word diff of two versions of a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import takewhile

from regions.fields.rich_text import clean

# The comparison takes quadratic time, so longer texts become one deletion and one insertion.
MAX_WORDS = 1_000
CONTEXT_WORDS = 12  # unchanged words before and after a difference
ELLIPSIS = " … "

# In cleaned HTML no tag or attribute contains "<", so no match extends past the next one.
_LINK = re.compile(r'<a href="([^"<>]*)"[^<>]*>([^<]*(?:<(?!/?a\b)[^<]*)*)</a>')
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|h3|li|blockquote|ul|ol)>")


def plain_text(html: str) -> str:
    with_urls = _LINK.sub(r"\2 (\1)", clean(html))
    lines = _BREAK.sub("\n", with_urls.replace("<li>", "- "))
    text = unescape(_TAG.sub("", lines))
    clean_lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in clean_lines if line)


@dataclass(frozen=True)
class DiffPiece:
    state: str  # "same", "gone" or "new"
    text: str


def diff_words(old: str, new: str) -> list[DiffPiece]:
    before, after = _words(old), _words(new)
    prefix = _common_length(before, after)
    suffix = _common_length(reversed(before[prefix:]), reversed(after[prefix:]))
    end = -suffix if suffix else None
    pieces = [
        DiffPiece("same", "".join(before[:prefix])),
        *_differences(before[prefix:end], after[prefix:end]),
        DiffPiece("same", "".join(before[len(before) - suffix :])),
    ]
    pieces = [piece for piece in pieces if piece.text]
    return [_shorten(piece, index, len(pieces)) for index, piece in enumerate(pieces)]


def _common_length(before: Iterable[str], after: Iterable[str]) -> int:
    pairs = zip(before, after, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _differences(before: list[str], after: list[str]) -> Iterator[DiffPiece]:
    if max(len(before), len(after)) > MAX_WORDS:
        yield DiffPiece("gone", "".join(before))
        yield DiffPiece("new", "".join(after))
        return
    matcher = SequenceMatcher(None, before, after)  # frequent words are not used for alignment
    for state, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if state == "equal":
            yield DiffPiece("same", "".join(before[old_from:old_to]))
        else:
            yield DiffPiece("gone", "".join(before[old_from:old_to]))
            yield DiffPiece("new", "".join(after[new_from:new_to]))


def _shorten(piece: DiffPiece, index: int, count: int) -> DiffPiece:
    words = _words(piece.text)
    if piece.state != "same" or len(words) <= 2 * CONTEXT_WORDS:
        return piece
    start = [] if index == 0 else words[:CONTEXT_WORDS]
    end = [] if index == count - 1 else words[-CONTEXT_WORDS:]
    return DiffPiece("same", "".join(start) + ELLIPSIS + "".join(end))
