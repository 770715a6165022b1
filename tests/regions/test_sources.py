"""Every source shows its date, or that it has none."""

import pytest

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


def test_each_of_two_sources_needs_a_date():
    assert with_date("regiopagina; DUO, 22 november 2024") == (
        "regiopagina (datum niet bekend); DUO, 22 november 2024"
    )


@pytest.mark.parametrize("source", ["", " ; "])
def test_an_empty_source_stays_empty(source):
    assert with_date(source) == ""


def test_an_invented_source_needs_no_date():
    assert with_date("verzonnen voor de Voorbeeldregio") == "verzonnen voor de Voorbeeldregio"
