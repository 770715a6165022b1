"""No URL of the admin shows or changes anything of another region."""

import pytest

from tests.admin.isolation.walk import few_of_each_kind, probes_for_own, report, walk


def test_no_url_shows_or_changes_rows_of_other_regions(world, probes, sampled):
    """Some of every kind in each run, and a third of all others."""
    chosen = dict.fromkeys([*few_of_each_kind(probes), *sampled(probes)])

    findings = walk(world, list(chosen), world.leader)

    assert len(probes) > 3000
    assert not findings, report(findings)


@pytest.mark.parametrize("role", ["editor", "leader_of_two"])
def test_no_url_shows_or_changes_rows_of_others_for_the_other_roles(world, probes, role):
    """The leader of two regions also has every permission of the stock admin, to no effect."""
    probes = few_of_each_kind(probes)

    findings = walk(world, probes, getattr(world, role))

    assert len(probes) > 500
    assert not findings, report(findings)


def test_pages_of_own_rows_leak_nothing_of_others(world, sampled):
    probes = probes_for_own(world, world.leader)

    findings = walk(world, sampled(probes), world.leader)

    assert not findings, report(findings)
