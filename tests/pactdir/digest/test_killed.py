"""Killed at any moment, the command sends each digest once, or marks it as unsure."""

from random import Random

import pytest

from pactdir.models import MailState
from tests.pactdir.digest.killing import ALLOWED, a_killer, add_readers, send_all
from tests.pactdir.test_killed_worker import database_url

READERS = 20
TIMES = 2  # times that each command is killed; `make digest` has more of both


@pytest.mark.django_db(transaction=True)
def test_each_reader_gets_one_digest_or_is_logged_as_in_flight(tmp_path):
    add_readers(READERS)
    random = Random(20261130)  # noqa: S311

    with a_killer(tmp_path, database_url(), random) as killer:
        outcomes = send_all(killer, READERS, TIMES)

    assert outcomes.keys() <= ALLOWED
    assert outcomes.total() == READERS
    assert outcomes[MailState.SENT, 1] >= READERS - TIMES
    assert killer.killed.keys() == {"send_digest", "send_mail"}
