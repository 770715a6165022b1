"""The URL of a map: cached forever, and framed only by our own pages."""

from base64 import b64encode
from hashlib import sha256

import pytest

from tests import make
from tests.pactdir.map.reading import SVG, parse

pytestmark = pytest.mark.django_db

IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture
def region():
    school = make.a_school(
        municipality=make.a_municipality(latitude=52.6, longitude=5.1, province="PV27")
    )
    return make.a_school_participation(school=school).region


def current_address(client, name="nederland"):
    return client.get(f"/kaart/{name}.svg")["Location"]


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("name", ["nederland", "noord-holland"])
def test_a_map_is_cached_forever_under_a_hash_of_its_contents(client, name):
    address = current_address(client, name)
    response = client.get(address)

    assert address.startswith(f"/kaart/{name}-")
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert response["Cache-Control"] == IMMUTABLE
    assert parse(response.content).tag == f"{SVG}svg"
    again = client.get(address)  # from the page store
    assert (again["Cache-Control"], again.content) == (IMMUTABLE, response.content)


def test_an_outdated_hash_redirects_to_the_current_map_without_caching(client, region):
    old_address = current_address(client)
    region.name = "Anders"
    region.save()
    response = client.get(old_address)

    assert response.status_code == 302
    assert response["Location"] == current_address(client) != old_address
    assert response["Cache-Control"] == "no-cache"
    assert "Anders" in client.get(response["Location"]).content.decode()


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    "name", ["atlantis", "atlantis-12", "-12", "drenthe", "nederland-nederland-1", "a" * 5000]
)
def test_an_unknown_map_gives_a_404(client, name):
    assert client.get(f"/kaart/{name}.svg").status_code == 404


@pytest.mark.usefixtures("region")
def test_only_our_own_pages_may_frame_a_map_and_it_runs_no_script(client):
    address = current_address(client)
    for _ in ("rendered", "from the page store"):
        response = client.get(address)
        style = parse(response.content).find(f"{SVG}style").text
        digest = b64encode(sha256(style.encode()).digest()).decode()

        assert set(response["Content-Security-Policy"].split("; ")) == {
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        }
        assert response["X-Frame-Options"] == "SAMEORIGIN"
        assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize("page", ["/", "/regios/"])
def test_pages_embed_the_current_map_after_the_list(client, page):
    html = client.get(page).content.decode()

    assert f'src="{current_address(client)}"' in html
    assert html.index('class="rows"') < html.index("<iframe")


@pytest.mark.parametrize("page", ["/", "/regios/", "/regios/?provincie=drenthe"])
def test_a_page_without_a_map_has_no_iframe(client, db, page):
    make.a_region()
    assert b"<iframe" not in client.get(page).content


def test_the_list_for_a_province_has_its_map_and_a_link_back(client, region):
    html = client.get("/regios/?provincie=noord-holland").content.decode()

    assert f'src="{current_address(client, "noord-holland")}"' in html
    assert 'href="/regios/#kaart"' in html
    assert 'href="/regios/?provincie=noord-holland"' in client.get("/regios/").content.decode()


@pytest.mark.usefixtures("region")
@pytest.mark.parametrize(
    "query",
    ["soort=sto", "naam=x", "provincie=noord-holland&provincie=drenthe", "thema=x&staat=loopt"],
)
def test_a_list_with_other_filters_has_no_map_because_none_matches_it(client, query):
    assert b"<iframe" not in client.get(f"/regios/?{query}").content


def test_regions_that_are_not_on_the_map_are_counted(client, region):
    assert "niet op de kaart" not in client.get("/regios/").content.decode()
    make.a_region()
    make.a_region(**make.drafts)
    make.a_region(is_example=True)

    assert "1 regio staat niet op de kaart" in client.get("/regios/").content.decode()
