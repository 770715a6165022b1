"""A map has an address of its own, to be kept for good, and only our own pages may frame it."""

from base64 import b64encode
from hashlib import sha256

import pytest

from tests import make
from tests.pactdir.map.drawing import SVG, parsed

pytestmark = pytest.mark.django_db

FOR_GOOD = "public, max-age=31536000, immutable"


@pytest.fixture
def region():
    school = make.a_school(
        municipality=make.a_municipality(latitude=52.6, longitude=5.1, province="PV27")
    )
    return make.a_school_participation(school=school).region


def of_today(client, name="nederland"):
    return client.get(f"/kaart/{name}.svg")["Location"]


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("name", ["nederland", "noord-holland"])
def test_it_is_kept_for_good_under_the_address_of_this_drawing(client, name):
    address = of_today(client, name)
    answer = client.get(address)

    assert address.startswith(f"/kaart/{name}-")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer["Cache-Control"] == FOR_GOOD
    assert parsed(answer.content).tag == f"{SVG}svg"
    again = client.get(address)  # from the page store
    assert (again["Cache-Control"], again.content) == (FOR_GOOD, answer.content)


def test_a_former_address_leads_to_the_drawing_of_today_and_is_not_kept(client, region):
    former = of_today(client)
    region.name = "Anders"
    region.save()
    answer = client.get(former)

    assert answer.status_code == 302
    assert answer["Location"] == of_today(client) != former
    assert answer["Cache-Control"] == "no-cache"
    assert "Anders" in client.get(answer["Location"]).content.decode()


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    "name", ["atlantis", "atlantis-12", "-12", "drenthe", "nederland-nederland-1", "a" * 5000]
)
def test_a_map_that_is_not_there_is_not_found(client, name):
    assert client.get(f"/kaart/{name}.svg").status_code == 404


@pytest.mark.usefixtures("region")
def test_only_our_own_pages_frame_it_and_it_runs_nothing(client):
    address = of_today(client)
    for _ in ("made", "kept"):
        answer = client.get(address)
        style = parsed(answer.content).find(f"{SVG}style").text
        digest = b64encode(sha256(style.encode()).digest()).decode()

        assert set(answer["Content-Security-Policy"].split("; ")) == {
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        }
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("page", ["/", "/regios/"])
def test_pages_name_the_address_of_this_drawing(client, page):
    html = client.get(page).content.decode()

    assert f'src="{of_today(client)}"' in html
    assert html.index('class="rows"') < html.index("<iframe")


@pytest.mark.parametrize("page", ["/", "/regios/", "/regios/?provincie=drenthe"])
def test_a_page_without_a_map_has_no_frame(client, db, page):
    make.a_region()
    assert b"<iframe" not in client.get(page).content


def test_the_list_of_a_province_has_its_map_and_a_way_back(client, region):
    html = client.get("/regios/?provincie=noord-holland").content.decode()

    assert f'src="{of_today(client, "noord-holland")}"' in html
    assert 'href="/regios/#kaart"' in html
    assert 'href="/regios/?provincie=noord-holland"' in client.get("/regios/").content.decode()


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    "query",
    ["soort=sto", "naam=x", "provincie=noord-holland&provincie=drenthe", "thema=x&staat=loopt"],
)
def test_a_list_narrowed_otherwise_has_no_map_for_it_would_say_something_else(client, query):
    assert b"<iframe" not in client.get(f"/regios/?{query}").content


def test_how_many_regions_are_not_on_the_map_is_told(client, region):
    assert "niet op de kaart" not in client.get("/regios/").content.decode()
    make.a_region()
    make.a_region(**make.drafts)
    make.a_region(is_example=True)

    assert "1 regio staat niet op de kaart" in client.get("/regios/").content.decode()
