"""Who made a typing error is asked what they mean: names and words that are nearly the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from rapidfuzz import fuzz, process

from pactdir.models import EntryKind, SearchEntry
from pactdir.search.engine import matching, visible
from pactdir.search.names import partners_beginning
from pactdir.search.question import Question, Synonyms, read_question
from pactdir.search.words import words_in
from pactdir.search_box.typing_errors import is_ordinary, with_errors
from regions.models import Municipality, Place
from regions.writing.version_cache import cached_per_version

MOST = 3
SHORTEST = 4
ALIKE = 75  # of 100; "hoonr" and "Hoorn" are 80
# All names of these fit in memory, however large the site: partners and texts are without number.
KINDS = [EntryKind.REGION, EntryKind.SCHOOL, EntryKind.THEME]
MOST_PARTNERS = 2_000  # of those that begin with the same two letters
BEGINNING = 2
ENOUGH = 1_000


def meant_perhaps(question: Question, synonyms: Synonyms, on: date) -> list[str]:
    """At most three questions that do find something, the likeliest first; three queries."""
    if len(question.folded) < SHORTEST:
        return []
    names = _names(question, on)
    places = _known_places(on)
    # Who typed the name of a place with an error in it was told so by `nearest_names`.
    whole = _nearest(question.folded, names.keys() - places.keys(), MOST)
    words = _Words([*names, *(" ".join(phrase) for phrase in synonyms)], places)
    by_word = _word_by_word(question, words)
    found = [names[one] for one in whole]
    if by_word and by_word not in whole and _finds(read_question(by_word, synonyms), on):
        found = [by_word, *found] if " " in question.folded else [*found, by_word]
    return found[:MOST]


def _names(question: Question, on: date) -> dict[str, str]:
    """Names that can be found, by how they read without capitals and accents."""
    partners = partners_beginning(question.folded[:BEGINNING], on, MOST_PARTNERS)
    others = {one.folded_title: one.title for one in partners}
    return _known_places(on) | _known_names(on) | others


@cached_per_version
def _known_names(on: date) -> dict[str, str]:
    shown = Q(shown_until__isnull=True) | Q(shown_until__gte=on)
    entries = SearchEntry.objects.filter(shown, shown_from__lte=on, is_example=False)
    titles = entries.filter(kind__in=KINDS).values_list("folded_title", "title")
    # Of names that read alike the last, so that both databases give the same.
    return dict(sorted(titles))


@cached_per_version
def _known_places(on: date) -> dict[str, str]:
    places = Place.objects.filter(municipality__is_example=False).order_by()
    municipalities = Municipality.objects.real().current(on).order_by()
    rows = (one.values_list("folded_name", "name").distinct() for one in (places, municipalities))
    return dict(sorted(pair for pairs in rows for pair in pairs))


def _nearest(text: str, among: Iterable[str], most: int) -> list[str]:
    found = process.extract(text, sorted(among), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=most)
    return [one for one, _, _ in found]


class _Words:
    """The words of all names; those of places alone are apart."""

    def __init__(self, names: Iterable[str], places: Iterable[str]) -> None:
        of_places = {word for name in places for word in name.split()}
        self.others = {word for name in set(names) - set(places) for word in name.split()}
        self.of_places = of_places - self.others

    def nearest(self, word: str, *, with_places: bool) -> str:
        """The word that was meant; nothing where it is known or nothing is near.

        A word of Dutch is never corrected into a place, and another only if it is nearly that.
        """
        if word in self.others or word in self.of_places:
            return ""
        may_be_place = with_places and not is_ordinary(word)
        near = with_errors(word, sorted(self.of_places)) if may_be_place else []
        return next(iter(near or _nearest(word, self.others, 1)), "")


def _word_by_word(question: Question, known: _Words) -> str:
    """The question with each word that is no word of a name changed into the nearest that is."""
    words = words_in(question.text)
    changed = [
        (known.nearest(word, with_places=len(words) > 1) if len(word) >= SHORTEST else "") or word
        for word in words
    ]
    return " ".join(changed) if changed != words else ""


def _finds(question: Question, on: date) -> bool:
    seen, days = visible(on)
    everything = (0, 1 << 62)
    # Not one: for a single hit PostgreSQL would walk the keys, of a rare word to the very end.
    found = matching("e.id", [], seen, days, [question.anything], keys=everything, most=ENOUGH)
    return bool(found[0])
