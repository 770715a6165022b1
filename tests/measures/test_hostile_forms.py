"""A sample of the hostile submissions of `make hostile`."""

import pytest

from tests.measures.hostile.forms import submit


@pytest.mark.django_db
def test_hostile_submissions_break_nothing_and_store_nothing_that_was_refused():
    outcome = submit(200)

    assert outcome.faults == []
    assert set(outcome.queued) == {"bedrijf", "aanbod", "regio"}
    assert {status for _, _, status in outcome.answers} >= {200, 303, 404, 422}
