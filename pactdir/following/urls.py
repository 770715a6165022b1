"""URLs of calendars, beside those of the pages."""

from django.urls import path

from pactdir.following.scopes import of_municipality, of_region, of_school, of_theme
from pactdir.following.views import agenda_calendar, calendar_of

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
]
