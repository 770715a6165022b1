"""Schools that left the register: possibly closed, which an editor is asked once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q

from pactdir.importing.imported_values import PreviousValues
from pactdir.importing.outcome import Outcome
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from schools.models import School

# So many missing, and so large a part: then it is no newer file but a piece of one.
PIECE, MANY = 0.1, 20


def mark_possibly_closed(
    missing: Mapping[str, School], seen: Collection[str], kind: str, outcome: Outcome
) -> PreviousValues:
    """Mark the `missing`, by code; `seen` are the codes in the files of this import.

    Answers what the imported values of those said before.
    """
    number = ImportedRow.objects.filter(kind=kind).count()
    if len(missing) > max(MANY, number * PIECE):
        outcome.doubtful.append(
            f"{len(missing)} van de {number} scholen staan niet in dit bestand: het is een deel. "
            "Er is niets als mogelijk gesloten gemerkt."
        )
        return {}
    on_the_site = Q(location=None) | Q(location__published_from__isnull=False)
    SchoolMatch.objects.undecided().filter(on_the_site).exclude(key__in=seen).delete()
    previous: PreviousValues = {}
    for imported in ImportedRow.objects.filter(kind=kind, key__in=missing):
        school = missing[imported.key]
        is_asked = imported.values.get("possibly_closed") == "True"
        if is_asked or school.closed_on or school.duo_code != imported.key:
            continue
        previous[imported.key] = {
            "values": {**imported.values},
            "object_id": imported.object_id,
        }
        imported.values["possibly_closed"] = "True"
        imported.save()
        if not _may_go_on(school, seen):
            _mark(school)
            outcome.gone.append(f"{school} ({imported.key}): mogelijk gesloten")
    return previous


def _mark(school: School) -> None:
    if not school.possibly_closed:
        school.possibly_closed = True
        school.save()


def _may_go_on(school: School, seen: Collection[str]) -> bool:
    """Whether the file has it under another code, for all we know."""
    codes = SchoolMatch.objects.filter(school=school, key__in=seen)
    return codes.filter(
        Q(verdict=Verdict.SAME) | Q(verdict="", location__published_from__isnull=True)
    ).exists()
