"""Page, PDF, CSV and XLSX of every region and municipality in the demo have the same numbers."""

import re
from itertools import takewhile

import pytest

from pactdir.pages.region_parts import school_counts
from pactdir.paper import views
from regions.clock import today
from regions.models import Municipality, Region
from regions.published_regions import published_regions
from schools.figures import facts
from schools.figures.compared import figures_of_municipalities, figures_of_regions
from tests.pages.reading import main_of, words
from tests.pages.same_numbers import differences, first_number, in_short

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_all_formats_of_every_page_have_the_same_numbers(client):
    compared, found = 0, []
    for row in [*Region.objects.published(today()), *Municipality.objects.current(today())]:
        number, differing = differences(client, row)
        compared += number
        found += differing

    assert found == []
    assert compared > 500


def test_a_comparison_has_the_numbers_of_the_pages_it_compares(client):
    day = today()
    municipalities = {row.pk: row for row in Municipality.objects.current(day)}
    regions = published_regions(day)
    compared = 0
    for rows, figures in (
        (municipalities, figures_of_municipalities(municipalities, day)),
        (regions, figures_of_regions(school_counts(regions.values(), day), day)),
    ):
        for key, of_row in figures.items():
            page = main_of(client.get(rows[key].get_absolute_url()))
            for figure in of_row:
                heading = page.find(id=f"cijfer-{figure.indicator.slug}")
                part = takewhile(lambda tag: tag.name != "h3", heading.find_next_siblings())
                numbers = [words(tag) for block in part for tag in block.select("strong, td")]
                shown = [first_number(in_short(number)) for number in numbers]
                assert first_number(in_short(figure.value)) in shown, (
                    rows[key],
                    figure.label,
                    shown,
                )
                compared += 1
    assert compared > 40


def test_numbers_too_high_in_the_sheets_are_reported(client, monkeypatch):
    rounded = facts.rounded
    monkeypatch.setattr(facts, "rounded", lambda number: rounded(number) + 1)

    assert differences(client, Municipality.objects.get(slug="hoorn"))[1]


def test_numbers_too_high_in_the_pdf_are_reported(client, monkeypatch):
    pdf_of = views.pdf_of

    def too_high(html, address):
        return pdf_of(re.sub(r"<td>(\d)", r"<td>9\1", html), address)

    monkeypatch.setattr(views, "pdf_of", too_high)
    found = differences(client, Region.objects.get(slug="techniekpact-west-friesland"))[1]

    assert found
    assert all("pdf" in sentence for sentence in found)
