"""Admin of news and the events calendar."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from news.admin_documents import ArticleDocumentInline
from news.admin_events import EventCopyPart, EventForm, MovingPart
from news.admin_links import ArticleOfferInline, ArticlePartnerInline, ArticleSchoolInline
from news.models import (
    Article,
    ArticleTheme,
    Event,
    EventTheme,
    GoalArticle,
    GoalEvent,
    upcoming_first,
)
from news.moving import Days, is_public
from news.states import event_state
from partners.admin_members import MEMBERS
from regions.admin_documents import ChecksUploads
from regions.clock import today
from regions.editing.base import NamedAdmin, RegionScopedAdmin
from regions.editing.evidence import EvidenceAdmin, EvidenceRows
from regions.editing.fieldsets import SOURCE
from regions.editing.list_filters import PublicationFilter
from regions.editing.of_region import PUBLICATION_DATE, PublicationPart, RegionalForm
from regions.editing.publication_states import publication_state
from regions.editing.stacked_rows import StackedRows

WHEN: tuple[str, Any] = (
    "Wanneer",
    {
        "fields": [("starts_on", "ends_on"), "is_correction", ("starts_at", "ends_at")],
        "description": (
            "Andere dagen? Vul ze hier in. Staat de activiteit al op de site? Dan zet de site er "
            "zelf bij dat het verplaatst is. Tijden mogen leeg blijven. Een avond die na "
            "middernacht eindigt, is één dag: 20:00 tot 0:30. Bij meer dagen staat er "
            "bijvoorbeeld “18 en 19 november 2026, 09.00 tot 15.00 uur”. Een lezer denkt dan dat "
            "dat voor elke dag geldt. Is dat niet zo, zet de tijden dan in de tekst."
        ),
    },
)
STATUS: tuple[str, Any] = (
    "Gaat het door?",
    {
        "fields": ["status"],
        "description": (
            "Gaat het niet door? Kies dan “gaat niet door”: de activiteit blijft op de site staan, "
            "met die woorden erbij. Zo staat niemand voor een dichte deur."
        ),
    },
)
MOVED_FROM: tuple[str, Any] = (
    "Was eerst",
    {
        "fields": [("moved_from_start", "moved_from_end")],
        "classes": ["collapse"],
        "description": "Dit vult de site zelf in zodra u andere dagen opslaat.",
    },
)


class ThemeRows(StackedRows):
    verbose_name = "thema"
    verbose_name_plural = "Thema's"
    fields = ["theme"]
    autocomplete_fields = ["theme"]
    select_related = ["theme"]


class ArticleThemeInline(ThemeRows):
    model = ArticleTheme


class EventThemeInline(ThemeRows):
    model = EventTheme


class GoalArticleInline(EvidenceRows):
    model = GoalArticle
    verbose_name_plural = "Bewijs: artikelen"


class GoalEventInline(EvidenceRows):
    model = GoalEvent
    verbose_name_plural = "Bewijs: activiteiten"


class ArticleForm(RegionalForm):
    field_of_constraint = {"article_quote_with_role": "quoted_role"}
    identified_by = ("name", "region", "kind", "dated", "intro")


@admin.register(Article)
class ArticleAdmin(NamedAdmin):
    form = ArticleForm
    parts = [*NamedAdmin.parts, ChecksUploads, PublicationPart]
    list_display = ["name", "kind", "dated", "state_shown", "region"]
    list_select_related = ["region"]
    list_filter = [PublicationFilter, "kind", "region"]
    search_fields = ["folded_name", "region__folded_name"]
    autocomplete_fields = ["region", "picture"]
    inlines = [
        GoalArticleInline,
        ArticleThemeInline,
        ArticleSchoolInline,
        ArticlePartnerInline,
        ArticleOfferInline,
        ArticleDocumentInline,
    ]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "region", "dated"]}),
        ("Tekst", {"fields": ["intro", "body", "picture", "quote", "quoted_role"]}),
        PUBLICATION_DATE,
        SOURCE,
    ]

    @admin.display(description="stand", ordering="published_from")
    def state_shown(self, row: Article) -> str:
        return publication_state(row, today())


@admin.register(Event)
class EventAdmin(NamedAdmin):
    form = EventForm
    members = MEMBERS
    parts = [*NamedAdmin.parts, MovingPart, PublicationPart, EventCopyPart]
    list_display = ["name", "days_shown", "state_shown", "region", "school"]
    list_select_related = ["region", "school", "place"]
    list_filter = [PublicationFilter, "status", "region"]
    search_fields = ["folded_name", "region__folded_name", "school__folded_name"]
    autocomplete_fields = ["region", "school", "place"]
    readonly_fields = ["uid", "sequence"]
    inlines = [GoalEventInline, EventThemeInline]
    fieldsets = [
        (None, {"fields": ["name", "slug", "region", "school"]}),
        WHEN,
        STATUS,
        MOVED_FROM,
        ("Waar", {"fields": ["venue", "place"]}),
        ("Meedoen", {"fields": ["audience", "cost", "how_to_join", "website"]}),
        ("Tekst", {"fields": ["summary", "body"]}),
        PUBLICATION_DATE,
        SOURCE,
        ("Voor agenda's", {"fields": ["uid", "sequence"], "classes": ["collapse"]}),
    ]

    @admin.display(description="wanneer", ordering="starts_on")
    def days_shown(self, row: Event) -> str:
        return str(Days.of(row))

    @admin.display(description="stand", ordering="published_from")
    def state_shown(self, row: Event) -> str:
        return event_state(row, today())

    def get_ordering(self, request: HttpRequest) -> Any:
        return upcoming_first(today())

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        context["is_known"] = is_public(context["object"], today())
        return super().render_delete_form(request, context)


@admin.register(ArticleTheme)
class ArticleThemeAdmin(RegionScopedAdmin):
    list_display = ["theme", "article"]
    list_select_related = ["theme", "article__region"]
    search_fields = ["theme__folded_name", "article__folded_name"]
    autocomplete_fields = ["theme", "article"]


@admin.register(EventTheme)
class EventThemeAdmin(RegionScopedAdmin):
    list_display = ["theme", "event"]
    list_select_related = ["theme", "event__region"]
    search_fields = ["theme__folded_name", "event__folded_name"]
    autocomplete_fields = ["theme", "event"]


@admin.register(GoalArticle)
class GoalArticleAdmin(EvidenceAdmin):
    list_display = ["article", "goal"]
    list_select_related = ["article__region", "goal__region"]
    search_fields = ["goal__text", "article__folded_name"]
    autocomplete_fields = ["article", "goal"]


@admin.register(GoalEvent)
class GoalEventAdmin(EvidenceAdmin):
    list_display = ["event", "goal"]
    list_select_related = ["event__region", "goal__region"]
    search_fields = ["goal__text", "event__folded_name"]
    autocomplete_fields = ["event", "goal"]
