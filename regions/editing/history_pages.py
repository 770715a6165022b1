"""Admin pages with the history of a row, and a comparison of two versions."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from regions.assigned_rights import rights_of
from regions.directory import DirectoryModel
from regions.editing.composed import part_of
from regions.editing.inlines import parent_field
from regions.editing.past import ROWS_ON_A_PAGE, PastPages, paging, record_key
from regions.history.comparing import compare_below
from regions.history.descriptions import RecordDescription
from regions.history.fields import compare_all_fields, differences_with_names
from regions.history.filtering import ChangeFilter
from regions.history.moments import moment_in_words
from regions.history.names import Names
from regions.history.records import key_of, model_of, records_of_row
from regions.history.timeline import ChildRows, Step, Timeline

MOMENTS_TO_CHOOSE = 100
FILTERED_FROM = 10  # changes
NOW = "nu"
NO_SUCH_MOMENT = "Dat moment is hier niet bekend. Kies een ander."


class HistoryPages(PastPages):
    """The history of a row and its inline rows, if the user may read it.

    A record belongs to the region that owned the row at the time.
    """

    def urls(self) -> list[URLPattern]:
        if not self.keeps_history:
            return []
        return [
            self.path("<path:object_id>/history/compare/", self.compare_view, "compare"),
            self.path("<path:object_id>/history/", self.history_view, "history"),
        ]

    @method_decorator(require_safe)
    def history_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.readable(request, object_id)
        if row is None:
            return self.missing(request, object_id)
        timeline = Timeline(row, self._below(request, row), rights_of(request))
        change_filter = ChangeFilter(timeline, request.GET)
        page = Paginator(change_filter.changes, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
        steps = timeline.steps(page.object_list)
        context = {
            "title": f"Geschiedenis van {row}",
            "steps": [self._step_context(request, row, timeline, step) for step in steps],
            "compare_address": self.address("compare", row.pk),
            "filter": change_filter,
            "may_filter": change_filter.is_used or len(timeline.changes) >= FILTERED_FROM,
        }
        return self.page(request, "history", {**context, **paging(page)}, row)

    def _step_context(
        self, request: HttpRequest, row: Any, timeline: Timeline, step: Step
    ) -> dict[str, Any]:
        last = step.own[-1].record if step.own else None
        is_present = last is None or last.history_id == timeline.present
        is_past = last is not None and last.history_type != "-" and not is_present
        context: dict[str, Any] = {"step": step, "is_present": last is not None and is_present}
        context["below"] = [self._context_below(request, timeline, entry) for entry in step.below]
        if last is not None and is_past:
            context["compare_address"] = f"{self.address('compare', row.pk)}?van={last.history_id}"
            if self.model_admin.has_change_permission(request, row):
                context["restore_address"] = self.address("restore", row.pk, last.history_id)
        return context

    def _context_below(
        self, request: HttpRequest, timeline: Timeline, entry: RecordDescription
    ) -> dict[str, Any]:
        context: dict[str, Any] = {"entry": entry}
        below = part_of(self.model_admin.admin_site, model_of(entry.record), HistoryPages)
        if below is None or not below.model_admin.has_view_permission(request):
            return context
        if timeline.is_stored(entry):
            context["address"] = below.address("history", key_of(entry.record))
        elif entry.kind == "-" and below.model_admin.has_add_permission(request):
            context["undelete_address"] = below.address("undelete", entry.record.history_id)
        return context

    @method_decorator(require_safe)
    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.readable(request, object_id)
        if row is None:
            return self.missing(request, object_id)
        rights = rights_of(request)
        below = list(self._below(request, row))
        timeline = Timeline(row, below, rights)
        choices = _moment_choices(timeline)
        before = choices[1][0] if len(choices) > 1 else NOW
        selection = [request.GET.get("van") or before, request.GET.get("met") or NOW]
        (older, since), (newer, until) = (_version(timeline, moment) for moment in selection)
        context: dict[str, Any] = {
            "title": f"{capfirst(str(row))}: twee momenten naast elkaar",
            "moments": choices,
            "chosen": selection,
            "error": None if older and newer else NO_SUCH_MOMENT,
        }
        if older and newer:
            context |= _comparison([older, newer], Names(rights, [row, older, newer]))
            context["below"] = compare_below(row, below, rights, (since, until))
            may_change = self.model_admin.has_change_permission(request, row)
            is_own = record_key(selection[0]) is not None
            if is_own and selection[1] == NOW and may_change:
                context["restore_address"] = self.address("restore", row.pk, selection[0])
        return self.page(request, "history_compare", context, row)

    def _below(self, request: HttpRequest, row: Any) -> Iterable[ChildRows]:
        kinds: dict[ChildRows, None] = {}
        for inline in self.model_admin.get_inline_instances(request, row):
            has_history = issubclass(inline.model, DirectoryModel)
            if has_history and inline.has_view_permission(request, row):
                kinds[ChildRows(inline.model, parent_field(inline).attname)] = None
        return kinds


def _moment_choices(timeline: Timeline) -> list[tuple[str, str]]:
    """Changes by the id of the row's record, or by their own if only rows below it changed."""
    changes = timeline.changes[:MOMENTS_TO_CHOOSE]
    choices = []
    for change, step in zip(changes, timeline.steps(changes), strict=True):
        when = f"{step.when_in_words}, {step.who}"
        if step.own and step.own[-1].kind != "-":
            choices.append((str(step.own[-1].record.history_id), when))
        elif step.below:
            choices.append((str(change), f"{when}: {step.below[0].title}"))
    return choices


def _version(timeline: Timeline, moment: str) -> tuple[Any, datetime | None]:
    """The row then, or None if the moment is unknown, and when the change ended (None is now)."""
    if moment == NOW:
        return timeline.row, None
    records = records_of_row(timeline.row, timeline.rights).exclude(history_type="-")
    records = records.order_by("-history_id")
    if (key := record_key(moment)) is not None:
        if (record := records.filter(history_id=key).first()) is None:
            return None, None
        return record, timeline.end_of(record.change_id) or record.history_date
    at = timeline.end_of(moment)
    return at and records.filter(history_date__lte=at).first(), at


def _comparison(sides: list[Any], names: Names) -> dict[str, Any]:
    differing = {change.name for change in differences_with_names(sides[0], sides[1], names)}
    values = compare_all_fields(sides[0], sides[1], names)
    return {
        "sides": [_moment_of(side) for side in sides],
        "changed": [value for value in values if value.name in differing],
        "same": [value for value in values if value.name not in differing],
    }


def _moment_of(version: Any) -> str:
    date = getattr(version, "history_date", None)
    return moment_in_words(date) if date else NOW
