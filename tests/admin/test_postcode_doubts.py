"""A national editor decides about a doubtful postcode."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse

from pactdir.importing.desk import postcode_decisions as decisions
from regions.models import Place, PostcodeArea, PostcodeDoubt
from tests import make
from tests.pages.reading import words_of


@pytest.fixture
def area(db):
    home = make.a_municipality(name="Goirle")
    make.a_place(name="Goirle", municipality=home)
    return make.a_postcode_area(
        code="5051", place=make.a_place(name="Riel", municipality=home), latitude=51.52
    )


@pytest.fixture
def doubt(area):
    return make.a_postcode_doubt(
        area=area, other="Goirle", reason="volgens de adressen van scholen Goirle"
    )


def address(doubt):
    return reverse("admin:regions_postcodedoubt_change", args=[doubt.pk])


def decide(admin, doubt, verdict):
    return admin.post(address(doubt), {"_verdict": verdict}, follow=True)


def buttons(response):
    return words_of(BeautifulSoup(response.content, "lxml").select(".submit-row button"))


def test_the_form_shows_both_places_and_the_reason(admin, doubt):
    answer = admin.get(address(doubt))

    assert "5051: volgens de postcodetabel Riel, volgens de adressen van scholen Goirle." in (
        answer.text
    )
    assert buttons(answer) == ["Toon Riel", "Toon Goirle"]


def test_confirming_the_table_redirects_to_the_next_doubt(admin, doubt):
    other = make.a_postcode_doubt()

    answer = decide(admin, doubt, "tabel")

    assert answer.redirect_chain == [(address(other), 302)]
    doubt.refresh_from_db()
    assert (doubt.verdict, doubt.area.place.name) == ("tabel", "Riel")
    assert list(PostcodeArea.objects.with_doubts().filter(is_doubted=False)) == [doubt.area]


def test_the_other_place_is_set_if_it_exists(admin, doubt):
    answer = decide(admin, doubt, "anders")

    doubt.refresh_from_db()
    assert "5051 is nu Goirle, gemeente Goirle." in answer.text
    assert (doubt.verdict, doubt.area.place) == ("anders", Place.objects.get(name="Goirle"))
    assert PostcodeArea.objects.with_doubts().filter(is_doubted=False).exists()


def test_an_unknown_other_place_has_to_be_filled_in(admin, doubt):
    doubt.other, doubt.reason = "", "maar zo heet een gemeente ernaast"
    doubt.save()
    assert buttons(admin.get(address(doubt))) == ["Toon Riel"]

    answer = decide(admin, doubt, "anders")

    assert "Welke plaats het wel is, blijkt niet." in answer.text
    area = doubt.area
    area.place = Place.objects.get(name="Goirle")
    area.save()
    doubt.refresh_from_db()
    assert doubt.verdict == "anders"


@pytest.mark.parametrize(
    ("about", "ways"),
    [
        ("punt", ["Het punt klopt", "Het punt klopt niet"]),
        ("postbus", ["Gewone postcode", "Nummer voor postbussen"]),
    ],
)
def test_a_wrong_location_is_cleared_until_another_is_filled_in(admin, area, about, ways):
    doubt = make.a_postcode_doubt(area=area, about=about)
    assert buttons(admin.get(address(doubt))) == ways

    decide(admin, doubt, "anders")

    area.refresh_from_db()
    assert (area.latitude, area.longitude) == (None, None)
    assert not PostcodeArea.objects.with_sure_point().exists()
    area.latitude, area.longitude = 51.5, 5.06
    area.save()
    assert PostcodeArea.objects.with_sure_point().exists()


def test_a_decision_cannot_be_repeated(admin, doubt):
    decide(admin, doubt, "tabel")

    answer = decide(admin, doubt, "anders")

    assert "Hierover is al een besluit genomen." in answer.text
    assert PostcodeDoubt.objects.get().verdict == "tabel"
    assert buttons(admin.get(address(doubt))) == []


@pytest.mark.parametrize("verdict", ["tabel", "anders"])
def test_a_doubt_deleted_in_the_meantime_cannot_be_decided(doubt, verdict):
    PostcodeDoubt.objects.get().delete()  # by an import, while an editor has it open

    with pytest.raises(ValidationError, match="Deze twijfel is er niet meer"):
        decisions.decide(doubt, verdict)

    assert not PostcodeDoubt.objects.exists()
    assert PostcodeArea.objects.get().place.name == "Riel"


def test_several_are_decided_at_once_from_the_list(admin, doubt):
    data = {"action": "table_is_right", "_selected_action": [doubt.pk]}

    admin.post(reverse("admin:regions_postcodedoubt_changelist"), data)

    doubt.refresh_from_db()
    assert doubt.verdict == "tabel"


def test_the_index_counts_undecided_rows(admin, doubt):
    answer = admin.get("/admin/")

    assert "1 twijfel" in answer.text
    assert "/admin/regions/postcodedoubt/?besluit=open" in answer.text
