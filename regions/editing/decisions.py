"""Admin in which national editors decide on proposed matches and doubtful postcodes of imports."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, TextChoices
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from regions.editing.national import ReadOnlyAdmin
from regions.editing.pages import admin_url

OPEN = "nog te beslissen"


class VerdictFilter(admin.SimpleListFilter):
    title = "besluit"
    parameter_name = "besluit"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", OPEN), *model_admin.verdicts.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "open":
            return queryset.filter(verdict="")
        return queryset.filter(verdict=self.value()) if self.value() else queryset


class DecisionAdmin(ReadOnlyAdmin):
    """Admin of read-only rows on which the user makes a decision, which is applied at once.

    A form submits its decision as `_verdict`; an action applies one to every selected row. The
    model's manager must have `undecided()`; `verdict` is empty until a decision is made. Not an
    ABC, because a ModelAdmin has its own metaclass.
    """

    verdicts: ClassVar[type[TextChoices]]

    def decide(self, request: HttpRequest, row: Any, verdict: str) -> str:
        """Apply a decision and return a message, or raise a ValidationError."""
        raise NotImplementedError

    def name_of(self, row: Any) -> str:
        raise NotImplementedError

    def context_of(self, row: Any) -> dict[str, Any]:
        raise NotImplementedError

    def next_after(self, row: Any) -> Any:
        return self.model._default_manager.undecided().first()

    @admin.display(description="besluit", ordering="verdict")
    def verdict_shown(self, row: Any) -> str:
        return row.get_verdict_display() or OPEN

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def decide_all(self, request: HttpRequest, rows: QuerySet, verdict: str) -> None:
        for row in rows:
            self._decide(request, row, verdict)

    def _decide(self, request: HttpRequest, row: Any, verdict: str) -> None:
        try:
            messages.success(request, self.decide(request, row, verdict))
        except ValidationError as refusal:
            messages.error(request, f"{self.name_of(row)}: {' '.join(refusal.messages)}")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None or not self.has_decide_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        verdict = request.POST.get("_verdict")
        if request.method == "POST" and verdict in self.verdicts.values:
            self._decide(request, row, self.verdicts(verdict))
            return HttpResponseRedirect(self._url_after(row))
        context = {**self.context_of(row), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def _url_after(self, row: Any) -> str:
        if following := self.next_after(row):
            return admin_url(self, "change", following.pk)
        return admin_url(self, "changelist")
