"""Feeds (Atom, RFC 4287) of articles, events and offers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import NAMESPACE_OID, uuid5

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from pactdir.following.scopes import Scope
from pactdir.following.streams import Stream
from regions.clock import midnight
from regions.structured_data import SITE_NAME, Absolute

MAX_ENTRIES = 60


class Feed(Atom1Feed):
    empty_since: datetime  # date of a feed without entries, instead of now

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else self.empty_since


def feed(stream: Stream, scope: Scope, day: date, own: str, absolute: Absolute) -> Feed:
    """`own` is the path of the feed itself."""
    atom = Feed(
        title=clean(scope.title_of(stream)),
        link=absolute(scope.page),
        feed_url=absolute(own),
        feed_guid=urn(stream.name, scope.page),
        description="",
        subtitle=scope.note or None,
        language="nl",
        author_name=SITE_NAME,
    )
    atom.empty_since = midnight(day)
    for row in scope.rows(stream, day).order_by("-changed_at", "-pk")[:MAX_ENTRIES]:
        since = midnight(row.published_from)
        atom.add_item(
            title=clean(stream.title(row)),
            link=absolute(row.get_absolute_url()),
            description=escape(clean(stream.text(row))),  # Django marks a summary as HTML
            unique_id=urn(row._meta.label, row.pk),
            pubdate=since,
            updateddate=max(since, row.changed_at or since),
        )
    return atom


def urn(*parts: object) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_OID, '/'.join(map(str, parts)))}"


def clean(text: str) -> str:
    # XML does not allow control characters.
    return "".join(char if char.isprintable() else " " for char in text)
