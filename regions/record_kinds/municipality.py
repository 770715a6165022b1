"""Municipalities, which can also be found by former names and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Prefetch, QuerySet

from regions.directory import (
    ALWAYS,
    Fixture,
    RecordKind,
    RegionPeriod,
    SearchText,
    model_at,
    register,
    register_rows,
)
from regions.models import (
    Municipality,
    MunicipalitySuccession,
    Neighbour,
    Place,
    PostcodeArea,
)
from regions.models.periods import period_by_school, period_of
from regions.names.folding import is_same_name


@register
class MunicipalityRecords(RecordKind):
    model = Municipality
    fixture = Fixture("municipality", ("slug",), (("code",), ("slug",)))
    sitemap = "gemeenten"
    page_parts = ("participations", "predecessions")
    search_number = 1
    search_key, search_label, search_plural = "gemeente", "gemeente", "Gemeenten"
    search_parts = (
        "participations",
        "predecessions",
        "places",
        "schools",
        "schools__participations",
    )

    def pages(self, on: date) -> QuerySet:
        # Exclude municipalities that no longer exist; a municipality is never a draft.
        return Municipality.objects.current(on).exclude_examples()

    def search_texts(self, keys: Iterable[int]) -> Iterator[SearchText]:
        schools = model_at(Municipality, "schools").objects
        rows = Municipality.objects.filter(pk__in=keys).prefetch_related(
            "places",
            "participations",
            Prefetch("schools", schools.filter(published_from__isnull=False)),
            "schools__participations",
        )
        former_names = _FormerNames()
        for municipality in rows:
            yield _text_of(municipality, former_names.of(municipality.pk))


def _text_of(municipality: Municipality, former: list[list[str]]) -> SearchText:
    places = [place.name for place in municipality.places.all()]
    since, until = municipality.valid_from, municipality.valid_until
    return SearchText(
        municipality,
        names=[municipality.official_name, *(name for name, _ in former), *places],
        more=[municipality.get_province_display(), "gemeente"],
        shown={
            "was": former,
            "places": [name for name in places if not is_same_name(name, municipality.name)],
            "where": [municipality.province_in_words],
        },
        shown_from=since.first_day if since else ALWAYS,
        shown_until=until.last_day if until else None,
        is_example=municipality.is_example,
        regions=[*_stated(municipality), *_by_schools(municipality)],
    )


def _stated(municipality: Municipality) -> Iterator[RegionPeriod]:
    for row in municipality.participations.all():
        yield row.region_id, *period_of(row)


def _by_schools(municipality: Municipality) -> Iterator[RegionPeriod]:
    for school in municipality.schools.all():
        for row in school.participations.all():
            if period := period_by_school(row, school):
                yield row.region_id, *period


class _FormerNames:
    """Former names of municipalities, through any number of reorganisations."""

    def __init__(self) -> None:
        self.rows: defaultdict[int, list[MunicipalitySuccession]] = defaultdict(list)
        for row in MunicipalitySuccession.objects.select_related("old").order_by("pk"):
            self.rows[row.new_id].append(row)

    def of(self, key: int) -> list[list[str]]:
        """Return [name, ISO date since which it is a former name] pairs."""
        days: dict[str, date] = {}
        ahead, seen = [(key, ALWAYS)], {key}
        while ahead:
            here, since = ahead.pop()
            for row in self.rows[here]:
                day = max(since, row.on.first_day)
                days[row.old.name] = min(day, days.get(row.old.name, day))
                if row.old_id not in seen:
                    seen.add(row.old_id)
                    ahead.append((row.old_id, day))
        return [[name, day.isoformat()] for name, day in sorted(days.items())]


register_rows(MunicipalitySuccession, Fixture("municipality_succession", ("old", "new")))
register_rows(Place, Fixture("place", ("municipality", "name")))
register_rows(PostcodeArea, Fixture("postcode_area", ("code",)))
register_rows(Neighbour, Fixture("neighbour", ("municipality", "neighbour")))
