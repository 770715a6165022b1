"""Next to a field that an editor changed, the form shows the source's value and can restore it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from pactdir.importing.desk import source_values
from pactdir.importing.kinds.kind import Kind
from pactdir.models import ImportedRow
from regions.models import Municipality, Place, PostcodeArea
from schools.models import School
from tests import make
from tests.admin.filling import address, opened
from tests.pactdir.importing.files import COUNTRY, MUNICIPALITIES


@pytest.fixture
def alkmaar(load):
    load(COUNTRY)
    row = Municipality.objects.get(code="GM0361")
    row.latitude = 52.7
    row.save()
    return row


def form_of(client, row):
    response = client.get(address(type(row), "change", row.pk))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml").select_one("#container")


def words(node):
    return " ".join(node.text.split())


def source_values_by_field(page):
    return {
        node.find_parent(class_="help")["id"]: words(node) for node in page.select(".source-says")
    }


def take_over(client, page, at=0):
    button = page.select(".source-says button")[at]
    form = page.find("form", id=button["form"])
    assert form.find_parent("form") is None
    fields = {field["name"]: field["value"] for field in form.select("input")}
    data = {**fields, button["name"]: button["value"]}
    answer = client.post(form["action"], data, follow=True)
    return BeautifulSoup(answer.content, "lxml").select_one("#container")


def test_the_source_value_is_shown_only_next_to_its_field(admin, alkmaar):
    page = form_of(admin, alkmaar)

    assert source_values_by_field(page) == {
        "id_latitude_helptext": "CBS zegt: 52,60038 Neem over: breedtegraad"
    }
    other = Municipality.objects.get(code="GM0373")
    assert source_values_by_field(form_of(admin, other)) == {}


def test_adopting_a_source_value_saves_only_that_field_and_is_in_the_history(
    admin, editor, alkmaar
):
    page = take_over(admin, form_of(admin, alkmaar))

    assert "Breedtegraad is overgenomen: 52,60038." in words(page.select_one(".messagelist"))
    alkmaar.refresh_from_db()
    assert alkmaar.latitude == 52.60038
    last = Municipality.history.filter(id=alkmaar.pk).first()
    assert (last.history_user, last.history_change_reason) == (
        editor,
        "overgenomen: CBS zegt dit",
    )
    assert source_values_by_field(page) == {}


def test_an_adopted_field_follows_the_source_again(admin, alkmaar, load):
    take_over(admin, form_of(admin, alkmaar))

    load({"gemeenten.csv": MUNICIPALITIES.replace("52.60038", "52.65")})

    alkmaar.refresh_from_db()
    assert alkmaar.latitude == 52.65


def test_adopting_a_postcode_also_sets_the_place_from_the_source(admin, load):
    load(COUNTRY)
    row = PostcodeArea.objects.get(code="1811")
    place = row.place
    row.place = make.a_place(name="Oudorp", municipality=place.municipality)
    row.save()

    page = form_of(admin, row)

    assert [words(node) for node in page.select(".source-says")] == [
        "Het postcodebestand zegt: Alkmaar Neem over: plaats"
    ]
    take_over(admin, page)
    row.refresh_from_db()
    assert row.place == place


def test_a_deleted_place_is_not_offered(admin, load):
    load(COUNTRY)
    row = PostcodeArea.objects.get(code="1811")
    row.place = make.a_place(name="Oudorp", municipality=row.place.municipality)
    row.save()
    Place.objects.get(name="Alkmaar").delete()

    assert source_values_by_field(form_of(admin, row)) == {}


def test_names_duo_on_a_school(admin, monkeypatch):
    class Schools(Kind):
        name = "scholen"
        model = School
        publisher = "DUO"
        dependent_fields = {"levels_basis": "levels"}

    monkeypatch.setattr(source_values, "KINDS", (Schools,))
    row = make.a_school(website="https://goed.example/", levels=["havo"])
    values = {
        "website": "https://fout.example/",
        "levels": "|vwo|",
        "levels_basis": "duo",
        "address": "",
        "no_field_of_ours": "x",
    }
    ImportedRow.objects.create(kind="scholen", key="1", object_id=row.pk, values=values)

    page = form_of(admin, row)

    assert [words(node) for node in page.select(".source-says")] == [
        "DUO zegt: https://fout.example/ Neem over: site",
        "DUO zegt: vwo Neem over: niveaus",
    ]
    take_over(admin, page, 1)
    row.refresh_from_db()
    assert (row.levels, row.levels_basis) == (["vwo"], "duo")
    assert row.website == "https://goed.example/"


def test_refuses_to_adopt_a_value_from_an_outdated_page(admin, alkmaar):
    page = form_of(admin, alkmaar)
    alkmaar.latitude = 52.8
    alkmaar.save()

    answer = take_over(admin, page)

    assert "intussen gewijzigd" in words(answer.select_one(".messagelist"))
    alkmaar.refresh_from_db()
    assert alkmaar.latitude == 52.8


def test_a_source_value_that_the_form_would_refuse_gives_the_reason(admin, alkmaar):
    make.a_municipality(code="GM0999")
    ImportedRow.objects.filter(key="GM0361").update(values={"code": "GM0999"})

    answer = take_over(admin, form_of(admin, alkmaar))

    assert words(answer.select_one(".messagelist")).startswith("CBS-code:")
    alkmaar.refresh_from_db()
    assert alkmaar.code == "GM0361"


def test_saving_the_form_ignores_the_source_value(admin, alkmaar):
    form = opened(admin, Municipality, alkmaar)
    form["name"] = "Alkmaar aan Zee"

    form.send()

    alkmaar.refresh_from_db()
    assert (alkmaar.name, alkmaar.latitude) == ("Alkmaar aan Zee", 52.7)


def test_a_leader_neither_sees_nor_adopts_the_source_value(client, alkmaar):
    client.force_login(make.an_assignment(region=make.a_region()).user)

    assert "CBS zegt" not in words(form_of(client, alkmaar))
    where = reverse("admin:regions_municipality_take_over", args=[alkmaar.pk])
    assert client.post(where, {"field": "gemeenten:latitude"}).status_code == 403
    alkmaar.refresh_from_db()
    assert alkmaar.latitude == 52.7


@pytest.mark.parametrize("key", ["0", "abc", "9" * 40])
def test_the_url_of_a_missing_row_redirects(admin, key):
    where = reverse("admin:regions_municipality_take_over", args=[key])

    assert admin.post(where, {}).status_code == 302
    assert admin.get(where).status_code == 405
