import logging

import pytest
from django.contrib import admin as django_admin
from django.db import models, transaction

from tests.admin.isolation.walk import asks_for_others
from tests.admin.isolation.world import World


@pytest.fixture(autouse=True)
def _no_thousand_warnings(caplog):
    """That something was not found, or forbidden, is what these tests ask for."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture(autouse=True)
def _sessions_at_hand(settings):
    """Thousands of questions of a few users: who asks is not looked up for each of them.

    The session stays in the database, and is read there again as soon as someone logs out.
    """
    at_hand = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "sessions"}
    settings.CACHES = {**settings.CACHES, "sessions": at_hand}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    settings.SESSION_CACHE_ALIAS = "sessions"


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(django_admin.site).build()
        transaction.set_rollback(True)


@pytest.fixture
def world(_built, db):
    """Built once for all tests of a file; what one of them does in it is undone after that test."""
    for one in vars(_built).values():
        if isinstance(one, models.Model):
            one.refresh_from_db()
    return _built


@pytest.fixture(scope="module")
def asks(_built, django_db_blocker):
    """All that can be asked about rows of others: half of the work of a walk, and of one world the
    same for everyone."""
    with django_db_blocker.unblock():
        return asks_for_others(_built)
