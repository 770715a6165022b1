"""The changes of the last year as an Atom feed (RFC 4287)."""

from __future__ import annotations

from django.utils.html import escape

from pactdir.following.atom import MAX_ENTRIES, Feed, clean, urn
from pactdir.timeline.changes import Changes
from pactdir.timeline.points import Entry, Kind
from regions.clock import midnight
from regions.structured_data import SITE_NAME, Absolute
from regions.wording.dutch import listed
from regions.wording.sources import with_date


def atom(changes: Changes, page: str, own: str, absolute: Absolute) -> Feed:
    """`page` and `own` are the paths of the page and of the feed itself."""
    about = changes.scope.about
    invented = "Voorbeeld (verzonnen): " if about.is_example else ""
    feed = Feed(
        title=clean(f"{invented}Wat is er veranderd bij {about}"),
        link=absolute(page),
        feed_url=absolute(own),
        feed_guid=urn(about._meta.label, about.pk),
        description="",
        language="nl",
        author_name=SITE_NAME,
    )
    feed.empty_since = midnight(changes.on_site_since)
    items = [(at, entry) for at, of_day in changes.all_by_day for entry in of_day]
    for at, entry in items[:MAX_ENTRIES]:
        feed.add_item(
            title=clean(f"{invented}{entry.dated_sentence}"),
            link=absolute(entry.points[0].url or page),
            description=escape(clean(_summary(entry, changes))),  # Django marks a summary as HTML
            unique_id=urn(about._meta.label, about.pk, f"{at:%Y-%m-%d}", *_identity(entry)),
            pubdate=at,
            updateddate=at,
        )
    return feed


def _summary(entry: Entry, changes: Changes) -> str:
    is_earlier = changes.is_earlier(entry.points[0])
    new = "Nieuw op deze site, over een eerdere tijd. " if is_earlier else ""
    who = f"{listed(point.name for point in entry.points)}. " if entry.is_counted else ""
    source = f"Bron: {with_date(entry.source)}." if entry.source else ""
    return f"{new}{who}{source}".strip()


def _identity(entry: Entry) -> list[object]:
    """The part that stays the same when points are added to an entry on the same day."""
    on = entry.on.isoformat() if entry.on else ""
    same = [entry.kind.name, on, entry.before, entry.after]
    if entry.nouns:
        return [*same, entry.nouns, entry.region.pk if entry.region else ""]
    point = entry.points[0]
    # New figures are identified by their indicator, whatever the source.
    source = [point.source, point.source_url] if entry.kind == Kind.FIGURES else []
    return [*same, point.row._meta.label, point.row.pk, *source]
