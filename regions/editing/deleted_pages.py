"""What was deleted, listed in the admin and put back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from regions.assigned_rights import rights_of
from regions.editing.past import (
    NOT_ALLOWED_THEN,
    READ_OR_RESTORE,
    ROWS_ON_A_PAGE,
    PastPages,
    Refused,
    key_in,
    paging,
    saved,
)
from regions.history.names import EMPTY, Names
from regions.history.restoring import Return, bring_back, deleted_records, on_its_way_back, titles
from regions.history.words import all_values, moment_in_words, title_in_region, title_of
from regions.writing.changing import changing


class DeletedPages(PastPages):
    """A deleted row may be put back by who could add one that says what it said."""

    @method_decorator(require_safe)
    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        rights = rights_of(request)
        records = deleted_records(self.model, rights)
        page = Paginator(records, ROWS_ON_A_PAGE).get_page(request.GET.get("p"))
        found = list(page.object_list)
        names = Names(rights, found)
        of_several = rights.is_national or len(rights.writes) > 1
        title = title_in_region if of_several else title_of
        may_add = self.has_add_permission(request)
        context = {
            "title": f"{capfirst(str(self.opts.verbose_name_plural))}: verwijderd",
            "deleted": [
                {
                    "record": record,
                    "name": title(record, names),
                    "who": names.who(record),
                    "when": moment_in_words(record.history_date),
                    "address": self._address("undelete", record.history_id) if may_add else None,
                }
                for record in found
            ],
        }
        return self._page(request, "history_deleted", {**context, **paging(page)})

    @method_decorator(READ_OR_RESTORE)
    def undelete_view(self, request: HttpRequest, record_id: str) -> HttpResponse:
        if request.method != "POST":
            return self._undelete_page(request, record_id)
        try:
            with changing():
                return self._undelete(request, record_id)
        except Refused as refused:
            return self._undelete_page(request, record_id, refused)

    def _undelete_page(
        self, request: HttpRequest, record_id: str, refused: Any = None
    ) -> HttpResponse:
        back = self._to_bring_back(request, record_id)
        if back is None:
            return self._as_if_missing(request, record_id)
        rights = rights_of(request)
        names = Names(rights, [back.record])
        said = all_values(back.record, back.record, names)
        context = {
            "title": f"{title_of(back.record, names)} terugzetten",
            "who": names.who(back.record),
            "moment": moment_in_words(back.record.history_date),
            "values": [one for one in said if one.new_words != EMPTY],
            "back": back,
            "below": titles(back.below, rights),
            "not_allowed": None if self._may_bring_back(request, back.row) else NOT_ALLOWED_THEN,
            "refused": refused,
        }
        return self._page(
            request, "history_undelete", context, status=refused.status if refused else 200
        )

    def _undelete(self, request: HttpRequest, record_id: str) -> HttpResponse:
        back = self._to_bring_back(request, record_id)
        if back is None:
            return self._as_if_missing(request, record_id)
        if not self._may_bring_back(request, back.row):
            raise Refused([NOT_ALLOWED_THEN], 403)
        if back.obstacles:
            raise Refused([f"Dit bestaat niet meer: {one}." for one in back.obstacles])
        behind: list[str] = []
        saved(
            lambda: behind.extend(bring_back(back, self._may_below(request), rights_of(request))),
            self.model,
        )
        self.log_addition(request, back.row, capfirst(back.row._change_reason))
        messages.success(request, f"{capfirst(str(back.row))} is teruggezet.")
        for one in behind:
            messages.warning(request, one)
        return HttpResponseRedirect(self._address("change", back.row.pk))

    def _to_bring_back(self, request: HttpRequest, record_id: str) -> Return | None:
        if not self.has_view_permission(request):
            raise PermissionDenied
        key, rights = key_in(record_id), rights_of(request)
        records = deleted_records(self.model, rights)
        record = records.filter(history_id=key).first() if key is not None else None
        if record is None:
            return None
        if not self.has_add_permission(request):
            raise PermissionDenied
        return on_its_way_back(record, rights)

    def _may_bring_back(self, request: HttpRequest, row: Any) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request, row)

    def _may_below(self, request: HttpRequest) -> Callable[[Any], bool]:
        def may(row: Any) -> bool:
            below = self.admin_site._registry.get(type(row))
            return isinstance(below, DeletedPages) and below._may_bring_back(request, row)

        return may
