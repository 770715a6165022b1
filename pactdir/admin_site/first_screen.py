"""What the admin opens with: one's regions, what is draft, what is coming, what changed last."""

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

AT_MOST = 8  # of a list on this screen; its own list shows all
CHANGES = 8
NEWEST = 4  # articles that one may want to mend
# The parts of a region's form, by what its leader calls them.
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
    """One region as it lies on the desk of who keeps it."""

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
        """The parts of its form, each with where that is."""
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
    """For one user on one day; a fixed number of queries, however many regions."""

    rights: Rights
    day: date
    name: str  # as the history tells who did it

    @cached_property
    def desks(self) -> list[Desk]:
        """The regions this user keeps, by name; national editors keep none in particular."""
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
        """What waits in all regions together, and nationally: for national editors."""
        return [one for one in self._waiting() if one.row.published_from is None]

    @cached_property
    def draft_regions(self) -> int:
        """Regions that visitors do not see, as those of a list of regions begin."""
        return Region.objects.filter(published_from__isnull=True).count()

    @cached_property
    def undecided(self) -> int:
        """Schools of a file that may be one we have."""
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
        """An import is one line, however many rows it wrote; for national editors."""
        return last_runs(IMPORTS) if self.rights.is_national else []

    def _waiting(self, regions: Iterable[int] | None = None) -> list[Waiting]:
        """Articles and events without a day, or with one to come; the last made first."""
        found: list[Waiting] = []
        not_yet = Q(published_from__isnull=True) | Q(published_from__gt=self.day)
        for model in (Article, Event):
            rows: Any = model.objects.filter(not_yet).select_related("region")
            if regions is not None:
                rows = rows.filter(region__in=list(regions))
            found += [Waiting(row) for row in rows.order_by(F("published_from").asc(), "-pk")]
        return found

    def _coming(self, regions: Iterable[int]) -> Any:
        of_these = Event.objects.filter(region__in=list(regions))
        return of_these.filter(published_from__lte=self.day).coming(self.day)

    def _last_past(self, regions: Iterable[int]) -> Any:
        """Of each region the event that was last, which next year's may be like."""
        past = Event.objects.past(self.day).filter(region=OuterRef("pk"))
        rows = Region.objects.filter(pk__in=list(regions)).order_by()
        return Event.objects.filter(pk__in=rows.values_list(Subquery(past.values("pk")[:1])))

    def _newest(self, regions: Iterable[int]) -> Any:
        """Of each region the last articles that are out."""
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
    """The lists one may write in, and those there are to look something up in."""
    models = [shown for app in app_list for shown in app["models"]]
    own = [shown for shown in models if not shown["view_only"]]
    return own, [shown for shown in models if shown["view_only"]]
