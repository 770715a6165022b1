"""Marks schools that are no longer in the register as possibly closed; an editor is asked once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q

from pactdir.importing.imported_values import PreviousValues, snapshot
from pactdir.importing.outcome import Outcome
from pactdir.importing.schools.registers import REGISTERS
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from schools.models import School

# If more are missing, the file is assumed to be incomplete.
INCOMPLETE_SHARE, INCOMPLETE_COUNT = 0.1, 20


def mark_possibly_closed(
    missing: Mapping[str, School], seen: Collection[str], kind: str, outcome: Outcome
) -> PreviousValues:
    total = ImportedRow.objects.filter(kind=kind).count()
    if len(missing) > max(INCOMPLETE_COUNT, total * INCOMPLETE_SHARE):
        outcome.warnings.append(
            f"{len(missing)} van de {total} scholen staan niet in dit bestand: het is een deel. "
            "Er is niets als mogelijk gesloten gemerkt."
        )
        return {}
    is_published = Q(location=None) | Q(location__published_from__isnull=False)
    others = ImportedRow.objects.filter(kind__in=REGISTERS).exclude(kind=kind).values("key")
    proposals = SchoolMatch.objects.undecided().filter(is_published)
    proposals.exclude(key__in=seen).exclude(key__in=others).delete()
    previous: PreviousValues = {}
    for imported in ImportedRow.objects.filter(kind=kind, key__in=missing):
        school = missing[imported.key]
        if not may_be_marked(imported, school):
            continue
        previous[imported.key] = snapshot(imported)
        imported.values["possibly_closed"] = "True"
        imported.save()
        if not _may_have_new_code(school, seen):
            _mark(school)
            outcome.removed.append(f"{school} ({imported.key}): mogelijk gesloten")
    return previous


def may_be_marked(imported: ImportedRow, school: School) -> bool:
    was_marked = imported.values.get("possibly_closed") == "True"
    return not (was_marked or school.closed_on or school.duo_code != imported.key)


def _mark(school: School) -> None:
    if not school.possibly_closed:
        school.possibly_closed = True
        school.save()


def _may_have_new_code(school: School, seen: Collection[str]) -> bool:
    codes = SchoolMatch.objects.filter(school=school, key__in=seen)
    return codes.filter(
        Q(verdict=Verdict.SAME) | Q(verdict="", location__published_from__isnull=True)
    ).exists()
