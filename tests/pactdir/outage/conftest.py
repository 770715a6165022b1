from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client


@pytest.fixture
def client():
    """Of a site that answers by itself where something breaks."""
    return Client(raise_request_exception=False)


@pytest.fixture
def database_away(transactional_db):
    """The real database, as one that cannot be reached; back when the `with` ends."""

    @contextmanager
    def away():
        was = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict |= {"NAME": "/nowhere/pactdir", "HOST": "/nowhere"}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict |= was

    return away
