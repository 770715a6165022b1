"""Postcodes from the GeoNames file, with the municipality determined by boundaries."""

import pytest

from pactdir.importing import import_files
from pactdir.importing.detection import kind_of
from pactdir.importing.kinds.geonames import GeonamesPostcodes
from pactdir.importing.kinds.postcodes import Postcodes
from regions.models import Boundary, PostcodeArea
from tests.pactdir.importing import boundary_generator as country
from tests.pactdir.importing.files import POSTCODES, database_hash, problems_of, write_files

pytestmark = pytest.mark.django_db
BOUNDARIES = {
    "grenzen.geojson": country.of_cbs([(0, 0), (1, 0)]),
    "provincies.geojson": country.provinces_of_cbs(),
}


def line(code, place, latitude, longitude, number="", country_code="NL"):
    region = ["Ergens", "01", "Gemeente", number, "", ""]
    return "\t".join([country_code, code, place, *region, str(latitude), str(longitude), ""])


FILE = (
    "\n".join(
        [
            line("1011", "Eerst", 51.05, 4.05, "1001"),  # 1000 according to the boundaries
            line("1011", "Daarna", 51.05, 4.06),
            line("1012", "Alteveer gem Hoogeveen", 51.05, 4.15),
            line("1013", "Aan de kust", 50.995, 4.15),
        ]
    )
    + "\n"
)


@pytest.fixture
def load(tmp_path):
    def load(files, **options):
        return import_files(write_files(tmp_path, files), **options)

    return load


def stored():
    rows = PostcodeArea.objects.values_list("code", "place__name", "place__municipality__code")
    return sorted(rows)


def outcome_of(run):
    return next(outcome for outcome in run.outcomes if outcome.kind == "postcodes")


def test_the_boundary_determines_the_municipality(load):
    load({**BOUNDARIES, "NL.txt": FILE})

    assert stored() == [
        ("1011", "Eerst", "GM1000"),
        ("1012", "Alteveer", "GM1001"),
        ("1013", "Aan de kust", "GM1001"),
    ]


def test_outside_every_boundary_the_code_in_the_file_is_used(load):
    text = (
        line("1014", "Op zee", 52.5, 4.05, "1001") + "\n" + line("1015", "Weg", 52.5, 4.05) + "\n"
    )

    run = load({**BOUNDARIES, "NL.txt": text})

    assert stored() == [("1014", "Op zee", "GM1001")]
    assert outcome_of(run).warnings == [
        "1015 Weg: het punt ligt in geen gemeente die we kennen, niet geladen"
    ]


def test_a_table_in_the_same_folder_takes_precedence(load):
    table = POSTCODES.replace("GM0361", "GM1001").replace("1811,Alkmaar", "1011,Tafelplaats")

    load({**BOUNDARIES, "NL.txt": FILE, "pc4.csv": table.replace("GM0373", "GM1001")})

    assert ("1011", "Tafelplaats", "GM1001") in stored()
    assert ("1012", "Alteveer", "GM1001") in stored()


def test_a_second_import_changes_nothing(load):
    load({**BOUNDARIES, "NL.txt": FILE})
    before = database_hash("pactdir.Import")

    load({**BOUNDARIES, "NL.txt": FILE})

    assert database_hash("pactdir.Import") == before


def test_without_boundaries_the_message_says_what_to_import(tmp_path):
    assert problems_of(write_files(tmp_path, {"NL.txt": line("1011", "X", 52, 5)})) == [
        "NL.txt: Van geen postcode is de gemeente bekend. Laad eerst de grenzen van gemeenten."
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (line("1011", "X", 51.05, 4.05) + "\nNL\t1012\n", "NL.txt, regel 2: Er staan 2 cellen;"),
        (
            line("1011", "X", 4.05, 51.05),
            "NL.txt, regel 1, kolom latitude: Breedte en",
        ),
        (
            line("1011", "X", "51.05 N", 4.05),
            "NL.txt, regel 1, kolom latitude: Schrijf een",
        ),
        (line("1011", "", 51.05, 4.05), "NL.txt, regel 1, kolom place name: "),
    ],
)
def test_refuses_and_reports_an_invalid_line(tmp_path, text, message):
    problems = problems_of(write_files(tmp_path, {**BOUNDARIES, "NL.txt": text}))

    assert [problem[: len(message)] for problem in problems] == [message]


def test_is_recognised_if_its_first_line_repeats_a_name(tmp_path):
    """Otherwise that line would be refused as a header."""
    text = line("1011", "Ergens", 52, 5)
    (path,) = write_files(tmp_path, {"NL.txt": text})

    assert kind_of("NL.txt", text.encode()) is GeonamesPostcodes
    assert problems_of([path], only=Postcodes) == problems_of([path])


@pytest.mark.parametrize(
    "text",
    [
        line("1011 AB", "X", 52, 5),  # NL_full, with postcodes of six characters
        line("1011", "X", 52, 5, country_code="BE"),
        line("1011", "X", 52, 5) + "\t",
    ],
)
def test_is_not_mistaken_for_another_kind(text):
    assert kind_of("NL.txt", text.encode()) is not GeonamesPostcodes


def test_an_abolished_municipality_has_no_postcodes(load):
    load(BOUNDARIES)
    old = Boundary.objects.get(code="GM1000").municipality
    old.valid_until = "2020-12-31"
    old.save()

    load({"NL.txt": line("1011", "X", 51.05, 4.05, "1001")})

    assert stored() == [("1011", "X", "GM1001")]
