"""Which municipality has to do with which region, and how we know: stated or derived."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from regions.models import Municipality, MunicipalityParticipation, Region
from regions.periods import not_closed_on, open_on


@dataclass(frozen=True)
class TakingPart:
    """One municipality and one region; without a participation the link is derived."""

    municipality: Municipality
    region: Region
    participation: MunicipalityParticipation | None

    @property
    def is_stated(self) -> bool:
        return self.participation is not None


def taking_part(
    on: date,
    *,
    regions: Iterable[Region] | None = None,
    municipalities: Iterable[Municipality] | None = None,
) -> list[TakingPart]:
    """All links of that day of these regions or municipalities, by their names.

    Takes the same four queries for any number of them.
    """
    stated = _stated(on, regions, municipalities)
    known = {(row.region_id, row.municipality_id) for row in stated}
    derived = sorted(_derived_pairs(on, regions, municipalities) - known)
    region_by_pk = Region.objects.in_bulk({region for region, _ in derived})
    municipality_by_pk = Municipality.objects.in_bulk({place for _, place in derived})
    links = [TakingPart(row.municipality, row.region, row) for row in stated]
    links += [
        TakingPart(municipality_by_pk[place], region_by_pk[region], None)
        for region, place in derived
    ]
    return sorted(
        links,
        key=lambda link: (
            link.municipality.folded_name,
            link.municipality.code,
            link.region.folded_name,
            link.region.slug,
        ),
    )


def _stated(
    on: date,
    regions: Iterable[Region] | None,
    municipalities: Iterable[Municipality] | None,
) -> list[MunicipalityParticipation]:
    rows = MunicipalityParticipation.objects.open(on).select_related("region", "municipality")
    if regions is not None:
        rows = rows.filter(region__in=list(regions))
    if municipalities is not None:
        rows = rows.filter(municipality__in=list(municipalities))
    return list(rows)


def _derived_pairs(
    on: date,
    regions: Iterable[Region] | None,
    municipalities: Iterable[Municipality] | None,
) -> set[tuple[int, int]]:
    municipality = "school_participations__school__municipality"
    asked = Q(**{f"{municipality}__isnull": False})
    if municipalities is not None:
        asked &= Q(**{f"{municipality}__in": list(municipalities)})
    if regions is not None:
        asked &= Q(pk__in=[region.pk for region in regions])
    pairs = Region.objects.filter(
        asked,
        open_on(on, "school_participations__"),
        not_closed_on(on, "school_participations__school__"),
    )
    return set(pairs.values_list("pk", municipality))
