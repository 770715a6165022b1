"""Who decides on what visitors send to a region."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import QuerySet

from regions.models import Region
from regions.models.people import AssignmentRole


def deciders(region: int | None) -> QuerySet[User]:
    """Those to mail: the leaders of a region; national editors if it has none with an address."""
    leaders = _leaders(region).exclude(email="")
    national = User.objects.filter(is_active=True, is_superuser=True).exclude(email="")
    return leaders if leaders.exists() else national


def decider_in_words(region: Region | None) -> str:
    """Leaders without an email address count: their first screen lists what waits."""
    national = "de landelijke redactie"
    if region is None:
        return national
    if _leaders(region.pk).exists():
        return f"de projectleider van {region}"
    return f"{national}, want {region} heeft hier geen projectleider"


def _leaders(region: int | None) -> QuerySet[User]:
    if region is None:
        return User.objects.none()
    active = User.objects.filter(is_active=True)
    return active.filter(assignments__region=region, assignments__role=AssignmentRole.LEADER)
