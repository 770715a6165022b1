"""The two databases together run every test; tests that depend on SQL run on both."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sharing import DATABASES, ONE, ROOT, ROUND, SHARES, SLOW, databases, shared_out

# Collecting tests opens no connection.
ADDRESSES = {"sqlite": "sqlite:///nowhere", "postgresql": "postgresql://nobody@localhost/nowhere"}
COLLECT = [sys.executable, "-m", "pytest", "--collect-only", "--share", "--override-ini=addopts="]
SUMMARY = re.compile(r"^(\d+)/(\d+) tests collected", re.MULTILINE)


def test_the_two_halves_together_run_every_test():
    processes = {database: start_collecting(database) for database in DATABASES}
    outputs = {database: process.communicate()[0] for database, process in processes.items()}
    shares = {database: collected_in(output) for database, output in outputs.items()}
    summaries = {database: SUMMARY.search(output) for database, output in outputs.items()}

    everything = shares["sqlite"] | shares["postgresql"]
    assert all(summaries.values()), outputs
    assert {int(summary[2]) for summary in summaries.values()} == {len(everything)}
    assert {database: int(summary[1]) for database, summary in summaries.items()} == {
        database: len(tests) for database, tests in shares.items()
    }
    assert len(everything) > 6_000
    in_regions = {test for test in everything if test.startswith("tests/regions/")}
    for database in DATABASES:
        assert everything > shares[database] > in_regions


def start_collecting(database):
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }
    environment = variables | {"DATABASE_URL": ADDRESSES[database]}
    return subprocess.Popen(
        [*COLLECT, "-q"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def collected_in(output):
    return {line for line in output.split("\n") if line.startswith("tests/")}


def test_each_test_runs_on_both_databases_within_a_round_of_commits():
    tests = ["tests/pages/test_home.py::a", "tests/pages/test_home.py::b", "tests/news/x.py::c"]
    by_turn = [dict(shared_out(tests, turn)) for turn in range(len(ROUND))]

    for test in tests[:2]:
        assert sorted(shares[test] for shares in by_turn) == sorted((vendor,) for vendor in ROUND)
    assert [shares[tests[0]] for shares in by_turn] != [shares[tests[1]] for shares in by_turn]
    assert {shares[tests[2]] for shares in by_turn} == {DATABASES}


@pytest.mark.parametrize("turn", [0, 1])
def test_tests_for_one_database_are_spread_over_both(turn):
    assert [databases(ONE, turn, number) for number in range(len(ROUND))].count(("sqlite",)) == 4


@pytest.mark.parametrize("turn", [0, 1])
def test_files_on_the_first_and_second_database_swap_with_every_commit(turn):
    first, second = databases("first", turn, 0), databases("second", turn, 0)

    assert {first, second} == {("sqlite",), ("postgresql",)}
    assert first == databases("second", turn + 1, 0)


@pytest.mark.parametrize("name", [*SHARES, *SLOW])
def test_the_tables_name_files_and_tests_that_exist(name):
    path, _, test = name.partition("::")

    assert Path(ROOT / path).exists()
    assert f"def {test}" in Path(ROOT / path).read_text() if test else True
