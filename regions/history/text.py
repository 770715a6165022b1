"""Two versions of a text, told apart word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import takewhile

from regions.fields.rich_text import clean

# Comparing takes the square of this; longer texts that differ all over are shown one after another.
MOST_WORDS = 1_000
WORDS_AROUND = 12  # of what stayed the same, before and after what did not
LEFT_OUT = " … "

# As cleaning writes them: no tag or value of one holds a "<", so no search goes on past the next.
_LINK = re.compile(r'<a href="([^"<>]*)"[^<>]*>([^<]*(?:<(?!/?a\b)[^<]*)*)</a>')
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|h3|li|blockquote|ul|ol)>")


def plain(html: str) -> str:
    """Rich text without its marks: a line for each block, the address of a link after it."""
    linked = _LINK.sub(r"\2 (\1)", clean(html))
    lines = _BREAK.sub("\n", linked.replace("<li>", "- "))
    text = unescape(_TAG.sub("", lines))
    return "\n".join(line for line in (" ".join(one.split()) for one in text.splitlines()) if line)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: "same", "gone" or "new"."""

    state: str
    text: str


def compared(old: str, new: str) -> list[Piece]:
    """The two texts as one, with what went and what came; what stayed is cut short."""
    before, after = _words(old), _words(new)
    first = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))))
    most = min(len(before), len(after)) - first
    last = 0
    while last < most and before[-1 - last] == after[-1 - last]:
        last += 1
    end = -last if last else None
    pieces = [
        Piece("same", "".join(before[:first])),
        *_differences(before[first:end], after[first:end]),
        Piece("same", "".join(before[len(before) - last :])),
    ]
    pieces = [piece for piece in pieces if piece.text]
    return [_shortened(piece, at, len(pieces)) for at, piece in enumerate(pieces)]


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*|\s+", text)


def _differences(before: list[str], after: list[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > MOST_WORDS:
        yield Piece("gone", "".join(before))
        yield Piece("new", "".join(after))
        return
    matcher = SequenceMatcher(None, before, after)  # words that stand everywhere align nothing
    for state, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if state == "equal":
            yield Piece("same", "".join(before[old_from:old_to]))
        else:
            yield Piece("gone", "".join(before[old_from:old_to]))
            yield Piece("new", "".join(after[new_from:new_to]))


def _shortened(piece: Piece, at: int, count: int) -> Piece:
    words = _words(piece.text)
    if piece.state != "same" or len(words) <= 2 * WORDS_AROUND:
        return piece
    start = [] if at == 0 else words[:WORDS_AROUND]
    end = [] if at == count - 1 else words[-WORDS_AROUND:]
    return Piece("same", "".join(start) + LEFT_OUT + "".join(end))
