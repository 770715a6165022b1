"""Both databases return the same results for a query with very many matches."""

import pytest

from pactdir.search.query import parse_query
from pactdir.search.synonyms import current_synonyms
from regions.clock import today
from tests.pactdir.search.reference import expected_ids
from tests.pactdir.search.test_hostile_queries import result_ids

LIMIT = 5


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("text", ["school", "tech", "techniek", "alkmaar", "vmbo"])
def test_a_common_word_gives_the_first_matches_by_id(text, monkeypatch):
    monkeypatch.setattr("pactdir.search.results.MAX_RESULTS", LIMIT)
    day = today()
    query = parse_query(text, current_synonyms(day))
    expected = expected_ids(query, day, LIMIT)

    assert len(expected) == LIMIT < len(expected_ids(query, day))
    assert result_ids(query, day) == expected
