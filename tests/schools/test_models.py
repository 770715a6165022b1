"""Schools: constraints and queries."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from schools.models import Figure, School, SchoolParticipation
from tests import make
from tests.impossible import refused_by_the_database, refused_twice, refused_with_message

DAY = date(2024, 6, 15)


def names(schools):
    return [school.name for school in schools]


# Invalid rows


def test_a_location_code_belongs_to_a_brin(db):
    message = "Een vestigingsnummer hoort bij een BRIN."
    refused_twice(make.a_school(), message, location_code="00", brin="")


def test_two_schools_cannot_share_a_duo_code(db):
    make.a_school(brin="00WD", location_code="01")
    other = make.a_school(brin="00WD", location_code="02")
    refused_twice(other, "Er is al een school met deze DUO-code.", location_code="01")


def test_several_locations_of_one_brin_may_lack_a_code(db):
    for _ in range(2):
        make.a_school(brin="00WD")
    make.a_school(brin="00WE", location_code="01")
    make.a_school(brin="00WD", location_code="01")


@pytest.mark.parametrize("code", ["0WD", "WD00", "00W1", "00WD!", "0000"])
def test_a_brin_is_two_digits_and_two_letters(db, code):
    school = make.a_school()
    school.brin = code
    with pytest.raises(ValidationError) as refusal:
        school.save()
    assert "brin" in refusal.value.message_dict


def test_a_brin_is_stored_in_capitals(db):
    assert make.a_school(brin="00wd", location_code="01").duo_code == "00WD01"
    assert make.a_school(brin="00WD").duo_code == ""


@pytest.mark.parametrize("code", ["0", "a0", "0-", "0\n"])
def test_a_location_code_is_two_characters(db, code):
    school = make.a_school(brin="00WD")
    refused_with_message(school, "Twee tekens, zoals 00.", location_code=code)


@pytest.mark.parametrize("postcode", ["1703AB", "1703 ab", "0703 AB", "1703", "1703 A\n"])
def test_a_postcode_has_only_one_format(db, postcode):
    refused_with_message(make.a_school(), "Schrijf 1234 AB.", postcode=postcode)


def test_profiles_require_the_known_mark(db):
    message = "Er staan profielen: vink ook 'profielen bekend' aan."
    refused_twice(make.a_school(), message, profiles=["pie"], profiles_known=False)
    assert make.a_school(profiles=["pie"], profiles_known=True).profiles == ["pie"]
    assert make.a_school(profiles_known=True).profiles == []


def test_a_school_cannot_succeed_itself(db):
    school = make.a_school()
    refused_twice(school, "Een school kan zichzelf niet opvolgen.", successor=school)


def test_the_place_must_be_in_the_municipality(db):
    hoorn = make.a_place(name="Hoorn", municipality=make.a_municipality(name="Hoorn"))
    message = "Hoorn ligt in de gemeente Hoorn."
    refused_with_message(make.a_school(), message, place=hoorn)


def test_the_place_determines_the_municipality(db):
    place = make.a_place()
    assert make.a_school(place=place).municipality == place.municipality


# As text


def test_an_address_lists_its_known_parts(db):
    alkmaar = make.a_municipality(name="Alkmaar")
    heiloo = make.a_place(name="Heiloo", municipality=alkmaar)
    assert make.a_school(place=heiloo).where == "Heiloo"
    assert make.a_school(municipality=alkmaar).where == "gemeente Alkmaar"
    assert make.a_school(municipality=None).where == ""


def test_levels_and_profiles_are_spelled_out(db):
    school = make.a_school(levels=["mbo", "vmbo-bkg"], profiles=["dp", "pie"], profiles_known=True)
    assert school.levels_in_words == "vmbo basis, kader of gemengd, mbo"
    assert school.profiles_in_words == (
        "Produceren, installeren en energie, Dienstverlening en producten"
    )


@pytest.mark.parametrize(
    ("closed_on", "is_closed"),
    [
        (None, False),
        ("2024-06-16", False),
        ("2024-06-15", True),
        ("juni 2024", True),
        ("2025", False),
    ],
)
def test_is_closed_from_the_first_possible_day(db, closed_on, is_closed):
    school = make.a_school(closed_on=closed_on)
    school.refresh_from_db()
    assert school.is_closed(DAY) is is_closed
    assert School.objects.not_closed(DAY).exists() is not is_closed


# Queries


def test_is_found_by_name_brand_former_name_and_place(db):
    place = make.a_place(name="Grootebroek")
    vonk = make.a_school(name="Vonk", brand="Kleurrijk", place=place)
    make.a_former_name(school=vonk, name="Clusius Collège")
    make.a_former_name(name="Een ander")
    make.a_school(name="Martinus")
    for text in ("vonk", "kleurRIJK", "clusius college", "grootebroek"):
        assert names(School.objects.named(text)) == ["Vonk"]
    assert vonk.former_names_in_words == "Clusius Collège"


def test_takes_part_only_on_the_dates_of_its_participation(db):
    region = make.a_region(slug="hier")
    make.a_school_participation(school=make.a_school(name="Ahorn"), region=region)
    make.a_school_participation(school=make.a_school(name="Beuk"), region=region, until="mei 2024")
    make.a_school_participation(school=make.a_school(name="Cipres"), region=region, since="2025")
    elsewhere = make.a_school_participation(school=make.a_school(name="Den"))
    assert names(School.objects.taking_part(DAY, slug="hier")) == ["Ahorn"]
    assert names(School.objects.taking_part(DAY)) == ["Ahorn", "Den"]
    assert names(School.objects.taking_part(date(2024, 5, 31), pk=region.pk)) == ["Ahorn", "Beuk"]
    assert names(School.objects.taking_part(DAY, pk=elsewhere.region.pk)) == ["Den"]


def test_takes_part_only_where_its_participation_is_open(db):
    left = make.a_school_participation(until="2023")
    make.a_school_participation(school=left.school)
    assert not School.objects.taking_part(DAY, pk=left.region.pk).exists()


def test_a_region_page_lists_schools_by_place_and_name(db):
    region = make.a_region()
    alkmaar, bergen = make.a_place(name="Alkmaar"), make.a_place(name="Bergen")
    for name, place in (("Den", bergen), ("Beuk", alkmaar), ("Ahorn", alkmaar)):
        make.a_school_participation(region=region, school=make.a_school(name=name, place=place))
    nowhere = make.a_school(name="Aalbes", municipality=None)
    make.a_school_participation(region=region, school=nowhere)
    make.a_school_participation(region=region, school=make.a_school(**make.drafts))
    rows = SchoolParticipation.objects.open(DAY).for_region_page(DAY)
    assert [row.school.name for row in rows] == ["Ahorn", "Beuk", "Den", "Aalbes"]


def test_is_published_from_its_date_and_examples_can_be_excluded(db):
    make.a_school(name="Ahorn", published_from=DAY)
    make.a_school(name="Beuk", published_from=date(2024, 6, 16))
    make.a_school(name="Cipres", **make.drafts)
    make.a_school(name="Den", is_example=True)
    assert names(School.objects.published(DAY)) == ["Ahorn", "Den"]
    assert names(School.objects.published(DAY).exclude_examples()) == ["Ahorn"]


def test_the_database_refuses_a_duplicate_code(db):
    make.a_school(brin="00WD", location_code="01")
    refused_by_the_database(make.a_school(), brin="00WD", location_code="01")


def test_a_school_is_found_by_its_name_at_duo(db):
    make.a_school(name="Thamen", official_name="Openbare Scholengemeenschap Thamen")
    make.a_school(name="Thamen Zuid")

    assert names(School.objects.named("scholengemeenschap")) == ["Thamen"]


@pytest.mark.parametrize("code", ["zuid holland", "a/b", "é"])
def test_the_code_of_an_area_can_be_used_in_a_url(db, code):
    with pytest.raises(ValidationError) as refused:
        make.a_figure(area_code=code)
    assert "area_code" in refused.value.message_dict


def test_a_figure_is_named_after_its_area_and_part(db, django_assert_num_queries):
    school = make.a_school(name="Het Baken")
    indicator = make.an_indicator(name="Aandeel techniek")
    row = make.a_figure(indicator=indicator, school=school, area_code="01FP00", level="vmbo-bb")

    assert str(row) == "Aandeel techniek, vmbo basis, Het Baken, 2019"
    loaded = Figure.objects.select_related("indicator", "school", "municipality", "region").get()
    with django_assert_num_queries(0):
        assert str(loaded) == str(row)
