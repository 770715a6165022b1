"""The index page of the admin: the user's regions, drafts, upcoming events and latest changes."""

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
from django.utils import timezone

from news.models import Article, Event
from pactdir.importing.desk.log import ImportRun, changes_of_imports, last_runs
from pactdir.models import (
    OVERDUE,
    ErrorReport,
    MailState,
    Message,
    SchoolMatch,
    Submission,
    SubmissionKind,
)
from regions.history.descriptions import ChangeDescription, describe_latest_changes
from regions.models import Confirmation, PostcodeDoubt, Region
from regions.models.confirmations import ConfirmedBlock
from regions.models.people import has_leader_to_mail
from regions.rights import Rights

MAX_ROWS = 8  # maximum length of each list on this page
MAX_CHANGES = 8
MAX_ARTICLES = 4  # shown per region
# The inlines of a region's form, by label.
INLINES = {
    "Doelen": "goals",
    "Contacten": "contacts",
    "Overeenkomsten": "agreements",
    "Thema's": "region_themes",
    "Scholen": "school_participations",
    "Bedrijven": "partner_participations",
    "Gemeenten": "municipality_participations",
}
MAX_IMPORTS = 3


@dataclass(frozen=True)
class Unpublished:
    """An article or event that is not published yet."""

    row: Any

    @property
    def model_name(self) -> str:
        return str(self.row._meta.model_name)

    @property
    def kind(self) -> str:
        return str(self.row._meta.verbose_name)


@dataclass
class RegionBlock:
    """The block of one region on the index page."""

    region: Region
    day: date
    may_change: bool
    is_led: bool
    drafts: list[Unpublished] = field(default_factory=list)
    later: list[Unpublished] = field(default_factory=list)
    upcoming: list[Event] = field(default_factory=list)
    last_past: Event | None = None
    newest: list[Article] = field(default_factory=list)
    articles_published: int = 0
    events_published: int = 0
    agenda_confirmed: date | None = None

    @property
    def parts(self) -> list[tuple[str, str]]:
        form = reverse("admin:regions_region_change", args=[self.region.pk])
        return [(name, f"{form}#{prefix}-group") for name, prefix in INLINES.items()]

    @property
    def is_published(self) -> bool:
        return self.region.is_published(self.day)

    @property
    def shown_drafts(self) -> list[Unpublished]:
        return self.drafts[:MAX_ROWS]

    @property
    def more_drafts(self) -> int:
        return max(0, len(self.drafts) - MAX_ROWS)

    @property
    def shown_upcoming(self) -> list[Event]:
        return self.upcoming[:MAX_ROWS]

    @property
    def more_upcoming(self) -> int:
        return max(0, len(self.upcoming) - MAX_ROWS)


@dataclass(frozen=True)
class FirstScreen:
    """One user's index page on one day, in a fixed number of queries."""

    rights: Rights
    day: date
    name: str  # of the user, as in the history

    @cached_property
    def region_blocks(self) -> list[RegionBlock]:
        if self.rights.is_national:
            return []
        regions = Region.objects.visible_to(self.rights).order_by("folded_name", "pk")
        rights = self.rights
        region_blocks = {
            region.pk: RegionBlock(
                region, self.day, rights.may_change(region), rights.may_publish_in(region.pk)
            )
            for region in regions
        }
        for row in self._unpublished(region_blocks):
            region_block = region_blocks[row.row.region_id]
            (region_block.drafts if row.row.published_from is None else region_block.later).append(
                row
            )
        for event in self._upcoming_events(region_blocks):
            region_blocks[event.region_id].upcoming.append(event)
        for event in self._last_past_events(region_blocks):
            region_blocks[event.region_id].last_past = event
        for article in self._newest_articles(region_blocks):
            region_blocks[article.region_id].newest.append(article)
        articles, events = (
            self._published_counts(Article, region_blocks),
            self._published_counts(Event, region_blocks),
        )
        confirmed = self._agenda_confirmation_dates(region_blocks)
        for key, region_block in region_blocks.items():
            region_block.articles_published, region_block.events_published = (
                articles[key],
                events[key],
            )
            region_block.agenda_confirmed = confirmed.get(key)
        return list(region_blocks.values())

    @cached_property
    def drafts(self) -> list[Unpublished]:
        return [waiting for waiting in self._unpublished() if waiting.row.published_from is None]

    @cached_property
    def draft_regions(self) -> int:
        return Region.objects.filter(published_from__isnull=True).count()

    @cached_property
    def undecided(self) -> int:
        return SchoolMatch.objects.undecided().count()

    @cached_property
    def postcodes_in_doubt(self) -> int:
        return PostcodeDoubt.objects.undecided().count()

    @cached_property
    def failed_mail(self) -> int:
        return Message.objects.filter(state=MailState.FAILED).count()

    @cached_property
    def submissions(self) -> list[Submission]:
        """Those waiting longest come first; national editors see only those that leaders leave."""
        rows = Submission.objects.visible_to(self.rights).waiting().select_related("region")
        if self.rights.is_national:
            late = timezone.now() - OVERDUE
            own = Q(kind=SubmissionKind.REGION) | ~has_leader_to_mail()
            rows = rows.filter(own | Q(sent_at__lte=late))
        return list(rows)

    @cached_property
    def error_reports(self) -> list[tuple[ErrorReport, bool]]:
        """The oldest that they should answer, and whether each is overdue."""
        now = timezone.now()
        rows = ErrorReport.objects.waiting_for(self.rights, now).select_related("region")
        return [(row, row.is_overdue(now)) for row in rows[:MAX_ROWS]]

    @property
    def shown_submissions(self) -> list[tuple[Submission, bool]]:
        now = timezone.now()
        return [(row, row.is_overdue(now)) for row in self.submissions[:MAX_ROWS]]

    @property
    def shown_drafts(self) -> list[Unpublished]:
        return self.drafts[:MAX_ROWS]

    @property
    def more_drafts(self) -> int:
        return max(0, len(self.drafts) - MAX_ROWS)

    @cached_property
    def changes(self) -> list[ChangeDescription]:
        if not self.rights.is_national:
            return describe_latest_changes(self.rights, self.rights.writes, MAX_CHANGES)
        keys = Region.objects.values_list("pk", flat=True)
        return describe_latest_changes(self.rights, keys, MAX_CHANGES, exclude=changes_of_imports())

    @cached_property
    def imports(self) -> list[ImportRun]:
        return last_runs(MAX_IMPORTS) if self.rights.is_national else []

    def _unpublished(self, regions: Iterable[int] | None = None) -> list[Unpublished]:
        waiting: list[Unpublished] = []
        not_yet = Q(published_from__isnull=True) | Q(published_from__gt=self.day)
        for model in (Article, Event):
            rows: Any = model.objects.filter(not_yet).select_related("region")
            if regions is not None:
                rows = rows.filter(region__in=list(regions))
            waiting += [Unpublished(row) for row in rows.order_by(F("published_from").asc(), "-pk")]
        return waiting

    def _upcoming_events(self, regions: Iterable[int]) -> Any:
        events = Event.objects.filter(region__in=list(regions), published_from__lte=self.day)
        return events.upcoming(self.day)

    def _last_past_events(self, regions: Iterable[int]) -> Any:
        # The most recent past event of each region, since next year's is often similar.
        past = Event.objects.past(self.day).filter(region=OuterRef("pk"))
        rows = Region.objects.filter(pk__in=list(regions)).order_by()
        return Event.objects.filter(pk__in=rows.values_list(Subquery(past.values("pk")[:1])))

    def _newest_articles(self, regions: Iterable[int]) -> Any:
        articles = Article.objects.filter(region__in=list(regions), published_from__lte=self.day)
        order = [F("dated").desc(nulls_last=True), F("pk").desc()]
        rank = Window(RowNumber(), partition_by=F("region"), order_by=order)
        return articles.annotate(rank=rank).filter(rank__lte=MAX_ARTICLES).order_by("rank")

    def _published_counts(self, model: Any, regions: Iterable[int]) -> defaultdict[int, int]:
        rows: QuerySet = model.objects.filter(
            region__in=list(regions), published_from__lte=self.day
        )
        counts = rows.order_by().values_list("region").annotate(count=Count("pk"))
        return defaultdict(int, counts)

    def _agenda_confirmation_dates(self, regions: Iterable[int]) -> dict[int, date]:
        rows = Confirmation.objects.filter(region__in=list(regions), block=ConfirmedBlock.AGENDA)
        return dict(rows.order_by().values_list("region").annotate(last=Max("on")))


def lists(app_list: Iterable[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    models = [item for app in app_list for item in app["models"]]
    editable = [item for item in models if not item["view_only"]]
    return editable, [item for item in models if item["view_only"]]
