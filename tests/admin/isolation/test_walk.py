"""No URL of the admin shows or changes anything of another region."""

import pytest

from tests.admin.isolation.walk import (
    Probe,
    few_of_each_kind,
    probes_for_own,
    report,
    rows_by_turn,
    walk,
)


def test_no_url_shows_or_changes_rows_of_other_regions(world, probes, sampled):
    chosen = sampled(probes, by=rows_by_turn)

    findings = walk(world, chosen, world.leader)

    assert len(probes) > 3000
    assert len(chosen) > 1000
    assert not findings, report(findings)


@pytest.mark.parametrize("role", ["editor", "leader_of_two"])
def test_no_url_shows_or_changes_rows_of_others_for_the_other_roles(world, probes, role, sampled):
    """The leader of two regions also has every permission of the stock admin, to no effect."""
    probes = few_of_each_kind(probes)

    findings = walk(world, sampled(probes, by=rows_by_turn), getattr(world, role))

    assert len(probes) > 500
    assert not findings, report(findings)


def test_pages_of_own_rows_leak_nothing_of_others(world, sampled):
    probes = probes_for_own(world, world.leader)

    findings = walk(world, sampled(probes, by=rows_by_turn), world.leader)

    assert not findings, report(findings)


@pytest.mark.parametrize("rows", [1, 2, 3, 7])
def test_each_turn_requests_every_page_and_three_turns_every_row(rows):
    probes = [
        Probe(method, f"/admin/{page}/{7_100_000 + row}/")
        for page in ("goal", "event")
        for row in range(rows)
        for method in ("GET", "POST")
    ]
    turns = [rows_by_turn(probes, turn, 3) for turn in range(3)]

    assert {probe for turn in turns for probe in turn} == set(probes)
    for turn in turns:
        assert {(probe.method, probe.path[:11]) for probe in turn} == {
            (probe.method, probe.path[:11]) for probe in probes
        }
        assert len(turn) <= len(probes) // 3 + 4
