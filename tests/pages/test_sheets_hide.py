"""No sheet shows a draft, a child of a draft, or a private field of a contact.

As in `test_drafts.py`, every text of every hidden row contains a mark.
"""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from news.models import Article, Event
from partners.models import Partner
from regions.models import Municipality, Region
from regions.sheets.addresses import WORDS, sheet_path
from regions.writing.changing import changing
from schools.models import Indicator, School
from tests import make
from tests.pages.hidden_rows import MARK, hidden_rows, signatures
from tests.pages.test_malformed import all_routes
from tests.regions.sheets.reading import xlsx_rows

pytestmark = pytest.mark.django_db

LISTS = [
    *("/regios/", "/gemeenten/", "/scholen/", "/partners/", "/aanbod/", "/nieuws/", "/agenda/"),
]
FIGURES = ["/cijfers/", "/cijfers/witte-vlekken/", "/cijfers/open/", "/dichtbij/1703/"]
PAGED = [Region, Municipality, School, Partner]


def every_sheet(client):
    """The text of each sheet by its URL, of lists and of all rows that have a page."""
    pages = [*LISTS, *FIGURES]
    pages += [row.get_absolute_url() for model in PAGED for row in model.objects.all()]
    addresses = [sheet_path(page, extension) for page in pages for extension in WORDS]
    for name, model in {"school": School, "regio": Region, "gemeente": Municipality}.items():
        chosen = "&".join(f"{name}={slug}" for slug in model.objects.values_list("slug", flat=True))
        addresses += [f"/vergelijken.{extension}?{chosen}" for extension in WORDS]
    texts = {}
    for address in addresses:
        extension = address.partition("?")[0].rpartition(".")[2]
        response = client.get(address)
        assert response.status_code in (200, 404), address
        if response.status_code == 200:
            texts[address] = text_of(response.content, extension)
    return texts


@pytest.fixture
def figures():
    place = make.a_place()
    make.a_postcode_area(code="1703", place=place, latitude=52.6, longitude=4.8)
    indicator = make.an_indicator(slug="open")
    make.a_figure(indicator=indicator, area_code="NL")


def text_of(content, extension):
    if extension == "csv":
        return content.decode().lower()
    return str([xlsx_rows(content), xlsx_rows(content, "Over dit bestand")]).lower()


@pytest.fixture(params=[None, timedelta(days=1)], ids=["a draft", "from tomorrow"])
def hidden(request, fixed_today):
    return hidden_rows(request.param and fixed_today + request.param)


def test_no_sheet_shows_a_mark_of_a_hidden_row(client, hidden):
    sheets = every_sheet(client)

    assert [address for address, text in sheets.items() if MARK in text] == []
    assert not any(word in text for word in signatures() for text in sheets.values())
    assert not any(sheet_path(row.get_absolute_url(), "csv") in sheets for row in hidden)
    of_sheets = {route for route in all_routes() if "<sheet:" in route}
    assert {f"/{resolve(urlsplit(address).path).route}" for address in sheets} == of_sheets


def test_each_sheet_shows_marks_once_the_rows_are_published(client):
    rows = hidden_rows(None)
    with changing():
        for model in [Region, School, Partner, Article, Event, Indicator]:
            model.objects.update(published_from=make.PUBLISHED)
    marked = {address for address, text in every_sheet(client).items() if MARK in text}

    assert {sheet_path(page, "csv") for page in LISTS} <= marked
    with_sheet = [row for row in rows if isinstance(row, tuple(PAGED))]
    assert {sheet_path(row.get_absolute_url(), "xlsx") for row in with_sheet} <= marked


def test_each_field_of_a_contact_shows_only_if_it_is_public(client, figures):
    region = make.a_region()
    make.a_municipality_participation(region=region)
    contact = make.a_contact(
        region=region,
        person_name=f"{MARK}naam",
        email=f"{MARK}mail@site.example",
        phone=f"{MARK}tel",
        publication_ground=f"{MARK}grond",
    )
    fields = {"name": "naam", "email": "mail", "phone": "tel"}

    def visible():
        text = " ".join(every_sheet(client).values())
        return {mark for mark in (*fields.values(), "grond") if f"{MARK}{mark}" in text}

    assert visible() == set()
    for public_field, mark in fields.items():
        for field in fields:
            setattr(contact, f"{field}_is_public", field == public_field)
        contact.publication_agreed_on = make.PUBLISHED
        contact.save()
        assert visible() == {mark}
    contact.delete()
    assert visible() == set()
