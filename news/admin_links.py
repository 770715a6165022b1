"""Admin of the schools, partners and offers that an article is about."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from news.models import ArticleLink, ArticleOffer, ArticlePartner, ArticleSchool
from partners.admin_members import MEMBERS
from regions.editing.base import DirectoryForm, RegionScopedAdmin
from regions.editing.stacked_rows import StackedRows


class LinkRows(StackedRows):
    members = MEMBERS

    @property
    def linked_field(self) -> str:
        model: type[ArticleLink] = self.model
        return model.linked_field

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [self.linked_field]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(self.linked_field)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get(self.linked_field)  # missing if read-only
        if field is not None and obj is not None:
            # Rows chosen earlier stay valid, also those chosen by a national editor.
            chosen = self.model._default_manager.filter(article=obj).values(self.linked_field)
            field.queryset |= field.queryset.model._default_manager.filter(pk__in=chosen)
        return formset


class ArticleSchoolInline(LinkRows):
    model = ArticleSchool
    verbose_name = "school"
    verbose_name_plural = "Over deze scholen"
    autocomplete_fields: ClassVar[list[str]] = ["school"]


class ArticlePartnerInline(LinkRows):
    model = ArticlePartner
    verbose_name = "partner"
    verbose_name_plural = "Over deze partners"
    autocomplete_fields: ClassVar[list[str]] = ["partner"]


class ArticleOfferInline(LinkRows):
    model = ArticleOffer
    verbose_name = "aanbod"
    verbose_name_plural = "Over dit aanbod"
    autocomplete_fields: ClassVar[list[str]] = ["offer"]


class ArticleLinkForm(DirectoryForm):
    kept_choices = ("school", "partner", "offer")


class ArticleLinkAdmin(RegionScopedAdmin):
    members = MEMBERS
    form = ArticleLinkForm


@admin.register(ArticleSchool)
class ArticleSchoolAdmin(ArticleLinkAdmin):
    list_display = ["school", "article"]
    list_select_related = ["school", "article__region"]
    search_fields = ["school__folded_name", "article__folded_name"]
    autocomplete_fields = ["school", "article"]


@admin.register(ArticlePartner)
class ArticlePartnerAdmin(ArticleLinkAdmin):
    list_display = ["partner", "article"]
    list_select_related = ["partner", "article__region"]
    search_fields = ["partner__folded_name", "article__folded_name"]
    autocomplete_fields = ["partner", "article"]


@admin.register(ArticleOffer)
class ArticleOfferAdmin(ArticleLinkAdmin):
    list_display = ["offer", "article"]
    list_select_related = ["offer__region", "article__region"]
    search_fields = ["offer__folded_name", "article__folded_name"]
    autocomplete_fields = ["offer", "article"]
