"""Statements have an address of their own and a line to copy; those of figures: test_figures.py."""

import pytest

from regions.clock import today
from regions.wording.dutch import day_in_words
from schools.figures.money import REPORTED
from tests import make
from tests.pages.reading import main_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    region = make.a_region(slug="pact", name="Pact")
    municipality = make.a_municipality(slug="uithoorn", name="Uithoorn")
    make.a_municipality_participation(region=region, municipality=municipality, source="gids, 2021")
    euros = make.an_indicator(slug=REPORTED, name="Toegekend", unit="euro")
    make.a_figure(
        indicator=euros,
        region=region,
        area_code="pact",
        low=5_900_000,
        high=5_900_000,
        period="2020-2023",
        source="krant, 2019",
    )
    return make.an_agreement(region=region, source="krant, 2022", budget=None)


def lines(page):
    """Of each statement its anchor, and what stands before the day on which it was read."""
    until = f", geraadpleegd op {day_in_words(today())}."
    found = {}
    for line in main_of(page).select("details .source"):
        if line.select_one(".spelled-out") and "geraadpleegd" in line.get_text():
            address = line.a["href"]
            anchor = address.partition("#")[2]
            assert main_of(page).find(id=anchor), anchor
            assert words(line).replace(" ,", ",").endswith(f"{address}{until}")
            found[anchor] = words(line).partition(f" {address}")[0]
            assert address.partition("#")[0] == page.wsgi_request.build_absolute_uri()
    return found


def test_an_agreement_and_an_amount_can_be_cited(client, agreement):
    money = f"geld-{REPORTED}-2020-2023"
    for query in ("", "?peildatum=2024-09-01"):
        found = lines(client.get(f"/regios/pact/{query}"))

        assert found.keys() == {agreement.anchor, money}
        assert found[agreement.anchor].endswith("Bron: krant, 2022.")
        assert found[money].startswith("Pact. Toegekend, zoals bericht, 2020-2023: ")
        assert found[money].endswith("miljoen (bron: krant, 2019).")


def test_the_participation_of_a_municipality_can_be_cited(client, agreement):
    found = lines(client.get("/gemeenten/uithoorn/"))

    said = "Pact. Gemeente Uithoorn is opgegeven als deelnemer. Bron: gids, 2021."
    assert found == {"regio-pact": said}
