"""Municipalities, their successions, places and postcodes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from regions.models import Municipality, MunicipalitySuccession, Region
from tests import make
from tests.impossible import refused_by_the_database, refused_twice, refused_with_message

DAY = date(2024, 6, 15)


# Constraints


@pytest.mark.parametrize(
    "code", ["0361", "gm0361", "GM361", "GM03611", "GM036A", "GM0361\n", "GM٠٣٦١"]
)
def test_a_municipality_code_is_gm_and_four_digits(db, code):
    message = "Een CBS-code is GM en vier cijfers."
    refused_with_message(make.a_municipality(), message, code=code)


def test_a_municipality_code_is_unique(db):
    make.a_municipality(code="GM0361")
    refused_by_the_database(make.a_municipality(), code="GM0361")
    with pytest.raises(ValidationError):
        make.a_municipality(code="GM0361")


def test_a_municipality_ends_after_its_start(db):
    refused_twice(
        make.a_municipality(),
        "Het einde ligt vóór het begin.",
        valid_from="2022",
        valid_until="31-12-2021",
    )


def test_a_municipality_may_end_in_the_year_of_its_start(db):
    make.a_municipality(valid_from="2022", valid_until="juni 2022")


def test_a_municipality_cannot_succeed_itself(db):
    row = make.a_succession()
    refused_twice(row, "Een gemeente kan zichzelf niet opvolgen.", new=row.old)


def test_successions_cannot_form_a_cycle(db):
    first = make.a_succession()
    second = make.a_succession(old=first.new)
    third = MunicipalitySuccession(old=second.new, new=first.old, on="2030")
    refused_with_message(third, "Een gemeente kan zichzelf niet opvolgen.")


def test_a_succession_may_be_reversed(db):
    row = make.a_succession()
    row.old, row.new = row.new, row.old
    row.save()


def test_successions_may_split_and_merge(db):
    split = make.a_succession()
    make.a_succession(old=split.old)
    make.a_succession(new=split.new)
    assert split.old.successions.count() == split.new.predecessions.count() == 2


def test_a_succession_is_unique_and_needs_a_date(db):
    row = make.a_succession()
    again = MunicipalitySuccession(old=row.old, new=row.new, on="2023")
    refused_with_message(again, "Deze herindeling staat er al.")
    refused_by_the_database(make.a_succession(), old=row.old, new=row.new)
    with pytest.raises(ValidationError):
        make.a_succession(on=None)


@pytest.mark.parametrize("code", ["0123", "170", "17033", "1703AB", "17a3", "1703\n"])
def test_a_postcode_area_is_four_digits(db, code):
    row = make.a_postcode_area()
    refused_with_message(row, "Vier cijfers, niet met een 0 voorop.", code=code)


@pytest.mark.parametrize(
    "point", [{"latitude": 40.0}, {"latitude": 60.0}, {"longitude": 2.0}, {"longitude": 9.0}]
)
def test_a_point_must_be_within_the_country(db, point):
    with pytest.raises(ValidationError) as refusal:
        make.a_postcode_area(**point)
    assert list(refusal.value.message_dict) == list(point)


def test_a_place_is_unique_within_its_municipality(db):
    place = make.a_place(name="Bergen")
    other = make.a_place(name="Bergen")
    refused_twice(other, "Deze plaats staat er al.", municipality=place.municipality)


# Search by name


def test_a_municipality_is_found_by_its_own_names(db):
    bergen = make.a_municipality(name="Bergen", official_name="Bergen (NH.)")
    make.a_municipality(name="Hoorn")
    for text in ("bergen", "Bergen (NH", "bergen nh"):
        assert list(Municipality.objects.named(text)) == [bergen]


def test_a_municipality_is_found_by_former_municipalities_and_places(db):
    new = make.a_municipality(name="Dijk en Waard")
    old = make.a_municipality(name="Langedijk")
    make.a_municipality(name="Hoorn")
    make.a_succession(old=old, new=new)
    make.a_place(name="Zuid-Scharwoude", municipality=new)
    assert set(Municipality.objects.named("langedijk")) == {old, new}
    assert list(Municipality.objects.named("zuid scharw")) == [new]
    assert list(Municipality.objects.named("dijk en waard")) == [new]


@pytest.mark.parametrize(
    ("since", "until", "exists"),
    [
        (None, None, True),
        ("2024-06-16", None, False),
        ("2024-06-15", None, True),
        ("2025", None, False),
        (None, "2024-06-14", False),
        (None, "2024-06-15", True),
        (None, "2023", False),
        (None, "2024", True),
    ],
)
def test_a_municipality_is_current_from_its_first_day_through_its_last(db, since, until, exists):
    make.a_municipality(valid_from=since, valid_until=until)
    assert Municipality.objects.current(DAY).exists() is exists


# Stated, derived or unknown links


def school_takes_part(municipality, school=None, **participation):
    school = make.a_school(municipality=municipality, **(school or {}))
    return make.a_school_participation(school=school, **participation)


def querysets_with(municipality, on=DAY, **region):
    verbs = {
        "stated": Municipality.objects.stated(on, **region),
        "derived": Municipality.objects.derived(on, **region),
        "with": Municipality.objects.with_region(on, **region),
    }
    names = {verb for verb, rows in verbs.items() if municipality in rows}
    if not region and municipality in Municipality.objects.without_region(on):
        names.add("without")
    return names


def test_a_municipality_without_participation_or_school_has_no_region(db):
    municipality = make.a_municipality()
    make.a_school(municipality=municipality)
    assert querysets_with(municipality) == {"without"}
    assert not Region.objects.in_municipalities(Municipality.objects.all(), DAY).exists()


def test_a_participation_of_the_municipality_is_stated(db):
    row = make.a_municipality_participation()
    assert querysets_with(row.municipality) == {"stated", "with"}


def test_a_link_through_a_participating_school_is_derived(db):
    row = school_takes_part(make.a_municipality())
    assert querysets_with(row.school.municipality) == {"derived", "with"}


def test_a_stated_link_takes_precedence_over_a_derived_one(db):
    row = make.a_municipality_participation()
    school_takes_part(row.municipality, region=row.region)
    assert querysets_with(row.municipality) == {"stated", "with"}
    assert querysets_with(row.municipality, pk=row.region.pk) == {"stated", "with"}


def test_links_may_be_stated_in_one_region_and_derived_in_another(db):
    row = make.a_municipality_participation()
    other = school_takes_part(row.municipality).region
    assert querysets_with(row.municipality, pk=row.region.pk) == {"stated", "with"}
    assert querysets_with(row.municipality, pk=other.pk) == {"derived", "with"}
    assert querysets_with(row.municipality, slug=make.a_region().slug) == set()


def test_a_municipality_is_listed_once_despite_several_rows_and_schools(db):
    municipality = make.a_municipality()
    region = school_takes_part(municipality).region
    school_takes_part(municipality, region=region)
    school_takes_part(municipality)
    assert list(Municipality.objects.derived(DAY)) == [municipality]
    assert list(Municipality.objects.with_region(DAY)) == [municipality]
    around = Region.objects.in_municipalities(Municipality.objects.all(), DAY)
    assert around.count() == 2


ENDED = {"until": "mei 2024"}
NOT_STARTED = {"since": "juli 2024"}


@pytest.mark.parametrize("period", [ENDED, NOT_STARTED], ids=["ended", "not begun"])
def test_a_participation_outside_its_period_does_not_count(db, period):
    stated = make.a_municipality_participation(**period).municipality
    derived = school_takes_part(make.a_municipality(), **period).school.municipality
    assert querysets_with(stated) == querysets_with(derived) == {"without"}
    everyone = Municipality.objects.all()
    assert not Region.objects.in_municipalities(everyone, DAY).exists()
    other_day = date(2024, 5, 31) if period is ENDED else date(2024, 7, 1)
    assert querysets_with(stated, on=other_day) == {"stated", "with"}
    assert querysets_with(derived, on=other_day) == {"derived", "with"}


def test_a_draft_region_does_not_count(db):
    draft = make.a_region(**make.drafts)
    stated = make.a_municipality_participation(region=draft).municipality
    derived = school_takes_part(make.a_municipality(), region=draft).school.municipality
    assert querysets_with(stated) == querysets_with(derived) == {"without"}
    assert not Region.objects.in_municipalities(Municipality.objects.all(), DAY).exists()


@pytest.mark.parametrize(
    "school",
    [{"published_from": None}, {"published_from": date(2024, 6, 16)}, {"closed_on": "2024-06-15"}],
    ids=["draft", "published later", "closed"],
)
def test_a_draft_or_closed_school_does_not_count(db, school):
    municipality = make.a_municipality()
    school_takes_part(municipality, school=school)
    assert querysets_with(municipality) == {"without"}
    assert not Region.objects.in_municipalities(Municipality.objects.all(), DAY).exists()


def test_a_school_that_closes_tomorrow_counts(db):
    municipality = make.a_municipality()
    school_takes_part(municipality, school={"closed_on": "2024-06-16"})
    assert querysets_with(municipality) == {"derived", "with"}


def test_schools_count_after_a_participation_of_the_municipality_ended(db):
    row = make.a_municipality_participation(**ENDED)
    school_takes_part(row.municipality, region=row.region)
    assert querysets_with(row.municipality) == {"derived", "with"}


def test_all_conditions_apply_to_the_same_participation(db):
    municipality = make.a_municipality()
    ended = make.a_municipality_participation(municipality=municipality, **ENDED).region
    running = make.a_municipality_participation(municipality=municipality).region
    assert querysets_with(municipality, pk=ended.pk) == set()
    assert querysets_with(municipality, pk=running.pk) == {"stated", "with"}
    municipalities = Municipality.objects.filter(pk=municipality.pk)
    assert list(Region.objects.in_municipalities(municipalities, DAY)) == [running]


def test_regions_in_municipalities_include_stated_and_derived(db):
    stated = make.a_municipality_participation()
    derived = school_takes_part(make.a_municipality())
    make.a_municipality_participation()
    municipalities = Municipality.objects.filter(
        pk__in=[stated.municipality.pk, derived.school.municipality.pk]
    )
    regions = Region.objects.in_municipalities(municipalities, DAY)
    assert set(regions) == {stated.region, derived.region}


def test_example_municipalities_can_be_excluded(db):
    real = make.a_municipality()
    make.a_municipality(is_example=True)
    assert list(Municipality.objects.exclude_examples()) == [real]
