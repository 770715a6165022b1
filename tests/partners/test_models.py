"""Partners: constraints, participation and order."""

from datetime import date

import pytest

from partners.models import Partner, PartnerParticipation, by_kind
from tests import make
from tests.impossible import refused_twice, refused_with_message

DAY = date(2024, 6, 15)


def names(partners):
    return [partner.name for partner in partners]


@pytest.mark.parametrize("number", ["1234567", "123456789", "1234567a", "12345678\n"])
def test_a_kvk_number_must_be_eight_digits(db, number):
    partner = make.a_partner()
    partner.kvk_number = number
    refused_with_message(partner, "Een KVK-nummer is acht cijfers.")


def test_two_partners_cannot_share_a_kvk_number(db):
    make.a_partner(kvk_number="01234567")
    make.a_partner()
    other = make.a_partner()
    refused_twice(other, "Er is al een partner met dit KVK-nummer.", kvk_number="01234567")


def test_a_training_company_needs_the_source_of_its_accreditation(db):
    partner = make.a_partner()
    refused_twice(partner, "Noem waar staat of dit een erkend leerbedrijf is.", recognition="ja")


def test_the_municipality_of_a_partner_is_that_of_its_place(db):
    place = make.a_place()
    assert make.a_partner(place=place).municipality == place.municipality
    assert make.a_partner().municipality is None


def test_sectors_in_words_follow_the_order_of_the_choices(db):
    assert make.a_partner(sectors=["ict", "bouw"]).sectors_in_words == "bouw, ICT en media"


def test_taking_part_selects_partners_with_an_open_participation(db):
    region = make.a_region(slug="hier")
    make.a_partner_participation(partner=make.a_partner(name="Ahorn"), region=region)
    make.a_partner_participation(
        partner=make.a_partner(name="Beuk"), region=region, until="mei 2024"
    )
    make.a_partner_participation(partner=make.a_partner(name="Den"))
    assert names(Partner.objects.taking_part(DAY, slug="hier")) == ["Ahorn"]
    assert names(Partner.objects.taking_part(DAY)) == ["Ahorn", "Den"]
    assert names(Partner.objects.taking_part(date(2024, 5, 31), pk=region.pk)) == ["Ahorn", "Beuk"]


def test_the_list_is_sorted_by_name_and_has_the_regions_on_that_date(db, django_assert_num_queries):
    beuk = make.a_partner(name="Beuk", place=make.a_place(name="Hoorn"))
    make.a_partner(name="Ahorn")
    for name, until in (("Zuid", ""), ("Noord", ""), ("Oud", "2023")):
        make.a_partner_participation(partner=beuk, region=make.a_region(name=name), until=until)
    with django_assert_num_queries(2):  # partners, participations with regions
        rows = [
            (
                partner.name,
                str(partner.place or ""),
                [row.region.name for row in partner.open_participations],
            )
            for partner in Partner.objects.for_list(DAY)
        ]
    assert rows == [("Ahorn", "", []), ("Beuk", "Hoorn", ["Noord", "Zuid"])]


def test_a_region_page_lists_partners_by_kind_and_name(db):
    region = make.a_region()
    for name, kind in (("Cipres", "netwerk"), ("Beuk", "bedrijf"), ("Ahorn", "bedrijf")):
        make.a_partner_participation(region=region, partner=make.a_partner(name=name, kind=kind))
    make.a_partner_participation(region=region, partner=make.a_partner(**make.drafts))
    rows = PartnerParticipation.objects.open(DAY).for_region_page(DAY)
    assert [row.partner.name for row in rows] == ["Ahorn", "Beuk", "Cipres"]


def test_by_kind_sorts_companies_first_and_other_kinds_last(db):
    for name, kind in [
        ("Zaagbedrijf", "bedrijf"),
        ("Iets", "anders"),
        ("Éénmanszaak", "bedrijf"),
        ("Club", "netwerk"),
        ("Leerschool", "opleidingsbedrijf"),
        ("Bond", "brancheorganisatie"),
        ("Kring", "ondernemersvereniging"),
        ("Lab", "kennisinstelling"),
    ]:
        make.a_partner_participation(partner=make.a_partner(name=name, kind=kind))
    rows = PartnerParticipation.objects.select_related("partner")

    assert [row.partner.name for row in by_kind(rows)] == [
        "Éénmanszaak",
        "Zaagbedrijf",
        "Leerschool",
        "Bond",
        "Kring",
        "Club",
        "Lab",
        "Iets",
    ]
