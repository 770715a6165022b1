import logging

import pytest
from django.contrib import admin as django_admin
from django.db import models, transaction

from tests.admin.isolation.walk import probes_for_others
from tests.admin.isolation.world import World
from tests.sharing import rotated

ONE_IN = 3


@pytest.fixture(autouse=True)
def _quiet_log(caplog):
    # These tests send thousands of requests that fail on purpose.
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture(autouse=True)
def _cached_sessions(settings):
    """Saves a query on each of thousands of requests by a few users.

    cached_db still writes sessions to the database, so logging out works as in production.
    """
    sessions = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "sessions"}
    settings.CACHES = {**settings.CACHES, "sessions": sessions}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    settings.SESSION_CACHE_ALIAS = "sessions"


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(django_admin.site).build()
        transaction.set_rollback(True)


@pytest.fixture
def world(_built, db):
    for value in vars(_built).values():
        if isinstance(value, models.Model):
            value.refresh_from_db()
    return _built


@pytest.fixture
def sampled(pytestconfig):
    """One in three, others with each commit; all with `--every-request`."""
    option = pytestconfig.option

    def choose(probes, by=rotated):
        return probes if option.every_request else by(probes, option.turn, ONE_IN)

    return choose


@pytest.fixture(scope="module")
def probes(_built, django_db_blocker):
    # Building the data is half the cost of a walk and does not depend on the user, so share it.
    with django_db_blocker.unblock():
        return probes_for_others(_built)
