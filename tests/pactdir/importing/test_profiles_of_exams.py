"""The migration that adds a source and date to profiles imported from DUO's exam results."""

from importlib import import_module

import pytest
from django.apps import apps

from pactdir.models import ImportedRow
from regions.writing.changing import changing
from schools.models import School
from schools.profile_words import source
from tests import make

pytestmark = pytest.mark.django_db

SENTENCE = "In schooljaar 2024-2025 deden hier leerlingen examen in deze profielen (DUO)."
INCOMPLETE = (
    " De lijst is misschien niet volledig: bij DUO staat ook de code MTX, die wij niet kennen."
)


def imported_before(school, profiles, note):
    values = {"profiles": profiles, "said": note, "year": "2024-2025"}
    ImportedRow.objects.create(
        kind="examens vo", key=school.duo_code, object_id=school.pk, values=values
    )


def migrated():
    with changing():
        import_module("pactdir.migrations.0014_profiles_of_exams").move(apps, None)


@pytest.mark.parametrize(
    ("written", "note"),
    [
        (SENTENCE, ""),
        (f"Verhuist.\n{SENTENCE}", "Verhuist."),
        (
            SENTENCE + INCOMPLETE,
            "De lijst van profielen is misschien niet volledig: bij DUO staat ook de code MTX, die "
            "wij niet kennen.",
        ),
    ],
)
def test_the_sentence_written_by_an_import_becomes_a_source_and_a_year(written, note):
    school = make.a_school(
        brin="00AH", location_code="17", profiles=["pie"], profiles_known=True, note=written
    )
    imported_before(school, "|pie|", written.removeprefix("Verhuist.\n"))

    migrated()

    school.refresh_from_db()
    expected = "DUO, examens in schooljaar 2024-2025"
    assert (source(school.profiles_basis, school.profiles_on), school.note) == (expected, note)
    history = School.history.filter(id=school.pk).order_by("history_id").first()
    assert source(history.profiles_basis, history.profiles_on) == expected
    memory = ImportedRow.objects.get()
    assert memory.kind == "profielen van scholen"
    assert memory.values == {"profiles": "|pie|", "said": note if "MTX" in note else ""}


def test_profiles_set_by_an_editor_stay_stated():
    school = make.a_school(
        brin="00AH", location_code="17", profiles=["zw"], profiles_known=True, note=SENTENCE
    )
    imported_before(school, "|pie|", SENTENCE)

    migrated()

    school.refresh_from_db()
    assert (school.profiles_basis, school.profiles_on, school.note) == ("", None, SENTENCE)
