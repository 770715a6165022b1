"""Nothing of another region is seen or touched from any address of the admin."""

from tests.admin.isolation.walk import asks_for_others, asks_for_own, few_of_each_kind, told, walk
from tests.halves import this_half


def test_no_address_shows_or_changes_what_is_of_others(world):
    """Not to a leader, nor to an editor, nor to a leader of two regions with every permission of
    the stock admin, who tells nothing more than the leader may hear."""
    asks = asks_for_others(world)
    other_role = this_half(sqlite=world.editor, postgresql=world.leader_of_two)

    found = walk(world, asks, world.leader)
    found += walk(world, few_of_each_kind(asks), other_role)

    assert len(asks) > 3000
    assert not found, told(found)


def test_the_pages_of_own_rows_do_not_tell_of_others(world):
    asks = asks_for_own(world, world.leader)

    found = walk(world, asks, world.leader)

    assert not found, told(found)
