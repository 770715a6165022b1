"""Finds the current municipalities for the name of a former municipality or of a place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from regions.directory import Moved
from regions.models import Municipality, MunicipalitySuccession, Place
from regions.names.folding import fold
from regions.names.other_names import names_meant, other_names_meant
from regions.wording.dutch import listed

# In data files a suffix distinguishes places of the same name: "Haren Gn".
SUFFIXES = {"dr", "fl", "fr", "gld", "gn", "gr", "lb", "l", "nb", "nh", "ov", "ut", "zh", "zld"}


def several_meant(slug: str, day: date) -> FormerName:
    """Raises Moved if a slug of no current municipality means one, Http404 if it means none."""
    former_name = FormerName(slug, day)
    if not former_name.candidates:
        # Raises Moved if it was only renamed, else Http404.
        Municipality.objects.current(day).find(slug)
    if len(former_name.candidates) == 1:
        raise Moved(former_name.candidates[0].get_absolute_url())
    return former_name


@dataclass
class FormerName:
    """The current municipalities that a slug may mean, and why."""

    slug: str
    day: date
    candidates: list[Municipality] = field(init=False)

    def __post_init__(self) -> None:
        by_key = {
            municipality.pk: municipality
            for municipality in [*self._successors, *self._merged_into, *self._with_place]
        }
        self.candidates = sorted(by_key.values(), key=lambda row: (row.folded_name, row.pk))

    @cached_property
    def _old(self) -> Municipality | None:
        return Municipality.objects.real().filter(slug=self.slug).first()

    @cached_property
    def _successions(self) -> list[MunicipalitySuccession]:
        if self._old is None:
            return []
        successions = MunicipalitySuccession.objects.filter(old=self._old, on__lte=self.day)
        return list(successions.select_related("new"))

    @cached_property
    def _successors(self) -> list[Municipality]:
        current = Municipality.objects.current(self.day)
        onward: defaultdict[int, set[int]] = defaultdict(set)
        for old, new in MunicipalitySuccession.objects.filter(on__lte=self.day).values_list(
            "old", "new"
        ):
            onward[old].add(new)
        ahead = {succession.new_id for succession in self._successions}
        reached: set[int] = set()
        while ahead:
            reached |= ahead
            ended = ahead - set(current.filter(pk__in=ahead).values_list("pk", flat=True))
            ahead = {new for old in ended for new in onward[old]} - reached
        return list(current.filter(pk__in=reached))

    @cached_property
    def _merged_into(self) -> list[Municipality]:
        # Before the reorganisations in the database.
        if self._old:
            return []
        merged = names_meant(self._text, "former_municipality", whole=True)
        return list(Municipality.objects.current(self.day).filter(folded_name__in=merged))

    @cached_property
    def _with_place(self) -> list[Municipality]:
        current = Municipality.objects.current(self.day)
        named = current.filter(pk__in=self._places.values("municipality"))
        return list(named) or list(current.also_called(self._text))

    @property
    def _text(self) -> str:
        return self.slug.replace("-", " ")

    @property
    def _places(self) -> QuerySet[Place]:
        # With or without a suffix: "Vianen NB".
        folded = fold(self._text)
        names = [folded, *(f"{folded} {suffix}" for suffix in SUFFIXES)] if folded else []
        return Place.objects.filter(folded_name__in=names)

    @property
    def name(self) -> str:
        if self._old:
            return self._old.name
        place = self._places.order_by("folded_name").first()
        merged = other_names_meant(self._text, "former_municipality", whole=True)
        return place.name if place else merged[0][0] if merged else self._text

    @property
    def sentences(self) -> list[str]:
        sentences = []
        if self._old and self._successions:
            until, on = self._old.valid_until, self._successions[0].on
            lasted = f"bestond tot en met {until}" if until else "is er niet meer"
            into = sorted(succession.new.name for succession in self._successions)
            sentences.append(
                f"De gemeente {self._old} {lasted} en is per {on} verdeeld over de gemeenten "
                f"{listed(into)}."
                if len(into) > 1
                else f"De gemeente {self._old} {lasted} en hoort sinds {on} bij de gemeente "
                f"{into[0]}."
            )
            successors = set(self._successors)
            with_place = [row for row in self._with_place if row not in successors]
            if elsewhere := [municipality.name for municipality in with_place]:
                noun = "gemeente" if len(elsewhere) == 1 else "gemeenten"
                sentences.append(f"{self._old} is ook een plaats in de {noun} {listed(elsewhere)}.")
        return sentences

    @property
    def rows(self) -> list[tuple[Municipality, bool]]:
        """Each candidate, with whether a place of that name lies in it."""
        with_place = set(self._with_place)
        return [(municipality, municipality in with_place) for municipality in self.candidates]
