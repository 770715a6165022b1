import logging

import pytest
from django.contrib import admin as django_admin

from tests.admin.isolation.world import World


@pytest.fixture(autouse=True)
def _no_thousand_warnings(caplog):
    """That something was not found, or forbidden, is what these tests ask for."""
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def world(db):
    return World(django_admin.site).build()
