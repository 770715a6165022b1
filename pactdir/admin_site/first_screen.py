"""The index page of the admin: the user's regions, drafts, coming events and last changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from news.models import Article, Event
from pactdir.importing.desk.log import ImportRun, changes_of_imports, last_runs
from pactdir.models import SchoolMatch
from regions.history.descriptions import ChangeDescription, describe_latest_changes
from regions.models import Confirmation, PostcodeDoubt, Region
from regions.models.confirmations import ConfirmedBlock
from regions.rights import Rights

AT_MOST = 8  # rows of each list on this page
CHANGES = 8
NEWEST = 4  # articles of a region
# The inlines of a region's form, by label.
PARTS = {
    "Doelen": "goals",
    "Contacten": "contacts",
    "Overeenkomsten": "agreements",
    "Thema's": "region_themes",
    "Scholen": "school_participations",
    "Bedrijven": "partner_participations",
    "Gemeenten": "municipality_participations",
}
IMPORTS = 3


@dataclass(frozen=True)
class Waiting:
    """An article or event that is not on the site yet."""

    row: Any

    @property
    def model_name(self) -> str:
        return str(self.row._meta.model_name)

    @property
    def kind(self) -> str:
        return str(self.row._meta.verbose_name)


@dataclass
class Desk:
    """The block of one region."""

    region: Region
    day: date
    may_change: bool
    drafts: list[Waiting] = field(default_factory=list)
    later: list[Waiting] = field(default_factory=list)
    coming: list[Event] = field(default_factory=list)
    last_past: Event | None = None
    newest: list[Article] = field(default_factory=list)
    articles_published: int = 0
    events_published: int = 0
    agenda_confirmed: date | None = None

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Label and address of each inline of its form."""
        form = reverse("admin:regions_region_change", args=[self.region.pk])
        return [(name, f"{form}#{prefix}-group") for name, prefix in PARTS.items()]

    @property
    def is_published(self) -> bool:
        return self.region.is_published(self.day)

    @property
    def shown_drafts(self) -> list[Waiting]:
        return self.drafts[:AT_MOST]

    @property
    def more_drafts(self) -> int:
        return max(0, len(self.drafts) - AT_MOST)

    @property
    def shown_coming(self) -> list[Event]:
        return self.coming[:AT_MOST]

    @property
    def more_coming(self) -> int:
        return max(0, len(self.coming) - AT_MOST)


@dataclass(frozen=True)
class FirstScreen:
    """For one user on one day; the number of queries does not depend on that of regions."""

    rights: Rights
    day: date
    name: str  # of the user, as in the history

    @cached_property
    def desks(self) -> list[Desk]:
        """The regions this user works on, by name; none for national editors."""
        if self.rights.is_national:
            return []
        regions = Region.objects.visible_to(self.rights).order_by("folded_name", "pk")
        desks = {
            region.pk: Desk(region, self.day, self.rights.may_change(region)) for region in regions
        }
        for row in self._waiting(desks):
            desk = desks[row.row.region_id]
            (desk.drafts if row.row.published_from is None else desk.later).append(row)
        for event in self._coming(desks):
            desks[event.region_id].coming.append(event)
        for event in self._last_past(desks):
            desks[event.region_id].last_past = event
        for article in self._newest(desks):
            desks[article.region_id].newest.append(article)
        articles, events = self._published(Article, desks), self._published(Event, desks)
        confirmed = self._agenda_confirmed(desks)
        for key, desk in desks.items():
            desk.articles_published, desk.events_published = articles[key], events[key]
            desk.agenda_confirmed = confirmed.get(key)
        return list(desks.values())

    @cached_property
    def drafts(self) -> list[Waiting]:
        """Drafts of all regions and of the whole country, for national editors."""
        return [waiting for waiting in self._waiting() if waiting.row.published_from is None]

    @cached_property
    def draft_regions(self) -> int:
        return Region.objects.filter(published_from__isnull=True).count()

    @cached_property
    def undecided(self) -> int:
        """Proposed matches of an imported school with an existing one."""
        return SchoolMatch.objects.undecided().count()

    @cached_property
    def postcodes_in_doubt(self) -> int:
        return PostcodeDoubt.objects.undecided().count()

    @property
    def shown_drafts(self) -> list[Waiting]:
        return self.drafts[:AT_MOST]

    @property
    def more_drafts(self) -> int:
        return max(0, len(self.drafts) - AT_MOST)

    @cached_property
    def changes(self) -> list[ChangeDescription]:
        if not self.rights.is_national:
            return describe_latest_changes(self.rights, self.rights.writes, CHANGES)
        keys = Region.objects.values_list("pk", flat=True)
        return describe_latest_changes(self.rights, keys, CHANGES, exclude=changes_of_imports())

    @cached_property
    def imports(self) -> list[ImportRun]:
        """For national editors; one line for each import."""
        return last_runs(IMPORTS) if self.rights.is_national else []

    def _waiting(self, regions: Iterable[int] | None = None) -> list[Waiting]:
        """Articles and events that are draft or planned, the newest first."""
        waiting: list[Waiting] = []
        not_yet = Q(published_from__isnull=True) | Q(published_from__gt=self.day)
        for model in (Article, Event):
            rows: Any = model.objects.filter(not_yet).select_related("region")
            if regions is not None:
                rows = rows.filter(region__in=list(regions))
            waiting += [Waiting(row) for row in rows.order_by(F("published_from").asc(), "-pk")]
        return waiting

    def _coming(self, regions: Iterable[int]) -> Any:
        of_these = Event.objects.filter(region__in=list(regions))
        return of_these.filter(published_from__lte=self.day).coming(self.day)

    def _last_past(self, regions: Iterable[int]) -> Any:
        """The last past event of each region: next year's may be like it."""
        past = Event.objects.past(self.day).filter(region=OuterRef("pk"))
        rows = Region.objects.filter(pk__in=list(regions)).order_by()
        return Event.objects.filter(pk__in=rows.values_list(Subquery(past.values("pk")[:1])))

    def _newest(self, regions: Iterable[int]) -> Any:
        """The newest published articles of each region."""
        out = Article.objects.filter(region__in=list(regions), published_from__lte=self.day)
        order = [F("dated").desc(nulls_last=True), F("pk").desc()]
        place = Window(RowNumber(), partition_by=F("region"), order_by=order)
        return out.annotate(place=place).filter(place__lte=NEWEST).order_by("place")

    def _published(self, model: Any, regions: Iterable[int]) -> defaultdict[int, int]:
        rows: QuerySet = model.objects.filter(
            region__in=list(regions), published_from__lte=self.day
        )
        counts = rows.order_by().values_list("region").annotate(number=Count("pk"))
        return defaultdict(int, counts)

    def _agenda_confirmed(self, regions: Iterable[int]) -> dict[int, date]:
        rows = Confirmation.objects.filter(region__in=list(regions), block=ConfirmedBlock.AGENDA)
        return dict(rows.order_by().values_list("region").annotate(last=Max("on")))


def lists(app_list: Iterable[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The lists a user may edit, and those they may only read."""
    models = [item for app in app_list for item in app["models"]]
    editable = [item for item in models if not item["view_only"]]
    return editable, [item for item in models if item["view_only"]]
