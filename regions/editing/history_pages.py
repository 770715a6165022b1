"""Admin pages with the history of a row, and a comparison of two versions."""

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
from regions.history.comparing import compare_children
from regions.history.descriptions import RecordDescription
from regions.history.fields import compare_all_fields, differences_with_names
from regions.history.filtering import ChangeFilter
from regions.history.moments import moment_in_words
from regions.history.names import Names
from regions.history.records import key_of, model_of, records_of_row
from regions.history.timeline import ChildRows, Step, Timeline

MAX_VERSION_CHOICES = 100
MIN_CHANGES_FOR_FILTER = 10
NOW = "nu"
UNKNOWN_VERSION = "Dat moment is hier niet bekend. Kies een ander."


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
        timeline = Timeline(row, self._child_rows(request, row), rights_of(request))
        change_filter = ChangeFilter(timeline, request.GET)
        page = Paginator(change_filter.changes, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
        steps = timeline.steps(page.object_list)
        context = {
            "title": f"Geschiedenis van {row}",
            "steps": [self._step_context(request, row, timeline, step) for step in steps],
            "compare_url": self.url("compare", row.pk),
            "filter": change_filter,
            "may_filter": change_filter.is_used or len(timeline.changes) >= MIN_CHANGES_FOR_FILTER,
        }
        return self.page(request, "history", {**context, **paging(page)}, row)

    def _step_context(
        self, request: HttpRequest, row: Any, timeline: Timeline, step: Step
    ) -> dict[str, Any]:
        last = step.own[-1].record if step.own else None
        is_current = last is None or last.history_id == timeline.present
        is_past = last is not None and last.history_type != "-" and not is_current
        context: dict[str, Any] = {"step": step, "is_current": last is not None and is_current}
        context["children"] = [
            self._child_context(request, timeline, entry) for entry in step.children
        ]
        if last is not None and is_past:
            context["compare_url"] = f"{self.url('compare', row.pk)}?van={last.history_id}"
            if self.model_admin.has_change_permission(request, row):
                context["restore_url"] = self.url("restore", row.pk, last.history_id)
        return context

    def _child_context(
        self, request: HttpRequest, timeline: Timeline, entry: RecordDescription
    ) -> dict[str, Any]:
        context: dict[str, Any] = {"entry": entry}
        child_pages = part_of(self.model_admin.admin_site, model_of(entry.record), HistoryPages)
        if child_pages is None or not child_pages.model_admin.has_view_permission(request):
            return context
        if timeline.is_stored(entry):
            context["url"] = child_pages.url("history", key_of(entry.record))
        elif entry.kind == "-" and child_pages.model_admin.has_add_permission(request):
            context["undelete_url"] = child_pages.url("undelete", entry.record.history_id)
        return context

    @method_decorator(require_safe)
    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.readable(request, object_id)
        if row is None:
            return self.missing(request, object_id)
        rights = rights_of(request)
        child_rows = self._child_rows(request, row)
        timeline = Timeline(row, child_rows, rights)
        choices = _moment_choices(timeline)
        before = choices[1][0] if len(choices) > 1 else NOW
        selection = [request.GET.get("van") or before, request.GET.get("met") or NOW]
        (older, since), (newer, until) = (_version(timeline, moment) for moment in selection)
        context: dict[str, Any] = {
            "title": f"{capfirst(str(row))}: twee momenten naast elkaar",
            "moments": choices,
            "chosen": selection,
            "error": None if older and newer else UNKNOWN_VERSION,
        }
        if older and newer:
            context |= _comparison([older, newer], Names(rights, [row, older, newer]))
            context["children"] = compare_children(row, child_rows, rights, (since, until))
            may_change = self.model_admin.has_change_permission(request, row)
            is_own = record_key(selection[0]) is not None
            if is_own and selection[1] == NOW and may_change:
                context["restore_url"] = self.url("restore", row.pk, selection[0])
        return self.page(request, "history_compare", context, row)

    def _child_rows(self, request: HttpRequest, row: Any) -> list[ChildRows]:
        kinds: dict[ChildRows, None] = {}
        for inline in self.model_admin.get_inline_instances(request, row):
            has_history = issubclass(inline.model, DirectoryModel)
            if has_history and inline.has_view_permission(request, row):
                kinds[ChildRows(inline.model, parent_field(inline).attname)] = None
        return list(kinds)


def _moment_choices(timeline: Timeline) -> list[tuple[str, str]]:
    """Choices keyed by the row's history id, or by change id if only inline rows changed."""
    changes = timeline.changes[:MAX_VERSION_CHOICES]
    choices = []
    for change, step in zip(changes, timeline.steps(changes), strict=True):
        when = f"{step.when_in_words}, {step.who}"
        if step.own and step.own[-1].kind != "-":
            choices.append((str(step.own[-1].record.history_id), when))
        elif step.children:
            choices.append((str(change), f"{when}: {step.children[0].title}"))
    return choices


def _version(timeline: Timeline, moment: str) -> tuple[Any, datetime | None]:
    """The version, None if unknown, and the end of its change, None for the current row."""
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
