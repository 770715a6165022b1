"""Two schools with the same name in one place: every page that names them tells them apart."""

from datetime import date

import pytest

from tests import make
from tests.pages.reading import main_of, read, text_of, words, words_of

pytestmark = pytest.mark.django_db
BOTH = {"Tabor (Dampten)", "Tabor (Blauwe Berg)"}


@pytest.fixture(autouse=True)
def namesakes():
    municipality = make.a_municipality(name="Hoorn", slug="hoorn")
    place = make.a_place(name="Hoorn", municipality=municipality)
    make.a_postcode_area(code="1624", place=place, latitude=52.64, longitude=5.07)
    region = make.a_region(slug="regio", name="Regio")
    schools = [
        make.a_school(
            name="Tabor",
            slug=slug,
            place=place,
            address=address,
            postcode="1624 AB",
            latitude=52.64,
            longitude=5.07,
        )
        for slug, address in [("een", "Dampten 1"), ("twee", "Blauwe Berg 3")]
    ]
    for school in schools:
        make.a_school_participation(region=region, school=school)
        make.an_event(
            school=school, slug=f"dag-{school.slug}", name="Kijkdag", starts_on=date(2099, 1, 9)
        )
    return schools


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/scholen/", ".row__name"),
        ("/scholen/?naam=tabor", ".row__name"),
        ("/zoeken/?q=tabor", ".row__name"),
        ("/gemeenten/hoorn/", ".row__name"),
        ("/regios/regio/", ".row__name"),
        ("/dichtbij/1624/", ".row__name"),
        ("/vergelijken/?school=een&school=twee", "thead th"),
    ],
)
def test_each_name_has_its_street(client, address, part):
    names = words_of(main_of(client.get(address)).select(part))

    assert {name.split(" was:")[0] for name in names if "Tabor" in name} >= BOTH


def test_the_map_tells_them_apart(client):
    page = client.get("/dichtbij/1624/")

    titles = words_of(read(page).select("svg title, svg text"))
    assert any(all(name in title for name in BOTH) for title in titles)


def test_the_title_heading_and_breadcrumbs_of_a_school_have_its_street(client):
    page = read(client.get("/scholen/een/"))

    assert words(page.h1) == "Tabor (Dampten), Hoorn"
    assert page.title.text.startswith("Tabor (Dampten), ")
    assert "Tabor (Dampten)" in words(page.select_one("nav[aria-label=Kruimelpad], .crumbs"))


def test_an_event_has_the_street_of_its_school(client):
    assert "Tabor (Dampten)" in text_of(client.get("/agenda/dag-een/"))
    assert "Tabor (Blauwe Berg)" in client.get("/agenda/dag-twee.ics").content.decode()


def test_a_screen_reader_announces_which_school_a_compare_link_is_for(client):
    page = main_of(client.get("/scholen/"))

    hidden_texts = words_of(page.select("a .visually-hidden"))
    assert {"Tabor (Dampten), Hoorn", "Tabor (Blauwe Berg), Hoorn"} <= set(hidden_texts)


def test_the_admin_autocomplete_tells_them_apart(client):
    client.force_login(make.a_national_editor())
    field = {"app_label": "schools", "model_name": "schoolparticipation", "field_name": "school"}
    results = client.get("/admin/autocomplete/", field | {"term": "tabor"}).json()["results"]

    assert {result["text"] for result in results} == {
        "Tabor (Hoorn, Dampten)",
        "Tabor (Hoorn, Blauwe Berg)",
    }
