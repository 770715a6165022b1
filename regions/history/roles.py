"""Roles in a region: granted, changed, withdrawn, and lost with a deleted region."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import QuerySet

from regions.history.names import AUTOMATIC, Names
from regions.models import AssignmentChange, AssignmentEvent, Region
from regions.rights import Rights


def role_changes_by_change(row: Any, rights: Rights) -> dict[UUID, list[AssignmentChange]]:
    """Role changes in a region, by change; visible only to its leaders and national editors."""
    changes: dict[UUID, list[AssignmentChange]] = {}
    if isinstance(row, Region) and rights.may_publish_in(row.pk):
        for change in AssignmentChange.objects.filter(region_id=row.pk):
            changes.setdefault(change.change_id, []).append(change)
    return changes


def maker_of(row: AssignmentChange, names: Names) -> str:
    return AUTOMATIC if row.by_id is None else names.of(User, row.by_id, row)


def role_in_words(row: AssignmentChange, names: Names) -> str:
    role = row.get_role_display()
    sentence = {
        AssignmentEvent.GIVEN: f"kreeg de rol {role}",
        AssignmentEvent.CHANGED: f"heeft nu de rol {role}",
        AssignmentEvent.WITHDRAWN: f"heeft niet meer de rol {role}",
    }[AssignmentEvent(row.event)]
    return f"{names.of(User, row.user_id, row)} {sentence}"


def holder_in_words(row: AssignmentChange, names: Names) -> str:
    return f"{names.of(User, row.user_id, row)}: {row.get_role_display()}"


def roles_lost_with(record: Any) -> QuerySet[AssignmentChange]:
    """`record` is the deletion record of a region."""
    return AssignmentChange.objects.filter(
        region_id=record.id, change_id=record.change_id, event=AssignmentEvent.WITHDRAWN
    )


def roles_to_give_back(region: Region) -> list[AssignmentChange]:
    """Roles lost with the last deletion of this region, of users who have none in it now."""
    deleted = region.history.filter(history_type="-").order_by("-history_id").first()
    if deleted is None:
        return []
    users = User.objects.exclude(assignments__region=region)
    return list(roles_lost_with(deleted).filter(user__in=users).select_related("user"))
