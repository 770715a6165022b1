"""The two databases together take every test, and what SQL can make differ is taken by both."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sharing import DATABASES, HALF, ROOT, SHARES, SLOW, databases, shared_out

# Nothing connects where tests are only collected.
ADDRESSES = {"sqlite": "sqlite:///nowhere", "postgresql": "postgresql://nobody@localhost/nowhere"}
COLLECT = [sys.executable, "-m", "pytest", "--collect-only", "--share", "--override-ini=addopts="]
SUMMARY = re.compile(r"^(\d+)/(\d+) tests collected", re.MULTILINE)


def test_the_two_halves_together_are_everything():
    started = {database: start(database) for database in DATABASES}
    told = {database: process.communicate()[0] for database, process in started.items()}
    taken = {database: listed(text) for database, text in told.items()}
    summaries = {database: SUMMARY.search(text) for database, text in told.items()}

    everything = taken["sqlite"] | taken["postgresql"]
    assert all(summaries.values()), told
    assert {int(one[2]) for one in summaries.values()} == {len(everything)}
    assert {database: int(one[1]) for database, one in summaries.items()} == {
        database: len(tests) for database, tests in taken.items()
    }
    assert len(everything) > 6_000
    for database in DATABASES:
        assert everything > taken[database] > those_of("tests/regions/", everything)


def those_of(folder, tests):
    return {test for test in tests if test.startswith(folder)}


def start(database):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment = kept | {"DATABASE_URL": ADDRESSES[database]}
    return subprocess.Popen(
        [*COLLECT, "-q"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def listed(text):
    return {line for line in text.split("\n") if line.startswith("tests/")}


def test_what_is_shared_out_changes_sides_with_every_commit():
    tests = ["tests/pages/test_home.py::a", "tests/pages/test_home.py::b", "tests/news/x.py::c"]
    taken = [dict(shared_out(tests, turn)) for turn in (0, 1)]

    for test in tests[:2]:
        assert {on for turn in taken for on in turn[test]} == set(DATABASES)
        assert [len(turn[test]) for turn in taken] == [1, 1]
    assert taken[0][tests[0]] != taken[0][tests[1]]
    assert taken[0][tests[2]] == taken[1][tests[2]] == DATABASES


@pytest.mark.parametrize("turn", [0, 1])
def test_every_test_of_a_half_is_on_one_database(turn):
    assert {databases(HALF, turn, number) for number in range(3)} == {(one,) for one in DATABASES}


@pytest.mark.parametrize("name", [*SHARES, *SLOW])
def test_the_tables_name_what_is_there(name):
    path, _, test = name.partition("::")

    assert Path(ROOT / path).exists()
    assert f"def {test}" in Path(ROOT / path).read_text() if test else True
