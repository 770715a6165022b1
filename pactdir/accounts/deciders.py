"""Who decides on what visitors send to a region."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db.models import QuerySet

from regions.models.people import AssignmentRole


def deciders(region: int | None) -> QuerySet[User]:
    """The leaders of a region; the national editors if it has none, or for None."""
    leaders = leaders_of(region)
    return leaders if leaders.exists() else _with_mail().filter(is_superuser=True)


def leaders_of(region: int | None) -> QuerySet[User]:
    if region is None:
        return User.objects.none()
    return _with_mail().filter(assignments__region=region, assignments__role=AssignmentRole.LEADER)


def _with_mail() -> QuerySet[User]:
    return User.objects.filter(is_active=True).exclude(email="")
