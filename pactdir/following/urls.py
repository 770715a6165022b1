"""URLs of calendars and feeds, beside those of the pages."""

from django.urls import path, register_converter

from pactdir.following.offer_file import offer_file
from pactdir.following.scopes import of_municipality, of_region, of_school, of_theme
from pactdir.following.streams import STREAMS, Stream
from pactdir.following.views import agenda_calendar, calendar_of, feed_of, national_feed


class StreamName:
    """The path converter `<stream:stream>`."""

    regex = "|".join(STREAMS)

    def to_python(self, value: str) -> Stream:
        return STREAMS[value]

    def to_url(self, value: str) -> str:
        return value


register_converter(StreamName, "stream")

following = [
    path("agenda.ics", agenda_calendar, name="agenda-calendar"),
    path("regios/<slug:slug>.ics", calendar_of, {"find": of_region}, name="region-calendar"),
    path(
        "gemeenten/<slug:slug>.ics",
        calendar_of,
        {"find": of_municipality},
        name="municipality-calendar",
    ),
    path("themas/<slug:slug>.ics", calendar_of, {"find": of_theme}, name="theme-calendar"),
    path("scholen/<slug:slug>.ics", calendar_of, {"find": of_school}, name="school-calendar"),
    path("aanbod/<slug:slug>.ics", offer_file, name="offer-calendar"),
    path("<stream:stream>.atom", national_feed, name="feed"),
    path(
        "regios/<slug:slug>/<stream:stream>.atom", feed_of, {"find": of_region}, name="regions-feed"
    ),
    path(
        "gemeenten/<slug:slug>/<stream:stream>.atom",
        feed_of,
        {"find": of_municipality},
        name="municipalities-feed",
    ),
    path(
        "themas/<slug:slug>/<stream:stream>.atom", feed_of, {"find": of_theme}, name="themes-feed"
    ),
]
