"""The PDFs of the demo are tagged and small, and have the same figures as their pages."""

import pytest

from tests.pactdir.paper.reading import page_sizes, smallest_font, text_on
from tests.pactdir.paper.structure import problems
from tests.pages.reading import factline, main_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

MAX_BYTES = 60_000
MIN_FONT = 7  # points
PAGES = [
    "/gemeenten/dijk-en-waard/",
    "/gemeenten/hoorn/",
    "/gemeenten/opmeer/",
    "/gemeenten/voorbeeldgemeente/",
    "/regios/techniekpact-amstelland/",
    "/regios/techniekpact-noord-kennemerland/",
    "/regios/voorbeeldregio/",
]
PUNCTUATION = str.maketrans("", "", "()·")


def plain(text):
    return " ".join(text.translate(PUNCTUATION).replace(" technisch ", " ").split())


def rows_of_figures(page):
    """The rows of all tables except those that the PDF omits.

    Those are by school and, of a municipality, by profile and learning path.
    """
    of_region = page.request["PATH_INFO"].startswith("/regios/")
    omitted = ["School"] if of_region else ["School", "Profiel"]
    for table in main_of(page).select("table.figures"):
        if words(table.find("th")) not in omitted:
            yield from (plain(words(row)) for row in table.select("tbody tr"))


@pytest.mark.parametrize("address", PAGES)
def test_a_pdf_is_tagged_and_has_the_numbers_of_its_page(client, address):
    page, paper = client.get(address), client.get(f"{address[:-1]}.pdf")
    text = plain(text_on(paper))

    assert [row for row in rows_of_figures(page) if row not in text] == []
    assert " ".join(map(plain, factline(page))) in text
    for source in main_of(page).select("#bronnen li"):
        assert plain(words(source)) in text
    assert problems(paper.content) == []
    assert len(paper.content) <= MAX_BYTES
    assert smallest_font(paper) >= MIN_FONT


def test_the_year_report_is_tagged_and_names_the_sources_of_its_page(client):
    address = "/regios/techniekpact-west-friesland/jaar/2021/"
    page, paper = client.get(address), client.get(f"{address[:-1]}.pdf")
    text = plain(text_on(paper))

    sources = [
        plain(words(source)) for source in main_of(page).select("[aria-labelledby=kop-bronnen] li")
    ]
    assert sources
    assert [source for source in sources if source not in text] == []
    assert problems(paper.content) == []
    assert len(paper.content) <= MAX_BYTES
    assert smallest_font(paper) >= MIN_FONT
    assert page_sizes(paper) == [(210, 297)]


def test_the_pages_have_figures_to_compare(client):
    assert len(list(rows_of_figures(client.get(PAGES[0])))) > 10
    assert len(list(rows_of_figures(client.get(PAGES[4])))) > 10
