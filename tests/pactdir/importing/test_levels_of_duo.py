"""A site from before the basis of levels was kept: what came from DUO is marked as such."""

from importlib import import_module

import pytest
from django.apps import apps

from pactdir.models import ImportedRow, SchoolMatch
from regions.writing.changing import changing
from schools.models import School
from tests import make

pytestmark = pytest.mark.django_db


def migrated():
    with changing():
        import_module("pactdir.migrations.0009_levels_of_duo").mark(apps, None)


def test_levels_that_stand_as_they_were_imported_are_marked_also_in_history():
    of_duo = make.a_school(levels=["vmbo-bkg", "havo"])
    of_duo.levels = ["pro"]
    of_duo.save()
    of_duo.levels = ["vmbo-bkg", "havo"]
    of_duo.save()
    of_an_editor = make.a_school(levels=["vmbo-kb"])
    unknown = make.a_school(levels=[])
    for school, levels in [
        (of_duo, "|vmbo-bkg|havo|"),
        (of_an_editor, "|vmbo-bkg|"),
        (unknown, ""),
    ]:
        ImportedRow.objects.create(
            kind="scholen", key=str(school.pk), object_id=school.pk, values={"levels": levels}
        )
    proposal = make.a_school_match(school=of_an_editor)

    migrated()

    basis = dict(School.objects.values_list("pk", "levels_basis"))
    assert basis == {of_duo.pk: "duo", of_an_editor.pk: "", unknown.pk: ""}
    history = School.history.filter(id=of_duo.pk).order_by("history_id")
    # What stands behind those is of this test: a migration leaves no record of itself.
    assert list(history.values_list("levels_basis", flat=True)[:3]) == ["duo", "", "duo"]
    memory = {row.object_id: row.values for row in ImportedRow.objects.all()}
    assert memory[of_an_editor.pk] == {"levels": "|vmbo-bkg|", "levels_basis": "duo"}
    assert memory[unknown.pk] == {"levels": ""}
    assert SchoolMatch.objects.get(pk=proposal.pk).values["levels_basis"] == "duo"
