"""Regions side by side: unknown never reads as "no"."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.pages.reading import main_of, text_of


def columns(response):
    """The cell texts by row heading."""
    rows = main_of(response).select("tbody tr")
    return {
        row.th.get_text(strip=True): [" ".join(td.get_text(" ").split()) for td in row("td")]
        for row in rows
    }


@pytest.mark.usefixtures("demo")
def test_regions_are_compared_on_themes_partners_and_period(client):
    page = client.get(
        "/vergelijken/?regio=techniekpact-noord-kennemerland"
        "&regio=techniekpact-west-friesland&regio=techniekpact-amstelland"
    )
    table = columns(page)

    assert [heading.get_text() for heading in main_of(page).select("thead th")] == [
        "TechniekPact Noord-Kennemerland",
        "TechniekPact West-Friesland",
        "Techniekpact Amstelland",
    ]
    assert table["Periode"] == [
        "Van 2020 tot en met 2023",
        "Tot 2023",
        "In elk geval tot juni 2024",
    ]
    assert table["Thema's"][0] == "Niet bekend"
    assert table["Thema's"][1].startswith("LOB VMBO Techlab")
    assert table["Partners"][:2] == ["Niet bekend", "Niet bekend"]
    assert "TETRIX (opleidingsbedrijf)" in table["Partners"][2]
    assert table["Gemeenten"][1] == "Hoorn (afgeleid) Stede Broec (afgeleid)"


def test_regions_are_in_the_order_of_the_url(client, db):
    make.a_region(slug="a", name="Aa")
    make.a_region(slug="b", name="Bee")

    page = client.get("/vergelijken/?regio=b&regio=a&regio=b")

    headings = main_of(page).select("thead th")
    assert [heading.get_text() for heading in headings] == ["Bee", "Aa"]
    ticked = main_of(page).select("input[checked]")
    assert [box["value"] for box in ticked] == ["b", "a"]


def test_unknown_and_draft_regions_are_reported_and_omitted(client, db):
    make.a_region(slug="open")
    make.a_region(slug="concept", name="Geheim", **make.drafts)

    page = client.get("/vergelijken/?regio=open&regio=concept&regio=%00<b>")

    assert len(main_of(page).select("thead th")) == 1
    assert "Deze keuze kennen wij niet: concept en \x00<b>" in text_of(page)
    assert "Geheim" not in text_of(page)


def test_the_page_says_when_regions_beyond_the_maximum_are_omitted(client, db):
    slugs = [make.a_region().slug for _ in range(5)]

    page = client.get("/vergelijken/?" + "&".join(f"regio={slug}" for slug in slugs))

    assert len(main_of(page).select("thead th")) == 4
    assert "U ziet de eerste 4 regio's" in text_of(page)


def test_drafts_closed_schools_and_former_partners_are_not_in_the_table(client, db):
    region = make.a_region(slug="r")
    make.a_school_participation(region=region, school=make.a_school(**make.drafts))
    make.a_school_participation(region=region, school=make.a_school(closed_on="2021"))
    make.a_partner_participation(region=region, until="2021")

    table = columns(client.get("/vergelijken/?regio=r"))

    assert table["Scholen"] == table["Partners"] == ["Niet bekend"]


def test_goals_have_their_target_and_horizon_or_say_that_they_are_unknown(client, db):
    region = make.a_region(slug="r")
    make.a_goal(region=region, order=1, text="Meer techniek.", target="dubbel", horizon="2029")
    make.a_goal(region=region, order=2, text="Meer leraren.")

    assert columns(client.get("/vergelijken/?regio=r"))["Doelen"] == [
        "Meer techniek. Streefwaarde: dubbel. Te bereiken in 2029 . Geen meting bekend. "
        "Meer leraren. Streefwaarde niet bekend. Geen meting bekend."
    ]


def test_a_row_of_figures_is_for_one_year_and_says_where_none_is_known(client, db):
    pupils = make.an_indicator(slug="leerlingen-per-vmbo-profiel", unit="leerlingen")
    candidates = make.an_indicator(slug="examenkandidaten-per-technisch-profiel", unit="kandidaten")
    for slug, period in {"nu": "2024-2025", "eerder": "2019-2020"}.items():
        school = make.a_school()
        make.a_school_participation(region=make.a_region(slug=slug), school=school)
        for indicator, low in ((pupils, 62), (candidates, 21)):
            figure = {"indicator": indicator, "period": period, "profile": "pie", "low": low}
            make.a_figure(**figure, high=low, school=school, area_code=slug)
            make.a_figure(**figure, high=low, area_code="NL")

    table = columns(client.get("/vergelijken/?regio=nu&regio=eerder"))
    rows = {head: cells for head, cells in table.items() if re.search("20[0-9]{2}-", head)}
    assert {head[-9:] for head in rows} == {"2024-2025"}
    assert list(rows.values()) == [
        ["62, opgeteld over 1 school", "Geen cijfer bekend"],
        ["21, opgeteld over 1 school", "Geen cijfer bekend"],
    ]


def test_takes_the_same_queries_for_one_region_and_four(client, db):
    def queries(slugs):
        with CaptureQueriesContext(connection) as captured:
            client.get("/vergelijken/?" + "&".join(f"regio={slug}" for slug in slugs))
        return len(captured)

    slugs = []
    for _ in range(4):
        region = make.a_region()
        make.an_agreement(region=region)
        make.a_region_theme(region=region)
        make.a_school_participation(region=region)
        make.a_partner_participation(region=region)
        make.a_figure(
            region=region, area_code=region.slug, indicator=make.an_indicator(unit="euro")
        )
        slugs.append(region.slug)

    client.get(f"/vergelijken/?regio={slugs[1]}")  # fills the caches that all pages share
    # content version; themes, partners, number of schools, funding
    assert queries(slugs[:1]) == queries(slugs) == 5
