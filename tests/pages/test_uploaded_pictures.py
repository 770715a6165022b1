"""Pictures on pages, and the URLs of their files."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.clock import today
from regions.models import People
from tests import make
from tests.regions.pictures.images import a_stored_picture

pytestmark = pytest.mark.django_db

MAKERS = {
    "article": lambda picture: make.an_article(region=picture.region, picture=picture),
    "partner": lambda picture: make.a_partner(picture=picture),
    "offer": lambda picture: make.an_offer(
        region=picture.region, picture=picture, kind="keuzevak", summary="Robots bouwen."
    ),
    "school": lambda picture: make.a_school(picture=picture),
    "region": lambda picture: with_picture(picture.region, picture),
}


def with_picture(row, picture):
    row.picture = picture
    row.save()
    return row


def page(client, row):
    return BeautifulSoup(client.get(row.get_absolute_url()).content, "lxml")


@pytest.mark.parametrize("kind", MAKERS)
def test_a_page_shows_its_picture_with_caption_and_credit(client, kind):
    picture = a_stored_picture(caption="Het nieuwe lokaal.", credit="Techniekpact")
    soup = page(client, MAKERS[kind](picture))

    figure = soup.select_one("figure.picture")
    assert figure.figcaption.get_text(" ", strip=True) == "Het nieuwe lokaal. Beeld: Techniekpact"
    image = figure.img
    assert (image["alt"], image["width"], image["height"]) == (picture.alt, "800", "600")
    assert image["loading"] == "lazy"
    urls = [image["src"]]
    for source in figure.find_all("source"):
        urls += [candidate.split()[0] for candidate in source["srcset"].split(", ")]
    assert len(urls) == 1 + len(picture.file_names)
    for url in urls:
        response = client.get(url)
        assert response.status_code == 200
        assert response["Content-Type"] == f"image/{url.rpartition('.')[2]}"
    og_image = soup.find("meta", property="og:image")["content"]
    assert og_image == f"http://testserver/beeld/{picture.digest}-800.webp"
    assert f'"image": "{og_image}"' in str(soup.find("script", type="application/ld+json"))


def test_a_file_is_cached_by_browsers_and_cannot_run_scripts(client):
    picture = a_stored_picture()
    make.an_article(region=picture.region, picture=picture)

    response = client.get(f"/beeld/{picture.digest}-400.webp")

    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not response.cookies
    assert b"".join(response)[8:12] == b"WEBP"


@pytest.mark.parametrize(
    "name", ["401.webp", "1600.webp", "400.png", "400.webp.exe", "0.webp", f"{'9' * 30}.webp"]
)
def test_only_files_that_exist_have_a_url(client, name):
    picture = a_stored_picture()
    make.an_article(region=picture.region, picture=picture)
    assert client.get(f"/beeld/{picture.digest}-{name}").status_code == 404


@pytest.mark.parametrize("kind", MAKERS)
def test_the_picture_of_a_draft_is_not_served(client, kind):
    picture = a_stored_picture()
    row = MAKERS[kind](picture)
    address = f"/beeld/{picture.digest}-400.webp"
    assert client.get(address).status_code == 200

    row.published_from = None
    row.save()

    assert client.get(address).status_code == 404


def test_an_unused_picture_is_not_served(client):
    picture = a_stored_picture()
    assert client.get(f"/beeld/{picture.digest}-400.webp").status_code == 404


def test_a_picture_disappears_when_the_consent_expires(client):
    yesterday = today() - timedelta(1)
    consent = {"people": People.ADULTS, "consent_holder": "De school, administratie"}
    picture = a_stored_picture(**consent, consent_until=today())
    article = make.an_article(region=picture.region, picture=picture)
    address = f"/beeld/{picture.digest}-400.webp"
    assert page(client, article).figure is not None
    assert client.get(address).status_code == 200

    picture.consent_until = yesterday
    picture.save()

    assert page(client, article).figure is None
    assert client.get(address).status_code == 404
    assert "beeld.png" in page(client, article).find("meta", property="og:image")["content"]


def test_a_page_as_of_a_past_date_has_no_picture(client):
    picture = a_stored_picture()
    school = make.a_school(picture=picture)
    response = client.get(school.get_absolute_url(), {"peildatum": date(2023, 5, 1)})
    assert b"figure class" not in response.content


def test_a_decorative_picture_has_an_empty_alt(client):
    picture = a_stored_picture(alt="", is_decorative=True)
    assert page(client, make.a_partner(picture=picture)).figure.img["alt"] == ""


@pytest.mark.parametrize("kind", MAKERS)
def test_a_picture_takes_no_extra_query(client, kind):
    picture = a_stored_picture()
    row = MAKERS[kind](picture)
    with CaptureQueriesContext(connection) as with_one:
        client.get(row.get_absolute_url())
    row.picture = None
    row.save()
    with CaptureQueriesContext(connection) as without:
        client.get(row.get_absolute_url())
    assert len(with_one) == len(without)
