"""Admin page to restore a row to an earlier version, with the user's current rights."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import capfirst

from regions.assigned_rights import rights_of
from regions.editing.past import (
    NOT_ALLOWED_THEN,
    READ_OR_RESTORE,
    WITHHELD_THEN,
    PastPages,
    Refused,
    record_key,
    save_or_refuse,
)
from regions.history.fields import differences, restores_withheld
from regions.history.moments import ago_in_words, moment_in_words
from regions.history.names import Names
from regions.history.records import last_history_id, records_of_row
from regions.history.restoring import as_recorded, obstacles
from regions.writing.changing import changing

NOTHING_TO_RESTORE = "Het staat er al zo: er is niets om terug te zetten."


class RestorePages(PastPages):
    """Shows what will change, then restores the row unless it was changed in the meantime."""

    def urls(self) -> list[URLPattern]:
        if not self.keeps_history:
            return []
        route = "<path:object_id>/history/<str:record_id>/restore/"
        return [self.path(route, self.restore_view, "restore")]

    @method_decorator(READ_OR_RESTORE)
    def restore_view(self, request: HttpRequest, object_id: str, record_id: str) -> HttpResponse:
        if request.method != "POST":
            return self._restore_page(request, object_id, record_id)
        try:
            with changing():
                return self._restore(request, object_id, record_id)
        except Refused as rejection:
            return self._restore_page(request, object_id, record_id, rejection)

    def _restore_page(
        self, request: HttpRequest, object_id: str, record_id: str, rejection: Any = None
    ) -> HttpResponse:
        row, record = self._find_version(request, object_id, record_id)
        if row is None or record is None:
            return self.missing(request, object_id)
        then = as_recorded(row, record, self._fixed_fields(request))
        context = {
            "title": f"{capfirst(str(row))} terugzetten",
            "moment": moment_in_words(record.history_date),
            "changes": differences(row, then, rights_of(request)),
            "obstacles": obstacles(then, record, rights_of(request)),
            "not_allowed": self._why_not_allowed(request, row, then),
            "has_below": bool(self.model_admin.inlines),
            "goes_offline": _goes_offline(row, then),
            "keeps_slug": getattr(row, "slug", None) != getattr(record, "slug", None),
            "seen": str(last_history_id(row)),
            "refused": rejection,
        }
        status = rejection.status if rejection else 200
        return self.page(request, "history_restore", context, row, status)

    def _why_not_allowed(self, request: HttpRequest, row: Any, then: Any) -> str | None:
        if not self.model_admin.has_change_permission(request, then):
            return NOT_ALLOWED_THEN
        return WITHHELD_THEN if restores_withheld(then, row, rights_of(request)) else None

    def _restore(self, request: HttpRequest, object_id: str, record_id: str) -> HttpResponse:
        # Lock the row first, so that no other change can happen between the comparison and the
        # save.
        if (key := record_key(unquote(object_id))) is not None:
            list(self.model._base_manager.filter(pk=key).locked())
        row, record = self._find_version(request, object_id, record_id)
        if row is None or record is None:
            return self.missing(request, object_id)
        if request.POST.get("seen") != str(last_history_id(row)):
            raise Refused([self._edit_conflict(request, row)], 409)
        then = as_recorded(row, record, self._fixed_fields(request))
        if not_allowed := self._why_not_allowed(request, row, then):
            raise Refused([not_allowed], 403)
        if not differences(row, then, rights_of(request)):
            raise Refused([NOTHING_TO_RESTORE])
        if missing := obstacles(then, record, rights_of(request)):
            raise Refused([f"Dit bestaat niet meer: {name}." for name in missing])
        save_or_refuse(then.save, self.model)
        self.model_admin.log_change(request, then, capfirst(then._change_reason))
        messages.success(request, f"{capfirst(str(then))} is {then._change_reason}.")
        return HttpResponseRedirect(self.url("history", then.pk))

    def _find_version(
        self, request: HttpRequest, object_id: str, record_id: str
    ) -> tuple[Any, Any]:
        row, key = self.readable(request, object_id), record_key(record_id)
        if row is None or key is None:
            return None, None
        if not self.model_admin.has_change_permission(request, row):
            raise PermissionDenied
        records = records_of_row(row, rights_of(request)).exclude(history_type="-")
        return row, records.filter(history_id=key).first()

    def _fixed_fields(self, request: HttpRequest) -> Collection[str]:
        # Nor can other users restore fields that only national editors may set.
        if rights_of(request).is_national:
            return ()
        admin = self.model_admin
        return {*getattr(admin, "national_fields", ()), *getattr(admin, "fixed_fields", ())}

    def _edit_conflict(self, request: HttpRequest, row: Any) -> str:
        last = records_of_row(row, rights_of(request)).order_by("-history_id").first()
        if last is None:
            return "Intussen gewijzigd door iemand anders. Hieronder staat het nieuwe verschil."
        who = Names(rights_of(request), [last]).who(last)
        ago = ago_in_words(last.history_date, timezone.now())
        return f"Intussen gewijzigd door {who}, {ago}. Hieronder staat het nieuwe verschil."


def _goes_offline(row: Any, then: Any) -> bool:
    return getattr(row, "published_from", None) is not None and then.published_from is None
