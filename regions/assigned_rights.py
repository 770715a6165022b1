"""A user's rights from their roles, read per request so that revoking one takes effect at once."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest

from regions.models import Assignment
from regions.models.people import AssignmentRole
from regions.rights import Rights


def rights_of_user(user: User | AnonymousUser) -> Rights:
    if not user.is_active or not user.is_authenticated:
        return Rights()
    if user.is_superuser:
        return Rights(is_national=True)
    assignments = Assignment.objects.filter(user=user).values_list(
        "region_id", "role", "region__published_from"
    )
    rows = list(assignments.order_by("region_id"))
    return Rights(
        leads=frozenset(region for region, role, _ in rows if role == AssignmentRole.LEADER),
        writes=frozenset(region for region, _, _ in rows),
        drafts=frozenset(region for region, _, published_from in rows if not published_from),
    )


def rights_of(request: HttpRequest) -> Rights:
    if not hasattr(request, "rights"):
        request.rights = rights_of_user(request.user)  # type: ignore[attr-defined]
    return request.rights  # type: ignore[attr-defined]
