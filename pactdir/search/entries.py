"""What search knows of each kind of thing: one function a kind makes its entries.

Only what its own page shows goes in, and nothing that depends on the day it is made: what may be
seen from a day, or until one, says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from news.models import Article, ArticleTheme, Event, EventTheme
from pactdir.models import EntryKind, SearchEntry, entry_key
from pactdir.search.words import index_words, plain
from partners.models import Partner
from regions.fields.partial_date import PartialDate
from regions.models import (
    Agreement,
    Municipality,
    MunicipalitySuccession,
    Region,
    RegionTheme,
    Theme,
)
from regions.names.folding import fold, is_same_name
from schools.level_words import in_line
from schools.models import School, SchoolParticipation

ALWAYS, NEVER = date(1800, 1, 1), date(2199, 12, 31)
BEGINNING, END = 0, 99_999_999
LONGEST_TEXT = 20_000


def _entry(
    kind: EntryKind, row: Any, *, names: Iterable[str], more: Iterable[str], **fields: Any
) -> SearchEntry:
    """An entry of a row; `names` it is known by as well, `more` is found but not shown."""
    names = [name for name in names if name]
    text = fields.pop("text", "")[:LONGEST_TEXT]
    return SearchEntry(
        id=entry_key(kind, row.pk),
        kind=kind,
        object_id=row.pk,
        title=str(row),
        folded_title=fold(row.name)[:400],
        address=row.get_absolute_url(),
        words=index_words(row.name, names, [text, *filter(None, more)]),
        text=text,
        **fields,
    )


# --- days ---


def _all_published(*rows: Any) -> date | None:
    """From when all of these are on the site, of those there are; None where one is a draft."""
    days = [row.published_from or NEVER for row in rows if row is not None]
    return None if NEVER in days else max(days)


def _number(day: PartialDate | None, unknown: int, absent: int) -> int:
    """A day as PartialDateField stores it."""
    if day is None:
        return absent
    return day.year * 10_000 + (day.month or unknown) * 100 + (day.day or unknown)


def _period(row: Any) -> tuple[int, int, int]:
    """The region of a participation, from and until when."""
    return row.region_id, _number(row.since, 0, BEGINNING), _number(row.until, 99, END)


def _as_regions(periods: Iterable[tuple[int, int, int]]) -> str:
    parts = [":".join(map(str, period)) for period in sorted(set(periods))]
    return f"|{'|'.join(parts)}|" if parts else ""


def _always_in(*regions: int | None) -> str:
    return _as_regions((region, BEGINNING, END) for region in regions if region)


def _as_themes(themes: Iterable[Theme]) -> str:
    keys = sorted(theme.pk for theme in themes)
    return f"|{'|'.join(map(str, keys))}|" if keys else ""


def _day_after(day: date) -> date | None:
    """Nothing where the calendar ends: that will never be past."""
    return day + timedelta(1) if day < date.max else None


def _day_number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


# --- one function a kind ---


def _regions(keys: Iterable[int]) -> Iterator[SearchEntry]:
    agreements = Agreement.objects.select_related("lead_organisation").prefetch_related(
        "lead_organisation__other_names"
    )
    rows = Region.objects.filter(pk__in=keys).prefetch_related(
        Prefetch("agreements", agreements),
        "goals",
        Prefetch("region_themes", RegionTheme.objects.select_related("theme")),
        "municipality_participations__municipality",
    )
    for region in rows:
        agreed = list(region.agreements.all())
        leads = [one.lead_organisation for one in agreed if one.lead_organisation]
        themes = [row.theme for row in region.region_themes.all()]
        members = list(region.municipality_participations.all())
        text = [
            region.summary,
            plain(region.about),
            region.aims_note,
            *(f"{goal.text} {goal.target}".strip() for goal in region.goals.all()),
            _line("Thema's", [word for one in themes for word in (one.name, one.pupil_word)]),
            _line("Gemeenten", [row.municipality.name for row in members]),
            _line("Penvoerder", [lead.name for lead in leads]),
        ]
        yield _entry(
            EntryKind.REGION,
            region,
            names=[],
            more=[
                region.get_kind_display(),
                *(one.project_numbers for one in agreed),
                *(row.named_as for row in members),
                *(other.name for lead in leads for other in lead.other_names.all()),
            ],
            text=_joined(text),
            shown_from=region.published_from,
            is_example=region.is_example,
            regions=_always_in(region.pk),
            themes=_as_themes(themes),
        )


def _municipalities(keys: Iterable[int]) -> Iterator[SearchEntry]:
    schools = School.objects.filter(published_from__isnull=False)
    rows = Municipality.objects.filter(pk__in=keys).prefetch_related(
        "places",
        "participations",
        Prefetch("schools", schools),
        Prefetch("schools__participations", SchoolParticipation.objects.all()),
    )
    before = _Predecessors()
    for municipality in rows:
        places = [place.name for place in municipality.places.all()]
        former = before.of(municipality.pk)
        periods = [_period(row) for row in municipality.participations.all()]
        for school in municipality.schools.all():
            periods += _periods_of(school)
        until = municipality.valid_until
        since = municipality.valid_from
        yield _entry(
            EntryKind.MUNICIPALITY,
            municipality,
            names=[municipality.official_name, *(name for name, _ in former), *places],
            more=[municipality.get_province_display(), "gemeente"],
            shown={
                "was": former,
                "places": [one for one in places if not is_same_name(one, municipality.name)],
                "where": [municipality.get_province_display()],
            },
            shown_from=since.first_day if since else ALWAYS,
            shown_until=until.last_day if until else None,
            is_example=municipality.is_example,
            regions=_as_regions(periods),
        )


def _periods_of(school: School) -> Iterator[tuple[int, int, int]]:
    """When its municipality has to do with a region by this school: while both are there."""
    begins = _day_number(school.published_from or NEVER)
    ends = _day_number(school.closed_on.first_day - timedelta(1)) if school.closed_on else END
    for row in school.participations.all():
        region, since, until = _period(row)
        if (since := max(since, begins)) <= (until := min(until, ends)):
            yield region, since, until


class _Predecessors:
    """The names of before of any municipality, also of two reorganisations ago."""

    def __init__(self) -> None:
        self.rows: defaultdict[int, list[MunicipalitySuccession]] = defaultdict(list)
        for row in MunicipalitySuccession.objects.select_related("old").order_by("pk"):
            self.rows[row.new_id].append(row)

    def of(self, key: int) -> list[list[str]]:
        """Each name with the day from which it is one of before."""
        days: dict[str, date] = {}
        ahead, seen = [(key, ALWAYS)], {key}
        while ahead:
            here, since = ahead.pop()
            for row in self.rows[here]:
                day = max(since, row.on.first_day)
                days[row.old.name] = min(day, days.get(row.old.name, day))
                if row.old_id not in seen:
                    seen.add(row.old_id)
                    ahead.append((row.old_id, day))
        return [[name, day.isoformat()] for name, day in sorted(days.items())]


def _schools(keys: Iterable[int]) -> Iterator[SearchEntry]:
    rows = (
        School.objects.filter(pk__in=keys)
        .select_related("place", "municipality", "board")
        .prefetch_related("former_names", "participations", "board__other_names")
    )
    for school in rows:
        former = [
            one.name for one in school.former_names.all() if not is_same_name(one.name, school.name)
        ]
        board = school.board
        yield _entry(
            EntryKind.SCHOOL,
            school,
            names=[
                school.brand,
                school.official_name,
                *former,
                # Who asks for a place means the schools there.
                school.place.name if school.place else "",
            ],
            more=[
                "school",
                *([school.municipality.name] if school.municipality else []),
                school.levels_in_words,
                school.profiles_in_words,
                school.duo_code,
                *([board.name, *(one.name for one in board.other_names.all())] if board else []),
            ],
            text=school.summary,
            shown={
                "was": [[name, ALWAYS.isoformat()] for name in former],
                "where": [school.where, in_line(school, "mag volgens DUO")],
            },
            shown_from=school.published_from,
            past_from=school.closed_on.first_day if school.closed_on else None,
            is_example=school.is_example,
            regions=_as_regions(_period(row) for row in school.participations.all()),
        )


def _partners(keys: Iterable[int]) -> Iterator[SearchEntry]:
    rows = Partner.objects.filter(pk__in=keys).select_related("place__municipality")
    for partner in rows.prefetch_related("participations"):
        place = partner.place
        yield _entry(
            EntryKind.PARTNER,
            partner,
            names=[],
            more=[
                partner.get_kind_display(),
                partner.sectors_in_words,
                *([place.name, place.municipality.name] if place else []),
            ],
            text=partner.summary,
            shown={"where": [partner.get_kind_display(), place.name if place else ""]},
            shown_from=partner.published_from,
            is_example=partner.is_example,
            regions=_as_regions(_period(row) for row in partner.participations.all()),
        )


def _events(keys: Iterable[int]) -> Iterator[SearchEntry]:
    rows = (
        Event.objects.filter(pk__in=keys)
        .select_related("region", "school", "place__municipality")
        .prefetch_related(Prefetch("event_themes", EventTheme.objects.select_related("theme")))
    )
    for event in rows:
        place = event.place
        yield _entry(
            EntryKind.EVENT,
            event,
            names=[],
            more=[
                event.venue,
                event.audience_in_words,
                *([place.name, place.municipality.name] if place else []),
                *(owner.name for owner in (event.region, event.school) if owner),
                *(word for one in event.themes for word in (one.name, one.pupil_word)),
            ],
            text=_joined([event.summary, plain(event.body)]),
            shown={
                "where": [event.place_and_owner],
                "event": {
                    "starts_on": event.starts_on.isoformat(),
                    "ends_on": event.ends_on.isoformat(),
                    "starts_at": event.starts_at and event.starts_at.isoformat(),
                    "ends_at": event.ends_at and event.ends_at.isoformat(),
                    "status": event.status,
                    "moved_from_in_words": event.moved_from_in_words,
                },
            },
            shown_from=_all_published(event, event.region, event.school),
            past_from=_day_after(event.ends_on),
            date=_day_number(event.starts_on),
            year=event.starts_on.year,
            is_example=event.is_example,
            regions=_always_in(event.region_id),
            themes=_as_themes(event.themes),
        )


def _articles(keys: Iterable[int]) -> Iterator[SearchEntry]:
    rows = (
        Article.objects.filter(pk__in=keys)
        .select_related("region")
        .prefetch_related(Prefetch("article_themes", ArticleTheme.objects.select_related("theme")))
    )
    for article in rows:
        yield _entry(
            EntryKind.ARTICLE,
            article,
            names=[],
            more=[
                article.get_kind_display(),
                article.region.name if article.region else "",
                *(word for one in article.themes for word in (one.name, one.pupil_word)),
            ],
            text=_joined([article.intro, plain(article.body)]),
            shown={
                "where": [article.region.name if article.region else "landelijk"],
                "dated": article.dated and article.dated.isoformat(),
            },
            shown_from=_all_published(article, article.region),
            date=_number(article.dated, 0, BEGINNING) or None,
            year=article.dated.year if article.dated else None,
            is_example=article.is_example,
            regions=_always_in(article.region_id),
            themes=_as_themes(article.themes),
        )


def _themes(keys: Iterable[int]) -> Iterator[SearchEntry]:
    rows = Theme.objects.filter(pk__in=keys).prefetch_related(
        "region_themes__region",
        "article_themes__article__region",
        "event_themes__event__region",
        "event_themes__event__school",
    )
    for theme in rows:
        regions = [row.region for row in theme.region_themes.all()]
        articles = [row.article for row in theme.article_themes.all()]
        events = [row.event for row in theme.event_themes.all()]
        uses = [
            *((one.is_example, _all_published(one)) for one in regions),
            *((one.is_example, _all_published(one, one.region)) for one in articles),
            *((one.is_example, _all_published(one, one.region, one.school)) for one in events),
        ]
        # Of what is real, where there is any: else it is only of what is invented.
        real = [day for is_example, day in uses if day and not is_example]
        invented = [day for is_example, day in uses if day and is_example]
        is_example = bool(invented and not real)
        yield _entry(
            EntryKind.THEME,
            theme,
            names=[theme.pupil_word],
            more=["thema"],
            shown={"where": [theme.pupil_word]},
            shown_from=min(real or invented, default=None),
            is_example=is_example,
            regions=_always_in(*(one.pk for one in regions if one.is_example == is_example)),
            themes=f"|{theme.pk}|",
        )


def _line(label: str, names: list[str]) -> str:
    names = list(dict.fromkeys(filter(None, names)))
    return f"{label}: {', '.join(names)}." if names else ""


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(filter(None, texts)).split())


MODELS: dict[EntryKind, QuerySet] = {
    EntryKind.REGION: Region.objects.all(),
    EntryKind.MUNICIPALITY: Municipality.objects.all(),
    EntryKind.SCHOOL: School.objects.all(),
    EntryKind.THEME: Theme.objects.all(),
    EntryKind.PARTNER: Partner.objects.all(),
    EntryKind.EVENT: Event.objects.all(),
    EntryKind.ARTICLE: Article.objects.all(),
}
_MAKERS: dict[EntryKind, Callable[[Iterable[int]], Iterator[SearchEntry]]] = {
    EntryKind.REGION: _regions,
    EntryKind.MUNICIPALITY: _municipalities,
    EntryKind.SCHOOL: _schools,
    EntryKind.THEME: _themes,
    EntryKind.PARTNER: _partners,
    EntryKind.EVENT: _events,
    EntryKind.ARTICLE: _articles,
}


def entries_of(kind: EntryKind, keys: Iterable[int]) -> list[SearchEntry]:
    """The entries of these rows, of those that are there; the same queries for any number."""
    return list(_MAKERS[kind](keys))
