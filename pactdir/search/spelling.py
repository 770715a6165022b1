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
from regions.models import Place
from regions.remembered import Remembered

MOST = 3
SHORTEST = 4
ALIKE = 75  # of 100; "hoonr" and "Hoorn" are 80
# All names of these fit in memory, however large the site: partners and texts are without number.
KINDS = [EntryKind.REGION, EntryKind.MUNICIPALITY, EntryKind.SCHOOL, EntryKind.THEME]
MOST_PARTNERS = 2_000  # of those that begin with the same two letters
BEGINNING = 2
ENOUGH = 1_000


def meant_perhaps(question: Question, synonyms: Synonyms, on: date) -> list[str]:
    """At most three questions that do find something, the likeliest first; three queries."""
    if len(question.folded) < SHORTEST:
        return []
    names = _names(question, on)
    whole = _nearest(question.folded, names, MOST)
    by_word = _word_by_word(question, [*names, *(" ".join(phrase) for phrase in synonyms)])
    found = [names[one] for one in whole]
    if by_word and by_word not in whole and _finds(read_question(by_word, synonyms), on):
        found = [by_word, *found] if " " in question.folded else [*found, by_word]
    return found[:MOST]


def _names(question: Question, on: date) -> dict[str, str]:
    """Names that can be found, by how they read without capitals and accents."""
    partners = partners_beginning(question.folded[:BEGINNING], on, MOST_PARTNERS)
    return _known_names(on) | {one.folded_title: one.title for one in partners}


@Remembered
def _known_names(on: date) -> dict[str, str]:
    shown = Q(shown_until__isnull=True) | Q(shown_until__gte=on)
    entries = SearchEntry.objects.filter(shown, shown_from__lte=on, is_example=False)
    titles = entries.filter(kind__in=KINDS).values_list("folded_title", "title")
    places = Place.objects.filter(municipality__is_example=False).order_by()
    of_places = places.values_list("folded_name", "name").distinct()
    # Of names that read alike the last, so that both databases give the same.
    return dict(sorted(pair for rows in (titles, of_places) for pair in rows))


def _nearest(text: str, among: Iterable[str], most: int) -> list[str]:
    found = process.extract(text, sorted(among), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=most)
    return [one for one, _, _ in found]


def _word_by_word(question: Question, names: Iterable[str]) -> str:
    """The question with each word that is no word of a name changed into the nearest that is."""
    known = {word for name in names for word in name.split()}
    words = words_in(question.text)
    nearest = {
        word: _nearest(word, known, 1)
        for word in words
        if word not in known and len(word) >= SHORTEST
    }
    changed = [nearest[word][0] if nearest.get(word) else word for word in words]
    return " ".join(changed) if changed != words else ""


def _finds(question: Question, on: date) -> bool:
    seen, days = visible(on)
    everything = (0, 1 << 62)
    # Not one: for a single hit PostgreSQL would walk the keys, of a rare word to the very end.
    found = matching("e.id", [], seen, days, [question.anything], keys=everything, most=ENOUGH)
    return bool(found[0])
