from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def database_down(transactional_db):
    @contextmanager
    def down():
        original = dict(connection.settings_dict)
        connection.close()
        connection.settings_dict |= {"NAME": "/nowhere/pactdir", "HOST": "/nowhere"}
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict |= original

    return down
