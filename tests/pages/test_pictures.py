"""The image for links shared on social media (og:image)."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from pactdir.pages.picture import draw
from regions.models import OldSlug
from tests import make

pytestmark = pytest.mark.django_db


def open_graph(response):
    tags = BeautifulSoup(response.content, "lxml").find_all("meta", property=True)
    return {tag["property"]: tag["content"] for tag in tags}


def open_image(response):
    assert response["Content-Type"] == "image/png"
    return Image.open(BytesIO(response.content))


def test_a_region_has_its_own_share_image(client):
    region = make.a_region(name="Techniekpact Waterland", slug="waterland")

    tags = open_graph(client.get(region.get_absolute_url()))

    assert tags["og:image"] == "http://testserver/regios/waterland/beeld.png"
    assert tags["og:image:alt"] == "Techniekpact Waterland"
    image = open_image(client.get("/regios/waterland/beeld.png"))
    assert [str(side) for side in image.size] == [tags["og:image:width"], tags["og:image:height"]]


def test_other_pages_have_the_sites_share_image(client):
    tags = open_graph(client.get("/over/"))

    assert tags["og:image"] == "http://testserver/beeld.png"
    assert open_image(client.get("/beeld.png")).size == (1200, 630)


def test_images_differ_per_region_and_change_with_its_data(client):
    north, south = make.a_region(name="Regio Noord"), make.a_region(name="Regio Zuid")
    address = f"{north.get_absolute_url()}beeld.png"
    before = client.get(address).content
    assert before != client.get(f"{south.get_absolute_url()}beeld.png").content

    make.a_school_participation(region=north)
    assert client.get(address).content != before


def test_a_draft_has_no_image_and_a_renamed_region_redirects_to_its_image(client):
    draft = make.a_region(**make.drafts)
    assert client.get(f"{draft.get_absolute_url()}beeld.png").status_code == 404

    region = make.a_region(slug="oud")
    region.slug = "nieuw"
    region.save()
    assert OldSlug.objects.filter(slug="oud").exists()
    redirect = client.get("/regios/oud/beeld.png")
    assert (redirect.status_code, redirect["Location"]) == (301, "/regios/nieuw/beeld.png")


@pytest.mark.parametrize(
    "name", ["", "Ĳ", "Techniekonderwijs " * 9, "x" * 300, "\u202eomgekeerd", "東京 🤖"]
)
def test_an_image_can_be_rendered_for_any_name(name):
    assert Image.open(BytesIO(draw(name, name, "Techniek in de regio"))).size == (1200, 630)
