"""Where a national editor says what is right of a postcode in doubt."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pactdir.importing.postcode_decisions import decide
from regions.editing.base import ReadOnlyAdmin
from regions.models import PostcodeDoubt
from regions.models.geography import Doubt, Verdict

OPEN = "nog te beslissen"


class VerdictFilter(admin.SimpleListFilter):
    title = "besluit"
    parameter_name = "besluit"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", OPEN), *Verdict.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "open":
            return queryset.filter(verdict="")
        return queryset.filter(verdict=self.value()) if self.value() else queryset


@admin.register(PostcodeDoubt)
class PostcodeDoubtAdmin(ReadOnlyAdmin):
    """The doubts themselves are to look at; what one decides follows at once."""

    list_display = ["area", "about", "said", "other", "reason", "verdict_shown"]
    list_filter = [VerdictFilter, "about"]
    list_select_related = ["area"]
    search_fields = ["area__code", "said", "other"]
    actions = ["table_is_right", "table_is_wrong"]

    @admin.display(description="besluit", ordering="verdict")
    def verdict_shown(self, row: PostcodeDoubt) -> str:
        return row.get_verdict_display() or OPEN

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Who may see these may decide: national editors."""
        return self.has_view_permission(request)

    @admin.action(description="De postcodetabel klopt", permissions=["decide"])
    def table_is_right(self, request: HttpRequest, rows: QuerySet) -> None:
        self._decide_all(request, rows, Verdict.TABLE)

    @admin.action(description="De postcodetabel klopt niet", permissions=["decide"])
    def table_is_wrong(self, request: HttpRequest, rows: QuerySet) -> None:
        self._decide_all(request, rows, Verdict.OTHER)

    def _decide_all(self, request: HttpRequest, rows: QuerySet, verdict: Verdict) -> None:
        for doubt in rows:
            self._decide(request, doubt, verdict)

    def _decide(self, request: HttpRequest, doubt: PostcodeDoubt, verdict: Verdict) -> None:
        try:
            messages.success(request, decide(doubt, verdict))
        except ValidationError as refusal:
            messages.error(request, f"{doubt.area}: {' '.join(refusal.messages)}")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        doubt = self.get_object(request, object_id)
        if doubt is None or not self.has_decide_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        verdict = request.POST.get("_verdict")
        if request.method == "POST" and verdict in Verdict.values:
            self._decide(request, doubt, Verdict(verdict))
            return HttpResponseRedirect(self._next())
        ways = {"right": _if_right(doubt), "wrong": _if_wrong(doubt)}
        return super().change_view(request, object_id, form_url, {**ways, **(extra_context or {})})

    def _next(self) -> str:
        """The next that waits, else the list."""
        if following := PostcodeDoubt.objects.undecided().first():
            return reverse("admin:regions_postcodedoubt_change", args=[following.pk])
        return reverse("admin:regions_postcodedoubt_changelist")


def _if_right(doubt: PostcodeDoubt) -> str:
    if doubt.about == Doubt.PLACE:
        return f"Toon {doubt.said}"
    if doubt.about == Doubt.POINT:
        return "Het punt klopt"
    return "Gewone postcode"


def _if_wrong(doubt: PostcodeDoubt) -> str:
    """Nothing where it does not follow what is right instead."""
    if doubt.about == Doubt.PLACE:
        return f"Toon {doubt.other}" if doubt.other else ""
    if doubt.about == Doubt.POINT:
        return "Het punt klopt niet"
    return "Nummer voor postbussen"
