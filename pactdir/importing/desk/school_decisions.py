"""What an editor decides of a proposed match, done at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from pactdir.importing.imported_values import as_text
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.schools import Schools
from pactdir.importing.schools.page_addresses import SchoolAddresses, publish
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.clock import today
from regions.directory import OldSlug
from regions.writing.changing import changing
from schools.models import School

DECIDED = "Hierover is al een besluit genomen."
GONE = "Dit voorstel is er niet meer: door een nieuwer bestand, of omdat de import terugging."
# What belongs to the row itself: it never goes from the one school to the other.
OWN = {"id", "slug", "published_from", "is_example", "brin", "location_code", "successor_id"}


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
    location = _location(match)
    keys = [match.school_id, location.pk]
    locked = {one.pk: one for one in School.objects.locked().filter(pk__in=keys)}
    school, location = locked[match.school_id], locked[location.pk]
    SchoolMatch.objects.undecided().filter(key=match.key).delete()
    had = school.duo_code
    if not had and school.brin and school.brin != match.key[:4]:
        raise ValidationError(f"{school} heeft bij ons een andere BRIN: {school.brin}.")
    is_renumbered = takes_code(school)
    _fill(school, location, had if is_renumbered else "")
    _move_what_hangs_on(location, school)
    if is_renumbered:
        school.brin, school.location_code = match.key[:4], match.key[4:]
    location.delete()
    school.save()
    _remember(match.key, school, had, is_renumbered)
    if not is_renumbered:
        return f"{match.key} is onthouden als nog een code van {school}, die bij ons {had} heeft."
    return f"{school} heeft nu de code {match.key}. De naam bleef zoals hij was."


def _location(match: SchoolMatch) -> School:
    """The location as a school, also of a proposal from before those were stored."""
    if match.location is None:
        match.location = proposed_school(match)
        publish([match.location], match.source, SchoolAddresses())
        match.location.save()
        match.save()
        said = {"object_id": match.location.pk, "values": match.values}
        ImportedRow.objects.update_or_create(kind=Schools.name, key=match.key, defaults=said)
    return match.location


def takes_code(school: School) -> bool:
    """Whether it gets the code of its location: it has none, or DUO knows it by another now."""
    return not school.location_code or _left_the_file(school)


def _left_the_file(school: School) -> bool:
    memory = ImportedRow.objects.filter(kind=Schools.name, key=school.duo_code).first()
    return memory is not None and memory.values.get("possibly_closed") == "True"


def _fill(school: School, location: School, former_code: str) -> None:
    """What the location says where we say nothing; a pair of fields only as a pair.

    Of a school that goes on under another code also what no editor changed since its last import.
    """
    memory = ImportedRow.objects.filter(kind=Schools.name, key=former_code).first()
    of_import = memory.values if memory else {}
    open_to = set()
    for field in School._meta.concrete_fields:
        ours = getattr(school, field.attname)
        is_imported = field.name in of_import and of_import[field.name] == as_text(
            School, field.name, getattr(school, field.name)
        )
        if field.editable and (ours in (None, "", []) or is_imported):
            open_to.add(field.attname)
    for group in Schools.together:
        names = {School._meta.get_field(name).attname for name in group}  # type: ignore[union-attr]
        if not names <= open_to:
            open_to -= names
    if school.municipality_id == location.municipality_id and not school.place_id:
        open_to |= {"place_id"}
    if not school.profiles_known:
        open_to |= {"profiles", "profiles_known"}
    for name in open_to - OWN:
        if (value := getattr(location, name)) not in (None, "", []):
            setattr(school, name, value)


def _move_what_hangs_on(location: School, school: School) -> None:
    """Participations, activities, former names, other proposals; and its address leads here."""
    SchoolMatch.objects.filter(location=location).update(location=None)
    known = SchoolMatch.objects.filter(school=school).values("key")
    SchoolMatch.objects.filter(school=location, key__in=known).delete()
    SchoolMatch.objects.filter(school=location).update(school=school)
    for relation in School._meta.related_objects:
        model: Any = relation.related_model
        if model is SchoolMatch or hasattr(model, "history_type"):
            continue
        for row in model._base_manager.filter(**{relation.field.attname: location.pk}):
            setattr(row, relation.field.name, school)
            row.save()
    addresses = OldSlug.objects.filter(kind=School._meta.label_lower)
    addresses.filter(object_id=location.pk).update(object_id=school.pk)
    addresses.update_or_create(
        kind=School._meta.label_lower, slug=location.slug, defaults={"object_id": school.pk}
    )


def _remember(key: str, school: School, former_code: str, is_renumbered: bool) -> None:
    """What imports said of the code is from now on said of the school, unless it has another."""
    kinds = [kind.name for kind in KINDS if kind.model is School]
    memory = ImportedRow.objects.filter(kind__in=kinds)
    if is_renumbered:
        memory.filter(key=key).update(object_id=school.pk)
        memory.filter(key=former_code).delete()
    else:
        memory.filter(key=key).delete()


def _is_another(match: SchoolMatch) -> str:
    others = SchoolMatch.objects.filter(key=match.key).exclude(pk=match.pk)
    if others.undecided().exists():
        return f"{match.key} is een andere school dan {match.school}; er is nog een ander voorstel."
    if others.filter(verdict=Verdict.SAME).exists():
        return f"{match.key} is een andere school dan {match.school}."
    location = _location(match)
    if location.published_from is None:
        location.published_from = today()
        location.save()
    _close_what_left(match.school)
    return f"{location.name_and_place} staat nu als eigen school op de site."


def _close_what_left(school: School) -> None:
    """It went on under no other code after all."""
    if _left_the_file(school) and not SchoolMatch.objects.undecided().filter(school=school):
        school.possibly_closed = True
        school.save()


def proposed_school(match: SchoolMatch) -> School:
    """What the file says, as a school that is not stored."""
    return School(**_values(match.values))


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
