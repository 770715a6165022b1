"""Which of several places of one name is meant is asked; a postcode stands for a region."""

import pytest
from bs4 import BeautifulSoup

from pactdir.models import Submission
from partners.models import Partner
from tests import make
from tests.admin.filling import address
from tests.pactdir.public_forms.sending import opened
from tests.pactdir.submissions.conftest import decided, profile, review_form, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoorns():
    return [
        make.a_place(name="Hoorn", municipality=make.a_municipality(name=name))
        for name in ("Alphen", "Hoorn")
    ]


def filled_in(sender, region, /, **fields):
    first, *rest = profile(region)
    return sender.begin("bedrijf"), [first | fields, *rest]


def test_asks_which_place_of_that_name_is_meant(sender, desk, region, hoorns):
    path, steps = filled_in(sender, region)
    page = opened(sender.client, path).send(**steps[0])

    assert page.status_code == 422
    assert "Er zijn meer plaatsen die zo heten. Kies de uwe." in text_of(page)
    options = BeautifulSoup(page.content, "lxml").select("#id_place option")
    assert [option.text for option in options] == [
        "Kies een plaats",
        "Hoorn (gemeente Alphen)",
        "Hoorn (gemeente Hoorn)",
    ]
    steps[0]["place"] = hoorns[1].pk
    check = sender.fill_in(path, steps)
    assert "Hoorn (gemeente Hoorn)" in text_of(sender.client.get(check))
    sender.press(check, "send")
    url = address(Submission, "change", Submission.objects.get().pk)
    assert review_form(desk, url, desk.get(url)).fields["place"] == [str(hoorns[1].pk)]
    decided(desk, "accept")
    assert Partner.objects.get().place == hoorns[1]


def test_a_chosen_place_does_not_stay_with_another_name(sender, desk, region, hoorns):
    make.a_place(name="Enkhuizen")
    path, steps = filled_in(sender, region, place=hoorns[1].pk)
    check = sender.fill_in(path, steps)
    sender.fill_in(path, [{"place_name": "Enkhuizen"}])
    sender.press(check, "send")
    decided(desk, "accept")

    assert Partner.objects.get().place.name == "Enkhuizen"


@pytest.mark.parametrize("place", ["", "999999", "x"])
def test_no_other_place_can_be_chosen(sender, region, hoorns, place):
    other = make.a_place(name="Edam")
    path, steps = filled_in(sender, region, place=place)
    for value in (place, other.pk):
        page = opened(sender.client, path).send(**steps[0] | {"place": value})
        assert page.status_code == 422
    assert "place" not in Submission.objects.get().answers


def test_a_changed_page_keeps_the_place_that_was_chosen(sender, desk, region, hoorns):
    path, steps = filled_in(sender, region, place=hoorns[0].pk)
    check = sender.fill_in(path, steps)
    sender.press(check, "send")
    decided(desk, "accept")
    sender.press(check, "edit")
    sender.fill_in(path, [{"place": hoorns[1].pk}])
    sender.press(check, "send")
    decided(desk, "accept")

    assert Partner.objects.get().place == hoorns[1]


# --- a postcode instead of a region ---


@pytest.fixture
def area(region):
    area = make.a_postcode_area(code="1621")
    make.a_municipality_participation(region=region, municipality=area.place.municipality)
    return area


def test_the_form_says_that_one_of_the_two_is_needed(sender):
    page = BeautifulSoup(sender.client.get(sender.begin("bedrijf")).content, "lxml")
    labels = [" ".join(label.text.split()) for label in page.select(".form__label")]

    assert labels[:2] == [
        "Techniekregio (of vul hieronder uw postcode in)",
        "Postcode van uw organisatie (alleen nodig als u geen regio koos)",
    ]
    assert "Uw site (mag leeg)" in labels


@pytest.mark.parametrize("typed", ["1621", "1621 ab"])
def test_a_postcode_stands_for_its_region(sender, region, area, typed):
    path, steps = filled_in(sender, region, region="", postcode=typed)
    sender.fill_in(path, steps[:1])

    row = Submission.objects.get()
    assert row.region == region
    assert row.answers["region"] == str(region.pk)
    assert "postcode" not in row.answers


def test_a_postcode_stands_for_a_region_that_only_a_school_there_is_in(sender, region):
    area = make.a_postcode_area(code="1621")
    make.a_school_participation(region=region, school=make.a_school(place=area.place))
    path, steps = filled_in(sender, region, region="", postcode="1621")
    sender.fill_in(path, steps[:1])

    assert Submission.objects.get().region == region


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("9999", "Bij deze postcode kennen wij geen techniekregio. Kies er hierboven een."),
        ("hoorn", "Dit is geen postcode. Typ vier cijfers, met of zonder letters."),
        ("", "Kies uw regio, of vul hieronder de postcode van uw organisatie in."),
    ],
)
def test_no_region_is_guessed(sender, region, area, typed, error):
    path, steps = filled_in(sender, region, region="", postcode=typed)
    page = opened(sender.client, path).send(**steps[0])

    assert page.status_code == 422
    assert error in text_of(page)
    assert Submission.objects.get().region is None


def test_of_several_regions_at_a_postcode_one_is_chosen(sender, region, area):
    other = make.a_region(name="Oost")
    make.a_municipality_participation(region=other, municipality=area.place.municipality)
    path, steps = filled_in(sender, region, region="", postcode="1621")
    page = opened(sender.client, path).send(**steps[0])

    assert "Bij deze postcode horen meer regio's: Oost en West." in text_of(page)
    assert opened(sender.client, path).send(**steps[0] | {"region": other.pk}).status_code == 303


def test_a_postcode_of_another_region_than_the_chosen_one_is_said(sender, region, area):
    other = make.a_region(name="Oost")
    path, steps = filled_in(sender, region, region=other.pk, postcode="1621")
    page = opened(sender.client, path).send(**steps[0])

    assert page.status_code == 422
    assert "Bij deze postcode kennen wij alleen: West." in text_of(page)
