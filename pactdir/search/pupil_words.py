"""A pupil's word as a shortcut to schools nearby: "lassen" leads to the profile that teaches it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from django.urls import reverse

from pactdir.search.query import STOP_WORDS
from pactdir.search.words import stem, words_in
from pactdir.search_box.gazetteer import GazetteerEntry, gazetteer
from pactdir.search_box.interpreter import interpret, places_named
from regions.fields.partial_date import PartialDate
from regions.writing.version_cache import cached_per_version
from schools import profile_words
from schools.advice import ADVICES
from schools.models import Profile, School

PROFILE, ADVICE, NEARBY, OPEN_DAY = "profiel", "advies", "dichtbij", "open-dag"
MAX_WORDS = 4  # in one expression
AND = "en"
# Words that add nothing to a pupil's word: "koken leren", "school voor robots".
FILLERS = STOP_WORDS | {
    *("leren", "worden", "doen", "iets", "school", "scholen", "opleiding", "opleidingen", "wil"),
    *("kan", "kun", "graag", "leuk", "werken", "cursus", "buurt", "dichtbij", "dichtstbijzijnde"),
    *("mij", "vmbo", "s", "niveau", "advies", "profiel", "maken", "richting", "later", "beroep"),
    *("vak",),
}


@dataclass(frozen=True)
class Meaning:
    kind: str
    value: str = ""

    @property
    def label(self) -> str:
        if self.kind == PROFILE:
            return str(Profile(self.value).label)
        return ADVICES[self.value].label if self.kind == ADVICE else ""


@dataclass(frozen=True)
class NearbyShortcut:
    """A link from a pupil's word to schools around a place, filtered by its meaning."""

    word: str
    meaning: Meaning
    is_whole_query: bool
    schools_had_it: str = ""  # as text; empty if no school is known to have the profile
    address: str = ""  # URL of the page around the place in the query
    place: str = ""
    choices: tuple[GazetteerEntry, ...] = ()

    @property
    def kind(self) -> str:
        return self.meaning.kind

    @property
    def label(self) -> str:
        return self.meaning.label

    @property
    def value(self) -> str:
        return self.meaning.value

    @property
    def names_profile(self) -> bool:
        """Whether the query contains the name of a profile, or its abbreviation."""
        words, of_label = (
            [word for word in words_in(text) if word != AND] for text in (self.word, self.label)
        )
        return self.kind == PROFILE and (words == of_label or "".join(words) == self.value)

    @property
    def params(self) -> list[tuple[str, str]]:
        has_no_school = self.kind == PROFILE and not self.schools_had_it
        if has_no_school or not self.meaning.value:
            return []
        return [(self.kind, self.meaning.value)]

    @property
    def query(self) -> str:
        return f"?{urlencode(self.params)}" if self.params else ""


def _stems(text: str) -> tuple[str, ...]:
    return tuple(map(stem, words_in(text)))


def _read_meanings() -> Iterator[tuple[tuple[str, ...], Meaning]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        table: dict[str, dict[str, list[str]]] = tomllib.load(file)
    for kind in (PROFILE, ADVICE):
        for value, expressions in table[kind].items():
            for expression in expressions:
                yield _stems(expression), Meaning(kind, value)
    for expression in table[NEARBY]["woorden"]:
        yield _stems(expression), Meaning(NEARBY)
    for expression in table[NEARBY][OPEN_DAY]:
        yield _stems(expression), Meaning(OPEN_DAY)


MEANINGS = dict(_read_meanings())
# Also without "en": "bouwen wonen interieur".
FOUND_AS = {
    tuple(stem for stem in stems if stem != AND): meaning for stems, meaning in MEANINGS.items()
} | MEANINGS
# "Lassen" also finds texts that mention the profile in which pupils learn it, such as schools.
RELATED = {
    stems: tuple(words_in(meaning.label))
    for stems, meaning in FOUND_AS.items()
    if meaning.kind == PROFILE
}


@cached_per_version
def days_of_profiles(on: date) -> dict[str, list[PartialDate | None]]:
    """Map profiles to the dates on which schools are known to have them."""
    schools = (
        School.objects.published(on).not_closed(on).exclude_examples().filter(profiles_known=True)
    )
    days: defaultdict[str, list[PartialDate | None]] = defaultdict(list)
    for profiles, day in schools.order_by("pk").values_list("profiles", "profiles_on"):
        for profile in profiles:
            days[profile].append(day)
    return dict(days)


def nearby_shortcut(query: str, on: date) -> NearbyShortcut | None:
    """Return None unless the query has a pupil's word, perhaps with a place; the longest wins."""
    words = words_in(query)
    stems = [stem(word) for word in words]
    for size in range(min(MAX_WORDS, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            if meaning := FOUND_AS.get(tuple(stems[start : start + size])):
                return _shortcut(words, slice(start, start + size), meaning, on)
    return None


def _shortcut(
    words: list[str], position: slice, meaning: Meaning, on: date
) -> NearbyShortcut | None:
    word = " ".join(words[position]).replace(" s", "'s")
    others = words[: position.start] + words[position.stop :]
    place = " ".join(other for other in others if other not in FILLERS)
    had_it = ""
    if meaning.kind == PROFILE:
        if days := days_of_profiles(on).get(meaning.value):
            had_it = profile_words.dates_in_words(days)
        if word == meaning.value:
            word = profile_words.abbreviation(word)
    if not place:
        return NearbyShortcut(word, meaning, True, had_it)
    interpretation = interpret(place, on)
    if interpretation.redirect_to.startswith(reverse("nearby-start")):
        name = next((entry.name for entry in places_named(place, gazetteer(on))), place)
        return NearbyShortcut(word, meaning, False, had_it, interpretation.redirect_to, name)
    if interpretation.choices:
        around = tuple(entry for entry in interpretation.choices if entry.central_postcode)
        return NearbyShortcut(word, meaning, False, had_it, choices=around)
    return None
