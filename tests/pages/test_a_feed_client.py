"""A reader that polls a feed of offers during a year of edits ends with exactly the right ones."""

from datetime import timedelta

import feedparser
import pytest

from partners.offer_copying import copy_to_next_year
from regions.clock import today
from tests import make
from tests.pages.polling import Polling

pytestmark = pytest.mark.django_db


class Reader(Polling):
    """Shows an entry again only if it is newer, like a feed reader does."""

    def __init__(self, client, address):
        super().__init__(client, address)
        self.entries = {}

    def poll(self):
        """The titles in the feed, and those that the reader shows as new."""
        if (response := self.changed()) is None:
            return self.titles, []
        received = feedparser.parse(response.content).entries
        entries = {entry.id: entry for entry in received}
        assert len(entries) == len(received), "each id occurs once"
        new = [
            entry.title
            for key, entry in entries.items()
            if key not in self.entries or entry.updated > self.entries[key].updated
        ]
        self.entries = entries
        return self.titles, new

    @property
    def titles(self):
        return sorted(entry.title for entry in self.entries.values())


@pytest.mark.parametrize(
    ("address", "address_after_rename"),
    [
        ("/regios/regio/aanbod.atom", "/regios/regio-nieuw/aanbod.atom"),
        ("/aanbod.atom", "/aanbod.atom"),
    ],
)
def test_a_reader_ends_with_exactly_the_right_offers(client, later, address, address_after_rename):
    day = today()
    region = make.a_region(name="Regio", slug="regio")
    values = {"region": region, "is_of_region": True, "kind": "gastles", "published_from": day}
    lesson, stays = (
        make.an_offer(name=name, slug=name.lower(), ends=day + timedelta(30), **values)
        for name in ("Les", "Blijft")
    )
    make.an_offer(name="Concept", **values | make.drafts)

    def named(*names):
        return [f"{name} (gastles, Regio)" for name in names]

    reader = Reader(client, address)
    titles, new = reader.poll()
    assert titles == sorted(new) == named("Blijft", "Les")
    assert reader.poll() == (titles, [])
    assert reader.answers == [200, 304]

    later()
    lesson.ends = day + timedelta(60)
    lesson.save()
    assert reader.poll() == (named("Blijft", "Les"), named("Les"))

    later()
    lesson.name, lesson.slug = "Andere les", "andere-les"
    lesson.save()
    region.slug = "regio-nieuw"
    region.save()
    assert reader.poll() == (named("Andere les", "Blijft"), named("Andere les"))
    assert reader.address == address_after_rename
    assert any(entry.link.endswith("/aanbod/andere-les/") for entry in reader.entries.values())

    later()
    copy = copy_to_next_year(lesson, day)
    copy.save()
    assert reader.poll()[0] == named("Andere les", "Blijft"), "a copy is a draft"
    copy.name, copy.source, copy.published_from = "Weer een les", "regiopagina", day
    copy.save()
    assert reader.poll() == (named("Andere les", "Blijft", "Weer een les"), named("Weer een les"))

    later()
    lesson.ends = day - timedelta(1)  # it is over
    lesson.save()
    stays.published_from = None
    stays.save()
    assert reader.poll() == (named("Weer een les"), [])

    later()
    stays.published_from = day
    stays.save()
    assert reader.poll() == (named("Blijft", "Weer een les"), named("Blijft"))
