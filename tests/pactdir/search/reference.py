"""A reference implementation of search in plain Python, to compare both databases with."""

from pactdir.models import EntryKind, SearchEntry
from pactdir.search.results import MAX_RESULTS
from pactdir.search.words import name_token
from regions.directory import search_number
from regions.names.folding import fold


def expected_ids(query, on, limit=MAX_RESULTS):
    if not query.terms:
        return []
    visible = [
        (entry, set(entry.words.split()))
        for entry in SearchEntry.objects.order_by("id")
        if entry.shown_from
        and entry.shown_from <= on
        and (entry.shown_until is None or entry.shown_until >= on)
        and not entry.is_example
    ]
    # Prefix matches come last, so that the limit drops them first.
    conditions = [query.as_name, query.in_title, query.whole_words, query.anywhere]
    matches = [
        {entry.id: entry for entry, words in visible if satisfies(words, condition)}
        for condition in conditions
    ]
    unique = {entry.id: entry for entries in matches for entry in entries.values()}
    first = list(unique.values())[:limit]
    titled = matches[1].keys()
    return [entry.id for entry in sorted(first, key=lambda entry: rank(entry, query, titled, on))]


def satisfies(words, condition):
    return all(
        any(all(has(words, word) for word in phrase) for phrase in alternatives)
        for alternatives in condition
    )


def has(words, word):
    if word.is_prefix:
        return any(other.startswith(word.text) for other in words)
    return word.text in words


def rank(entry, query, titled, on):
    is_past = bool(entry.past_from and entry.past_from <= on)
    if entry.folded_title == fold(query.text):
        closeness = 0
    elif name_token(query.text) in entry.words.split():
        closeness = 1
    else:
        closeness = 2 if entry.id in titled else 3
    day = entry.date or 0
    if entry.kind != EntryKind.EVENT or is_past:
        day = -day
    kind = search_number(entry.kind)
    return closeness, kind, is_past, day, entry.folded_title, entry.id
