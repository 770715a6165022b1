"""The lists of news and events as CSV and XLSX."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from news.filters import NATIONAL, ArticleFilter, EventFilter
from news.models import Audience, Event
from regions.clock import today
from regions.directory import sources_of
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads
from regions.sheets.columns import Address, Column
from regions.sheets.sheet import Sheet
from regions.sheets.views import as_sheet
from regions.wording.dutch import times_in_words

REGION = [
    Column("kenmerk techniekregio", lambda row: row.region and row.region.slug, NATIONAL),
    Column("techniekregio", lambda row: row.region and row.region.name, NATIONAL),
]
THEMES = Column("thema's", lambda row: [theme.name for theme in row.themes])
LAST = [
    Column("verzonnen voorbeeld", lambda row: row.is_example),
    Column("bron", lambda row: sources_of([row])),
]
ARTICLE = [
    Column("pagina", lambda article: Address(article.get_absolute_url())),
    Column("kop", lambda article: article.name),
    Column("soort", lambda article: article.get_kind_display()),
    Column("datum", lambda article: article.dated),
    *REGION,
    THEMES,
    Column("inleiding", lambda article: article.intro),
    *LAST,
]


def _times(event: Event) -> str:
    return times_in_words(event.starts_at, event.ends_at, event.starts_on != event.ends_on)


def event_columns(day: date) -> list[Column]:
    return [
        Column("vast kenmerk", lambda event: str(event.uid)),
        Column("pagina", lambda event: Address(event.get_absolute_url())),
        Column("activiteit", lambda event: event.name),
        Column("eerste dag", lambda event: event.starts_on),
        Column("laatste dag", lambda event: event.ends_on),
        Column("tijd", _times),
        Column("stand van zaken", lambda event: event.get_status_display()),
        Column("was eerst", lambda event: event.moved_from_in_words, "niet verplaatst"),
        Column("voorbij", lambda event: event.is_past(day)),
        Column("waar", lambda event: event.venue),
        Column("plaats", lambda event: event.place and event.place.name),
        Column("school", lambda event: event.school and event.school.label, "niet van één school"),
        *REGION,
        Column("voor wie", lambda event: [Audience(value).label for value in event.audience]),
        THEMES,
        Column("in het kort", lambda event: event.summary),
        Column("site", lambda event: event.website),
        *LAST,
    ]


@require_safe
@drop_blank_fields
@reads(ArticleFilter)
@as_sheet
def article_sheet(request: HttpRequest) -> Sheet:
    day = today()
    narrowed = ArticleFilter(request.GET, on=day)
    return Sheet(
        title="Nieuws",
        columns=ARTICLE,
        rows=narrowed.qs.for_page(),
        day=day,
        narrowing=narrowed.narrowing,
    )


@require_safe
@drop_blank_fields
@reads(EventFilter)
@as_sheet
def event_sheet(request: HttpRequest) -> Sheet:
    day = today()
    narrowed = EventFilter(request.GET, on=day)
    return Sheet(
        title="Agenda",
        columns=event_columns(day),
        rows=narrowed.qs.for_page().upcoming_first(day),
        day=day,
        narrowing=narrowed.narrowing,
    )
