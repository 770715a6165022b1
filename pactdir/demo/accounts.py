"""The demo users, created only on a site without other users."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User

from regions.models import Assignment, Region
from regions.models.people import AssignmentRole


@dataclass(frozen=True)
class Account:
    username: str
    is_national: bool = False
    # Slugs of regions.
    leads: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()


ACCOUNTS = [
    Account("landelijk", is_national=True),
    Account("projectleider-west-friesland", leads=("techniekpact-west-friesland",)),
    Account(
        "projectleider-amstelland-almere",
        leads=("techniekpact-amstelland", "sterk-techniekonderwijs-almere"),
    ),
    Account("redacteur-west-friesland", edits=("techniekpact-west-friesland",)),
]


def demo_password() -> str:
    return os.environ.get("DEMO_PASSWORD") or "techniek-demo"


class NoAccounts(Exception):
    """No demo users are created; the message says why, in Dutch."""


def create_accounts(region_of: Callable[[str], Region]) -> list[str]:
    """Create the missing demo users, and return their names.

    An existing user stays as it is, with its password and roles. Raises NoAccounts if there are
    other users, and on a public site if the password would be the published default.
    """
    names = [account.username for account in ACCOUNTS]
    if User.objects.exclude(username__in=names).exists():
        raise NoAccounts("Er zijn al andere gebruikers: er zijn geen demo-accounts gemaakt.")
    if settings.HTTPS and not os.environ.get("DEMO_PASSWORD"):
        raise NoAccounts("Zonder DEMO_PASSWORD komen er met HTTPS=on geen demo-accounts.")
    existing = set(User.objects.values_list("username", flat=True))
    missing = [account for account in ACCOUNTS if account.username not in existing]
    for account in missing:
        _create(account, region_of)
    return [account.username for account in missing]


def _create(account: Account, region_of: Callable[[str], Region]) -> None:
    user = User.objects.create_user(
        account.username,
        password=demo_password(),
        is_staff=True,
        is_superuser=account.is_national,
    )
    roles = [(slug, AssignmentRole.LEADER) for slug in account.leads]
    roles += [(slug, AssignmentRole.EDITOR) for slug in account.edits]
    for slug, role in roles:
        Assignment.objects.create(user=user, region=region_of(slug), role=role)


def demo_users() -> list[tuple[str, bool]]:
    users = User.objects.filter(username__in=[account.username for account in ACCOUNTS])
    return [
        (user.username, check_password(demo_password(), user.password))
        for user in users.filter(is_active=True).order_by("pk")
    ]
