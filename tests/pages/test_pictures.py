"""The picture that goes along where a page is shared."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from pactdir.pages.picture import draw
from regions.models import OldSlug
from tests import make

pytestmark = pytest.mark.django_db


def shared(response):
    found = BeautifulSoup(response.content, "html.parser").find_all("meta", property=True)
    return {one["property"]: one["content"] for one in found}


def read(response):
    assert response["Content-Type"] == "image/png"
    return Image.open(BytesIO(response.content))


def test_a_region_is_shared_with_a_picture_of_its_own(client):
    region = make.a_region(name="Techniekpact Waterland", slug="waterland")

    said = shared(client.get(region.get_absolute_url()))

    assert said["og:image"] == "http://testserver/regios/waterland/beeld.png"
    assert said["og:image:alt"] == "Techniekpact Waterland"
    picture = read(client.get("/regios/waterland/beeld.png"))
    assert [str(side) for side in picture.size] == [said["og:image:width"], said["og:image:height"]]


def test_every_other_page_is_shared_with_the_picture_of_the_site(client):
    said = shared(client.get("/over/"))

    assert said["og:image"] == "http://testserver/beeld.png"
    assert read(client.get("/beeld.png")).size == (1200, 630)


def test_two_regions_have_two_pictures_and_one_that_grew_another(client):
    one, two = make.a_region(name="Regio Noord"), make.a_region(name="Regio Zuid")
    address = f"{one.get_absolute_url()}beeld.png"
    before = client.get(address).content
    assert before != client.get(f"{two.get_absolute_url()}beeld.png").content

    make.a_school_participation(region=one)
    assert client.get(address).content != before


def test_a_draft_has_no_picture_and_a_renamed_region_has_it_at_its_new_address(client):
    draft = make.a_region(**make.drafts)
    assert client.get(f"{draft.get_absolute_url()}beeld.png").status_code == 404

    region = make.a_region(slug="oud")
    region.slug = "nieuw"
    region.save()
    assert OldSlug.objects.filter(slug="oud").exists()
    moved = client.get("/regios/oud/beeld.png")
    assert (moved.status_code, moved["Location"]) == (301, "/regios/nieuw/beeld.png")


@pytest.mark.parametrize(
    "name", ["", "Ĳ", "Techniekonderwijs " * 9, "x" * 300, "\u202eomgekeerd", "東京 🤖"]
)
def test_any_name_makes_a_picture(name):
    assert Image.open(BytesIO(draw(name, name, "Techniek in de regio"))).size == (1200, 630)
