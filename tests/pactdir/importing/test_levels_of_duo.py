"""The migration that marks levels imported from DUO, on a database from before `levels_basis`."""

from importlib import import_module

import pytest
from django.apps import apps

from pactdir.models import ImportedRow, SchoolMatch
from regions.writing.changing import changing
from schools.models import School
from tests import make

pytestmark = pytest.mark.django_db


def migrate():
    with changing():
        import_module("pactdir.migrations.0009_levels_of_duo").mark(apps, None)


def test_marks_levels_that_still_have_their_imported_value_in_history_too():
    imported = make.a_school(levels=["vmbo-bkg", "havo"])
    imported.levels = ["pro"]
    imported.save()
    imported.levels = ["vmbo-bkg", "havo"]
    imported.save()
    edited = make.a_school(levels=["vmbo-kb"])
    unknown = make.a_school(levels=[])
    for school, levels in [
        (imported, "|vmbo-bkg|havo|"),
        (edited, "|vmbo-bkg|"),
        (unknown, ""),
    ]:
        ImportedRow.objects.create(
            kind="scholen", key=str(school.pk), object_id=school.pk, values={"levels": levels}
        )
    proposal = make.a_school_match(school=edited)

    migrate()

    basis = dict(School.objects.values_list("pk", "levels_basis"))
    assert basis == {imported.pk: "duo", edited.pk: "", unknown.pk: ""}
    history = School.history.filter(id=imported.pk).order_by("history_id")
    # Later records come from this test: a migration adds none.
    assert list(history.values_list("levels_basis", flat=True)[:3]) == ["duo", "", "duo"]
    imported_values = {row.object_id: row.values for row in ImportedRow.objects.all()}
    assert imported_values[edited.pk] == {"levels": "|vmbo-bkg|", "levels_basis": "duo"}
    assert imported_values[unknown.pk] == {"levels": ""}
    assert SchoolMatch.objects.get(pk=proposal.pk).values["levels_basis"] == "duo"
