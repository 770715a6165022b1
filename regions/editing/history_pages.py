"""The history of a row in the admin: in words, compared, restored."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from regions.assigned_rights import rights_of
from regions.directory import DirectoryModel
from regions.editing.deleted_pages import DeletedPages
from regions.editing.inlines import parent_field
from regions.editing.past import ROWS_ON_A_PAGE, key_in, paging
from regions.editing.restore_pages import RestorePages
from regions.history.names import Names
from regions.history.records import model_of
from regions.history.timeline import Below, Step, Timeline, own_records
from regions.history.words import (
    RecordInWords,
    all_values,
    differences_named,
    key_of,
    moment_in_words,
)

MOMENTS_TO_CHOOSE = 100
NOW = "nu"
NO_SUCH_MOMENT = "Dat moment is hier niet bekend. Kies een ander."


class HistoryPages(RestorePages, DeletedPages):
    """What a row and the rows below it said before, for who may read it.

    A record counts for the region its row was of when it was made.
    """

    def get_urls(self) -> list[Any]:
        if not self._keeps_history():
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        pages: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("deleted/", self.deleted_view, "deleted"),
            ("deleted/<str:record_id>/restore/", self.undelete_view, "undelete"),
            ("<path:object_id>/history/compare/", self.compare_view, "compare"),
            ("<path:object_id>/history/<str:record_id>/restore/", self.restore_view, "restore"),
        ]
        ours = [
            path(route, self.admin_site.admin_view(view), name=f"{name}_{page}")
            for route, view, page in pages
        ]
        return [*ours, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if self._keeps_history():
            extra_context = {**(extra_context or {}), "deleted_address": self._address("deleted")}
        return super().changelist_view(request, extra_context)

    @method_decorator(require_safe)
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if not self._keeps_history():
            return super().history_view(request, object_id, extra_context)
        row = self._readable(request, object_id)
        if row is None:
            return self._as_if_missing(request, object_id)
        timeline = Timeline(row, self._below(request, row), rights_of(request))
        page = Paginator(timeline.changes, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
        steps = timeline.steps(page.object_list)
        context = {
            "title": f"Geschiedenis van {row}",
            "steps": [self._shown_step(request, row, timeline, step) for step in steps],
            "compare_address": self._address("compare", row.pk),
        }
        return self._page(request, "history", {**context, **paging(page)}, row)

    def _shown_step(
        self, request: HttpRequest, row: Any, timeline: Timeline, step: Step
    ) -> dict[str, Any]:
        last = step.own[-1].record if step.own else None
        is_present = last is None or last.history_id == timeline.present
        is_past = last is not None and last.history_type != "-" and not is_present
        shown: dict[str, Any] = {"step": step, "is_present": last is not None and is_present}
        shown["below"] = [self._shown_below(request, timeline, one) for one in step.below]
        if last is not None and is_past:
            shown["compare_address"] = f"{self._address('compare', row.pk)}?van={last.history_id}"
            if self.has_change_permission(request, row):
                shown["restore_address"] = self._address("restore", row.pk, last.history_id)
        return shown

    def _shown_below(
        self, request: HttpRequest, timeline: Timeline, said: RecordInWords
    ) -> dict[str, Any]:
        """With the way to its own history, or to putting it back once it was deleted."""
        shown: dict[str, Any] = {"said": said}
        model = model_of(said.record)
        below = self.admin_site._registry.get(model)
        if not isinstance(below, HistoryPages) or not below.has_view_permission(request):
            return shown
        if timeline.is_stored(said):
            shown["address"] = below._address("history", key_of(said.record))
        elif said.kind == "-" and below.has_add_permission(request):
            shown["undelete_address"] = below._address("undelete", said.record.history_id)
        return shown

    @method_decorator(require_safe)
    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self._readable(request, object_id)
        if row is None:
            return self._as_if_missing(request, object_id)
        records = own_records(row, rights_of(request)).exclude(history_type="-")
        records = records.order_by("-history_id")
        moments = list(records[:MOMENTS_TO_CHOOSE])
        before = moments[1].history_id if len(moments) > 1 else NOW
        chosen = [request.GET.get("van") or str(before), request.GET.get("met") or NOW]
        sides = [self._moment(row, records, one) for one in chosen]
        names = Names(rights_of(request), [row, *moments, *filter(None, sides)])
        context: dict[str, Any] = {
            "title": f"{capfirst(str(row))}: twee momenten naast elkaar",
            "moments": [_moment_choice(one, names) for one in moments],
            "chosen": chosen,
            "error": None if all(sides) else NO_SUCH_MOMENT,
        }
        if all(sides):
            context["sides"] = [_side(one) for one in sides]
            differing = {one.name for one in differences_named(sides[0], sides[1], names)}
            values = all_values(sides[0], sides[1], names)
            context["changed"] = [one for one in values if one.name in differing]
            context["same"] = [one for one in values if one.name not in differing]
            if chosen[0] != NOW and chosen[1] == NOW and self.has_change_permission(request, row):
                context["restore_address"] = self._address("restore", row.pk, chosen[0])
        return self._page(request, "history_compare", context, row)

    def _moment(self, row: Any, records: Any, chosen: str) -> Any:
        if chosen == NOW:
            return row
        key = key_in(chosen)
        return records.filter(history_id=key).first() if key is not None else None

    def _below(self, request: HttpRequest, row: Any) -> Iterable[Below]:
        """The rows this user sees below the form, each kind once."""
        found: dict[Below, None] = {}
        for inline in self.get_inline_instances(request, row):
            if issubclass(inline.model, DirectoryModel) and inline.has_view_permission(
                request, row
            ):
                pointer = parent_field(inline)
                found[Below(inline.model, pointer.attname)] = None
        return found


def _moment_choice(record: Any, names: Names) -> tuple[str, str]:
    moment = moment_in_words(record.history_date)
    return str(record.history_id), f"{moment}, {names.who(record)}"


def _side(row: Any) -> str:
    date = getattr(row, "history_date", None)
    return moment_in_words(date) if date else NOW
