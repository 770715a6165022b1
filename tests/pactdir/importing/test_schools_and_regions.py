"""DUO's file and the region list, in either order: no duplicates, and every school in the draft."""

import pytest

from pactdir.importing import import_files
from pactdir.importing.desk.school_decisions import decide
from pactdir.models import SchoolMatch, Verdict
from regions.models import Region
from schools.models import School, SchoolParticipation
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, to_csv
from tests.pactdir.importing.files import database_hash, write_files
from tests.pactdir.importing.test_region_list import to_csv as regions_csv

pytestmark = pytest.mark.django_db

LOCATION = dict.fromkeys(COLUMNS, " ") | {
    "INSTELLINGSCODE": "19ZX",
    "GEMEENTENUMMER": "0405",
    "GEMEENTENAAM": "HOORN",
    "PLAATSNAAM": "HOORN",
    "POSTCODE": "1621 RD",
    "ONDERWIJSSTRUCTUUR": "VBO/MAVO",
}
SCHOOLS = to_csv(
    LOCATION | {"VESTIGINGSCODE": f"19ZX0{number}", "VESTIGINGSNAAM": name, "STRAATNAAM": street}
    for number, (name, street) in enumerate(
        [
            ("HET AHORN COLLEGE", "Middenweg"),  # stored with its code
            ("Berkcollege voor vmbo", "Plein"),  # stored without a code: an editor decides
            ("Ceder Vakschool", "Laan"),  # new
        ]
    )
)
REGIONS = regions_csv(
    {"naam": "STO Regio Hoorn", "nummers": "STO19001"},  # exists
    {
        "naam": "STO Regio Zuiderzee",
        "scholen": "Ahorn (Hoorn)|Berk (Hoorn)|Ceder Vakschool (Hoorn)|Den (Hoorn)",
    },
)


@pytest.fixture
def existing_rows():
    hoorn = make.a_place(
        name="Hoorn", municipality=make.a_municipality(code="GM0405", name="Hoorn")
    )
    make.a_school(name="Ahorn", brin="19ZX", location_code="00", place=hoorn)
    make.a_school(name="Berk", place=hoorn, address="Plein", postcode="1621 RD")
    make.a_region(name="Techniekpact Hoorn", slug="hoorn")


@pytest.fixture
def load(tmp_path, existing_rows):
    contents = {"duo.csv": SCHOOLS, "regios.csv": REGIONS}

    def load(*names):
        return import_files(write_files(tmp_path, {name: contents[name] for name in names}))

    return load


@pytest.mark.parametrize(
    "order",
    [
        [("duo.csv", "regios.csv")],
        [("regios.csv", "duo.csv")],
        [("duo.csv",), ("regios.csv",)],
        # If the list comes first, import it again to add its schools.
        [("regios.csv",), ("duo.csv",), ("regios.csv",)],
    ],
    ids=["together", "together, otherwise named", "schools first", "regions first"],
)
def test_in_either_order_schools_exist_once_and_take_part_in_a_draft(load, order):
    for names in order:
        run = load(*names)

    assert sorted(School.objects.values_list("name", flat=True)) == [
        "Ahorn",
        "Berk",
        "Berkcollege",  # which could also be Berk
        "Ceder Vakschool",
    ]
    assert list(Region.objects.order_by("name").values_list("name", "published_from")) == [
        ("STO Regio Zuiderzee", None),
        ("Techniekpact Hoorn", make.PUBLISHED),
    ]
    participations = SchoolParticipation.objects.filter(region__name="STO Regio Zuiderzee")
    assert sorted(participations.values_list("school__name", flat=True)) == [
        "Ahorn",
        "Berk",
        "Ceder Vakschool",
    ]
    assert "STO Regio Zuiderzee: niet gevonden onder de scholen: Den (Hoorn)" in [
        line for outcome in run.outcomes for line in outcome.warnings
    ]

    decide(SchoolMatch.objects.get(), Verdict.SAME, make.a_national_editor())
    before = database_hash("pactdir.Import")
    load("duo.csv", "regios.csv")
    assert database_hash("pactdir.Import") == before
    assert School.objects.get(name="Berk").duo_code == "19ZX01"
