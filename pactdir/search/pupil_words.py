"""From a pupil's word to schools close by: which choice fits it, and round which place."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from django.urls import reverse

from pactdir.search.question import SAY_NOTHING
from pactdir.search.words import stem, words_in
from pactdir.search_box.gazetteer import Known, gazetteer
from pactdir.search_box.understanding import meant_by, understand
from regions.writing.version_cache import cached_per_version
from schools.advice import ADVICES
from schools.models import Profile, School

PROFILE, ADVICE, NEARBY, OPEN_DAY = "profiel", "advies", "dichtbij", "open-dag"
LONGEST = 4  # words
# Beside a pupil's word they ask nothing more.
FILLERS = SAY_NOTHING | {
    *("leren", "worden", "doen", "iets", "school", "scholen", "opleiding", "opleidingen", "wil"),
    *("kan", "kun", "graag", "leuk", "werken", "cursus", "buurt", "dichtbij", "mij", "vmbo", "s"),
    *(
        "niveau",
        "advies",
        "profiel",
        "maken",
        "richting",
        "later",
        "beroep",
        "vak",
        "dichtstbijzijnde",
    ),
}


@dataclass(frozen=True)
class Meaning:
    kind: str
    value: str = ""

    @property
    def label(self) -> str:
        """The profile or the advice in words."""
        if self.kind == PROFILE:
            return str(Profile(self.value).label)
        return ADVICES[self.value].label if self.kind == ADVICE else ""


@dataclass(frozen=True)
class Step:
    """The way from a word to what is near."""

    word: str
    meaning: Meaning
    is_all: bool  # nothing else was asked
    known: int = 0  # schools of which is known that they have the profile
    address: str = ""  # of the surroundings of the place that was asked too
    place: str = ""
    choices: tuple[Known, ...] = ()

    @property
    def kind(self) -> str:
        return self.meaning.kind

    @property
    def label(self) -> str:
        return self.meaning.label

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What goes along in the address of what is near; no profile that leads to no school."""
        is_empty = self.kind == PROFILE and not self.known
        return [] if is_empty or not self.meaning.value else [(self.kind, self.meaning.value)]

    @property
    def query(self) -> str:
        return f"?{urlencode(self.fields)}" if self.fields else ""


def _stems(text: str) -> tuple[str, ...]:
    return tuple(map(stem, words_in(text)))


def _meanings() -> Iterator[tuple[tuple[str, ...], Meaning]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        table: dict[str, dict[str, list[str]]] = tomllib.load(file)
    for kind in (PROFILE, ADVICE):
        for value, words in table[kind].items():
            for word in words:
                yield _stems(word), Meaning(kind, value)
    for word in table[NEARBY]["woorden"]:
        yield _stems(word), Meaning(NEARBY)
    for word in table[NEARBY][OPEN_DAY]:
        yield _stems(word), Meaning(OPEN_DAY)


MEANINGS = dict(_meanings())


@cached_per_version
def schools_by_profile(on: date) -> Counter[str]:
    """Of how many real open schools each profile is known."""
    schools = School.objects.published(on).not_closed(on).real().filter(profiles_known=True)
    rows = schools.order_by().values_list("profiles", flat=True)
    return Counter(profile for profiles in rows for profile in profiles)


def step_from(question: str, on: date) -> Step | None:
    """Where the question is a pupil's word, with or without a place; nothing where it is more."""
    words = words_in(question)
    stems = [stem(word) for word in words]
    for size in range(min(LONGEST, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            if meaning := MEANINGS.get(tuple(stems[at : at + size])):
                return _step(words, at, size, meaning, on)
    return None


def _step(words: list[str], at: int, size: int, meaning: Meaning, on: date) -> Step | None:
    word = " ".join(words[at : at + size]).replace(" s", "'s")
    rest = [one for one in words[:at] + words[at + size :] if one not in FILLERS]
    known = schools_by_profile(on)[meaning.value] if meaning.kind == PROFILE else 0
    if not rest:
        return Step(word, meaning, is_all=True, known=known)
    place = " ".join(rest)
    around = understand(place, on)
    if around.leads_to.startswith(reverse("nearby-start")):
        name = next((one.name for one in meant_by(place, gazetteer(on))), place)
        return Step(word, meaning, False, known, address=around.leads_to, place=name)
    if around.choices:
        here = tuple(one for one in around.choices if one.central)
        return Step(word, meaning, False, known, choices=here)
    return None
