"""Reasons why a school lacks a figure that others have."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from schools.models import Figure, Level, School
from schools.profile_words import can_have_profiles


class Reason(models.TextChoices):
    MASKED = "afgeschermd", "Het gaat om minder dan 5 leerlingen; dat getal wordt niet genoemd"
    NOT_HERE = "heeft-het-niet", "Deze school heeft dit niet"
    NOT_ASKED = "niet-gevraagd", "Nog niet opgezocht: wij kennen de code van deze school niet"
    AWAITING = "wordt-nagekeken", "Nog niet opgezocht: wij kijken na welke vestiging van DUO dit is"
    NOT_PUBLISHED = "niet-gepubliceerd", "Voor deze school niet gepubliceerd"


# Headings above names of schools.
HEADINGS_BY_REASON = {
    Reason.NOT_PUBLISHED: "Niet gepubliceerd",
    Reason.MASKED: "Minder dan 5 leerlingen; dat getal wordt niet genoemd",
    Reason.AWAITING: "Nog niet opgezocht: wij kijken na welke vestiging van DUO dit is",
    Reason.NOT_ASKED: "Nog niet opgezocht: wij kennen de code niet",
    Reason.NOT_HERE: "Heeft dit niet",
}
# For several schools, the first of these reasons that applies to one.
AREA_REASONS = {
    Reason.NOT_PUBLISHED: "Voor de scholen hier niet gepubliceerd",
    Reason.AWAITING: "Nog niet opgezocht: wij kijken na welke vestigingen van DUO dit zijn",
    Reason.NOT_ASKED: "Nog niet opgezocht: wij kennen de code van de scholen hier niet",
    Reason.NOT_HERE: "Wij kennen hier geen school die dit heeft",
    Reason.MASKED: str(Reason.MASKED.label),
}


def reason_of(school: School, candidates: Iterable[Figure]) -> Reason:
    """`candidates` are those for a missing pass rate in the last period."""
    if candidates := list(candidates):
        return reason_of_rate(candidates)
    if not can_have_profiles(school.levels):
        return Reason.NOT_HERE
    if set(school.levels) == {Level.VSO}:
        # The figures are from DUO's vo files, which exclude vso.
        return Reason.NOT_PUBLISHED
    if school.duo_code:
        return Reason.NOT_PUBLISHED
    return Reason.AWAITING if getattr(school, "is_awaiting", False) else Reason.NOT_ASKED


def reason_of_rate(candidates: Iterable[Figure]) -> Reason:
    return Reason.MASKED if any(figure.high for figure in candidates) else Reason.NOT_HERE


def reason_of_area(schools: Iterable[School], candidates: Iterable[Figure]) -> Reason:
    if candidates := list(candidates):
        return reason_of_rate(candidates)
    reasons = {reason_of(school, []) for school in schools}
    return next((reason for reason in AREA_REASONS if reason in reasons), Reason.NOT_HERE)
