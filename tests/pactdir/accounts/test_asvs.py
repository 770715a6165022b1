"""OWASP ASVS 5.0, chapters 6 to 8: the table of requirements, and the README that they refer to."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from pactdir.accounts import passwords, throttling
from pactdir.accounts.links import LINK_LIFETIMES
from pactdir.accounts.log_in_limit import AT_ONCE
from pactdir.accounts.recent_proof import PROOF_LIFETIME
from pactdir.accounts.sessions import ABSOLUTE, IDLE
from pactdir.models import LinkKind
from regions.models.people import AssignmentRole
from regions.rights import Rights
from tests import make
from tests.pactdir.accounts.test_second_factor import admin_addresses

ROOT = Path(__file__).resolve().parents[3]
TABLE = tomllib.loads(Path(__file__).with_name("asvs.toml").read_text())["requirement"]
README = " ".join((ROOT / "pactdir/accounts/README.md").read_text().split())

LEVEL_1 = """
    6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2
    7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2
    8.1.1 8.2.1 8.2.2 8.3.1
"""
LEVEL_2 = """
    6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4
    6.5.1 6.5.2 6.5.3 6.5.4 6.5.5 6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4
    7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2
    8.1.2 8.2.3 8.4.1
"""
NOT_MET = ["6.3.3"]


def test_the_table_has_each_requirement_of_levels_1_and_2_once():
    for level, numbers in ((1, LEVEL_1), (2, LEVEL_2)):
        assert [row["number"] for row in TABLE if row["level"] == level] == numbers.split()
    assert len(TABLE) == 60


def test_only_these_requirements_are_not_met():
    assert [row["number"] for row in TABLE if "not_met" in row] == NOT_MET


@pytest.mark.parametrize("row", TABLE, ids=[row["number"] for row in TABLE])
def test_a_requirement_names_existing_tests_or_gives_a_reason(row):
    reasons = [row[name] for name in ("does_not_apply", "not_met") if name in row]

    assert "does_not_apply" not in row or "shown_by" not in row
    assert reasons or row["shown_by"]
    assert [text for text in (row["asks"], *reasons) if not is_sentence(text)] == []
    assert [test for test in row.get("shown_by", ()) if not exists(test)] == []


def is_sentence(text):
    return bool(re.fullmatch(r"[A-Z0-9].*\.", text)) and len(text.split()) >= 4


def exists(test):
    path, _, name = test.partition("::")
    return name in functions_of(path)


@cache
def functions_of(path):
    file = ROOT / path
    nodes = ast.walk(ast.parse(file.read_text())) if file.is_file() else ()
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def test_a_missing_test_or_file_is_reported():
    assert exists("tests/pactdir/accounts/test_asvs.py::test_a_missing_test_or_file_is_reported")
    assert not exists("tests/pactdir/accounts/test_asvs.py::test_something_else")
    assert not exists("tests/pactdir/accounts/test_nothing.py::test_something")
    assert not is_sentence("No.")


def test_the_readme_states_what_the_code_does():
    cool_off = settings.AXES_COOLOFF_TIME.seconds // 60
    address, name, site = throttling.ADDRESS, throttling.NAME, throttling.SITE
    stated = [
        f"- {settings.AXES_FAILURE_LIMIT} wrong passwords for one user from one address lock that "
        f"combination for {cool_off} minutes.",
        f"- After {address.free} failures from one address (IPv6: one /64), or {name.free} for one "
        f"name, each failure doubles the wait, to {address.max_delay} seconds at most.",
        f"- After {site.free} failures over the whole site each login waits up to "
        f"{site.max_delay} second,",
        f"in the last {throttling.KNOWN_ADDRESS_LIFETIME.days} days",
        f"- A worker checks {AT_ONCE} passwords at a time",
        f"An invitation works {LINK_LIFETIMES[LinkKind.INVITATION].days} days",
        f"a link for a forgotten password {LINK_LIFETIMES[LinkKind.RESET].seconds // 3600} hour.",
        f"{passwords.MIN_LENGTH} to {passwords.MAX_LENGTH} characters of any kind",
        f"A session ends {IDLE.seconds // 3600} hours after its last use and {ABSOLUTE.days} days "
        "after the login.",
        "the user must have given their password, and the second step if enabled, in the last "
        f"{PROOF_LIFETIME.seconds // 60} minutes",
        "An account may have any number of sessions",
        f"- of this site: {', '.join(passwords.SITE_WORDS)}, and the demo's password",
        "by calling a number already on file, never on the basis of an email alone",
    ]

    assert [sentence for sentence in stated if sentence not in README] == []


def test_the_readme_lists_the_urls_that_require_no_login(db):
    visitor, log_in = Client(), reverse("admin:login")
    addresses = {*admin_addresses()} - {reverse("admin:logout")}
    answers = {where: visitor.get(where) for where in addresses}
    is_closed = {
        where: answer.status_code == 302 and answer["Location"].startswith(log_in)
        for where, answer in answers.items()
        if answer.status_code != 405
    }

    listed = {where.replace("…", "1") for where in re.findall(r"- `(/admin/\S+)`", README)}
    assert {where for where, closed in is_closed.items() if not closed} == listed
    assert len(is_closed) > 200


def test_the_readme_states_what_each_role_may_do(db):
    own, other = make.a_region(published_from=None), make.a_region()
    draft = make.an_event(region=own, published_from=None)
    published, elsewhere, shared = make.an_event(region=own), make.an_event(), make.a_school()
    writes = {"writes": frozenset([own.pk])}
    roles = {
        "national editor": Rights(is_national=True),
        AssignmentRole.LEADER.value: Rights(leads=frozenset([own.pk]), **writes),
        AssignmentRole.EDITOR.value: Rights(**writes),
    }
    rows = {
        "drafts of their own region": draft,
        "published rows of their own region, and publishing": published,
        "rows of other regions": elsewhere,
        "schools, partners and other shared rows": shared,
    }

    def may(rights, row):
        return "yes" if rights.may_change(row) else "reads" if rights.may_read(row) else "no"

    assert not any(rights.may_read(elsewhere) for rights in [*roles.values()][1:])
    for name, row in rows.items():
        stated = re.search(rf"\| {name} \| ([^|]+) \| ([^|]+) \| ([^|]+) \|", README).groups()
        said = [cell.partition(";")[0] for cell in stated]
        assert said == [may(rights, row) for rights in roles.values()], name
    assert [rights.may_publish_in(own.pk) for rights in roles.values()] == [True, True, False]
    assert not roles["editor"].may_publish_in(other.pk)
