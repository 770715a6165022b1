"""The two databases together run every test; tests that depend on SQL run on both."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests import sharing
from tests.sharing import (
    DATABASES,
    ONE,
    ROOT,
    ROUND,
    SHARES,
    SLOW,
    databases,
    header,
    rotated,
    shared_out,
    uses_database,
)

# Collecting tests opens no connection.
NOWHERE = {"DATABASE_URL": "sqlite:///nowhere"}
COLLECT = [sys.executable, "-m", "pytest", "--collect-only", "--override-ini=addopts=", "-q"]


def test_the_two_halves_together_run_every_test(monkeypatch):
    everything = collected_tests()
    selected = {}
    for database in DATABASES:
        monkeypatch.setattr(sharing, "connection", SimpleNamespace(vendor=database))
        selected[database] = selected_of(everything)

    assert len(everything) > 6_000
    assert selected["sqlite"] | selected["postgresql"] == set(everything)
    of_models = {test for test in everything if test.startswith("tests/regions/test_region.py")}
    for tests in selected.values():
        assert set(everything) > tests > of_models


def collected_tests():
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")
    }
    result = subprocess.run(
        COLLECT, cwd=ROOT, env=variables | NOWHERE, capture_output=True, text=True, check=True
    )
    return [line for line in result.stdout.split("\n") if line.startswith("tests/")]


def selected_of(tests):
    deselected = []
    hook = SimpleNamespace(pytest_deselected=lambda items: deselected.extend(items))
    option = SimpleNamespace(share=True, turn=0, quick=False, shuffle=None)
    items = [item_of(test) for test in tests]

    sharing.pytest_collection_modifyitems(SimpleNamespace(option=option, hook=hook), items)

    assert len(items) + len(deselected) == len(tests)
    return {item.nodeid for item in items}


def item_of(test, *fixtures):
    fixturenames = fixtures or ["django_db_setup"]
    return SimpleNamespace(nodeid=test, fixturenames=fixturenames, get_closest_marker={}.get)


@pytest.mark.parametrize(
    ("fixtures", "runs"), [(["tmp_path"], 1), (["db", "django_db_setup"], len(DATABASES))]
)
def test_a_test_without_a_database_runs_once(fixtures, runs):
    item = item_of("tests/regions/test_region.py::a", *fixtures)
    without = set() if uses_database(item) else {item.nodeid}
    shares = dict(shared_out([item.nodeid], 0, without))

    assert len(shares[item.nodeid]) == runs


def test_each_test_runs_on_both_databases_within_a_round_of_commits():
    tests = ["tests/pages/test_home.py::a", "tests/pages/test_home.py::b", "tests/news/x.py::c"]
    by_turn = [dict(shared_out(tests, turn)) for turn in range(len(ROUND))]

    for test in tests[:2]:
        assert sorted(shares[test] for shares in by_turn) == sorted((vendor,) for vendor in ROUND)
    assert [shares[tests[0]] for shares in by_turn] != [shares[tests[1]] for shares in by_turn]
    assert {shares[tests[2]] for shares in by_turn} == {DATABASES}


def test_a_sample_has_each_kind_in_each_run_and_everything_within_three_commits():
    probes = [(row, kind) for row in range(5) for kind in "abc"]
    samples = [rotated(probes, turn, 3) for turn in range(3)]

    assert sorted(probe for sample in samples for probe in sample) == sorted(probes)
    for sample in samples:
        assert {kind for _, kind in sample} == set("abc")
        assert [row for row, _ in sample] == [*range(5)]


@pytest.mark.parametrize(
    ("every_request", "printed"),
    [
        (False, "its share (--share), part of the requests of walks, turn 5 (--turn=5)"),
        (True, "its share (--share), all requests of walks (--every-request), turn 5 (--turn=5)"),
    ],
)
def test_a_run_prints_how_to_repeat_it(every_request, printed):
    option = SimpleNamespace(
        share=True, turn=5, quick=False, shuffle=None, every_request=every_request
    )

    assert header(option) == f"on {sharing.connection.vendor}, {printed}"


@pytest.mark.parametrize("turn", [0, 1])
def test_tests_with_a_slow_fixture_run_on_the_same_database(turn):
    tests = [f"tests/pages/test_head.py::{name}" for name in "abcdefg"]

    (database,) = set(dict(shared_out(tests, turn, together=set(tests))).values())
    assert database == databases("second", turn, 0)


@pytest.mark.parametrize("turn", [0, 1])
def test_tests_for_one_database_are_spread_over_both(turn):
    assert [databases(ONE, turn, number) for number in range(len(ROUND))].count(("sqlite",)) == 4


@pytest.mark.parametrize("turn", [0, 1])
def test_files_on_the_first_and_second_database_swap_with_every_commit(turn):
    first, second = databases("first", turn, 0), databases("second", turn, 0)

    assert {first, second} == {("sqlite",), ("postgresql",)}
    assert first == databases("second", turn + 1, 0)


@pytest.mark.parametrize("name", [*SHARES, *SLOW])
def test_the_tables_name_existing_files_and_tests(name):
    path, _, test = name.partition("[")[0].partition("::")

    assert Path(ROOT / path).exists()
    assert f"def {test}" in Path(ROOT / path).read_text() if test else True
