"""What an editor decides of a proposed match, done at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from pactdir.importing.run import Run
from pactdir.importing.schools import Schools
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.changing import changing
from schools.models import School

DECIDED = "Hierover is al een besluit genomen."
GONE = "Dit voorstel is er niet meer: door een nieuwer bestand, of omdat de import terugging."


def decide(match: SchoolMatch, verdict: Verdict, user: Any) -> str:
    """Remember the verdict and do what follows from it; says in words what was done.

    Raises ValidationError where it cannot be so.
    """
    with changing():
        # Whoever decides on this location waits for whoever began before.
        rows = SchoolMatch.objects.select_for_update().filter(key=match.key).order_by("pk")
        stored = next((one for one in rows if one.pk == match.pk), None)
        if stored is None and not any(one.verdict == Verdict.SAME for one in rows):
            raise ValidationError(GONE)
        if stored is None or stored.verdict:
            raise ValidationError(DECIDED)
        match = stored
        match.verdict, match.decided_by, match.decided_at = verdict, user, timezone.now()
        match.save()
        return _is_the_same(match) if verdict == Verdict.SAME else _is_another(match)


def _is_the_same(match: SchoolMatch) -> str:
    school = School.objects.locked().get(pk=match.school_id)
    SchoolMatch.objects.undecided().filter(key=match.key).delete()
    if school.location_code:
        return (
            f"{match.key} is onthouden als nog een code van {school}, "
            f"die bij ons {school.duo_code} heeft."
        )
    if school.brin and school.brin != match.key[:4]:
        raise ValidationError(f"{school} heeft bij ons een andere BRIN: {school.brin}.")
    for name, value in _to_fill(school, match.values).items():
        setattr(school, name, value)
    school.save()
    _remember(match, school)
    return f"{school} heeft nu de code {school.duo_code}. De naam bleef zoals hij was."


def _to_fill(school: School, texts: dict[str, str]) -> dict[str, Any]:
    """What the file says where we say nothing; a pair of fields only as a pair."""
    values = _values(texts)
    empty = {name for name in values if getattr(school, name) in (None, "", [])}
    for group in Schools.together:
        names = {_column(one) for one in group}
        if not names & values.keys() <= empty:
            empty -= names
    if school.municipality_id == values["municipality_id"] and not school.place_id:
        empty |= {"place_id"}
    code = {name: values[name] for name in ("brin", "location_code")}
    return {name: values[name] for name in empty} | code


def _is_another(match: SchoolMatch) -> str:
    others = SchoolMatch.objects.filter(key=match.key).exclude(pk=match.pk)
    if others.undecided().exists():
        return f"{match.key} is een andere school dan {match.school}; er is nog een ander voorstel."
    if others.filter(verdict=Verdict.SAME).exists():
        return f"{match.key} is een andere school dan {match.school}."
    school = proposed_school(match)
    Schools(Run(told=lambda file, line: None)).publish([school], match.source)
    school.save()
    _remember(match, school)
    return f"{school.name_and_place} staat nu als eigen school op de site."


def proposed_school(match: SchoolMatch) -> School:
    """What the file says, as a school that is not stored."""
    return School(**_values(match.values))


def _remember(match: SchoolMatch, school: School) -> None:
    said = {"object_id": school.pk, "values": match.values}
    ImportedRow.objects.update_or_create(kind=Schools.name, key=match.key, defaults=said)


def _column(name: str) -> str:
    field: Any = School._meta.get_field(name)
    return str(field.attname)


def _values(texts: dict[str, str]) -> dict[str, Any]:
    """What an import wrote down as texts, as the fields hold it, by their column's name."""
    values = {}
    for name, text in texts.items():
        field: Any = School._meta.get_field(name)
        empty = None if field.null else field.get_default()
        one = field.target_field if field.is_relation else field
        values[_column(name)] = one.to_python(text) if text else empty
    return values
