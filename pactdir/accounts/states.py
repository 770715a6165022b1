"""States and roles of accounts, for display and queries."""

from __future__ import annotations

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.db.models import Q, TextChoices

from regions.models import Assignment
from regions.models.people import AssignmentRole

NATIONAL = "landelijke redacteur"
# Fields that determine whether a user can log in, and with which rights.
SENSITIVE = frozenset({"password", "is_active", "is_superuser"})
ROLES = {AssignmentRole.LEADER: "projectleider", AssignmentRole.EDITOR: "redacteur"}


class AccountState(TextChoices):
    INVITED = "uitgenodigd", "uitgenodigd"
    ACTIVE = "actief", "actief"
    DISABLED = "uit", "uitgeschakeld"


_HAS_NO_PASSWORD = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
CONDITIONS = {
    AccountState.INVITED: Q(is_active=True) & _HAS_NO_PASSWORD,
    AccountState.ACTIVE: Q(is_active=True) & ~_HAS_NO_PASSWORD,
    AccountState.DISABLED: Q(is_active=False),
}


def state_of(user: User) -> AccountState:
    if not user.is_active:
        return AccountState.DISABLED
    return AccountState.ACTIVE if user.has_usable_password() else AccountState.INVITED


def roles_of(user: User) -> list[str]:
    if user.is_superuser:
        return [NATIONAL]
    return [role_in_words(row) for row in user.assignments.all()]


def role_in_words(assignment: Assignment) -> str:
    return f"{ROLES[AssignmentRole(assignment.role)]} van {assignment.region}"
