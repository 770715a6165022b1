"""Offers: what may be stored, and their status on a date."""

import re
from datetime import date
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Value
from django.http import QueryDict

from pactdir.to_do.filters import ToDoFilter
from partners.models import Offer, OfferState, by_state, state_of
from partners.offer_words import OfferOn
from regions.clock import AsOf, today
from regions.fields.partial_date import PartialDate, stored_number
from regions.writing.changing import changing
from tests import make

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 30)
DAYS = [date(2024, 2, 29), date(2024, 6, 15), date(2024, 12, 31), date(2025, 1, 1)]
DATES = [
    None,
    *(PartialDate.parse(text) for text in ("2023", "2024", "2025", "juni 2023", "juni 2024")),
    *(PartialDate.parse(text) for text in ("28-2-2023", "1-3-2023", "15-6-2023", "16-6-2023")),
    *(PartialDate.parse(text) for text in ("31-12-2023", "14-6-2024", "15-6-2024", "16-6-2024")),
]


def test_python_and_sql_agree_on_the_status():
    region, names = make.a_region(), {}
    for state in OfferState:
        names[state] = Value(str(state), models.CharField())
    rows = [
        Offer(
            name="x", kind="stage", region=region, starts=first, ends=last, source_dated=dated,
            is_of_region=True,
        )
        for first, last, dated in product(DATES, repeat=3)
        if first is None or last is None or stored_number(first) <= stored_number(last, end=True)
    ]  # fmt: skip
    with changing():
        Offer.objects.bulk_create(rows)

    for days in (DAYS, [AsOf(DAY, on) for on in DAYS]):
        seen = set()
        for on in days:
            for offer in Offer.objects.annotate(sql_state=by_state(on, names)):
                assert state_of(offer, on) == offer.sql_state, (offer.starts, offer.ends, on)
                seen.add(offer.sql_state)
        assert seen == set(OfferState)


@pytest.mark.parametrize(
    ("dates", "label", "sentence"),
    [
        ({"ends": "2026"}, "Is er nu", ""),
        ({"starts": "2027", "ends": "2027"}, "Komt nog", ""),
        ({"starts": "2025", "ends": "29-11-2026"}, "Was er van 2025 tot en met 2026", ""),
        ({"ends": "oktober 2026"}, "Was er in 2026", ""),
        ({"source_dated": "mei 2026"}, "Is er nu", "Wanneer het ophoudt, is niet bekend."),
        (
            {"starts": "8-1-2020", "source_dated": "2020"},
            "Niet zeker of het er nog is",
            "Begonnen op 8 januari 2020. Of het er nog is, weten wij niet.",
        ),
        (
            {"source_dated": "2020"},
            "Niet zeker of het er nog is",
            "Sinds 2020 genoemd. Of het er nog is, weten wij niet.",
        ),
        ({}, "Niet zeker of het er nog is", "Of het er nog is, weten wij niet."),
    ],
)
def test_describes_what_is_known_of_the_period(dates, label, sentence):
    row = OfferOn(make.an_offer(**{"starts": None, "ends": None, **dates}), DAY)

    assert (row.label, row.sentence) == (label, sentence)


def test_belongs_to_one_school_one_partner_or_the_region():
    school, partner = make.a_school(), make.a_partner()
    offers = [make.an_offer(school=school), make.an_offer(partner=partner), make.an_offer()]
    assert [offer.organisation for offer in offers] == [school, partner, offers[2].region]

    for owners in (
        {"school": school, "partner": partner},
        {"school": school, "is_of_region": True},
        {"is_of_region": False},
    ):
        with pytest.raises(ValidationError, match="één school, één partner"):
            make.an_offer(**owners)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_of_region": False},
        {"starts": PartialDate(2026), "ends": PartialDate(2025)},
        {"cost_note": "5 euro"},
    ],
)
def test_the_database_refuses_an_invalid_offer_too(fields):
    offer = make.an_offer()
    with pytest.raises(IntegrityError), transaction.atomic(), changing():
        Offer.objects.filter(pk=offer.pk).update(**fields)


def test_can_only_be_published_with_a_source():
    draft = make.an_offer(source="", published_from=None)
    draft.published_from = DAY
    with pytest.raises(ValidationError, match="zonder bron"):
        draft.save()


def test_an_example_school_cannot_have_an_offer_in_a_real_region():
    with pytest.raises(ValidationError, match="voorbeeldregio"):
        make.an_offer(school=make.a_school(is_example=True))
    offer = make.an_offer()
    with pytest.raises(ValidationError, match="voorbeeldregio"):
        make.an_offer_region(offer=offer, region=make.a_region(is_example=True))


def test_its_own_region_is_not_an_additional_region():
    row = make.an_offer_region()
    with pytest.raises(ValidationError, match="al bij het aanbod zelf"):
        make.an_offer_region(offer=row.offer, region=row.offer.region)
    row.offer.region = row.region
    with pytest.raises(ValidationError, match="Haal haar daar eerst weg"):
        row.offer.save()


def test_published_offers_of_regions_are_found_without_looking_up_each_owner():
    # SQLite would also start with a joined region, and read the offers for each region.
    for rows in (Offer.objects.published(DAY), Offer.objects.in_regions(slug="almere")):
        assert "JOIN" not in str(rows.query).split("WHERE")[0]


def test_an_offer_of_an_owner_published_from_a_later_day_is_hidden_until_then():
    day, next_day = date(2026, 12, 1), date(2026, 12, 2)
    for owner in ("region", "school", "partner"):
        later = getattr(make, f"a_{owner}")(published_from=next_day)
        offer = make.an_offer(**{owner: later})
        assert offer not in Offer.objects.published(day)
        assert offer in Offer.objects.published(next_day)


def test_the_list_counts_and_sorts_without_reading_the_texts():
    (index,) = (index for index in Offer._meta.indexes if index.name == "offer_list")
    kept = {Offer._meta.get_field(field).column for field in index.fields}
    to_do = ToDoFilter(QueryDict(), on=today())
    for rows in (to_do.qs.order_by("folded_name").values("kind", "cost", "audience"), to_do.keys):
        read = set(re.findall(r'"partners_offer"\."(\w+)"', str(rows.query)))
        assert {"folded_name"} < read <= kept
        if connection.vendor == "sqlite":  # PostgreSQL decides by the size of the table
            assert "COVERING INDEX offer_list" in rows.explain()


def test_an_offer_of_a_draft_owner_is_hidden_and_a_draft_region_is_not_named():
    for owner in ("school", "partner"):
        make.an_offer(**{owner: getattr(make, f"a_{owner}")(published_from=None)})
    make.an_offer(region__published_from=None)
    shown = make.an_offer()
    hidden, other = make.a_region(published_from=None), make.a_region()
    for region in (hidden, other):
        make.an_offer_region(offer=shown, region=region)

    (offer,) = Offer.objects.published(DAY).for_page(DAY)
    assert offer.regions == [shown.region, other]
    assert list(Offer.objects.published(DAY).in_regions(pk=other.pk)) == [shown]


def test_current_offers_precede_those_that_may_have_ended_and_past_ones():
    periods = {
        "past": {"ends": "2025"},
        "unsure": {"ends": None, "source_dated": "2020"},
        "later": {"starts": "1-2-2027"},
        "soon": {"starts": "1-12-2026"},
        "now": {},
    }
    for name, period in periods.items():
        make.an_offer(name=name, **period)

    assert [offer.name for offer in Offer.objects.upcoming_first(DAY)] == [*periods][::-1]
    assert [offer.name for offer in Offer.objects.upcoming(DAY)] == ["now", "soon", "later"]
