"""Spelling suggestions ("Bedoel je …?") for a query without results."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from rapidfuzz import fuzz, process

from pactdir.models import EntryKind, SearchEntry
from pactdir.search.engine import matching, visible
from pactdir.search.prefix_lookup import partners_by_prefix
from pactdir.search.query import Query, Synonyms, parse_query
from pactdir.search.words import words_in
from pactdir.search_box.typos import is_dictionary_word, nearest_spellings
from regions.models import Municipality, Place
from regions.writing.version_cache import cached_per_version

MAX_SUGGESTIONS = 3
MIN_LENGTH = 4
MIN_SIMILARITY = 75  # similarity out of 100; "hoonr" and "Hoorn" score 80
# All names of these kinds fit in memory, however large the site becomes; partners and texts do not.
KINDS = [EntryKind.REGION, EntryKind.SCHOOL, EntryKind.THEME]
PARTNER_PREFIX_LENGTH = 2
MAX_PARTNERS = 2_000  # names with the same prefix
ALL_ENTRIES = (0, 1 << 62)  # as a range of primary keys
MATCH_LIMIT = 1_000


def spelling_suggestions(query: Query, synonyms: Synonyms, on: date) -> list[str]:
    if len(query.folded) < MIN_LENGTH:
        return []
    names = _names_by_folded(query, on)
    places = _place_names_by_folded(on)
    # `nearest_names` has already suggested misspelled places.
    similar = _similar(query.folded, names.keys() - places.keys(), MAX_SUGGESTIONS)
    vocabulary = _Vocabulary([*names, *(" ".join(phrase) for phrase in synonyms)], places)
    correction = _correct_query(query, vocabulary)
    suggestions = [names[folded] for folded in similar]
    if (
        correction
        and correction not in similar
        and _has_results(parse_query(correction, synonyms), on)
    ):
        is_phrase = " " in query.folded
        suggestions = [correction, *suggestions] if is_phrase else [*suggestions, correction]
    return suggestions[:MAX_SUGGESTIONS]


def _names_by_folded(query: Query, on: date) -> dict[str, str]:
    partners = partners_by_prefix(query.folded[:PARTNER_PREFIX_LENGTH], on, MAX_PARTNERS)
    partner_names = {partner.folded_title: partner.title for partner in partners}
    return _place_names_by_folded(on) | _entry_names_by_folded(on) | partner_names


@cached_per_version
def _entry_names_by_folded(on: date) -> dict[str, str]:
    is_visible = Q(shown_until__isnull=True) | Q(shown_until__gte=on)
    entries = SearchEntry.objects.filter(is_visible, shown_from__lte=on, is_example=False)
    titles = entries.filter(kind__in=KINDS).values_list("folded_title", "title")
    # Sorted, so that of names with the same folded form both databases keep the same one.
    return dict(sorted(titles))


@cached_per_version
def _place_names_by_folded(on: date) -> dict[str, str]:
    places = Place.objects.filter(municipality__is_example=False).order_by()
    municipalities = Municipality.objects.exclude_examples().current(on).order_by()
    pairs: set[tuple[str, str]] = set()
    for rows in (places, municipalities):
        pairs |= set(rows.values_list("folded_name", "name").distinct())
    return dict(sorted(pairs))


def _similar(text: str, names: Iterable[str], limit: int) -> list[str]:
    scored = process.extract(
        text, sorted(names), scorer=fuzz.ratio, score_cutoff=MIN_SIMILARITY, limit=limit
    )
    return [name for name, _score, _index in scored]


class _Vocabulary:
    """The words of all names; those that occur only in place names are separate."""

    def __init__(self, names: Iterable[str], place_names: Iterable[str]) -> None:
        words_in_places = {word for name in place_names for word in name.split()}
        self.general = {word for name in set(names) - set(place_names) for word in name.split()}
        self.places_only = words_in_places - self.general

    def correct(self, word: str, *, with_places: bool) -> str:
        """Return the word that was probably meant, or "" if it is known or nothing is close.

        A Dutch word is never corrected into a place, and into another word only if nearly equal.
        """
        if word in self.general or word in self.places_only:
            return ""
        may_be_place = with_places and not is_dictionary_word(word)
        places = nearest_spellings(word, sorted(self.places_only)) if may_be_place else []
        return next(iter(places or _similar(word, self.general, 1)), "")


def _correct_query(query: Query, vocabulary: _Vocabulary) -> str:
    words = words_in(query.text)
    corrected_words = [
        (vocabulary.correct(word, with_places=len(words) > 1) if len(word) >= MIN_LENGTH else "")
        or word
        for word in words
    ]
    return " ".join(corrected_words) if corrected_words != words else ""


def _has_results(query: Query, on: date) -> bool:
    where, days = visible(on)
    # With LIMIT 1, PostgreSQL would walk the primary key, to the very end for a rare word.
    (rows,) = matching(
        "e.id", [], where, days, [query.anywhere], id_range=ALL_ENTRIES, limit=MATCH_LIMIT
    )
    return bool(rows)
