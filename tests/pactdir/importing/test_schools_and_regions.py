"""DUO's own file and the list of regions, in either order: no doubles, all schools in the draft."""

import pytest

from pactdir.importing import import_files
from pactdir.importing.desk.school_decisions import decide
from pactdir.models import SchoolMatch, Verdict
from regions.models import Region
from schools.models import School, SchoolParticipation
from tests import make
from tests.pactdir.importing.duo_generator import COLUMNS, written_as
from tests.pactdir.importing.files import all_rows, written
from tests.pactdir.importing.test_region_list import a_list

pytestmark = pytest.mark.django_db

LOCATION = dict.fromkeys(COLUMNS, " ") | {
    "INSTELLINGSCODE": "19ZX",
    "GEMEENTENUMMER": "0405",
    "GEMEENTENAAM": "HOORN",
    "PLAATSNAAM": "HOORN",
    "POSTCODE": "1621 RD",
    "ONDERWIJSSTRUCTUUR": "VBO/MAVO",
}
SCHOOLS = written_as(
    LOCATION | {"VESTIGINGSCODE": f"19ZX0{number}", "VESTIGINGSNAAM": name, "STRAATNAAM": street}
    for number, (name, street) in enumerate(
        [
            ("HET AHORN COLLEGE", "Middenweg"),  # ours, with its code
            ("Berkcollege voor vmbo", "Plein"),  # ours without a code: an editor says so
            ("Ceder Vakschool", "Laan"),  # new to us
        ]
    )
)
REGIONS = a_list(
    {"naam": "STO Regio Hoorn", "nummers": "STO19001"},  # ours
    {
        "naam": "STO Regio Zuiderzee",
        "scholen": "Ahorn (Hoorn)|Berk (Hoorn)|Ceder Vakschool (Hoorn)|Den (Hoorn)",
    },
)


@pytest.fixture
def ours():
    hoorn = make.a_place(
        name="Hoorn", municipality=make.a_municipality(code="GM0405", name="Hoorn")
    )
    make.a_school(name="Ahorn", brin="19ZX", location_code="00", place=hoorn)
    make.a_school(name="Berk", place=hoorn, address="Plein", postcode="1621 RD")
    make.a_region(name="Techniekpact Hoorn", slug="hoorn")


@pytest.fixture
def load(tmp_path, ours):
    contents = {"duo.csv": SCHOOLS, "regios.csv": REGIONS}

    def load(*names):
        return import_files(written(tmp_path, {name: contents[name] for name in names}))

    return load


@pytest.mark.parametrize(
    "order",
    [
        [("duo.csv", "regios.csv")],
        [("regios.csv", "duo.csv")],
        [("duo.csv",), ("regios.csv",)],
        # Who has the list first, gets the schools into it by loading the list again.
        [("regios.csv",), ("duo.csv",), ("regios.csv",)],
    ],
    ids=["together", "together, otherwise named", "schools first", "regions first"],
)
def test_in_any_order_the_schools_of_duo_stand_once_and_take_part_in_a_draft(load, order):
    for names in order:
        run = load(*names)

    assert sorted(School.objects.values_list("name", flat=True)) == [
        "Ahorn",
        "Berk",
        "Berkcollege",  # which may be Berk
        "Ceder Vakschool",
    ]
    assert list(Region.objects.order_by("name").values_list("name", "published_from")) == [
        ("STO Regio Zuiderzee", None),
        ("Techniekpact Hoorn", make.PUBLISHED),
    ]
    taking_part = SchoolParticipation.objects.filter(region__name="STO Regio Zuiderzee")
    assert sorted(taking_part.values_list("school__name", flat=True)) == [
        "Ahorn",
        "Berk",
        "Ceder Vakschool",
    ]
    assert "STO Regio Zuiderzee: niet gevonden onder de scholen: Den (Hoorn)" in [
        line for outcome in run.outcomes for line in outcome.doubtful
    ]

    decide(SchoolMatch.objects.get(), Verdict.SAME, make.a_national_editor())
    before = all_rows("pactdir.Import")
    load("duo.csv", "regios.csv")
    assert all_rows("pactdir.Import") == before
    assert School.objects.get(name="Berk").duo_code == "19ZX01"
