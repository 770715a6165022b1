"""A confirmation is valid for a year."""

from datetime import date

import pytest

from regions.models.confirmations import is_outdated_confirmation


@pytest.mark.parametrize(
    ("confirmed", "last_day", "next_day"),
    [
        (date(2025, 11, 28), date(2026, 11, 28), date(2026, 11, 29)),
        (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1)),
        (date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29)),
        # There is no 29 February a year later.
        (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1)),
    ],
)
def test_a_confirmation_is_valid_for_exactly_a_year(confirmed, last_day, next_day):
    assert not is_outdated_confirmation(confirmed, confirmed)
    assert not is_outdated_confirmation(confirmed, last_day)
    assert is_outdated_confirmation(confirmed, next_day)
