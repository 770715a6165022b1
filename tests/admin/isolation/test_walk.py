"""No address of the admin shows or changes anything of another region."""

import pytest

from tests.admin.isolation.walk import asks_for_own, few_of_each_kind, report, walk


def test_no_address_shows_or_changes_rows_of_other_regions(world, asks):
    findings = walk(world, asks, world.leader)

    assert len(asks) > 3000
    assert not findings, report(findings)


@pytest.mark.parametrize("role", ["editor", "leader_of_two"])
def test_no_address_does_so_for_the_other_roles_either(world, asks, role):
    """The leader of two regions also has every permission of the stock admin, without effect."""
    asks = few_of_each_kind(asks)

    findings = walk(world, asks, getattr(world, role))

    assert len(asks) > 500
    assert not findings, report(findings)


def test_pages_of_own_rows_reveal_nothing_of_others(world):
    asks = asks_for_own(world, world.leader)

    findings = walk(world, asks, world.leader)

    assert not findings, report(findings)
