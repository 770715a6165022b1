"""The admin of news and agenda."""

from django.contrib import admin

from news.models import Article, Event
from regions.admin_base import SOURCE, NamedAdmin
from regions.admin_filters import PublicationFilter


@admin.register(Article)
class ArticleAdmin(NamedAdmin):
    list_display = ["name", "kind", "region", "dated", "published_from"]
    list_select_related = ["region"]
    list_filter = [PublicationFilter, "kind", "region"]
    search_fields = ["folded_name", "region__folded_name"]
    autocomplete_fields = ["region"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "region", "dated"]}),
        ("Tekst", {"fields": ["intro", "body"]}),
        ("Op de site", {"fields": ["published_from"]}),
        SOURCE,
    ]


@admin.register(Event)
class EventAdmin(NamedAdmin):
    list_display = ["name", "starts_on", "ends_on", "status", "region", "school", "published_from"]
    list_select_related = ["region", "school", "place"]
    list_filter = [PublicationFilter, "status", "region"]
    date_hierarchy = "starts_on"
    search_fields = ["folded_name", "region__folded_name", "school__folded_name"]
    autocomplete_fields = ["region", "school", "place"]
    readonly_fields = ["uid", "sequence"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "region", "school"]}),
        ("Wanneer", {"fields": [("starts_on", "ends_on"), ("starts_at", "ends_at")]}),
        ("Verplaatst of afgelast", {"fields": ["status", ("moved_from_start", "moved_from_end")]}),
        ("Waar", {"fields": ["venue", "place"]}),
        ("Meedoen", {"fields": ["audience", "cost", "how_to_join", "website"]}),
        ("Tekst", {"fields": ["summary", "body"]}),
        ("Op de site", {"fields": ["published_from"]}),
        SOURCE,
        ("Voor agenda's", {"fields": ["uid", "sequence"], "classes": ["collapse"]}),
    ]
