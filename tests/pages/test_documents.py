"""Documents on pages, and the addresses of their files."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.clock import today
from tests import make
from tests.regions.documents.pdfs import a_pdf, with_file

pytestmark = pytest.mark.django_db
OWNERS = {
    "region": (make.a_region_document, make.a_region),
    "article": (make.an_article_document, make.an_article),
    "offer": (
        make.an_offer_document,
        lambda **fields: make.an_offer(kind="keuzevak", summary="Robots bouwen.", **fields),
    ),
}


def a_document(owner, with_page=None, **fields):
    maker, a_page = OWNERS[owner]
    return with_file(maker(**{owner: with_page or a_page(), **fields}))


def block_of(client, page):
    soup = BeautifulSoup(client.get(page.get_absolute_url()).content, "lxml")
    return soup.select_one("#documenten")


@pytest.mark.parametrize("owner", OWNERS)
def test_a_page_offers_its_documents_with_kind_size_source_and_date(client, owner):
    document = a_document(owner, name="Jaarplan 2026", dated="juni 2025", source="Techniekpact")
    page = getattr(document, owner)
    a_document(owner, page, name="Zonder datum", dated=None)
    a_document(owner, name="Van een andere pagina")

    rows = [" ".join(row.get_text().split()) for row in block_of(client, page).select("li")]
    assert rows == [
        "Jaarplan 2026 (pdf, 240 kB) Van: Techniekpact, juni 2025",
        "Zonder datum (pdf, 240 kB) Van: testbron, datum niet bekend",
    ]
    link = block_of(client, page).select_one("li a")["href"]
    assert link == f"/document/{document.file_key}/jaarplan-2026.pdf"
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("owner", OWNERS)
def test_a_page_without_documents_has_no_empty_block(client, owner):
    page = OWNERS[owner][1]()
    assert block_of(client, page) is None


def test_a_file_is_a_download_that_cannot_run_scripts(client):
    document = a_document("article", name="Jaarplan 2026")

    response = client.get(document.file_url)

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="jaarplan-2026.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert not response.cookies
    assert b"".join(response) == a_pdf()


@pytest.mark.parametrize("owner", OWNERS)
def test_the_file_of_a_draft_is_not_served(client, owner):
    document = a_document(owner)
    page = getattr(document, owner)
    assert client.get(document.file_url).status_code == 200

    page.published_from = None
    page.save()

    assert client.get(document.file_url).status_code == 404


HIDDEN_ABOVE = {
    "article of a draft region": lambda draft: make.an_article_document(
        article=make.an_article(region=make.a_region(**draft))
    ),
    "article from tomorrow": lambda draft: make.an_article_document(
        article=make.an_article(published_from=today() + timedelta(days=1))
    ),
    "offer of a draft school": lambda draft: make.an_offer_document(
        offer=make.an_offer(school=make.a_school(**draft))
    ),
    "offer of a draft partner": lambda draft: make.an_offer_document(
        offer=make.an_offer(partner=make.a_partner(**draft))
    ),
    "offer of a draft region": lambda draft: make.an_offer_document(
        offer=make.an_offer(region=make.a_region(**draft))
    ),
}


@pytest.mark.parametrize("hidden", HIDDEN_ABOVE)
def test_a_file_of_what_is_hidden_otherwise_is_not_served(client, hidden):
    document = with_file(HIDDEN_ABOVE[hidden]({"published_from": None}))
    assert client.get(document.file_url).status_code == 404


@pytest.mark.parametrize("public", [name for name in HIDDEN_ABOVE if "draft" in name])
def test_the_same_file_is_served_once_all_is_published(client, public):
    document = with_file(HIDDEN_ABOVE[public]({"published_from": today()}))
    assert client.get(document.file_url).status_code == 200


def test_an_old_title_leads_to_the_document(client):
    document = a_document("region", name="Jaarplan")
    old = document.file_url
    document.name = "Jaarverslag"
    document.save()

    assert client.get(old)["Location"] == f"/document/{document.file_key}/jaarverslag.pdf"


@pytest.mark.parametrize("name", ["x", "x.exe", "%00.pdf", "..%2f", f"{'9' * 300}.pdf"])
def test_an_address_without_a_document_is_not_found(client, name):
    assert client.get(f"/document/{'0' * 39}x/{name}").status_code == 404


def test_a_missing_file_is_not_found(client):
    document = make.a_region_document()
    assert client.get(document.file_url).status_code == 404


def test_a_page_as_of_a_past_date_has_no_documents(client):
    region = a_document("region").region
    response = client.get(region.get_absolute_url(), {"peildatum": "2023-05-01"})
    assert b"documenten" not in response.content


@pytest.mark.parametrize("owner", OWNERS)
def test_takes_the_same_queries_for_any_number_of_documents(client, owner):
    page = getattr(a_document(owner), owner)
    with CaptureQueriesContext(connection) as with_one:
        client.get(page.get_absolute_url())
    for _ in range(4):
        a_document(owner, page)
    with CaptureQueriesContext(connection) as with_five:
        client.get(page.get_absolute_url())
    assert len(with_five) == len(with_one)


def pages_found(client, word):
    found = BeautifulSoup(client.get("/zoeken/", {"q": word}).content, "lxml")
    return [link["href"] for link in found.select("a.row__name")]


@pytest.mark.parametrize("owner", OWNERS)
def test_the_title_of_a_document_finds_the_page_that_offers_it(client, owner):
    document = a_document(owner, name="Jaarplan zonneboilers")
    page = getattr(document, owner)
    assert pages_found(client, "zonneboilers") == [page.get_absolute_url()]

    document.delete()

    assert pages_found(client, "zonneboilers") == []


@pytest.mark.parametrize("owner", OWNERS)
def test_the_title_of_a_document_without_its_file_finds_nothing(client, owner):
    maker, a_page = OWNERS[owner]
    maker(**{owner: a_page()}, name="Jaarplan zonneboilers", file_key="")
    assert pages_found(client, "zonneboilers") == []


@pytest.mark.parametrize("hidden", HIDDEN_ABOVE)
def test_the_title_of_a_hidden_document_finds_nothing(client, hidden):
    document = HIDDEN_ABOVE[hidden]({"published_from": None})
    document.name = "Jaarplan zonneboilers"
    document.save()
    assert pages_found(client, "zonneboilers") == []


@pytest.mark.parametrize("owner", OWNERS)
def test_the_title_of_a_document_of_a_draft_finds_nothing(client, owner):
    page = getattr(a_document(owner, name="Jaarplan zonneboilers"), owner)
    page.published_from = None
    page.save()
    assert pages_found(client, "zonneboilers") == []
