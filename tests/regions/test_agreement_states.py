"""Python and SQL agree on the status of an agreement, for dates of every precision."""

from collections import defaultdict
from datetime import date
from itertools import combinations_with_replacement, product

import pytest
from django.db.models import OuterRef, Value

from regions.fields.partial_date import PartialDate, stored_number
from regions.filters import AHEAD, ENDED, PASSED, RUNS, UNKNOWN, state_of
from regions.models import Agreement, Region
from regions.models.agreements import (
    agreement_to_describe,
    by_mark,
    described_agreement_first,
    mark_on,
)
from regions.wording.shapes import Shape
from regions.writing.changing import changing
from tests import make

pytestmark = pytest.mark.django_db

DAYS = [
    date(2024, 1, 1),
    date(2024, 5, 31),
    date(2024, 6, 1),
    date(2024, 6, 15),
    date(2024, 6, 30),
    date(2024, 12, 31),
    date(2025, 1, 1),
]
DATES = [
    None,
    *(PartialDate.parse(text) for text in ("2023", "2024", "2025", "mei 2024", "juni 2024")),
    *(PartialDate.parse(text) for text in ("juli 2024", "1-1-2024", "14-6-2024", "15-6-2024")),
    *(PartialDate.parse(text) for text in ("16-6-2024", "30-6-2024", "31-12-2024")),
]
CHOICES = {
    Shape.OPEN: RUNS,
    Shape.AHEAD: AHEAD,
    Shape.PASSED: PASSED,
    Shape.ENDED: ENDED,
    Shape.UNKNOWN: UNKNOWN,
}


def periods(dates):
    """Every combination of start, end and termination that can be stored."""
    for starts, ends, terminated in product(dates, repeat=3):
        if all(
            starts is None or end is None or stored_number(starts) <= stored_number(end, end=True)
            for end in (ends, terminated)
        ):
            yield {"starts": starts, "ends": ends, "terminated": terminated}


def agreements_of(region, *rows):
    return [
        Agreement(
            region=region, kind="sto-project", termination_source="bron", source="bron", **row
        )
        for row in rows
    ]


def test_python_and_sql_agree_on_the_status_of_an_agreement():
    with changing():
        Agreement.objects.bulk_create(agreements_of(make.a_region(), *periods(DATES)))
    assert Agreement.objects.count() > 1000
    names = {mark: Value(mark.name) for mark in CHOICES}

    marks = set()
    for on in DAYS:
        for agreement in Agreement.objects.annotate(mark=by_mark(on, names)):
            mark = mark_on(agreement, on)
            assert agreement.mark == mark.name, (on, vars(agreement))
            marks.add(mark)
    assert marks == set(CHOICES)


def choice_of(agreements, on):
    """The option in the region list for a region with these agreements."""
    agreement = agreement_to_describe(agreements, on)
    has_follow_up = any(other.is_ahead(on) for other in agreements)
    mark = mark_on(agreement, on)
    return AHEAD if mark == Shape.PASSED and has_follow_up else CHOICES[mark]


def test_python_and_sql_agree_on_the_agreement_to_describe():
    texts = ("2024", "15-6-2024", "31-12-2024")
    pairs = list(combinations_with_replacement(periods([None, *map(PartialDate.parse, texts)]), 2))
    with changing():
        regions = Region.objects.bulk_create(
            Region(name=f"Regio {number}", slug=f"regio-{number}", kind="sto")
            for number in range(len(pairs))
        )
        Agreement.objects.bulk_create(
            agreement
            for region, pair in zip(regions, pairs, strict=True)
            for agreement in agreements_of(region, *pair)
        )

    for on in DAYS:
        choices = dict(
            Region.objects.annotate(choice=state_of(OuterRef("pk"), on)).values_list("pk", "choice")
        )
        spoken_first = defaultdict(list)
        for agreement in Agreement.objects.order_by("region", *described_agreement_first(on)):
            spoken_first[agreement.region_id].append(agreement)
        for region, agreements in spoken_first.items():
            assert agreement_to_describe(agreements[::-1], on) == agreements[0], (on, agreements)
            assert choice_of(agreements, on) == choices[region], (on, agreements)
