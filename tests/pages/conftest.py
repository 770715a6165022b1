"""Fixtures for tests of public pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from pactdir.page_store.backends import PAGES
from regions.clock import today
from regions.lists import shown
from tests.pages.heads import Head
from tests.pages.reading import data_of
from tests.pages.sitemap_reading import entries
from tests.pages.walking import every_page


@pytest.fixture(scope="session")
def _pages_cache():
    return {}


@pytest.fixture
def demo_pages(demo, client, _pages_cache):
    """Map URLs to the response of every demo page, fetched once for all read-only tests."""
    if not _pages_cache:
        _pages_cache.update(every_page(client))
    return _pages_cache


@pytest.fixture
def fixed_today(monkeypatch):
    """Today's date, even if midnight falls within the test."""
    day, localdate = today(), timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *at: localdate(*at) if at else day)
    return day


@pytest.fixture
def head(client):
    return lambda address, **extra: Head(client.get(address, follow=True, **extra))


@pytest.fixture
def sitemap(client):
    """Return every URL in the sitemaps of the index, with its `lastmod`."""

    def follow_index():
        addresses = {}
        for section in entries(client, "/sitemap.xml"):
            addresses |= entries(client, section)
        return addresses

    return follow_index


@pytest.fixture
def subject_data(client):
    """Return the JSON-LD about the row itself from its page, without the breadcrumbs."""

    def get(row):
        (subject,) = [
            data
            for data in data_of(client.get(row.get_absolute_url()))
            if data["@type"] != "BreadcrumbList"
        ]
        assert subject.pop("@context") == "https://schema.org"
        return subject

    return get


@pytest.fixture
def every_facet(monkeypatch):
    caches[PAGES].clear()  # cached pages lack the facets
    monkeypatch.setattr(shown, "MIN_ROWS_TO_FILTER", 0)
    monkeypatch.setattr(shown.ShownFacet, "narrows", lambda facet, total: bool(facet.options))


@pytest.fixture
def later(monkeypatch):
    """Each call lets a minute pass in the history, whose dates calendars compare."""
    moments = iter(datetime.now(UTC) + timedelta(minutes=n) for n in range(1, 60))

    def pass_time():
        moment = next(moments)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return pass_time
