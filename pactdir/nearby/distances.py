"""Distances of places and schools from a postcode, as query conditions and expressions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When

from partners.models.offer_conditions import offers_at, offers_by_regions

KM_UNKNOWN = 999


@dataclass(frozen=True)
class Distances:
    """Distances in whole km, by key, up to the limit. Without a place, the region counts.

    `unlocated` are the keys of schools in the postcode's municipality whose distance is unknown.
    """

    places: Mapping[int, int]
    schools: Mapping[int, int]
    unlocated: Collection[int]
    regions: Iterable[str]  # slugs of the regions of the postcode's municipality

    @property
    def offers(self) -> Q:
        there = _offers_at(self.places, [*self.schools, *self.unlocated])
        return there | offers_by_regions(slug__in=self.regions)

    @property
    def events(self) -> Q:
        there = _events_at(self.places, [*self.schools, *self.unlocated])
        return there | Q(place=None, school=None, region__slug__in=self.regions)

    @property
    def km_of_offers(self) -> Case:
        return _case(
            When(_offers_at(*keys), then=Value(km)) for km, keys in self._by_distance.items()
        )

    @property
    def km_of_events(self) -> Case:
        return _case(
            When(_events_at(*keys), then=Value(km)) for km, keys in self._by_distance.items()
        )

    @property
    def _by_distance(self) -> dict[int, tuple[list[int], list[int]]]:
        groups: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for number, kms in enumerate((self.places, self.schools)):
            for key, km in kms.items():
                groups[km][number].append(key)
        return dict(groups)


def _offers_at(places: Iterable[int], schools: Iterable[int]) -> Q:
    return offers_at({"in": list(places)}, {"in": list(schools)})


def _events_at(places: Iterable[int], schools: Iterable[int]) -> Q:
    return Q(place__in=list(places)) | Q(place=None, school__in=list(schools))


def _case(whens: Iterable[When]) -> Case:
    return Case(*whens, default=Value(KM_UNKNOWN), output_field=IntegerField())
