"""CBS's road distance per postcode to the nearest vmbo."""

import csv
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from pactdir.importing import import_files
from regions.fields.partial_date import PartialDate
from schools.models import Figure
from tests import make
from tests.pactdir.importing.files import (
    OFFICIAL_FILES,
    needs_official_files,
    problems_of,
    write_files,
)

pytestmark = pytest.mark.django_db

FILE = "cbs_pc4_2023_onderwijs_nabij.csv"


def content(*rows):
    header = "pc4,inwoners,vmbo_km,vmbo_binnen_3km\n"
    return header + "".join(f"{code},12875,{km},4.3\n" for code, km in rows)


@pytest.fixture
def load(tmp_path):
    def load(content, name=FILE):
        return import_files(write_files(tmp_path, {name: content})).outcomes[0]

    return load


def test_reports_a_postcode_that_is_not_stored(load):
    make.a_postcode_area(code="1703")

    outcome = load(content(("1703", "1.3"), ("1704", "-99997")))

    assert outcome.warnings == [
        "1 postcode van CBS staat hier niet, zoals 1704. Plaats en punt ontbreken in dit bestand: "
        "die staan in NL.txt van GeoNames"
    ]


@pytest.fixture
def words(client):
    place = make.a_place()
    make.a_postcode_area(code="1703", place=place, latitude=52.6, longitude=4.8)

    def words():
        page = BeautifulSoup(client.get("/dichtbij/1703/").content, "lxml").main
        return " ".join(page.get_text(" ").split())

    return words


def test_the_page_of_a_postcode_gives_the_distance_with_source_and_year(load, words, client):
    load(content(("1703", "1.3")))

    assert ("Dichtstbijzijnde vmbo: gemiddeld 1,3 km over de weg (CBS, 2023).") in words()
    page = client.get(Figure.objects.get().get_absolute_url()).content.decode()
    assert "postcode 1703" in page
    assert "CBS, cijfers per postcode (PC4), 2023" in page
    indicator = client.get("/cijfers/afstand-over-de-weg-tot-het-vmbo/").content.decode()
    assert "Dit cijfer is er per postcode" in indicator


@pytest.mark.parametrize("secret", ["-99997", "-99997.0", "-99997,0"])
def test_a_masked_distance_is_not_a_number(load, words, secret):
    load(content(("1703", secret.replace(",0", ".0")), ("1704", "2")))

    assert not Figure.objects.filter(area_code="1703").exists()
    assert "over de weg" not in words()


def test_the_distance_of_another_postcode_is_not_used(load, words):
    load(content(("1704", "2")))

    assert "over de weg" not in words()


def test_the_newest_year_is_shown(load, words):
    load(content(("1703", "1.3")))
    load(content(("1703", "1.4")), "cbs_pc4_2024.csv")
    load(content(("1703", "1.1")), "cbs_pc4_2021.csv")

    assert "gemiddeld 1,4 km" in words()


@pytest.mark.parametrize(
    ("code", "km", "problem"),
    [
        ("0703", "1.3", "kolom pc4: Een postcode is hier vier cijfers."),
        ("1703 WB", "1.3", "kolom pc4: Een postcode is hier vier cijfers."),
        ("1703", "-3", "kolom vmbo_km: "),
        ("1703", "1300", "kolom vmbo_km: "),
        ("1703", "ver", "kolom vmbo_km: "),
    ],
)
def test_an_invalid_cell_is_reported(tmp_path, code, km, problem):
    [found] = problems_of(write_files(tmp_path, {FILE: content((code, km))}))

    assert found.startswith(f"{FILE}, regel 2, {problem}")


def test_a_file_without_a_year_is_refused(load):
    outcome = load(content(("1703", "1.3")), "afstanden.csv")

    assert not Figure.objects.exists()
    assert "het jaar staat alleen in de naam" in outcome.warnings[0]


def test_asks_for_the_year_of_a_file_without_one(tmp_path):
    paths = write_files(tmp_path, {"afstanden.csv": content(("1703", "1.3"))})

    import_files(paths, as_of=PartialDate(2022, 10, 1))

    figure = Figure.objects.get()
    assert (figure.period, str(figure.as_of)) == ("2022", "2022")
    assert figure.source == "CBS, cijfers per postcode (PC4), 2022"


def test_the_download_date_is_not_the_year(load):
    load(content(("1703", "1.3")), "20260301-cbs_pc4_2023 (2026-11-28).csv")

    assert Figure.objects.get().period == "2023"


@needs_official_files
def test_every_postcode_in_the_real_file_has_a_distance():
    import_files([OFFICIAL_FILES / "cijfers" / FILE])

    figures = Figure.objects.filter(indicator__slug="afstand-over-de-weg-tot-het-vmbo")
    assert figures.get(area_code="1703").low == Decimal("1.3")
    assert not figures.filter(low__lt=0).exists()
    with (OFFICIAL_FILES / "cijfers" / FILE).open(encoding="utf-8") as file:
        named = [row for row in csv.DictReader(file) if not row["vmbo_km"].startswith("-")]
    assert figures.count() == len(named) > 4000
