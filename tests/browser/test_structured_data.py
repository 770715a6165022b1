"""Structured data in a real browser: parsed as data and never run, whatever names contain.

The fixture that makes the pages fails the test for anything the browser logs, a refusal of the
policy too.
"""

import pytest

from tests import make

HOSTILE = [
    "</script><script>window.ran = 1</script>",
    "<!--<script>window.ran = 1</script>",
    '"}</script><img src="/x" onerror="window.ran = 1">',
    "\u2028window.ran = 1//",
]
READ = """() => [...document.querySelectorAll("script:not([src])")].map(
    (script) => [script.type, JSON.parse(script.text)["@type"]]
)"""


@pytest.mark.usefixtures("demo")
def test_csp_allows_structured_data(page):
    page.goto("/agenda/pet-west-friesland-2021/")

    assert page.evaluate(READ) == [
        ["application/ld+json", "Event"],
        ["application/ld+json", "BreadcrumbList"],
    ]


def test_no_name_breaks_out_of_structured_data(page):
    for name in HOSTILE:
        region = make.a_region(name=name, summary=name)
        school = make.a_school(name=name, summary=name, place=make.a_place(name=name))
        make.a_school_participation(region=region, school=school)
        for row in [
            region,
            school,
            make.a_partner(name=name, summary=name),
            make.an_article(name=name, intro=name, region=region),
            make.an_event(name=name, summary=name, venue=name, region=region),
        ]:
            page.goto(row.get_absolute_url())
            assert [kind for kind, _ in page.evaluate(READ)] == ["application/ld+json"] * 2
            assert page.locator("img").count() == 0
            assert page.evaluate("window.ran") is None
