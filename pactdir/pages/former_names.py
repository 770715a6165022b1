"""Finds the current municipalities that the name of a former municipality or a place refers to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from regions.directory import Moved
from regions.models import Municipality, MunicipalitySuccession, Place
from regions.names.folding import fold
from regions.names.other_names import matching_official_names, matching_other_names
from regions.wording.dutch import listed

# In data files a suffix distinguishes places of the same name: "Haren Gn".
SUFFIXES = {"dr", "fl", "fr", "gld", "gn", "gr", "lb", "l", "nb", "nh", "ov", "ut", "zh", "zld"}


def resolve_name(slug: str, day: date) -> FormerName:
    """Return a name of several municipalities; raise Moved for one, Http404 for none."""
    former_name = FormerName(slug, day)
    if not former_name.candidates:
        # Raises Moved if it was only renamed, else Http404.
        Municipality.objects.current(day).find(slug)
    if len(former_name.candidates) == 1:
        raise Moved(former_name.candidates[0].get_absolute_url())
    return former_name


@dataclass
class FormerName:
    """The current municipalities that a slug may stand for, and why."""

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
    def _former(self) -> Municipality | None:
        return Municipality.objects.exclude_examples().filter(slug=self.slug).first()

    @cached_property
    def _successions(self) -> list[MunicipalitySuccession]:
        if self._former is None:
            return []
        successions = MunicipalitySuccession.objects.filter(old=self._former, on__lte=self.day)
        return list(successions.select_related("new"))

    @cached_property
    def _successors(self) -> list[Municipality]:
        current = Municipality.objects.current(self.day)
        new_by_old: defaultdict[int, set[int]] = defaultdict(set)
        for old, new in MunicipalitySuccession.objects.filter(on__lte=self.day).values_list(
            "old", "new"
        ):
            new_by_old[old].add(new)
        to_visit = {succession.new_id for succession in self._successions}
        visited: set[int] = set()
        while to_visit:
            visited |= to_visit
            ended = to_visit - set(current.filter(pk__in=to_visit).values_list("pk", flat=True))
            to_visit = {new for old in ended for new in new_by_old[old]} - visited
        return list(current.filter(pk__in=visited))

    @cached_property
    def _merged_into(self) -> list[Municipality]:
        # Mergers from before the data in the database starts.
        if self._former:
            return []
        merged = matching_official_names(self._text, "former_municipality", whole=True)
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
        if self._former:
            return self._former.name
        place = self._places.order_by("folded_name").first()
        merged = matching_other_names(self._text, "former_municipality", whole=True)
        return place.name if place else merged[0][0] if merged else self._text

    @property
    def sentences(self) -> list[str]:
        sentences = []
        if self._former and self._successions:
            until, on = self._former.valid_until, self._successions[0].on
            lasted = f"bestond tot en met {until}" if until else "is er niet meer"
            into = sorted(succession.new.name for succession in self._successions)
            sentences.append(
                f"De gemeente {self._former} {lasted} en is per {on} verdeeld over de gemeenten "
                f"{listed(into)}."
                if len(into) > 1
                else f"De gemeente {self._former} {lasted} en hoort sinds {on} bij de gemeente "
                f"{into[0]}."
            )
            successors = set(self._successors)
            with_place = [row for row in self._with_place if row not in successors]
            if elsewhere := [municipality.name for municipality in with_place]:
                noun = "gemeente" if len(elsewhere) == 1 else "gemeenten"
                sentences.append(
                    f"{self._former} is ook een plaats in de {noun} {listed(elsewhere)}."
                )
        return sentences

    @property
    def rows(self) -> list[tuple[Municipality, bool]]:
        """Pair each candidate with whether it contains a place of that name."""
        with_place = set(self._with_place)
        return [(municipality, municipality in with_place) for municipality in self.candidates]
