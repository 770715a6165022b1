"""A confirmation is valid for a year."""

from datetime import date

import pytest

from regions.models.confirmations import confirmed_long_before


@pytest.mark.parametrize(
    ("confirmed", "last_day", "next_day"),
    [
        (date(2025, 11, 28), date(2026, 11, 28), date(2026, 11, 29)),
        (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
        (date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29)),
        # There is no 29 February in the year after.
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1)),
    ],
)
def test_a_confirmation_is_valid_for_exactly_a_year(confirmed, last_day, next_day):
    assert not confirmed_long_before(confirmed, confirmed)
    assert not confirmed_long_before(confirmed, last_day)
    assert confirmed_long_before(confirmed, next_day)
