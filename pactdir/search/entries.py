"""Index entries, built from the search text of each kind of record."""

from __future__ import annotations

from collections.abc import Iterable

from pactdir.models import SearchEntry, entry_key
from pactdir.search.words import index_words
from regions.directory import RecordKind, SearchText
from regions.names.folding import fold

MAX_TEXT_LENGTH = 20_000


def build_entries(kind: RecordKind, row_ids: Iterable[int]) -> list[SearchEntry]:
    return [_entry(kind, search_text) for search_text in kind.search_texts(row_ids)]


def _entry(kind: RecordKind, source: SearchText) -> SearchEntry:
    row, text = source.row, source.text[:MAX_TEXT_LENGTH]
    return SearchEntry(
        id=entry_key(kind.search_key, row.pk),
        kind=kind.search_key,
        object_id=row.pk,
        title=str(row),
        folded_title=fold(row.name)[:400],
        address=row.get_absolute_url(),
        words=index_words(row.name, filter(None, source.names), [text, *filter(None, source.more)]),
        text=text,
        shown=source.shown,
        shown_from=source.shown_from,
        shown_until=source.shown_until,
        past_from=source.past_from,
        date=source.date,
        year=source.year,
        is_example=source.is_example,
        regions=_delimited(":".join(map(str, period)) for period in sorted(set(source.regions))),
        themes=_delimited(map(str, sorted(source.themes))),
    )


def _delimited(values: Iterable[str]) -> str:
    """|3|5|", so that LIKE '%|3|%' matches exactly one value; "" for none."""
    joined = "|".join(values)
    return f"|{joined}|" if joined else ""
