"""Structured data (JSON-LD) of every page: only what the page shows, and safely escaped."""

import json

import pytest

from regions.structured_data import script
from tests import make
from tests.pages.reading import data_of, main_of, read, running_scripts, words

pytestmark = pytest.mark.django_db


def test_only_indexed_pages_have_data_and_all_of_them_have_breadcrumbs(demo_pages):
    all_types = set()
    for address, page in demo_pages.items():
        data = data_of(page)
        types = {block["@type"] for block in data}
        is_indexed = b'content="noindex"' not in page.content
        assert is_indexed or data == [], address
        assert running_scripts(page) == [], address
        assert "oorbeeld" not in json.dumps(data), address
        if is_indexed and main_of(page).select_one(".crumbs"):
            assert "BreadcrumbList" in types, address
        all_types |= types
    assert all_types == {
        *(
            "WebSite",
            "BreadcrumbList",
            "DefinedTerm",
            "Organization",
            "School",
            "EducationalOrganization",
        ),
        *("Event", "NewsArticle"),
    }


SCHEMA_PROPERTIES = {
    *("@context", "@type", "url", "item", "eventStatus", "inLanguage", "propertyID"),
}
DATE_PROPERTIES = {
    *("datePublished", "startDate", "endDate", "previousStartDate", "dissolutionDate"),
}


def test_every_text_in_the_data_is_on_the_page(demo_pages):
    for address, page in demo_pages.items():
        soup = read(page)
        dates = {time["datetime"] for time in soup.find_all("time")}
        links = {link["href"] for link in soup.find_all("a")}
        page_text = words(soup.main)
        for data in data_of(page):
            if data["@type"] == "WebSite":
                continue
            for name, text in texts(data):
                if name in DATE_PROPERTIES:
                    assert text[:10] in dates, f"{address}: {name} {text}"
                elif name == "sameAs":
                    assert text in links, f"{address}: {text}"
                elif name not in SCHEMA_PROPERTIES:
                    assert " ".join(text.split()) in page_text, f"{address}: {name} {text}"


def texts(data):
    """Every text in nested data, with the name of its property."""
    for name, value in data.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from texts(item)
            elif isinstance(item, str):
                yield name, item


# --- escaping ---

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "--></script><img src=x onerror=alert(1)>",
    "]]></SCRIPT ><b>",
    "a\u2028b\u2029c",
    '"}</script>',
    "\\u003C/script\\u003E &lt;/script&gt;",
    "'\"`${alert(1)}{{ 7|add:7 }}{% now %}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_closes_the_script_element_or_is_changed_in_it(text):
    block = script({"name": text})
    content = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")

    assert json.loads(content)["name"] == text
    assert not set("<>&\u2028\u2029") & set(content)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_escaped_on_every_kind_of_page(client, text):
    place = make.a_place(name=text)
    region = make.a_region(name=text, summary=text)
    school = make.a_school(
        name=text,
        summary=text,
        place=place,
        address=text,
        board=make.an_organisation(name=text),
    )
    partner = make.a_partner(name=text, summary=text, place=place)
    make.a_school_participation(region=region, school=school)
    make.a_partner_participation(region=region, partner=partner)
    article = make.an_article(name=text, intro=text, region=region)
    event = make.an_event(name=text, summary=text, venue=text, place=place, region=region)
    municipality = make.a_municipality(name=text)

    for row in [region, school, partner, article, event, municipality]:
        page = client.get(row.get_absolute_url())
        data = data_of(page)
        assert running_scripts(page) == [], row
        assert read(page).find_all(["b", "img"]) == []
        names = {block.get("name", block.get("headline", text)).strip() for block in data}
        assert names == {text}, row
        assert data[-1]["itemListElement"][-1]["name"] == text, row
