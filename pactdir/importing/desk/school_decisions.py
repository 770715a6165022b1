"""Applies an editor's decision about a proposed match."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from news.models import ArticleSchool
from pactdir.importing.imported_values import as_text
from pactdir.importing.kinds import KINDS
from pactdir.importing.kinds.schools import Schools
from pactdir.importing.schools.former_names import keep_name
from pactdir.importing.schools.registers import REGISTERS
from pactdir.importing.schools.school_slugs import SchoolSlugs, prepare_new_schools
from pactdir.models import ImportedRow, SchoolMatch, Verdict
from regions.clock import today
from regions.directory import OldSlug
from regions.writing.changing import changing
from schools.models import School

DECIDED = "Hierover is al een besluit genomen."
GONE = "Dit voorstel is er niet meer: door een nieuwer bestand, of omdat de import terugging."
NEVER_COPIED = {
    "id",
    "slug",
    "published_from",
    "is_example",
    "brin",
    "location_code",
    "successor_id",
}
# Fields for what is taught and its source: all unknown, or all known (even if empty).
PROFILE_FIELDS = {"profiles", "profiles_known", "profiles_basis", "profiles_on"}


def decide(match: SchoolMatch, verdict: Verdict, user: Any) -> str:
    """Store the decision, apply it and return a Dutch message. Raises ValidationError."""
    with changing():
        # Serialise decisions about one location.
        rows = SchoolMatch.objects.select_for_update().filter(key=match.key).order_by("pk")
        stored = next((row for row in rows if row.pk == match.pk), None)
        if stored is None and not any(row.verdict == Verdict.SAME for row in rows):
            raise ValidationError(GONE)
        if stored is None or stored.verdict:
            raise ValidationError(DECIDED)
        match = stored
        match.verdict, match.decided_by, match.decided_at = verdict, user, timezone.now()
        match.save()
        if verdict == Verdict.SUCCESSOR:
            return _succeed(match)
        return _merge(match) if verdict == Verdict.SAME else _keep_apart(match)


def _merge(match: SchoolMatch) -> str:
    location = _location(match)
    keys = [match.school_id, location.pk]
    locked = {row.pk: row for row in School.objects.locked().filter(pk__in=keys)}
    school, location = locked[match.school_id], locked[location.pk]
    SchoolMatch.objects.undecided().filter(key=match.key).delete()
    former_code = school.duo_code
    if not former_code and school.brin and school.brin != match.key[:4]:
        raise ValidationError(f"{school} heeft bij ons een andere BRIN: {school.brin}.")
    takes_new_code, former_name = takes_code(school), school.name
    _fill_empty_fields(school, location, former_code if takes_new_code else "")
    _move_related_rows(location, school)
    if takes_new_code:
        school.brin, school.location_code = match.key[:4], match.key[4:]
    location.delete()
    school.save()
    is_renamed = keep_name(school, former_name, match.source)
    _move_imported_rows(match.key, school, former_code, takes_new_code)
    if not takes_new_code:
        return (
            f"{match.key} is onthouden als nog een code van {school}, "
            f"die bij ons {former_code} heeft."
        )
    name = f"De naam was {former_name}" if is_renamed else "De naam bleef zoals hij was"
    return f"{school} heeft nu de code {match.key}. {name}."


def _location(match: SchoolMatch) -> School:
    # Return the location as a school; create it for a proposal older than stored locations.
    if match.location is None:
        match.location = proposed_school(match)
        prepare_new_schools([match.location], match.source, SchoolSlugs())
        match.location.save()
        match.save()
        defaults = {"object_id": match.location.pk, "values": match.values}
        ImportedRow.objects.update_or_create(kind=Schools.name, key=match.key, defaults=defaults)
    return match.location


def takes_code(school: School) -> bool:
    return not school.location_code or _is_missing_from_file(school)


def _is_missing_from_file(school: School) -> bool:
    imported_row = ImportedRow.objects.filter(kind__in=REGISTERS, key=school.duo_code).first()
    return imported_row is not None and imported_row.values.get("possibly_closed") == "True"


def _fill_empty_fields(school: School, location: School, former_code: str) -> None:
    # Fill empty fields from the location; grouped fields only as a group. For a school with a new
    # code, also overwrite fields that no editor changed since its import.
    imported_row = ImportedRow.objects.filter(kind__in=REGISTERS, key=former_code).first()
    imported_values = imported_row.values if imported_row else {}
    writable = set()
    for field in School._meta.concrete_fields:
        current = getattr(school, field.attname)
        is_imported = field.name in imported_values and imported_values[field.name] == as_text(
            School, field.name, getattr(school, field.name)
        )
        if field.editable and (current in (None, "", []) or is_imported):
            writable.add(field.attname)
    for group in Schools.field_groups:
        names = {School._meta.get_field(name).attname for name in group}  # type: ignore[union-attr]
        if not names <= writable:
            writable -= names
    if school.municipality_id == location.municipality_id and not school.place_id:
        writable |= {"place_id"}
    writable -= PROFILE_FIELDS
    if not school.profiles_known:
        writable |= PROFILE_FIELDS
    for name in writable - NEVER_COPIED:
        if (value := getattr(location, name)) not in (None, "", []):
            setattr(school, name, value)


def _move_related_rows(location: School, school: School) -> None:
    SchoolMatch.objects.filter(location=location).update(location=None)
    existing = SchoolMatch.objects.filter(school=school).values("key")
    SchoolMatch.objects.filter(school=location, key__in=existing).delete()
    SchoolMatch.objects.filter(school=location).update(school=school)
    # An article about both schools would otherwise be about the merged one twice.
    ArticleSchool.objects.filter(
        school=location, article__in=school.article_schools.values("article")
    ).delete()
    for relation in School._meta.related_objects:
        model: Any = relation.related_model
        if model is SchoolMatch or hasattr(model, "history_type"):
            continue
        for row in model._base_manager.filter(**{relation.field.attname: location.pk}):
            setattr(row, relation.field.name, school)
            row.save()
    old_slugs = OldSlug.objects.filter(kind=School._meta.label_lower)
    old_slugs.filter(object_id=location.pk).update(object_id=school.pk)
    old_slugs.update_or_create(
        kind=School._meta.label_lower, slug=location.slug, defaults={"object_id": school.pk}
    )


def _move_imported_rows(key: str, school: School, former_code: str, is_renumbered: bool) -> None:
    kinds = [kind.name for kind in KINDS if kind.model is School]
    imported_rows = ImportedRow.objects.filter(kind__in=kinds)
    if is_renumbered:
        imported_rows.filter(key=key).update(object_id=school.pk)
        imported_rows.filter(key=former_code).delete()
    else:
        imported_rows.filter(key=key).delete()


def may_be_succeeded(school: School) -> bool:
    return _is_missing_from_file(school)


def _succeed(match: SchoolMatch) -> str:
    school, location = match.school, _location(match)
    if not may_be_succeeded(school):
        raise ValidationError(f"{school} staat nog in het bestand van DUO.")
    SchoolMatch.objects.undecided().filter(school=school).delete()
    if location.published_from is None:
        location.published_from = today()
        location.save()
    school.successor, school.possibly_closed = location, True
    school.save()
    return (
        f"Bij {school} staat nu dat zij verder gaat als {location.name_and_place}. Weet u sinds "
        "wanneer, vul dat dan in bij “gesloten op”."
    )


def _keep_apart(match: SchoolMatch) -> str:
    others = SchoolMatch.objects.filter(key=match.key).exclude(pk=match.pk)
    if others.undecided().exists():
        return f"{match.key} is een andere school dan {match.school}; er is nog een ander voorstel."
    if others.filter(verdict=Verdict.SAME).exists():
        return f"{match.key} is een andere school dan {match.school}."
    location = _location(match)
    if location.published_from is None:
        location.published_from = today()
        location.save()
    _mark_possibly_closed(match.school)
    return f"{location.name_and_place} staat nu als eigen school op de site."


def _mark_possibly_closed(school: School) -> None:
    if _is_missing_from_file(school) and not SchoolMatch.objects.undecided().filter(school=school):
        school.possibly_closed = True
        school.save()


def proposed_school(match: SchoolMatch) -> School:
    return School(**_values_by_column(match.values))


def _column(name: str) -> str:
    field: Any = School._meta.get_field(name)
    return str(field.attname)


def _values_by_column(texts: dict[str, str]) -> dict[str, Any]:
    values = {}
    for name, text in texts.items():
        field: Any = School._meta.get_field(name)
        empty = None if field.null else field.get_default()
        target = field.target_field if field.is_relation else field
        values[_column(name)] = target.to_python(text) if text else empty
    return values
