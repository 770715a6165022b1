"""Page, PDF, CSV and XLSX of every region and municipality of the demo have the same numbers."""

import re

import pytest

from pactdir.paper import views
from regions.clock import today
from regions.models import Municipality, Region
from schools.figures import facts
from tests.pages.same_numbers import differences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_all_formats_of_every_page_have_the_same_numbers(client):
    compared, found = 0, []
    for row in [*Region.objects.published(today()), *Municipality.objects.current(today())]:
        number, differing = differences(client, row)
        compared += number
        found += differing

    assert found == []
    assert compared > 500


def test_numbers_too_high_in_the_sheets_are_found(client, monkeypatch):
    rounded = facts.rounded
    monkeypatch.setattr(facts, "rounded", lambda number: rounded(number) + 1)

    assert differences(client, Municipality.objects.get(slug="hoorn"))[1]


def test_numbers_too_high_in_the_pdf_are_found(client, monkeypatch):
    pdf_of = views.pdf_of

    def too_high(html, address):
        return pdf_of(re.sub(r"<td>(\d)", r"<td>9\1", html), address)

    monkeypatch.setattr(views, "pdf_of", too_high)
    found = differences(client, Region.objects.get(slug="techniekpact-west-friesland"))[1]

    assert found
    assert all("pdf" in sentence for sentence in found)
