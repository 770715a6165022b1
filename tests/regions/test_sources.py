"""Every source shows its date, or that it has none."""

import pytest

from regions.models import Agreement
from regions.templatetags.words import cited
from regions.wording.sources import is_dated, with_date


@pytest.mark.parametrize(
    "source",
    [
        "oproep Techniekpact, 24 maart 2022",
        "DUO, vestigingen vo, 22 november 2024",
        "DUO, examens vo, schooljaar 2024-2025",
        "gids 2025",
        "lijst, geladen op 3 november 2026",
        "destentor.nl 2019-07",
        "westerwoldeactueel.nl 2025-02",
        "VO-Magazine (juli 2019)",
        "raadsbrief 22-12-2025",
        "jaarverslag 1998.",
    ],
)
def test_a_date_within_the_text_counts(source):
    assert is_dated(source)
    assert with_date(source) == source


@pytest.mark.parametrize(
    "source",
    [
        "DUO, alle vestigingen vo",
        "nieuwsbericht ondertekening Techniekpact Amstelland",
        "sterktechniekonderwijs.nl/regio/techthis nieuws",
        "project STO20190, blad 12024",
        "gids2022.example/p/20191",
        "pact2024.nl",
    ],
)
def test_a_missing_date_is_mentioned(source):
    assert with_date(source) == f"{source} (datum niet bekend)"


def test_a_note_about_the_date_of_the_fact_needs_no_date_itself():
    source = "DUO-vestigingen 2024 (afgeleid); datum algemeen bekend"
    assert with_date(source) == source


def test_each_of_two_sources_needs_a_date():
    assert with_date("regiopagina; DUO, 22 november 2024") == (
        "regiopagina (datum niet bekend); DUO, 22 november 2024"
    )


@pytest.mark.parametrize("source", ["", " ; "])
def test_an_empty_source_stays_empty(source):
    assert with_date(source) == ""


def test_an_invented_source_needs_no_date():
    assert with_date("verzonnen voor de Voorbeeldregio") == "verzonnen voor de Voorbeeldregio"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", "gids 2025"),
        ("https://bron.example/gids/", '<a href="https://bron.example/gids/">gids 2025</a>'),
        ("https://bron.example/?p=7", '<a href="https://bron.example/?p=7">gids 2025</a>'),
        ("https://bron.example", "gids 2025; adres van de pagina niet bekend"),
        ("https://www.bron.example/", "gids 2025; adres van de pagina niet bekend"),
    ],
)
def test_a_home_page_does_not_count_as_the_page_of_a_source(address, shown):
    assert cited(Agreement(source="gids 2025", source_url=address)) == shown
