"""Entries as the index keeps them, made of what each kind of record tells of its rows."""

from __future__ import annotations

from collections.abc import Iterable

from pactdir.models import SearchEntry, entry_key
from pactdir.search.words import index_words
from regions.directory import RecordKind, SearchText
from regions.names.folding import fold

LONGEST_TEXT = 20_000


def entries_of(kind: RecordKind, keys: Iterable[int]) -> list[SearchEntry]:
    """The entries of these rows, of those that are there; the same queries for any number."""
    return [_entry(kind, text) for text in kind.search_texts(keys)]


def _entry(kind: RecordKind, found: SearchText) -> SearchEntry:
    row, text = found.row, found.text[:LONGEST_TEXT]
    return SearchEntry(
        id=entry_key(kind.search_key, row.pk),
        kind=kind.search_key,
        object_id=row.pk,
        title=str(row),
        folded_title=fold(row.name)[:400],
        address=row.get_absolute_url(),
        words=index_words(row.name, filter(None, found.names), [text, *filter(None, found.more)]),
        text=text,
        shown=found.shown,
        shown_from=found.shown_from,
        shown_until=found.shown_until,
        past_from=found.past_from,
        date=found.date,
        year=found.year,
        is_example=found.is_example,
        regions=_between_bars(":".join(map(str, period)) for period in sorted(set(found.regions))),
        themes=_between_bars(map(str, sorted(found.themes))),
    )


def _between_bars(values: Iterable[str]) -> str:
    """ "|3|5|", so that each can be looked for with its bars; nothing where there are none."""
    joined = "|".join(values)
    return f"|{joined}|" if joined else ""
