"""Uploading, choosing and withdrawing pictures in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from news.models import Article
from partners.models import Offer
from regions.models import Picture, Region, Theme
from tests import make
from tests.admin.filling import address, opened
from tests.regions.pictures import images
from tests.regions.pictures.images import a_stored_picture
from tests.regions.pictures.test_pictures import stored_names

NEW = {
    "name": "Robotarm",
    "alt": "Een robotarm tilt een kistje",
    "credit": "Techniekpact",
    "permission": "van het Techniekpact, mei 2026",
    "people": "niemand",
}


@pytest.fixture
def region(db):
    return make.a_region(name="West-Friesland")


@pytest.fixture
def leader(client, region):
    client.force_login(make.an_assignment(region=region).user)
    return client


def upload(data, name="IMG_2041 klas 2b.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def filled_in(client, data, **values):
    form = opened(client, Picture)
    form.update({**NEW, **values, "upload": upload(data)})
    return form


def test_a_leader_uploads_a_picture_and_adds_it_to_an_article(leader, region):
    assert filled_in(leader, images.with_gps()).send().saved
    picture = Picture.objects.get()
    assert (picture.region, picture.width) == (region, 800)
    assert set(picture.file_names) <= stored_names()
    assert not [name for name in stored_names() if "IMG" in name or "klas" in name]

    form = opened(leader, Article)
    form.update({"name": "Open dag", "kind": "nieuws", "picture": str(picture.pk)})
    form.update({"published_from": "1-1-2026", "source": "testbron"})
    assert form.send().saved

    page = leader.get(Article.objects.get().get_absolute_url())
    assert BeautifulSoup(page.content, "lxml").figure.img["alt"] == NEW["alt"]


def test_a_leader_chooses_a_picture_without_javascript(leader, region):
    own, other = a_stored_picture(region=region, name="Robotarm"), a_stored_picture(name="Elders")
    region.picture = own
    region.save()
    for model, row in ((Article, None), (Offer, None), (Region, region)):
        options = opened(leader, model, row).soup.select("select[name=picture] option")
        assert [option["value"] for option in options] == ["", str(own.pk)]
        assert "Elders" not in str(options)
    assert other.pk


def test_adding_a_picture_in_the_same_tab_says_how_to_go_on(leader):
    form = filled_in(leader, images.jpeg(), _popup="1")
    page = leader.post(f"{form.where}?_to_field=id&_popup=1", {**form, "_popup": "1"})

    assert Picture.objects.count() == 1
    text = main_text(page)
    assert text.startswith("Opgeslagen Ga met de terugknop naar het formulier waar u was")
    assert "dan staat het in de lijst" in text


def test_changing_or_deleting_a_row_in_the_same_tab_says_so(client, db):
    client.force_login(make.a_national_editor())
    theme = make.a_theme(name='Zorg", "action": "delete')
    form = opened(client, Theme, theme)
    gone = f"{address(Theme, 'delete', theme.pk)}?_popup=1"

    changed = main_text(client.post(f"{form.where}?_popup=1", {**form, "_popup": "1"}))
    deleted = main_text(client.post(gone, {"post": "yes", "_popup": "1"}))

    assert not Theme.objects.exists()
    assert changed.startswith("Opgeslagen Ga met de terugknop")
    assert deleted.startswith("Verwijderd Ga met de terugknop")
    assert ("in de lijst" in changed, "uit de lijst" in deleted) == (True, True)


def main_text(page):
    return BeautifulSoup(page.content, "lxml").main.get_text(" ", strip=True)


def test_the_form_of_a_picture_shows_it(leader, region):
    picture = a_stored_picture(region=region)
    form = opened(leader, Picture, picture)
    image = form.soup.select_one(".field-picture_shown img")
    response = leader.get(image["src"])
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert "no-store" in response["Cache-Control"]
    assert form.send().saved


@pytest.mark.parametrize("name", images.hostile())
def test_a_hostile_file_is_refused_and_nothing_is_stored(leader, name):
    before = stored_names()
    data = images.hostile()[name]
    answer = filled_in(leader, data).send()
    assert set(answer.errors) == {"upload"}
    assert answer["name"] == "Robotarm"
    assert (Picture.objects.count(), stored_names()) == (0, before)


def test_errors_are_shown_at_their_field_and_the_form_asks_for_the_file_again(leader):
    answer = filled_in(leader, images.jpeg(), alt="", people="onder-16").send()
    assert {"alt", "consent_holder", "parents_agreed"} <= set(answer.errors)

    answer["upload"] = ""
    answer["alt"] = "Een robotarm"
    assert "Kies het dan opnieuw" in answer.send().errors["upload"][0]


def test_the_same_picture_is_not_stored_twice(leader):
    assert filled_in(leader, images.jpeg()).send().saved
    assert (
        "hebt u al" in filled_in(leader, images.jpeg(), name="Nog eens").send().errors["upload"][0]
    )


def test_a_leader_withdraws_a_picture(leader, region, django_capture_on_commit_callbacks):
    picture = a_stored_picture(region=region)
    article = make.an_article(region=region, picture=picture)
    names = set(picture.file_names)
    where = address(Picture, "withdraw", picture.pk)
    tools = opened(leader, Picture, picture).soup
    assert tools.select_one(f'a[href="{where}"]')
    assert leader.get(where).status_code == 200
    assert names <= stored_names()

    with django_capture_on_commit_callbacks(execute=True):
        response = leader.post(where)

    assert response.status_code == 302
    assert not names & stored_names()
    assert b"<figure" not in leader.get(article.get_absolute_url()).content
    assert leader.get(address(Picture, "file", picture.pk)).status_code == 404
    # Saving the article again still works.
    assert opened(leader, Article, article).send().saved


def test_a_leader_cannot_use_pictures_of_another_region(leader, region):
    other = a_stored_picture(name="Elders")
    for page in ("change", "file", "withdraw"):
        assert leader.get(address(Picture, page, other.pk)).status_code in (302, 404)
    assert leader.post(address(Picture, "withdraw", other.pk)).status_code == 302
    other.refresh_from_db()
    assert other.withdrawn_on is None
    form = opened(leader, Article)
    form.update({"name": "Open dag", "kind": "nieuws", "picture": str(other.pk)})
    assert "picture" in form.send().errors


@pytest.mark.parametrize("kind", ["article", "offer", "region"])
def test_a_leader_saves_a_row_with_a_national_picture(leader, region, kind):
    national, another = make.a_picture(region=None), make.a_picture(region=None)
    region.picture = national
    region.save()
    row = {
        "article": lambda: make.an_article(region=region, picture=national),
        "offer": lambda: make.an_offer(region=region, picture=national),
        "region": lambda: region,
    }[kind]()

    answer = opened(leader, type(row), row).send()
    assert (answer.saved, answer.errors) == (True, {})
    row.refresh_from_db()
    assert row.picture == national

    form = opened(leader, type(row), row)
    form["picture"] = str(another.pk)
    assert "picture" in form.send().errors


def test_a_picture_is_withdrawn_not_deleted(admin):
    picture = a_stored_picture()
    assert admin.post(address(Picture, "delete", picture.pk), {"post": "yes"}).status_code == 403
    assert Picture.objects.exists()


def test_a_preview_shows_a_drafts_picture_to_anyone_with_the_link(leader, client, region):
    picture = a_stored_picture(region=region)
    draft = make.an_article(region=region, picture=picture, **make.drafts)
    form = opened(leader, Article, draft)
    data = {name: value for name, value in form.items() if value not in ([], None)}
    data = {name: value for name, value in data.items() if "__prefix__" not in name}
    preview = leader.post(form.where, {**data, "_preview": "Voorbeeld"})["Location"]
    client.logout()

    soup = BeautifulSoup(client.get(preview).content, "lxml")
    url = soup.figure.img["src"]
    response = client.get(url)
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert client.get(f"/beeld/{picture.digest}-400.webp").status_code == 404
    assert client.get(url.replace(picture.digest[:6], "000000")).status_code == 404
    assert storages["default"].exists(f"pictures/{picture.file_names[0]}")
