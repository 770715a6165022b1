import pytest
from django.core.cache import caches

from pactdir.page_store.backends import PAGES
from regions.lists import shown
from tests.pages.walking import every_page


@pytest.fixture(scope="session")
def _walked():
    return {}


@pytest.fixture
def demo_pages(demo, client, _walked):
    """Every page of the demo by its address, walked once for all who only look at them."""
    if not _walked:
        _walked.update(every_page(client))
    return _walked


@pytest.fixture
def every_facet(monkeypatch):
    """All there is to choose is shown, also where it does not serve so short a list."""
    caches[PAGES].clear()  # pages cached before are without
    monkeypatch.setattr(shown, "WORTH_FILTERING", 0)
    monkeypatch.setattr(shown.ShownFacet, "narrows", lambda facet, total: bool(facet.options))
