"""The demo's users, made only where nobody else works."""

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
    leads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()


ACCOUNTS = [
    Account("landelijk", is_national=True),
    Account("projectleider-west-friesland", leads=("techniekpact-west-friesland",)),
    Account(
        "projectleider-amstelland-almere",
        leads=("techniekpact-amstelland", "sterk-techniekonderwijs-almere"),
    ),
    Account("redacteur-west-friesland", writes=("techniekpact-west-friesland",)),
]


def demo_password() -> str:
    return os.environ.get("DEMO_PASSWORD") or "techniek-demo"


class NoAccounts(Exception):
    """Demo users have no place here; the text says why, in Dutch."""


def make_accounts(region_of: Callable[[str], Region]) -> list[str]:
    """Make the demo users that are missing; their names.

    Who exists is left as he is: a password that was changed stays, a task taken away stays away.
    Raises NoAccounts where others have accounts, and on a site for the world where the password
    would be the one that everybody can read here.
    """
    names = [account.username for account in ACCOUNTS]
    if User.objects.exclude(username__in=names).exists():
        raise NoAccounts("Er zijn al andere gebruikers: er zijn geen demo-accounts gemaakt.")
    if settings.HTTPS and not os.environ.get("DEMO_PASSWORD"):
        raise NoAccounts("Zonder DEMO_PASSWORD komen er met HTTPS=on geen demo-accounts.")
    known = set(User.objects.values_list("username", flat=True))
    missing = [account for account in ACCOUNTS if account.username not in known]
    for account in missing:
        _make(account, region_of)
    return [account.username for account in missing]


def _make(account: Account, region_of: Callable[[str], Region]) -> None:
    user = User.objects.create_user(
        account.username,
        password=demo_password(),
        is_staff=True,
        is_superuser=account.is_national,
    )
    roles = [(slug, AssignmentRole.LEADER) for slug in account.leads]
    roles += [(slug, AssignmentRole.EDITOR) for slug in account.writes]
    for slug, role in roles:
        Assignment.objects.create(user=user, region=region_of(slug), role=role)


def log_ins() -> list[tuple[str, bool]]:
    """The demo users that exist, each with whether the demo's password still opens the door."""
    users = User.objects.filter(username__in=[account.username for account in ACCOUNTS])
    return [
        (user.username, check_password(demo_password(), user.password))
        for user in users.filter(is_active=True).order_by("pk")
    ]
