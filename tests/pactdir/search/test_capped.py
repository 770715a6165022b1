"""Of what very much answers to, the same part is looked at on every database."""

import pytest

from pactdir.search.question import read_question
from pactdir.search.synonyms import known_synonyms
from regions.clock import today
from tests.pactdir.search.reference import expected
from tests.pactdir.search.test_hostile import found

MOST = 5


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("text", ["school", "tech", "techniek", "alkmaar", "vmbo"])
def test_of_a_common_word_the_first_are_looked_at(text, monkeypatch):
    monkeypatch.setattr("pactdir.search.finding.MOST", MOST)
    day = today()
    question = read_question(text, known_synonyms(day))
    wanted = expected(question, day, MOST)

    assert len(wanted) == MOST < len(expected(question, day))
    assert found(question, day) == wanted
